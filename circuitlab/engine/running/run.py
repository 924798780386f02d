"""Running a circuit from start to end without a window."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from circuitlab.catalog.load import default_catalog
from circuitlab.catalog.meant import meant
from circuitlab.catalog.spec import Catalog, did_you_mean
from circuitlab.catalog.words import Problem
from circuitlab.engine.errors import CannotRun, NotFinite
from circuitlab.engine.plan.compiler import compile_circuit, settings_of
from circuitlab.engine.plan.memory_estimate import numbers_recorded
from circuitlab.engine.plan.plan import Plan, Population, Reals
from circuitlab.engine.recipes import recipe_of
from circuitlab.engine.recipes.parameters import Settings
from circuitlab.engine.running.improving import Improving
from circuitlab.engine.running.messages import Logged, batches
from circuitlab.engine.running.model_times import times_of
from circuitlab.engine.running.recorder import Recorder
from circuitlab.engine.running.timeline import NEVER, Timeline
from circuitlab.engine.stepping.kernel_choice import Fused
from circuitlab.engine.stepping.kernel_library import library
from circuitlab.engine.stepping.runaway import first_no_number, runaway
from circuitlab.engine.stepping.simulation import Chunk, Simulation
from circuitlab.engine.stepping.state_view import StateView
from circuitlab.engine.stroboscope.body_clock import refuse_ahead
from circuitlab.model.circuit import Circuit
from circuitlab.model.overlay import Overlay, resolve
from circuitlab.resources import _

_CALL_MS = 100.0
Found = tuple[tuple[Population, ...], NDArray[np.int64]]
"""The populations of a call, and its (spikes, 2) source and tick."""
Progress = Callable[[float], None]
"""Called with the model time reached, in ms."""
Look = Callable[[Simulation, Chunk], None]
"""Called with the simulation after each call of the driver, and what that gave."""


@dataclass(frozen=True, eq=False)
class Run:
    """What a run gave.

    Attributes
    ----------
    circuit : the circuit as it was run, overlays applied
    duration_ms : model time
    dt : step, ms
    plan : the plan at the end
    wall_s : seconds spent stepping
    raw_spikes : (spikes, 2) source and tick
    sources : element → number of its first source, and how many it has
    final : a look at the end
    body_s : body time at the end
    """

    circuit: Circuit
    plan: Plan
    duration_ms: float
    seed: int
    wall_s: float
    raw_spikes: NDArray[np.int64]
    sources: Mapping[str, tuple[int, int]]
    recorded: Mapping[tuple[str, str], tuple[Reals, Reals]]
    final: StateView
    body_s: float = 0.0

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
        first, size = self._sources(id)
        source = self.raw_spikes[:, 0]
        mine = (source >= first) & (source < first + size)
        return source[mine] - first, times_of(self.raw_spikes[mine, 1], self.dt)

    def size(self, id: str) -> int:
        """Cells of an element that fires."""
        return self._sources(id)[1]

    def rate(self, id: str) -> float:
        """Rate of an element in Hz, of one cell on average."""
        return 1e3 * len(self.spike_pairs(id)[1]) / (self.size(id) * self.duration_ms)

    def trace(self, id: str, state: str = "v") -> tuple[Reals, Reals]:
        """(t in ms, values) of a recorded state; (samples, cells) for a population."""
        try:
            return self.recorded[id, state]
        except KeyError:
            raise KeyError(f"{id}.{state} was not recorded: name it in record=") from None

    def value(self, id: str, state: str) -> Reals:
        """(size,) values of a state at the end."""
        return self.final[id, state].copy()

    @property
    def firing(self) -> tuple[str, ...]:
        """Elements whose cells could fire at some time of the run."""
        return tuple(self.sources)

    def _sources(self, id: str) -> tuple[int, int]:
        try:
            return self.sources[id]
        except KeyError:
            raise KeyError(f"{id} has no cells that fire") from None


def run_circuit(
    circuit: Circuit,
    duration_ms: float,
    *,
    seed: int | None = None,
    dt: float | str | None = None,
    overlays: Iterable[Overlay] = (),
    record: Sequence[tuple[str, str]] = (),
    every_ms: float | None = None,
    catalog: Catalog | None = None,
    progress: Progress | None = None,
    edits: Sequence[Logged] = (),
    dense: bool = False,
    prepare: Callable[[Plan], None] | None = None,
    look: Look | None = None,
    fused: Fused | None = None,
) -> Run:
    """Simulate a circuit from rest.

    Parameters
    ----------
    seed, dt : instead of the document's seed and step (ms)
    overlays : temporary values laid over the circuit
    record : (element, state) to record, every step or every ``every_ms``
    edits : made during the run, as a runner has logged them: it is replayed exactly
    dense, fused : step every cell in every step; whether to wait for fused loops
    prepare : called with the plan before anything is compiled for it
    look : called at least every tenth of a second of model time

    Raises
    ------
    CannotRun
        When the circuit, a setting or what is to be recorded does not fit.
    NotFinite
        When a voltage, or at the end any state, is no longer a number; there is no run then.
    """
    catalog = catalog or default_catalog()
    resolved = resolve(circuit, overlays)
    settings = settings_of(resolved, seed=seed, dt=dt)
    end = round(duration_ms / settings.dt)
    every = steps_apart(every_ms, settings.dt)
    numbers = numbers_of_recording(record, end, every, settings.dt)
    plan = planned(resolved, catalog, settings, record, numbers, prepare)
    simulation = Simulation(plan, dense=dense, fused=fused or fused_or_not())
    recorder = Recorder(simulation, record, every)
    changes = _Changes(Timeline(resolved, catalog, settings), edits)
    with Improving(simulation) as improving:
        found, wall = _stepped(simulation, end, changes, recorder, progress, improving, look)
    refuse_not_finite(simulation)
    return Run(
        resolved,
        simulation.plan,
        float(times_of(end, settings.dt)),
        settings.seed,
        wall,
        *joined_spikes(found),
        recorded=recorder.traces(),
        final=simulation.view(),
        body_s=changes.body_s(simulation.tick),
    )


def planned(
    circuit: Circuit,
    catalog: Catalog,
    settings: Settings,
    record: Sequence[tuple[str, str]],
    numbers: Mapping[str, float],
    prepare: Callable[[Plan], None] | None,
) -> Plan:
    """Make the plan of a run, unless the circuit or what is to be recorded does not fit.

    Parameters
    ----------
    numbers : element → numbers that recording takes for each of its cells
    prepare : called with the plan before anything is compiled for it
    """
    refuse_ahead(circuit, catalog)
    plan = compile_circuit(circuit, catalog, settings, numbers)
    _refuse_unrecordable(plan, circuit, record)
    if prepare is not None:
        prepare(plan)
    return plan


def steps_apart(every_ms: float | None, dt: float) -> int:
    """Steps from one sample to the next; each where nothing is said."""
    return 1 if every_ms is None else max(1, round(every_ms / dt))


def fused_or_not() -> Fused:
    """Compile fused loops before the first step, unless there are others to begin with."""
    return "ready" if library().is_shipped else "wait"


def _refuse_unrecordable(plan: Plan, circuit: Circuit, record: Iterable[tuple[str, str]]) -> None:
    """Refuse to record what there is not."""
    for id, state in dict.fromkeys(record):
        where = f"{id}.{state}"
        if id not in circuit.elements:
            what = _("There is no element called “{id}”").format(id=id)
            raise CannotRun(where, what, meant(id, circuit.elements))
        states = recipe_of(plan.mechanisms_of.get(id, "")).states
        if id not in plan.taking_part or not states:
            what = _("“{id}” takes no part in the run").format(id=id)
            raise CannotRun(where, what, _("record another element"))
        if state not in states:
            what = _("“{id}” has no quantity called “{state}”").format(id=id, state=state)
            listed = _("choose from {names}").format(names=", ".join(states))
            raise CannotRun(where, what, did_you_mean(state, states) or listed)


def numbers_of_recording(
    record: Iterable[tuple[str, str]], steps: int, every: int, dt: float
) -> dict[str, float]:
    """Element → numbers that recording takes for each of its cells."""
    each = numbers_recorded(steps // every, steps_of_a_call(dt) // every + 1)
    states = Counter(id for id, _state in dict.fromkeys(record))
    return {id: count * each for id, count in states.items()}


def steps_of_a_call(dt: float) -> int:
    """Steps that one call of the driver does at most."""
    return max(1, round(_CALL_MS / dt))


def _stepped(
    simulation: Simulation,
    end: int,
    changes: _Changes,
    recorder: Recorder,
    progress: Progress | None,
    improving: Improving,
    look: Look | None,
) -> tuple[list[Found], float]:
    """Step to tick ``end``; return the spikes of each call, and the seconds it took."""
    found: list[Found] = [(simulation.plan.cells, np.zeros((0, 2), np.int64))]
    wall = 0.0
    most = steps_of_a_call(simulation.plan.settings.dt)
    while simulation.tick < end:
        changes.apply_due(simulation)
        now = simulation.tick
        until = min(end, changes.next_tick(now), recorder.next_tick(now))
        started = time.perf_counter()
        chunk = simulation.advance(min(until - now, most))
        wall += time.perf_counter() - started
        improving.after(wall)
        found.append((simulation.plan.cells, chunk.spikes))
        recorder.keep(chunk.columns)
        if (element := simulation.first_non_finite()) is not None:
            raise NotFinite(changes.why_runaway(simulation, element), simulation.time)
        refuse_no_number(simulation)
        if look is not None:
            look(simulation, chunk)
        if progress is not None:
            progress(simulation.time)
    return found, wall


def refuse_no_number(simulation: Simulation) -> None:
    """Refuse to go on where a state of any element is no number.

    Raises
    ------
    NotFinite
    """
    if simulation.has_no_number():
        refuse_not_finite(simulation)


def refuse_not_finite(simulation: Simulation) -> None:
    """Refuse to go on where a state of any element is no number, or without bounds.

    Raises
    ------
    NotFinite
    """
    if (problem := first_no_number(simulation)) is not None:
        raise NotFinite(problem, simulation.time)


def joined_spikes(
    found: Sequence[Found],
) -> tuple[NDArray[np.int64], Mapping[str, tuple[int, int]]]:
    """Spikes of several calls as one, and the numbers of all sources in them."""
    sources = _all_sources([cells for cells, _spikes in found])
    return np.concatenate([_renumbered(*one, sources) for one in found]), sources


def _all_sources(plans: Iterable[tuple[Population, ...]]) -> dict[str, tuple[int, int]]:
    """One numbering of all cells that fired in any of the plans of a run."""
    sizes: dict[str, int] = {}
    for cells in plans:
        for population in cells:
            id, size = population.cells.element, population.cells.size
            sizes[id] = max(size, sizes.get(id, 0))
    firsts = np.cumsum([0, *sizes.values()]).tolist()
    return {id: (first, sizes[id]) for id, first in zip(sizes, firsts, strict=False)}


def _renumbered(
    cells: tuple[Population, ...],
    spikes: NDArray[np.int64],
    sources: Mapping[str, tuple[int, int]],
) -> NDArray[np.int64]:
    """Spikes whose sources are numbered as in the whole run."""
    if not len(spikes):
        return spikes
    shift = np.repeat(
        [sources[p.cells.element][0] - p.first_source for p in cells],
        [p.cells.size for p in cells],
    )
    return np.stack([spikes[:, 0] + shift[spikes[:, 0]], spikes[:, 1]], axis=1)


class _Changes:
    """What changes a run: the edits of its log, and its timeline."""

    def __init__(self, timeline: Timeline, edits: Sequence[Logged]) -> None:
        self._timeline = timeline
        self._batches = batches(edits)

    def why_runaway(self, simulation: Simulation, element: str) -> Problem:
        """What drove a voltage out of its range."""
        circuit, catalog = self._timeline.present, self._timeline.catalog
        return runaway(circuit, catalog, simulation, element, simulation.time)

    def body_s(self, tick: int) -> float:
        """Body time at a tick."""
        return self._timeline.body_s(tick)

    def next_tick(self, tick: int) -> int:
        """The next tick, later than ``tick``, at which something is due."""
        logged = (batch[0].tick for batch in self._batches if batch[0].tick > tick)
        return min(next(logged, NEVER), self._timeline.next_tick(tick))

    def apply_due(self, simulation: Simulation) -> None:
        """Make every change that is due, edits that came together at once."""
        while self._batches and self._batches[0][0].tick <= simulation.tick:
            batch = self._batches.pop(0)
            if batch[0].after_step:
                self._timeline.apply_due(simulation)
            self._timeline.apply(simulation, [edit.delta for edit in batch])
        self._timeline.apply_due(simulation)
