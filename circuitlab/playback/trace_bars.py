"""When something was on."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from circuitlab.playback.trace_course import Shape

    Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Bar:
    """Something was on from `start_ms` until `end_ms`; in words, how much of it lastly."""

    start_ms: float
    end_ms: float
    words: str


class BarCourse:
    """When one thing was on.

    Attributes
    ----------
    bars
        The earliest first.
    """

    shape: Shape = "bars"
    dash: tuple[float, ...] = ()
    reach: tuple[float, float] | None = None
    is_known = False
    look: object = None
    until_ms = math.inf

    def __init__(self, colour: str, name: str) -> None:
        self.colour, self.name = colour, name
        self.bars: list[Bar] = []
        self._is_on = False

    def take(self, time_ms: float, amount: float, words: str, changed_ms: float) -> None:
        """Note how much of it there is at a time; 0 ends a bar, another amount goes on with it.

        Parameters
        ----------
        changed_ms
            When it was set to that, if it was not before.
        """
        if self._is_on:
            last, until_ms = self.bars[-1], time_ms if amount > 0.0 else changed_ms
            self.bars[-1] = replace(last, end_ms=max(until_ms, last.end_ms))
        elif amount > 0.0:
            self.bars.append(Bar(changed_ms, time_ms, words))
        if amount > 0.0 and words != self.bars[-1].words:
            self.bars[-1] = replace(self.bars[-1], words=words)
        self._is_on = amount > 0.0

    def forget_after(self, time_ms: float) -> None:
        kept = [bar for bar in self.bars if bar.start_ms <= time_ms]
        self.bars = [replace(bar, end_ms=min(bar.end_ms, time_ms)) for bar in kept]
        self._is_on = self._is_on and bool(self.bars) and self.bars[-1].end_ms >= time_ms

    def points(self, _start: float, _end: float, _bucket: float) -> tuple[Floats, Floats]:
        return np.empty(0), np.empty(0)

    def strokes(self, _start_ms: float, _end_ms: float) -> Floats:
        return np.empty(0)

    def samples(self, _start_ms: float, _end_ms: float) -> tuple[Floats, Floats]:
        return np.empty(0), np.empty(0)

    spikes = samples

    def between(self, start_ms: float, end_ms: float) -> list[Bar]:
        """Return the bars of which a part lies between two times."""
        return [bar for bar in self.bars if bar.end_ms >= start_ms and bar.start_ms <= end_ms]
