"""A live number as it is read in passing."""

from __future__ import annotations

LEAST = 1e-3
"""What is smaller than this reads as 0."""


def number_text(value: float, unit: str) -> str:
    """Return a live number with three digits that matter and its unit."""
    seen = value if abs(value) >= LEAST else 0.0
    text = f"{seen:.3g}" if abs(seen) < 1000 else f"{seen:.0f}"
    return f"{text.replace('-', '−')} {unit if unit != '1' else ''}".strip()
