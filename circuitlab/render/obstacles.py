"""What a name should not cover: points on what is drawn, and the names placed so far."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Hashable, Iterable, Mapping, Sequence

import numpy as np
from PySide6.QtCore import QRectF

from circuitlab.render.curves import Floats

Tile = tuple[int, int]
TILE = 128.0
_NONE = np.empty((0, 2))
SLACK = 1.5
"""Canvas units around a name within which nothing should lie; less above and below it."""


class Obstacles:
    """Points and names on tiles of the canvas, so that a change is told by the few it reaches."""

    def __init__(self) -> None:
        self._points: dict[Tile, dict[Hashable, Floats]] = defaultdict(dict)
        self._tiles_of: dict[Hashable, dict[Tile, Floats]] = {}
        self._on_tile: dict[Tile, Floats] = {}
        self._boxes: dict[Hashable, QRectF] = {}
        self._names: dict[Tile, set[Hashable]] = defaultdict(set)

    # ---- drawing and writing

    def draw(self, things: Mapping[Hashable, Floats]) -> dict[Tile, list[Floats]]:
        """Have what is drawn of some things be these points.

        Returns
        -------
        dict
            The tiles that differ, each with points that came or went there.
        """
        tiled = _tiled(things)
        changed: dict[Tile, list[Floats]] = {}
        for owner in things:
            old, new = self._tiles_of.pop(owner, {}), tiled.get(owner, {})
            for tile in {**old, **new}:
                was, now = old.get(tile), new.get(tile)
                if not _same(was, now):
                    both = [points for points in (was, now) if points is not None]
                    changed.setdefault(tile, []).extend(both)
                    self._set(tile, owner, now)
            if new:
                self._tiles_of[owner] = new
        return changed

    def _set(self, tile: Tile, owner: Hashable, points: Floats | None) -> None:
        self._on_tile.pop(tile, None)
        if points is not None:
            self._points[tile][owner] = points
            return
        del self._points[tile][owner]
        if not self._points[tile]:
            del self._points[tile]

    def write(self, id: Hashable, box: QRectF | None) -> QRectF | None:
        """Have a name stand in a box, or nowhere; returns where it stood before."""
        old = self._boxes.pop(id, None)
        for tile in tiles_of(old) if old is not None else ():
            self._names[tile].discard(id)
            if not self._names[tile]:
                del self._names[tile]
        if box is not None:
            self._boxes[id] = box
            for tile in tiles_of(box):
                self._names[tile].add(id)
        return old

    def name(self, id: Hashable) -> QRectF | None:
        """Return where a name stands."""
        return self._boxes.get(id)

    # ---- asking

    def costs(self, rooms: Sequence[QRectF], names: Collection[Hashable]) -> Floats:
        """Return what each of some rooms near each other covers: points drawn, and some names."""
        edges = np.array([(r.left(), r.top(), r.right(), r.bottom()) for r in rooms])
        costs: Floats = 2.0 * self._covered(edges)
        if names:
            boxes = [self._boxes[id] for id in names]
            others = np.array([(b.left(), b.top(), b.right(), b.bottom()) for b in boxes])
            costs += overlap(edges, others)
        return costs

    def _covered(self, edges: Floats) -> Floats:
        """Return how many points lie under each box."""
        left, top, right, bottom = edges.T
        hull = (left.min(), top.min(), right.max(), bottom.max())
        parts = [self._drawn_on(tile) for tile in _tiles(*hull)]
        x, y = np.concatenate([_NONE, *parts]).T
        near = (x >= hull[0]) & (x <= hull[2]) & (y >= hull[1]) & (y <= hull[3])
        x, y = x[near], y[near]
        under = (x >= left[:, None]) & (x <= right[:, None])
        under &= (y >= top[:, None]) & (y <= bottom[:, None])
        counts: Floats = np.count_nonzero(under, axis=1).astype(float)
        return counts

    def names_on(self, area: QRectF) -> set[Hashable]:
        """Return the names that stand in an area, or near it."""
        found: set[Hashable] = set()
        for tile in tiles_of(area):
            found |= self._names.get(tile, set())
        return found

    def freest(self, boxes: Sequence[QRectF], more: Sequence[QRectF]) -> int:
        """Return the number of the box, in canvas units, that covers least, else the first.

        Parameters
        ----------
        more : sequence of QRectF
            What else it should not cover.
        """
        rooms = [with_slack(box, SLACK) for box in boxes]
        around = rooms[0]
        for room in rooms[1:]:
            around = around.united(room)
        costs = self.costs(rooms, self.names_on(around))
        if more:
            edges, others = (
                np.array([(b.left(), b.top(), b.right(), b.bottom()) for b in some])
                for some in (rooms, more)
            )
            costs += overlap(edges, others)
        return int(np.argmin(costs + 0.9 * np.arange(len(rooms))))

    def _drawn_on(self, tile: Tile) -> Floats:
        known = self._on_tile.get(tile)
        if known is None:
            parts = self._points.get(tile, {})
            known = self._on_tile[tile] = np.concatenate([_NONE, *parts.values()])
        return known


def with_slack(box: QRectF, slack: float) -> QRectF:
    """A box with the room around it that should be free."""
    return box.adjusted(-slack, -0.7 * slack, slack, 0.7 * slack)


def overlap(boxes: Floats, others: Floats) -> Floats:
    """Return what it costs each box to lie over others, the same in whatever order they come."""
    left, top, right, bottom = boxes.T[:, :, None]
    across = np.minimum(right, others[:, 2]) - np.maximum(left, others[:, 0])
    down = np.minimum(bottom, others[:, 3]) - np.maximum(top, others[:, 1])
    over = (across > 0.0) & (down > 0.0)
    each = np.where(over, 6.0 + across * down / 30.0, 0.0)
    each.sort(axis=1)
    costs: Floats = each.cumsum(axis=1)[:, -1]
    return costs


def tiles_of(box: QRectF) -> Iterable[Tile]:
    """Return the tiles that a box lies on."""
    return _tiles(box.left(), box.top(), box.right(), box.bottom())


def _tiles(left: float, top: float, right: float, bottom: float) -> list[Tile]:
    columns = range(int(left // TILE), int(right // TILE) + 1)
    rows = range(int(top // TILE), int(bottom // TILE) + 1)
    return [(x, y) for x in columns for y in rows]


def _same(one: Floats | None, other: Floats | None) -> bool:
    if one is None or other is None:
        return one is other
    return one.shape == other.shape and bool((one == other).all())


def _tiled(things: Mapping[Hashable, Floats]) -> dict[Hashable, dict[Tile, Floats]]:
    """Sort the points of things by the tile on which they lie."""
    found: dict[Hashable, dict[Tile, Floats]] = {}
    drawn = [(owner, points) for owner, points in things.items() if len(points)]
    if not drawn:
        return found
    points = np.concatenate([points for _owner, points in drawn])
    numbers = np.repeat(np.arange(len(drawn)), [len(each) for _owner, each in drawn])
    across, down = np.floor(points / TILE).astype(np.int64).T
    order = np.lexsort((down, across, numbers))
    points, keys = points[order], np.stack((numbers, across, down))[:, order]
    new = np.flatnonzero((np.diff(keys) != 0).any(axis=0)) + 1
    starts = np.concatenate(([0], new))
    ends = [*new.tolist(), len(points)]
    for number, x, y, start, end in zip(
        *keys[:, starts].tolist(), starts.tolist(), ends, strict=True
    ):
        found.setdefault(drawn[number][0], {})[x, y] = points[start:end]
    return found
