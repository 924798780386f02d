"""The strips around the traces: names at the left, events above, time below."""

from __future__ import annotations

import math
from functools import lru_cache
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter
from PySide6.QtWidgets import QWidget

from circuitlab.catalog.words import format_number
from circuitlab.render.labels import text_width
from circuitlab.render.pens import CENTRE, write
from circuitlab.render.theme import Theme, font

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from PySide6.QtGui import QPaintEvent

    from circuitlab.gui.traces.rows import TraceRow
    from circuitlab.gui.traces.run_events import Event

NAMES_WIDTH = 172


class Names(QWidget):
    """The rows' names, each with a dot in its colour and its value now."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self._rows: Sequence[TraceRow] = ()
        self._values: Mapping[tuple[str, str], float] = {}
        self.setFixedWidth(NAMES_WIDTH)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)

    def show_rows(self, rows: Sequence[TraceRow], values: Mapping[tuple[str, str], float]) -> None:
        """Show these rows with their present values."""
        self._rows, self._values = rows, values
        self.setAccessibleName(", ".join(row.title for row in rows))
        self.update()

    def _paint_row(self, painter: QPainter, row: TraceRow, box: QRectF) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self.theme.line_of(row.colour))
        middle = box.center().y()
        painter.drawEllipse(QPointF(20, middle - 5), 4.5, 4.5)
        room = box.width() - 38
        title, value = QRectF(32, middle - 14, room, 18), QRectF(32, middle + 3, room, 15)
        name = elided(row.title, font(12, 500), room)
        write(painter, name, title, font(12, 500), self.theme.colour("ink"))
        write(painter, self._words(row), value, font(11), self.theme.ink_of("muted"))

    def _words(self, row: TraceRow) -> str:
        value = self._values.get((row.id, row.state))
        if value is None or not math.isfinite(value):
            return ""
        number = format_number(round(value, 1) if abs(value) < 100 else round(value))
        unit = row.unit if row.unit not in ("", "1") else ""
        return f"{row.quantity} {number} {unit}".strip()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), self.theme.colour("paper"))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        height = self.height() / max(1, len(self._rows))
        for place, row in enumerate(self._rows):
            self._paint_row(painter, row, QRectF(0, place * height, self.width(), height))
        painter.end()


class TimeStrip(QWidget):
    """A strip that shares the traces' time axis; `right_ms` is the time at its right end."""

    def __init__(self, theme: Theme, height: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self.right_ms = 0.0
        self.window_ms = 1000.0
        self.setFixedHeight(height)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)

    def show_window(self, right_ms: float, window_ms: float) -> None:
        """Show the window of model time that ends at `right_ms`."""
        if (right_ms, window_ms) != (self.right_ms, self.window_ms):
            self.right_ms, self.window_ms = right_ms, window_ms
            self.update()

    def place_of(self, time_ms: float) -> float:
        """Return where a time lies, in pixels from the left."""
        return self.width() * (1 + (time_ms - self.right_ms) / self.window_ms)


class TimeAxis(TimeStrip):
    """Round times, in s or ms, that move with the traces."""

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), self.theme.colour("paper"))
        letters, ink = font(11), self.theme.ink_of("muted")
        step = round_step(self.window_ms / max(2.0, self.width() / 150))
        tick = max(0, math.ceil((self.right_ms - self.window_ms) / step))
        while tick * step <= self.right_ms:
            x = self.place_of(tick * step)
            words = time_words(tick * step, step)
            tick += 1
            half = text_width(words, 11, 400) / 2
            if half <= x <= self.width() - half:
                box = QRectF(x - 50, 0, 100, self.height() - 2)
                write(painter, words, box, letters, ink, CENTRE)
        painter.end()


class EventLabels(TimeStrip):
    """The words of the events, each where its line stands."""

    def __init__(self, theme: Theme, height: int, parent: QWidget | None = None) -> None:
        super().__init__(theme, height, parent)
        self.events: Sequence[Event] = ()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), self.theme.colour("paper"))
        free_from = -math.inf
        for each in self.events:
            x = self.place_of(each.time_ms)
            if not -200 < x <= self.width() or x < free_from:
                continue
            wide = text_width(each.text, 11, 600)
            start = min(x + 5, self.width() - wide) if x > 0 else x + 5
            box = QRectF(start, 0, wide + 2, self.height())
            write(painter, each.text, box, font(11, 600), self.theme.ink_of(each.colour))
            free_from = x + wide + 12
        painter.end()


@lru_cache(maxsize=256)
def elided(text: str, letters: QFont, room: float) -> str:
    """Return a text, shortened at its end where it is wider than `room`."""
    return QFontMetricsF(letters).elidedText(text, Qt.TextElideMode.ElideRight, room)


def round_step(about: float) -> float:
    """Return the number of 1, 2, 5 × a power of ten that is next above `about`."""
    power = 10.0 ** math.floor(math.log10(about))
    return next(power * factor for factor in (1.0, 2.0, 5.0, 10.0) if power * factor >= about)


def time_words(time_ms: float, step_ms: float) -> str:
    """Return a time with as many digits as steps of `step_ms` need: ``12.24 s``."""
    digits = max(0, -math.floor(math.log10(step_ms / 1000) + 1e-9))
    return f"{time_ms / 1000:.{digits}f} s"
