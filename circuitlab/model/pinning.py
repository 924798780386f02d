"""Edits of a circuit's pins, and what people read on them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from circuitlab.catalog.in_sentence import in_sentence
from circuitlab.model.names import name_of
from circuitlab.model.pins import (
    SLIDER,
    SWITCH,
    Driven,
    Pin,
    driven_by_slider,
    driven_by_switch,
    driving_less,
    is_number,
)
from circuitlab.resources import _

if TYPE_CHECKING:
    from circuitlab.catalog.spec import Catalog
    from circuitlab.model.circuit import Circuit
    from circuitlab.model.delta import Delta


def pin_of(circuit: Circuit, element: str, parameter: str) -> Pin | None:
    """Return the pin that sets a parameter, if there is one."""
    at = (element, parameter)
    return next((pin for pin in pins_of(circuit) if at in (d.address for d in pin.drives)), None)


def pins_of(circuit: Circuit) -> tuple[Pin, ...]:
    """Return a circuit's pins in the order in which they were pinned."""
    return circuit.document["pins"]  # type: ignore[no-any-return]


def pin_title(circuit: Circuit, catalog: Catalog, pin: Pin) -> str:
    """Return what people read on a pin."""
    if pin.title:
        return pin.title
    first = pin.drives[0]
    return f"{name_of(circuit, catalog, first.element)}: {parameter_title(circuit, catalog, first)}"


def parameter_title(circuit: Circuit, catalog: Catalog, driven: Driven) -> str:
    """Return what people read of a parameter that a pin sets, in the middle of a sentence."""
    kind = catalog.kinds.get(circuit.elements[driven.element].kind)
    parameter = kind.parameters.get(driven.parameter) if kind is not None else None
    title = parameter.title if parameter is not None else ""
    return in_sentence(title or driven.parameter.replace("_", " "))


def pinned(
    circuit: Circuit, catalog: Catalog, elements: Sequence[str], name: str, sort: str = SLIDER
) -> Delta:
    """Return the edit that pins a parameter of one element, or of several with one pin."""
    drives = tuple(driven(circuit, catalog, id, name, sort) for id in elements)
    parameter = catalog.kind(circuit.elements[elements[0]].kind).parameters[name]
    made = Pin(fresh_id(circuit), drives, sort=sort if is_number(parameter) else SWITCH)
    label = _("Pin {title}").format(title=pin_title(circuit, catalog, made))
    return with_pins(circuit, (*pins_of(circuit), made), label)


def driven(circuit: Circuit, catalog: Catalog, element: str, name: str, sort: str) -> Driven:
    """Return how a pin of a sort sets a parameter as long as nobody has said between what."""
    parameter = catalog.kind(circuit.elements[element].kind).parameters[name]
    if sort == SLIDER and is_number(parameter):
        return driven_by_slider(parameter, element)
    return driven_by_switch(parameter, element, circuit.value(element, name, catalog))


def unpinned(circuit: Circuit, catalog: Catalog, id: str) -> Delta:
    """Return the edit that takes a pin off the canvas; what it has set stays."""
    pins = pins_of(circuit)
    titles = [pin_title(circuit, catalog, pin) for pin in pins if pin.id == id]
    left = tuple(pin for pin in pins if pin.id != id)
    return with_pins(circuit, left, _("Unpin {title}").format(title="".join(titles)))


def undriven(circuit: Circuit, catalog: Catalog, elements: Sequence[str], name: str) -> Delta:
    """Return the edit after which no pin sets a parameter of some elements any more."""
    gone = {(element, name) for element in elements}
    left = tuple(driving_less(pins_of(circuit), lambda driven: driven.address in gone))
    title = name_of(circuit, catalog, elements[0])
    return with_pins(circuit, left, _("Unpin {title}").format(title=title))


def with_pin(circuit: Circuit, pin: Pin, label: str, merge_key: str = "") -> Delta:
    """Return the edit that has a pin be another."""
    pins = tuple(pin if each.id == pin.id else each for each in pins_of(circuit))
    return with_pins(circuit, pins, label, merge_key)


def with_pins(circuit: Circuit, pins: tuple[Pin, ...], label: str, merge_key: str = "") -> Delta:
    """Return the edit after which a circuit has these pins."""
    return circuit.with_document({"pins": pins}, label, merge_key)


def fresh_id(circuit: Circuit) -> str:
    """Return an id that no pin has."""
    taken = {pin.id for pin in pins_of(circuit)}
    return next(id for n in range(1, len(taken) + 2) if (id := f"pin{n}") not in taken)
