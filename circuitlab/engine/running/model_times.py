"""When a step ends, as a number that people would write."""

from __future__ import annotations

from decimal import Decimal

import numpy as np
from numpy.typing import ArrayLike

from circuitlab.engine.plan.plan import Reals

_EXACT = 2**53
"""Whole numbers below it are their own floating-point numbers."""
_MOST_DIGITS = 22
"""Powers of ten up to this one are too."""


def times_of(ticks: ArrayLike, dt: float) -> Reals:
    """Model time at ticks in ms: 8109 steps of 0.025 ms are 202.725, not 202.72500000000002.

    A step is a decimal number; whole numbers of its last digit are divided once, which gives the
    number nearest to the time. Steps with too many digits for that are multiplied.
    """
    given = np.asarray(ticks, np.int64)
    _sign, digits, exponent = Decimal(repr(dt)).as_tuple()
    whole = int("".join(map(str, digits)))
    farthest = int(np.max(np.abs(given), initial=0)) * whole
    if not isinstance(exponent, int) or not -_MOST_DIGITS <= exponent < 0 or farthest >= _EXACT:
        return np.asarray(given * dt, np.float64)
    return np.asarray(given * whole / 10.0**-exponent, np.float64)
