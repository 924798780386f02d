"""Which names give way to which others as all of them grow."""

from __future__ import annotations

import heapq
import math
from collections import defaultdict
from collections.abc import Iterable, Mapping

import numpy as np

from circuitlab.render.keyed_rows import KeyedRows
from circuitlab.render.label_growth import edges, meeting, touching
from circuitlab.render.name_shapes import LARGEST, SURE, NameRow

RowKey = tuple[str, bool]
"""An element's id, and whether its name has moved from its usual place."""


class Crowds:
    """Which names give way to which: each to the more important ones that it meets."""

    def __init__(self) -> None:
        self._rows: dict[RowKey, NameRow] = {}
        self._rooms: KeyedRows[RowKey] = KeyedRows(10)
        self._met: dict[RowKey, dict[RowKey, float]] = defaultdict(dict)
        self._limits: dict[RowKey, float] = {}

    def span(self, row: NameRow) -> tuple[float, float]:
        """Enlargement from which on a name stands there, and at which it gives way."""
        return self._start(row.key), self._limits[row.key]

    def farthest(self, rows: Iterable[NameRow]) -> float:
        """Enlargement up to which any of some names is written; without end where there is none."""
        return max((self._limits[row.key] for row in rows), default=math.inf)

    def follow(self, replaced: Mapping[str, tuple[list[NameRow], list[NameRow]]]) -> set[str]:
        """Take rows in place of others; returns whose names stand otherwise for it."""
        due: set[RowKey] = set()
        for old, _new in replaced.values():
            for row in old:
                due |= self._drop(row.key)
        new = [row for _old, rows in replaced.values() for row in rows]
        due |= self._add(new)
        return self._give_way({key for key in due if key in self._rows})

    def _drop(self, key: RowKey) -> set[RowKey]:
        del self._rows[key], self._limits[key]
        self._rooms.drop(key)
        met = self._met.pop(key, {})
        for other in met:
            del self._met[other][key]
        return set(met)

    def _add(self, rows: list[NameRow]) -> set[RowKey]:
        """Take rows; returns them with all that they meet."""
        for row in rows:
            self._rows[row.key], self._limits[row.key] = row, row.cap
        free = [row for row in rows if row.cap > SURE]
        if free:
            self._meet(free)
        return {row.key for row in rows} | {other for r in free for other in self._met[r.key]}

    def _meet(self, free: list[NameRow]) -> None:
        """Note from where on some names meet others."""
        grown = np.array([row.growth for row in free])
        caps = np.minimum(np.array([row.cap for row in free]), LARGEST)
        boxes = edges(grown, caps)
        made = np.hstack((boxes, grown)).tolist()
        self._rooms.put_all({row.key: numbers for row, numbers in zip(free, made, strict=True)})
        ones, others = touching(boxes, self._rooms.rows[:, :4])
        met = meeting(grown[ones], *2 * (self._rooms.rows[others, 4:],)).tolist()
        keys = self._rooms.keys_of(others)
        for one, other, larger in zip(ones.tolist(), keys, met, strict=True):
            key = free[one].key
            if key[0] != other[0]:
                self._met[key][other] = self._met[other][key] = larger

    def _give_way(self, due: set[RowKey]) -> set[str]:
        """Find limits anew in order of importance, and those of what gives way to them."""
        queue = [(self._rows[key].order, key) for key in due]
        heapq.heapify(queue)
        changed = set()
        while queue:
            _order, key = heapq.heappop(queue)
            limit = self._limit(key)
            if limit == self._limits[key] and key not in due:
                continue
            self._limits[key] = limit
            changed.add(key[0])
            for later in self._after(key) - due:
                due.add(later)
                heapq.heappush(queue, (self._rows[later].order, later))
        return changed

    def _limit(self, key: RowKey) -> float:
        """Enlargement at which a name gives way to the first one that is there then."""
        row, start = self._rows[key], self._start(key)
        limit = row.cap
        for other, larger in self._met.get(key, {}).items():
            if self._rows[other].order < row.order:
                begin = max(larger, start, self._start(other))
                if begin < self._limits[other] and begin < limit:
                    limit = begin
        return limit

    def _start(self, key: RowKey) -> float:
        """Enlargement from which on a name stands there: where it has gone from its usual place."""
        id, is_moved = key
        return max(SURE, self._limits[id, False]) if is_moved else 0.0

    def _after(self, key: RowKey) -> set[RowKey]:
        """What may give way otherwise when one name does: less important ones, itself elsewhere."""
        id, is_moved = key
        order = self._rows[key].order
        found = {other for other in self._met.get(key, ()) if self._rows[other].order > order}
        if not is_moved and (id, True) in self._rows:
            found |= {(id, True)} | self._after((id, True))
        return found
