"""A curve that somebody drew of what a run will do, and how far the run was from it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Reals = NDArray[np.float64]

SAMPLES = 240
"""Points of a curve, spread evenly over its window."""


@dataclass(frozen=True, eq=False, slots=True)
class Curve:
    """Values over a stretch of model time; NaN where nothing was drawn.

    Attributes
    ----------
    start_ms, end_ms
        The stretch.
    values : (SAMPLES,)
        In the unit of the trace.
    """

    start_ms: float
    end_ms: float
    values: Reals

    @classmethod
    def empty(cls, start_ms: float, end_ms: float) -> Curve:
        """Return a curve with nothing drawn yet."""
        return cls(start_ms, end_ms, np.full(SAMPLES, np.nan))

    @property
    def times(self) -> Reals:
        """Model time of each value, ms."""
        return np.linspace(self.start_ms, self.end_ms, SAMPLES)

    @property
    def is_drawn(self) -> bool:
        """Whether anything was drawn."""
        return bool(np.isfinite(self.values).any())

    def stroked(self, begin: tuple[float, float], end: tuple[float, float]) -> Curve:
        """Return the curve with a straight stroke from one (time, value) to another.

        What was drawn before at the same times is replaced.
        """
        (first_ms, first), (last_ms, last) = sorted((begin, end))
        step = (self.end_ms - self.start_ms) / (SAMPLES - 1)
        times = self.times
        under = (times >= first_ms - 0.5 * step) & (times <= last_ms + 0.5 * step)
        values = self.values.copy()
        values[under] = np.interp(times[under], [first_ms, last_ms], [first, last])
        return Curve(self.start_ms, self.end_ms, values)

    def moved(self, start_ms: float) -> Curve:
        """Return the same curve at another time."""
        return Curve(start_ms, start_ms + self.end_ms - self.start_ms, self.values)


@dataclass(frozen=True, slots=True)
class Gap:
    """How far a curve lies from the run, on the average over what was drawn.

    Attributes
    ----------
    away
        Mean distance, without its sign, in the unit of the trace.
    above
        Mean distance, positive where the curve lies above the run.
    span
        Distance between the run's highest and its lowest value.
    """

    away: float
    above: float
    span: float

    @property
    def is_close(self) -> bool:
        """Whether the curve comes within a tenth of the run's own span."""
        return self.away <= 0.1 * self.span


def gap_between(curve: Curve, times: Reals, values: Reals) -> Gap | None:
    """Return how far a curve lies from a run; None where they have no time in common.

    Parameters
    ----------
    times, values : (n,)
        What was recorded: ms, and the unit of the trace; times ascend.
    """
    drawn = np.isfinite(curve.values)
    known = np.isfinite(values)
    times, values = times[known], values[known]
    if not len(times):
        return None
    common = drawn & (curve.times >= times[0]) & (curve.times <= times[-1])
    if not common.any():
        return None
    run = np.interp(curve.times[common], times, values)
    away = curve.values[common] - run
    span = float(values.max() - values.min())
    return Gap(float(np.abs(away).mean()), float(away.mean()), span)
