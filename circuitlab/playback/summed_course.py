"""What a course comes to from its start to now, added up as it grows.

To measure all of a run again and again takes the longer the longer it has gone on.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

import numpy as np

if TYPE_CHECKING:
    from circuitlab.playback.trace_course import Course, Floats

    Numbers = dict[str, float]


class SummedCourse:
    """Peak, mean and area of all that a course has recorded, as measured of the whole at once."""

    def __init__(self) -> None:
        self._begin(None)

    def _begin(self, look: object) -> None:
        self._look = look
        self._count, self._sum, self._area = 0, 0.0, 0.0
        self._first, self._peak = math.nan, math.nan
        self._last_ms, self._last = -math.inf, math.nan

    def numbers(self, course: Course, until_ms: float) -> Numbers:
        """Return what there is up to a time; all is added up anew where the run has gone back."""
        if course.look != self._look:
            self._begin(course.look)
        times, values = course.samples(max(0.0, self._last_ms), until_ms)
        first = int(times.searchsorted(self._last_ms, side="right"))
        if first < times.size:
            self._add(times[first:], values[first:])
        return {
            "peak": self._peak,
            "mean": self._sum / self._count if self._count else math.nan,
            "area": self._area if self._count > 1 else math.nan,
        }

    def _add(self, times: Floats, values: Floats) -> None:
        if self._count:
            times, values = np.append(self._last_ms, times), np.append(self._last, values)
        else:
            self._first = self._peak = float(values[0])
            self._count, self._sum = 1, self._first
        self._area += float(np.trapezoid(values, times))
        self._count += values.size - 1
        self._sum += float(np.sum(values[1:]))
        farthest = float(values[np.argmax(np.abs(values - self._first))])
        if abs(farthest - self._first) > abs(self._peak - self._first):
            self._peak = farthest
        self._last_ms, self._last = float(times[-1]), float(values[-1])


class SummedCourses:
    """The sums of every course that is asked for, as long as the course is there."""

    def __init__(self) -> None:
        self._of: WeakKeyDictionary[Course, SummedCourse] = WeakKeyDictionary()

    def numbers(self, course: Course, until_ms: float) -> Numbers:
        """Return peak, mean and area of a course up to a time (ms)."""
        mine = self._of.get(course)
        if mine is None:
            mine = self._of[course] = SummedCourse()
        return mine.numbers(course, until_ms)
