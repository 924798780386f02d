"""What is measured of every state's run, by the measures of the instrument."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from circuitlab.analysis.strip_measures import measured
from circuitlab.gui.instrument.kept import kept_spikes
from circuitlab.gui.traces.strip import Strip
from circuitlab.model.names import name_of
from circuitlab.playback.measured_states import (
    MeasuredRow,
    columns_of,
    first_onset,
    measured_of,
)
from circuitlab.playback.summed_course import SummedCourses
from circuitlab.resources import _

if TYPE_CHECKING:
    from circuitlab.gui.compare.overlaid import OverlaidTraces
    from circuitlab.gui.session import Session
    from circuitlab.playback.trace_course import Course
    from circuitlab.playback.trace_rows import TraceRow


_SIDE_BY_SIDE_MS = 200.0
"""Runs that lie no further apart go on together; one that lies further behind has stopped."""


def common_ends(now_ms: Mapping[str, float]) -> dict[str, float]:
    """Return up to when each run is measured: runs that go on together, up to one moment."""
    first = max(now_ms.values(), default=0.0)
    together = [now for now in now_ms.values() if now > first - _SIDE_BY_SIDE_MS]
    return {id: min(together) if now in together else now for id, now in now_ms.items()}


class Measures:
    """Measures runs from their start again and again, and each time only what has come since."""

    def __init__(self) -> None:
        self._sums = SummedCourses()

    def rows(
        self, rows: Sequence[TraceRow], runs: Mapping[str, Session], traces: OverlaidTraces
    ) -> list[MeasuredRow]:
        """Return the numbers of every state's run so far, the same kinds of number for all."""
        until = common_ends({id: run.now_ms for id, run in runs.items()})
        found = [
            each for row in measured_of(rows) for each in self._of_row(row, runs, until, traces)
        ]
        return [*found, *_beside(runs)]

    def _of_row(
        self,
        row: TraceRow,
        runs: Mapping[str, Session],
        until: Mapping[str, float],
        traces: OverlaidTraces,
    ) -> Iterator[MeasuredRow]:
        numbers = [
            self._numbers(row, run, until[id], traces.courses_of(id)) for id, run in runs.items()
        ]
        dt = float(next(iter(runs.values())).document.circuit.document["dt_ms"])
        ghosts = [
            self._read(row, courses[0], ghost.until_ms, ghost.onset_ms, dt)
            for ghost in traces.ghosts
            if (courses := ghost.courses.get(row.key))
        ]
        numbers += ghosts if len(ghosts) == len(traces.ghosts) else [{}] * len(traces.ghosts)
        for name, title, unit in columns_of(row):
            values = tuple(each.get(name, math.nan) for each in numbers)
            yield MeasuredRow(title, row.title, unit, values, row.is_reading)

    def _numbers(
        self,
        row: TraceRow,
        session: Session,
        until_ms: float,
        courses: Mapping[tuple[str, str], tuple[Course, ...]],
    ) -> Mapping[str, float]:
        own = courses.get(row.key)
        if not own:
            return {}
        document = session.document
        since = first_onset(document.circuit, document.catalog)
        dt = float(document.circuit.document["dt_ms"])
        return self._read(row, own[0], until_ms, since, dt)

    def _read(
        self, row: TraceRow, course: Course, stop: float, since: float, dt: float
    ) -> Mapping[str, float]:
        """Return the numbers of a row: of one that fires, its spikes tell all."""
        if not (row.is_raster or row.is_potential):
            return self._sums.numbers(course, stop)
        spikes = kept_spikes(Strip(row, (course,), 0.0, 1.0, (0.0, 1.0)), 0.0, stop)
        return {name: each.value for name, each in measured(spikes, 0.0, stop, since, dt).items()}


def _beside(runs: Mapping[str, Session]) -> Iterator[MeasuredRow]:
    """Yield the heat thresholds that are measured beside the runs.

    The spontaneous part of pain is measured beside each run at a moment of its own: side by side
    it would tell alike states apart.
    """
    words = {"fires_from": (_("Fires from"), "°C")}
    known = [session.live.measured for session in runs.values()]
    for channel, name in dict.fromkeys(at for each in known for at in each if at[1] in words):
        first = next(iter(runs.values())).document
        values = tuple(each.get((channel, name), math.nan) for each in known)
        of = name_of(first.circuit, first.catalog, channel)
        title, unit = words[name]
        yield MeasuredRow(title, of, unit, values)
