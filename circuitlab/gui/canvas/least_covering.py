"""Which place on the canvas hides least of the circuit."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable

from PySide6.QtCore import QRect

Covers = Callable[[QRect], int]
"""Tells how many parts of the circuit a rectangle of the widget lies on."""


def least_covering(tried: Iterable[QRect], taken: Iterable[QRect], covers: Covers) -> QRect | None:
    """Return the first room of some that covers least, off what is taken; None if there is none."""
    full, best, least = list(taken), None, sys.maxsize
    for room in tried:
        if any(room.intersects(other) for other in full):
            continue
        covered = covers(room)
        if covered < least:
            best, least = room, covered
        if not covered:
            break
    return best
