"""Which names are written from how far: they grow as one moves away, and some give way."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice

import numpy as np
from PySide6.QtCore import QRectF, Qt

from circuitlab.render.drawn import DrawnElement, lies_alike
from circuitlab.render.in_order import Rank
from circuitlab.render.keyed_rows import KeyedRows
from circuitlab.render.label_growth import edges, room_at, words_at
from circuitlab.render.name_crowds import Crowds, RowKey
from circuitlab.render.name_shapes import (
    FADING,
    SURE,
    SURE_UP_TO,
    UNNAMED,
    Bodies,
    NameRow,
    Shape,
    rows_of,
    shape_of,
)
from circuitlab.render.stepwise import Steps, done, pieces

_AT_A_TIME, _NAMES_AT_A_TIME = 100, 40
__all__ = ["SURE_UP_TO", "Names", "NamesBefore", "Written"]


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
class Standing:
    """A name in one of its places, and between which enlargements it stands there."""

    row: NameRow
    start: float
    limit: float

    def shows(self, larger: float) -> bool:
        """Whether it is written so much larger."""
        return self.start < larger < self.limit

    def box(self, larger: float) -> QRectF:
        """Its room on the canvas."""
        return room_at(self.row.growth, larger)

    def written(self, larger: float) -> Written:
        """How it is written, pale where it is about to come or go."""
        step = self.limit / larger
        if self.row.is_moved:
            step = min(step, larger / self.start)
        opacity = min(1.0, math.log(step) / math.log(FADING))
        room = words_at(self.row.growth, larger).translated(-self.row.place.centre)
        return Written(self.row.place.id, room, self.row.align, opacity)

    def looks(self, larger: float) -> object:
        """All that can be seen of it so much larger."""
        place = self.row.place
        shown = self.written(larger) if self.shows(larger) else None
        return place.centre, place.name, place.colour, shown


class NamesBefore:
    """How names were written before some edits, those that are written otherwise now."""

    def __init__(self, names: Names, before: Mapping[str, list[Standing]]) -> None:
        self._names, self._before = names, before

    def areas(self, larger: float) -> list[QRectF]:
        """Return where names so much larger look different from those before."""
        found = []
        for id, before in self._before.items():
            both = before, self._names.standing(id)
            one, other = ([each.looks(larger) for each in some] for some in both)
            if one != other:
                found += [each.box(larger) for some in both for each in some if each.shows(larger)]
        return found


class Names:
    """From how far each name is written, and where; followed edit by edit.

    A name grows away from its element as one zooms out, by a known rule, so that the enlargement
    at which it begins to touch a body or another name is a number. In order of importance, each
    name is written up to the least of those that count: whole, then ever paler, then not at all.
    The name of a cell that soon touches a body moves below or above its cell.

    Parameters
    ----------
    places : mapping
        Every element by id.
    rank_of : callable, optional
        Returns the place of an element among all; by default the order of `places`.
    """

    def __init__(
        self, places: Mapping[str, DrawnElement], rank_of: Callable[[str], Rank] | None = None
    ) -> None:
        numbers = {} if rank_of is not None else {id: n for n, id in enumerate(places)}
        self._rank_of = rank_of or numbers.__getitem__
        self._shapes: dict[str, Shape] = {}
        self._bodies = Bodies()
        self._reaches: KeyedRows[str] = KeyedRows(4)
        self._crowds = Crowds()
        self._rows: dict[str, list[NameRow]] = {}
        self._parts: dict[str, set[str]] = defaultdict(set)
        self._standing: dict[RowKey, Standing] = {}
        self._table: KeyedRows[RowKey] = KeyedRows(8)
        self._before: dict[str, list[Standing]] = {}
        self._due: dict[str, None] = {}
        done(self.filling(places))

    def filling(self, places: Mapping[str, DrawnElement]) -> Steps[None]:
        """Write the names of all elements, where none is written yet, step by step."""
        yield from self.following(places, places)
        self._before.clear()

    # ---- reading

    def standing(self, id: str) -> list[Standing]:
        """Return the places where the name of an element stands from near and from afar."""
        return [self._standing[row.key] for row in self._rows.get(id, ())]

    def of(self, id: str, larger: float) -> list[Written]:
        """Return how the name of an element is written so much larger."""
        return [each.written(larger) for each in self.standing(id) if each.shows(larger)]

    def inside(self, area: QRectF, larger: float) -> Iterator[Written]:
        """Yield the names in an area as they are written so much larger."""
        rows = self._table.rows
        left, top, right, bottom = edges(rows[:, :6], larger).T
        hit = (left <= area.right()) & (right >= area.left())
        hit &= (top <= area.bottom()) & (bottom >= area.top())
        hit &= (rows[:, 6] < larger) & (rows[:, 7] > larger)
        found = [self._standing[key] for key in self._table.keys_of(np.flatnonzero(hit))]
        for each in sorted(found, key=lambda each: each.row.order):
            yield each.written(larger)

    def boxes(self, ids: Iterable[str], larger: float) -> list[QRectF]:
        """Return the room on the canvas of the names of elements, written so much larger."""
        all_of = (each for id in ids for each in self.standing(id))
        return [each.box(larger) for each in all_of if each.shows(larger)]

    def bounds(self, larger: float) -> QRectF:
        """Return the rectangle around all names that are written so much larger."""
        rows = self._table.rows
        rooms = edges(rows[(rows[:, 6] < larger) & (rows[:, 7] > larger), :6], larger)
        if not len(rooms):
            return QRectF()
        left, top = rooms[:, :2].min(axis=0).tolist()
        right, bottom = rooms[:, 2:].max(axis=0).tolist()
        return QRectF(left, top, right - left, bottom - top)

    # ---- following the circuit

    def take_before(self) -> NamesBefore | None:
        """Return how those names were written that differ since this was last asked, if any."""
        before, self._before = self._before, {}
        return NamesBefore(self, before) if before else None

    def follow(self, places: Mapping[str, DrawnElement], ids: Collection[str]) -> None:
        """Follow an edit after which some elements are drawn otherwise, or are there no more."""
        done(self.following(places, ids))

    def following(self, places: Mapping[str, DrawnElement], ids: Collection[str]) -> Steps[None]:
        """Do the same step by step."""
        for few in pieces(ids, _AT_A_TIME):
            self.note(places, few)
            yield
        while self.are_due:
            self.stand_some()
            yield

    @property
    def are_due(self) -> bool:
        """Whether any name that was noted may be written otherwise than it is."""
        return bool(self._due)

    def note(self, places: Mapping[str, DrawnElement], ids: Collection[str]) -> None:
        """Note that some elements are drawn otherwise, or are there no more.

        `stand_some` has their names, and those that they reach, stand as they should.
        """
        is_first = not self._standing
        bodies = self._bodies.follow(places, ids)
        for id in ids:
            place = places.get(id)
            if self._is_new(place, id):
                self._reshape(id, place)
                self._due[id] = None
        if not is_first:  # at first, all names are due anyway
            for box in bodies:
                near = self._reaches.keys_of(self._reaches.touching(*box.tolist()))
                self._due.update(dict.fromkeys(near))

    def stand_some(self) -> None:
        """Have a few of the names that are due stand as they should.

        Every element that is drawn otherwise must have been noted.
        """
        few = dict.fromkeys(islice(self._due, _NAMES_AT_A_TIME))
        for id in few:
            del self._due[id]
        due = self._shapes.keys() & few.keys()
        replaced = self._replaced(few.keys() - due, due)
        again = self._crowds.follow(replaced)
        self._stand({*again, *replaced})

    def _is_new(self, place: DrawnElement | None, id: str) -> bool:
        known = self._shapes.get(id)
        if place is None or place.glyph in UNNAMED:
            return known is not None
        return known is None or not lies_alike(known.place, place)

    def _reshape(self, id: str, place: DrawnElement | None) -> None:
        old = self._shapes.pop(id, None)
        if old is not None:
            self._parts[old.place.host].discard(id)
        if place is None or place.glyph in UNNAMED:
            self._reaches.drop(id)
            return
        shape = self._shapes[id] = shape_of(place)
        self._reaches.put(id, shape.reach().tolist())
        self._parts[place.host].add(id)

    def _replaced(
        self, gone: set[str], due: set[str]
    ) -> dict[str, tuple[list[NameRow], list[NameRow]]]:
        """Return the rows, old and new, of each name whose rows differ."""
        made: dict[str, list[NameRow]] = {id: [] for id in (*gone, *due)}
        ranks = {id: self._rank_of(id) for id in due}
        for row in rows_of({id: self._shapes[id] for id in due}, self._bodies, ranks):
            made[row.place.id].append(row)
        found = {}
        for id, rows in made.items():
            old = self._rows.get(id, [])
            if not _alike(old, rows):
                found[id] = (old, rows)
                self._rows[id] = rows
                if not rows:
                    del self._rows[id]
        return found

    def _stand(self, ids: Collection[str]) -> None:
        """Note from where to where names are written, and those of what sits in their cells."""
        parts = {part for host in ids for part in self._parts.get(host, ())}
        for id in parts.union(ids):
            host = self._shapes[id].place.host if id in self._shapes else ""
            most = self._crowds.farthest(self._rows.get(host, ()))
            made = [self._stood(row, most) for row in self._rows.get(id, ())]
            old = [self._standing[key] for key in _keys(id) if key in self._standing]
            if _unmoved(old, made):
                continue
            self._before.setdefault(id, old)
            for key in _keys(id):
                self._standing.pop(key, None)
                self._table.drop(key)
            for each in made:
                self._standing[each.row.key] = each
                self._table.put(each.row.key, (*each.row.growth, each.start, each.limit))

    def _stood(self, row: NameRow, most: float) -> Standing:
        """A part of a cell is named no farther than its cell."""
        start, limit = self._crowds.span(row)
        return Standing(row, start, max(min(limit, most), 0.0 if row.is_moved else SURE))


def _keys(id: str) -> tuple[RowKey, RowKey]:
    return (id, False), (id, True)


def _unmoved(some: list[Standing], others: list[Standing]) -> bool:
    """Whether the very same rows stand between the same enlargements."""
    return len(some) == len(others) and all(
        one.row is other.row and (one.start, one.limit) == (other.start, other.limit)
        for one, other in zip(some, others, strict=True)
    )


def _alike(some: list[NameRow], others: list[NameRow]) -> bool:
    """Whether rows of a name are the same, those of the very same place."""
    return len(some) == len(others) and all(
        one.place is other.place
        and (one.key, one.limit) == (other.key, other.limit)
        and (one.growth, one.order) == (other.growth, other.order)
        for one, other in zip(some, others, strict=True)
    )
