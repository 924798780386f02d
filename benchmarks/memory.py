"""Whether memory stays flat while a circuit runs: the window's engine, polled as a window does.

Run as `python -m benchmarks.memory SECONDS`, wall time.
"""

from __future__ import annotations

import json
import resource
import sys
import time
from pathlib import Path

import numpy as np

from benchmarks.one_run import MARK
from circuitlab.api import preset
from circuitlab.engine.runner import Play, Runner, Speed

TARGET = "fig4"
AS_FAST_AS_IT_GOES = 100.0
EVERY_S = 0.016
SETTLED = 0.4
"""Share of the time after which everything that is made once has been made."""


def main() -> None:
    """Run for so many seconds and print how memory changed with model time."""
    circuit = preset(TARGET)
    runner = Runner(circuit.model, circuit.catalog)
    runner.start()
    runner.post(Speed(AS_FAST_AS_IT_GOES))
    runner.post(Play())
    hours, megabytes = _watched(runner, float(sys.argv[1]))
    runner.stop()
    late = slice(int(SETTLED * len(hours)), None)
    growth = float(np.polyfit(hours[late], megabytes[late], 1)[0])
    found = {"mb_per_hour": growth, "mb": megabytes[-1], "hours": hours[-1]}
    print(MARK + json.dumps(found))


def _watched(runner: Runner, seconds: float) -> tuple[list[float], list[float]]:
    """Model hours and resident megabytes, poll by poll."""
    hours, megabytes = [], []
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        time.sleep(EVERY_S)
        frame = runner.poll()
        if frame is not None and frame.time_ms > 0.0:
            hours.append(frame.time_ms / 3.6e6)
            megabytes.append(_resident_mb())
    return hours, megabytes


def _resident_mb() -> float:
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * resource.getpagesize() / 1e6


if __name__ == "__main__":
    main()
