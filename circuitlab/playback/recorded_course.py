"""The course of a recording from elsewhere, shifted and scaled as it is laid."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

from circuitlab.playback.trace_course import StateCourse

if TYPE_CHECKING:
    from circuitlab.model.recordings import Recording
    from circuitlab.playback.trace_course import Floats, Range, Shape

DASH = (5.0, 3.0)
"""Strokes and gaps, in pixels, of what was measured elsewhere."""
COLOUR = "ink"


class RecordedCourse:
    """A recording beside a trace, drawn as a dashed line; of events a stroke each.

    Parameters
    ----------
    recording : how it lies; what it keeps itself is shown until all of its file has come
    """

    shape: Shape = "line"
    until_ms = math.inf

    def __init__(self, recording: Recording) -> None:
        self.recording = recording
        self.colour = COLOUR
        self.dash: tuple[float, ...] = DASH
        self._filled = 0
        self._inner = self._of(recording.times.values, recording.values.values)

    def fill(self, course: StateCourse) -> None:
        """Show all samples in place of those that the circuit keeps."""
        self._inner = course
        self._filled += 1

    def laid(self, recording: Recording) -> None:
        """Shift and scale it otherwise."""
        self.recording = recording

    @property
    def look(self) -> object:
        laid = self.recording
        return self._filled, laid.shift_ms, laid.scale, laid.offset, self._inner.look

    @property
    def reach(self) -> Range | None:
        inner = self._inner.reach
        if inner is None:
            return None
        ends = sorted(each * self.recording.scale + self.recording.offset for each in inner)
        return ends[0], ends[1]

    @property
    def is_known(self) -> bool:
        return self._inner.is_known

    def forget_after(self, _time_ms: float) -> None:
        """Nothing of it is of a run."""

    def points(self, start_ms: float, end_ms: float, bucket_ms: float) -> tuple[Floats, Floats]:
        shift = self.recording.shift_ms
        times, values = self._inner.points(start_ms - shift, end_ms - shift, bucket_ms)
        return times + shift, self._scaled(values)

    def strokes(self, start_ms: float, end_ms: float) -> Floats:
        shift, times = self.recording.shift_ms, np.asarray(self.recording.spikes.values, float)
        aligned = times + shift
        return aligned[(aligned >= start_ms) & (aligned <= end_ms)]

    def samples(self, start_ms: float, end_ms: float) -> tuple[Floats, Floats]:
        shift = self.recording.shift_ms
        times, values = self._inner.samples(start_ms - shift, end_ms - shift)
        return times + shift, self._scaled(values)

    def spikes(self, start_ms: float, end_ms: float) -> tuple[Floats, Floats]:
        times = self.strokes(start_ms, end_ms)
        return times, np.zeros(len(times))

    def _scaled(self, values: Floats) -> Floats:
        return values * self.recording.scale + self.recording.offset

    @property
    def name(self) -> str:
        """What it is called."""
        return self.recording.title

    @staticmethod
    def _of(times: Floats, values: Floats) -> StateCourse:
        course = StateCourse(COLOUR)
        known = np.isfinite(values)
        if known.any():
            course.take(times[known], values[known])
        return course
