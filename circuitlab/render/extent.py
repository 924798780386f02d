"""The rectangle around all elements with their names, at any enlargement, followed edit by edit."""

from __future__ import annotations

from collections.abc import Collection, Mapping

import numpy as np
from PySide6.QtCore import QRectF

from circuitlab.render.drawn import DrawnElement
from circuitlab.render.keyed_rows import KeyedRows
from circuitlab.render.labels import enlarged_box

Row = tuple[float, ...]
"""Edges of an element drawn with its name, edges of the name alone, and how those move when it is
written one time larger; left, top, right, bottom each."""


class Extent:
    """How far the elements of a circuit reach; what stays the same is not looked at again."""

    def __init__(self) -> None:
        self._rows: KeyedRows[str] = KeyedRows(12)

    def follow(self, places: Mapping[str, DrawnElement], ids: Collection[str]) -> None:
        """Take over those of some elements, or forget them where they are gone."""
        for id in ids:
            if id not in places:
                self._rows.drop(id)
        self._rows.put_all({id: _row_of(places[id]) for id in ids if id in places})

    def bounds(self, larger: float) -> QRectF:
        """Return the rectangle around everything, with names so much larger; empty if nothing."""
        if not len(self._rows):
            return QRectF()
        drawn, name, more = np.hsplit(self._rows.rows, 3)
        both = np.concatenate((drawn, name + (larger - 1.0) * more))
        left, top = np.fmin.reduce(both[:, :2]).tolist()
        right, bottom = np.fmax.reduce(both[:, 2:]).tolist()
        return QRectF(left, top, right - left, bottom - top)


def _row_of(place: DrawnElement) -> Row:
    name = _edges(place.label.box.translated(place.centre))
    twice = _edges(enlarged_box(place.label, 2.0).translated(place.centre))
    more = (after - before for before, after in zip(name, twice, strict=True))
    return (*_edges(place.bounds), *name, *more)


def _edges(box: QRectF) -> Row:
    return box.left(), box.top(), box.right(), box.bottom()
