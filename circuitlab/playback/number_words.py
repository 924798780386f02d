"""Measured numbers in words: few digits, a true minus, a dash for what is not there."""

from __future__ import annotations

import math

from circuitlab.catalog.powers import readable

DASH = "–"
SMALL = 1e-4
"""Below this a number is written with a power of ten."""


def number_words(value: float) -> str:
    """Return a number in three digits that count, as a table shows it; a dash where there is none.

    Thousands are whole, and of what is that small the power of ten is told.
    """
    if not math.isfinite(value):
        return DASH
    size = abs(value)
    if size >= 1e6 or 0.0 < size < SMALL:
        return readable(f"{value:.2e}")
    digits = 0 if size >= 1000 else 1 if size >= 10 else 2 if size >= 1 else _below_one(size)
    words = f"{value:.{digits}f}"
    if digits > 1:
        words = words.rstrip("0").rstrip(".")
    return readable("0" if words in ("-0", "-0.0") else words)


def _below_one(size: float) -> int:
    """Return how many decimals three digits that count take, of a number below one."""
    return 2 - math.floor(math.log10(size)) if size > 0.0 else 3


def grouped(count: float) -> str:
    """Return a whole number with its thousands apart: ``10 000 000``."""
    return f"{count:,.0f}".replace(",", "\u202f")


def quantity_words(value: float, unit: str) -> str:
    """Return a number with its unit; a dash where there is none."""
    words = number_words(value)
    return words if words == DASH else f"{words} {unit}".strip()


def plain_unit(unit: str) -> str:
    """Return a unit as it is read beside a number: a pure number has none."""
    return "" if unit == "1" else unit
