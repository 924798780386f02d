"""Numbers as files hold them: whole ones without a point."""

from __future__ import annotations

_LARGEST_WHOLE = 1e15
"""From here on a whole number is written as a power of ten."""


def plain_number(value: float) -> float | int:
    """Return a number as it is written."""
    return int(value) if value.is_integer() and abs(value) < _LARGEST_WHOLE else value


def with_plain_numbers(value: object) -> object:
    """Return what a file says with each number as it would be written back."""
    if isinstance(value, list):
        return [with_plain_numbers(inner) for inner in value]
    if isinstance(value, dict):
        return {name: with_plain_numbers(inner) for name, inner in value.items()}
    return plain_number(value) if isinstance(value, float) else value
