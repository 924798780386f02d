"""Every backdrop by the name that a circuit's file gives it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF

from circuitlab.model.backdrops import ON_LANES
from circuitlab.render.backdrops.body import body
from circuitlab.render.backdrops.brain import brain
from circuitlab.render.backdrops.cord_section import cord_section
from circuitlab.render.backdrops.drawing import Drawing, paint_drawing
from circuitlab.render.backdrops.joint import joint
from circuitlab.render.backdrops.lanes import paint_lanes
from circuitlab.render.backdrops.skin_patch import skin_patch

if TYPE_CHECKING:
    from circuitlab.render.paint_context import Stage

DRAWINGS: Mapping[str, Callable[[], Drawing]] = MappingProxyType(
    {
        "body": body,
        "cord_section": cord_section,
        "skin_patch": skin_patch,
        "brain": brain,
        "joint": joint,
    }
)


@cache
def drawing_of(name: str) -> Drawing | None:
    """Return the drawing of that name; None for the lanes and for bare paper."""
    return DRAWINGS[name]() if name in DRAWINGS else None


def with_drawing(bounds: QRectF, name: str) -> QRectF:
    """Return a rectangle that also holds the drawing behind it, if there is one."""
    drawing = drawing_of(name)
    return bounds.united(drawing.extent) if drawing is not None else bounds


def paint_backdrop(stage: Stage, name: str, room: QRectF, heading_scale: float = 1.0) -> None:
    """Paint what lies behind a circuit; lanes fill `room`, a drawing stands at its own place.

    Parameters
    ----------
    name : str
        One of `model.layout.BACKDROPS`.
    room : QRectF
        In canvas units.
    heading_scale : float
        Canvas units per unit of the lanes' headings.
    """
    drawing = drawing_of(name)
    if drawing is not None:
        paint_drawing(stage, drawing)
    elif name == ON_LANES:
        paint_lanes(stage, room, heading_scale)
