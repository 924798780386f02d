"""How long it takes from the command to a painted window, the kernels being compiled already.

Run as `python -m benchmarks.start`; each start is a process of its own.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from typing import Any

from benchmarks.one_run import MARK

BEGAN = "CIRCUITLAB_BENCH_BEGAN"
TARGET = "fig4"


def once() -> dict[str, float]:
    """Return seconds until the window was painted and its circuit ran; nothing if they were not."""
    environment = {"QT_QPA_PLATFORM": "offscreen", **os.environ, BEGAN: repr(time.time())}
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.start"],
        env=environment,
        stdout=subprocess.PIPE,
        check=False,
        text=True,
    )
    lines = [line for line in done.stdout.splitlines() if line.startswith(MARK)]
    return dict(json.loads(lines[-1].removeprefix(MARK))) if lines else {}


def main() -> None:
    """Open the window as the command does, wait until it lives, and print how long that took."""
    from circuitlab.cli.lasting_imports import lasting

    with lasting():
        from circuitlab.cli import app as _command  # noqa: F401  what the command reads first
        from circuitlab.gui.app import application, show_first_picture, window_on

    began = float(os.environ[BEGAN])
    app = application()
    window, _problems = window_on(TARGET)
    window.show()
    window.session.play()
    show_first_picture(app)
    window.grab()
    painted_s = time.time() - began
    window.session.start()
    running_s = _until_running(app, window.session) - began
    window.session.stop()
    window.document.undo_stack.setClean()
    print(MARK + json.dumps({"painted_s": painted_s, "running_s": running_s}))


def _until_running(app: Any, session: Any) -> float:
    while not session.engine.runs:
        app.processEvents()
        time.sleep(0.001)
    return time.time()


if __name__ == "__main__":
    main()
