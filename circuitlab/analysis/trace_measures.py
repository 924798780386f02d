"""Numbers read off one trace between two times, and the places on it where a cursor snaps.

A trace is two arrays of equal length: times in ms, rising, and values in the trace's own unit. A
stretch of it holds every sample from a time to another, both ends included. What cannot be measured
is not a number.
"""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
NOTHING = math.nan
UPSTROKE = 10.0
"""How steep (mV/ms) a membrane rises from a spike's threshold on."""
PROMINENCE = 0.05
"""How far a peak must stand out for a cursor to snap to it, as a part of what the trace spans."""


def stretch(t: Floats, v: Floats, start: float, stop: float) -> tuple[Floats, Floats]:
    """Return the samples from `start` to `stop` (ms), both included, as views."""
    first = int(np.searchsorted(t, start))
    end = int(np.searchsorted(t, stop, side="right"))
    return t[first:end], v[first:end]


def smallest(v: Floats) -> float:
    """Smallest value."""
    return float(np.min(v)) if v.size else NOTHING


def largest(v: Floats) -> float:
    """Largest value."""
    return float(np.max(v)) if v.size else NOTHING


def mean(v: Floats) -> float:
    """Mean over samples."""
    return float(np.mean(v)) if v.size else NOTHING


def peak(v: Floats) -> float:
    """The value farthest from the first one, its baseline: above it or below."""
    return float(v[_peak_at(v)]) if v.size else NOTHING


def area(t: Floats, v: Floats) -> float:
    """Integral over time, in the trace's unit times ms, by trapezoids."""
    return float(np.trapezoid(v, t)) if t.size > 1 else NOTHING


def value_at(t: Floats, v: Floats, at: float) -> float:
    """Value at a time (ms), between two samples on the straight line from one to the other."""
    if not t.size or not t[0] <= at <= t[-1]:
        return NOTHING
    return float(np.interp(at, t, v))


def half_width(t: Floats, v: Floats) -> float:
    """How long (ms) the trace stays beyond half the way from its first value to its peak.

    The two crossings that enclose the peak lie between samples on straight lines. Where the trace
    does not come back, or has no peak, there is no width.
    """
    if v.size < 3:
        return NOTHING
    top = _peak_at(v)
    short_of = np.flatnonzero(~_beyond_half(v, top))
    before, after = short_of[short_of < top], short_of[short_of > top]
    if not (before.size and after.size):
        return NOTHING
    half = 0.5 * (v[0] + v[top])
    rises, falls = before[-1], after[0] - 1
    return _crossed(t, v, falls, half) - _crossed(t, v, rises, half)


def spike_half_width(
    t: Floats, v: Floats, spike: float, end: float, *, from_start: bool = False
) -> float:
    """How long (ms) a spike stays above half of its height over its base.

    Parameters
    ----------
    spike, end
        When it was counted as fired, and until when (ms) it is looked for at the latest.
    from_start
        Its base is the trace's first value; else where the upstroke has become `UPSTROKE` steep.
    """
    first, last = np.searchsorted(t, (spike, end))
    if last - first < 2 or first < 1:
        return NOTHING
    top = int(first) + int(np.argmax(v[first:last]))
    base = float(v[0]) if from_start else _foot(t, v, top)
    half = 0.5 * (base + v[top])
    rises = np.flatnonzero(v[:top] < half)
    falls = np.flatnonzero(v[top:last] < half)
    if math.isnan(half) or not (rises.size and falls.size):
        return NOTHING
    return _crossed(t, v, top + int(falls[0]) - 1, half) - _crossed(t, v, int(rises[-1]), half)


def _foot(t: Floats, v: Floats, top: int) -> float:
    """The value at which the upstroke that leads to a peak begins; its steepest step is in it."""
    steep = np.diff(v[: top + 1]) / np.diff(t[: top + 1]) >= UPSTROKE
    if not steep.any():
        return NOTHING
    end = int(np.flatnonzero(steep)[-1])
    gentle = np.flatnonzero(~steep[:end])
    return float(v[gentle[-1] + 1 if gentle.size else 0])


def half_time(t: Floats, v: Floats) -> float:
    """When (ms) the trace has first gone half the way from its first value to its peak."""
    if v.size < 2:
        return NOTHING
    top = _peak_at(v)
    if v[top] == v[0]:
        return NOTHING
    first = int(np.argmax(_beyond_half(v, top)))
    return _crossed(t, v, first - 1, 0.5 * (v[0] + v[top]))


def _beyond_half(v: Floats, top: int) -> NDArray[np.bool_]:
    """Where a trace is half the way to its peak and farther; what lies the other way is not."""
    way = v[top] - v[0]
    return np.asarray((v - v[0]) * np.sign(way) >= 0.5 * abs(way))


def crossings(
    t: Floats, v: Floats, level: float, *, rising: bool = True, hysteresis: float = 0.0
) -> Floats:
    """Return the times (ms) at which the trace passes a level.

    Parameters
    ----------
    rising
        Upwards, or else downwards.
    hysteresis
        After a crossing, the trace must first get so far to the other side of the level before
        another counts: noise about the level is one crossing.
    """
    height, side = _sides(v, level, rising, hysteresis)
    known = np.flatnonzero(side)
    turns = known[1:][(side[known[1:]] == 1) & (side[known[:-1]] == -1)]
    low, high = height[turns - 1], height[turns]
    return np.asarray(t[turns - 1] + (t[turns] - t[turns - 1]) * (-low / (high - low)), float)


def last_sure(
    t: Floats, v: Floats, level: float, *, rising: bool = True, hysteresis: float = 0.0
) -> float:
    """Return the last time (ms) at which a trace is surely on one side of a level.

    Crossings can be looked for from there on, as if all that came before were known.
    """
    known = np.flatnonzero(_sides(v, level, rising, hysteresis)[1])
    return float(t[known[-1]]) if known.size else NOTHING


class Snap(NamedTuple):
    """Where a cursor snaps: a time in ms, and to what.

    `to` is ``"peak"``, ``"crossing"``, ``"spike"``, ``"sample"``, or empty where nothing is near.
    """

    time_ms: float
    to: str


def snapped(t: Floats, v: Floats, at: float, reach: float, level: float | None = None) -> Snap:
    """Return the place of a trace that a cursor near `at` (ms) is meant for.

    The nearest of peaks and crossings of `level` within `reach` (ms), else the nearest sample.
    """
    near_t, near_v = stretch(t, v, at - reach, at + reach)
    found = [
        Snap(time, "peak") for time in _summits(near_t, near_v, float(np.ptp(v)) if v.size else 0.0)
    ]
    if level is not None and near_t.size > 1:
        found += [
            Snap(float(time), "crossing")
            for rising in (True, False)
            for time in crossings(near_t, near_v, level, rising=rising)
        ]
    return nearest(found, at) or snapped_to(t, at, reach, "sample")


def snapped_to(times: Floats, at: float, reach: float, to: str) -> Snap:
    """Return the nearest of some times (ms, rising) within `reach`, or `at` itself."""
    place = int(np.searchsorted(times, at))
    near = [Snap(float(time), to) for time in times[max(0, place - 1) : place + 1]]
    best = nearest(near, at)
    return best if best is not None and abs(best.time_ms - at) <= reach else Snap(at, "")


def nearest(snaps: list[Snap], at: float) -> Snap | None:
    """Return the one nearest to a time (ms), the first of those equally near."""
    return min(snaps, key=lambda snap: abs(snap.time_ms - at), default=None)


def _summits(t: Floats, v: Floats, span: float) -> list[float]:
    """Times of the highest and of the lowest sample, where they stand out from both ends."""
    if v.size < 3 or span == 0.0:
        return []
    found = []
    for way in (1.0, -1.0):
        height = way * v
        top = int(np.argmax(height))
        if height[top] - max(height[0], height[-1]) >= PROMINENCE * span:
            found.append(float(t[top]))
    return found


def _peak_at(v: Floats) -> int:
    return int(np.argmax(np.abs(v - v[0])))


def _sides(
    v: Floats, level: float, rising: bool, hysteresis: float
) -> tuple[Floats, NDArray[np.int64]]:
    """Height over the level in the direction of a crossing; 1 beyond it, −1 before, else 0."""
    height = (1.0 if rising else -1.0) * (v - level)
    return height, np.where(height >= 0.0, 1, np.where(height < -hysteresis, -1, 0))


def _crossed(t: Floats, v: Floats, before: int, level: float) -> float:
    """The time at which a trace passes a level between a sample and the next."""
    part = (level - v[before]) / (v[before + 1] - v[before])
    return float(t[before] + part * (t[before + 1] - t[before]))
