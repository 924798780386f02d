"""Two lists that belong together, entry by entry: cells and times, times and currents.

The catalog names the list that stands beside another. People give both as two columns: two arrays,
rows of two, or a text that they paste; each column goes to its list then.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

import numpy as np

from circuitlab.catalog.spec import Kind, Parameter
from circuitlab.catalog.words import Problem
from circuitlab.catalog.written_columns import read_columns
from circuitlab.model.frozen import Array, Value
from circuitlab.resources import _, ngettext

SIZE = "size"
"""The parameter that says how many cells an element stands for."""


@dataclass(frozen=True, slots=True)
class Columns:
    """Two lists side by side: the first may be empty, where the second stands alone."""

    first: Value
    second: Value


def pairs_of(kind: Kind) -> Iterator[tuple[Parameter, Parameter]]:
    """Yield (the list beside it, the list) for every list of a kind that has one beside it."""
    for parameter in kind.parameters.values():
        if parameter.beside in kind.parameters:
            yield kind.parameters[parameter.beside], parameter


def spread_out(
    kind: Kind, given: Mapping[str, object], values: Mapping[str, Any] = MappingProxyType({})
) -> dict[str, object] | Problem:
    """Return values with each that has two columns put into its two lists.

    One that has a single column, where the first list only tells whose entries they are, stands
    alone: the list beside it is emptied. A population grows to hold the cells that are named.

    Parameters
    ----------
    values
        Those that the element has so far.
    """
    spread = dict(given)
    for first, second in pairs_of(kind):
        if second.name not in given or first.name in given:
            continue
        columns = two_columns(first, second, given[second.name])
        if isinstance(columns, Problem):
            return Problem(second.name, columns.what, columns.remedy)
        if columns is not None:
            spread |= {first.name: columns[0], second.name: columns[1]}
        elif first.default == ():
            spread[first.name] = ()
    return _large_enough(kind, spread, values)


def in_pairs(kind: Kind) -> frozenset[str]:
    """Return the parameters that lists which belong together must fit: these, and their cells."""
    lists = {each.name for pair in pairs_of(kind) for each in pair}
    return frozenset(lists | ({SIZE} if indexes_cells(kind) else set()))


def unpaired(kind: Kind, values: Mapping[str, Any]) -> tuple[tuple[str, ...], Problem] | None:
    """Return which lists that belong together do not fit, and what is wrong with them.

    Parameters
    ----------
    values
        Those of an element that differ from the catalog's.
    """
    for first, second in pairs_of(kind):
        lists = tuple(_list(values.get(each.name, each.default)) for each in (first, second))
        problem = _unlike(first, second, *lists) or _out_of_order(first, lists[0])
        problem = problem or _beyond_size(kind, first, values)
        if problem is not None:
            return (second.name, first.name), problem
    return None


def _unlike(first: Parameter, second: Parameter, one: Any, other: Any) -> Problem | None:
    if len(one) == len(other) or (not len(one) and first.default == ()):
        return None
    what = _("{first} has {one} entries, {second} has {other}").format(
        first=first.title, one=len(one), second=second.title, other=len(other)
    )
    return Problem(second.name, what, _("give both in two columns, one line an entry"))


def _out_of_order(first: Parameter, times: Any) -> Problem | None:
    if first.unit != "ms" or not np.any(np.diff(times) < 0.0):
        return None
    place = int(np.argmax(np.diff(times) < 0.0)) + 2
    what = _("entry {place} of the times is before the one above it").format(place=place)
    return Problem(first.name, what, _("put the times in order"))


def _beyond_size(kind: Kind, first: Parameter, values: Mapping[str, Any]) -> Problem | None:
    """Return what is wrong where an entry is of a cell that is not there."""
    if first != indexes_cells(kind):
        return None
    needed = cells_needed(values.get(first.name, ()))
    size = values.get(SIZE, kind.parameters[SIZE].default)
    if needed <= size:
        return None
    what = ngettext(
        "an entry is of cell {cell}, and there is {size} cell",
        "an entry is of cell {cell}, and there are {size} cells",
        size,
    ).format(cell=needed - 1, size=size)
    return Problem(first.name, what, _("number the cells from 0, or take more of them"))


def indexes_cells(kind: Kind) -> Parameter | None:
    """Return the list of a kind that says which of its cells each entry is of."""
    if SIZE not in kind.parameters:
        return None
    return next((first for first, _second in pairs_of(kind) if first.unit == "1"), None)


def two_columns(
    first: Parameter, second: Parameter, given: object
) -> tuple[object, object] | Problem | None:
    """Return the two columns that are given for a list and the one beside it; None for one list."""
    if isinstance(given, Columns):
        return given.first, given.second
    if isinstance(given, str):
        return read_columns(first, second, given)
    if isinstance(given, tuple) and len(given) == 2 and all(map(_is_list, given)):
        return given
    rows = given.values if isinstance(given, Array) else given
    if isinstance(rows, np.ndarray):
        return (rows[:, 0], rows[:, 1]) if rows.ndim == 2 and rows.shape[1] == 2 else None
    if isinstance(rows, list | tuple) and rows and all(map(_is_pair, rows)):
        return [row[0] for row in rows], [row[1] for row in rows]
    return None


def _is_pair(row: Any) -> bool:
    return _is_list(row) and len(row) == 2


def _is_list(given: object) -> bool:
    return isinstance(given, np.ndarray | list | tuple | Array)


def _large_enough(
    kind: Kind, spread: dict[str, object], values: Mapping[str, Any]
) -> dict[str, object]:
    """Return values with a size that holds every cell which entries are of."""
    cells = indexes_cells(kind)
    if cells is None or cells.name not in spread or SIZE in spread:
        return spread
    needed = cells_needed(spread[cells.name])
    is_larger = needed > values.get(SIZE, kind.parameters[SIZE].default)
    return {SIZE: needed, **spread} if is_larger else spread


def cells_needed(given: Any) -> int:
    """Return how many cells there must be for all that are named; what is no number names none."""
    try:
        numbers = np.asarray(_list(given), dtype=np.float64)
    except (TypeError, ValueError):
        return 0
    highest = float(np.max(numbers, initial=-1.0))
    return int(highest) + 1 if math.isfinite(highest) else 0


def _list(value: Any) -> Any:
    return value.values if isinstance(value, Array) else value
