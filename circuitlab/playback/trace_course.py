"""What a strip draws: the course of a state, spikes, or when something was on."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Literal, Protocol

import numpy as np

from circuitlab.playback.trace_columns import Columns
from circuitlab.playback.trace_samples import Samples
from circuitlab.render.polyline import decimated

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

    Floats = NDArray[np.float64]
    Range = tuple[float, float]

Shape = Literal["line", "area", "strokes", "bars"]
"""A line; one with all below it filled; a stroke for each two points; bars with words."""

SPARE = 0.25
"""What a range that must grow grows beyond, of its own height: it seldom has to."""
BEYOND = 2
"""Buckets and samples taken in on either side of a stretch, so that its neighbours join it."""


class Course(Protocol):
    """What a strip draws.

    Attributes
    ----------
    colour
        The token of its colour.
    shape
        How its points are drawn.
    dash
        Strokes and gaps of its line in pixels; empty for a whole line.
    """

    colour: str
    shape: Shape
    dash: tuple[float, ...]

    @property
    def look(self) -> object:
        """What every point depends on: where it differs, nothing drawn before holds."""

    @property
    def until_ms(self) -> float:
        """The time up to which all has come; infinite where nothing comes."""

    @property
    def reach(self) -> Range | None:
        """Values between which all lies that has come, with some to spare; None without any."""

    @property
    def is_known(self) -> bool:
        """Whether it has a reach."""

    def forget_after(self, time_ms: float) -> None:
        """Forget what is later than a time."""

    def points(self, start_ms: float, end_ms: float, bucket_ms: float) -> tuple[Floats, Floats]:
        """Return times (ms) and values of a stretch, and a little beyond its ends."""

    def strokes(self, start_ms: float, end_ms: float) -> Floats:
        """Return times (ms) of spikes that are marked above the course."""

    def samples(self, start_ms: float, end_ms: float) -> tuple[Floats, Floats]:
        """Return times (ms) and values of all that was recorded in a stretch, both ends in it."""

    def spikes(self, start_ms: float, end_ms: float) -> tuple[Floats, Floats]:
        """Return times (ms) of spikes in a stretch, and the numbers of their cells."""


class StateCourse:
    """A state at every step, and the spikes of the element it is of.

    Parameters
    ----------
    has_strokes
        Whether a spike is marked above it, because the course itself shows none.
    """

    def __init__(self, colour: str, shape: Shape = "line", *, has_strokes: bool = False) -> None:
        self.colour, self.shape = colour, shape
        self.dash: tuple[float, ...] = ()
        self.recorded = Samples()
        self._spikes = Columns(2)
        self._has_strokes = has_strokes
        self._reach: Range | None = None
        self._seen = 0
        self.ground = 0.0

    def dressed(self, colour: str, *, has_strokes: bool) -> StateCourse:
        """Return it with another look."""
        self.colour, self._has_strokes = colour, has_strokes
        return self

    @property
    def look(self) -> object:
        taken_back = self.recorded.taken_back, self._spikes.taken_back
        return self._has_strokes, taken_back, len(self.recorded) > 0

    @property
    def until_ms(self) -> float:
        return self.recorded.last_ms if len(self.recorded) else math.inf

    @property
    def reach(self) -> Range | None:
        end = len(self.recorded)
        if end > self._seen:
            new = self.recorded.since(self._seen)
            self._seen = end
            self._widen(float(np.fmin.reduce(new)), float(np.fmax.reduce(new)))
        return self._reach

    @property
    def is_known(self) -> bool:
        return self._reach is not None or self.reach is not None

    def take(self, times: ArrayLike, values: ArrayLike) -> None:
        """Add samples, counted from the ground."""
        self.recorded.append(times, np.add(values, self.ground) if self.ground else values)

    def take_spikes(self, times: ArrayLike, cells: ArrayLike) -> None:
        """Add spikes."""
        self._spikes.append(times, cells)

    def forget_after(self, time_ms: float) -> None:
        self._spikes.forget_after(time_ms)
        before = len(self.recorded)
        self.recorded.forget_after(time_ms)
        if len(self.recorded) != before:
            self._reach, self._seen = None, len(self.recorded)
            if (found := self.recorded.range()) is not None:
                self._widen(*found)

    def points(self, start_ms: float, end_ms: float, bucket_ms: float) -> tuple[Floats, Floats]:
        more = BEYOND * bucket_ms
        times, values = self.recorded.points(start_ms - more, end_ms + more, bucket_ms, BEYOND)
        return decimated(times, values, bucket_ms)

    def strokes(self, start_ms: float, end_ms: float) -> Floats:
        if not self._has_strokes:
            return np.empty(0)
        times, cells = self._spikes.between(start_ms, end_ms)
        return np.asarray(times[cells == 0.0])

    def samples(self, start_ms: float, end_ms: float) -> tuple[Floats, Floats]:
        return self.recorded.between(start_ms, end_ms)

    def spikes(self, start_ms: float, end_ms: float) -> tuple[Floats, Floats]:
        times, cells = self._spikes.between(start_ms, end_ms, 0)
        return times, cells

    def _widen(self, least: float, most: float) -> None:
        if not math.isfinite(least + most):
            return
        bottom, top = self._reach or (least, most)
        spare = SPARE * (max(most, top) - min(least, bottom))
        self._reach = (
            least - spare if least < bottom else bottom,
            most + spare if most > top else top,
        )


class SpikeCourse:
    """Spikes of a population, a stroke each, at the height of their cell: the first at 1.

    Parameters
    ----------
    size
        How many cells there are.
    """

    shape: Shape = "strokes"

    def __init__(self, colour: str, size: int) -> None:
        self.colour, self.size = colour, size
        self.until_ms = 0.0
        self.dash: tuple[float, ...] = ()
        self.band = 0, 1  # which of so many, from above, it is that share the height
        self._spikes = Columns(2)

    @property
    def look(self) -> object:
        return self.size, self._spikes.taken_back, self.band

    @property
    def reach(self) -> Range:
        return 0.5, self.size + 0.5

    @property
    def is_known(self) -> bool:
        return True

    def take(self, time_ms: float, times: ArrayLike, cells: ArrayLike) -> None:
        """Add what came up to a time."""
        self._spikes.append(times, cells)
        self.until_ms = time_ms

    def forget_after(self, time_ms: float) -> None:
        self._spikes.forget_after(time_ms)
        self.until_ms = min(self.until_ms, time_ms)

    def points(self, start_ms: float, end_ms: float, bucket_ms: float) -> tuple[Floats, Floats]:
        more = BEYOND * bucket_ms
        times, cells = self._spikes.between(start_ms - more, end_ms + more)
        half = 0.5 * max(0.9, self.size / 16)
        heights = np.repeat(cells + 1.0, 2)
        heights[0::2] -= half
        heights[1::2] += half
        number, count = self.band
        low = 0.5 + (count - 1 - number) * self.size / count
        within = low + (np.clip(heights, *self.reach) - 0.5) / count
        return np.repeat(times, 2), within

    def strokes(self, _start_ms: float, _end_ms: float) -> Floats:
        return np.empty(0)

    def samples(self, start_ms: float, end_ms: float) -> tuple[Floats, Floats]:
        times, cells = self._spikes.between(start_ms, end_ms, 0)
        return times, cells + 1.0

    def spikes(self, start_ms: float, end_ms: float) -> tuple[Floats, Floats]:
        times, cells = self._spikes.between(start_ms, end_ms, 0)
        return times, cells
