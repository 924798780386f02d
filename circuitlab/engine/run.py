"""Running a circuit from start to end without a window."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from circuitlab.catalog.load import default_catalog
from circuitlab.catalog.spec import Catalog
from circuitlab.engine.compiler import compile_circuit, settings_of
from circuitlab.engine.plan import Plan, Population, Reals
from circuitlab.engine.refusal import NotFinite
from circuitlab.engine.simulation import Simulation, Watch
from circuitlab.engine.timeline import NEVER, Timeline
from circuitlab.engine.view import place_of
from circuitlab.model.circuit import Circuit
from circuitlab.model.overlay import Overlay, resolve

_CALL_MS = 100.0
Progress = Callable[[float], None]
"""Called with the model time reached, in ms."""


@dataclass(frozen=True, eq=False)
class Run:
    """What a run gave.

    Attributes
    ----------
    circuit : the circuit as it was run, overlays applied
    duration_ms : model time
    dt : step, ms
    wall_s : seconds spent stepping
    """

    circuit: Circuit
    plan: Plan
    duration_ms: float
    seed: int
    wall_s: float
    raw_spikes: NDArray[np.int64]
    recorded: Mapping[tuple[str, str], tuple[Reals, Reals]]
    final: Simulation

    @property
    def dt(self) -> float:
        """Step, ms."""
        return self.plan.settings.dt

    def spikes(self, id: str) -> Reals | tuple[NDArray[np.int64], Reals]:
        """Spike times in ms; of a population, (index of the cell, time)."""
        index, times = self.spike_pairs(id)
        return times if self.size(id) == 1 else (index, times)

    def spike_pairs(self, id: str) -> tuple[NDArray[np.int64], Reals]:
        """(index of the cell, time in ms) of every spike, in order of time."""
        population = self._population(id)
        first, size = population.first_source, population.block.size
        source = self.raw_spikes[:, 0]
        mine = (source >= first) & (source < first + size)
        return source[mine] - first, self.raw_spikes[mine, 1] * self.dt

    def size(self, id: str) -> int:
        """Cells of an element that fires."""
        return self._population(id).block.size

    def trace(self, id: str, state: str = "v") -> tuple[Reals, Reals]:
        """(t in ms, values) of a recorded state; (samples, cells) for a population."""
        try:
            return self.recorded[id, state]
        except KeyError:
            raise KeyError(f"{id}.{state} was not recorded: name it in record=") from None

    def value(self, id: str, state: str) -> Reals:
        """(size,) values of a state at the end."""
        return self.final.values(id, state)

    @property
    def firing(self) -> tuple[str, ...]:
        """Elements whose cells can fire."""
        return tuple(p.block.element for p in self.plan.cells)

    def _population(self, id: str) -> Population:
        for population in self.plan.cells:
            if population.block.element == id:
                return population
        raise KeyError(f"{id} has no cells that fire")


def run_circuit(
    circuit: Circuit,
    duration_ms: float,
    *,
    seed: int | None = None,
    dt: float | None = None,
    overlays: Iterable[Overlay] = (),
    record: Sequence[tuple[str, str]] = (),
    every_ms: float | None = None,
    catalog: Catalog | None = None,
    progress: Progress | None = None,
    follow_timeline: bool = True,
) -> Run:
    """Simulate a circuit from rest.

    Parameters
    ----------
    seed, dt : instead of the document's seed and step (ms)
    overlays : temporary values laid over the circuit
    record : (element, state) to record, every step or every ``every_ms``
    follow_timeline : False where a protocol of its own replaces the circuit's timeline

    Raises
    ------
    NotFinite
        When a voltage is no longer a number; nothing of such a run is returned.
    """
    catalog = catalog or default_catalog()
    resolved = resolve(circuit, overlays)
    if not follow_timeline:
        resolved.apply(resolved.with_document({"timeline": ()}))
    settings = settings_of(resolved, seed=seed, dt=dt)
    plan = compile_circuit(resolved, catalog, settings)
    simulation = Simulation(plan)
    recorder = _Recorder(simulation, record, every_ms)
    timeline = Timeline(resolved, catalog, settings)
    end = round(duration_ms / settings.dt)
    raw, wall = _stepped(simulation, end, timeline, recorder, progress)
    return Run(
        circuit=resolved,
        plan=plan,
        duration_ms=end * settings.dt,
        seed=settings.seed,
        wall_s=wall,
        raw_spikes=raw,
        recorded=recorder.traces(),
        final=simulation,
    )


def _stepped(
    simulation: Simulation,
    end: int,
    timeline: Timeline,
    recorder: _Recorder,
    progress: Progress | None,
) -> tuple[NDArray[np.int64], float]:
    """Step to tick ``end``; return (spikes, 2) source and tick, and the seconds it took."""
    spikes = [np.zeros((0, 2), np.int64)]
    wall = 0.0
    most = max(1, round(_CALL_MS / simulation.plan.settings.dt))
    while simulation.tick < end:
        timeline.apply_due(simulation)
        now = simulation.tick
        until = min(end, timeline.next_tick(now), recorder.next_tick(now))
        started = time.perf_counter()
        chunk = simulation.advance(min(until - now, most))
        wall += time.perf_counter() - started
        spikes.append(chunk.spikes)
        recorder.keep(chunk.columns)
        if (element := simulation.first_non_finite()) is not None:
            raise NotFinite(element, simulation.time)
        if progress is not None:
            progress(simulation.time)
    return np.concatenate(spikes), wall


class _Recorder:
    """Collects every cell's samples of the recorded states, at the end of every few steps.

    A state that is one row of the state array is watched while it runs, and its highest value
    since the last sample is kept; one that is computed from several is looked at between calls.
    """

    def __init__(
        self,
        simulation: Simulation,
        record: Sequence[tuple[str, str]],
        every_ms: float | None,
    ) -> None:
        self._simulation = simulation
        self._dt = simulation.plan.settings.dt
        self._every = 1 if every_ms is None else max(1, round(every_ms / self._dt))
        self._sizes = {key: len(simulation.values(*key)) for key in dict.fromkeys(record)}
        self._watched = [key for key in self._sizes if place_of(simulation.plan, *key)]
        self._computed = [key for key in self._sizes if key not in self._watched]
        self._samples: dict[tuple[str, str], list[Reals]] = {key: [] for key in self._sizes}
        simulation.watch(
            [
                Watch(*key, index, self._every)
                for key in self._watched
                for index in range(self._sizes[key])
            ]
        )

    def next_tick(self, tick: int) -> int:
        """The next tick, later than ``tick``, at which a run must stop for a sample."""
        return (tick // self._every + 1) * self._every if self._computed else NEVER

    def keep(self, columns: Sequence[Reals]) -> None:
        """Take the samples of a call that has just ended."""
        first = 0
        for key in self._watched:
            cells = columns[first : first + self._sizes[key]]
            first += self._sizes[key]
            self._samples[key].append(np.stack([cell[:, 1] for cell in cells], axis=1))
        if self._simulation.tick % self._every == 0:
            for key in self._computed:
                self._samples[key].append(self._simulation.values(*key)[np.newaxis])

    def traces(self) -> dict[tuple[str, str], tuple[Reals, Reals]]:
        """(t, samples) of each state; (samples, cells) of a population."""
        return {key: self._trace(key) for key in self._sizes}

    def _trace(self, key: tuple[str, str]) -> tuple[Reals, Reals]:
        size = self._sizes[key]
        samples = np.concatenate([np.zeros((0, size)), *self._samples[key]])
        t = np.arange(1.0, len(samples) + 1) * (self._every * self._dt)
        return t, samples[:, 0] if size == 1 else samples
