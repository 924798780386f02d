"""When the first spike came in each sweep: a dot on a line for each, and mean ± SD."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from circuitlab.gui.faults import paints
from circuitlab.gui.instrument.wording import number_words, quantity_words
from circuitlab.render.labels import text_width
from circuitlab.render.pens import LEFT, RIGHT, write
from circuitlab.render.theme import font
from circuitlab.resources import _

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QPaintEvent

    from circuitlab.render.theme import Theme

LINE = 19.0
GAP, VALUES = 8.0, 66.0


@dataclass(frozen=True, slots=True)
class SweepRow:
    """The number of a sweep since the run began, and the wait (ms) for its first spike."""

    number: int
    wait_ms: float


class SweepList(QWidget):
    """The sweeps, the earliest first."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._colour = theme, "accent"
        self._rows: tuple[SweepRow, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    @property
    def rows(self) -> tuple[SweepRow, ...]:
        """What is shown."""
        return self._rows

    def set_theme(self, theme: Theme) -> None:
        """Take the colours of `theme`."""
        self._theme = theme
        self.update()

    def show_rows(self, rows: Sequence[SweepRow], colour: str) -> None:
        """Show these, in the colour of their strip."""
        if (tuple(rows), colour) == (self._rows, self._colour):
            return
        self._rows, self._colour = tuple(rows), colour
        told = [f"{self._name(row)} {quantity_words(row.wait_ms, 'ms')}" for row in rows]
        self.setAccessibleName("; ".join([*told, summary_words(self._rows)]))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(200, round(LINE * (len(self._rows) + 1) + 6.0))

    def _name(self, row: SweepRow) -> str:
        if row is self._rows[-1]:
            return _("sweep {number} · now").format(number=row.number)
        return _("sweep {number}").format(number=row.number)

    @paints
    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            waits = np.array([row.wait_ms for row in self._rows])
            known = waits[np.isfinite(waits)]
            longest = 1.15 * float(known.max()) if known.size and known.max() > 0.0 else 1.0
            for place, row in enumerate(self._rows):
                self._paint_row(painter, place, row, longest)
            self._paint_summary(painter)

    def _paint_row(self, painter: QPainter, place: int, row: SweepRow, longest: float) -> None:
        top, wide = place * LINE, float(self.width())
        is_last = place == len(self._rows) - 1
        ink = self._theme.colour("ink") if is_last else self._theme.ink_of("muted")
        letters = font(11, 600 if is_last else 400)
        names = self._names_width()
        write(painter, self._name(row), QRectF(0.0, top, names, LINE), letters, ink, LEFT)
        value = QRectF(wide - VALUES, top, VALUES, LINE)
        write(painter, quantity_words(row.wait_ms, "ms"), value, font(11, 600), ink, RIGHT)
        start, end, y = names + GAP, wide - VALUES - 4.0, top + LINE / 2
        painter.setPen(QPen(self._theme.colour("line"), 3.0, c=Qt.PenCapStyle.RoundCap))
        painter.drawLine(QPointF(start, y), QPointF(end, y))
        if math.isfinite(row.wait_ms):
            dot = self._theme.line_of(self._colour)
            dot.setAlphaF(0.35 + 0.65 * (place + 1) / len(self._rows))
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(dot)
            x = start + (end - start) * max(0.0, row.wait_ms) / longest
            painter.drawEllipse(QPointF(x, y), 4.0, 4.0)

    def _paint_summary(self, painter: QPainter) -> None:
        top, wide = len(self._rows) * LINE + 4.0, float(self.width())
        painter.setPen(self._theme.colour("line"))
        painter.drawLine(QPointF(0.0, top - 2.0), QPointF(wide, top - 2.0))
        ink = self._theme.colour("ink")
        room = QRectF(0.0, top, wide, LINE)
        write(painter, _("mean ± SD"), room, font(11, 600), ink, LEFT)
        write(painter, summary_words(self._rows), room, font(11, 600), ink, RIGHT)

    def _names_width(self) -> float:
        """Pixels that the longest name takes."""
        return max(text_width(self._name(row), 11, 600) for row in self._rows)


def summary_words(rows: Sequence[SweepRow]) -> str:
    """Return mean ± SD of the waits; what is missing is said in words."""
    waits = np.array([row.wait_ms for row in rows])
    known = waits[np.isfinite(waits)]
    if not known.size:
        return _("no spike after the trigger")
    mean = number_words(float(np.mean(known)))
    if known.size < 2:
        return _("{mean} ms, of one sweep").format(mean=mean)
    sd = number_words(float(np.std(known, ddof=1)))
    return _("{mean} ± {sd} ms").format(mean=mean, sd=sd)
