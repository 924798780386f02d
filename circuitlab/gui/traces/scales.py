"""Which values the strips reach from and to: equal for equal quantities, unless set by hand."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from circuitlab.catalog.powers import rounded
from circuitlab.playback.trace_rows import VOLTS

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from circuitlab.playback.trace_course import Course
    from circuitlab.playback.trace_rows import TraceRow

Bounds = tuple[float, float]
Key = tuple[str, str]
"""What a row is known by: an element and its state."""

NOTHING: Bounds = (0.0, 1.0)
"""Bounds of what has no values yet."""
SPARE = 0.12
"""What a range is widened by on either side when it is fitted, of its own height."""
FLAT = 0.1
"""What a scale reaches beyond a value that never changes, of that value."""
APART = 12.0
"""Pixels between two ticks at least."""
LEAST_TICKS, MOST_TICKS = 2, 9


def bounds_of(
    rows: Sequence[TraceRow],
    courses: Mapping[Key, tuple[Course, ...]],
    chosen: Mapping[Key, Bounds],
) -> dict[Key, Bounds]:
    """Return the bounds of every row; rows of one quantity share theirs."""
    shared: dict[object, Bounds | None] = {}
    for row in rows:
        at_first = VOLTS if row.is_potential else None
        shared[row.scale] = _joined(shared.get(row.scale, at_first), courses[row.key])
    return {row.key: chosen.get(row.key) or _usable(shared[row.scale]) for row in rows}


def fitted(low: float, high: float) -> Bounds:
    """Return bounds in which values from `low` to `high` fill most of a strip."""
    spare = SPARE * (high - low) or max(abs(high), 1e-6) * SPARE
    return low - spare, high + spare


def roomy(bounds: Bounds) -> Bounds:
    """Return bounds that leave as much room above; and below, where values may lie below zero."""
    low, high = bounds
    span = high - low
    return (low if low >= 0.0 else low - span), high + span


def zoomed(bounds: Bounds, about: float, factor: float) -> Bounds:
    """Return bounds that show `factor` times as much, a value staying where it is."""
    low, high = bounds
    return about + factor * (low - about), about + factor * (high - about)


def ticks(bounds: Bounds, height: float) -> tuple[list[float], float]:
    """Return the round values to be marked in so many pixels, and their step."""
    low, high = bounds
    most = min(MOST_TICKS, max(LEAST_TICKS, height / APART))
    step = round_step((high - low) / most)
    first, last = math.ceil(low / step - 1e-9), math.floor(high / step + 1e-9)
    return [number * step for number in range(first, last + 1)], step


def tick_words(value: float, step: float) -> str:
    """Return a value with as many digits as its step needs, and a true minus sign."""
    if value and (abs(step) < 1e-4 or abs(value) >= 1e6):
        return rounded(value, 3)
    digits = max(0, -math.floor(math.log10(step) + 1e-9))
    return f"{value + 0.0:.{digits}f}".replace("-", "−")


def round_step(about: float) -> float:
    """Return the number of 1, 2, 5 × a power of ten that is next above `about`."""
    power = 10.0 ** math.floor(math.log10(about))
    return next(power * factor for factor in (1.0, 2.0, 5.0, 10.0) if power * factor >= about)


def _joined(bounds: Bounds | None, courses: Iterable[Course]) -> Bounds | None:
    """The least bounds that hold these and all values of the courses."""
    for course in courses:
        reach = course.reach
        if reach is None:
            continue
        bounds = reach if bounds is None else (min(bounds[0], reach[0]), max(bounds[1], reach[1]))
    return bounds


def _usable(bounds: Bounds | None) -> Bounds:
    if bounds is None:
        return NOTHING
    low, high = bounds
    if high - low > 1e-9 * max(abs(low), abs(high), 1e-12):
        return bounds
    spare = max(FLAT * abs(low), 0.5)
    return low - spare, high + spare
