"""How long the making of a circuit's plan takes, and how much memory, told before it begins."""

from __future__ import annotations

import time
from dataclasses import dataclass

import numpy as np

from circuitlab.catalog.spec import Catalog
from circuitlab.engine.plan.compiler import size_of
from circuitlab.engine.plan.grouping import by_number
from circuitlab.engine.plan.memory_estimate import SHARE, bytes_of, free_memory
from circuitlab.engine.plan.pairs import DRAW
from circuitlab.engine.recipes.gathering import gathered
from circuitlab.model.circuit import Circuit
from circuitlab.model.connection_count import count_of

_PER_ENTRY = 4.0
"""How often the making of a plan goes through each connection."""
_TELLING = 2e7
"""Numbers worked through by a making that tells how fast this machine is: shorter ones hold much
else."""
_CELLS, _SHARE_DRAWN = 3000, 0.1
"""Cells of each of two populations, and the share of pairs that is drawn, to measure a machine."""


@dataclass(frozen=True, slots=True)
class Estimate:
    """What making a circuit's plan takes.

    Attributes
    ----------
    connections : of cell to cell, on average over seeds
    memory, free : bytes that making and running it needs, and that are free
    seconds : on this machine, as measured
    """

    connections: float
    memory: float
    free: float
    seconds: float

    @property
    def fits(self) -> bool:
        """Whether there is memory enough."""
        return self.memory <= self.free


def work_of(circuit: Circuit, catalog: Catalog) -> float:
    """How many numbers are worked through to make a circuit's plan."""
    count = count_of(circuit, catalog)
    return DRAW * count.drawn + _PER_ENTRY * count.entries


def estimated(circuit: Circuit, catalog: Catalog) -> Estimate:
    """Estimate what making a circuit's plan takes; the first time this measures the machine."""
    kinds = {
        id: catalog.kinds[element.kind]
        for id, element in circuit.elements.items()
        if element.kind in catalog.kinds
    }
    sizes = {id: size_of(circuit, kinds, id) for id in kinds}
    memory = sum(bytes_of(circuit, kinds, sizes, id) for id in kinds)
    seconds = work_of(circuit, catalog) / RATE.per_second()
    free = SHARE * free_memory()
    return Estimate(count_of(circuit, catalog).connections, memory, free, seconds)


class BuildRate:
    """How many numbers a second this machine works through, as was measured last."""

    def __init__(self) -> None:
        self._measured: float | None = None

    def per_second(self) -> float:
        """Return it; where nothing was made so far, measured on numbers like a plan's."""
        if self._measured is None:
            begun = time.perf_counter()
            self._measured = _probed() / max(time.perf_counter() - begun, 1e-6)
        return self._measured

    def note(self, work: float, seconds: float) -> None:
        """Take over how long something has taken, if it was long enough to tell."""
        if work >= _TELLING:
            self._measured = work / max(seconds, 1e-6)


RATE = BuildRate()


def _probed() -> float:
    """Draw connections and put them in order, as a plan does; return how much work that was."""
    rng = np.random.Generator(np.random.Philox(key=1))
    drawn = [np.flatnonzero(rng.random(_CELLS) < _SHARE_DRAWN) for _cell in range(_CELLS)]
    cells = np.concatenate(drawn).astype(np.int32)
    order = by_number(cells)
    for numbers in (cells, cells, order, cells.astype(np.float64)):
        gathered(numbers, order)
    return DRAW * _CELLS**2 + _PER_ENTRY * len(cells)
