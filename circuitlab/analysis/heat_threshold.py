"""The heat that a nerve ending answers with a spike, measured on one of its cells, alone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from circuitlab.model.circuit import Circuit
from circuitlab.model.element import Element, Role
from circuitlab.model.frozen import Array, FrozenMap

if TYPE_CHECKING:
    from circuitlab.catalog.spec import Catalog
    from circuitlab.model.frozen import Value

FROM_C, TO_C, C_PER_S = 26.0, 50.0, 2.0
"""The ramp by which thresholds are given: from cool skin to what burns, in °C and °C/s."""
SETTLING_MS, WATCHED_MS = 1000.0, 500.0
DT_MS = 0.1
"""Coarser than a run's own step; it moves the threshold by 0.02 °C (science of the step size)."""
_DISSOLVED = {"e_k", "e_na"}
_WARMS = {"temperature", "resting", "rate"}
_ALONE: Mapping[str, float] = {"size": 1, "noise": 0.0, "spread": 0.0, "t_half_sd": 0.0}

DIGITS = 2
"""To so many digits, kinases and numbers of receptors have to differ for another threshold."""

Reals = NDArray[np.float64]
States = Mapping[tuple[str, str], float]
"""(element, state) → its mean over cells."""


def endings(circuit: Circuit, catalog: Catalog) -> dict[str, str]:
    """Return each channel that has a half-open temperature and is warmed, with its neuron."""
    kinds = {name for name, kind in catalog.kinds.items() if "threshold" in kind.states}
    found = {}
    for id, element in circuit.elements.items():
        host = circuit.host(id) if element.kind in kinds else None
        known = host is not None and circuit.elements[host].kind in catalog.kinds
        if host is not None and known and _heat_of(circuit, catalog, host) is not None:
            found[id] = host
    return found


def what_moves(circuit: Circuit, catalog: Catalog, neuron: str) -> list[tuple[str, str]]:
    """Return the states of a neuron that stand for a parameter of it or of its channels.

    Potentials that follow from what is dissolved are none of them: the cell alone has it as well.
    """
    kind = catalog.kinds[circuit.elements[neuron].kind]
    known = set(kind.parameters)
    for id in _known_parts(circuit, catalog, neuron):
        known |= _parameters_moved(circuit, catalog, id)
    return [(neuron, state) for state in kind.states if state in known - _DISSOLVED]


def alone(circuit: Circuit, catalog: Catalog, neuron: str, now: States) -> Circuit:
    """Return one cell of a neuron with its channels, as they are now, and the ramp of heat.

    What modulates it is not there, drugs included, but what inflammation has done is: a state
    that stands for a parameter (active kinases, receptors in the membrane) is set as that.
    """
    heat = _heat_of(circuit, catalog, neuron)
    if heat is None:
        raise ValueError(f"nothing warms {neuron!r}")
    moved = {state: now[id, state] for id, state in what_moves(circuit, catalog, neuron)}
    cell = _with(circuit, catalog, neuron, moved)
    parts = []
    for id in (known := _known_parts(circuit, catalog, neuron)):
        scaled = {
            name: float(str(circuit.value(id, name, catalog))) * factor
            for name, factor in moved.items()
            if name in _parameters_moved(circuit, catalog, id)
        }
        parts.append(_with(circuit, catalog, id, {"temperature": FROM_C} | scaled))
    ramp = {"resting": FROM_C, "temperature": TO_C, "rate": C_PER_S}
    ramp |= {"start": SETTLING_MS, "stop": SETTLING_MS + 60_000.0}
    warming = _like(circuit.elements[heat], ramp)
    kept = {neuron, heat, *known}
    links = [link for key, link in circuit.links.items() if kept.issuperset(key)]
    return Circuit([cell, *parts, warming], links, {"dt_ms": DT_MS})


def alone_now(
    circuit: Circuit, catalog: Catalog, neuron: str, values: Mapping[tuple[str, str], Reals]
) -> Circuit | None:
    """Return `alone` for the values of a run, (element, state) → (cells,); None where one lacks."""
    now = moved_now(what_moves(circuit, catalog, neuron), values)
    return alone(circuit, catalog, neuron, now) if now is not None else None


def moved_now(
    moving: Sequence[tuple[str, str]], values: Mapping[tuple[str, str], Reals]
) -> States | None:
    """Return what moves a threshold as it is in the values of a run; None where one lacks.

    Values are taken to two digits, which is as far as a threshold can be told apart.
    """
    found = {key: values.get(key) for key in moving}
    known = {key: value for key, value in found.items() if value is not None}
    if len(known) < len(found):
        return None
    return {key: round(float(value.mean()), DIGITS) for key, value in known.items()}


def fires_from(alone: Circuit, catalog: Catalog, neuron: str) -> float:
    """Return the temperature (°C) at which a cell alone fires when it is warmed 2 °C a second.

    Not a number where it stays silent up to 50 °C.
    """
    from circuitlab.engine.plan.compiler import compile_circuit
    from circuitlab.engine.stepping.simulation import Simulation

    plan = compile_circuit(alone, catalog)
    simulation = Simulation(plan, fused="ready")
    until_ms = SETTLING_MS + 1e3 * (TO_C - FROM_C) / C_PER_S
    while simulation.time < until_ms:
        spikes = simulation.advance(round(WATCHED_MS / DT_MS)).spikes
        times = spikes[:, 1] * DT_MS if len(spikes) else np.zeros(0)
        late = times[times >= SETTLING_MS]
        if late.size:
            return float(FROM_C + C_PER_S * (late.min() - SETTLING_MS) / 1e3)
    return float("nan")


def _heat_of(circuit: Circuit, catalog: Catalog, neuron: str) -> str | None:
    """What warms a neuron: the first stimulus with a temperature that it is brought to."""
    for id in circuit.sources(neuron, Role.DRIVES):
        kind = catalog.kinds.get(circuit.elements[id].kind)
        if kind is not None and set(kind.parameters) >= _WARMS:
            return id
    return None


def _known_parts(circuit: Circuit, catalog: Catalog, neuron: str) -> list[str]:
    """What sits in a neuron and takes part in a run: its kind is in the catalog."""
    return [id for id in circuit.parts(neuron) if circuit.elements[id].kind in catalog.kinds]


def _parameters_moved(circuit: Circuit, catalog: Catalog, id: str) -> set[str]:
    """Parameters of a channel that the neuron's states scale: those of a heat channel."""
    kind = catalog.kinds[circuit.elements[id].kind]
    return set(kind.parameters) if "threshold" in kind.states else set()


def _with(circuit: Circuit, catalog: Catalog, id: str, values: Mapping[str, float]) -> Element:
    """An element as one cell that is like the mean of its cells, with some values of its own."""
    element = circuit.elements[id]
    known = catalog.kinds[element.kind].parameters
    params: dict[str, Value] = {name: _mean(value) for name, value in element.params.items()}
    params |= {name: value for name, value in {**_ALONE, **values}.items() if name in known}
    return _like(element, params)


def _like(element: Element, params: Mapping[str, Value]) -> Element:
    """An element of the same kind and name with other values, nowhere on the canvas."""
    return replace(element, label="", x=0.0, y=0.0, params=FrozenMap(params))


def _mean(value: Value) -> Value:
    return float(np.mean(value.values)) if isinstance(value, Array) else value
