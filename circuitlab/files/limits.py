"""What a circuit file may hold at most: edits and the writer refuse what the reader would.

How long texts and how far off elements may be stands in `model.limits`.
"""

from __future__ import annotations

import re

from circuitlab.catalog.words import Problem
from circuitlab.resources import _

MAX_BYTES = 3_000_000_000
"""More than the most numbers take, and the longest texts of many parts."""
MAX_DEPTH = 32
MAX_OBJECTS = 200_000
MAX_ENTRIES = 4_000_000
"""Commas beside texts: numbers that are written one by one, names and things."""
MAX_DIGITS = 400
MAX_PARTS = 60_000
"""Elements, links, steps and claims that a file may hold together."""
MAX_NUMBERS = 200_000_000
"""The most numbers that all arrays of a file may hold together."""

_TEXT = re.compile(r'"[^"\\]*+(?:\\.[^"\\]*+)*+"', re.DOTALL)

MAX_UNPACKED = 256_000_000
"""Bytes that arrays may always unpack to; beyond it counts how small they are packed."""
MAX_PACKING = 100
"""How many times as large arrays may become: beyond it nobody's numbers are packed."""


def too_nested(levels: int, where: str = "") -> Problem | None:
    """Return what is said of a file in which more levels lie inside one another than are read."""
    if levels <= MAX_DEPTH:
        return None
    what = _("More than {limit} levels lie inside one another").format(limit=MAX_DEPTH)
    return Problem(where, what, _("choose a circuit file"))


def too_large(size: int) -> Problem | None:
    """Return what is said of a file of more bytes than are read."""
    if size <= MAX_BYTES:
        return None
    limit = _("{limit} MB").format(limit=MAX_BYTES // 1_000_000)
    what = _("The file is larger than {limit}, the most that is read").format(limit=limit)
    return Problem("", what, _("choose a circuit file"))


def too_much(text: str) -> Problem | None:
    """Refuse early what would take long to read; what stands in texts does not count."""
    if too_many_entries(*_marks(text)) is None:
        return None
    return too_many_entries(*_marks(_TEXT.sub("", text)))


def _marks(text: str) -> tuple[int, int]:
    return text.count("{"), text.count(",")


def too_many_entries(objects: int, entries: int) -> Problem | None:
    """Return what is said of a file with more objects in { }, or more commas, than are read."""
    limit = MAX_OBJECTS if objects > MAX_OBJECTS else MAX_ENTRIES
    if objects <= MAX_OBJECTS and entries <= MAX_ENTRIES:
        return None
    what = _("The file holds more than {limit} things").format(limit=limit)
    return Problem("", what, _("let one element stand for many cells"))


def too_wordy(size: int) -> Problem | None:
    """Return what is said of a circuit whose texts and numbers would make a file too large."""
    large = too_large(size)
    return large and Problem(
        "", large.what, _("shorten its texts, or make the populations smaller")
    )


def too_many_parts(parts: int) -> Problem | None:
    """Return what is said of a file with more parts than are read."""
    if parts <= MAX_PARTS:
        return None
    what = _("The file holds {parts} things; at most {limit} are read")
    remedy = _("let one element stand for many cells")
    return Problem("/", what.format(parts=parts, limit=MAX_PARTS), remedy)


def too_many_numbers(numbers: int, where: str) -> Problem | None:
    """Return what is said of arrays that hold more numbers than are read."""
    if numbers <= MAX_NUMBERS:
        return None
    what = _("The arrays hold more than {limit} numbers").format(limit=MAX_NUMBERS)
    return Problem(where, what, _("make the populations smaller"))


def too_dense(unpacked: int, packed: int, where: str) -> Problem | None:
    """Return what is said of arrays that would take far more bytes than they are packed in."""
    if unpacked <= max(MAX_UNPACKED, MAX_PACKING * packed):
        return None
    what = _("The arrays would take {size} MB, {times} times what they are packed in")
    what = what.format(size=unpacked // 1_000_000, times=unpacked // max(1, packed))
    return Problem(where, what, _("take them from another copy of the file"))
