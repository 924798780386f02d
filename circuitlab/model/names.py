"""What people call the elements of a circuit."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from circuitlab.catalog.spec import Catalog, Kind
    from circuitlab.model.circuit import Circuit
    from circuitlab.model.element import Element


def name_of(circuit: Circuit, catalog: Catalog, id: str) -> str:
    """Return what people call an element: its label, else its kind's title.

    What is said of a run may be of an element that has been removed meanwhile: its id stands for
    it then.
    """
    element = circuit.elements.get(id)
    return called(element, catalog.kinds.get(element.kind)) if element is not None else id


def numbered(name: str, taken: Collection[str]) -> str:
    """Return a name that is not taken yet: ``Nociceptor`` becomes ``Nociceptor 2``, then 3."""
    stem, _space, last = name.rpartition(" ")
    start, stem = (int(last), stem) if stem and last.isdecimal() else (1, name)
    number = start + 1
    while f"{stem} {number}" in taken:
        number += 1
    return f"{stem} {number}"


def called(element: Element, kind: Kind | None) -> str:
    """Return what people call an element of a kind, which the catalog may not know."""
    return element.label or (kind.title if kind is not None else element.kind)
