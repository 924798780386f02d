"""How a cell fires over time, and a trace against its own slope."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Counts = NDArray[np.int64]
MOST_LAGS = 2_000_000


def intervals(spikes: Floats, cells: NDArray[np.int64] | None = None) -> Floats:
    """Return the times (ms) between the spikes of a cell and the next, cell by cell."""
    return instantaneous_frequency(spikes, cells)[1]


def instantaneous_frequency(
    spikes: Floats, cells: NDArray[np.int64] | None = None
) -> tuple[Floats, Floats, Floats]:
    """Return the times (ms) of spikes that had one before, the intervals (ms) and 1/interval (Hz).

    Parameters
    ----------
    spikes
        Times in ms, rising.
    cells
        The cell of each; all of one cell if it is not given.
    """
    if cells is None:
        at, gaps = spikes[1:], np.diff(spikes)
    else:
        order = np.lexsort((spikes, cells))
        times, of = spikes[order], cells[order]
        same = of[1:] == of[:-1]
        at, gaps = times[1:][same], np.diff(times)[same]
    kept = gaps > 0.0
    at, gaps = at[kept], gaps[kept]
    in_time = np.argsort(at, kind="stable")
    at, gaps = at[in_time], gaps[in_time]
    return at, gaps, 1000.0 / gaps


def interval_histogram(gaps: Floats, bins: int = 40) -> tuple[Counts, Floats]:
    """Return how many intervals lie in each of equal bins from 0 on, and the edges (ms)."""
    if not gaps.size:
        return np.zeros(0, np.int64), np.zeros(1)
    counts, edges = np.histogram(gaps, bins=bins, range=(0.0, float(gaps.max())))
    return counts.astype(np.int64), edges


def autocorrelogram(
    spikes: Floats,
    window_ms: float,
    bin_ms: float,
    cells: NDArray[np.int64] | None = None,
) -> tuple[Counts, Floats]:
    """Return how often a cell fires so long before or after itself, and the edges of the bins (ms).

    The count at lag 0, every spike with itself, is left out. The bins lie symmetrically about 0,
    the middle one around it.

    Parameters
    ----------
    window_ms
        The longest lag.
    """
    half = max(1, round(window_ms / bin_ms))
    edges = (np.arange(2 * half + 2) - (half + 0.5)) * bin_ms
    lags = _lags(spikes, cells, float(edges[-1]))
    counts, _edges = np.histogram(np.concatenate([-lags, lags]), bins=edges)
    return counts.astype(np.int64), np.asarray(edges, float)


def slope(t: Floats, v: Floats) -> Floats:
    """Return dv/dt in the trace's unit per ms, by differences about each sample."""
    return np.asarray(np.gradient(v, t), float) if t.size > 1 else np.full(t.size, np.nan)


def _lags(spikes: Floats, cells: NDArray[np.int64] | None, longest: float) -> Floats:
    """Every positive time from a spike to a later one of the same cell, up to the longest."""
    if cells is None:
        cells = np.zeros(spikes.size, np.int64)
    order = np.lexsort((spikes, cells))
    times, of = spikes[order], cells[order]
    found: list[Floats] = []
    total = 0
    for ahead in range(1, times.size):
        gaps = (times[ahead:] - times[:-ahead])[of[ahead:] == of[:-ahead]]
        gaps = gaps[gaps <= longest]
        total += gaps.size
        if not gaps.size or total > MOST_LAGS:
            break
        found.append(gaps)
    return np.concatenate(found) if found else np.empty(0)
