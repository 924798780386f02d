"""What a stroke of the pointer makes of a course: its points, thinned, in place of those before."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from circuitlab.model.frozen import Array
from circuitlab.model.paired_lists import Columns

Floats = NDArray[np.float64]
Course = tuple[Floats, Floats]
"""Times (ms), in order, and the height at each."""

Reach = tuple[float, tuple[float, float]]
"""How far a picture goes: to the right (ms), and from below to the top."""

CLOSE = 0.75
"""Pixels that a thinned stroke may be off what was drawn."""


def course_of(columns: Columns) -> Course:
    """Return two lists as a course; where they do not fit, as far as both go."""
    times, heights = numbers_of(columns.first), numbers_of(columns.second)
    both = min(len(times), len(heights))
    return times[:both], heights[:both]


def reach_of_course(course: Course) -> Reach:
    """Return how far a picture of a course goes, with air to draw above and below."""
    times, heights = course
    across = float(times[-1]) if len(times) and times[-1] > 0.0 else 1000.0
    low, high = float(np.min(heights, initial=0.0)), float(np.max(heights, initial=0.0))
    air = 0.25 * (high - low) or 100.0
    return across, (low - air, high + air)


def reach_of_spikes(times: Floats, cells: Floats) -> Reach:
    """Return how far a picture of spikes goes, with a row for each cell."""
    across = max(float(np.max(times, initial=0.0)), 1.0)
    return across, (0.0, float(np.max(cells, initial=0.0)) + 1.0)


def as_points(course: Course, pixel: tuple[float, float]) -> Columns:
    """Return a course as lists of numbers with no more digits than a pixel tells apart."""
    times, heights = (
        np.round(part, _decimals(size)) for part, size in zip(course, pixel, strict=True)
    )
    return Columns(_listed(times), _listed(heights))


def thinned(stroke: Sequence[tuple[float, float]], pixel: tuple[float, float]) -> Course:
    """Return a stroke in order of time, without the points that a line between others passes.

    Parameters
    ----------
    pixel : (ms, height) of one pixel
    """
    drawn = np.asarray(stroke, dtype=np.float64)
    latest = {
        time: place for place, time in enumerate(drawn[:, 0].tolist())
    }  # drawn over: the last
    points = drawn[[latest[time] for time in sorted(latest)]]
    kept = _kept(points / np.asarray(pixel))
    return points[kept, 0], points[kept, 1]


def with_stroke(course: Course, stroke: Course, limits: tuple[float, float]) -> Course:
    """Return a course with a stroke in place of what it was over the stroke's time."""
    (times, heights), (new_times, new_heights) = course, stroke
    before, after = times < new_times[0], times > new_times[-1]
    joined = np.concatenate([times[before], new_times, times[after]])
    both = np.concatenate([heights[before], new_heights, heights[after]])
    return joined, np.clip(both, *limits)


def _kept(points: Floats) -> list[int]:
    """Return which points must stay so that no other is farther from the line than is close."""
    kept, parts = {0, len(points) - 1}, [(0, len(points) - 1)]
    while parts:
        first, last = parts.pop()
        if last - first < 2:
            continue
        way = points[last] - points[first]
        inner = points[first + 1 : last] - points[first]
        off = np.abs(way[0] * inner[:, 1] - way[1] * inner[:, 0]) / max(float(np.hypot(*way)), 1e-9)
        farthest = first + 1 + int(np.argmax(off))
        if off[farthest - first - 1] > CLOSE:
            kept.add(farthest)
            parts += [(first, farthest), (farthest, last)]
    return sorted(kept)


def _decimals(pixel: float) -> int:
    return int(np.clip(np.ceil(-np.log10(max(pixel, 1e-12))), 0, 12))


def numbers_of(value: Any) -> Floats:
    """Return a list as an array."""
    given = value.values if isinstance(value, Array) else value
    return np.asarray(given, dtype=np.float64).ravel()


def _listed(numbers: Floats) -> tuple[float, ...]:
    return tuple(numbers.tolist())
