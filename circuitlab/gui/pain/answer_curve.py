"""A picture of how pain follows the strength of a stimulus, before and now."""

from __future__ import annotations

import math
from itertools import pairwise
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPen, QPolygonF
from PySide6.QtWidgets import QWidget

from circuitlab.analysis.sensitivity import HURTS_FROM
from circuitlab.catalog.words import format_number
from circuitlab.gui.faults import paints
from circuitlab.render.theme import Theme, font
from circuitlab.resources import _

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QPaintEvent

    from circuitlab.analysis.sensitivity import Answers, Compared

HEIGHT = 132
_FRAME = (26.0, 18.0, 12.0, 20.0)
_FULL = 10.0


class AnswerCurve(QWidget):
    """Shows pain as it is felt: the reference grey and dashed, now in colour, with thresholds."""

    def __init__(self, change: Compared, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._change, self._theme = change, theme
        self.setFixedHeight(HEIGHT)
        self.setAccessibleName(threshold_words(change))

    def sizeHint(self) -> QSize:
        return QSize(240, HEIGHT)

    def _across(self, box: QRectF, place: float) -> float:
        """Return where a place among the levels lies: they stand equally far apart."""
        return box.left() + box.width() * place / (len(self._change.now.levels) - 1)

    def _line(self, box: QRectF, answers: Answers, unasked: float) -> QPolygonF:
        felt = (min(1.0, (unasked + evoked) / _FULL) for evoked in answers.evoked)
        heights = [box.bottom() - box.height() * share for share in felt]
        return QPolygonF([QPointF(self._across(box, n), y) for n, y in enumerate(heights)])

    def _paint_axes(self, painter: QPainter, box: QRectF) -> None:
        theme = self._theme
        painter.setPen(QPen(theme.ink_of("muted"), 1.2))
        painter.drawPolyline(QPolygonF([box.topLeft(), box.bottomLeft(), box.bottomRight()]))
        hurts = box.bottom() - box.height() * HURTS_FROM / _FULL
        painter.setPen(QPen(theme.ink_of("muted"), 1.0, Qt.PenStyle.DotLine))
        painter.drawLine(QPointF(box.left(), hurts), QPointF(box.right(), hurts))
        painter.setFont(font(10))
        right = Qt.AlignmentFlag.AlignRight
        for value, y in (("10", box.top()), ("0", box.bottom())):
            painter.drawText(QRectF(0, y - 7, box.left() - 5, 14), right, value)
        self._paint_levels(painter, box)

    def _paint_levels(self, painter: QPainter, box: QRectF) -> None:
        levels, unit = self._change.now.levels, self._change.now.unit
        every = max(1, math.ceil(len(levels) / 5))
        for place in range(0, len(levels), every):
            words = format_number(levels[place])
            if place + every >= len(levels):
                words += f" {unit}" if unit != "1" else ""
            room = QRectF(self._across(box, place) - 34, box.bottom() + 4, 68, 14)
            if room.right() > self.width():
                room.moveRight(self.width())
                painter.drawText(room, Qt.AlignmentFlag.AlignRight, words)
            else:
                painter.drawText(room, Qt.AlignmentFlag.AlignHCenter, words)

    def _paint_threshold(self, painter: QPainter, box: QRectF, answers: Answers) -> None:
        place = place_of(answers.levels, answers.threshold)
        if place is not None:
            x = self._across(box, place)
            top = box.top() - 8
            painter.drawLine(QPointF(x, top), QPointF(x, box.bottom()))
            painter.drawPolygon(
                QPolygonF([QPointF(x - 4, top), QPointF(x + 4, top), QPointF(x, top + 7)])
            )

    @paints
    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            left, top, right, bottom = _FRAME
            box = QRectF(self.rect()).adjusted(left, top, -right, -bottom)
            self._paint_axes(painter, box)
            before, now = self._change.before, self._change.now
            dashed = QPen(self._theme.ink_of("muted"), 1.8, Qt.PenStyle.DashLine)
            solid = QPen(self._theme.line_of("danger"), 2.4)
            pens = ((before, dashed), (now, solid))
            for (answers, pen), unasked in zip(pens, self._change.unasked, strict=True):
                painter.setPen(pen)
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.drawPolyline(self._line(box, answers, unasked))
                painter.setPen(QPen(pen.color(), 1.4))
                painter.setBrush(pen.color())
                self._paint_threshold(painter, box, answers)


def place_of(levels: Sequence[float], value: float) -> float | None:
    """Return where a value lies among levels, in their numbers; None where it lies outside."""
    for number, (one, next_) in enumerate(pairwise(levels)):
        if min(one, next_) <= value <= max(one, next_):
            return number + (value - one) / (next_ - one)
    return None


def threshold_words(change: Compared) -> str:
    """Say from where on it hurts, before and now."""
    before, now = (_from(each) for each in (change.before, change.now))
    if before == now:
        return _("{name}: hurts {now}, as before").format(name=change.now.name, now=now)
    return _("{name}: hurts {now}, before {before}").format(
        name=change.now.name, now=now, before=before
    )


def _from(answers: Answers) -> str:
    if math.isnan(answers.threshold):
        return _("at no level")
    number = format_number(round(answers.threshold, 2 if abs(answers.threshold) < 10 else 1))
    unit = f" {answers.unit}" if answers.unit != "1" else ""
    return _("from {level} on").format(level=number + unit)
