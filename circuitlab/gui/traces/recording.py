"""What the rows show, as it comes from the runner."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import numpy as np

from circuitlab.gui.traces.course import Course, SpikeCourse, StateCourse

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from circuitlab.gui.traces.rows import TraceRow
    from circuitlab.gui.traces.strip import Key


class Recording:
    """A course for every row; what a row has recorded stays with it while it is there.

    Attributes
    ----------
    courses
        Of each row, what is measured in it first.
    """

    def __init__(self) -> None:
        self.courses: dict[Key, tuple[Course, ...]] = {}
        self._states: list[tuple[Key, StateCourse]] = []
        self._rasters: list[tuple[str, SpikeCourse]] = []

    def follow(self, rows: Sequence[TraceRow]) -> None:
        """Record these rows from now on, and no others."""
        self.courses = {row.key: self._of(row) for row in rows}
        self._states = [
            (key, course)
            for key, courses in self.courses.items()
            for course in courses
            if isinstance(course, StateCourse)
        ]
        self._rasters = [
            (id, course)
            for (id, _state), courses in self.courses.items()
            for course in courses
            if isinstance(course, SpikeCourse)
        ]
        for _key, course in self._states:
            course.recorded.share(len(self._states))

    def _of(self, row: TraceRow) -> tuple[Course, ...]:
        known = self.courses.get(row.key, (None,))[0]
        if row.is_raster:
            if isinstance(known, SpikeCourse):
                known.colour, known.size = row.colour, row.size
                return (known,)
            return (SpikeCourse(row.colour, row.size),)
        if isinstance(known, StateCourse):
            return (known.dressed(row.colour, has_strokes=row.has_strokes),)
        return (StateCourse(row.colour, has_strokes=row.has_strokes),)

    def take(self, frame: Any) -> None:
        """Add what a frame of the runner brings."""
        for key, course in self._states:
            if key in frame.columns:
                course.take(*frame.columns[key])
            elif key in frame.values:
                course.take([frame.time_ms], [float(np.mean(frame.values[key]))])
        for id, raster in self._rasters:
            raster.take(frame.time_ms, *frame.spikes.of_element(id))
        if len(frame.spikes):
            self._take_spikes(frame.spikes)

    def _take_spikes(self, spikes: Any) -> None:
        fired = {spikes.names[number] for number in set(spikes.element.tolist())}
        for (id, _state), course in self._states:
            if id in fired:
                course.take_spikes(*spikes.of_element(id))

    def forget_after(self, time_ms: float) -> None:
        """The run goes on from an earlier time."""
        for course in self._all():
            course.forget_after(time_ms)

    def clear(self) -> None:
        """The run begins anew."""
        self.forget_after(-math.inf)

    def _all(self) -> Iterable[Course]:
        return (course for courses in self.courses.values() for course in courses)
