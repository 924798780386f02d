"""Where elements stand: anatomical lanes, aligning, distributing. Canvas units."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Literal

from circuitlab.model.circuit import Circuit
from circuitlab.model.delta import Delta
from circuitlab.resources import _

LANES: Mapping[str, tuple[float, float]] = MappingProxyType(
    {
        "skin": (0.0, 290.0),
        "drg": (290.0, 450.0),
        "spinal": (450.0, 880.0),
        "brain": (880.0, 1140.0),
    }
)
"""Left and right border of each anatomical lane."""


def aligned(
    circuit: Circuit, ids: Iterable[str], axis: Literal["x", "y"], label: str = ""
) -> Delta:
    """Return the edit that gives elements the same x, or the same y: their mean."""
    places = {id: (circuit.elements[id].x, circuit.elements[id].y) for id in ids}
    if not places:
        return Delta(label, {})
    index = "xy".index(axis)
    mean = sum(place[index] for place in places.values()) / len(places)
    moved = {id: (mean, y) if axis == "x" else (x, mean) for id, (x, y) in places.items()}
    return circuit.moved(moved, label or _("Align"))


def distributed(
    circuit: Circuit, ids: Iterable[str], axis: Literal["x", "y"], label: str = ""
) -> Delta:
    """Return the edit that spaces elements evenly between the two outermost."""
    index = "xy".index(axis)
    places = {id: (circuit.elements[id].x, circuit.elements[id].y) for id in ids}
    order = sorted(places, key=lambda id: places[id][index])
    if len(order) < 3:
        return Delta(label, {})
    first, last = places[order[0]][index], places[order[-1]][index]
    moved = {}
    for number, id in enumerate(order):
        even = first + (last - first) * number / (len(order) - 1)
        moved[id] = (even, places[id][1]) if axis == "x" else (places[id][0], even)
    return circuit.moved(moved, label or _("Distribute"))
