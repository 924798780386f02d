"""Where synapses lie on a cell: the bouton, the receptors facing it, the membrane between."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from PySide6.QtCore import QPointF
from PySide6.QtGui import QPainterPath

from circuitlab.render.curves import across, angle_of, apart, length, polar, smooth, unit

RECEPTOR_RADIUS = 11.0
PITCH = 27.0
BOUTON_GAP = 33.0
BOUTON_PITCH = 30.0
_NEAR = 12.0


@dataclass(frozen=True, slots=True)
class Site:
    """One synapse on a cell, around the centre of that cell's soma.

    Parameters
    ----------
    middle : QPointF
        Middle of the postsynaptic membrane.
    outward : QPointF
        Direction from the cell to the incoming axon, of length 1.
    bouton : QPointF
        Centre of the axon's end.
    receptors : mapping of id to QPointF
        Centres of the receptors.
    membrane : QPainterPath
        The stretch of membrane in which they sit.
    head : QPainterPath
        The end of the dendrite that carries it.
    """

    middle: QPointF
    outward: QPointF
    bouton: QPointF
    receptors: Mapping[str, QPointF]
    membrane: QPainterPath
    head: QPainterPath


def is_set(offsets: Mapping[str, QPointF], reach: float) -> bool:
    """Whether receptors were put at a place of their own, out where dendrites end."""
    return length(_mean(offsets)) >= reach - _NEAR


def wish(offsets: Mapping[str, QPointF], toward: QPointF) -> QPointF:
    """Direction in which a synapse would like to lie: its receptors', or its axon's."""
    mean = _mean(offsets)
    return mean if length(mean) > 1.0 else toward


def site(offsets: Mapping[str, QPointF], middle: QPointF) -> Site:
    """Place a synapse.

    Parameters
    ----------
    offsets : mapping of receptor id to QPointF
        Where the receptors are said to sit, from the soma's centre.
    middle : QPointF
        Where the synapse lies, from the soma's centre.
    """
    outward = unit(middle)
    receptors = _receptors(offsets, middle, outward)
    ends = _membrane(list(receptors.values()) or [middle], outward)
    return Site(
        middle,
        outward,
        middle + outward * BOUTON_GAP,
        receptors,
        smooth(ends),
        _head(ends, middle, outward),
    )


def beside(first: Site, shared: Sequence[str], rank: int) -> Site:
    """Place a further synapse at receptors that have one: boutons in a row before the membrane.

    Parameters
    ----------
    shared : sequence of str
        The receptors at which it ends: the nearest place of the row to them is taken first.
    rank : int
        0 for the second axon that ends there, then 1, 2, …
    """
    side = across(first.outward)
    middle = _mean({id: first.receptors[id] for id in shared if id in first.receptors})
    towards = -1 if QPointF.dotProduct(middle - first.middle, side) < 0.0 else 1
    steps = (rank // 2 + 1) * (-towards if rank % 2 else towards)
    return replace(first, bouton=first.bouton + side * (BOUTON_PITCH * steps))


def spread(
    wanted: Sequence[tuple[QPointF, int]], fixed: Sequence[QPointF], reach: float
) -> list[QPointF]:
    """Directions near the wanted ones in which synapses do not lie upon each other.

    Parameters
    ----------
    wanted : sequence of (direction, number of receptors)
    fixed : sequence of QPointF
        Middles of synapses that stay where they are.
    reach : float
        Distance of the synapses from the soma.
    """
    taken = [(angle_of(point), _room(2, reach)) for point in fixed]
    placed: list[QPointF] = []
    for direction, count in wanted:
        start, room = angle_of(direction), _room(count, reach)
        angle = next(
            (a for a in _fan(start) if all(apart(a, b) >= (room + r) / 2 for b, r in taken)), start
        )
        taken.append((angle, room))
        placed.append(polar(angle, reach))
    return placed


def _room(count: int, reach: float) -> float:
    return (count * PITCH + 16.0) / max(reach, 1.0)


def _fan(start: float) -> list[float]:
    steps = [math.radians(5) * k for k in range(1, 36)]
    return [start, *(start + sign * step for step in steps for sign in (1, -1))]


def _mean(offsets: Mapping[str, QPointF]) -> QPointF:
    return sum(offsets.values(), QPointF()) / max(1, len(offsets))


def _receptors(
    offsets: Mapping[str, QPointF], middle: QPointF, outward: QPointF
) -> dict[str, QPointF]:
    """Receptors where they are said to be, or side by side along the membrane."""
    told = list(offsets.values())
    crowded = any(length(a - b) < 0.8 * PITCH for i, a in enumerate(told) for b in told[i + 1 :])
    if not crowded and length(_mean(offsets) - middle) < 1.0:
        return dict(offsets)
    side = across(outward)
    ordered = sorted(offsets, key=lambda id: QPointF.dotProduct(offsets[id], side))
    first = -(len(offsets) - 1) / 2
    return {id: middle + side * (PITCH * (first + k)) for k, id in enumerate(ordered)}


def _membrane(points: Sequence[QPointF], outward: QPointF) -> list[QPointF]:
    """Points of a soft line through the receptors and a little beyond, cupped round the bouton."""
    side = across(outward)
    ordered = sorted(points, key=lambda p: QPointF.dotProduct(p, side))
    first = ordered[0] - side * 17.0 + outward * 5.0
    return [first, *ordered, ordered[-1] + side * 17.0 + outward * 5.0]


def _head(ends: Sequence[QPointF], middle: QPointF, outward: QPointF) -> QPainterPath:
    """The dendrite widening into the membrane."""
    root = middle - outward * 19.0
    path = smooth(ends)
    path.cubicTo(ends[-1] - outward * 9.0, root + outward * 8.0, root)
    path.cubicTo(root + outward * 8.0, ends[0] - outward * 9.0, ends[0])
    path.closeSubpath()
    return path
