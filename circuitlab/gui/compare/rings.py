"""Numbered rings on a canvas round what differs between the states."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from circuitlab.render.pens import CENTRE, write
from circuitlab.render.theme import font

if TYPE_CHECKING:
    from circuitlab.gui.canvas.gestures.context import Picture
    from circuitlab.gui.compare.comparison import Comparison

LEAST, BESIDE = 13.0, 5.0
"""Radius of the smallest ring, and how far it stays from what it is round, in pixels."""
BADGE = 8.5
DASHES = (3.0, 2.5)


class Rings:
    """Paints a ring round every element that differs; dashed where this state leaves it alone."""

    def __init__(self, comparison: Comparison, canvas: Picture, id: str) -> None:
        self._comparison, self._canvas, self._id = comparison, canvas, id

    def __call__(self, painter: QPainter) -> None:
        if not self._comparison.is_on:
            return
        own = self._comparison.elements_set_by(self._id)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for number, element in enumerate(self._comparison.marked, 1):
            box = self._box(element)
            if box is not None:
                self._ring(painter, number, box, is_own=element in own)

    def _box(self, id: str) -> QRectF | None:
        """Return where an element is in the view."""
        place = self._canvas.scene.place(id)
        if place is None:
            return None
        camera, body = self._canvas.camera, place.body.translated(place.centre)
        return QRectF(camera.to_view(body.topLeft()), camera.to_view(body.bottomRight()))

    def _ring(self, painter: QPainter, number: int, box: QRectF, *, is_own: bool) -> None:
        theme = self._canvas.theme
        radius = max(LEAST, 0.5 * max(box.width(), box.height()) + BESIDE)
        pen = QPen(theme.colour("ink"), 1.8 if is_own else 1.3)
        if not is_own:
            pen.setDashPattern(DASHES)
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawEllipse(box.center(), radius, radius)
        at = box.center() + QPointF(0.707 * radius, -0.707 * radius)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour("ink"))
        painter.drawEllipse(at, BADGE, BADGE)
        words = QRectF(at.x() - BADGE, at.y() - BADGE, 2.0 * BADGE, 2.0 * BADGE)
        write(painter, str(number), words, font(11, 700), theme.colour("paper"), CENTRE)
