"""Measures of one cell between two times, at every step: what the cursors of the traces measure.

A trace's first value is its baseline: a peak is the value farthest from it.
"""

from typing import TYPE_CHECKING, Literal

import numpy as np

from circuitlab.analysis import trace_measures
from circuitlab.analysis.run_records import (
    EVERY_CELL,
    FOREVER,
    Ms,
    spike_times,
    spikes_of_cells,
    trace_of_cell,
    within,
)

if TYPE_CHECKING:
    from circuitlab.engine.running.run import Run

SPIKE_LASTS_MS = 10.0
"""How long after its threshold the peak and the end of a spike are looked for."""


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


def spike_width(
    run: "Run",
    element: str,
    state: str = "v",
    start: Ms = 0.0,
    stop: Ms = FOREVER,
    base: Literal["threshold", "start"] = "threshold",
    cell: int = 0,
) -> float:
    """Width of the first spike from `start` on, at half its height above `base`, in ms.

    ``"threshold"`` is where the upstroke first rises by 10 mV/ms, ``"start"`` the value at `start`.
    """
    index, at = spikes_of_cells(run, element)
    mine = within(np.sort(at[index == cell]), start, stop)
    if not mine.size:
        return float("nan")
    end = min(float(mine[1]) if mine.size > 1 else FOREVER, mine[0] + SPIKE_LASTS_MS, stop)
    t, v = trace_of_cell(run, element, state, start, FOREVER, cell)
    return trace_measures.spike_half_width(t, v, float(mine[0]), end, from_start=base == "start")


def crossing_time(
    run: "Run",
    element: str,
    state: str,
    value: float,
    way: Literal["up", "down"] = "up",
    after: Ms = 0.0,
    since: Ms = 0.0,
    cell: int = EVERY_CELL,
) -> float:
    """Time from `since` until a state first passes `value` on its `way` after a time, in ms.

    The mean over cells, or one of them. Not a number where it never passes: one that lies beyond
    from the beginning has to come back first.
    """
    when, values = run.trace(element, state)
    if cell == EVERY_CELL and values.ndim > 1:
        t, v = when, values.mean(axis=-1)
    else:
        t, v = trace_of_cell(run, element, state, -FOREVER, FOREVER, max(cell, 0))
    kept = t >= after
    found = trace_measures.crossings(t[kept], v[kept], value, rising=way == "up")
    return float(found[0] - since) if found.size else float("nan")


def area(
    run: "Run", element: str, state: str, start: Ms = 0.0, stop: Ms = FOREVER, cell: int = 0
) -> float:
    """Integral of a cell's state over time, in its unit times ms."""
    return trace_measures.area(*trace_of_cell(run, element, state, start, stop, cell))
