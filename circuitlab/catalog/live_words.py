"""A number that changes while people look at it: written in one way wherever it stands."""

from __future__ import annotations

import math

from circuitlab.catalog.spec import State
from circuitlab.resources import in_digits

WHOLE = frozenset({"mV"})
"""Units in whole numbers: at rest a potential trembles by less, and more digits only flicker."""

LEAST = 5e-5
"""What is smaller than this reads as 0."""


def live_text(value: float, unit: str = "") -> str:
    """Return a live number with three digits that matter, always as many, and its unit.

    ``−48 mV``, ``12.3 Hz``, ``0.620 mM``; a dash for what is not known.
    """
    if math.isnan(value):
        return "–"
    number = live_number(value, unit)
    if unit in ("", "1"):
        return number
    return f"{number} {unit.removeprefix('1') if unit.startswith('1/') else unit}"


def live_number(value: float, unit: str = "") -> str:
    """Return the number of `live_text` alone."""
    size = abs(value)
    if size < LEAST:
        return "0"
    if math.isinf(value):
        return "∞" if value > 0 else "−∞"
    if size < 0.00995:
        text = f"{value:.4f}"
    elif size < 0.9995:
        text = f"{value:.3f}"
    else:
        text = f"{value:.{_places(size)}f}"
    if unit in WHOLE:
        text = f"{value:.0f}"
    return in_digits(text.replace("-", "−")) if float(text) else "0"


def _places(size: float) -> int:
    """Decimal places that three digits leave to a number from 1 on."""
    return 2 if size < 9.995 else 1 if size < 99.95 else 0


def state_text(state: State, value: float) -> str:
    """Return a value as it is read: a share in percent, all else with its unit."""
    if state.full == 1.0 and not math.isnan(value):
        return f"{live_number(100.0 * value)} %" if value < 0.0995 else f"{100.0 * value:.0f} %"
    return live_text(value, state.unit)
