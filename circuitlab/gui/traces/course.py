"""What a row of the traces draws: the course of a state, or the spikes of a population."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Protocol

import numpy as np

from circuitlab.gui.traces.columns import Columns, decimated

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

    Floats = NDArray[np.float64]
    Range = tuple[float, float]

SPARE = 0.25
"""What a range that must grow grows beyond, of its own height: it seldom has to."""
BEYOND = 2
"""Buckets and rows taken in on either side of a stretch, so that its neighbours join it."""


class Course(Protocol):
    """What a row draws.

    Attributes
    ----------
    columns
        What came of it; the first field is the time in ms.
    colour
        The token of its colour.
    in_pairs
        Whether points are strokes, each two of them, and not one line.
    """

    columns: Columns
    colour: str
    in_pairs: bool

    @property
    def look(self) -> object:
        """What every point depends on: where it differs, nothing drawn before holds."""

    @property
    def until_ms(self) -> float:
        """The time up to which all has come; infinite where nothing comes."""

    def take(self, time_ms: float, *columns: ArrayLike) -> None:
        """Add what came up to a time."""

    def forget_after(self, time_ms: float) -> None:
        """Forget what is later than a time."""

    def points(self, start_ms: float, end_ms: float, bucket_ms: float) -> tuple[Floats, Floats]:
        """Return times (ms) and heights (0 to 1) of a stretch, and a little beyond its ends."""


class StateCourse:
    """Lowest and highest values of a state.

    Parameters
    ----------
    columns
        Time in ms, lowest, highest.
    fixed
        The values at the foot and the top of the row; None lets them follow what comes.
    """

    in_pairs = False

    def __init__(self, columns: Columns, colour: str, fixed: Range | None = None) -> None:
        self.columns, self.colour = columns, colour
        self._fixed = fixed
        self._fit()

    @property
    def look(self) -> object:
        return self._range, self.columns.taken_back, len(self.columns) > 0

    @property
    def until_ms(self) -> float:
        return self.columns.last_ms if len(self.columns) else math.inf

    def take(self, _time_ms: float, *columns: ArrayLike) -> None:
        self.columns.append(*columns)
        _times, low, high = columns
        self._widen(np.asarray(low), np.asarray(high))

    def forget_after(self, time_ms: float) -> None:
        self.columns.forget_after(time_ms)
        self._fit()

    def points(self, start_ms: float, end_ms: float, bucket_ms: float) -> tuple[Floats, Floats]:
        more = BEYOND * bucket_ms
        rows = self.columns.between(start_ms - more, end_ms + more, BEYOND)
        times, values = decimated(rows, bucket_ms)
        bottom, top = self._range
        if top == bottom:
            return times, np.full(times.size, 0.5)
        return times, (values - bottom) / (top - bottom)

    def _fit(self) -> None:
        self._range = self._fixed or (0.0, 0.0)
        self._widen(*self.columns.between(-math.inf)[1:])

    def _widen(self, low: Floats, high: Floats) -> None:
        if self._fixed is not None or not low.size:
            return
        bottom, top = self._range
        least, most = float(low.min()), float(high.max())
        if least < bottom or most > top:
            spare = SPARE * (max(most, top) - min(least, bottom))
            self._range = (
                least - spare if least < bottom else bottom,
                most + spare if most > top else top,
            )


class SpikeCourse:
    """Spikes of a population, a stroke each.

    Parameters
    ----------
    columns
        Time in ms, number of the cell.
    size
        How many cells there are.
    """

    in_pairs = True

    def __init__(self, columns: Columns, colour: str, size: int) -> None:
        self.columns, self.colour = columns, colour
        self._size = size
        self.until_ms = 0.0

    @property
    def look(self) -> object:
        return self._size, self.columns.taken_back

    def take(self, time_ms: float, *columns: ArrayLike) -> None:
        self.columns.append(*columns)
        self.until_ms = time_ms

    def forget_after(self, time_ms: float) -> None:
        self.columns.forget_after(time_ms)
        self.until_ms = min(self.until_ms, time_ms)

    def points(self, start_ms: float, end_ms: float, bucket_ms: float) -> tuple[Floats, Floats]:
        more = BEYOND * bucket_ms
        times, cells = self.columns.between(start_ms - more, end_ms + more)
        heights = np.repeat(cells / self._size, 2)
        heights[1::2] += max(0.9 / self._size, 1 / 16)
        return np.repeat(times, 2), heights
