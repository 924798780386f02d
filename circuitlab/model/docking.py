"""Where a part sits on its host: offsets from the host's centre, in canvas units."""

from __future__ import annotations

import math
from collections.abc import Iterator

from circuitlab.catalog.spec import Catalog
from circuitlab.model.circuit import Circuit

MEMBRANE_RADIUS = 58.0
STEP = math.radians(22)
RING = 24.0
ENDING = (-200.0, -50.0)
ENDING_STEP = 26.0

Offset = tuple[float, float]

WITH_ENDING = "sensory_neuron"
_SLOTS = round(math.tau / STEP)


def on_membrane(circuit: Circuit, host: str, towards: Offset, count: int = 1) -> list[Offset]:
    """Return `count` free places side by side on the host's membrane.

    Parameters
    ----------
    towards : (float, float)
        The point on the canvas, in canvas units, that the places face.
    """
    x, y = circuit.position(host)
    facing = math.atan2(towards[1] - y, towards[0] - x)
    taken = [(circuit.elements[part].x, circuit.elements[part].y) for part in circuit.parts(host)]
    for places in _runs(facing, count):
        if all(math.dist(place, other) > RING * 0.75 for place in places for other in taken):
            return places
    raise AssertionError("the rings go on for ever")


def default_places(catalog: Catalog, host: str, count: int) -> list[Offset]:
    """Return where parts go that a new host is made with."""
    if catalog.kind(host).glyph == WITH_ENDING:
        return [_at_ending(number) for number in range(count)]
    return [_at(-math.pi / 2 + step * STEP, MEMBRANE_RADIUS) for step in _outwards(count)]


def docking_place(circuit: Circuit, catalog: Catalog, host: str, dropped: Offset) -> Offset:
    """Return where a part dropped at a point of the canvas comes to sit on the host."""
    kind = catalog.kinds.get(circuit.elements[host].kind)
    if kind is None or kind.glyph != WITH_ENDING:
        return on_membrane(circuit, host, dropped)[0]
    taken = [(circuit.elements[part].x, circuit.elements[part].y) for part in circuit.parts(host)]
    number = 0
    while any(math.dist(_at_ending(number), other) < RING * 0.75 for other in taken):
        number += 1
    return _at_ending(number)


def _runs(facing: float, count: int) -> Iterator[list[Offset]]:
    """Yield rows of places, the nearest to `facing` first, then farther out."""
    radius = MEMBRANE_RADIUS
    while True:
        for step in _outwards(_SLOTS):
            first = facing + (step - (count - 1) / 2) * STEP
            yield [_at(first + place * STEP, radius) for place in range(count)]
        radius += RING


def _outwards(count: int) -> list[int]:
    """Return 0, 1, −1, 2, −2, … : `count` whole numbers."""
    return [(number + 1) // 2 * (1 if number % 2 else -1) for number in range(count)]


def _at(angle: float, radius: float) -> Offset:
    return (round(radius * math.cos(angle), 1), round(radius * math.sin(angle), 1))


def _at_ending(number: int) -> Offset:
    steps = _outwards(number + 1)[number]
    return (ENDING[0], ENDING[1] + steps * ENDING_STEP)
