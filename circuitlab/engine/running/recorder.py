"""Collecting what a run records, sample by sample."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

import numpy as np

from circuitlab.engine.plan.plan import Reals
from circuitlab.engine.running.model_times import times_of
from circuitlab.engine.running.timeline import NEVER
from circuitlab.engine.stepping.derived import Derived, derived
from circuitlab.engine.stepping.simulation import Simulation, Watch
from circuitlab.engine.stepping.state_view import place_of

_MOST_ROWS = 2048
"""Rows watched at every step for what is computed from them; of more, a run stops at each step."""


class Recorder:
    """Collects every cell's samples of the recorded states, at the end of every few steps.

    A state that is one row of the state array is watched while it runs, and its highest value
    since the last sample is kept; of one that is computed from several, these are watched, where
    there are few. Else it is looked at between calls.

    Parameters
    ----------
    beside : watched for somebody else
    """

    def __init__(
        self,
        simulation: Simulation,
        record: Sequence[tuple[str, str]],
        every: int,
        beside: Sequence[Watch] = (),
    ) -> None:
        self._simulation = simulation
        self._dt = simulation.plan.settings.dt
        self._every = every
        self._sizes = {key: len(simulation.values(*key)) for key in dict.fromkeys(record)}
        self._watched = [key for key in self._sizes if place_of(simulation.plan, *key)]
        self._derived = self._derive([key for key in self._sizes if key not in self._watched])
        self._computed = [key for key in self._sizes if key not in (*self._watched, *self._derived)]
        self._samples: dict[tuple[str, str], list[Reals]] = {key: [] for key in self._sizes}
        watches = [
            Watch(*key, index, self._every)
            for key in self._watched
            for index in range(self._sizes[key])
        ]
        for cells in self._derived.values():
            watches += [watch for cell in cells for watch in cell.watches()]
        self._watches = watches
        self.watch(beside)

    def _derive(self, keys: Iterable[tuple[str, str]]) -> dict[tuple[str, str], list[Derived]]:
        """How states are computed in each cell from what is watched, as far as these are few."""
        plan, view = self._simulation.plan, self._simulation.view()
        found: dict[tuple[str, str], list[Derived]] = {}
        left = _MOST_ROWS
        for key in keys:
            cells = [derived(plan, view, *key, index) for index in range(self._sizes[key])]
            made = [cell for cell in cells if cell is not None]
            left -= sum(len(cell.rows) for cell in made)
            if made and left >= 0:
                found[key] = made
        return found

    def watch(self, beside: Sequence[Watch]) -> None:
        """Watch other things for somebody else from now on."""
        self._simulation.watch([*self._watches, *beside])

    @property
    def computed(self) -> Sequence[tuple[str, str]]:
        """States that are looked at between calls only."""
        return tuple(self._computed)

    def next_tick(self, tick: int) -> int:
        """The next tick, later than ``tick``, at which a run must stop for a sample."""
        return (tick // self._every + 1) * self._every if self._computed else NEVER

    def keep(self, columns: Sequence[Reals]) -> Sequence[Reals]:
        """Take the samples of a call that has just ended; return the columns of others."""
        first = 0
        for key in self._watched:
            cells = columns[first : first + self._sizes[key]]
            first += self._sizes[key]
            if self._sizes[key]:
                self._samples[key].append(np.ascontiguousarray(np.asarray(cells)[:, :, 1].T))
        self._keep_derived(iter(columns[first : len(self._watches)]))
        if self._simulation.tick % self._every == 0:
            for key in self._computed:
                self._samples[key].append(self._simulation.values(*key)[np.newaxis])
        return columns[len(self._watches) :]

    def _keep_derived(self, columns: Iterator[Reals]) -> None:
        simulation = self._simulation
        view = simulation.view() if self._derived else None
        for key, cells in self._derived.items():
            assert view is not None
            values = [
                cell.values(list(islice(columns, len(cell.rows))), simulation.plan, view)
                for cell in cells
            ]
            steps = len(values[0])
            due = np.arange(simulation.tick - steps + 1, simulation.tick + 1) % self._every == 0
            self._samples[key].append(np.stack(values, axis=1)[due])

    def traces(self) -> dict[tuple[str, str], tuple[Reals, Reals]]:
        """(t, samples) of each state; (samples, cells) of a population."""
        return {key: self._trace(key) for key in self._sizes}

    def _trace(self, key: tuple[str, str]) -> tuple[Reals, Reals]:
        size = self._sizes[key]
        samples = np.concatenate([np.zeros((0, size)), *self._samples[key]])
        t = times_of(np.arange(1, len(samples) + 1) * self._every, self._dt)
        return t, samples[:, 0] if size == 1 else samples
