"""What the pointer meets while a lecture is shown: nothing below it is clicked or dragged."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, Qt, Signal
from PySide6.QtGui import QMouseEvent, QRegion, QWheelEvent
from PySide6.QtWidgets import QWidget

if TYPE_CHECKING:
    from collections.abc import Iterable

    from PySide6.QtCore import QRect
    from PySide6.QtGui import QContextMenuEvent

LEFT = Qt.MouseButton.LeftButton


class Shield(QWidget):
    """An unseen sheet over the picture, with holes over what the pointer may use.

    Attributes
    ----------
    has_pen : bool
        Whether a drag draws.
    pointed : Signal(QPointF)
        Where the pointer is.
    put_down, drawn : Signal(QPointF)
        The pen is put down, or drawn to a place.
    lifted : Signal()
    turned : Signal(QPointF, float)
        The wheel is turned at a place, by so many notches.
    """

    pointed = Signal(QPointF)
    put_down = Signal(QPointF)
    drawn = Signal(QPointF)
    lifted = Signal()
    turned = Signal(QPointF, float)

    def __init__(self, over: QWidget) -> None:
        super().__init__(over)
        self.setMouseTracking(True)
        self.setAttribute(Qt.WidgetAttribute.WA_NoSystemBackground)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.has_pen = False
        self._holes: list[QRect] = []
        self.hide()

    def leave_free(self, holes: Iterable[QRect]) -> None:
        """Let the pointer through in these rectangles, unless it draws."""
        self._holes = list(holes)
        self._cut()

    def turn_pen(self) -> None:
        """Let a drag draw, or do nothing again."""
        self.has_pen = not self.has_pen
        self.setCursor(Qt.CursorShape.CrossCursor if self.has_pen else Qt.CursorShape.ArrowCursor)
        self._cut()

    def _cut(self) -> None:
        region = QRegion(self.rect())
        for hole in () if self.has_pen else self._holes:
            region -= QRegion(hole)
        self.setMask(region)

    def resizeEvent(self, event: object) -> None:
        self._cut()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if self.has_pen and event.button() is LEFT:
            self.put_down.emit(event.position())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self.pointed.emit(event.position())
        if self.has_pen and event.buttons() & LEFT:
            self.drawn.emit(event.position())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() is LEFT:
            self.lifted.emit()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self.mousePressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        self.turned.emit(QPointF(event.position()), event.angleDelta().y() / 120.0)
        event.accept()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        event.accept()
