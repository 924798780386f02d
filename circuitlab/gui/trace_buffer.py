"""What the traces remember: columns of minimum and maximum, and spikes, in bounded memory."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

    Floats = NDArray[np.float64]

CAPACITY = 1 << 17
MOST_BUCKETS = 1 << 13
"""More than a screen is wide, in pixels."""


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
    added : int
        The number of rows that ever came.
    taken_back : int
        How often rows were forgotten because time went back.
    """

    def __init__(self, fields: int = 3, capacity: int = CAPACITY) -> None:
        self._rows = np.empty((fields, 2 * capacity))
        self._capacity = capacity
        self._end = 0
        self.taken_back = 0
        self.added = 0

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
            self.taken_back += 1
        if self._end + added > self._rows.shape[1]:
            kept = self._capacity - added
            self._rows[:, :kept] = self._rows[:, self._end - kept : self._end]
            self._end = kept
        self._rows[:, self._end : self._end + added] = block
        self._end += added
        self.added += added

    def since(self, time_ms: float) -> Floats:
        """Return the rows from just before `time_ms` on, as a view of shape (fields, n)."""
        first = int(np.searchsorted(self._rows[0, : self._end], time_ms)) - 1
        return self._rows[:, max(0, first) : self._end]

    def between(self, start_ms: float, end_ms: float) -> Floats:
        """Return the rows from just before one time to just after another, as a view."""
        last = int(np.searchsorted(self._rows[0, : self._end], end_ms, side="right")) + 1
        rows = self.since(start_ms)
        return rows[:, : rows.shape[1] - max(0, self._end - last)]

    def forget_after(self, time_ms: float) -> None:
        """Forget every row later than a time."""
        kept = int(np.searchsorted(self._rows[0, : self._end], time_ms, side="right"))
        if kept < self._end:
            self._end = kept
            self.taken_back += 1

    def clear(self) -> None:
        """Forget every row."""
        self._end = 0
        self.taken_back += 1

    def latest(self, count: int) -> Floats:
        """Return the last rows, as a view of shape (fields, count) or less."""
        return self._rows[:, max(0, self._end - count) : self._end]

    def pop(self) -> Floats:
        """Take the last row away and return it, shape (fields, 1)."""
        self._end -= 1
        return self._rows[:, self._end : self._end + 1].copy()


class Buckets:
    """`decimated`, brought up to date with what came since the last time.

    Parameters
    ----------
    columns : Columns
        Time in ms, lowest and highest value.
    """

    def __init__(self, columns: Columns) -> None:
        self._columns = columns
        self._bucket_ms = 0.0
        self._seen, self._taken_back = 0, columns.taken_back
        self._rows = Columns(4, MOST_BUCKETS)

    def since(self, time_ms: float, bucket_ms: float) -> tuple[Floats, Floats]:
        """Return the polyline from just before `time_ms` on; arrays as `decimated` returns."""
        if bucket_ms != self._bucket_ms or self._columns.taken_back != self._taken_back:
            self._bucket_ms, self._taken_back = bucket_ms, self._columns.taken_back
            self._rows.clear()
            self._seen = 0
        fresh = self._columns.latest(self._columns.added - self._seen)
        self._seen = self._columns.added
        if fresh.shape[1]:
            self._add(_bucketed(fresh, bucket_ms))
        return _zigzag(self._rows.since(time_ms))

    def _add(self, rows: Floats) -> None:
        """Add buckets; the first goes on with the last one where both are the same."""
        if len(self._rows) and self._rows.latest(1)[3, 0] == rows[3, 0]:
            last = self._rows.pop()
            rows[0, 0] = last[0, 0]
            rows[1, 0] = min(rows[1, 0], last[1, 0])
            rows[2, 0] = max(rows[2, 0], last[2, 0])
        self._rows.append(*rows)


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
    times, values : arrays of length 2 m, or m where every bucket holds one value
    """
    if not columns.shape[1]:
        return columns[0], columns[1]
    return _zigzag(_bucketed(columns, bucket_ms))


def _bucketed(columns: Floats, bucket_ms: float) -> Floats:
    """Return time, lowest, highest and number of each bucket, shape (4, m)."""
    times, low, high = columns
    grid = np.floor(times / bucket_ms)
    starts = np.concatenate(([0], np.flatnonzero(grid[1:] != grid[:-1]) + 1))
    least, most = np.minimum.reduceat(low, starts), np.maximum.reduceat(high, starts)
    return np.array((times[starts], least, most, grid[starts]))


def _zigzag(buckets: Floats) -> tuple[Floats, Floats]:
    """Return the polyline through the extremes of buckets."""
    times, least, most = buckets[:3]
    if np.array_equal(least, most):
        return times, least
    middle = least + most
    rising = np.concatenate(([True], middle[1:] >= middle[:-1]))
    values = np.empty(2 * times.size)
    values[0::2] = np.where(rising, least, most)
    values[1::2] = np.where(rising, most, least)
    return np.repeat(times, 2), values
