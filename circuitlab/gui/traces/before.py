"""What a strip showed before the last change, in grey behind what it has shown since."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import numpy as np
from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainter

from circuitlab.gui.traces.tiles import pen, polygon_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from numpy.typing import NDArray

    from circuitlab.gui.traces.strip import Key, Strip
    from circuitlab.playback.run_event import Event
    from circuitlab.playback.trace_course import Course
    from circuitlab.render.theme import Theme

    Floats = NDArray[np.float64]

GREY = 0.45
"""How dense the ink of what was before is."""


def last_change(events: Sequence[Event], until_ms: float) -> Event | None:
    """Return the last change that has a whole period of the stimuli before it."""
    whole = (each for each in events if 0.0 < each.period_ms <= each.time_ms <= until_ms)
    return max(whole, key=lambda each: each.time_ms, default=None)


def repeats(change: Event, left_ms: float, right_ms: float) -> Iterator[float]:
    """Yield by how much the last period before a change is late in each period after it, ms."""
    since = max(0.0, left_ms - change.time_ms)
    number = math.floor(since / change.period_ms) + 1
    while change.time_ms + (number - 1) * change.period_ms < right_ms:
        yield number * change.period_ms
        number += 1


class Before:
    """Lays the last period before a change under every period since, so that both can be compared.

    It keeps what it has drawn together, for as long as change and width of a pixel are the same.
    """

    def __init__(self) -> None:
        self._of: tuple[Event, float] | None = None
        self._lines: dict[Key, tuple[Floats, Floats]] = {}

    def paint(
        self,
        painter: QPainter,
        strip: Strip,
        box: QRectF,
        change: Event,
        window: tuple[float, float],
        x_at: Callable[[Any], Any],
        theme: Theme,
    ) -> None:
        """Paint it into the box of a strip; what is there already stays in front."""
        course = strip.course
        if strip.is_folded or strip.row.is_bars or course.shape != "line":
            return
        times, values = self._line(strip.key, course, change, (window[1] - window[0]) / box.width())
        left = max(box.left(), x_at(change.time_ms))
        painter.save()
        painter.setClipRect(QRectF(QPointF(left, box.top()), box.bottomRight()))
        is_dark = theme.colour("paper").lightnessF() < 0.5
        modes = QPainter.CompositionMode
        painter.setCompositionMode(
            modes.CompositionMode_Lighten if is_dark else modes.CompositionMode_Darken
        )
        painter.setPen(pen(theme.colour("muted", GREY), 1.0))
        heights = strip.y_of(values) - strip.top + box.top()
        for late in repeats(change, *window):
            places = np.column_stack((x_at(times + late), heights))
            painter.drawPolyline(polygon_of(places))
        painter.restore()

    def _line(
        self, key: Key, course: Course, change: Event, bucket_ms: float
    ) -> tuple[Floats, Floats]:
        """The last period before the change, in as few points as the screen can show."""
        if self._of != (change, bucket_ms):
            self._of = change, bucket_ms
            self._lines.clear()
        if key not in self._lines:
            start_ms = change.time_ms - change.period_ms
            times, values = course.points(start_ms, change.time_ms, bucket_ms)
            inside = (times >= start_ms) & (times <= change.time_ms)
            self._lines[key] = times[inside], values[inside]
        return self._lines[key]
