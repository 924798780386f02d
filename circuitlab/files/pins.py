"""A file's pins and the values on its picture: what they name must be there and fit."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, cast

from circuitlab.catalog.meant import meant
from circuitlab.catalog.spec import Catalog, Kind
from circuitlab.catalog.words import Problem
from circuitlab.files.parse import pointer
from circuitlab.files.problem_report import Report
from circuitlab.files.schema import DrivenModel, PinModel, fitted, not_fitting
from circuitlab.model.circuit import Circuit
from circuitlab.model.frozen import Value, freeze
from circuitlab.model.parameter_values import checked
from circuitlab.model.pins import SLIDER, Driven, Pin, is_number, pinnable
from circuitlab.model.shown_values import MOST_OF_ONE, ShownValue, shown_quantity
from circuitlab.resources import _


def read_pins(
    circuit: Circuit, catalog: Catalog, content: Mapping[str, Any], report: Report
) -> tuple[Pin, ...]:
    """Return the pins that set anything, and name all that is wrong with any of them."""
    pins: dict[str, Pin] = {}
    for number, given in enumerate(report.entries(content, "pins")):
        model, wrong = fitted(PinModel, given, "pins", number)
        report.extend(wrong)
        if model is None:
            continue
        where = pointer("pins", number)
        if model.id in pins:
            what = _("Another pin is called “{id}” already").format(id=model.id)
            report.add(Problem(f"{where}/id", what, _("give it another id")))
            continue
        drives = tuple(_drives(circuit, catalog, model, where, report))
        if drives:
            pins[model.id] = Pin(model.id, drives, model.title, model.sort, _place(model))
    return tuple(pins.values())


def _place(model: PinModel) -> tuple[float, float] | None:
    return (model.x, model.y) if model.x is not None and model.y is not None else None


def _drives(
    circuit: Circuit, catalog: Catalog, model: PinModel, where: str, report: Report
) -> Iterator[Driven]:
    for number, each in enumerate(model.drives):
        here = where + pointer("drives", number)
        element, _dot, name = each.set.partition(".")
        kind = _kind_of(circuit, catalog, element, f"{here}/set", report)
        if kind is None:
            if element in circuit.elements:
                yield _as_it_is(each)
            continue
        made = _driven(kind, element, name, each, model.sort)
        if isinstance(made, Problem):
            report.add(Problem(here + made.where, made.what, made.remedy))
        else:
            yield made


def _as_it_is(each: DrivenModel) -> Driven:
    """What is set of an element of a kind that is not known here."""
    element, _dot, name = each.set.partition(".")
    low, high = (cast("Value", freeze(given)) for given in (each.low, each.high))
    return Driven(element, name, low, high, each.scale == "log")


def _driven(kind: Kind, element: str, name: str, each: DrivenModel, sort: str) -> Driven | Problem:
    parameter = kind.parameters.get(name)
    if parameter is None or not pinnable(parameter):
        names = [n for n, found in kind.parameters.items() if pinnable(found)]
        what = _("{kind} has no parameter “{name}” that a pin can set")
        what = what.format(kind=kind.title, name=name)
        return Problem("/set", what, meant(name, names))
    if sort == SLIDER and not is_number(parameter):
        what = _("“{name}” is no number, which a slider needs").format(name=name)
        return Problem("/set", what, _("make it a switch"))
    low, high = (_value(kind, name, given) for given in (each.low, each.high))
    for place, value in (("/from", low), ("/to", high)):
        if isinstance(value, Problem):
            return Problem(place, value.what, value.remedy)
    if low == high:
        return Problem("/to", not_fitting(each.high), _("give another value than at “from”"))
    return Driven(element, name, low, high, each.scale == "log")  # type: ignore[arg-type]


def _value(kind: Kind, name: str, given: object) -> Value | Problem:
    """Return one value, for all cells alike."""
    if isinstance(given, list | dict):
        return Problem("", not_fitting(given), _("write one value"))
    return checked(kind, name, given)


def read_shown(
    circuit: Circuit, catalog: Catalog, content: Mapping[str, Any], report: Report
) -> tuple[ShownValue, ...]:
    """Return the values that can stand on the picture, and name the others."""
    shown: dict[ShownValue, None] = {}
    for number, given in enumerate(report.entries(content, "shown")):
        where = pointer("shown", number)
        if not isinstance(given, str):
            report.add(Problem(where, not_fitting(given), _("write it as element.parameter")))
            continue
        value = ShownValue(*given.partition(".")[::2])
        if _fits(circuit, catalog, value, where, report) and _has_room(shown, value, where, report):
            shown[value] = None
    return tuple(shown)


def _has_room(
    shown: Mapping[ShownValue, None], value: ShownValue, where: str, report: Report
) -> bool:
    if value in shown or sum(each.element == value.element for each in shown) < MOST_OF_ONE:
        return True
    what = _("“{id}” shows {most} values already, the most there is room for")
    what = what.format(id=value.element, most=MOST_OF_ONE)
    report.add(Problem(where, what, _("leave one of them out")))
    return False


def _fits(
    circuit: Circuit, catalog: Catalog, value: ShownValue, where: str, report: Report
) -> bool:
    kind = _kind_of(circuit, catalog, value.element, where, report)
    if kind is None:
        return value.element in circuit.elements
    if shown_quantity(kind, value.name) is None:
        what = _("{kind} has no value “{name}” that can stand on the picture")
        what = what.format(kind=kind.title, name=value.name)
        remedy = meant(value.name, [*kind.parameters, *kind.states])
        report.add(Problem(where, what, remedy))
        return False
    return True


def _kind_of(
    circuit: Circuit, catalog: Catalog, element: str, where: str, report: Report
) -> Kind | None:
    """Return an element's kind; None where either is not known, which is said of elements."""
    if element in circuit.elements:
        return catalog.kinds.get(circuit.elements[element].kind)
    if element not in report.left_out:
        what = _("There is no element called “{id}”").format(id=element)
        report.add(Problem(where, what, meant(element, circuit.elements)))
    return None
