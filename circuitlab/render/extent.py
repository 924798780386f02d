"""The rectangle around all elements with their names, at any enlargement, followed edit by edit."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from PySide6.QtCore import QRectF

from circuitlab.render.drawn import DrawnElement
from circuitlab.render.labels import enlarged_box

Row = tuple[float, ...]
"""Edges of an element drawn with its name, edges of the name alone, and how those move when it is
written one time larger; left, top, right, bottom each."""


class Extent:
    """How far the elements of a circuit reach; what stays the same is not looked at again."""

    def __init__(self) -> None:
        self._known: dict[str, tuple[DrawnElement, Row]] = {}
        self._rows = np.empty((0, 12))

    def follow(self, places: Mapping[str, DrawnElement]) -> None:
        """Take over places, which are compared by identity with those of before."""
        if self._known.keys() != places.keys():
            self._take_over(places)
            return
        known = self._known
        for number, (id, (before, _row)) in enumerate(known.items()):
            place = places[id]
            if place is not before:
                row = _row_of(place)
                known[id] = (place, row)
                self._rows[number] = row

    def _take_over(self, places: Mapping[str, DrawnElement]) -> None:
        """Follow places of which some came or went."""
        before, self._known = self._known, {}
        for id, place in places.items():
            old = before.get(id)
            same = old is not None and old[0] is place
            self._known[id] = old if old is not None and same else (place, _row_of(place))
        self._rows = np.array([row for _place, row in self._known.values()]).reshape(-1, 12)

    def bounds(self, larger: float) -> QRectF:
        """Return the rectangle around everything, with names so much larger; empty if nothing."""
        if not len(self._rows):
            return QRectF()
        drawn, name, more = np.hsplit(self._rows, 3)
        both = np.concatenate((drawn, name + (larger - 1.0) * more))
        left, top = both[:, :2].min(axis=0).tolist()
        right, bottom = both[:, 2:].max(axis=0).tolist()
        return QRectF(left, top, right - left, bottom - top)


def _row_of(place: DrawnElement) -> Row:
    name = _edges(place.label.box.translated(place.centre))
    twice = _edges(enlarged_box(place.label, 2.0).translated(place.centre))
    more = (after - before for before, after in zip(name, twice, strict=True))
    return (*_edges(place.bounds), *name, *more)


def _edges(box: QRectF) -> Row:
    return box.left(), box.top(), box.right(), box.bottom()
