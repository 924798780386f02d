"""From a circuit to a plan: populations, routes and terminals, from the catalog's data alone."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import chain
from types import MappingProxyType
from typing import Any

import numpy as np

from circuitlab.catalog.spec import Catalog, Kind
from circuitlab.catalog.words import Problem, allowed, format_number
from circuitlab.engine.connections import by_synapse, listed_spikes, make_terminals
from circuitlab.engine.estimate import refuse_what_is_too_large
from circuitlab.engine.placement import addresses, place, start_of
from circuitlab.engine.plan import Plan
from circuitlab.engine.plasticity import plasticity_wires
from circuitlab.engine.recipes import CELL_BY_CELL, CELLS, DOCKED, UNITS
from circuitlab.engine.recipes.parts import Made, Part, Row, Wire
from circuitlab.engine.recipes.quantities import INPUTS, STATES
from circuitlab.engine.recipes.values import Settings, Values
from circuitlab.engine.refusal import CannotRun
from circuitlab.engine.routing import make_routes
from circuitlab.model.circuit import Circuit
from circuitlab.model.effects import ACTING, Reached, all_effects
from circuitlab.model.frozen import Array, Value
from circuitlab.model.run_settings import read_run_setting
from circuitlab.model.values import checked
from circuitlab.resources import _


def compile_circuit(
    circuit: Circuit,
    catalog: Catalog,
    settings: Settings | None = None,
    recorded: Mapping[str, float] = MappingProxyType({}),
) -> Plan:
    """Make the plan of a circuit.

    Elements of unknown kinds, and parts that sit in nothing, take no part in the run.

    Parameters
    ----------
    settings : step, seed and clocks; by default those of the circuit's document
    recorded : element → numbers that will be recorded of each of its cells: they need memory too

    Raises
    ------
    CannotRun
        When a value or a setting is not allowed, connections do not fit, or memory would not
        suffice.
    """
    settings = fitting(settings) if settings else settings_of(circuit)
    kinds = _accepted(circuit, catalog, recorded)
    made = _make_all(circuit, kinds, settings)
    blocks = list(chain.from_iterable(m.blocks for m in made.values()))
    mechanisms = {id: kind.mechanism for id, kind in kinds.items()}
    effects = all_effects(circuit, catalog)
    wires = [*chain.from_iterable(m.wires for m in made.values()), *_effect_wires(effects, kinds)]
    populations = place(blocks, [*wires, *plasticity_wires(circuit, kinds)])
    address = addresses(populations)
    terminals, ids, afferents = make_terminals(circuit, kinds, populations, address, settings)
    wires += plasticity_wires(circuit, kinds, afferents)
    own = {id for id, mechanism in mechanisms.items() if mechanism in CELL_BY_CELL}
    fast, slow = make_routes(wires, populations, own)
    jumps = equilibrium_block(circuit, effects, kinds, settings)
    start = start_of(populations)
    for state, value in jumps.items():
        if value is not None and state in address:  # what sits in no neuron has none
            start[address[state]] = value
    return Plan(
        settings=settings,
        populations=populations,
        numbers={(p.block.element, p.block.role): n for n, p in enumerate(populations)},
        state=start,
        address=address,
        fast=fast,
        slow=slow,
        terminals=terminals,
        terminal_ids=ids,
        terminals_of=by_synapse(ids),
        listed=listed_spikes(circuit, kinds, populations, settings),
        afferents=afferents,
        mechanisms_of=mechanisms,
        jumps=jumps,
        effects=tuple(effects),
    )


def _accepted(circuit: Circuit, catalog: Catalog, recorded: Mapping[str, float]) -> dict[str, Kind]:
    """Kinds of the elements that take part, whose values and sizes have been found fit to run."""
    kinds = {
        id: catalog.kinds[element.kind]
        for id, element in circuit.elements.items()
        if element.kind in catalog.kinds
    }
    refuse_bad_values(circuit, kinds)
    sizes = {id: size_of(circuit, kinds, id) for id in kinds}
    refuse_what_is_too_large(circuit, kinds, sizes, recorded)
    return kinds


def refuse_bad_values(circuit: Circuit, kinds: Mapping[str, Kind]) -> None:
    """Refuse a value that its parameter does not allow, wherever it came from."""
    for id, kind in kinds.items():
        params = circuit.elements[id].params
        for name in params.keys() & kind.parameters.keys():
            problem = _problem(kind, name, params[name])
            if problem is not None:
                raise CannotRun(f"{id}.{name}", problem.what, problem.remedy)


def _problem(kind: Kind, name: str, value: Value) -> Problem | None:
    """What is wrong with a value; how many an array must have is looked at where it is used."""
    parameter = kind.parameters[name]
    if not isinstance(value, Array):
        found = checked(kind, name, value)
        return found if isinstance(found, Problem) else None
    inside = (value.values >= parameter.minimum) & (value.values <= parameter.maximum)
    if inside.all():
        return None
    worst = value.values.flat[int(np.argmin(inside))]
    return Problem(
        name,
        _("one of its values is {value}").format(value=format_number(worst)),
        allowed(parameter),
    )


def settings_of(
    circuit: Circuit, *, seed: int | None = None, dt: float | str | None = None
) -> Settings:
    """What a circuit's document says about step, seed and clocks.

    Parameters
    ----------
    seed, dt : instead of the document's; the step in ms, or as a text with its unit

    Raises
    ------
    CannotRun
        When one of them is not allowed.
    """
    document = circuit.document
    step: Any = document["dt_ms"] if dt is None else dt
    return fitting(
        Settings(step, document["seed"] if seed is None else seed, document["body_clock"])
    )


def fitting(settings: Settings) -> Settings:
    """Return settings with every value read and within its range.

    Raises
    ------
    CannotRun
        With the value that is not, and what is allowed.
    """
    found: dict[str, Any] = {}
    fields = {"dt": "dt_ms", "seed": "seed", "body_clock": "body_clock"}
    for name, field in fields.items():
        value = read_run_setting(field, getattr(settings, name))
        if isinstance(value, Problem):
            raise CannotRun(name, value.what, value.remedy)
        found[name] = value
    return Settings(**found)


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


def equilibrium_block(
    circuit: Circuit,
    effects: Iterable[Reached],
    kinds: Mapping[str, Kind],
    settings: Settings,
) -> dict[tuple[str, str, str], float | None]:
    """Pores blocked from the start, by drugs that are marked as equilibrated; None by others."""
    doses: dict[str, float | None] = {}
    voltage: dict[str, float] = {}
    for _effect, source, target in effects:
        if "equilibrated" in kinds[source].parameters and kinds[target].mechanism == "nmda":
            drug = Values(circuit.elements[source], kinds[source], settings)
            if not drug.raw("equilibrated"):
                doses.setdefault(target, None)
                continue
            doses[target] = (doses.get(target) or 0.0) + drug.number("concentration")
            voltage[target] = drug.number("v_equilibrium")
    receptors = {id: Values(circuit.elements[id], kinds[id], settings) for id in doses}
    return {
        (id, "nmda", "blocked"): None
        if dose is None
        else _blocked_at(receptors[id], dose, voltage[id])
        for id, dose in doses.items()
    }


def _blocked_at(p: Values, dose: float, v: float) -> float:
    """Steady block C/(C + K_d(v)) of open channels at a held voltage, escape left out."""
    slope = p.number("delta") * 96485e-3 / (8.314 * 309.15)
    open_fraction = 1.0 / (1.0 + p.number("mg") / 3.57 * np.exp(-0.062 * v))
    binding = p.number("k_on") * dose * open_fraction
    leaving = p.number("k_off") * np.exp(slope * (v + 66.0))
    return float(binding / (binding + leaving)) if binding > 0.0 else 0.0
