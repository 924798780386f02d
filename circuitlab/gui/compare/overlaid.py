"""Traces of all states in the same strips, and of runs that were kept, behind them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from circuitlab.gui.compare.comparison import COLUMNS
from circuitlab.gui.compare.ghosts import Ghost, kept, with_one_more
from circuitlab.gui.traces.recording import Recording
from circuitlab.model.states import AS_DRAWN
from circuitlab.playback.measured_states import first_onset
from circuitlab.playback.trace_course import SpikeCourse
from circuitlab.render.state_symbols import COLOURS, DASHES
from circuitlab.resources import _

if TYPE_CHECKING:
    from collections.abc import Mapping

    from circuitlab.gui.compare.comparison import Comparison
    from circuitlab.gui.session import Session
    from circuitlab.gui.traces.panel import Traces
    from circuitlab.gui.traces.strip import Key
    from circuitlab.playback.trace_course import Course


class OverlaidTraces(QObject):
    """Records what the strips show in every state, and lays it into the window's strips.

    Attributes
    ----------
    ghosts : tuple of Ghost
    by_onset : bool
        Whether ghosts lie so that the first stimuli begin at one time.
    changed : Signal()
        Ghosts were kept or removed.
    told : Signal(str)
        A sentence on what could not be done.
    """

    changed = Signal()
    told = Signal(str)

    def __init__(
        self, comparison: Comparison, traces: Traces, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._comparison, self._traces = comparison, traces
        self._recordings: dict[str, tuple[Session, Recording]] = {}
        self.ghosts: tuple[Ghost, ...] = ()
        self.by_onset = False
        self._numbered = 0
        comparison.turned.connect(lambda _on: self._follow())
        comparison.changed.connect(self._follow)
        comparison.document.replaced.connect(self.remove_ghosts)
        traces.recording.followed = self._follow

    def courses_of(self, id: str) -> Mapping[Key, tuple[Course, ...]]:
        """Return what a state has recorded, by strip."""
        if id in self._recordings:
            return self._recordings[id][1].own
        return self._traces.recording.own

    @property
    def compares(self) -> bool:
        """Whether states are compared."""
        return self._comparison.is_on

    def keep_ghost(self) -> None:
        """Keep the run so far of the state that is worked on."""
        id = self._comparison.active
        state = next(each for each in self._comparison.states if each.id == id)
        session = self._comparison.session_of(id)
        if session.now_ms <= 0.0:
            self.told.emit(_("Nothing has run yet: play, then keep the run as a ghost"))
            return
        document = session.document
        onset_ms = first_onset(document.circuit, document.catalog)
        self._numbered += 1
        on = self._comparison.is_on
        name = state.name if on else _("Run {number}").format(number=self._numbered)
        ghost = Ghost(name, kept(self.courses_of(id)), session.now_ms, onset_ms)
        self._have(with_one_more(self.ghosts, ghost))

    def turn_ghost(self, number: int) -> None:
        """Show a ghost, or no more."""
        ghost = self.ghosts[number]
        turned = replace(ghost, is_shown=not ghost.is_shown)
        self._have((*self.ghosts[:number], turned, *self.ghosts[number + 1 :]))

    def remove_ghost(self, number: int) -> None:
        """Keep a ghost no more."""
        self._have(self.ghosts[:number] + self.ghosts[number + 1 :])

    def align(self, by_onset: bool) -> None:
        """Lay ghosts so that the first stimulus, or else the start of the run, is at one time."""
        self.by_onset = by_onset
        self._have(self.ghosts)

    def ghosts_of(self, key: Key) -> tuple[Course, ...]:
        """Return what ghosts show in a strip."""
        return tuple(
            course
            for ghost in self.ghosts
            if ghost.is_shown
            for course in ghost.laid(key, self._shift_of(ghost))
        )

    def _shift_of(self, ghost: Ghost) -> float:
        if not self.by_onset:
            return 0.0
        document = self._comparison.document
        return first_onset(document.circuit, document.catalog) - ghost.onset_ms

    def _have(self, ghosts: tuple[Ghost, ...]) -> None:
        self.ghosts = ghosts
        self._lay()
        self.changed.emit()

    def remove_ghosts(self) -> None:
        """Show the live traces alone."""
        self._numbered = 0
        if self.ghosts:
            self._have(())

    def _follow(self) -> None:
        runs = dict(self._comparison.runs) if self._comparison.is_on else {}
        runs.pop(AS_DRAWN, None)
        for id in [id for id, (s, _r) in self._recordings.items() if runs.get(id) is not s]:
            del self._recordings[id]
        for id, session in runs.items():
            if id not in self._recordings:
                self._recordings[id] = session, self._recording(session)
        others = [recording for _session, recording in self._recordings.values()]
        for recording in others:
            recording.follow(self._traces.rows)
        for recording in (self._traces.recording, *others):
            recording.share(1 + len(others))
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
        apart = self._comparison.says(COLUMNS, False)
        beside: dict[Key, list[Course]] = {}
        for key in self._traces.recording.own:
            if found := self.ghosts_of(key):
                beside[key] = list(found)
        for number, state in enumerate(states):
            for key, courses in self.courses_of(state.id).items():
                for course in courses:
                    _dress(course, state.symbol, *((0, 1) if apart else (number, len(states))))
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
        course.colour, course.dash = COLOURS[symbol], DASHES[symbol] if count > 1 else ()
