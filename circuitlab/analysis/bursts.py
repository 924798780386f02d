"""Bursts of spikes: how many a cell fires, how long they are, and how long it pauses between them.

A burst is a row of at least `least` spikes of one cell, each no later than `longest` ms after the
one before. A pause goes from the last spike of a burst to the first of the cell's next.
"""

from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from circuitlab.analysis.run_records import (
    EVERY_CELL,
    FOREVER,
    Count,
    Floats,
    Ms,
    SomeMs,
    cells_of,
    trains,
    within,
)

if TYPE_CHECKING:
    from circuitlab.engine.running.run import Run

LONGEST_MS = 10.0
FEWEST = 3


class SpikeBurst(NamedTuple):
    """First and last spike of a burst (ms), and how many there are."""

    start: float
    stop: float
    spikes: int


def bursts_in(train: Floats, longest: float, least: int) -> list[SpikeBurst]:
    """Return the bursts of one cell's spikes (ms, rising)."""
    if not train.size:
        return []
    rows = np.split(train, np.flatnonzero(np.diff(train) > longest) + 1)
    return [
        SpikeBurst(float(row[0]), float(row[-1]), row.size) for row in rows if row.size >= least
    ]


def burst_count(
    run: "Run",
    element: str,
    start: Ms = 0.0,
    stop: Ms = FOREVER,
    longest: SomeMs = LONGEST_MS,
    least: Count = FEWEST,
    cell: int = EVERY_CELL,
) -> float:
    """Bursts from `start` up to `stop`, of one cell on average or of the one that is given."""
    found = _bursts(run, element, start, stop, longest, least, cell)
    cells = cells_of(run, element) if cell == EVERY_CELL else 1
    return sum(map(len, found)) / cells


def spikes_per_burst(
    run: "Run",
    element: str,
    start: Ms = 0.0,
    stop: Ms = FOREVER,
    longest: SomeMs = LONGEST_MS,
    least: Count = FEWEST,
    cell: int = EVERY_CELL,
) -> float:
    """Mean spikes of a burst; not a number when there is none."""
    found = _bursts(run, element, start, stop, longest, least, cell)
    return _mean([burst.spikes for bursts in found for burst in bursts])


def pause_between_bursts(
    run: "Run",
    element: str,
    start: Ms = 0.0,
    stop: Ms = FOREVER,
    longest: SomeMs = LONGEST_MS,
    least: Count = FEWEST,
    cell: int = EVERY_CELL,
) -> float:
    """Mean pause from a cell's burst to its next in ms; not a number below two bursts."""
    found = _bursts(run, element, start, stop, longest, least, cell)
    return _mean(
        [later.start - burst.stop for bursts in found for burst, later in pairwise(bursts)]
    )


def _bursts(
    run: "Run",
    element: str,
    start: float,
    stop: float,
    longest: float,
    least: int,
    cell: int,
) -> list[list[SpikeBurst]]:
    """The bursts of each cell that fires."""
    return [
        bursts_in(within(train, start, stop), longest, least)
        for train in trains(run, element, cell)
    ]


def _mean(values: list[float] | list[int]) -> float:
    return float(np.mean(values)) if values else float("nan")
