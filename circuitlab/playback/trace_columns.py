"""Spikes in bounded memory."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

    Floats = NDArray[np.float64]

CAPACITY = 1 << 17


class Columns:
    """A double-length ring of rows, so that any recent window is one contiguous view.

    Parameters
    ----------
    fields : int
        Values per row; the first is the time in ms.
    capacity : int
        The number of rows that are kept at least.

    Attributes
    ----------
    taken_back : int
        How often rows were forgotten because time went back.
    """

    def __init__(self, fields: int = 3, capacity: int = CAPACITY) -> None:
        self._rows = np.empty((fields, 2 * capacity))
        self._capacity = capacity
        self._end = 0
        self.taken_back = 0

    def __len__(self) -> int:
        return self._end

    @property
    def last_ms(self) -> float:
        """The time of the newest row; minus infinity when there is none."""
        return float(self._rows[0, self._end - 1]) if self._end else -math.inf

    def append(self, *columns: ArrayLike) -> None:
        """Add rows, given field by field; rows older than the newest time start it anew."""
        block = np.array(columns, dtype=float, ndmin=2)[:, -self._capacity :]
        added = block.shape[1]
        if not added:
            return
        if block[0, 0] < self.last_ms:
            self._end = int(np.searchsorted(self._rows[0, : self._end], block[0, 0]))
            self.taken_back += 1
        if self._end + added > self._rows.shape[1]:
            kept = self._capacity - added
            self._rows[:, :kept] = self._rows[:, self._end - kept : self._end]
            self._end = kept
        self._rows[:, self._end : self._end + added] = block
        self._end += added

    def between(self, start_ms: float, end_ms: float = math.inf, beyond: int = 1) -> Floats:
        """Return the rows of a stretch of time and some `beyond` it, as a view (fields, n)."""
        times = self._rows[0, : self._end]
        first = int(times.searchsorted(start_ms)) - beyond
        last = int(times.searchsorted(end_ms, side="right")) + beyond
        return self._rows[:, max(0, first) : min(last, self._end)]

    def forget_after(self, time_ms: float) -> None:
        """Forget every row later than a time."""
        kept = int(np.searchsorted(self._rows[0, : self._end], time_ms, side="right"))
        if kept < self._end:
            self._end = kept
            self.taken_back += 1

    def clear(self) -> None:
        """Forget every row."""
        self.forget_after(-math.inf)
