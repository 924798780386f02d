"""Rows of the traces for a figure: the same samples as on the screen, at the density of a page."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from circuitlab.playback.recorded_course import RecordedCourse
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
    made = []
    for row in rows:
        first, *others = courses[row.key] or (None,)
        shown = printed(row, (first,), start_ms, end_ms) if first is not None else []
        behind = printed_beside(row, others, start_ms, end_ms) if shown else ()
        made += [replace(each, others=behind) for each in shown]
    return made


def printed_beside(
    row: TraceRow, courses: Iterable[Course], start_ms: float, end_ms: float
) -> tuple[Trace, ...]:
    """Return what a figure shows of kept runs and of recordings, behind a row's own."""
    return tuple(
        replace(each, label=course_name(course, row), colour=course.colour, dash=course.dash)
        for course in courses
        for each in printed(row, (course,), start_ms, end_ms)
    )


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


def course_name(course: Course, row: TraceRow) -> str:
    """Return what a course is called: a recording by its file, any other as its row."""
    return course.name if isinstance(course, RecordedCourse) else row.title
