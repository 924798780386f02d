"""Pinning and showing as somebody asks for it: on if it is off, off if it is on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from circuitlab.model.pinning import pin_of, pinned, undriven
from circuitlab.model.pins import SLIDER
from circuitlab.model.showing import has_room, is_shown, showing

if TYPE_CHECKING:
    from collections.abc import Sequence

    from circuitlab.gui.document import Document


def turn_pin(document: Document, ids: Sequence[str], name: str, sort: str = SLIDER) -> None:
    """Pin a parameter of some elements to the canvas with one pin, or take it off."""
    circuit, catalog = document.circuit, document.catalog
    if any(pin_of(circuit, id, name) is not None for id in ids):
        off = [id for id in ids if pin_of(circuit, id, name) is not None]
        delta = undriven(circuit, catalog, off, name)
    else:
        delta = pinned(circuit, catalog, ids, name, sort)
    document.push(delta)


def turn_shown(document: Document, ids: Sequence[str], name: str) -> None:
    """Show a value of some elements on the picture, or no more; of each only a few have room."""
    circuit, catalog = document.circuit, document.catalog
    shown = not all(is_shown(circuit, id, name) for id in ids)
    asked = [id for id in ids if not shown or is_shown(circuit, id, name) or has_room(circuit, id)]
    if asked:
        document.push(showing(circuit, catalog, asked, name, shown))
