"""Setting parameters from what people write, checked against the catalog."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Any

import numpy as np
from numpy.typing import NDArray

from circuitlab.catalog.meant import meant, parameter_meant
from circuitlab.catalog.spec import Catalog, Kind, Parameter
from circuitlab.catalog.words import Problem, allowed, convert
from circuitlab.model.circuit import Circuit
from circuitlab.model.contradictions import contradiction_of, contradictions
from circuitlab.model.delta import Delta
from circuitlab.model.element import DOCUMENT, MUTED, Element
from circuitlab.model.frozen import Array, Value
from circuitlab.model.mutes import read_mute
from circuitlab.model.overlay import Overlay, resolve
from circuitlab.model.own_trains import following_wires
from circuitlab.model.paired_lists import SIZE, Columns, spread_out, two_columns
from circuitlab.model.run_settings import read_run_setting
from circuitlab.resources import _

LONG = 1000
"""Entries of a list beyond which it is kept as an array."""
_WHOLE, _REAL = "<i4", "<f8"
_FARTHEST = 2**31
ALONE: Mapping[str, object] = MappingProxyType({})
"""Nothing that is set beside a value."""


def checked(kind: Kind, name: str, given: object, size: object = None) -> Value | Problem:
    """Return `given` as a value of the kind's parameter `name`, in the catalog's unit.

    Parameters
    ----------
    given
        A number or a text with its unit; a sequence where each cell may have its own value.
    size : int, optional
        How many cells there are, which a sequence must have an entry for.
    """
    parameter = kind.parameters.get(name)
    if parameter is None:
        what = _("{kind} has no parameter “{name}”").format(kind=kind.title, name=name)
        return Problem(name, what, parameter_meant(name, kind.parameters))
    several = isinstance(given, Array | np.ndarray | list | tuple)
    if parameter.per_cell and several:
        return _per_cell(parameter, given, size)
    if parameter.type == "numbers":
        return _listed(parameter, given)
    if isinstance(given, Array):
        given = given.values.tolist()
    value = convert(parameter, dict(given) if isinstance(given, Mapping) else given)
    if isinstance(value, Problem) and parameter.per_cell and isinstance(given, str):
        entries = convert(replace(parameter, type="numbers"), given)
        if isinstance(entries, tuple) and len(entries) > 1:
            return _per_cell(parameter, np.asarray(entries), size)
    return value


def read_list(
    parameter: Parameter, beside: Parameter | None, given: object
) -> Value | Columns | Problem:
    """Return a list, or the two columns of it and of the list beside it, as somebody gave them."""
    columns = two_columns(beside, parameter, given) if beside is not None else None
    if isinstance(columns, Problem):
        return columns
    if beside is None or columns is None:
        alone = _listed(parameter, given)
        stands_alone = beside is not None and beside.default == ()
        return Columns((), alone) if stands_alone and not isinstance(alone, Problem) else alone
    first, second = _listed(beside, columns[0]), _listed(parameter, columns[1])
    if isinstance(first, Problem) or isinstance(second, Problem):
        return first if isinstance(first, Problem) else second
    return Columns(first, second)


def _listed(parameter: Parameter, given: object) -> Value | Problem:
    """Return a list as a tuple where it is short, as an array where it is long."""
    numbers = _as_array(given)
    if numbers is None:
        entries = convert(parameter, given.values.tolist() if isinstance(given, Array) else given)
        if isinstance(entries, Problem):
            return entries
        numbers = np.asarray(entries, dtype=np.float64)
    elif (wrong := first_outside(parameter, numbers)) is not None:
        return wrong
    if len(numbers) <= LONG:
        return tuple(numbers.astype(np.float64).tolist())
    return Array(numbers, _WHOLE if parameter.whole and parameter.maximum < _FARTHEST else _REAL)


def _as_array(given: object) -> NDArray[Any] | None:
    """Return what is an array of numbers already; None for all that is to be read one by one."""
    values = given.values if isinstance(given, Array) else given
    if isinstance(values, np.ndarray) and values.ndim == 1 and values.dtype.kind in "iuf":
        return values
    return None


def _are_inside(parameter: Parameter, numbers: NDArray[Any]) -> bool:
    """Return whether every number is one that a parameter may have."""
    if not numbers.size:
        return True
    if not (numbers.min() >= parameter.minimum and numbers.max() <= parameter.maximum):
        return False
    return not parameter.whole or numbers.dtype.kind in "iu" or bool(np.all(numbers % 1 == 0))


def first_outside(parameter: Parameter, numbers: NDArray[Any]) -> Problem | None:
    """Return what is wrong with the first number that a parameter cannot have."""
    if _are_inside(parameter, numbers):
        return None
    place = int(np.argmin(_is_inside(parameter, numbers)))
    wrong = convert(replace(parameter, type="number"), numbers.flat[place].item())
    assert isinstance(wrong, Problem)
    what = _("entry {place}: {what}").format(place=place + 1, what=wrong.what)
    return Problem(parameter.name, what, wrong.remedy)


def _is_inside(parameter: Parameter, numbers: NDArray[Any]) -> NDArray[np.bool_]:
    inside = (numbers >= parameter.minimum) & (numbers <= parameter.maximum)
    return inside & (numbers % 1 == 0) if parameter.whole else inside


def checked_all(kind: Kind, given: Mapping[str, object]) -> dict[str, Value] | list[Problem]:
    """Return the values that differ from the catalog's defaults, or everything that is wrong."""
    values: dict[str, Value] = {}
    problems = []
    spread = spread_out(kind, given)
    if isinstance(spread, Problem):
        return [spread]
    given = spread
    for name in sorted(given, key=lambda name: name != SIZE):
        value = checked(kind, name, given[name], _size(kind, values))
        if isinstance(value, Problem):
            problems.append(value)
        elif value != kind.parameters[name].default:
            values[name] = value
    if not problems:
        problems = [found.problem for found in contradictions(kind, values)]
    return problems or {name: values[name] for name in given if name in values}


def set_params(
    circuit: Circuit, catalog: Catalog, id: str, given: Mapping[str, object], merge_key: str = ""
) -> Delta | Problem:
    """Return the edit that sets several parameters, which are judged together, or what is wrong."""
    kind = _kind_at(circuit, catalog, id)
    if isinstance(kind, Problem):
        return kind
    spread = spread_out(kind, given, circuit.elements[id].params)
    if isinstance(spread, Problem):
        return Problem(f"{id}.{next(iter(given))}", spread.what, spread.remedy)
    trial, whole = circuit.copy(), Delta("", {}, merge_key)
    for name in sorted(spread, key=lambda name: (name != SIZE, name not in given)):
        set_now = _set_alone(trial, catalog, id, name, spread[name], merge_key)
        if isinstance(set_now, Problem):
            return set_now
        trial.apply(set_now)
        whole = whole.merged(set_now)
    wrong = contradiction_of(trial, catalog, id, spread)
    return wrong or whole.merged(following_wires(trial, catalog, id))


def set_param(
    circuit: Circuit, catalog: Catalog, id: str, name: str, given: object, merge_key: str = ""
) -> Delta | Problem:
    """Return the edit that sets a parameter to what somebody wrote, or what is wrong with it."""
    return set_params(circuit, catalog, id, {name: given}, merge_key)


def _set_alone(
    circuit: Circuit, catalog: Catalog, id: str, name: str, given: object, merge_key: str = ""
) -> Delta | Problem:
    """Return the edit that sets a parameter, whatever the others are."""
    kind = _kind_at(circuit, catalog, id)
    if isinstance(kind, Problem):
        return kind
    value = checked(kind, name, given, _size(kind, circuit.elements[id].params))
    if isinstance(value, Problem):
        return Problem(f"{id}.{name}", value.what, value.remedy)
    parameter = kind.parameters[name]
    title = parameter.title or name
    label = _("Set {parameter} of {element}").format(
        parameter=title, element=circuit.elements[id].label or kind.title
    )
    kept = None if value == parameter.default else value
    return circuit.with_param(id, name, kept, label, merge_key)


def overlay_of(
    circuit: Circuit, catalog: Catalog, name: str, settings: Mapping[str, object]
) -> Overlay | list[Problem]:
    """Return settings such as ``{"heat1.temperature": "46 °C"}`` as an overlay.

    ``document.body_clock`` and the like address the document.
    """
    values: dict[tuple[str, str], Value] = {}
    problems = []
    spread = _spread_settings(circuit, catalog, settings)
    for address, given in spread.items():
        setting = read_setting(circuit, catalog, address, given, spread)
        if isinstance(setting, Problem):
            problems.append(setting)
        else:
            id, parameter, value = setting
            values[id, parameter] = value
    overlay = _with_wires(circuit, catalog, Overlay(name, values))
    return problems or _contradicting(circuit, catalog, overlay) or overlay


def _contradicting(circuit: Circuit, catalog: Catalog, overlay: Overlay) -> list[Problem]:
    """Return what the values of an overlay contradict in with those below it."""
    resolved = resolve(circuit, [overlay])
    problems = []
    for id in dict.fromkeys(id for id, _name in overlay.values):
        own = [name for of, name in overlay.values if of == id]
        problem = contradiction_of(resolved, catalog, id, own)
        problems += [problem] if problem is not None else []
    return problems


def _with_wires(circuit: Circuit, catalog: Catalog, overlay: Overlay) -> Overlay:
    """Return an overlay with what follows for the wires of senders that get trains of their own."""
    values = dict(overlay.values)
    resolved = resolve(circuit, [overlay])
    for id in {id for id, _name in overlay.values if id in resolved.elements}:
        for key, (_old, new) in following_wires(resolved, catalog, id).changes.items():
            changed = resolved.elements[str(key)].params
            values |= {(new.id, n): v for n, v in new.params.items() if changed.get(n) != v}
    return Overlay(overlay.name, values)


def _spread_settings(
    circuit: Circuit, catalog: Catalog, settings: Mapping[str, object]
) -> dict[str, object]:
    """Return settings with those that have two columns put into the two lists of their element."""
    spread: dict[str, object] = {}
    for address, given in settings.items():
        id, _dot, name = address.partition(".")
        element = circuit.elements.get(id)
        kind = catalog.kinds.get(element.kind) if element else None
        lists = spread_out(kind, {name: given}, element.params) if element and kind else {}
        if isinstance(lists, Problem) or len(lists) < 2:
            spread[address] = given
        else:
            spread |= {f"{id}.{each}": value for each, value in lists.items()}
    return spread | {address: spread[address] for address in settings if address in spread}


def read_setting(
    circuit: Circuit,
    catalog: Catalog,
    address: str,
    given: object,
    beside: Mapping[str, object] = ALONE,
) -> tuple[str, str, Value] | Problem:
    """Return (id, parameter, value) for one setting, or what is wrong with it.

    Parameters
    ----------
    beside
        All that is set together with it: a list has one value for each cell that there is then.
    """
    id, dot, name = address.partition(".")
    if not dot:
        what = _("“{address}” names no parameter").format(address=address)
        return Problem(address, what, _("write it as element.parameter"))
    if id == DOCUMENT:
        value = read_run_setting(name, given)
        return value if isinstance(value, Problem) else (id, name, value)
    kind = _kind_at(circuit, catalog, id)
    if isinstance(kind, Problem):
        return Problem(address, kind.what, kind.remedy)
    if name == MUTED:
        found: Value | Problem = read_mute(given)
    else:
        found = checked(kind, name, given, _size_then(kind, circuit.elements[id], beside))
    if isinstance(found, Problem):
        return Problem(address, found.what, found.remedy)
    return (id, name, found)


def _size_then(kind: Kind, element: Element, beside: Mapping[str, object]) -> Value | None:
    """Return how many cells an element stands for once what is set beside it holds."""
    address = f"{element.id}.{SIZE}"
    size = checked(kind, SIZE, beside[address]) if address in beside else None
    return size if isinstance(size, int) else _size(kind, element.params)


def _size(kind: Kind, values: Mapping[str, Value]) -> Value | None:
    """Return how many cells an element with these values stands for, where that is known."""
    if SIZE in values:
        return values[SIZE]
    return kind.parameters[SIZE].default if SIZE in kind.parameters else None


def _kind_at(circuit: Circuit, catalog: Catalog, id: str) -> Kind | Problem:
    element = circuit.elements.get(id)
    if element is None:
        what = _("There is no element called “{id}”").format(id=id)
        return Problem(id, what, meant(id, circuit.elements))
    kind = catalog.kinds.get(element.kind)
    if kind is None:
        what = _("“{kind}” is not a kind known here").format(kind=element.kind)
        return Problem(id, what, _("its values can only be kept as they are"))
    return kind


def _per_cell(parameter: Parameter, given: object, size: object) -> Array | Problem:
    """Check an array at once; anything else entry by entry."""
    if isinstance(given, np.ndarray) and given.ndim == 1 and given.dtype.kind in "iuf":
        given = Array(given)
    if not isinstance(given, Array):
        entries = convert(parameter, given)
        if isinstance(entries, Problem):
            return entries
        given = Array(entries)
    if given.values.ndim != 1 or (size is not None and len(given) != size):
        shape = "×".join(str(length) for length in given.values.shape)
        what = _("{given} values for {size} cells").format(given=shape, size=size)
        return Problem(parameter.name, what, _("give one value for each cell"))
    if not _are_inside(parameter, given.values):
        place = int(np.argmin(_is_inside(parameter, given.values)))
        what = _("entry {place} is {value}").format(place=place + 1, value=given.values[place])
        return Problem(parameter.name, what, allowed(parameter))
    return given
