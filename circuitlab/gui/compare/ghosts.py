"""Runs that were kept, behind the live traces: a few, each shown or not, moved to fit the live."""

from __future__ import annotations

import copy
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from circuitlab.playback.shifted_course import ShiftedCourse
from circuitlab.playback.trace_course import SpikeCourse, StateCourse

if TYPE_CHECKING:
    from collections.abc import Mapping

    from circuitlab.gui.traces.strip import Key
    from circuitlab.playback.trace_course import Course

MOST_GHOSTS = 3
"""The oldest goes when one more is kept: each holds as much as the live run has recorded."""
COLOUR = "muted"
DASHES = ((1.5, 3.0), (5.0, 3.0), (9.0, 2.5, 1.5, 2.5))
"""How the lines of the ghosts are broken, so that they are told apart."""


@dataclass(frozen=True, eq=False, slots=True)
class Ghost:
    """A run that was kept: the courses of every strip as they were, from the run's start.

    Attributes
    ----------
    until_ms, onset_ms
        How far the run had come, and when its first stimulus began.
    is_shown
        Whether it is drawn.
    """

    name: str
    courses: Mapping[Key, tuple[Course, ...]]
    until_ms: float
    onset_ms: float = 0.0
    dash: tuple[float, ...] = DASHES[0]
    is_shown: bool = True

    def laid(self, key: Key, by_ms: float) -> tuple[Course, ...]:
        """Return its courses of a strip, so much later than they were."""
        courses = self.courses.get(key, ())
        return tuple(ShiftedCourse(each, by_ms, COLOUR, self.dash) for each in courses)


def kept(courses: Mapping[Key, tuple[Course, ...]]) -> dict[Key, tuple[Course, ...]]:
    """Return copies of lines and rasters; a stimulus looks the same in all runs."""
    found = {
        key: tuple(copy.deepcopy(each) for each in those if _is_kept(each))
        for key, those in courses.items()
    }
    return {key: those for key, those in found.items() if those}


def with_one_more(ghosts: tuple[Ghost, ...], ghost: Ghost) -> tuple[Ghost, ...]:
    """Return ghosts with one more, drawn as none of the others; the oldest may have to go."""
    left = ghosts[-(MOST_GHOSTS - 1) :]
    taken = {each.dash for each in left}
    dash = next(dash for dash in DASHES if dash not in taken)
    return (*left, replace(ghost, dash=dash))


def _is_kept(course: Course) -> bool:
    return isinstance(course, SpikeCourse) or (
        isinstance(course, StateCourse) and course.shape == "line"
    )
