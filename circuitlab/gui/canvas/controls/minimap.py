"""The map at the bottom right: the whole circuit, and the part that is in view."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QEnterEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QPixmap
from PySide6.QtWidgets import QWidget

from circuitlab.gui.faults import paints
from circuitlab.render.theme import Theme
from circuitlab.resources import _

WIDTH, HEIGHT = 132, 82
_EDGE = 5.0


class Minimap(QWidget):
    """Shows where the view is; a press or drag moves it there.

    Attributes
    ----------
    wanted : Signal(QPointF)
        A canvas point to bring to the middle of the view.
    entered : Signal()
        The pointer is on it, and no more on the canvas.
    """

    wanted = Signal(QPointF)
    entered = Signal()

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._picture: QPixmap | None = None
        self._ground: QPixmap | None = None
        self._is_old = True
        self._world, self._visible = QRectF(), QRectF()
        self.setFixedSize(WIDTH, HEIGHT)
        self.setAccessibleName(_("Map of the circuit"))
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def set_theme(self, theme: Theme) -> None:
        """Wear the colours of a theme; the picture in those of the last one is seen no more."""
        self._theme = theme
        self._ground = self._picture = None
        self.update()

    def outdate(self) -> None:
        """Note that the circuit looks different now."""
        self._is_old = True

    def refresh(self, overview: Callable[[], QPixmap | None], world: Callable[[], QRectF]) -> None:
        """Show the circuit as it is, if that differs from what is shown.

        Parameters
        ----------
        overview : callable
            Returns a picture of the whole canvas, or None.
        world : callable
            Returns the canvas rectangle that it shows.
        """
        if not self._is_old:
            return
        picture = overview()
        self._is_old, self._world = picture is None, world()
        if picture is not None:
            ratio = self.devicePixelRatioF()
            self._picture = picture.scaled(
                (self._room().size() * ratio).toSize(),
                Qt.AspectRatioMode.IgnoreAspectRatio,
                Qt.TransformationMode.SmoothTransformation,
            )
            self._picture.setDevicePixelRatio(ratio)
        self._ground = None
        self.update()

    def show_visible(self, visible: QRectF) -> None:
        """Mark the canvas rectangle that is in view."""
        if visible != self._visible:
            self._visible = visible
            self.update()

    def _room(self) -> QRectF:
        """Return where the world lies in this widget, its proportions kept."""
        inside = QRectF(self.rect()).adjusted(_EDGE, _EDGE, -_EDGE, -_EDGE)
        if self._world.isEmpty():
            return inside
        size = self._world.size().scaled(inside.size(), Qt.AspectRatioMode.KeepAspectRatio)
        room = QRectF(QPointF(), size)
        room.moveCenter(inside.center())
        return room

    def _scale(self) -> float:
        return self._room().width() / max(self._world.width(), 1.0)

    def _want(self, event: QMouseEvent) -> None:
        if not self._world.isEmpty():
            self.wanted.emit(
                (event.position() - self._room().topLeft()) / self._scale() + self._world.topLeft()
            )

    def enterEvent(self, event: QEnterEvent) -> None:
        self.entered.emit()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._want(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._want(event)

    @paints
    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            if self._ground is None or self._ground.devicePixelRatio() != self.devicePixelRatioF():
                self._ground = self._painted_ground()
            painter.drawPixmap(0, 0, self._ground)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            room, scale = self._room(), self._scale()
            corner = (self._visible.topLeft() - self._world.topLeft()) * scale + room.topLeft()
            frame = QRectF(corner, self._visible.size() * scale).intersected(room)
            painter.setPen(QPen(self._theme.line_of("accent"), 1.5))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(frame, 3.0, 3.0)

    def _painted_ground(self) -> QPixmap:
        """Return what lies below the frame: the panel with the picture."""
        ratio = self.devicePixelRatioF()
        ground = QPixmap(self.size() * ratio)
        ground.setDevicePixelRatio(ratio)
        ground.fill(Qt.GlobalColor.transparent)
        with QPainter(ground) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(self._theme.colour("line"), 1.0))
            painter.setBrush(self._theme.colour("panel"))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 7.0, 7.0)
            if self._picture is not None:
                painter.drawPixmap(self._room().topLeft().toPoint(), self._picture)
        return ground
