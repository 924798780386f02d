"""A picture of a dose–response curve, with the present dose marked on it."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPen, QPolygonF
from PySide6.QtWidgets import QWidget

from circuitlab.catalog.words import format_number
from circuitlab.gui.faults import paints
from circuitlab.render.theme import Theme, font
from circuitlab.resources import _

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent

    from circuitlab.analysis.dose_response import DoseResponse

HEIGHT = 168
POINTS = 96
KNOB = 5.5
_FRAME = (29.0, 24.0, 8.0, 22.0)


class DoseCurve(QWidget):
    """Shows a `DoseResponse` in the colour `token`."""

    def __init__(self, theme: Theme, token: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._token = theme, token
        self._response: DoseResponse | None = None
        self._present: float | None = None
        self.setFixedHeight(HEIGHT)

    def show_response(self, response: DoseResponse | None) -> None:
        """Show this curve with its present dose."""
        self._response = response
        if response is not None:
            marks = (f"{mark.title}: {format_number(mark.at)} µM" for mark in response.landmarks)
            self.setAccessibleName(", ".join((_now(response), *marks, half_words(response))))
        self.update()

    def show_present(self, dose: float | None) -> None:
        """Mark this dose, which the protocol has set, in place of the element's own."""
        if dose != self._present:
            self._present = dose
            self.update()

    def _shown(self) -> DoseResponse | None:
        if self._response is None or self._present is None:
            return self._response
        return replace(self._response, dose=float(self._present))

    def _paint_axes(self, painter: QPainter, response: DoseResponse, box: QRectF) -> None:
        painter.setPen(QPen(self._theme.ink_of("muted"), 1.2))
        painter.drawPolyline(QPolygonF([box.topLeft(), box.bottomLeft(), box.bottomRight()]))
        painter.setFont(font(10))
        first, last = (round(math.log10(d)) for d in (response.lowest, response.highest))
        for decade in range(first, last + 1):
            x = _across(response, box, 10.0**decade)
            words = format_number(10.0**decade) + (" µM" if decade == last else "")
            align = Qt.AlignmentFlag.AlignRight if decade == last else Qt.AlignmentFlag.AlignHCenter
            left = x - 60 if decade == last else x - 30
            painter.drawText(QRectF(left, box.bottom() + 5, 60, 14), align, words)
        for share, words in ((1.0, "100 %"), (0.5, "50"), (0.0, "0")):
            y = box.bottom() - share * box.height()
            painter.drawText(
                QRectF(0, y - 7, box.left() - KNOB - 2, 14), Qt.AlignmentFlag.AlignRight, words[:3]
            )

    def _paint_half(self, painter: QPainter, response: DoseResponse, box: QRectF) -> None:
        x, y = _across(response, box, response.half), box.center().y()
        painter.setPen(QPen(self._theme.ink_of("muted"), 1.0, Qt.PenStyle.DotLine))
        painter.drawPolyline(
            QPolygonF([QPointF(box.left(), y), QPointF(x, y), QPointF(x, box.bottom())])
        )
        painter.setFont(font(10))
        room = QRectF(box.left() + 6, y - 16, x - box.left(), 14)
        painter.drawText(room, Qt.AlignmentFlag.AlignLeft, half_words(response))

    def _paint_landmarks(self, painter: QPainter, response: DoseResponse, box: QRectF) -> None:
        """Mark measured levels on the axis; the words of low ones are at their left."""
        painter.setFont(font(10))
        for mark in response.landmarks:
            x = _across(response, box, mark.at)
            painter.setPen(QPen(self._theme.ink_of("accent"), 1.6))
            painter.drawLine(QPointF(x, box.bottom()), QPointF(x, box.bottom() - 13))
            is_low = mark.at < response.half
            room = QRectF(x - 84 if is_low else x + 4, box.bottom() - 15, 80, 14)
            side = Qt.AlignmentFlag.AlignRight if is_low else Qt.AlignmentFlag.AlignLeft
            painter.drawText(room, side, mark.title)

    def _paint_curve(self, painter: QPainter, response: DoseResponse, box: QRectF) -> None:
        spread = response.highest / response.lowest
        doses = [response.lowest * spread ** (n / (POINTS - 1)) for n in range(POINTS)]
        line = [_point(response, box, dose) for dose in doses]
        painter.setPen(QPen(self._theme.line_of(self._token), 2.4))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPolyline(QPolygonF(line))
        dose = min(max(response.dose, response.lowest), response.highest)
        painter.setPen(QPen(self._theme.line_of(self._token), 2.6))
        painter.setBrush(self._theme.colour("panel"))
        painter.drawEllipse(_point(response, box, dose), KNOB, KNOB)

    def sizeHint(self) -> QSize:
        return QSize(240, HEIGHT)

    @paints
    def paintEvent(self, event: QPaintEvent) -> None:
        response = self._shown()
        if response is None:
            return
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            left, top, right, bottom = _FRAME
            box = QRectF(self.rect()).adjusted(left, top, -right, -bottom)
            self._paint_axes(painter, response, box)
            self._paint_half(painter, response, box)
            self._paint_landmarks(painter, response, box)
            self._paint_curve(painter, response, box)
            painter.setFont(font(11, 600))
            painter.setPen(self._theme.ink_of(self._token))
            painter.drawText(
                QRectF(0, 2, box.right(), 16),
                Qt.AlignmentFlag.AlignRight,
                _now(response),
            )


def half_words(response: DoseResponse) -> str:
    """Return the dose with half the effect, after its tag: ``"half: assumed 4.1 µM"``."""
    dose = f"{response.tag} {format_number(float(f'{response.half:.3g}'))} µM".strip()
    return _("half: {dose}").format(dose=dose)


def _now(response: DoseResponse) -> str:
    share = round(100 * response.effect(response.dose))
    return _("now: {share} % {what}").format(share=share, what=response.what)


def _across(response: DoseResponse, box: QRectF, dose: float) -> float:
    span = math.log(response.highest / response.lowest)
    return box.left() + box.width() * math.log(dose / response.lowest) / span


def _point(response: DoseResponse, box: QRectF, dose: float) -> QPointF:
    return QPointF(
        _across(response, box, dose), box.bottom() - response.effect(dose) * box.height()
    )
