"""Lines in as few points as a page or a screen can show, without a spike lost or moved."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


def decimated(times: Floats, values: Floats, bucket_ms: float) -> tuple[Floats, Floats]:
    """Return a polyline of the lowest and highest value per bucket of time.

    Buckets lie on a fixed grid of time, so that a moving window does not shimmer. Each extreme
    stands at its own time, so that a spike across two buckets is no wider than it is.

    Parameters
    ----------
    times, values : arrays, shape (n,)
        The points of a line; times in ms.
    bucket_ms : float
        The width of a bucket, that is of a pixel.

    Returns
    -------
    times, values : arrays, shape (m,)
        The points themselves where no bucket holds more than two.
    """
    if times.size < 3:
        return times, values
    grid = np.floor(times / bucket_ms)
    if not (grid[2:] == grid[:-2]).any():
        return times, values
    is_start = np.ones(times.size, bool)
    np.not_equal(grid[1:], grid[:-1], out=is_start[1:])
    (starts,) = is_start.nonzero()
    least, most = np.minimum.reduceat(values, starts), np.maximum.reduceat(values, starts)
    bucket = is_start.cumsum() - 1
    at_least = times[_first(~(values > least[bucket]), starts)]
    at_most = times[_first(~(values < most[bucket]), starts)]
    low_first = at_least < at_most
    return (
        _in_turn(low_first, at_least, at_most),
        _in_turn(low_first, least, most),
    )


def _first(holds: NDArray[np.bool_], starts: NDArray[np.intp]) -> NDArray[np.intp]:
    """The first place from each start on where something holds."""
    (places,) = holds.nonzero()
    return places[places.searchsorted(starts)]


def _in_turn(first: NDArray[np.bool_], of_lows: Floats, of_highs: Floats) -> Floats:
    """Pairs of a low and a high, the low first or last."""
    pairs = np.empty(2 * first.size)
    pairs[0::2] = np.where(first, of_lows, of_highs)
    pairs[1::2] = np.where(first, of_highs, of_lows)
    return pairs
