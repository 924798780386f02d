"""The document's recordings in the strips of their traces; all samples of long ones come later."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QObject, Signal

from circuitlab.catalog.words import Problem
from circuitlab.gui.data.job import Job
from circuitlab.model.element import DOCUMENT
from circuitlab.playback.recorded_course import COLOUR, RecordedCourse
from circuitlab.playback.trace_course import StateCourse

if TYPE_CHECKING:
    from circuitlab.gui.data.job import Told
    from circuitlab.gui.document import Document
    from circuitlab.gui.traces.panel import Traces
    from circuitlab.gui.traces.strip import Key
    from circuitlab.model.delta import Delta
    from circuitlab.model.recordings import Recording
    from circuitlab.playback.trace_course import Course

_FIELD = (DOCUMENT, "recordings")


class RecordedBeside(QObject):
    """Lays recordings into the strips, and reads what the circuit keeps only extremes of.

    Attributes
    ----------
    courses : dict of str to RecordedCourse
        What is drawn of each recording.
    told : Signal(str)
        A sentence about a file that is not there, or has changed.
    """

    told = Signal(str)

    def __init__(self, document: Document, traces: Traces, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._document, self._traces = document, traces
        self.courses: dict[str, RecordedCourse] = {}
        self._looked_at: set[tuple[str, str]] = set()
        self.job = Job(self)
        self._reading = ""
        self.job.done.connect(self._read)
        self.job.failed.connect(self._not_read)
        document.changed.connect(self._changed)
        document.replaced.connect(self._replaced)
        self._follow()

    @property
    def recordings(self) -> tuple[Recording, ...]:
        """Those of the document."""
        found: tuple[Recording, ...] = self._document.circuit.document["recordings"]
        return found

    def beside(self, key: Key) -> list[Recording]:
        """Return what lies beside a trace."""
        return [each for each in self.recordings if each.key == key]

    def lay(self, recording: Recording) -> None:
        """Show a recording where it is to lie, before anything is edited."""
        self.courses[recording.id].laid(recording)
        self._traces.refresh()

    def _changed(self, delta: Delta) -> None:
        if _FIELD in delta.changes:
            self._follow()

    def _replaced(self) -> None:
        self.job.cancel()
        self.courses, self._reading = {}, ""
        self._looked_at.clear()
        self._follow()

    def _follow(self) -> None:
        """Draw what the document says."""
        courses: dict[str, RecordedCourse] = {}
        laid: dict[Key, list[Course]] = {}
        for each in self.recordings:
            known = self.courses.get(each.id)
            if known is None or known.recording.times is not each.times:
                known = RecordedCourse(each)
            known.laid(each)
            courses[each.id] = known
            laid.setdefault(each.key, []).append(known)
        self.courses = courses
        self._traces.recording.lay_measured({key: tuple(each) for key, each in laid.items()})
        self._traces.refresh()
        self._read_next()

    # ---- all samples

    def _read_next(self) -> None:
        """Look for the next file: what a circuit keeps whole need not be read again."""
        if self.job.is_busy:
            return
        for each in self.recordings:
            if (each.id, each.digest) not in self._looked_at:
                self._looked_at.add((each.id, each.digest))
                self._reading = each.id
                self.job.start(partial(_course_of, each, self._unit(each)))
                return

    def _unit(self, recording: Recording) -> str:
        element = self._document.circuit.elements.get(recording.element)
        kind = self._document.catalog.kinds.get(element.kind) if element is not None else None
        state = kind.states.get(recording.state) if kind is not None else None
        return state.unit if state is not None else "1"

    def _read(self, found: object) -> None:
        if isinstance(found, Problem):
            self._not_read(found)
            return
        if isinstance(found, StateCourse) and self._reading in self.courses:
            self.courses[self._reading].fill(found)
            self._traces.refresh()
        self._read_next()

    def _not_read(self, problem: Problem) -> None:
        self.told.emit(str(problem))
        self._read_next()


def _course_of(recording: Recording, unit: str, told: Told) -> StateCourse | Problem | None:
    """Return all samples of a recording, why they cannot be had, or None where they are there."""
    from circuitlab.exchange.recordings.taking_in import pieces_again, why_not_read

    why = why_not_read(recording, lambda part: told(0.1 * part))
    if why is not None or recording.is_whole:
        return why
    course = StateCourse(COLOUR)
    for times, values in pieces_again(recording, unit, lambda part: told(0.1 + 0.9 * part)):
        known = np.isfinite(values)
        course.take(times[known], values[known])
        _reach = course.reach  # taken in piece by piece, while all values are kept
    return course
