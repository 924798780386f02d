"""The signs on buttons, painted as lines on a 20 × 20 grid in the ink of the theme."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPainterPath, QPen, QPixmap, QPolygonF

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

GRID = 20.0


def icon(name: str, colour: QColor, faint: QColor | None = None, size: int = 20) -> QIcon:
    """Return the sign `name` in `colour`, and in `faint` where it is disabled."""
    made = QIcon(pixmap(name, colour, size))
    if faint is not None:
        made.addPixmap(pixmap(name, faint, size), QIcon.Mode.Disabled)
    return made


def pixmap(name: str, colour: QColor, size: int = 20, ratio: float = 2.0) -> QPixmap:
    """Return the sign `name`, `size` pixels large, sharp on screens of `ratio`."""
    picture = QPixmap(round(size * ratio), round(size * ratio))
    picture.setDevicePixelRatio(ratio)
    picture.fill(Qt.GlobalColor.transparent)
    with QPainter(picture) as painter:
        painter.scale(size / GRID, size / GRID)
        paint(painter, name, colour)
    return picture


def paint(painter: QPainter, name: str, colour: QColor) -> None:
    """Paint the sign `name` into the square from 0 to 20."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    pen = QPen(colour, 1.8, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    SIGNS[name](painter, colour)
    painter.restore()


def _play(painter: QPainter, colour: QColor) -> None:
    _fill(painter, colour, [(6.5, 4.2), (15.2, 10), (6.5, 15.8)])


def _pause(painter: QPainter, colour: QColor) -> None:
    for left in (5.2, 11.4):
        painter.fillRect(QRectF(left, 4, 3.4, 12), colour)


def _step(painter: QPainter, colour: QColor) -> None:
    _fill(painter, colour, [(4.5, 4.5), (12, 10), (4.5, 15.5)])
    painter.drawLine(QPointF(15, 4.5), QPointF(15, 15.5))


def _restart(painter: QPainter, colour: QColor) -> None:
    arc = QPainterPath()
    arc.arcMoveTo(QRectF(3.5, 3.5, 13, 13), 40)
    arc.arcTo(QRectF(3.5, 3.5, 13, 13), 40, 300)
    painter.drawPath(arc)
    painter.drawPolyline(QPolygonF([QPointF(16, 2.2), QPointF(16, 6.6), QPointF(11.6, 6.6)]))


def _search(painter: QPainter, colour: QColor) -> None:
    painter.drawEllipse(QPointF(8.6, 8.6), 4.9, 4.9)
    painter.drawLine(QPointF(12.4, 12.4), QPointF(16.4, 16.4))


def _reset(painter: QPainter, colour: QColor) -> None:
    arc = QPainterPath()
    arc.arcMoveTo(QRectF(4.5, 4.5, 11, 11), 150)
    arc.arcTo(QRectF(4.5, 4.5, 11, 11), 150, -290)
    painter.drawPath(arc)
    painter.drawPolyline(QPolygonF([QPointF(4.4, 3.4), QPointF(4.6, 7.8), QPointF(9, 7.4)]))


def _info(painter: QPainter, colour: QColor) -> None:
    painter.drawEllipse(QPointF(10, 10), 6.6, 6.6)
    painter.drawLine(QPointF(10, 9.4), QPointF(10, 13.2))
    painter.drawPoint(QPointF(10, 6.8))


def _down(painter: QPainter, colour: QColor) -> None:
    painter.drawPolyline(QPolygonF([QPointF(6, 8), QPointF(10, 12), QPointF(14, 8)]))


def _right(painter: QPainter, colour: QColor) -> None:
    painter.drawPolyline(QPolygonF([QPointF(8, 6), QPointF(12, 10), QPointF(8, 14)]))


def _left(painter: QPainter, colour: QColor) -> None:
    painter.drawPolyline(QPolygonF([QPointF(12, 6), QPointF(8, 10), QPointF(12, 14)]))


def _up(painter: QPainter, colour: QColor) -> None:
    painter.drawPolyline(QPolygonF([QPointF(6, 12), QPointF(10, 8), QPointF(14, 12)]))


def _unfold(painter: QPainter, colour: QColor) -> None:
    for left in (5.0, 10.5):
        corners = [QPointF(left, 5.5), QPointF(left + 4.5, 10), QPointF(left, 14.5)]
        painter.drawPolyline(QPolygonF(corners))


def _menu(painter: QPainter, colour: QColor) -> None:
    for height in (6.0, 10.0, 14.0):
        painter.drawLine(QPointF(4.5, height), QPointF(15.5, height))


def _meter(painter: QPainter, colour: QColor) -> None:
    painter.drawRoundedRect(QRectF(2.5, 4, 15, 12), 2.5, 2.5)
    beat = [(4.8, 11), (7.2, 11), (8.8, 6.8), (11, 13.4), (12.4, 11), (15.2, 11)]
    painter.drawPolyline(QPolygonF([QPointF(x, y) for x, y in beat]))


def _pin_outline() -> QPainterPath:
    path = QPainterPath(QPointF(6.4, 3.0))
    for x, y in ((13.6, 3.0), (12.6, 8.2), (15.2, 11.2), (4.8, 11.2), (7.4, 8.2)):
        path.lineTo(QPointF(x, y))
    path.closeSubpath()
    return path


def _pin(painter: QPainter, colour: QColor) -> None:
    painter.drawPath(_pin_outline())
    painter.drawLine(QPointF(10, 11.6), QPointF(10, 17.0))


def _pinned(painter: QPainter, colour: QColor) -> None:
    painter.setBrush(colour)
    _pin(painter, colour)


def _fill(painter: QPainter, colour: QColor, corners: list[tuple[float, float]]) -> None:
    painter.setBrush(colour)
    painter.drawPolygon(QPolygonF([QPointF(x, y) for x, y in corners]))


def _duplicate(painter: QPainter, colour: QColor) -> None:
    painter.drawRoundedRect(QRectF(3.5, 3.5, 9.5, 9.5), 2, 2)
    painter.drawPolyline(QPolygonF([QPointF(16.5, 7.5), QPointF(16.5, 16.5), QPointF(7.5, 16.5)]))


SIGNS: Mapping[str, Callable[[QPainter, QColor], None]] = MappingProxyType(
    {
        "play": _play,
        "pause": _pause,
        "step": _step,
        "restart": _restart,
        "search": _search,
        "reset": _reset,
        "info": _info,
        "down": _down,
        "right": _right,
        "left": _left,
        "up": _up,
        "unfold": _unfold,
        "menu": _menu,
        "meter": _meter,
        "pin": _pin,
        "pinned": _pinned,
        "duplicate": _duplicate,
    }
)
