"""What a circuit file may hold at most: the writer refuses what the reader would, in its words.

How long texts and how far off elements may be stands in `model.limits`.
"""

from __future__ import annotations

from circuitlab.catalog.words import Problem
from circuitlab.resources import _

MAX_BYTES = 2_000_000_000
MAX_DEPTH = 32
MAX_OBJECTS = 200_000
MAX_ENTRIES = 2_000_000
"""Commas in the text: numbers that are written one by one, names and things."""
MAX_DIGITS = 400
MAX_PARTS = 60_000
"""Elements, links, steps and claims that a file may hold together."""
MAX_NUMBERS = 200_000_000
"""The most numbers that all arrays of a file may hold together."""

MAX_UNPACKED = 256_000_000
"""Bytes that arrays may always unpack to; beyond it counts how small they are packed."""
MAX_PACKING = 100
"""How many times as large arrays may become: beyond it nobody's numbers are packed."""


def too_large(size: int) -> Problem | None:
    """Return what is said of a file of more bytes than are read."""
    if size <= MAX_BYTES:
        return None
    limit = _("{limit} MB").format(limit=MAX_BYTES // 1_000_000)
    what = _("The file is larger than {limit}, the most that is read").format(limit=limit)
    return Problem("", what, _("choose a circuit file"))


def too_much(text: str) -> Problem | None:
    """Refuse early what would take long to read; brackets in texts count as well."""
    if text.count("{") <= MAX_OBJECTS and text.count(",") <= MAX_ENTRIES:
        return None
    what = _("The file holds more than {limit} things").format(limit=MAX_OBJECTS)
    return Problem("", what, _("let one element stand for many cells"))


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
