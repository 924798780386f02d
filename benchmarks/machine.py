"""What a measurement was made on."""

from __future__ import annotations

import os
import platform
import time
from datetime import date
from importlib.metadata import version
from pathlib import Path

from circuitlab import __version__

TURNS = 3_000_000


def here_and_now() -> str:
    """Return program, day, processor and versions in one sentence."""
    return (
        f"CircuitLab {__version__}, {date.today().isoformat()}, {processor()}, "
        f"{os.cpu_count()} cores, {platform.system()}, Python {platform.python_version()}, "
        f"numpy {version('numpy')}, numba {version('numba')}"
    )


def processor() -> str:
    """Return the processor's name and its widest vector instructions."""
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        return platform.processor()
    entries = (line.partition(":") for line in reversed(lines))
    told = {name.strip(): value.strip() for name, _colon, value in entries}
    flags = told.get("flags", "").split()
    widest = next((name for name in ("avx512f", "avx2") if name in flags), "")
    return " ".join(filter(None, (told.get("model name", platform.processor()), widest.upper())))


def load() -> str:
    """Return how busy the machine is: a busy one measures too slow."""
    return f"{os.getloadavg()[0]:.1f}"


def plain_loop_s() -> float:
    """Return the seconds that a loop of plain Python takes now: shared hosts vary by a half."""
    begun, total = time.thread_time(), 0
    for turn in range(TURNS):
        total += turn * turn
    return time.thread_time() - begun
