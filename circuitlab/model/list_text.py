"""Long lists as text to be edited: every entry, with all of its digits."""

from __future__ import annotations

from typing import Any

import numpy as np

from circuitlab.catalog.words import format_number
from circuitlab.model.frozen import Array
from circuitlab.model.paired_lists import Columns
from circuitlab.resources import _

ON_ONE_LINE = 12
"""Entries of a list that stand side by side; longer ones stand one on each line."""


def text_of(value: object) -> str:
    """Return a list as a text that is read back as the same list."""
    if isinstance(value, Columns):
        ones, others = (_digits(_entries(each)) for each in (value.first, value.second))
        if len(ones) == len(others):
            return "\n".join(f"{one}\t{other}" for one, other in zip(ones, others, strict=True))
        value = value.second
    digits = _digits(_entries(value))
    return (", " if len(digits) <= ON_ONE_LINE else "\n").join(digits)


def summary_of(value: object, unit: str) -> str:
    """Return what a list holds in few words: ``"6000 values, 0 to 5999 ms"``."""
    entries = _entries(value.second if isinstance(value, Columns) else value)
    if not len(entries):
        return _("no values")
    low, high = format_number(float(np.min(entries))), format_number(float(np.max(entries)))
    if unit == "1":
        return _("{count} values, {low} to {high}").format(count=len(entries), low=low, high=high)
    return _("{count} values, {low} to {high} {unit}").format(
        count=len(entries), low=low, high=high, unit=unit
    )


def _entries(value: Any) -> Any:
    return value.values if isinstance(value, Array) else value


def _digits(entries: Any) -> list[str]:
    """Return numbers with as many digits as tell them from all others."""
    return [repr(float(entry)).removesuffix(".0") for entry in entries]
