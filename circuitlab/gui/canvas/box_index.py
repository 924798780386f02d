"""Which drawn things touch a rectangle: bounding boxes in one array."""

from __future__ import annotations

from collections.abc import Callable, Collection, Hashable, Mapping, Sequence
from itertools import count
from operator import is_
from typing import Any, Generic, TypeVar

import numpy as np
from PySide6.QtCore import QRectF

from circuitlab.render.keyed_rows import KeyedRows, Numbers

Key = TypeVar("Key", bound=Hashable)


class Boxes(Generic[Key]):
    """Bounding boxes of keyed things, found in the order in which they are painted.

    Parameters
    ----------
    box_of : callable
        Returns the rectangle of one thing.
    alike : callable
        Whether what was there looks like the other thing that is there now; by default only what
        is the same does.
    rank_of : callable, optional
        Returns the place of a key in the order of painting; by default what came last is on top.
    """

    def __init__(
        self,
        box_of: Callable[[Any], QRectF],
        alike: Callable[[Any, Any], bool] = is_,
        rank_of: Callable[[Key], float] | None = None,
    ) -> None:
        self._box_of, self._alike = box_of, alike
        self._came: dict[Key, int] = {}
        self._numbers = count()
        self._rank_of = rank_of or self._came.__getitem__
        self._known: dict[Key, tuple[object, QRectF]] = {}
        self._edges: KeyedRows[Key] = KeyedRows(5)
        self._seen: Numbers | None = None
        self._in_view: Sequence[Key] = ()

    def follow(self, things: Mapping[Key, Any], keys: Collection[Key]) -> list[QRectF]:
        """Follow an edit of some keys; returns the boxes, old and new, of what looks different.

        Parameters
        ----------
        things : mapping
            All that there is now; what has one of `keys` is compared with what there was.
        """
        dirty: list[QRectF] = []
        for key in keys:
            thing, (old, old_box) = things.get(key), self._known.get(key, (None, QRectF()))
            if thing is old:
                continue
            box = self._put(key, thing)
            if thing is None or old is None or not self._alike(old, thing):
                dirty += [box] if old is None else [old_box] if thing is None else [box, old_box]
        return dirty

    def _put(self, key: Key, thing: object) -> QRectF:
        """Have a thing be there, or none."""
        if thing is None:
            del self._known[key]
            self._came.pop(key, None)
            self._edges.drop(key)
            self._seen = None
            return QRectF()
        box = self._box_of(thing)
        self._known[key] = (thing, box)
        if key not in self._came:
            self._came[key] = next(self._numbers)
        edges = box.left(), box.top(), box.right(), box.bottom()
        if self._edges.put(key, (*edges, self._rank_of(key))):
            self._seen = None
        return box

    def touching(self, area: QRectF) -> list[Key]:
        """Return the keys of what touches `area`, in painting order."""
        return self._named(self._hit(area))

    def in_view(self, area: QRectF) -> Sequence[Key]:
        """Return what touches the area that is in view.

        It is the same list as before while nothing comes or goes.
        """
        hit = self._hit(area)
        if self._seen is None or not np.array_equal(hit, self._seen):
            self._seen, self._in_view = hit, self._named(hit)
        return self._in_view

    def _hit(self, area: QRectF) -> Numbers:
        return self._edges.touching(area.left(), area.top(), area.right(), area.bottom())

    def _named(self, hit: Numbers) -> list[Key]:
        return self._edges.keys_of(hit[np.argsort(self._edges.rows[hit, 4])])

    def hull(self) -> QRectF:
        """Return the rectangle around everything, empty when there is nothing."""
        return self._edges.hull()

    def box(self, key: Key) -> QRectF:
        """Return the rectangle of one thing, empty when it is not there."""
        found = self._known.get(key)
        return found[1] if found is not None else QRectF()
