"""Edits of the values that stand on a circuit's picture."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from circuitlab.catalog.in_sentence import in_sentence
from circuitlab.model.names import name_of
from circuitlab.model.shown_values import MOST_OF_ONE, ShownValue, shown_quantity
from circuitlab.resources import _

if TYPE_CHECKING:
    from circuitlab.catalog.spec import Catalog
    from circuitlab.model.circuit import Circuit
    from circuitlab.model.delta import Delta


def shown_of(circuit: Circuit) -> tuple[ShownValue, ...]:
    """Return what is shown on a circuit's picture, in the order in which it was asked for."""
    return circuit.document["shown"]  # type: ignore[no-any-return]


def is_shown(circuit: Circuit, element: str, name: str) -> bool:
    """Return whether a value stands on the picture."""
    return ShownValue(element, name) in shown_of(circuit)


def showing(
    circuit: Circuit, catalog: Catalog, elements: Iterable[str], name: str, shown: bool
) -> Delta:
    """Return the edit that shows a value of elements on the picture, or shows it no more."""
    asked = [ShownValue(element, name) for element in elements]
    left = tuple(each for each in shown_of(circuit) if each not in asked)
    words = _("Show {name} of {element} on the picture")
    if not shown:
        words = _("Show {name} of {element} on the picture no more")
    who = ", ".join(name_of(circuit, catalog, each.element) for each in asked)
    label = words.format(name=_title(circuit, catalog, asked[0]), element=who)
    return circuit.with_document({"shown": (*left, *asked) if shown else left}, label)


def has_room(circuit: Circuit, element: str) -> bool:
    """Return whether one value more of an element can be shown."""
    return sum(each.element == element for each in shown_of(circuit)) < MOST_OF_ONE


def _title(circuit: Circuit, catalog: Catalog, asked: ShownValue) -> str:
    kind = catalog.kinds.get(circuit.elements[asked.element].kind)
    quantity = shown_quantity(kind, asked.name) if kind is not None else None
    return in_sentence(quantity.title if quantity is not None else "") or asked.name.replace(
        "_", " "
    )
