"""A Hill curve through what was measured at several doses.

The curve is bottom + span · xⁿ / (xⁿ + middleⁿ). For every middle and exponent n its bottom and
span follow by least squares, so only those two are searched for: on a grid, again and again around
its best place.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
GRID = 25
ROUNDS = 14
NARROWING = 0.35
"""Each grid's width as a part of the one before; less would lose what lies between its points."""
LEAST_EXPONENT, MOST_EXPONENT = 0.2, 12.0


class Hill(NamedTuple):
    """A fitted curve: x with half of its effect, exponent, and its values at no and at all dose."""

    middle: float
    exponent: float
    bottom: float
    top: float


NO_CURVE = Hill(*(float("nan"),) * 4)


def fitted_hill(x: Floats, y: Floats) -> Hill:
    """Return the curve nearest to what was measured; not a number where all is alike.

    Parameters
    ----------
    x
        Doses from 0 on.
    """
    doses = x[x > 0.0]
    if np.ptp(y) <= 1e-12 * np.abs(y).max(initial=0.0) or not doses.size:
        return NO_CURVE
    low = np.log(np.array([doses.min() / 10.0, LEAST_EXPONENT]))
    high = np.log(np.array([doses.max() * 10.0, MOST_EXPONENT]))
    centre, reach = (low + high) / 2.0, (high - low) / 2.0
    for _round in range(ROUNDS):
        axes = [
            np.linspace(max(c - r, lo), min(c + r, hi), GRID)
            for c, r, lo, hi in zip(centre, reach, low, high, strict=True)
        ]
        centre = np.array(min(_pairs(axes), key=lambda pair: _error(x, y, *np.exp(pair))))
        reach = reach * NARROWING
    middle, exponent = (float(value) for value in np.exp(centre))
    bottom, span = _scaled(x, y, middle, exponent)
    return Hill(middle, exponent, bottom, bottom + span)


def _pairs(axes: list[Floats]) -> list[tuple[float, float]]:
    return [(first, second) for first in axes[0] for second in axes[1]]


def _part(x: Floats, middle: float, exponent: float) -> Floats:
    """Part of the full effect at each dose."""
    with np.errstate(divide="ignore", over="ignore"):
        return np.asarray(1.0 / (1.0 + (middle / x) ** exponent), float)


def _scaled(x: Floats, y: Floats, middle: float, exponent: float) -> tuple[float, float]:
    """The bottom and the span with which a curve of this shape comes nearest."""
    part = _part(x, middle, exponent)
    spread = part - part.mean()
    power = float(spread @ spread)
    span = float(spread @ y) / power if power > 0.0 else 0.0
    return float(y.mean()) - span * float(part.mean()), span


def _error(x: Floats, y: Floats, middle: float, exponent: float) -> float:
    bottom, span = _scaled(x, y, middle, exponent)
    missed = y - bottom - span * _part(x, middle, exponent)
    return float(missed @ missed)
