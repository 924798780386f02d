"""How high each strip is: they share the room, and are scrolled where there is too little."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import accumulate
from typing import TYPE_CHECKING

from circuitlab.gui.traces.scales import bounds_of
from circuitlab.gui.traces.strip import FOLDED, Strip

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from circuitlab.gui.traces.arrangement import Arrangement
    from circuitlab.gui.traces.strip import Key
    from circuitlab.playback.trace_course import Course
    from circuitlab.playback.trace_rows import TraceRow

LEAST, LEAST_BAND = 42.0, 34.0
"""Height of an open strip at least: its unit and three ticks."""
MOST = 240.0


@dataclass(frozen=True, slots=True)
class Stack:
    """Rows with the heights of their strips."""

    rows: tuple[TraceRow, ...] = ()
    heights: tuple[float, ...] = ()

    @property
    def height(self) -> float:
        """Height of all together."""
        return sum(self.heights)

    def strips(
        self,
        courses: Mapping[Key, tuple[Course, ...]],
        arrangement: Arrangement,
        scrolled: float,
    ) -> tuple[Strip, ...]:
        """Return the strips, moved up by so many pixels."""
        bounds = bounds_of(self.rows, courses, arrangement.scales)
        made, top = [], -scrolled
        for row, height in zip(self.rows, self.heights, strict=True):
            folded = row.key in arrangement.folded
            made.append(Strip(row, courses[row.key], top, height, bounds[row.key], folded))
            top += height
        return tuple(made)


def stacked(rows: Sequence[TraceRow], folded: Collection[Key], room: float) -> Stack:
    """Return rows with heights in whole pixels that fill the room, or more where they must."""
    is_open = [row.key not in folded for row in rows]
    left = room - FOLDED * is_open.count(False)
    shares = [row.share for row, opened in zip(rows, is_open, strict=True) if opened]
    unit = left / sum(shares) if shares else 0.0
    heights = [
        float(min(MOST, max(_least(row), int(unit * row.share)))) if opened else FOLDED
        for row, opened in zip(rows, is_open, strict=True)
    ]
    return Stack(tuple(rows), _filling(heights, is_open, room))


def _filling(heights: Sequence[float], is_open: Sequence[bool], room: float) -> tuple[float, ...]:
    """Where not all fit, let those that do share all the room, so that none is cut in half."""
    ends = list(accumulate(heights))
    whole = sum(end <= room for end in ends)
    among = [place for place in range(whole) if is_open[place]]
    if whole == len(heights) or not among:
        return tuple(heights)
    spare, left = divmod(int(room - ends[whole - 1]), len(among))
    more = {place: float(spare + (number < left)) for number, place in enumerate(among)}
    return tuple(height + more.get(place, 0.0) for place, height in enumerate(heights))


def _least(row: TraceRow) -> float:
    return LEAST_BAND if row.parts else LEAST
