"""What the rows show, as it comes from the runner."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

from circuitlab.playback.trace_bands import amount_now
from circuitlab.playback.trace_bars import BarCourse
from circuitlab.playback.trace_course import Course, SpikeCourse, StateCourse
from circuitlab.playback.trace_rows import AmountPart

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from circuitlab.engine.running.messages import RunnerFrame
    from circuitlab.engine.running.spikes import Spikes
    from circuitlab.gui.document import Document
    from circuitlab.gui.traces.strip import Key
    from circuitlab.playback.trace_rows import TraceRow


class Recording:
    """Courses for every row; what a row has recorded stays with it while it is there.

    Attributes
    ----------
    courses
        Of each row, what is measured in it first, and all that is shown beside it.
    own
        Of each row, what was recorded here.
    followed
        Called when other rows are recorded.
    """

    def __init__(self, document: Document) -> None:
        self.courses: dict[Key, tuple[Course, ...]] = {}
        self.own: dict[Key, tuple[Course, ...]] = {}
        self._beside: Mapping[Key, tuple[Course, ...]] = {}
        self._measured: Mapping[Key, tuple[Course, ...]] = {}
        self._rows: Sequence[TraceRow] = ()
        self.followed: Callable[[], None] | None = None
        self._document = document
        self._states: dict[Key, StateCourse] = {}
        self._rasters: dict[str, SpikeCourse] = {}
        self._bars: dict[AmountPart, BarCourse] = {}
        self._stimuli: dict[Key, StateCourse] = {}
        self._runs = 1

    def follow(self, rows: Sequence[TraceRow]) -> None:
        """Record these rows from now on, and no others."""
        single = [row for row in rows if not row.parts]
        parts = [part for row in rows if not row.is_bars for part in row.parts]
        given = [part for row in rows if row.is_bars for part in row.parts]
        self._states = {row.key: self._state_of(row) for row in single if not row.is_raster}
        self._rasters = {row.id: self._raster_of(row) for row in single if row.is_raster}
        self._stimuli = {(part.id, part.state): self._stimulus_of(part) for part in parts}
        self._bars = {part: self._bars_of(part) for part in given}
        self._rows = rows
        self.own = {row.key: self._of(row) for row in rows}
        self.lay_beside(self._beside)
        if self.followed is not None:
            self.followed()
        self._share()

    def share(self, runs: int) -> None:
        """Keep within the memory that is left for one of so many runs side by side."""
        if runs != self._runs:
            self._runs = runs
            self._share()

    def _share(self) -> None:
        courses = (*self._states.values(), *self._stimuli.values())
        for course in courses:
            course.recorded.share(len(courses) * self._runs)

    def lay_beside(self, beside: Mapping[Key, tuple[Course, ...]]) -> None:
        """Show other courses in the rows, too."""
        self._beside = beside
        self._join()

    def lay_measured(self, measured: Mapping[Key, tuple[Course, ...]]) -> None:
        """Show what was measured elsewhere in the rows, too."""
        self._measured = measured
        self._join()

    def _join(self) -> None:
        """Put together what each row shows."""
        self.courses = {
            key: own + self._measured.get(key, ()) + self._beside.get(key, ())
            for key, own in self.own.items()
        }

    def undress(self) -> None:
        """Give every course its row's look again."""
        for course in self._states.values():
            course.dash = ()
        for raster in self._rasters.values():
            raster.dash, raster.band = (), (0, 1)
        self.own = {row.key: self._of(row) for row in self._rows}

    def _of(self, row: TraceRow) -> tuple[Course, ...]:
        if row.is_bars:
            return tuple(self._bars[part] for part in row.parts)
        if row.parts:
            return tuple(self._stimuli[part.id, part.state] for part in row.parts)
        return (self._rasters[row.id] if row.is_raster else self._states[row.key],)

    def _state_of(self, row: TraceRow) -> StateCourse:
        known = self._states.get(row.key) or StateCourse(row.colour)
        return known.dressed(row.colour, has_strokes=row.has_strokes)

    def _raster_of(self, row: TraceRow) -> SpikeCourse:
        known = self._rasters.get(row.id) or SpikeCourse(row.colour, row.size)
        known.colour, known.size = row.colour, row.size
        return known

    def _stimulus_of(self, part: AmountPart) -> StateCourse:
        known = self._stimuli.get((part.id, part.state)) or StateCourse(part.colour, "area")
        known.ground = part.ground
        return known

    def _bars_of(self, part: AmountPart) -> BarCourse:
        known = next((bars for each, bars in self._bars.items() if each.id == part.id), None)
        known = known or BarCourse(part.colour, part.name)
        known.colour, known.name = part.colour, part.name
        return known

    def seen(self) -> set[str]:
        """Return what has driven something, or has been given."""
        given = {part.id for part, bars in self._bars.items() if bars.bars}
        driven = {id for (id, _state), course in self._stimuli.items() if course.reach is not None}
        return given | driven

    def take(self, frame: RunnerFrame) -> None:
        """Add what a frame of the runner brings."""
        for courses in (self._states, self._stimuli):
            for key, course in courses.items():
                if key in frame.columns:
                    course.take(*frame.columns[key])
                elif key in frame.values:
                    course.take([frame.time_ms], [float(np.mean(frame.values[key]))])
        for id, raster in self._rasters.items():
            raster.take(frame.time_ms, *frame.spikes.of_element(id))
        if len(frame.spikes):
            self._take_spikes(frame.spikes)
        circuit, catalog = self._document.circuit, self._document.catalog
        changed_ms = frame.marks[-1][0] if frame.marks else frame.time_ms
        for part, bars in self._bars.items():
            bars.take(frame.time_ms, *amount_now(circuit, catalog, part, frame), changed_ms)

    def _take_spikes(self, spikes: Spikes) -> None:
        fired = {spikes.names[number] for number in set(spikes.element.tolist())}
        for (id, _state), course in self._states.items():
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
        return (course for courses in self.own.values() for course in courses)
