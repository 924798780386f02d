"""Where names stand beside their elements, found anew only where an edit reaches."""

from __future__ import annotations

import heapq
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QRectF

from circuitlab.render.bodies import GATE
from circuitlab.render.labels import UNNAMED, placed, sides
from circuitlab.render.obstacles import SLACK, Obstacles, Tile, tiles_of, with_slack

if TYPE_CHECKING:
    from collections.abc import Hashable

    from circuitlab.render.curves import Floats
    from circuitlab.render.drawn import DrawnElement
    from circuitlab.render.in_order import Rank


class Settling:
    """Gives each name the side of its element where it covers least, one after the other.

    A name gives way to those painted before it. What comes out is the same whichever edits led to
    it: a name is looked at again when anything near it differs, and then those after it. Edits may
    come while some names are still due.

    Parameters
    ----------
    rank_of : callable
        Returns the place of an element in the order of painting.
    """

    def __init__(self, rank_of: Callable[[str], Rank]) -> None:
        self.obstacles = Obstacles()
        self._rank_of = rank_of
        self._rooms: dict[str, tuple[QRectF, tuple[Tile, ...]]] = {}
        self._near: dict[Tile, set[str]] = defaultdict(set)
        self._due: set[str] = set()
        self._queue: list[tuple[Rank, str]] = []
        self._is_first = False

    @property
    def is_due(self) -> bool:
        """Whether any name may stand elsewhere than where it covers least."""
        return bool(self._due)

    @property
    def is_first(self) -> bool:
        """Whether no name has been given its place yet, or not each one."""
        return self._is_first or not self._rooms

    def note(
        self,
        places: Mapping[str, DrawnElement],
        drawn: Mapping[Hashable, Floats],
        ids: Collection[str],
    ) -> list[DrawnElement]:
        """Note what is drawn otherwise: `next_one` looks at the names that it reaches.

        Parameters
        ----------
        places : mapping
            Every element.
        drawn : mapping
            Points on what is drawn otherwise than before, by what it is; none where it is gone.
        ids : collection of str
            The elements that came, went, or changed.

        Returns
        -------
        list of DrawnElement
            The places of those that have no name any more, where that stood elsewhere.
        """
        self._is_first = self.is_first
        changed = self.obstacles.draw(drawn)
        due = self._given_up(places, ids)
        if not self._is_first:
            due |= self._reached(changed)
        self._ask(id for id in (*due, *ids) if id in self._rooms and id in places)
        nameless = (placed(places[id], 0) for id in ids if id in places and id not in self._rooms)
        return [place for place in nameless if place.label != places[place.id].label]

    def next_one(self, places: Mapping[str, DrawnElement]) -> DrawnElement | None:
        """Place the first name that is due, and have those looked at that this reaches.

        Everything that is drawn otherwise must have been noted.

        Returns
        -------
        DrawnElement or None
            Its place, where it stands elsewhere than before.
        """
        _rank, id = heapq.heappop(self._queue)
        if id not in self._due:  # it has gone since
            return None
        self._due.discard(id)
        best = self._best(places[id])
        box = best.label.box.translated(best.centre)
        old = self.obstacles.write(id, box)
        if old != box and not self._is_first:  # at first, all that come later are due anyway
            self._ask(self._readers(id, [box] if old is None else [box, old]))
        self._is_first &= self.is_due
        return best if best.label != places[id].label else None

    def _ask(self, ids: Iterable[str]) -> None:
        """Have some names looked at, each once and after those before it."""
        for id in ids:
            if id not in self._due:
                self._due.add(id)
                heapq.heappush(self._queue, (self._rank_of(id), id))

    def _given_up(self, places: Mapping[str, DrawnElement], ids: Collection[str]) -> set[str]:
        """Keep room for those that have a name; return whose names stood by those without one."""
        reached: set[str] = set()
        for id in ids:
            place = places.get(id)
            named = place is not None and place.glyph not in UNNAMED
            if not named:
                self._due.discard(id)
                if (left := self.obstacles.write(id, None)) is not None:
                    reached |= self._reached_by(left)
            self._keep_room(id, place if named else None)
        return reached

    def _best(self, place: DrawnElement) -> DrawnElement:
        """A place with its name where it covers least; earlier sides are better."""
        slack = 0.0 if place.glyph == GATE else SLACK
        boxes = [with_slack(b.translated(place.centre), slack) for b, _align in sides(place)]
        if len(boxes) == 1:
            return placed(place, 0)
        own = self._rank_of(place.id)
        names = self.obstacles.names_on(self._rooms[place.id][0])
        names = {id for id in names if self._rank_of(str(id)) < own}
        lowest, found = float("inf"), 0
        for rank, cost in enumerate(self.obstacles.costs(boxes, names).tolist()):
            if cost + 0.9 * rank < lowest:
                lowest, found = cost + 0.9 * rank, rank
            if lowest <= 0.9 * (rank + 1):
                break
        return placed(place, found)

    def _readers(self, id: str, boxes: Iterable[QRectF]) -> set[str]:
        """The names after one that might stand where it stands or stood."""
        own = self._rank_of(id)
        near = {other for box in boxes for other in self._reached_by(box)}
        return {other for other in near if self._rank_of(other) > own}

    def _reached_by(self, box: QRectF) -> set[str]:
        """The names that might stand in a box."""
        near = {id for tile in tiles_of(box) for id in self._near.get(tile, ())}
        return {id for id in near if self._rooms[id][0].intersects(box)}

    def _reached(self, changed: Mapping[Tile, list[Floats]]) -> set[str]:
        """The names that might stand where points came or went."""
        found: set[str] = set()
        for tile, points in changed.items():
            near = [id for id in self._near.get(tile, ()) if id not in found]
            if near:
                rooms = np.array([_edges(self._rooms[id][0]) for id in near])
                left, top, right, bottom = rooms.T[:, :, None]
                x, y = np.concatenate(points).T
                hit = (x >= left) & (x <= right) & (y >= top) & (y <= bottom)
                found.update(near[number] for number in np.flatnonzero(hit.any(axis=1)).tolist())
        return found

    def _keep_room(self, id: str, place: DrawnElement | None) -> None:
        """Note where a name may stand; None: nowhere any more."""
        if known := self._rooms.pop(id, None):
            for tile in known[1]:
                self._near[tile].discard(id)
                if not self._near[tile]:
                    del self._near[tile]
        if place is None:
            return
        room = QRectF()
        for box, _align in sides(place):
            room = room.united(box)
        room = with_slack(room.translated(place.centre), SLACK)
        tiles = tuple(tiles_of(room))
        self._rooms[id] = room, tiles
        for tile in tiles:
            self._near[tile].add(id)


def _edges(box: QRectF) -> tuple[float, float, float, float]:
    return box.left(), box.top(), box.right(), box.bottom()
