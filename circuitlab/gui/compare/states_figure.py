"""Compared states as they are now, as a figure that sets them beside each other."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import TYPE_CHECKING

from circuitlab.gui.traces.printing import printed, printed_beside
from circuitlab.playback.compared_words import measured_lines, reading_words, verdict
from circuitlab.playback.trace_bands import value_now
from circuitlab.render.figure.side_by_side import SideBySide, StatePanel, together

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from circuitlab.gui.compare.below import Below
    from circuitlab.gui.compare.comparison import Comparison
    from circuitlab.gui.traces.panel import Traces
    from circuitlab.model.states import ComparedState
    from circuitlab.playback.trace_rows import TraceRow
    from circuitlab.render.figure.figure_traces import Mark, Trace
    from circuitlab.render.live_frame import LiveFrame


def states_figure(
    comparison: Comparison, below: Below, marks: tuple[Mark, ...], stamp: str
) -> SideBySide:
    """Return the figure of the states as they are shown: pictures, traces and differences."""
    differences, states = below.differences, comparison.states
    measured = differences.measured()
    lines = [*differences.set_by_hand(), *measured_lines(measured)]
    return SideBySide(
        tuple(_panel(comparison, state, below.traces) for state in states),
        comparison.marked,
        tuple(_rows(comparison, below)),
        marks,
        tuple((title, tuple(words[: len(states)])) for title, words in lines),
        verdict([state.name for state in states], measured),
        str(comparison.document.circuit.document["caption"]),
        stamp,
    )


def _panel(comparison: Comparison, state: ComparedState, traces: Traces) -> StatePanel:
    session = comparison.session_of(state.id)
    return StatePanel(
        state.name,
        state.symbol,
        session.document.circuit,
        session.live,
        comparison.elements_set_by(state.id),
        state.note,
        reading_now(session.live, traces.rows),
    )


def reading_now(live: LiveFrame, rows: Sequence[TraceRow]) -> str:
    """Return what the first meter reads now, in words; empty where none reads anything."""
    row = next((row for row in rows if row.is_reading), None)
    value = value_now(row, live) if row is not None else math.nan
    return reading_words(row, value) if row is not None and math.isfinite(value) else ""


def _rows(comparison: Comparison, below: Below) -> Iterator[Trace]:
    """Yield every row that is not folded, with what all states show of it in the window."""
    traces = below.traces
    start_ms, end_ms = traces.right_ms - traces.window_ms, traces.right_ms
    symbols = [state.symbol for state in comparison.states]
    for row in traces.rows:
        if row.key in traces.arrangement.folded:
            continue
        courses = [below.overlaid.courses_of(s.id).get(row.key) for s in comparison.states]
        shown = [printed(row, each, start_ms, end_ms) for each in courses if each]
        if len(shown) == len(symbols) and all(shown):
            row_shown = together([each[0] for each in shown], symbols)
            kept = printed_beside(row, below.overlaid.ghosts_of(row.key), start_ms, end_ms)
            yield replace(row_shown, others=(*row_shown.others, *kept))
