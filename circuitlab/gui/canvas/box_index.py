"""Which drawn things touch a rectangle: bounding boxes in one array."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping, Sequence
from operator import is_
from typing import Any, Generic, TypeVar

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QRectF

Key = TypeVar("Key", bound=Hashable)


class Boxes(Generic[Key]):
    """Bounding boxes of keyed things, in the order in which they are painted."""

    def __init__(self) -> None:
        self._known: dict[Key, tuple[object, QRectF]] = {}
        self._keys: list[Key] = []
        self._edges = np.empty((0, 4))
        self._seen: NDArray[np.bool_] | None = None
        self._in_view: Sequence[Key] = ()

    def follow(
        self,
        things: Mapping[Key, Any],
        box_of: Callable[[Any], QRectF],
        alike: Callable[[Any, Any], bool] = is_,
    ) -> list[QRectF]:
        """Take over `things`; returns the boxes, old and new, of all that looks different.

        Parameters
        ----------
        things : mapping
            Compared by identity with what was there.
        box_of : callable
            Returns the rectangle of one thing.
        alike : callable
            Whether what was there looks like the other thing that is there now.
        """
        if self._keys != list(things):
            return self._take_over(things, box_of, alike)
        dirty: list[QRectF] = []
        for row, (key, thing) in enumerate(things.items()):
            old, old_box = self._known[key]
            if old is thing:
                continue
            box = box_of(thing)
            self._known[key] = (thing, box)
            self._edges[row] = (box.left(), box.top(), box.right(), box.bottom())
            if not alike(old, thing):
                dirty += [box, old_box]
        return dirty

    def _take_over(
        self,
        things: Mapping[Key, Any],
        box_of: Callable[[Any], QRectF],
        alike: Callable[[Any, Any], bool],
    ) -> list[QRectF]:
        """Follow things of which some came or went."""
        before, dirty = self._known, list[QRectF]()
        self._known = {}
        for key, thing in things.items():
            old = before.pop(key, None)
            if old is not None and old[0] is thing:
                self._known[key] = old
                continue
            box = box_of(thing)
            self._known[key] = (thing, box)
            if old is not None and alike(old[0], thing):
                continue
            dirty += [box, old[1]] if old is not None else [box]
        dirty += [box for _thing, box in before.values()]
        self._keys, self._seen = list(self._known), None
        rows = [(b.left(), b.top(), b.right(), b.bottom()) for _t, b in self._known.values()]
        self._edges = np.array(rows, dtype=float).reshape(-1, 4)
        return dirty

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

    def _hit(self, area: QRectF) -> NDArray[np.bool_]:
        left, top, right, bottom = self._edges.T
        across = (left <= area.right()) & (right >= area.left())
        return across & (top <= area.bottom()) & (bottom >= area.top())

    def _named(self, hit: NDArray[np.bool_]) -> list[Key]:
        return [self._keys[row] for row in np.flatnonzero(hit).tolist()]

    def hull(self) -> QRectF:
        """Return the rectangle around everything, empty when there is nothing."""
        if not len(self._edges):
            return QRectF()
        left, top = map(float, self._edges[:, :2].min(axis=0))
        right, bottom = map(float, self._edges[:, 2:].max(axis=0))
        return QRectF(left, top, right - left, bottom - top)

    def box(self, key: Key) -> QRectF:
        """Return the rectangle of one thing, empty when it is not there."""
        found = self._known.get(key)
        return found[1] if found is not None else QRectF()
