"""Looking at a state array through the names of the catalog."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import numpy as np

from circuitlab.engine.mechanisms.gating import in_numpy
from circuitlab.engine.mechanisms.receptors import refilled
from circuitlab.engine.numerics import arrays
from circuitlab.engine.numerics.arrays import Memory
from circuitlab.engine.plan.plan import Plan, Reals
from circuitlab.engine.plan.terminal_arrays import RECOVERY, SHARED
from circuitlab.engine.recipes import recipe_of
from circuitlab.engine.recipes.recipe import Place
from circuitlab.engine.recipes.states_and_inputs import AFFERENTS, TERMINAL
from circuitlab.engine.stepping.state_memory import Snapshot

_refilled = in_numpy(refilled)


def place_of(plan: Plan, element: str, state: str) -> Place | None:
    """Where a state lies if it is one row of the state array; None if it is computed or unknown."""
    place = recipe_of(plan.mechanisms_of.get(element, "")).states.get(state)
    if isinstance(place, tuple) and (element, *place) in plan.address:
        return place
    return None


class StateView(Mapping[tuple[str, str], Reals]):
    """(element, state) → (size,) values at one moment, computed when somebody looks.

    Parameters
    ----------
    memory : belongs to the view from now on: hand over a copy if the simulation goes on
    """

    def __init__(self, plan: Plan, memory: Memory) -> None:
        self._plan = plan
        self._memory = memory

    def nbytes_beside(self, snapshot: Snapshot) -> int:
        """Bytes of its own memory, where it does not look at the snapshot's."""
        memory = self._memory
        return 0 if memory is snapshot.memory else sum(part.nbytes for part in memory)

    def __getitem__(self, key: tuple[str, str]) -> Reals:
        element, state = key
        if not self._takes_part(element):
            raise KeyError(key)
        place = recipe_of(self._plan.mechanisms_of[element]).states[state]
        if isinstance(place, tuple):
            return self.read(element, *place)
        return np.asarray(place(lambda mechanism, row: self.read(element, mechanism, row)))

    def __iter__(self) -> Iterator[tuple[str, str]]:
        for element, mechanism in self._plan.mechanisms_of.items():
            for state in recipe_of(mechanism).states:
                if self._takes_part(element):
                    yield element, state

    def __len__(self) -> int:
        return sum(1 for _key in self)

    @property
    def firing(self) -> tuple[str, ...]:
        """Elements that can fire."""
        return self._plan.firing

    def potentials(self) -> Reals:
        """(firing,) mean membrane potential of the cells of each element that can fire, mV."""
        plan = self._plan
        if not plan.firing:
            return np.zeros(0)
        sums = np.add.reduceat(self._memory.state[plan.voltages], plan.first_sources)
        ends = np.append(plan.first_sources[1:], plan.source_count)
        return np.asarray(sums / (ends - plan.first_sources))

    def _takes_part(self, element: str) -> bool:
        return element in self._plan.taking_part

    def read(self, element: str, mechanism: str, row: str) -> Reals:
        """(size,) values of a row of an element; common rows are those of the cell it sits in."""
        if mechanism == AFFERENTS:
            return np.full(1, self._plan.afferents.get(element, 1.0))
        if mechanism == TERMINAL:
            return self._vesicles(element)
        if not mechanism:
            element = self._plan.cell_of.get(element, element)
        return self._memory.state[self._plan.address[element, mechanism, row]]

    def _vesicles(self, synapse: str) -> Reals:
        """Fraction of vesicles ready now, of each cell's terminals of a synapse."""
        plan, memory = self._plan, self._memory
        mine = plan.pools_of.get(synapse)
        if mine is None:
            return np.ones(1)
        if not len(memory.vesicles):
            return np.ones(len(mine))
        waited = memory.counters[arrays.TICK] - memory.last_use[mine]
        recovery = plan.terminals.shared[RECOVERY::SHARED][plan.pool_owners.name[mine]]
        return np.asarray(_refilled(memory.vesicles[mine], waited, recovery))
