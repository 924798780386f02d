"""The soft ring around an element that would take what is dragged, or would not."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPixmap

from circuitlab.gui.canvas.sprites import blit, pictured
from circuitlab.render.pens import faded

if TYPE_CHECKING:
    from circuitlab.gui.canvas.gestures.context import Picture


def paint_glow(painter: QPainter, canvas: Picture, id: str, token: str, strength: float) -> None:
    """Paint a soft ring around an element, in view pixels."""
    place = canvas.scene.geometry.places.get(id)
    if place is None:
        return
    soma = place.cell.soma.boundingRect() if place.cell is not None else place.body
    area = canvas.camera.area_to_view(soma.translated(place.centre))
    size = (round(area.width(), 1) + 12.0, round(area.height(), 1) + 12.0)
    colour, ratio = canvas.theme.colour(token), canvas.devicePixelRatioF()
    ring = _ring(size, colour.rgb(), round(strength, 1), ratio)
    blit(painter, ring, area.center().x(), area.center().y())


@lru_cache(maxsize=64)
def _ring(size: tuple[float, float], rgb: int, strength: float, ratio: float) -> QPixmap:
    """Return the picture of a soft ring of a size in view pixels."""
    room = QRectF(QPointF(), QSizeF(*size))
    room.moveCenter(QPointF())

    def paint(painter: QPainter) -> None:
        for width, share in ((9.0, 0.22), (2.0, 0.9)):
            painter.setPen(QPen(faded(QColor(rgb), share * strength), width))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawEllipse(room)

    return pictured(0.5 * max(size) + 6.0, ratio, ratio, paint)
