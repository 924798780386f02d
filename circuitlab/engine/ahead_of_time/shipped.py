"""Loops and driver that were compiled ahead of time: a run begins before anything is compiled.

They are numba's own code for the same sources, and give the same bits. A library is taken only if
it was built from just these sources and this processor can run it.
"""

from __future__ import annotations

import ctypes
import functools
import hashlib
import os
import platform
from pathlib import Path

import llvmlite.binding

from circuitlab.engine.ahead_of_time.entry_points import EntryPoint
from circuitlab.engine.numerics.jit import compiled_sources

PLACE = Path(__file__).parent / "libraries"
"""Where a wheel brings its libraries."""
LIBRARY = "CIRCUITLAB_LIBRARY"
"""Environment variable that names a library to take instead, or a folder; empty for none."""
NEEDS = "circuitlab_needs"
"""Symbol of the text that names what a library needs of a processor, with commas between."""


class Shipped:
    """A library of compiled loops, by the digest of their text, and of the driver's functions.

    Raises
    ------
    OSError
        If the file is no library, or one for another system.
    """

    def __init__(self, path: Path) -> None:
        self._library = ctypes.CDLL(str(path))

    @property
    def suits(self) -> bool:
        """Whether it was built from the sources that are there now, and can run here."""
        return hasattr(self._library, sources_symbol()) and can_run(self._needs())

    def has(self, text: str) -> bool:
        """Whether it holds the loop of a text."""
        return hasattr(self._library, loop_symbol(text))

    def address(self, text: str) -> int:
        """Address of the loop of a text."""
        found = ctypes.cast(getattr(self._library, loop_symbol(text)), ctypes.c_void_p).value
        if found is None:
            raise LookupError(loop_symbol(text))
        return found

    def entry_point(self, name: str) -> EntryPoint:
        """A function of the driver, to be called by one simulation."""
        return EntryPoint(self._library[name])

    def _needs(self) -> list[str]:
        text = ctypes.cast(getattr(self._library, NEEDS), ctypes.c_char_p).value or b""
        return text.decode().split(",")


def can_run(needs: list[str]) -> bool:
    """Whether this processor has what a library needs."""
    if platform.machine() not in ("x86_64", "AMD64"):
        return False
    has = llvmlite.binding.get_host_cpu_features()
    return all(has.get(feature) for feature in needs)


def sources_symbol() -> str:
    """Symbol that stands for the sources that a library was built from."""
    return f"sources_{compiled_sources()}"


@functools.cache
def loop_symbol(text: str) -> str:
    """Name of a loop in a library."""
    return f"loop_{hashlib.sha256(text.encode()).hexdigest()[:24]}"


@functools.cache
def shipped() -> Shipped | None:
    """The library that suits these sources and this processor, if there is one."""
    for path in _candidates():
        try:
            found = Shipped(path)
        except OSError:  # damaged, or made for another system: all is compiled then, as without
            continue
        if found.suits:
            return found
    return None


def _candidates() -> list[Path]:
    named = os.environ.get(LIBRARY)
    if named is None:
        return sorted(PLACE.glob("*.so"))
    place = Path(named)
    return sorted(place.glob("*.so")) if place.is_dir() else [place] if named else []
