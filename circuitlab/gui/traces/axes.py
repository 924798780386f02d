"""The axes of the plot: values at the left, time below, what was done above. Each is a picture."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import pyqtgraph as pg
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPixmap

from circuitlab.gui.faults import paints
from circuitlab.gui.traces.scales import round_step, tick_words
from circuitlab.gui.traces.strip import EVENTS_HEIGHT, TIME_HEIGHT
from circuitlab.render.labels import text_width
from circuitlab.render.pens import CENTRE, RIGHT, write
from circuitlab.render.theme import font

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QColor

    from circuitlab.gui.traces.strip import Strip
    from circuitlab.playback.run_event import Event
    from circuitlab.render.theme import Theme

VALUES_WIDTH = 64
TICK = 5.0
LETTERS = 10.5
LEAST_APART = 9.5
"""Pixels between two numbers of the value axis at least."""
TIMES_APART, FEWEST_TIMES = 80.0, 3.0
BESIDE, WORDS_APART, SHORTEST = 5.0, 7.0, 40.0
"""Pixels from a line to its words, between words, and what is left of shortened words at least."""


Span = tuple[float, float]
"""Where words begin, and the room that they have."""


class _Axis(pg.AxisItem):  # type: ignore[misc]
    """An axis without any of the machinery of its base: it paints what it is told."""

    def __init__(self, side: str, theme: Theme) -> None:
        super().__init__(side)
        self.theme = theme
        self.setStyle(hideOverlappingLabels=True, tickLength=0)
        self.enableAutoSIPrefix(False)
        self.setAcceptedMouseButtons(pg.QtCore.Qt.MouseButton.NoButton)

    def boundingRect(self) -> QRectF:
        return QRectF(self.rect())

    def wheelEvent(self, event: Any) -> None:
        event.ignore()


class ValueAxis(_Axis):
    """The values of every strip: its unit, its ticks; painted anew where one of these changes."""

    def __init__(self, theme: Theme) -> None:
        super().__init__("left", theme)
        self.strips: Sequence[Strip] = ()
        self._shows: object = None
        self._of: tuple[object, list[bool]] = (None, [])
        self._at: list[object] = []
        self._picture = QPixmap()
        self.setWidth(VALUES_WIDTH)

    @paints
    def paint(self, painter: QPainter, _option: Any, _widget: Any = None) -> None:
        plot = self.getViewWidget()
        ratio = plot.devicePixelRatioF() if plot is not None else 1.0
        shows = (ratio, self.size(), self.theme.name, self._places())
        if shows != self._shows:
            self._shows = shows
            self._picture = self._painted(ratio)
        painter.drawPixmap(QPointF(0.0, 0.0), self._picture)

    def _places(self) -> list[object]:
        """What of the strips is painted; it follows from them and from which have values."""
        known = [strip.is_known for strip in self.strips]
        if self._of[0] is not self.strips or self._of[1] != known:
            self._of = (self.strips, known)
            self._at = [
                (s.row, s.top, s.height, s.bounds, s.marks(), s.is_folded) for s in self.strips
            ]
        return self._at

    def _painted(self, ratio: float) -> QPixmap:
        wide, high = self.size().width(), self.size().height()
        picture = QPixmap(max(1, round(wide * ratio)), max(1, round(high * ratio)))
        picture.setDevicePixelRatio(ratio)
        picture.fill(self.theme.colour("paper"))
        with QPainter(picture) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            for strip in self.strips:
                painter.setClipRect(QRectF(0.0, strip.top, wide, strip.height))
                self._paint_strip(painter, strip, wide)
        return picture

    def _paint_strip(self, painter: QPainter, strip: Strip, wide: float) -> None:
        line, ink = self.theme.colour("line"), self.theme.ink_of("muted")
        _draw(painter, line, QPointF(0.0, strip.bottom - 0.5), QPointF(wide, strip.bottom - 0.5))
        edge = wide - 0.5
        _draw(painter, ink, QPointF(edge, strip.head - 2.0), QPointF(edge, strip.foot + 2.0))
        if strip.is_folded or strip.row.is_bars:
            return
        unit = QRectF(0.0, strip.top + 3.0, wide - TICK - 4.0, 14.0)
        write(painter, _shown_unit(strip), unit, font(LETTERS, 600), self.theme.colour("ink"))
        values, step = strip.marks()
        free_above = math.inf
        for value in values:
            y = strip.y_of(value)
            _draw(painter, ink, QPointF(wide - TICK, y), QPointF(wide, y))
            if free_above - y >= LEAST_APART:
                free_above = y
                place = min(max(y - 7.0, strip.top + 1.0), strip.bottom - 14.0)
                words = QRectF(0.0, place, wide - TICK - 3.0, 14.0)
                write(painter, tick_words(value, step), words, font(LETTERS), ink, RIGHT)


class TimeAxis(_Axis):
    """Round times that move with the strips.

    Attributes
    ----------
    zero_ms
        The time that is called 0; None for the beginning of the run.
    """

    def __init__(self, theme: Theme) -> None:
        super().__init__("bottom", theme)
        self.right_ms, self.window_ms = 0.0, 1000.0
        self.zero_ms: float | None = None
        self.setHeight(TIME_HEIGHT)

    @paints
    def paint(self, painter: QPainter, _option: Any, _widget: Any = None) -> None:
        wide, ink = self.size().width(), self.theme.ink_of("muted")
        _draw(painter, ink, QPointF(0.0, 0.5), QPointF(wide, 0.5))
        zero = self.zero_ms or 0.0
        step = round_step(self.window_ms / max(FEWEST_TIMES, wide / TIMES_APART))
        first = math.ceil((self.right_ms - self.window_ms - zero) / step - 1e-9)
        last = math.floor((self.right_ms - zero) / step + 1e-9)
        for number in range(first if self.zero_ms is not None else max(0, first), last + 1):
            x = wide * (1.0 + (zero + number * step - self.right_ms) / self.window_ms)
            _draw(painter, ink, QPointF(x, 0.0), QPointF(x, TICK))
            words = self._words(number * step, step)
            half = text_width(words, 11, 400) / 2
            if half - VALUES_WIDTH <= x <= wide - half:
                box = QRectF(x - 60.0, TICK, 120.0, self.size().height() - TICK)
                write(painter, words, box, font(11), ink, CENTRE)

    def _words(self, time_ms: float, step_ms: float) -> str:
        if self.zero_ms is None:
            return time_words(time_ms, step_ms)
        return tick_words(time_ms, step_ms) + " ms"


class EventAxis(_Axis):
    """The words of what was done, each where its line stands."""

    def __init__(self, theme: Theme) -> None:
        super().__init__("top", theme)
        self.right_ms, self.window_ms = 0.0, 1000.0
        self.events: Sequence[Event] = ()
        self.setHeight(EVENTS_HEIGHT)

    @paints
    def paint(self, painter: QPainter, _option: Any, _widget: Any = None) -> None:
        wide, letters = self.size().width(), font(11, 600)
        x_of = [wide * (1.0 + (e.time_ms - self.right_ms) / self.window_ms) for e in self.events]
        spans = spread(x_of, [text_width(event.text, 11, 600) for event in self.events], wide)
        for event, span in zip(self.events, spans, strict=True):
            if span is not None:
                start, room = span
                words = QFontMetricsF(letters).elidedText(
                    event.text, Qt.TextElideMode.ElideRight, room
                )
                box = QRectF(start, 0.0, room + 2.0, self.size().height())
                write(painter, words, box, letters, self.theme.ink_of(event.colour))


def spread(x_of: Sequence[float], rooms: Sequence[float], wide: float) -> list[Span | None]:
    """Return where words beside lines stand, none over another, and the room that they have.

    Words that would leave the right edge stand as far left as they must; before other words they
    are shortened. None: there is no room for them, or their line is out of view.
    """
    found: list[Span | None] = []
    free_from = -math.inf
    for x, room in zip(x_of, rooms, strict=True):
        start = max(min(x + BESIDE, wide - room), free_from) if x > 0.0 else x + BESIDE
        left = min(room, wide - start)
        is_seen = 0.0 - room < x <= wide and start >= free_from and left >= min(room, SHORTEST)
        found.append((start, left) if is_seen else None)
        if is_seen:
            free_from = start + left + WORDS_APART
    return found


def time_words(time_ms: float, step_ms: float) -> str:
    """Return a time with as many digits as steps of `step_ms` need: ``12.24 s``."""
    digits = max(0, -math.floor(math.log10(step_ms / 1000) + 1e-9))
    return f"{time_ms / 1000:.{digits}f} s"


def _shown_unit(strip: Strip) -> str:
    if strip.row.is_raster:
        return ""
    return strip.row.unit if strip.row.unit != "1" else ""


def _draw(painter: QPainter, colour: QColor, start: QPointF, end: QPointF) -> None:
    painter.setPen(colour)
    painter.drawLine(start, end)
