"""What the traces remember: columns of minimum and maximum, and spikes, in bounded memory."""

from __future__ import annotations

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
    """

    def __init__(self, fields: int = 3, capacity: int = CAPACITY) -> None:
        self._rows = np.empty((fields, 2 * capacity))
        self._capacity = capacity
        self._end = 0

    def __len__(self) -> int:
        return self._end

    def append(self, *columns: ArrayLike) -> None:
        """Add rows, given field by field; rows older than the newest time start it anew."""
        block = np.array(columns, dtype=float, ndmin=2)[:, -self._capacity :]
        added = block.shape[1]
        if not added:
            return
        if self._end and block[0, 0] < self._rows[0, self._end - 1]:
            self._end = int(np.searchsorted(self._rows[0, : self._end], block[0, 0]))
        if self._end + added > self._rows.shape[1]:
            kept = self._capacity - added
            self._rows[:, :kept] = self._rows[:, self._end - kept : self._end]
            self._end = kept
        self._rows[:, self._end : self._end + added] = block
        self._end += added

    def since(self, time_ms: float) -> Floats:
        """Return the rows from just before `time_ms` on, as a view of shape (fields, n)."""
        first = int(np.searchsorted(self._rows[0, : self._end], time_ms)) - 1
        return self._rows[:, max(0, first) : self._end]

    def clear(self) -> None:
        """Forget every row."""
        self._end = 0


def decimated(columns: Floats, bucket_ms: float) -> tuple[Floats, Floats]:
    """Return a polyline of the lowest and highest value per bucket of time.

    Buckets lie on a fixed grid of time, so that a moving window does not shimmer. The extremes
    of a bucket are joined upwards where the line rises and downwards where it falls.

    Parameters
    ----------
    columns : array of shape (3, n)
        Time in ms, lowest, highest.
    bucket_ms : float
        The width of a bucket, that is of a pixel.

    Returns
    -------
    times, values : arrays of length 2 m
    """
    times, low, high = columns
    if not times.size:
        return times, low
    grid = np.floor(times / bucket_ms)
    starts = np.concatenate(([0], np.flatnonzero(np.diff(grid)) + 1))
    least, most = np.minimum.reduceat(low, starts), np.maximum.reduceat(high, starts)
    middle = least + most
    rising = np.diff(middle, prepend=middle[0]) >= 0
    values = np.empty(2 * starts.size)
    values[0::2] = np.where(rising, least, most)
    values[1::2] = np.where(rising, most, least)
    return np.repeat(times[starts], 2), values
