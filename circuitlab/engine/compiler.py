"""From a circuit to a plan: populations, routes and terminals, from the catalog's data alone."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from itertools import chain

import numpy as np

from circuitlab.catalog.spec import Catalog, Kind
from circuitlab.engine.connections import RESERVED, by_synapse, listed_spikes, make_terminals
from circuitlab.engine.kernels import row_places
from circuitlab.engine.mechanisms import MECHANISMS
from circuitlab.engine.mechanisms.registry import ROWS
from circuitlab.engine.plan import Plan, Population, Reals, Routes, Slots
from circuitlab.engine.recipes import CELL_BY_CELL, CELLS, DOCKED, UNITS
from circuitlab.engine.recipes.parts import Block, Clock, Made, Part, Row, Wire
from circuitlab.engine.recipes.quantities import INPUTS, STATES
from circuitlab.engine.recipes.values import Settings, Values
from circuitlab.model.circuit import Circuit
from circuitlab.model.effects import ACTING, Reached, all_effects

Address3 = tuple[str, str, str]
"""(element, mechanism, row)"""
Address = dict[Address3, Slots]


def compile_circuit(circuit: Circuit, catalog: Catalog, settings: Settings | None = None) -> Plan:
    """Make the plan of a circuit.

    Elements of unknown kinds, and parts that sit in nothing, take no part in the run.

    Parameters
    ----------
    settings : step, seed and clocks; by default those of the circuit's document
    """
    settings = settings or settings_of(circuit)
    kinds = {
        id: catalog.kinds[element.kind]
        for id, element in circuit.elements.items()
        if element.kind in catalog.kinds
    }
    made = _make_all(circuit, kinds, settings)
    populations = _place(list(chain.from_iterable(m.blocks for m in made.values())))
    address = _addresses(populations)
    mechanisms = {id: kind.mechanism for id, kind in kinds.items()}
    wires = [*chain.from_iterable(m.wires for m in made.values())]
    effects = all_effects(circuit, catalog)
    wires += _effect_wires(effects, kinds)
    own = {id for id, mechanism in mechanisms.items() if mechanism in CELL_BY_CELL}
    fast, slow = _routes(wires, address, populations, own)
    parameters, start = _fill(populations)
    jumps = equilibrium_block(circuit, effects, kinds, settings)
    for (id, mechanism, row), value in jumps.items():
        start[address[id, mechanism, row]] = value
    terminals, ids, afferents = make_terminals(circuit, kinds, populations, address, settings)
    return Plan(
        settings=settings,
        populations=populations,
        state=start,
        address=address,
        parameters=parameters,
        fast=fast,
        slow=slow,
        terminals=terminals,
        terminal_ids=ids,
        terminals_of=by_synapse(ids),
        listed=listed_spikes(circuit, kinds, populations, settings),
        afferents=afferents,
        mechanisms_of=mechanisms,
        jumps=jumps,
    )


def settings_of(circuit: Circuit, *, seed: int | None = None, dt: float | None = None) -> Settings:
    """What a circuit's document says about step, seed and clocks."""
    document = circuit.document
    return Settings(
        dt=float(document["dt_ms"] if dt is None else dt),
        seed=int(document["seed"] if seed is None else seed),
        body_clock=float(document["body_clock"]),
    )


def _make_all(circuit: Circuit, kinds: Mapping[str, Kind], settings: Settings) -> dict[str, Made]:
    """Recipes of all elements; what sits in a cell is made before the cell."""
    made: dict[str, Made] = {}
    for id, kind in kinds.items():
        if kind.mechanism in UNITS:
            size = size_of(circuit, kinds, id)
            made[id] = UNITS[kind.mechanism](Values(circuit.elements[id], kind, settings, size))
        elif kind.mechanism in CELLS:
            make_cell(circuit, kinds, settings, id, made)
    return made


def make_cell(
    circuit: Circuit,
    kinds: Mapping[str, Kind],
    settings: Settings,
    id: str,
    made: dict[str, Made],
) -> None:
    """Recipes of a cell and of all that sits in it."""
    kind = kinds[id]
    size = size_of(circuit, kinds, id)
    host = Values(circuit.elements[id], kind, settings, size)
    docked: list[Part] = []
    for part in circuit.parts(id):
        if part in kinds and kinds[part].mechanism in DOCKED:
            values = Values(circuit.elements[part], kinds[part], settings, size)
            made[part] = DOCKED[kinds[part].mechanism](values, host)
            docked += made[part].docked
    made[id] = CELLS[kind.mechanism](host, docked)


def size_of(circuit: Circuit, kinds: Mapping[str, Kind], id: str) -> int:
    """How many cells an element stands for; or acts on, each in its own way."""
    kind = kinds[id]
    if "size" in kind.parameters:
        return int(circuit.elements[id].params.get("size", kind.parameters["size"].default))
    if kind.mechanism not in CELL_BY_CELL:
        return 1
    targets = [t for role in ACTING for t in circuit.targets(id, role) if t in kinds]
    return max((size_of(circuit, kinds, target) for target in targets), default=1)


def _place(blocks: Sequence[Block]) -> tuple[Population, ...]:
    """Give every population its stretch of the state array; what fires comes first."""
    placed = []
    base, source = RESERVED, 0
    for block in sorted(blocks, key=lambda block: not block.spiking):
        population = Population(block, base, source if block.spiking else -1)
        placed.append(population)
        base += population.slots
        source += block.size
    return tuple(placed)


def _addresses(populations: Iterable[Population]) -> Address:
    address: Address = {}
    for population in populations:
        places = row_places(population.mechanisms)
        if population.block.spiking:
            for name in ROWS:
                address[population.block.element, "", name] = population.slots_of(places[name])
        for position, part in enumerate(population.block.parts):
            for name in MECHANISMS[part.mechanism].rows:
                slots = population.slots_of(places[position, name])
                address[part.element, part.mechanism, name] = slots
    return address


def parameters_of(population: Population) -> Iterator[tuple[Address3, tuple[Slots, Reals]]]:
    """Each parameter's address with its slots, padding included, and its values."""
    places = row_places(population.mechanisms)
    for position, part in enumerate(population.block.parts):
        for name, value in part.values.items():
            values = population.padded(value)
            if name in ("v_th", "v_peak"):
                values[population.block.size :] = np.inf
            slots = population.padded_slots_of(places[position, name])
            yield (part.element, part.mechanism, name), (slots, values)


def _fill(
    populations: Iterable[Population],
) -> tuple[dict[Address3, tuple[Slots, Reals]], Reals]:
    """Parameters by address, and the start of the state array; the last cell fills the padding."""
    parameters: dict[Address3, tuple[Slots, Reals]] = {}
    last = max((p.base + p.slots for p in populations), default=RESERVED)
    state = np.zeros(last)
    state[1] = 1.0
    for population in populations:
        places = row_places(population.mechanisms)
        state[population.padded_slots_of(places["v"])] = population.padded(population.block.v)
        own = dict(parameters_of(population))
        parameters |= own
        for slots, values in own.values():
            state[slots] = values
        for position, part in enumerate(population.block.parts):
            for name, value in part.start.items():
                row = places[name] if name in places else places[position, name]
                state[population.padded_slots_of(row)] = population.padded(value)
    return parameters, state


def _effect_wires(effects: Iterable[Reached], kinds: Mapping[str, Kind]) -> list[Wire]:
    """What the circuit's links make elements do to each other."""
    wires = []
    for effect, source, target in effects:
        output = STATES[kinds[source].mechanism].get(effect.output)
        if not isinstance(output, tuple):
            continue
        for mechanism, row in INPUTS[kinds[target].mechanism].get(effect.input, ()):
            wires.append(Wire(Row(source, *output), Row(target, mechanism, row)))
    return wires


def _routes(
    wires: Iterable[Wire],
    address: Address,
    populations: Iterable[Population],
    cell_by_cell: Container[str],
) -> tuple[Routes, Routes]:
    """Wires as copies between slots: those of every step, and those of every millisecond."""
    stepped = {p.block.element for p in populations if p.block.clock is Clock.STEP}
    fast: list[tuple[Slots, Slots, float]] = []
    slow: list[tuple[Slots, Slots, float]] = []
    for wire in wires:
        source = address.get((wire.source.element, wire.source.mechanism, wire.source.name))
        target = address.get((wire.target.element, wire.target.mechanism, wire.target.name))
        if source is None or target is None:
            continue
        each = wire.target.name == "current" and wire.source.element in stepped
        if wire.pairs is not None:
            copies = source[wire.pairs[0]], target[wire.pairs[1]], wire.gain
        elif len(target) > 1 or wire.source.element in cell_by_cell:
            copies = source[nearest(len(source), len(target))], target, wire.gain
        else:
            copies = source, np.repeat(target, len(source)), wire.gain / len(source)
        (fast if each else slow).append(copies)
    return _routes_of(fast), _routes_of(slow)


def nearest(places: int, others: int) -> Slots:
    """(others,) the place, of so many in a row, that lies nearest to each of the others."""
    return ((np.arange(others) + 0.5) * places / others).astype(np.int64)


def _routes_of(copies: Sequence[tuple[Slots, Slots, float]]) -> Routes:
    if not copies:
        nothing = np.zeros(0, np.int64)
        return Routes(nothing, nothing, np.zeros(0), nothing, nothing)
    targets = np.concatenate([target for _source, target, _gain in copies])
    sources = np.concatenate([source for source, _target, _gain in copies])
    gains = np.concatenate([np.full(len(target), gain) for _source, target, gain in copies])
    return Routes(sources, targets, gains, np.unique(sources), np.unique(targets))


def equilibrium_block(
    circuit: Circuit,
    effects: Iterable[Reached],
    kinds: Mapping[str, Kind],
    settings: Settings,
) -> dict[tuple[str, str, str], float]:
    """Pores blocked from the start, by drugs that are marked as equilibrated."""
    doses: dict[str, float] = {}
    voltage: dict[str, float] = {}
    for _effect, source, target in effects:
        if "equilibrated" in kinds[source].parameters and kinds[target].mechanism == "nmda":
            drug = Values(circuit.elements[source], kinds[source], settings)
            if drug.raw("equilibrated"):
                doses[target] = doses.get(target, 0.0) + drug.number("concentration")
                voltage[target] = drug.number("v_equilibrium")
    return {
        (id, "nmda", "blocked"): _blocked_at(
            Values(circuit.elements[id], kinds[id], settings), dose, voltage[id]
        )
        for id, dose in doses.items()
    }


def _blocked_at(p: Values, dose: float, v: float) -> float:
    """Steady block C/(C + K_d(v)) of open channels at a held voltage, escape left out."""
    slope = p.number("delta") * 96485e-3 / (8.314 * 309.15)
    open_fraction = 1.0 / (1.0 + p.number("mg") / 3.57 * np.exp(-0.062 * v))
    binding = p.number("k_on") * dose * open_fraction
    leaving = p.number("k_off") * np.exp(slope * (v + 66.0))
    return float(binding / (binding + leaving)) if binding > 0.0 else 0.0
