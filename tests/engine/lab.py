"""A laboratory for the engine: small circuits, and single numbers measured from them."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike, NDArray

from circuitlab.api import Circuit
from circuitlab.catalog.load import default_catalog
from circuitlab.engine.mechanisms import MECHANISMS
from circuitlab.engine.plan.compiler import compile_circuit, settings_of
from circuitlab.engine.plan.plan import Plan
from circuitlab.engine.stepping.kernel_choice import Fused
from circuitlab.engine.stepping.simulation import Chunk, Simulation, Watch

Reals = NDArray[np.float64]
Spikes = tuple[NDArray[np.int64], Reals]
REALLY_AT_REST_MS = 1500.0


def part(circuit: Circuit, host: str, kind: str) -> str:
    """The id of the one part of a kind that sits in a cell."""
    (found,) = (id for id in circuit.model.parts(host) if circuit.model.elements[id].kind == kind)
    return found


def planned(circuit: Circuit, *, dt: float | None = None, seed: int | None = None) -> Plan:
    settings = settings_of(circuit.model, dt=dt, seed=seed)
    return compile_circuit(circuit.model, default_catalog(), settings)


def simulation(
    circuit: Circuit,
    *,
    dt: float | None = None,
    seed: int | None = None,
    fused: Fused = "never",
) -> Simulation:
    return Simulation(planned(circuit, dt=dt, seed=seed), fused=fused)


def advance(running: Simulation, milliseconds: float) -> Chunk:
    return running.advance(round(milliseconds / running.plan.settings.dt))


def change(running: Simulation, circuit: Circuit) -> None:
    """Take over what has been edited."""
    settings = running.plan.settings
    plan = planned(circuit, dt=settings.dt, seed=settings.seed)
    if not running.patch(plan):
        running.adopt(plan)


def spikes(running: Simulation, chunk: Chunk, id: str) -> Spikes:
    """(index, ms) of a chunk's spikes of one element."""
    (cells,) = (p for p in running.plan.cells if p.cells.element == id)
    index = chunk.spikes[:, 0] - cells.first_source
    mine = (index >= 0) & (index < cells.cells.size)
    return index[mine], chunk.spikes[mine, 1] * running.plan.settings.dt


def counts(running: Simulation, chunk: Chunk, id: str, size: int) -> list[int]:
    """Spikes of each cell."""
    return np.bincount(spikes(running, chunk, id)[0], minlength=size).tolist()


def traces(
    running: Simulation, milliseconds: float, *watched: tuple[str, str]
) -> tuple[Reals, list[Reals]]:
    """(ms, values of each watched state of cell 0) after every step."""
    running.watch([Watch(id, state) for id, state in watched])
    start = running.time
    chunk = advance(running, milliseconds)
    t = start + np.arange(1, chunk.steps + 1) * running.plan.settings.dt
    return t, [column[:, 1] for column in chunk.columns]


def carried(running: Simulation) -> dict[tuple[str, str, str], Reals]:
    """Every state of every cell, by address: all that is carried from one step to the next."""
    return {
        (element, mechanism, row): running.state[slots].copy()
        for (element, mechanism, row), slots in running.plan.address.items()
        if (row in MECHANISMS[mechanism].states if mechanism else row in ("v", "ca"))
    }


def same(one: dict[object, Reals], other: dict[object, Reals]) -> bool:
    """Whether two sets of states agree bit for bit."""
    return one.keys() == other.keys() and all(
        np.array_equal(one[key].view(np.uint64), other[key].view(np.uint64)) for key in one
    )


def mechanism(name: str, **values: float) -> dict[str, float]:
    """New states and outputs of one mechanism, for one cell and one step."""
    made = MECHANISMS[name]
    given = {argument: values.get(argument, 0.0) for argument in made.arguments}
    return dict(zip((*made.states, *made.outputs), made.function.py_func(**given), strict=True))


def nociceptors(size: int, **parameters: object) -> tuple[Circuit, str, str]:
    """(circuit, cells, their heat channel), every cell with the same channel."""
    circuit = Circuit()
    cells = circuit.add("nociceptor_c", size=size, **parameters)
    channel = part(circuit, cells, "trpv1")
    circuit.set(channel, t_half_sd=0)
    return circuit, cells, channel


def listener(kind: str, times: Sequence[float], *, u: float = 0.0, **parameters: object) -> Circuit:
    """A spike train that speaks to a cell through every fitting receptor: train, cell, synapse."""
    circuit = Circuit()
    train = circuit.add("spike_train", times=tuple(times))
    cell = circuit.add(kind, **parameters)
    circuit.set(circuit.wire(train, cell), u=u)
    return circuit


def only(circuit: Circuit, host: str, kind: str, weight: float) -> str:
    """Silence every receptor of a cell but one kind; return that one's id."""
    for id in circuit.model.parts(host):
        circuit.set(id, weight=weight if circuit.model.elements[id].kind == kind else 0.0)
    return part(circuit, host, kind)


def pain_circuit() -> Circuit:
    """Heated fibres with noise and shocked relays on a wide-dynamic-range cell, under ketamine."""
    circuit = Circuit()
    circuit.add("nociceptor_c", size=12, noise=3.0, pkc=0.3)
    circuit.add("adelta_fibre", size=3, noise=2.0)
    circuit.add("wdr_neuron")
    circuit.wire("nociceptor_c1", "wdr_neuron1")
    second = circuit.wire("adelta_fibre1", "wdr_neuron1")
    circuit.set(second, delay_sd=3.0, delay=20.0)
    circuit.add("heat", on="nociceptor_c1", temperature=48, start=20, stop=200)
    circuit.add("shock", on="adelta_fibre1", period=50, start=10, stop=2000)
    circuit.add("ketamine", on=part_bound(circuit, second, "nmda"), concentration=3.0)
    circuit.model.apply(circuit.model.with_document({"seed": 11}))
    return circuit


def part_bound(circuit: Circuit, synapse: str, kind: str) -> str:
    """The receptor of a kind that a synapse binds."""
    bound = circuit.model.targets(synapse)
    return next(id for id in bound if circuit.model.elements[id].kind == kind)


def rate_hz(times: ArrayLike) -> float:
    """Rate from the mean interval."""
    return float(1000.0 / np.diff(np.asarray(times)).mean())
