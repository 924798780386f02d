"""Measures of one cell between two times, at every step: what the cursors of the traces measure.

A trace's first value is its baseline: a peak is the value farthest from it.
"""

from typing import TYPE_CHECKING

from circuitlab.analysis import trace_measures
from circuitlab.analysis.run_records import (
    EVERY_CELL,
    FOREVER,
    Ms,
    spike_times,
    trace_of_cell,
    within,
)

if TYPE_CHECKING:
    from circuitlab.engine.running.run import Run


def latency(
    run: "Run",
    element: str,
    start: Ms,
    since: Ms = 0.0,
    stop: Ms = FOREVER,
    cell: int = EVERY_CELL,
) -> float:
    """Time from `since` to the first spike from `start` up to `stop` in ms, of any or one cell."""
    found = within(spike_times(run, element, cell), start, stop)
    return float(found[0] - since) if found.size else float("nan")


def peak_value(
    run: "Run", element: str, state: str, start: Ms = 0.0, stop: Ms = FOREVER, cell: int = 0
) -> float:
    """Value of a cell's state that is farthest from its first between `start` and `stop`."""
    return trace_measures.peak(trace_of_cell(run, element, state, start, stop, cell)[1])


def half_time(
    run: "Run",
    element: str,
    state: str,
    start: Ms,
    since: Ms = 0.0,
    stop: Ms = FOREVER,
    cell: int = 0,
) -> float:
    """Time from `since` until a cell's state has gone half the way to its peak, in ms."""
    return trace_measures.half_time(*trace_of_cell(run, element, state, start, stop, cell)) - since


def half_width(
    run: "Run", element: str, state: str, start: Ms = 0.0, stop: Ms = FOREVER, cell: int = 0
) -> float:
    """How long a cell's state stays beyond half the way from its first value to its peak, in ms."""
    return trace_measures.half_width(*trace_of_cell(run, element, state, start, stop, cell))


def area(
    run: "Run", element: str, state: str, start: Ms = 0.0, stop: Ms = FOREVER, cell: int = 0
) -> float:
    """Integral of a cell's state over time, in its unit times ms."""
    return trace_measures.area(*trace_of_cell(run, element, state, start, stop, cell))
