"""Traces of all states in the same strips, and of runs that were kept, behind them."""

from __future__ import annotations

import copy
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from circuitlab.gui.traces.recording import Recording
from circuitlab.model.states import AS_DRAWN
from circuitlab.playback.trace_course import SpikeCourse, StateCourse
from circuitlab.render.state_symbols import COLOURS, DASHES

if TYPE_CHECKING:
    from collections.abc import Mapping

    from circuitlab.gui.compare.comparison import Comparison
    from circuitlab.gui.session import Session
    from circuitlab.gui.traces.panel import Traces
    from circuitlab.gui.traces.strip import Key
    from circuitlab.playback.trace_course import Course

GHOST_COLOUR, GHOST_DASH = "muted", (1.5, 3.0)
MOST_GHOSTS = 3


@dataclass(frozen=True, eq=False, slots=True)
class Ghost:
    """A run that was kept: the courses of every strip as they were, from the run's start."""

    name: str
    courses: Mapping[Key, tuple[Course, ...]]
    until_ms: float


class OverlaidTraces(QObject):
    """Records what the strips show in every state, and lays it into the window's strips.

    Attributes
    ----------
    ghosts : tuple of Ghost
    changed : Signal()
        Ghosts were kept or removed.
    """

    changed = Signal()

    def __init__(
        self, comparison: Comparison, traces: Traces, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._comparison, self._traces = comparison, traces
        self._recordings: dict[str, tuple[Session, Recording]] = {}
        self.ghosts: tuple[Ghost, ...] = ()
        comparison.turned.connect(lambda _on: self._follow())
        comparison.changed.connect(self._follow)
        comparison.document.replaced.connect(self.remove_ghosts)
        traces.recording.followed = self._follow

    def courses_of(self, id: str) -> Mapping[Key, tuple[Course, ...]]:
        """Return what a state has recorded, by strip."""
        if id in self._recordings:
            return self._recordings[id][1].own
        return self._traces.recording.own

    def keep_ghost(self) -> None:
        """Keep the run so far of the state that is worked on."""
        id = self._comparison.active
        state = next(each for each in self._comparison.states if each.id == id)
        session = self._comparison.session_of(id)
        kept = {
            key: found
            for key, courses in self.courses_of(id).items()
            if (found := tuple(_ghostly(each) for each in courses if isinstance(each, StateCourse)))
        }
        rasters = {
            key: tuple(copy.deepcopy(each) for each in courses)
            for key, courses in self.courses_of(id).items()
            if isinstance(courses[0], SpikeCourse)
        }
        ghost = Ghost(state.name, {**rasters, **kept}, session.now_ms)
        self.ghosts = (*self.ghosts, ghost)[-MOST_GHOSTS:]
        self._lay()
        self.changed.emit()

    def remove_ghosts(self) -> None:
        """Show the live traces alone."""
        if self.ghosts:
            self.ghosts = ()
            self._lay()
            self.changed.emit()

    def _follow(self) -> None:
        runs = dict(self._comparison.runs) if self._comparison.is_on else {}
        runs.pop(AS_DRAWN, None)
        for id in [id for id, (s, _r) in self._recordings.items() if runs.get(id) is not s]:
            del self._recordings[id]
        for id, session in runs.items():
            if id not in self._recordings:
                self._recordings[id] = session, self._recording(session)
        for _session, recording in self._recordings.values():
            recording.follow(self._traces.rows)
        self._lay()

    def _recording(self, session: Session) -> Recording:
        recording = Recording(session.document)
        session.polled.connect(recording.take)
        session.restarted.connect(recording.clear)
        session.went_back.connect(recording.forget_after)
        return recording

    def _lay(self) -> None:
        """Give every state its colour, line and place, and lay all into the strips."""
        on = self._comparison.is_on
        states = self._comparison.states if on else ()
        beside: dict[Key, list[Course]] = {}
        for ghost in self.ghosts:
            for key, courses in ghost.courses.items():
                if not isinstance(courses[0], SpikeCourse):
                    beside.setdefault(key, []).extend(courses)
        for number, state in enumerate(states):
            for key, courses in self.courses_of(state.id).items():
                for course in courses:
                    _dress(course, state.symbol, number, len(states))
                if state.id != AS_DRAWN and not _is_stimulus(courses):
                    beside.setdefault(key, []).extend(courses)
        if not on:
            self._traces.recording.undress()
        self._traces.recording.lay_beside({key: tuple(each) for key, each in beside.items()})


def _is_stimulus(courses: tuple[Course, ...]) -> bool:
    return any(course.shape in ("area", "bars") for course in courses)


def _dress(course: Course, symbol: str, number: int, count: int) -> None:
    if isinstance(course, SpikeCourse):
        course.band = number, count
    if course.shape in ("line", "strokes"):
        course.colour, course.dash = COLOURS[symbol], DASHES[symbol]


def _ghostly(course: StateCourse) -> StateCourse:
    made = copy.deepcopy(course)
    made.colour, made.dash, made.is_over = GHOST_COLOUR, GHOST_DASH, True
    return made
