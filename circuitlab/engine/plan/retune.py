"""A plan with other values: what a slider changes, without compiling the circuit anew."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from circuitlab.catalog.spec import Catalog, Kind
from circuitlab.engine.plan.addresses import layout_of
from circuitlab.engine.plan.compiler import make_whole
from circuitlab.engine.plan.junctions import is_junction, refuse_too_strong
from circuitlab.engine.plan.plan import Plan, Population
from circuitlab.engine.recipes import recipe_of
from circuitlab.engine.recipes.populations import Cells, Made
from circuitlab.engine.recipes.recipe import Sort
from circuitlab.engine.recipes.steady_block import equilibrium_block
from circuitlab.model.at_rest import at_rest
from circuitlab.model.circuit import Circuit
from circuitlab.model.element import Role
from circuitlab.model.frozen import Array


def retuned(plan: Plan, before: Circuit, after: Circuit, catalog: Catalog) -> Plan | None:
    """The plan of an edited circuit where only live parameters differ; None where more does.

    Parameters
    ----------
    before, after : the circuit that the plan was made of, and the edited one
    """
    before, after = at_rest(before, catalog), at_rest(after, catalog)
    changed = _changed(before, after)
    if changed is None or not all(_is_live(before, after, catalog, id) for id in changed):
        return None
    kinds = _Kinds(after, catalog)
    if any(_is_joined(after, kinds, id) for id in changed):
        refuse_too_strong(after, kinds, plan.settings)
    populations = _with_cells(plan, _remade(plan, after, kinds, changed))
    if populations is None:
        return None
    jumps = equilibrium_block(after, plan.effects, kinds, plan.settings)
    return replace(plan, populations=populations, jumps=jumps)


class _Kinds(Mapping[str, Kind]):
    """Kinds of a circuit's elements, looked up one by one: an edit concerns few of them."""

    def __init__(self, circuit: Circuit, catalog: Catalog) -> None:
        self._elements, self._kinds = circuit.elements, catalog.kinds

    def __getitem__(self, id: str) -> Kind:
        return self._kinds[self._elements[id].kind]

    def __iter__(self) -> Iterator[str]:
        return (id for id, element in self._elements.items() if element.kind in self._kinds)

    def __len__(self) -> int:
        return sum(1 for _id in self)


def _changed(before: Circuit, after: Circuit) -> set[str] | None:
    """Elements that differ; None if elements or links came or went, or the document changed."""
    mine, other = before.elements, after.elements
    same = mine.keys() == other.keys() and before.links == after.links
    if not same or before.document != after.document:
        return None
    return {id for id in mine if mine[id] is not other[id] and mine[id] != other[id]}


def _is_live(before: Circuit, after: Circuit, catalog: Catalog, id: str) -> bool:
    old, new = before.elements[id], after.elements[id]
    kind = catalog.kinds.get(new.kind)
    if kind is None or (old.kind, old.muted) != (new.kind, new.muted):
        return False
    if recipe_of(kind.mechanism).stands_in_terminals:
        return False
    names = {*old.params, *new.params}
    differing = [name for name in names if old.params.get(name) != new.params.get(name)]
    lists = any(isinstance(e.params.get(name), Array) for e in (old, new) for name in differing)
    live = all(name in kind.parameters and kind.parameters[name].live for name in differing)
    return live and not lists


def _is_joined(circuit: Circuit, kinds: Mapping[str, Kind], id: str) -> bool:
    """Whether an element is a junction, or a cell at one."""
    return bool(circuit.sources(id, Role.COUPLES)) or (id in kinds and is_junction(kinds[id]))


def _made_with(circuit: Circuit, kinds: Mapping[str, Kind], id: str) -> str:
    """The cell that an element sits in or reaches into, or itself."""
    if id in kinds and recipe_of(kinds[id].mechanism).sort is Sort.ELECTRODE:
        return next(iter(circuit.targets(id, Role.DRIVES)), id)
    return circuit.host(id) or id


def _remade(
    plan: Plan, circuit: Circuit, kinds: Mapping[str, Kind], changed: Iterable[str]
) -> list[Cells]:
    """Populations of the changed elements, and of the cells that they sit in."""
    made: dict[str, Made] = {}
    for id in {_made_with(circuit, kinds, id) for id in changed}:
        if id in kinds:
            make_whole(circuit, kinds, plan.settings, id, made)
    return [cells for one in made.values() for cells in one.cells]


def _fits(cells: Cells, old: Population) -> bool:
    """Whether cells can take a place without another layout: in company, any of its make can."""
    if old.is_alone:
        return layout_of(cells, old.driven) == old.layout
    return tuple(use.mechanism for use in cells.uses) == old.layout.mechanisms


def _with_cells(plan: Plan, made: Iterable[Cells]) -> tuple[Population, ...] | None:
    """The plan's populations with these cells in their places; None if one does not fit."""
    populations = list(plan.populations)
    for cells in made:
        number = plan.numbers.get((cells.element, cells.role))
        if number is None:
            return None
        old = populations[number]
        if cells.size != old.cells.size or not _fits(cells, old):
            return None
        populations[number] = replace(old, cells=cells)
    return tuple(populations)
