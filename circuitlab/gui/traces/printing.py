"""Rows of the traces for a figure: the same samples as on the screen, at the density of a page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from circuitlab.render.figure.figure_traces import COLUMNS, Trace, raster

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from circuitlab.gui.traces.strip import Key
    from circuitlab.playback.trace_course import Course
    from circuitlab.playback.trace_rows import TraceRow


def printed_rows(
    rows: Iterable[TraceRow],
    courses: Mapping[Key, tuple[Course, ...]],
    start_ms: float,
    end_ms: float,
) -> list[Trace]:
    """Return what a figure shows of some rows in a stretch of time."""
    return [t for row in rows for t in printed(row, courses[row.key], start_ms, end_ms)]


def printed(
    row: TraceRow, courses: tuple[Course, ...], start_ms: float, end_ms: float
) -> list[Trace]:
    """Return what a figure shows of a row in a stretch of time."""
    if row.parts:
        return []
    course = courses[0]
    if row.is_raster:
        times, cells = course.spikes(start_ms, end_ms)
        return [raster(row.title, row.colour, times, cells, row.size)]
    times, values = course.points(start_ms, end_ms, (end_ms - start_ms) / COLUMNS)
    inside = (times >= start_ms) & (times <= end_ms)
    spikes = course.strokes(start_ms, end_ms)
    return [
        Trace(
            row.title,
            row.colour,
            row.unit,
            times[inside],
            values[inside],
            spikes[(spikes >= start_ms) & (spikes <= end_ms)],
            quantity=row.quantity,
        )
    ]
