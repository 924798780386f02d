"""The plot of the traces: all rows in one widget, on one time axis."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, Qt, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QApplication, QSizePolicy, QWidget

from circuitlab.gui.traces.tiles import ACROSS, Scale, TraceTiles, pen

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QMouseEvent, QPaintEvent

    from circuitlab.gui.traces.course import Course
    from circuitlab.render.theme import Theme


class TracePlot(QWidget):
    """Rows one above the other, on a time axis that ends at the right edge.

    Everything moves by whole pixels, so that lines stay as sharp as they were drawn.

    Attributes
    ----------
    courses : sequence of Course
        What is shown, the uppermost first.
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
        self.courses: Sequence[Course] = ()
        self._right_ms, self._window_ms = 0.0, 1000.0
        self._marks_ms: Sequence[float] = ()
        self._tiles = TraceTiles()
        self._held_at, self._is_pulled = 0.0, False
        self.setCursor(Qt.CursorShape.OpenHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def set_courses(self, courses: Sequence[Course]) -> None:
        """Show others."""
        self.courses = courses
        self.update()

    def show_window(self, right_ms: float, window_ms: float, marks_ms: Sequence[float]) -> None:
        """Show the window of model time that ends at `right_ms`, with lines at some times."""
        self._right_ms, self._window_ms, self._marks_ms = right_ms, window_ms, marks_ms
        self.update()

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
        ratio = self.devicePixelRatioF()
        across = round(self.width() * ratio)
        scale = Scale(self._window_ms / across, self.height(), ratio)
        left = round(self._right_ms / scale.bucket_ms) - across
        for number in range(left // ACROSS, (left + across - 1) // ACROSS + 1):
            picture = self._tiles.tile(number, self.courses, scale, self.theme)
            painter.drawPixmap(QPointF((number * ACROSS - left) / ratio, 0.0), picture)
        painter.setPen(pen(self.theme.line_of("accent"), ratio, Qt.PenStyle.DashLine))
        for mark_ms in self._marks_ms:
            x = (round(mark_ms / scale.bucket_ms) - left) / ratio
            painter.drawLine(QPointF(x, self.height()), QPointF(x, 0.0))
        painter.end()
