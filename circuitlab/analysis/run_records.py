"""What measures read of a run: spikes cell by cell, and the recorded trace of a cell."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from circuitlab.engine.running.run import Run

Floats = NDArray[np.float64]
Ms = Annotated[float, "ms"]
Hz = Annotated[float, "Hz"]
SomeMs = Annotated[float, "ms", 0.001]
"""A time that cannot be 0: what is divided by."""
Count = Annotated[int, "", 1]
Ids = tuple[str, ...]

FOREVER = float("inf")
EVERY_CELL = -1


def spikes_of_cells(run: Run, element: str) -> tuple[NDArray[np.int64], Floats]:
    """Index and time (ms) of every spike; the index of a single neuron is 0."""
    found = run.spikes(element)
    if isinstance(found, tuple):
        return np.asarray(found[0], np.int64), np.asarray(found[1], float)
    return np.zeros(len(found), np.int64), np.asarray(found, float)


def cell_by_cell(index: NDArray[np.int64], at: Floats) -> tuple[NDArray[np.int64], Floats]:
    """Spikes in the order of their cells, and those of a cell in order of time.

    A hundred thousand cells are put in order once, and not looked for one by one.
    """
    order = np.lexsort((at, index))
    return index[order], at[order]


def spike_times(run: Run, element: str, cell: int = EVERY_CELL) -> Floats:
    """Spike times (ms) of a cell, or of all cells together, in order."""
    index, at = spikes_of_cells(run, element)
    return np.sort(at if cell == EVERY_CELL else at[index == cell])


def cells_of(run: Run, element: str) -> int:
    """Return how many cells an element has."""
    try:
        return int(str(run.circuit.value(element, "size")))
    except KeyError:
        return 1


def trains(run: Run, element: str, cell: int = EVERY_CELL) -> list[Floats]:
    """Spike times (ms, rising) of every cell that fires, or of one, each by itself."""
    index, at = spikes_of_cells(run, element)
    if cell != EVERY_CELL:
        return [np.sort(at[index == cell])]
    index, at = cell_by_cell(index, at)
    return np.split(at, np.flatnonzero(np.diff(index)) + 1) if len(at) else []


def within(at: Floats, start: float, stop: float) -> Floats:
    """Return the times from `start` up to `stop`, which is not included."""
    return at[(at >= start) & (at < stop)]


def trace_of_cell(
    run: Run, element: str, state: str, start: float, stop: float, cell: int = 0
) -> tuple[Floats, Floats]:
    """Times (ms) and values of one cell's recorded state, from `start` up to `stop`."""
    when, values = run.trace(element, state)
    mine = values if values.ndim == 1 else values[:, cell]
    kept = (when >= start) & (when < stop)
    return when[kept], np.asarray(mine, float)[kept]
