"""Tidying: neurons along the lanes in the order of the signal, the rest beside them."""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Iterator, Mapping
from itertools import count
from types import MappingProxyType

from circuitlab.catalog.families import (
    DRUG,
    GLIA,
    METER,
    NEURON,
    NOTE,
    STIMULUS,
    SYNAPSE,
    TISSUE,
    TREATMENT,
)
from circuitlab.catalog.spec import Catalog
from circuitlab.model.backdrops import ON_LANES
from circuitlab.model.circuit import Circuit
from circuitlab.model.columns import APART, ROW, Band, Column, columns_of, untangled
from circuitlab.model.crossings import Place, axons, crossings, wires
from circuitlab.model.delta import Delta
from circuitlab.model.docking import ENDING, WITH_ENDING
from circuitlab.model.effects import kind_of
from circuitlab.model.facing import turn_receptors
from circuitlab.model.layers import layers
from circuitlab.model.layout import LANES
from circuitlab.model.overlay import difference
from circuitlab.resources import _

TOP, BOTTOM = 130.0, 660.0
FREELY = "spinal"
"""The lane of what has none."""

_ANYWHERE = (-math.inf, math.inf)
_STRIDE = APART / 2

_BESIDE: Mapping[str, tuple[Place, Place]] = MappingProxyType(
    {
        DRUG: ((-70.0, -170.0), (1.0, 0.0)),
        TREATMENT: ((-70.0, -170.0), (1.0, 0.0)),
        STIMULUS: ((-110.0, 0.0), (0.0, 1.0)),
        TISSUE: ((0.0, 150.0), (0.0, 1.0)),
        GLIA: ((0.0, 190.0), (0.0, 1.0)),
        METER: ((150.0, -90.0), (0.0, -1.0)),
    }
)
"""For what stands beside something: where first, and which way rather when that is taken."""


def tidy(circuit: Circuit, catalog: Catalog, ids: Collection[str] = ()) -> Delta:
    """Return the edit that lays elements out: all of them, or those of `ids` among the others.

    Parts go with their hosts, and receptors that would look away from their axon are turned. Where
    nothing stands on anything and fewer wires cross than would afterwards, nothing is changed.
    """
    desk = _Desk(circuit, catalog, {circuit.host(id) or id for id in ids})
    desk.put_neurons()
    desk.put_the_rest()
    after = circuit.copy()
    after.apply(circuit.moved(desk.moved))
    turn_receptors(after, catalog, desk.moved)
    changes = difference(circuit, after).changes if _is_better(circuit, catalog, after) else {}
    return Delta(_("Tidy"), changes)


def standing(circuit: Circuit, catalog: Catalog) -> dict[str, Place]:
    """Return where everything stands that has a place of its own: no parts, no synapses."""
    return {
        id: (element.x, element.y)
        for id, element in circuit.elements.items()
        if circuit.host(id) is None and _family(circuit, catalog, id) != SYNAPSE
    }


def overlaps(places: Iterable[Place], apart: float = APART) -> bool:
    """Return whether any two places are nearer to each other than `apart`, in canvas units."""
    taken = _Taken(apart)
    return any(not taken.add(place) for place in places)


class _Taken:
    """Places that are taken, looked up by where they are."""

    def __init__(self, apart: float = APART) -> None:
        self._apart = apart
        self._cells: dict[tuple[int, int], list[Place]] = {}

    def is_free(self, place: Place) -> bool:
        """Return whether nothing is nearer than it should be."""
        column, row = self._cell(place)
        near = ((column + across, row + down) for across in (-1, 0, 1) for down in (-1, 0, 1))
        return all(
            math.dist(place, other) >= self._apart
            for cell in near
            for other in self._cells.get(cell, ())
        )

    def add(self, place: Place) -> bool:
        """Take a place; return whether it was free."""
        was_free = self.is_free(place)
        self._cells.setdefault(self._cell(place), []).append(place)
        return was_free

    def nearest(self, place: Place, offsets: Iterable[Place], outlying: Iterable[Place]) -> Place:
        """Return the first free place of those at some offsets from a place.

        Parameters
        ----------
        outlying : iterable of (x, y)
            Offsets of what must find its place free with it.
        """
        spots = [(0.0, 0.0), *outlying]
        found = ((float(round(place[0] + x)), float(round(place[1] + y))) for x, y in offsets)
        return next(
            (x, y) for x, y in found if all(self.is_free((x + dx, y + dy)) for dx, dy in spots)
        )

    def _cell(self, place: Place) -> tuple[int, int]:
        return (math.floor(place[0] / self._apart), math.floor(place[1] / self._apart))


class _Desk:
    """What stands where while a circuit is tidied.

    Attributes
    ----------
    moved : dict of id to (x, y)
        New places.
    """

    def __init__(self, circuit: Circuit, catalog: Catalog, chosen: Collection[str]) -> None:
        self._circuit, self._catalog = circuit, catalog
        self._now = standing(circuit, catalog)
        self._is_whole = not chosen
        family = {id: _family(circuit, catalog, id) for id in self._now}
        moving = [
            id
            for id in self._now
            if family[id] not in (NOTE, "") and (id in chosen or self._is_whole)
        ]
        self._neurons = [id for id in moving if family[id] == NEURON]
        self._beside = [id for id in moving if family[id] != NEURON]
        self.moved: dict[str, Place] = {}
        self._placed: dict[str, Place] = {
            id: at for id, at in self._now.items() if id not in set(moving)
        }
        self._taken = _Taken()
        for id, at in self._placed.items():
            self._take(id, at)

    def put_neurons(self) -> None:
        """Put neurons into columns, a column for each step of the way."""
        pairs = axons(self._circuit)
        layer = layers(self._neurons, pairs)
        columns: list[Column] = []
        for lane, ids in self._by_lane().items():
            steps = sorted({layer[id] for id in ids})
            groups = [[id for id in ids if layer[id] == step] for step in steps]
            columns += columns_of(groups, self._band(lane, ids))
        for column in untangled(columns, pairs, self._placed, self._now):
            for id, at in column.places():
                self._put(id, at, _downwards())

    def put_the_rest(self) -> None:
        """Put what is left beside what it has to do with, from the neurons outwards."""
        nearest = {
            id: next((near for near in _near(self._circuit, id) if near in self._now), None)
            for id in self._beside
        }
        while nearest:
            ready = [id for id, near in nearest.items() if near not in nearest] or [*nearest][:1]
            for id in ready:
                anchor = nearest.pop(id)
                self._put_beside(id, anchor if anchor in self.moved else self._anchor(id))

    def _anchor(self, id: str) -> str | None:
        """Return the nearest that has its place."""
        known = (near for near in _near(self._circuit, id) if near in self._placed)
        return next(known, None)

    def _put_beside(self, id: str, anchor: str | None) -> None:
        if anchor is None:
            self._put(id, self._now[id], _downwards())
            return
        kind = self._catalog.kind(self._circuit.elements[id].kind)
        x, y = self._placed[anchor]
        if kind.lane in ("skin", "") and self._has_ending(anchor):
            x, y = x + ENDING[0], y + ENDING[1]
        (dx, dy), onwards = _BESIDE.get(kind.family, _BESIDE[METER])
        x, y = x + dx, y + dy
        left, right = LANES.get(kind.lane, _ANYWHERE) if self._has_lanes else _ANYWHERE
        x = x if left <= x <= right else (left + right) / 2
        around = (
            (across, down) for across, down in _around(onwards) if left <= x + across <= right
        )
        self._put(id, (x, y), around)

    @property
    def _has_lanes(self) -> bool:
        return bool(self._circuit.document["backdrop"] == ON_LANES)

    def _by_lane(self) -> dict[str, list[str]]:
        """Return the neurons of each lane, lanes from left to right; all in one without lanes."""
        if not self._has_lanes:
            return {"": self._neurons}
        lanes: dict[str, list[str]] = {lane: [] for lane in LANES}
        for id in self._neurons:
            kind = kind_of(self._circuit, self._catalog, id)
            lanes[kind.lane if kind and kind.lane in LANES else FREELY].append(id)
        return {lane: ids for lane, ids in lanes.items() if ids}

    def _band(self, lane: str, ids: list[str]) -> Band:
        """Return where a lane's neurons go: what is tidied among others stays about where it is."""
        left, right = LANES.get(lane, (0.0, max(2.0, math.sqrt(len(ids)) + 1.0) * ROW))
        if self._is_whole or not ids:
            return Band(left, right, TOP, BOTTOM)
        xs, ys = zip(*(self._now[id] for id in ids), strict=True)
        middle = (min(ys) + max(ys)) / 2
        near = (max(left, min(xs) - APART / 2), min(right, max(xs) + APART / 2))
        if near[1] - near[0] >= APART:
            left, right = near
        return Band(left, right, min(middle, min(ys)), max(middle, max(ys)))

    def _put(self, id: str, place: Place, offsets: Iterable[Place]) -> None:
        """Put an element at the first free place of those at some offsets."""
        ending = (ENDING,) if self._has_ending(id) else ()
        self.moved[id] = self._placed[id] = self._taken.nearest(place, offsets, ending)
        self._take(id, self.moved[id])

    def _take(self, id: str, place: Place) -> None:
        self._taken.add(place)
        if self._has_ending(id):
            self._taken.add((place[0] + ENDING[0], place[1] + ENDING[1]))

    def _has_ending(self, id: str) -> bool:
        kind = kind_of(self._circuit, self._catalog, id)
        return kind is not None and kind.glyph == WITH_ENDING


def _is_better(circuit: Circuit, catalog: Catalog, after: Circuit) -> bool:
    """Return whether what overlaps is parted, or at least no more wires cross."""
    if overlaps(standing(circuit, catalog).values()):
        return True
    pairs = wires(circuit)
    counts = [
        crossings(pairs, {id: each.position(id) for id in each.elements})
        for each in (circuit, after)
    ]
    return counts[1] <= counts[0]


def _downwards() -> Iterator[Place]:
    """Yield the offset to here, and further and further down."""
    return ((0.0, APART * number) for number in count())


def _around(onwards: Place) -> Iterator[Place]:
    """Yield offsets farther and farther away, of those as far the one most `onwards` first."""
    for ring in count():
        steps = range(-ring, ring + 1)
        cells = [(x, y) for x in steps for y in steps if max(abs(x), abs(y)) == ring]
        cells.sort(key=lambda at: (math.hypot(*at), -at[0] * onwards[0] - at[1] * onwards[1], at))
        yield from ((x * _STRIDE, y * _STRIDE) for x, y in cells)


def _family(circuit: Circuit, catalog: Catalog, id: str) -> str:
    kind = kind_of(circuit, catalog, id)
    return kind.family if kind else ""


def _near(circuit: Circuit, id: str) -> Iterator[str]:
    """Yield what an element is linked to, with hosts and neurons behind synapses, nearest first."""
    seen, front = {id}, [id]
    while front:
        here = front.pop(0)
        for other in (*circuit.targets(here), *circuit.sources(here)):
            if other not in seen:
                seen.add(other)
                front.append(other)
                yield other
