"""Rows of numbers by key in one array, of which a few come, go or change at a time."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from typing import Any, Generic, TypeVar

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QRectF

Key = TypeVar("Key", bound=Hashable)
Floats = NDArray[np.float64]
Numbers = NDArray[np.intp]

_LEAST = 64
"""Rows for which there is room from the start."""


class KeyedRows(Generic[Key]):
    """An array with one row for each key; rows that are free hold no numbers and touch nothing.

    Parameters
    ----------
    width : int
        Numbers in a row; the first four may be the edges of a box: left, top, right, bottom.
    """

    def __init__(self, width: int) -> None:
        self._all = np.full((_LEAST, width), np.nan)
        self._slots: dict[Key, int] = {}
        self._keys: list[Any] = []
        self._free: list[int] = []
        self._hull: tuple[float, ...] | None = None

    def __len__(self) -> int:
        return len(self._slots)

    def __contains__(self, key: object) -> bool:
        return key in self._slots

    def __getitem__(self, key: Key) -> Floats:
        """The numbers of a key."""
        row: Floats = self._all[self._slots[key]]
        return row

    @property
    def rows(self) -> Floats:
        """All rows, free ones too."""
        return self._all[: len(self._keys)]

    def keys_of(self, slots: Numbers) -> list[Key]:
        """Return the keys of some rows, none of which is free."""
        return list(map(self._keys.__getitem__, slots.tolist()))

    def slots_of(self, keys: Sequence[Key]) -> Numbers:
        """Return the rows of some keys; -1 for those that have none."""
        return np.array([self._slots.get(key, -1) for key in keys], dtype=np.intp)

    def put(self, key: Key, row: Sequence[float]) -> bool:
        """Have a key's numbers be these; returns whether it is new here."""
        if self._hull is not None and not _lies_in(row, self._hull):
            self._hull = None
        slot = self._slots.get(key)
        if slot is not None:
            self._leave(slot)
            self._all[slot] = row
            return False
        if self._free:
            slot = self._free.pop()
            self._keys[slot] = key
        else:
            slot = len(self._keys)
            self._keys.append(key)
            self._make_room(slot + 1)
        self._slots[key] = slot
        self._all[slot] = row
        return True

    def put_all(self, rows: Mapping[Key, Sequence[float]]) -> None:
        """Have the numbers of some keys be these."""
        self._make_room(len(self._keys) + len(rows))
        for key, row in rows.items():
            self.put(key, row)

    def drop(self, key: Key) -> bool:
        """Forget a key; returns whether it was there."""
        slot = self._slots.pop(key, None)
        if slot is None:
            return False
        self._leave(slot)
        self._all[slot] = np.nan
        self._keys[slot] = None
        self._free.append(slot)
        return True

    def touching(self, left: float, top: float, right: float, bottom: float) -> Numbers:
        """Return the rows whose boxes touch a box, its edges too."""
        here = self.rows
        hit = (here[:, 0] <= right) & (here[:, 2] >= left)
        hit &= (here[:, 1] <= bottom) & (here[:, 3] >= top)
        return np.flatnonzero(hit)

    def hull(self) -> QRectF:
        """Return the rectangle around all boxes, empty when there is none."""
        if not self._slots:
            return QRectF()
        if self._hull is None:
            least, most = np.fmin.reduce(self.rows[:, :2]), np.fmax.reduce(self.rows[:, 2:4])
            self._hull = (*least.tolist(), *most.tolist())
        left, top, right, bottom = self._hull
        return QRectF(left, top, right - left, bottom - top)

    def _leave(self, slot: int) -> None:
        """Forget the hull where a row that is about to go may be what it ends at."""
        if self._hull is not None and any(
            one == other
            for one, other in zip(self._all[slot, :4].tolist(), self._hull, strict=True)
        ):
            self._hull = None

    def _make_room(self, count: int) -> None:
        if count > len(self._all):
            more = np.full((max(count, 2 * len(self._all)), self._all.shape[1]), np.nan)
            more[: len(self._all)] = self._all
            self._all = more


def _lies_in(row: Sequence[float], hull: Sequence[float]) -> bool:
    """Whether a box lies within another one."""
    left, top, right, bottom = hull
    return row[0] >= left and row[1] >= top and row[2] <= right and row[3] <= bottom
