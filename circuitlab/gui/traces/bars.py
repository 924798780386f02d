"""When something was on: bars with words, drawn anew for every frame."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QRectF

from circuitlab.render.labels import text_width
from circuitlab.render.pens import write
from circuitlab.render.theme import font
from circuitlab.resources import _

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray
    from PySide6.QtGui import QPainter

    from circuitlab.gui.traces.course import Shape
    from circuitlab.gui.traces.strip import Bounds, Strip
    from circuitlab.render.theme import Theme

    Floats = NDArray[np.float64]

LANE = 15.0
"""Height of a bar where there is room for it."""


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
    reach: Bounds | None = None
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


def paint_bars(
    painter: QPainter,
    strip: Strip,
    box: QRectF,
    window: tuple[float, float],
    x_at: Callable[[float], float],
    theme: Theme,
) -> None:
    """Paint the bars of a strip into its box; the words stay in view as long as their bar is."""
    lanes = [course for course in strip.courses if isinstance(course, BarCourse) and course.bars]
    if not lanes:
        return
    room = box.height() - 5.0
    high = min(LANE, room / len(lanes)) if not strip.is_folded else room / len(lanes)
    for lane, course in enumerate(lanes):
        for bar in course.between(*window):
            left, right = max(box.left(), x_at(bar.start_ms)), min(box.right(), x_at(bar.end_ms))
            place = QRectF(left, box.top() + 3.0 + lane * high, max(2.0, right - left), high - 1.5)
            painter.fillRect(place, theme.colour(course.colour, 0.30))
            if high >= LANE - 3.0:
                _write(painter, course, bar, place, bar.start_ms < window[0], theme)


def _write(
    painter: QPainter, course: BarCourse, bar: Bar, place: QRectF, is_cut: bool, theme: Theme
) -> None:
    words = f"{course.name} {bar.words}".strip()
    if is_cut:
        since = _("on since {time:.1f} s").format(time=bar.start_ms / 1000.0)
        words = f"‹ {words} · {since}"
    if text_width(words, 10, 600) + 8.0 <= place.width():
        room = place.adjusted(5.0, 0.0, 0.0, 0.0)
        write(painter, words, room, font(10, 600), theme.ink_of(course.colour))
