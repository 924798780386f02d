"""What follows when a population gets more cells, or fewer: its lists keep one value for each.

A list that has a value for each cell is cut, or goes on with the usual value; pairs of cells that
are named one by one lose those that are no longer there. All of it is one edit, which undo takes
back whole.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from circuitlab.catalog.spec import Catalog, Kind, Parameter
from circuitlab.model.circuit import Circuit
from circuitlab.model.delta import Delta
from circuitlab.model.effects import ACTING
from circuitlab.model.element import DOCUMENT, Element, Role
from circuitlab.model.frozen import Array, FrozenMap, Value, freeze
from circuitlab.model.names import name_of
from circuitlab.model.paired_lists import SIZE
from circuitlab.model.resized_values import Fitted, resized_fields
from circuitlab.resources import _

_PRE, _POST = "pre", "post"
"""The lists in which a synapse names its pairs of cells."""


def following_sizes(
    circuit: Circuit, delta: Delta, catalog: Catalog, base: Circuit | None = None
) -> Delta:
    """Return an edit with what follows where it gives populations another size than they have.

    Parameters
    ----------
    base
        The circuit whose lists are cut or go on: that from before a gesture of several edits.
    """
    resized = [str(key) for key, pair in delta.changes.items() if _is_resized(catalog, *pair)]
    if not resized:
        return delta
    goal = circuit.copy()
    goal.apply(delta)
    begun = base or circuit
    followed: dict[str, Element] = {}
    for id in resized:
        for each in _following(begun, goal, catalog, id) if id in begun.elements else ():
            goal.apply(Delta("", {each.id: (goal.elements[each.id], each)}))
            followed[each.id] = each
    fitted = _fitting(begun, goal, catalog, resized)
    fields = dict(resized_fields(goal.document, fitted))
    if not followed and not fields:
        return delta
    changes = dict(delta.changes)
    for id in followed:
        changes[id] = (circuit.elements.get(id), goal.elements[id])
    for name, value in fields.items():
        changes[DOCUMENT, name] = (circuit.document[name], freeze(value))
    told = _words(delta.label, goal, catalog, followed or resized)
    return Delta(told, changes, delta.merge_key)


def _fitting(begun: Circuit, goal: Circuit, catalog: Catalog, resized: Iterable[str]) -> Fitted:
    """Return what fits values of each cell in the document to the cells that there are."""
    sizes = {
        id: (size_of(begun.elements[id], catalog), size_of(goal.elements[id], catalog))
        for id in resized
        if id in begun.elements
    }

    def fitted(at: tuple[str, str], value: Value, sized: frozenset[str]) -> Value:
        id, name = at
        kind = catalog.kinds.get(goal.elements[id].kind) if id in goal.elements else None
        cells = id if id in sizes or kind is None else goal.host(id) or ""
        pair = None if cells in sized else sizes.get(cells)
        if pair is None or kind is None or name not in kind.parameters:
            return value
        parameter, (old, new) = kind.parameters[name], pair
        is_list = isinstance(value, Array) and value.values.shape == (old,)
        if not is_list or parameter.type == "numbers":
            return value
        assert isinstance(value, Array)
        return _fitted(parameter, value, new)

    return fitted


def size_of(element: Element, catalog: Catalog) -> int:
    """Return how many cells an element stands for."""
    kind = catalog.kinds.get(element.kind)
    usual = kind.parameters[SIZE].default if kind is not None and SIZE in kind.parameters else 1
    return int(str(element.params.get(SIZE, usual)))


def _is_resized(catalog: Catalog, before: object, after: object) -> bool:
    if not isinstance(before, Element) or not isinstance(after, Element):
        return False
    return size_of(before, catalog) != size_of(after, catalog)


def _following(begun: Circuit, goal: Circuit, catalog: Catalog, id: str) -> Iterator[Element]:
    """Yield what is otherwise once an element has as many cells as it has in `goal`."""
    old, new = (size_of(circuit.elements[id], catalog) for circuit in (begun, goal))
    acting = (other for role in ACTING for other in goal.sources(id, role))
    for each in dict.fromkeys((id, *goal.parts(id), *acting)):
        one, kind = goal.elements[each], catalog.kinds.get(goal.elements[each].kind)
        has_cells = kind is not None and SIZE in kind.parameters
        if kind is not None and each in begun.elements and (each == id or not has_cells):
            lists = _per_cell(kind, begun.elements[each].params, one.params, old, new)
            yield from _with(one, lists)
    bound = (synapse for part in goal.parts(id) for synapse in goal.sources(part, Role.BINDS))
    sides = [*((each, _PRE) for each in goal.targets(id, Role.RELEASES_ONTO))]
    sides += [(each, _POST) for each in dict.fromkeys(bound)]
    for synapse, side in sides:
        if synapse in begun.elements:
            pairs = _pairs_within(begun.elements[synapse].params, side, new)
            yield from _with(goal.elements[synapse], pairs)


def _with(element: Element, lists: Mapping[str, Value]) -> Iterator[Element]:
    params = {**element.params, **lists}
    if params != dict(element.params):
        yield replace(element, params=FrozenMap(params))


def _per_cell(
    kind: Kind, begun: Mapping[str, Any], given: Mapping[str, Any], old: int, new: int
) -> dict[str, Value]:
    """Return the values of each cell that had as many entries as there were cells.

    One that has been given for the new ones already stays.
    """
    return {
        name: _fitted(kind.parameters[name], value, new)
        for name, value in begun.items()
        if isinstance(value, Array)
        and value.values.shape == (old,)
        and name in kind.parameters
        and kind.parameters[name].type != "numbers"
        and isinstance(given.get(name), Array)
        and given[name].values.shape != (new,)
    }


def _fitted(parameter: Parameter, value: Array, new: int) -> Array:
    """Return a value for each of `new` cells; cells that are new have the usual one."""
    kept = value.values[:new]
    more = np.full(new - len(kept), parameter.default, dtype=kept.dtype)
    return Array(np.concatenate([kept, more]), kept.dtype.str)


def _pairs_within(params: Mapping[str, Any], side: str, size: int) -> dict[str, Value]:
    """Return the lists of a synapse without the pairs that name a cell beyond a population."""
    lists = {name: _numbers(params.get(name)) for name in (_PRE, _POST)}
    inside = lists[side] < size
    if len(lists[_PRE]) != len(lists[_POST]) or not len(inside):
        return {}
    return {name: _only(value, inside) for name, value in params.items()}


def _only(value: Any, inside: NDArray[np.bool_]) -> Value:
    """Return what of a list of as many entries as there are pairs belongs to those that stay."""
    if isinstance(value, Array) and value.values.shape == inside.shape:
        return value if inside.all() else Array(value.values[inside], value.values.dtype.str)
    if isinstance(value, tuple) and len(value) == len(inside):
        return tuple(entry for entry, stays in zip(value, inside, strict=True) if stays)
    return value  # type: ignore[no-any-return]


def _numbers(value: object) -> NDArray[Any]:
    if isinstance(value, Array):
        return value.values
    return np.asarray(value if isinstance(value, tuple) else ())


def _words(label: str, circuit: Circuit, catalog: Catalog, followed: Iterable[str]) -> str:
    """Return what an edit is called that cuts lists, or lets them go on."""
    names = ", ".join(dict.fromkeys(name_of(circuit, catalog, id) for id in followed))
    words = _("{edit}; the values for each cell of {names} follow, undo brings them back")
    return words.format(edit=label, names=names)
