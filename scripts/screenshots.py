"""What `make screenshots` runs: the real window on Figure 4, grabbed in light and dark."""

import os
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

IMAGES = Path(__file__).resolve().parent.parent / "docs" / "images"
SIZE = (1440, 900)
PRESET = "fig4"
SELECTED = "nmda"
MOMENT_MS = 6050.0
REACHED_WITHIN_S = 180.0
DRESSED_S = 1.0
SHOWN_SPEED, SHOWN_WINDOW_MS = 0.05, 5000.0


def main() -> None:
    """Write one picture for each theme."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    with tempfile.TemporaryDirectory() as settings:
        os.environ["XDG_CONFIG_HOME"] = settings
        IMAGES.mkdir(parents=True, exist_ok=True)
        write_pictures()


def write_pictures() -> None:
    """Open the window, let the circuit run to its moment, and grab it in each theme."""
    from circuitlab.gui.app import application, window_on

    app = application()
    window, _problems = window_on(PRESET)
    window.resize(*SIZE)
    window.show()
    session = window.session
    session.start()
    session.play()
    elements = window.document.circuit.elements.values()
    session.selection.select([element.id for element in elements if element.kind == SELECTED][:1])
    spin(app, REACHED_WITHIN_S, lambda: session.live.time_ms >= MOMENT_MS)
    session.set_speed(SHOWN_SPEED)
    window.traces.choose_window(SHOWN_WINDOW_MS)
    for theme in ("light", "dark"):
        window.set_theme(theme)
        spin(app, DRESSED_S)
        path = IMAGES / f"{PRESET}-{theme}.png"
        window.grab().save(str(path))
        print(path)
    session.stop()
    window.document.undo_stack.setClean()
    window.close()
    sys.stdout.flush()


def spin(app: "QApplication", seconds: float, done: Callable[[], bool] = lambda: False) -> None:
    """Let the window live for some seconds, or until it is `done`."""
    until = time.monotonic() + seconds
    while time.monotonic() < until and not done():
        app.processEvents()
        time.sleep(0.002)


if __name__ == "__main__":
    main()
