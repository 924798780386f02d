"""How the names of elements would grow on the canvas, and where bodies stop them."""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QRectF, Qt

from circuitlab.render.bodies import GATE, IN_MEMBRANES, METERS, NOTE, SYNAPSE
from circuitlab.render.curves import Floats
from circuitlab.render.drawn import DrawnElement
from circuitlab.render.in_order import Rank
from circuitlab.render.keyed_rows import KeyedRows, Numbers
from circuitlab.render.label_growth import (
    Growth,
    edges,
    meeting,
    moved,
    near_growth,
    touching,
    ways_out,
)
from circuitlab.render.labels import CROWD

SURE_UP_TO = 1.35
"""Enlargement up to which every name is written, also where it touches another."""

FADING = 1.15
"""Over so large a step of enlargement a name that comes or goes is pale."""
SURE = SURE_UP_TO * FADING
LARGEST = 20.0
"""Enlargement beyond what is reached from the farthest: none is compared there."""
_WELL_PLACED = 4.0
"""Enlargement up to which a cell's name must find room where it is, or it moves."""
_WORTH_MOVING = 1.2
"""How much farther it must reach elsewhere to do so."""
_A_DOT = 20.0
"""Units by which a body may be long for each time that names are enlarged, to count as a dot."""
UNNAMED = frozenset({SYNAPSE, NOTE})
_CELLS, _THINGS, _IN_MEMBRANES, _MEASURING = range(4)
AT_MOST = {_CELLS: math.inf, _THINGS: 6.0, _IN_MEMBRANES: 2.6, _MEASURING: 2.4}
"""Enlargement up to which names are written of what is so important."""


@dataclass(frozen=True, slots=True)
class Shape:
    """How the name of an element would grow on the canvas, wherever it may stand."""

    place: DrawnElement
    rank: int
    near: Growth
    align: Qt.AlignmentFlag
    ways: tuple[Growth, ...]

    def reach(self) -> Floats:
        """Left, top, right and bottom of all that the name may ever cover."""
        grown = edges(np.array((self.near, *self.ways)), min(LARGEST, AT_MOST[self.rank]))
        whole: Floats = np.concatenate((grown[:, :2].min(axis=0), grown[:, 2:].max(axis=0)))
        return whole


@dataclass(frozen=True, slots=True)
class NameRow:
    """A name in one of its places: beside its element, or where it moves from afar.

    Parameters
    ----------
    limit : float
        Enlargement at which it meets the first body.
    order : tuple
        What comes first gives way to nothing after it.
    """

    place: DrawnElement
    growth: Growth
    align: Qt.AlignmentFlag
    rank: int
    is_moved: bool
    limit: float
    order: tuple[object, ...]

    @property
    def key(self) -> tuple[str, bool]:
        """Its element's id, and which of its places it is."""
        return self.place.id, self.is_moved

    @property
    def cap(self) -> float:
        """Enlargement up to which it is written where no other name is in its way."""
        return min(self.limit, AT_MOST[self.rank])


def shape_of(place: DrawnElement) -> Shape:
    """Return how a name would grow."""
    near, align = near_growth(place)
    ways = ways_out(place) if place.cell is not None else ()
    here = place.centre
    return Shape(place, _rank(place), moved(near, here), align, tuple(moved(w, here) for w in ways))


def rows_of(
    shapes: Mapping[str, Shape], bodies: Bodies, ranks: Mapping[str, Rank]
) -> list[NameRow]:
    """Return some names in each place where they may stand."""
    all_shapes = list(shapes.values())
    limits = bodies.limits(all_shapes, [shape.near for shape in all_shapes])
    rows = []
    cramped: list[tuple[Shape, float]] = []
    for shape, limit in zip(all_shapes, limits, strict=True):
        if limit < _WELL_PLACED and shape.ways:
            cramped.append((shape, limit))
        else:
            order = _order(shape, ranks, is_cramped=False)
            rows.append(_near(shape, limit, order))
    for (shape, limit), *ways in zip(cramped, *_ways(cramped, bodies), strict=True):
        rows += _placed(shape, limit, ways, _order(shape, ranks, is_cramped=True))
    return rows


def _order(shape: Shape, ranks: Mapping[str, Rank], *, is_cramped: bool) -> tuple[object, ...]:
    """The most important first, then the larger populations, then those that need not move."""
    return shape.rank, -shape.place.size, is_cramped, ranks[shape.place.id]


def _ways(cramped: Collection[tuple[Shape, float]], bodies: Bodies) -> list[list[float]]:
    """How far the names would reach below their cells, and above them."""
    shapes = [shape for shape, _limit in cramped]
    return [bodies.limits(shapes, [shape.ways[way] for shape in shapes]) for way in range(2)]


def _near(shape: Shape, limit: float, order: tuple[object, ...]) -> NameRow:
    limit = max(SURE, limit)
    return NameRow(shape.place, shape.near, shape.align, shape.rank, False, limit, (*order, False))


def _placed(
    shape: Shape, limit: float, ways: list[float], order: tuple[object, ...]
) -> list[NameRow]:
    """A name where it is, and next to it from afar, where there is more room for it."""
    most = max(ways)
    if most <= _WORTH_MOVING * max(SURE, limit):
        return [_near(shape, limit, order)]
    turn = max(SURE, limit / FADING)
    middle, growth = Qt.AlignmentFlag.AlignHCenter, shape.ways[ways.index(most)]
    after = NameRow(shape.place, growth, middle, shape.rank, True, most, (*order, True))
    return [_near(shape, turn, order), after]


def _rank(place: DrawnElement) -> int:
    if place.cell is not None or place.glyph == "brain":
        return _CELLS
    if place.glyph == GATE:
        return _IN_MEMBRANES
    return _MEASURING if place.glyph in METERS else _THINGS


class Bodies:
    """The bodies that names should not cover, unless from so far that a lesser one is a dot."""

    def __init__(self) -> None:
        self._rows: KeyedRows[str] = KeyedRows(5)

    def follow(self, places: Mapping[str, DrawnElement], ids: Iterable[str]) -> list[Floats]:
        """Follow some bodies; returns the boxes, old and new, of those that differ."""
        differ: list[Floats] = []
        put: dict[str, tuple[float, ...]] = {}
        for id in ids:
            place = places.get(id)
            old = self._rows[id].copy() if id in self._rows else None
            if place is None or place.glyph in IN_MEMBRANES:
                new = None
                self._rows.drop(id)
            else:
                core = _core(place)
                edges_of = core.left(), core.top(), core.right(), core.bottom()
                put[id] = (*edges_of, float(_rank(place)))
                new = np.array(put[id])
            if old is None or new is None or (old != new).any():
                differ += [row[:4] for row in (old, new) if row is not None]
        self._rows.put_all(put)
        return differ

    def limits(self, shapes: Collection[Shape], growths: Sequence[Growth]) -> list[float]:
        """Return the enlargement at which each name meets the first body that is not its own.

        The body of a part's neuron counts where the name stands clear of it at first: on a
        dendrite, and not in the soma itself.
        """
        if not len(growths):
            return []
        grown, bodies = np.array(growths).reshape(-1, 6), self._rows.rows
        farthest = np.minimum(LARGEST, [AT_MOST[shape.rank] for shape in shapes])
        rows, others = touching(edges(grown, farthest), bodies[:, :4])
        is_other = others != self._rows.slots_of([s.place.id for s in shapes])[rows]
        rows, others = rows[is_other], others[is_other]
        found = np.full(len(grown), math.inf)
        ranks = np.array([s.rank for s in shapes], dtype=int)[rows]
        met = _met(grown[rows], ranks, bodies[others])
        hosts = self._rows.slots_of([s.place.host for s in shapes])[rows]
        met[(others == hosts) & (met <= 1.0)] = math.inf
        np.minimum.at(found, rows, met)
        limits: list[float] = found.tolist()
        return limits


def _met(grown: Floats, ranks: Numbers, bodies: Floats) -> Floats:
    """Enlargement at which each name meets a body; never one that is lesser and a dot by then."""
    low, high = np.zeros((2, len(bodies), 6))
    low[:, [0, 3]], high[:, [0, 3]] = bodies[:, :2], bodies[:, 2:4]
    met = meeting(grown, low, high)
    longer = (high - low)[:, [0, 3]].max(axis=1, initial=0.0)
    met[(bodies[:, 4] > ranks) & (met > longer / _A_DOT)] = math.inf
    return met


def _core(place: DrawnElement) -> QRectF:
    body = place.cell.soma.boundingRect() if place.cell is not None else place.body
    if place.size > 1:
        body = body.united(body.translated(*CROWD))
    return body.translated(place.centre)
