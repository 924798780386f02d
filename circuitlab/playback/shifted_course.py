"""A course of a run that was kept, moved along the time axis so that it lies beside another."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from circuitlab.playback.trace_course import Course, Floats, Range, Shape


class ShiftedCourse:
    """A course that nothing is added to, so many ms later.

    Parameters
    ----------
    course : Course
        As it was recorded.
    by_ms : float
    colour, dash
        How it is drawn.
    """

    until_ms = math.inf

    def __init__(
        self, course: Course, by_ms: float, colour: str, dash: tuple[float, ...] = ()
    ) -> None:
        self.of, self.by_ms = course, by_ms
        self.colour, self.dash = colour, dash
        self.shape: Shape = course.shape

    @property
    def look(self) -> object:
        """What every point depends on."""
        return self.by_ms, self.of.look

    @property
    def reach(self) -> Range | None:
        """Values between which all lies."""
        return self.of.reach

    @property
    def is_known(self) -> bool:
        """Whether it has a reach."""
        return self.of.is_known

    def forget_after(self, time_ms: float) -> None:
        """What was kept stays, wherever the live run goes on from."""

    def points(self, start_ms: float, end_ms: float, bucket_ms: float) -> tuple[Floats, Floats]:
        """Return times (ms) and values of a stretch, as they are drawn."""
        return self._moved(self.of.points(start_ms - self.by_ms, end_ms - self.by_ms, bucket_ms))

    def strokes(self, _start_ms: float, _end_ms: float) -> Floats:
        """Return none: strokes are of live runs."""
        return self.of.strokes(0.0, 0.0)[:0]

    def samples(self, start_ms: float, end_ms: float) -> tuple[Floats, Floats]:
        """Return times (ms) and values of all that was recorded in a stretch."""
        return self._moved(self.of.samples(start_ms - self.by_ms, end_ms - self.by_ms))

    def spikes(self, start_ms: float, end_ms: float) -> tuple[Floats, Floats]:
        """Return times (ms) of spikes in a stretch, and their cells."""
        return self._moved(self.of.spikes(start_ms - self.by_ms, end_ms - self.by_ms))

    def _moved(self, found: tuple[Floats, Floats]) -> tuple[Floats, Floats]:
        times, values = found
        return times + self.by_ms, values
