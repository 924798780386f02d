"""A strip: where a row lies in the plot, and which heights stand for which values."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from circuitlab.gui.traces.scales import Bounds as Bounds
from circuitlab.gui.traces.scales import Key as Key
from circuitlab.gui.traces.scales import ticks

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from circuitlab.playback.trace_course import Course
    from circuitlab.playback.trace_rows import TraceRow

Number = TypeVar("Number", "float", "NDArray[np.float64]")

ABOVE, BELOW = 9.0, 6.0
"""Room over and under a course, in pixels: strokes of spikes stand above it."""
EVENTS_HEIGHT, TIME_HEIGHT = 17, 22
"""Heights of the axes above and below the strips."""
FOLDED = 22.0
"""Height of a strip that is folded to a line."""


@dataclass(frozen=True, slots=True)
class Strip:
    """A row of the plot; `y` is in logical pixels from the plot's upper edge, downwards.

    Parameters
    ----------
    row
        What it shows.
    courses
        What it draws, the one that is measured first.
    top, height
        Where it lies; above the edge where it is scrolled out.
    bounds
        The values at its foot and its top, in the row's unit.
    """

    row: TraceRow
    courses: tuple[Course, ...]
    top: float
    height: float
    bounds: Bounds
    is_folded: bool = False

    @property
    def key(self) -> Key:
        """What it is known by: the element and its state."""
        return self.row.key

    @property
    def course(self) -> Course:
        """What is measured in it."""
        return self.courses[0]

    @property
    def foot(self) -> float:
        """Where its lowest value lies."""
        return self.top + self.height - (3.0 if self.is_folded else BELOW)

    @property
    def head(self) -> float:
        """Where its highest value lies."""
        return self.top + (3.0 if self.is_folded else ABOVE)

    @property
    def bottom(self) -> float:
        """Where the next strip begins."""
        return self.top + self.height

    def y_of(self, value: Number) -> Number:
        """Return where a value lies."""
        low, high = self.bounds
        return self.foot + (value - low) * ((self.head - self.foot) / (high - low))

    def value_at(self, y: float) -> float:
        """Return the value that lies at `y`."""
        low, high = self.bounds
        return low + (y - self.foot) * (high - low) / (self.head - self.foot)

    @property
    def is_known(self) -> bool:
        """Whether it has any values."""
        return any(course.is_known for course in self.courses)

    def marks(self) -> tuple[list[float], float]:
        """Return the values to be marked at its side, and their step; none where none is known."""
        if self.row.is_raster:
            return cells(self.row.size), 1.0
        if self.is_folded or self.row.is_bars or not (self.is_known or self.row.is_potential):
            return [], 1.0
        return ticks(self.bounds, self.foot - self.head)

    def moved(self, down: float) -> Strip:
        """Return it elsewhere."""
        return Strip(
            self.row, self.courses, self.top + down, self.height, self.bounds, self.is_folded
        )


def cells(size: int) -> list[float]:
    """Return numbers of cells to be marked, of so many."""
    if size <= 2:
        return [1.0 + cell for cell in range(size)]
    return [1.0, float(round(size / 2)), float(size)]


def strip_at(strips: tuple[Strip, ...], y: float) -> Strip | None:
    """Return the strip that lies under `y`."""
    return next((strip for strip in strips if strip.top <= y < strip.bottom), None)
