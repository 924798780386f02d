"""The plot of the traces: all rows in one widget, painted straight from arrays."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np
import shiboken6
from PySide6.QtCore import QByteArray, QDataStream, QIODevice, QPointF, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen, QPolygonF
from PySide6.QtWidgets import QApplication, QSizePolicy, QWidget

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray
    from PySide6.QtGui import QMouseEvent, QPaintEvent

    from circuitlab.render.theme import Theme

    Floats = NDArray[np.float64]

FLOOR = 0.02
"""Height of the line under a row, in rows."""

_POINT = 16
_VoidPtr: Any = shiboken6.VoidPtr
_CORNER = np.dtype([("kind", ">i4"), ("x", ">f8"), ("y", ">f8")])


@dataclass(slots=True)
class _Curve:
    """What a row shows: a line through points, or a stroke for each pair of them."""

    colour: QColor
    x: Floats = field(default_factory=lambda: np.empty(0))
    y: Floats = field(default_factory=lambda: np.empty(0))
    in_pairs: bool = False
    polygon: QPolygonF = field(default_factory=QPolygonF)


class TracePlot(QWidget):
    """Rows one above the other, on a time axis that ends at the right edge.

    Across, −1 is the left edge and 0 the right one; upwards, a row is 1 high, and 0 is the foot
    of the lowest.

    Attributes
    ----------
    grabbed : Signal()
        The pointer takes hold of the traces.
    pulled : Signal(float)
        It pulls them: by how many widths, to the right, since it took hold.
    """

    grabbed = Signal()
    pulled = Signal(float)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self._curves: list[_Curve] = []
        self._marks: Sequence[float] = ()
        self._held_at, self._is_pulled = 0.0, False
        self.setCursor(Qt.CursorShape.OpenHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def set_rows(self, colours: Sequence[QColor]) -> None:
        """Show so many rows, the uppermost first, with nothing in them yet."""
        self._curves = [_Curve(colour) for colour in colours]
        self._marks = ()
        self.update()

    def show_line(self, row: int, x: Floats, y: Floats, *, in_pairs: bool = False) -> None:
        """Show a line through points in a row, or a stroke for each pair of them."""
        curve = self._curves[row]
        curve.x, curve.y, curve.in_pairs = x, y, in_pairs
        self.update()

    def show_marks(self, places: Sequence[float]) -> None:
        """Show upright lines through all rows."""
        self._marks = places
        self.update()

    def points(self, row: int) -> tuple[Floats, Floats]:
        """Return the points that a row shows."""
        return self._curves[row].x, self._curves[row].y

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.LeftButton:
            self._held_at, self._is_pulled = event.position().x(), False
            self.setCursor(Qt.CursorShape.ClosedHandCursor)
            self.grabbed.emit()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        pulled = event.position().x() - self._held_at
        self._is_pulled |= abs(pulled) >= QApplication.startDragDistance()
        if self._is_pulled and event.buttons() & Qt.MouseButton.LeftButton:
            self.pulled.emit(pulled / self.width())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self.setCursor(Qt.CursorShape.OpenHandCursor)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), self.theme.colour("paper"))
        self._paint_floors(painter)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(_pen(self.theme.line_of("accent"), Qt.PenStyle.DashLine))
        for place in self._marks:
            x = self.width() * (1.0 + place)
            painter.drawLine(QPointF(x, self.height()), QPointF(x, 0.0))
        for curve in self._curves:
            painter.setPen(_pen(curve.colour))
            self._paint_curve(painter, curve)
        painter.end()

    def _paint_floors(self, painter: QPainter) -> None:
        painter.setPen(_pen(self.theme.colour("line")))
        high = self.height() / max(1, len(self._curves))
        for row in range(len(self._curves)):
            y = self.height() - (row + FLOOR) * high
            painter.drawLine(QPointF(0.0, y), QPointF(self.width(), y))

    def _paint_curve(self, painter: QPainter, curve: _Curve) -> None:
        if not curve.x.size:
            return
        x = (1.0 + curve.x) * self.width()
        y = self.height() - curve.y * (self.height() / len(self._curves))
        if curve.in_pairs:
            painter.drawPath(_strokes(x, y))
            return
        curve.polygon.resize(x.size)
        points = _memory(curve.polygon)
        points[:, 0], points[:, 1] = x, y
        painter.drawPolyline(curve.polygon)


def _pen(colour: QColor, style: Qt.PenStyle = Qt.PenStyle.SolidLine) -> QPen:
    pen = QPen(colour, 1, style)
    pen.setCosmetic(True)
    return pen


def _memory(polygon: QPolygonF) -> Floats:
    """Return the points of a polygon where they are, to be written, shape (n, 2)."""
    start: Any = polygon.data()
    return np.frombuffer(_VoidPtr(start, _POINT * polygon.size(), True)).reshape(-1, 2)


def _strokes(x: Floats, y: Floats) -> QPainterPath:
    """Return a path with a stroke between each pair of points, read in from Qt's own format."""
    corners = np.empty(x.size, dtype=_CORNER)
    corners["kind"], corners["x"], corners["y"] = np.arange(x.size) % 2, x, y
    count, ends = np.array([x.size], ">i4"), np.zeros(2, ">i4")
    data = QByteArray(count.tobytes() + corners.tobytes() + ends.tobytes())
    path = QPainterPath()
    stream = QDataStream(data, QIODevice.OpenModeFlag.ReadOnly)
    stream >> path
    return path
