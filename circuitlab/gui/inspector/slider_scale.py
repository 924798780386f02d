"""Where on a slider a parameter's value lies, and which value a place stands for."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from circuitlab.catalog.spec import Parameter

DECADES_FROM_ZERO = 4
"""A logarithmic range that starts at zero shows this many decades; the far left is zero."""

ZERO_END = 0.04
DIGITS = 3


def to_fraction(parameter: Parameter, value: float) -> float:
    """Return the place of `value` on the slider, 0 to 1."""
    low, high = parameter.minimum, parameter.maximum
    if high <= low:
        return 0.0
    if not _is_logarithmic(parameter):
        return _within((value - low) / (high - low))
    if low > 0:
        return _within(math.log(max(value, low) / low) / math.log(high / low))
    smallest = high * 10.0**-DECADES_FROM_ZERO
    if value < smallest:
        return _within(ZERO_END * value / smallest)
    along = math.log(value / smallest) / math.log(high / smallest)
    return _within(ZERO_END + (1 - ZERO_END) * along)


def from_fraction(parameter: Parameter, fraction: float) -> float | int:
    """Return the value at a place on the slider, rounded as people write numbers."""
    value = _exact(parameter, _within(fraction))
    if parameter.type == "integer":
        return round(value)
    return min(parameter.maximum, max(parameter.minimum, _rounded(parameter, value)))


def _exact(parameter: Parameter, fraction: float) -> float:
    low, high = parameter.minimum, parameter.maximum
    if not _is_logarithmic(parameter):
        return low + fraction * (high - low)
    if low > 0:
        return float(low * (high / low) ** fraction)
    if fraction <= ZERO_END / 2:
        return 0.0
    smallest = high * 10.0**-DECADES_FROM_ZERO
    along = max(0.0, fraction - ZERO_END) / (1 - ZERO_END)
    return float(smallest * (high / smallest) ** along)


def _rounded(parameter: Parameter, value: float) -> float:
    if _is_logarithmic(parameter):
        return float(f"{value:.{DIGITS}g}")
    step = 10.0 ** math.floor(math.log10((parameter.maximum - parameter.minimum) / 200))
    return float(f"{round(value / step) * step:.9g}")


def _is_logarithmic(parameter: Parameter) -> bool:
    return parameter.scale == "log" and parameter.minimum >= 0


def _within(fraction: float) -> float:
    return min(1.0, max(0.0, fraction))
