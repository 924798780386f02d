"""What each drawn thing covers on the canvas at any magnification."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF

from circuitlab.render.paint_context import MOST_ENLARGED

if TYPE_CHECKING:
    from circuitlab.render.drawn import Axon, CablePath, DrawnElement


def place_box(place: DrawnElement) -> QRectF:
    """Return what an element covers at any magnification: from far its name is written larger."""
    name, more = place.label.box, MOST_ENLARGED - 1.0
    wide, high = more * name.width(), more * name.height()
    box = place.bounds.united(name.adjusted(-wide, -high, wide, high).translated(place.centre))
    if place.site is not None:  # the membrane that it faces is painted with it
        for part in (place.site.membrane, place.site.head):
            box = box.united(part.boundingRect().translated(place.origin))
    return box


def line_box(wire: Axon | CablePath) -> QRectF:
    """Return what the path of a wire covers."""
    return wire.path.controlPointRect()
