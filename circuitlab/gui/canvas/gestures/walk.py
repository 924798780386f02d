"""Going from one part of the circuit to the next by keyboard."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from circuitlab.gui.canvas.room import bring_into_view

if TYPE_CHECKING:
    from circuitlab.gui.canvas.gestures.context import Canvas
    from circuitlab.gui.canvas.scene import CanvasScene
    from circuitlab.render.drawn import DrawnElement

COLUMN = 120.0
"""Width in canvas units of the columns in which parts are walked through from top to bottom."""


def order(scene: CanvasScene) -> list[str]:
    """Return every part: columns from the skin to the brain, what sits in a part after it.

    An axon, known by its synapse, comes after the neuron that it leaves.
    """
    geometry = scene.geometry
    inside: dict[str, list[DrawnElement]] = {}
    for place in geometry.places.values():
        chain = geometry.chains.get(place.id)
        inside.setdefault(chain.source if chain is not None else place.host, []).append(place)
    found: list[str] = []
    for place in sorted(inside.pop("", []), key=_reading):
        found.append(place.id)
        found += [part.id for part in sorted(inside.pop(place.id, []), key=_reading)]
    return [*found, *(place.id for left in inside.values() for place in left)]


def walk(canvas: Canvas, by: int) -> None:
    """Select the next part, or with −1 the one before, and bring it into view."""
    ids = order(canvas.scene)
    if not ids:
        return
    here = [number for number, id in enumerate(ids) if id in canvas.selection]
    start = here[-1 if by > 0 else 0] if here else (-1 if by > 0 else 0)
    next_id = ids[(start + by) % len(ids)]
    canvas.select([next_id])
    bring_into_view(canvas, next_id)


def _reading(place: DrawnElement) -> tuple[int, float, float]:
    return (math.floor(place.centre.x() / COLUMN), place.centre.y(), place.centre.x())
