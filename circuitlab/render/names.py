"""Which names are written from how far: they grow as one moves away, and some give way."""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

import numpy as np
from PySide6.QtCore import QRectF, Qt

from circuitlab.render.bodies import GATE, IN_MEMBRANES, METERS, NOTE, SYNAPSE
from circuitlab.render.curves import Floats
from circuitlab.render.drawn import DrawnElement
from circuitlab.render.label_growth import (
    Growth,
    edges,
    meeting,
    moved,
    near_growth,
    room_at,
    touching,
    ways_out,
    words_at,
)
from circuitlab.render.labels import CROWD

SURE_UP_TO = 1.35
"""Enlargement up to which every name is written, also where it touches another."""

_FADING = 1.15
"""Over so large a step of enlargement a name that comes or goes is pale."""
_SURE = SURE_UP_TO * _FADING
_LARGEST = 20.0
"""Enlargement beyond what is reached from the farthest: none is compared there."""
_WELL_PLACED = 4.0
"""Enlargement up to which a cell's name must find room where it is, or it moves."""
_WORTH_MOVING = 1.2
"""How much farther it must reach elsewhere to do so."""
_A_DOT = 20.0
"""Units by which a body may be long for each time that names are enlarged, to count as a dot."""
_UNNAMED = frozenset({SYNAPSE, NOTE})
_CELLS, _THINGS, _IN_MEMBRANES, _MEASURING = range(4)
_AT_MOST = {_CELLS: math.inf, _THINGS: 6.0, _IN_MEMBRANES: 2.6, _MEASURING: 2.4}
"""Enlargement up to which names are written of what is so important."""


@dataclass(frozen=True, slots=True)
class Written:
    """One name as it is written from some distance.

    Parameters
    ----------
    id : str
        Of its element.
    room : QRectF
        Around the element's centre.
    align : Qt.AlignmentFlag
    opacity : float
        From 0 to 1.
    """

    id: str
    room: QRectF
    align: Qt.AlignmentFlag
    opacity: float


@dataclass(frozen=True, slots=True)
class _Shape:
    """How the name of an element would grow on the canvas, wherever it may stand."""

    place: DrawnElement
    rank: int
    near: Growth
    align: Qt.AlignmentFlag
    ways: tuple[Growth, ...]


@dataclass(frozen=True, slots=True)
class _Row:
    """A name in one of its places: beside its element, or where it moves from afar."""

    place: DrawnElement
    growth: Growth
    align: Qt.AlignmentFlag
    rank: int
    is_moved: bool
    limit: float


class Names:
    """From how far each name is written, and where.

    A name grows away from its element as one zooms out, by a known rule, so that the enlargement
    at which it begins to touch a body or another name is a number. In order of importance, each
    name is written up to the least of those that count: whole, then ever paler, then not at all.
    The name of a cell that soon touches a body moves below or above its cell.

    Parameters
    ----------
    places : mapping
        Every element by id.
    before : Names, optional
        Of the same elements but for an edit: what is known of the others is kept.
    """

    def __init__(self, places: Mapping[str, DrawnElement], before: Names | None = None) -> None:
        known: Mapping[str, _Shape] = before._shapes if before is not None else {}
        self._shapes: dict[str, _Shape] = _shapes(places, known)
        self._rows = _ordered(self._shapes.values(), places.values())
        self._numbers: dict[str, list[int]] = {}
        for number, row in enumerate(self._rows):
            self._numbers.setdefault(row.place.id, []).append(number)
        self._grown = np.array([row.growth for row in self._rows]).reshape(-1, 6)
        self._starts, self._limits = _settled(self._rows, self._grown)
        spans = zip(self._starts.tolist(), self._limits.tolist(), strict=True)
        self._spans = [(row.growth, *span) for row, span in zip(self._rows, spans, strict=True)]

    def of(self, id: str, larger: float) -> list[Written]:
        """Return how the name of an element is written so much larger."""
        numbers = self._numbers.get(id, ())
        return [self._written(n, larger) for n in numbers if self._shows(n, larger)]

    def inside(self, area: QRectF, larger: float) -> Iterator[Written]:
        """Yield the names in an area as they are written so much larger."""
        left, top, right, bottom = edges(self._grown, larger).T
        hit = (left <= area.right()) & (right >= area.left())
        hit &= (top <= area.bottom()) & (bottom >= area.top())
        hit &= (self._starts < larger) & (self._limits > larger)
        for number in np.flatnonzero(hit).tolist():
            yield self._written(number, larger)

    def boxes(self, ids: Iterable[str], larger: float) -> list[QRectF]:
        """Return the room on the canvas of the names of elements, written so much larger."""
        numbers = chain.from_iterable(self._numbers.get(id, ()) for id in ids)
        return [self._box(n, larger) for n in numbers if self._shows(n, larger)]

    def bounds(self, larger: float) -> QRectF:
        """Return the rectangle around all names that are written so much larger."""
        rooms = edges(self._grown, larger)[(self._starts < larger) & (self._limits > larger)]
        if not len(rooms):
            return QRectF()
        left, top = rooms[:, :2].min(axis=0).tolist()
        right, bottom = rooms[:, 2:].max(axis=0).tolist()
        return QRectF(left, top, right - left, bottom - top)

    def changed(self, before: Names, larger: float) -> list[QRectF]:
        """Return where names so much larger look different from those before."""
        ids = [
            id
            for id in {**self._numbers, **before._numbers}
            if not self._is_same(id, before)
            and self._looks(id, larger) != before._looks(id, larger)
        ]
        return [*self.boxes(ids, larger), *before.boxes(ids, larger)]

    def _is_same(self, id: str, before: Names) -> bool:
        """Whether a name is written as before at every enlargement."""
        if self._shapes.get(id) is not before._shapes.get(id):
            return False
        spans = [before._spans[number] for number in before._numbers.get(id, ())]
        return [self._spans[number] for number in self._numbers.get(id, ())] == spans

    def _looks(self, id: str, larger: float) -> list[object]:
        rows = (self._rows[number] for number in self._numbers.get(id, ()))
        places = [(row.place.centre, row.place.name, row.place.colour) for row in rows]
        return [*places, *self.of(id, larger)]

    def _shows(self, number: int, larger: float) -> bool:
        return bool(self._starts[number] < larger < self._limits[number])

    def _written(self, number: int, larger: float) -> Written:
        row, step = self._rows[number], self._limits[number] / larger
        if row.is_moved:
            step = min(step, larger / self._starts[number])
        opacity = min(1.0, math.log(step) / math.log(_FADING))
        room = words_at(row.growth, larger).translated(-row.place.centre)
        return Written(row.place.id, room, row.align, opacity)

    def _box(self, number: int, larger: float) -> QRectF:
        return room_at(self._rows[number].growth, larger)


def _shapes(places: Mapping[str, DrawnElement], known: Mapping[str, _Shape]) -> dict[str, _Shape]:
    """How each name would grow; what is known of a place that is the same still holds."""
    return {
        id: known[id] if id in known and known[id].place is place else _shape(place)
        for id, place in places.items()
        if place.glyph not in _UNNAMED
    }


def _shape(place: DrawnElement) -> _Shape:
    near, align = near_growth(place)
    ways = ways_out(place) if place.cell is not None else ()
    here = place.centre
    return _Shape(
        place, _rank(place), moved(near, here), align, tuple(moved(w, here) for w in ways)
    )


def _ordered(shapes: Collection[_Shape], places: Iterable[DrawnElement]) -> list[_Row]:
    """Every name in every place where it may stand, the most important first."""
    bodies = _Bodies(places)
    limits = bodies.limits(shapes, [shape.near for shape in shapes])
    rows = []
    cramped: list[tuple[_Shape, float]] = []
    for shape, limit in zip(shapes, limits, strict=True):
        if limit < _WELL_PLACED and shape.ways:
            cramped.append((shape, limit))
        else:
            rows.append(_near(shape, limit))
    for (shape, limit), *ways in zip(cramped, *_ways(cramped, bodies), strict=True):
        rows += _placed(shape, limit, ways)
    return sorted(rows, key=lambda row: (row.rank, -row.place.size))


def _ways(cramped: Collection[tuple[_Shape, float]], bodies: _Bodies) -> list[list[float]]:
    """How far the names would reach below their cells, and above them."""
    shapes = [shape for shape, _limit in cramped]
    return [bodies.limits(shapes, [shape.ways[way] for shape in shapes]) for way in range(2)]


def _near(shape: _Shape, limit: float) -> _Row:
    return _Row(shape.place, shape.near, shape.align, shape.rank, False, max(_SURE, limit))


def _placed(shape: _Shape, limit: float, ways: list[float]) -> list[_Row]:
    """A name where it is, and next to it from afar, where there is more room for it."""
    most = max(ways)
    if most <= _WORTH_MOVING * max(_SURE, limit):
        return [_near(shape, limit)]
    turn = max(_SURE, limit / _FADING)
    middle, growth = Qt.AlignmentFlag.AlignHCenter, shape.ways[ways.index(most)]
    return [_near(shape, turn), _Row(shape.place, growth, middle, shape.rank, True, most)]


def _rank(place: DrawnElement) -> int:
    if place.cell is not None or place.glyph == "brain":
        return _CELLS
    if place.glyph == GATE:
        return _IN_MEMBRANES
    return _MEASURING if place.glyph in METERS else _THINGS


def _settled(rows: list[_Row], grown: Floats) -> tuple[Floats, Floats]:
    """Enlargement at which each name may come and must have gone, in order of importance."""
    limits = [min(row.limit, _AT_MOST[row.rank]) for row in rows]
    free = np.flatnonzero(np.array(limits) > _SURE)
    boxes = edges(grown[free], np.minimum(np.array(limits)[free], _LARGEST))
    lesser, greater = (free[numbers] for numbers in touching(boxes, boxes))
    later = lesser > greater
    lesser, greater = lesser[later], greater[later]
    met = meeting(grown[lesser], grown[greater], grown[greater])
    for number, other, larger in zip(lesser.tolist(), greater.tolist(), met.tolist(), strict=True):
        if rows[number].place is rows[other].place:
            continue
        begin = max(larger, _start(rows, limits, other), _start(rows, limits, number))
        if begin < limits[other] and begin < limits[number]:  # the other one is there then
            limits[number] = begin
    starts = np.array([_start(rows, limits, number) for number in range(len(rows))])
    floors = np.array([0.0 if row.is_moved else _SURE for row in rows])
    return starts, np.maximum(_with_hosts(rows, limits), floors)


def _start(rows: Sequence[_Row], limits: Sequence[float], number: int) -> float:
    """Enlargement from which on a name stands there: where it has gone from its usual place."""
    return max(_SURE, limits[number - 1]) if rows[number].is_moved else 0.0


def _with_hosts(rows: Collection[_Row], limits: Sequence[float]) -> Floats:
    """A part of a cell is named no farther than its cell."""
    farthest: dict[str, float] = {}
    for row, limit in zip(rows, limits, strict=True):
        farthest[row.place.id] = max(limit, farthest.get(row.place.id, 0.0))
    hosts = [farthest.get(row.place.host, math.inf) for row in rows]
    found: Floats = np.minimum(np.array(limits), np.array(hosts))
    return found


class _Bodies:
    """The bodies that names should not cover, unless from so far that a lesser one is a dot."""

    def __init__(self, places: Iterable[DrawnElement]) -> None:
        solid = [place for place in places if place.glyph not in IN_MEMBRANES]
        self._ranks = np.array([_rank(place) for place in solid], dtype=int)
        self._numbers = {place.id: number for number, place in enumerate(solid)}
        self._boxes = np.array([_core(place).getCoords() for place in solid]).reshape(-1, 4)

    def limits(self, shapes: Collection[_Shape], growths: Sequence[Growth]) -> list[float]:
        """Return the enlargement at which each name meets the first body that is not its own."""
        grown = np.array(growths).reshape(-1, 6)
        rows, others = touching(edges(grown, _LARGEST), self._boxes)
        counts = np.ones(len(rows), dtype=bool)
        for own in ([s.place.id for s in shapes], [s.place.host for s in shapes]):
            mine = np.array([self._numbers.get(id, -1) for id in own], dtype=int)
            counts &= others != mine[rows]
        rows, others = rows[counts], others[counts]
        low, high = np.zeros((2, len(rows), 6))
        low[:, [0, 3]], high[:, [0, 3]] = self._boxes[others, :2], self._boxes[others, 2:]
        found = np.full(len(grown), math.inf)
        met = meeting(grown[rows], low, high)
        is_lesser = self._ranks[others] > np.array([s.rank for s in shapes], dtype=int)[rows]
        longer = (high - low)[:, [0, 3]].max(axis=1, initial=0.0)
        met[is_lesser & (met > longer / _A_DOT)] = math.inf
        np.minimum.at(found, rows, met)
        limits: list[float] = found.tolist()
        return limits


def _core(place: DrawnElement) -> QRectF:
    body = place.cell.soma.boundingRect() if place.cell is not None else place.body
    if place.size > 1:
        body = body.united(body.translated(*CROWD))
    return body.translated(place.centre)
