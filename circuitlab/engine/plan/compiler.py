"""From a circuit to a plan: populations, feeds and terminals, from the catalog's data alone."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import chain
from types import MappingProxyType
from typing import Any

from circuitlab.catalog.spec import Catalog, Kind
from circuitlab.catalog.words import Problem
from circuitlab.engine.errors import CannotRun
from circuitlab.engine.plan.addresses import addresses, place, start_of
from circuitlab.engine.plan.curves import make_curves
from circuitlab.engine.plan.endings import Workplace
from circuitlab.engine.plan.feeds import make_feeds
from circuitlab.engine.plan.junctions import joined, refuse_too_strong
from circuitlab.engine.plan.listed_spikes import listed_spikes
from circuitlab.engine.plan.memory_estimate import refuse_what_is_too_large
from circuitlab.engine.plan.plan import Address, Ending, Plan, Population, Reals, Slots
from circuitlab.engine.plan.plasticity_feeds import plasticity_feeds
from circuitlab.engine.plan.silence import let_go, with_mutes, without_current
from circuitlab.engine.plan.terminals import make_terminals
from circuitlab.engine.recipes import recipe_of
from circuitlab.engine.recipes.parameters import Settings, Values
from circuitlab.engine.recipes.populations import Feed, Made, MechanismUse, Row
from circuitlab.engine.recipes.recipe import Sort
from circuitlab.engine.recipes.steady_block import equilibrium_block
from circuitlab.model.at_rest import at_rest
from circuitlab.model.circuit import Circuit
from circuitlab.model.contradictions import contradictions
from circuitlab.model.effects import ACTING, Reached, all_effects
from circuitlab.model.element import Role
from circuitlab.model.frozen import Array, Value
from circuitlab.model.parameter_values import checked, first_outside
from circuitlab.model.run_settings import read_run_setting
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
    kinds = _accepted(circuit := at_rest(circuit, catalog), catalog, recorded)
    refuse_too_strong(circuit, kinds, settings)
    made = _make_all(circuit, kinds, settings)
    cells = list(chain.from_iterable(m.cells for m in made.values()))
    mechanisms = {id: kind.mechanism for id, kind in kinds.items()}
    effects = all_effects(circuit, catalog)
    feeds = [*chain.from_iterable(m.feeds for m in made.values()), *_effect_feeds(effects, kinds)]
    populations = place(cells, [*feeds, *plasticity_feeds(circuit, kinds)])
    address = addresses(populations)
    endings = _endings(circuit, kinds, settings)
    terminals, owners, afferents = make_terminals(
        circuit, kinds, populations, address, endings, settings, effects
    )
    feeds += plasticity_feeds(circuit, kinds, afferents)
    own = {id for id, mechanism in mechanisms.items() if recipe_of(mechanism).cell_by_cell}
    fast, always, slow, sensed = make_feeds(with_mutes(feeds, circuit, kinds), populations, own)
    jumps = equilibrium_block(circuit, effects, kinds, settings)
    return Plan(
        settings=settings,
        populations=populations,
        numbers={(p.cells.element, p.cells.role): n for n, p in enumerate(populations)},
        state=_start(populations, address, jumps),
        address=address,
        fast=fast,
        always=always,
        slow=slow,
        sensed=sensed,
        terminals=terminals,
        pool_owners=owners,
        listed=listed_spikes(circuit, kinds, populations, settings),
        curves=make_curves(circuit, kinds, address, settings),
        endings=endings,
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
        refuse_contradictions(id, kind, params)


def refuse_contradictions(id: str, kind: Kind, params: Mapping[str, Value]) -> None:
    """Refuse values of an element that contradict each other, wherever they came from.

    Raises
    ------
    CannotRun
    """
    for found in contradictions(kind, params):
        raise CannotRun(f"{id}.{found.names[0]}", found.problem.what, found.problem.remedy)


def _problem(kind: Kind, name: str, value: Value) -> Problem | None:
    """What is wrong with a value; how many an array must have is looked at where it is used."""
    parameter = kind.parameters[name]
    if not isinstance(value, Array):
        found = checked(kind, name, value)
        return found if isinstance(found, Problem) else None
    wrong = first_outside(parameter, value.values)
    return Problem(name, wrong.what, wrong.remedy) if wrong is not None else None


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
    for id in kinds:
        make_whole(circuit, kinds, settings, id, made)
    return made


def make_whole(
    circuit: Circuit, kinds: Mapping[str, Kind], settings: Settings, id: str, made: dict[str, Made]
) -> None:
    """Recipes of an element and of all that sits in it; none of what sits in another."""
    recipe = recipe_of(kinds[id].mechanism)
    if recipe.sort is Sort.UNIT:
        size = size_of(circuit, kinds, id)
        made[id] = recipe.make(Values(circuit.elements[id], kinds[id], settings, size))
    elif recipe.sort is Sort.CELL:
        _make_cell(circuit, kinds, settings, id, made)
    elif recipe.sort is Sort.JUNCTION:
        found = joined(circuit, kinds, settings, id)
        made[id] = found.made() if found is not None else Made()


def _make_cell(
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
    docked: list[MechanismUse] = []
    for part in circuit.parts(id):
        recipe = recipe_of(kinds[part].mechanism) if part in kinds else None
        if recipe is not None and recipe.sort is Sort.DOCKED:
            values = Values(circuit.elements[part], kinds[part], settings, size)
            values.boutons = _workplace(circuit, kinds, settings).boutons(values)
            made[part] = recipe.make(values, host)
            if circuit.elements[part].muted:
                made[part] = without_current(made[part], recipe)
            docked += made[part].docked
    for each in electrodes_in(circuit, kinds, id):
        values = Values(circuit.elements[each], kinds[each], settings, size)
        recipe = recipe_of(kinds[each].mechanism)
        made[each] = recipe.make(values, host)
        if circuit.elements[each].muted:
            made[each] = let_go(made[each], recipe)
        docked += made[each].docked
    made[id] = recipe_of(kind.mechanism).make(host, docked)


def electrodes_in(circuit: Circuit, kinds: Mapping[str, Kind], id: str) -> list[str]:
    """Electrodes that reach into the cells of a neuron.

    Raises
    ------
    CannotRun
        Where one of them reaches into another neuron too, or there are several.
    """
    found = [
        each
        for each in circuit.sources(id, Role.DRIVES)
        if each in kinds and recipe_of(kinds[each].mechanism).sort is Sort.ELECTRODE
    ]
    for each in found:
        if len(found) > 1 or len(circuit.targets(each, Role.DRIVES)) > 1:
            what = _("one electrode holds one neuron, and no neuron is held by two")
            raise CannotRun(each, what, _("take one of the wires away"))
    return found


def _start(
    populations: Sequence[Population],
    address: Mapping[Address, Slots],
    jumps: Mapping[Address, float | None],
) -> Reals:
    """The state array before the first step, with what drugs have done before it."""
    start = start_of(populations)
    for state, value in jumps.items():
        if value is not None and state in address:  # what sits in no neuron has none
            start[address[state]] = value
    return start


def _endings(
    circuit: Circuit, kinds: Mapping[str, Kind], settings: Settings
) -> dict[tuple[str, str], tuple[Ending, ...]]:
    """What ends on each receptor that binds transmitter in clefts."""
    at = _workplace(circuit, kinds, settings)
    boutons = {id: recipe_of(kind.mechanism).bouton for id, kind in kinds.items()}
    return {(id, bouton): at.endings(id) for id, bouton in boutons.items() if bouton}


def _workplace(circuit: Circuit, kinds: Mapping[str, Kind], settings: Settings) -> Workplace:
    return Workplace(circuit, kinds, settings, lambda id: size_of(circuit, kinds, id))


def size_of(circuit: Circuit, kinds: Mapping[str, Kind], id: str) -> int:
    """How many cells an element stands for; or acts on, each in its own way."""
    kind = kinds[id]
    if "size" in kind.parameters:
        return int(circuit.elements[id].params.get("size", kind.parameters["size"].default))
    if not recipe_of(kind.mechanism).cell_by_cell:
        return 1
    targets = [t for role in ACTING for t in circuit.targets(id, role) if t in kinds]
    return max((size_of(circuit, kinds, target) for target in targets), default=1)


def _effect_feeds(effects: Iterable[Reached], kinds: Mapping[str, Kind]) -> list[Feed]:
    """What the circuit's links make elements do to each other."""
    feeds = []
    for effect, source, target in effects:
        output = recipe_of(kinds[source].mechanism).states.get(effect.output)
        if not isinstance(output, tuple):
            continue
        for mechanism, row in recipe_of(kinds[target].mechanism).inputs.get(effect.input, ()):
            feeds.append(Feed(Row(source, *output), Row(target, mechanism, row)))
    return feeds
