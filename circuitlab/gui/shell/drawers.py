"""The little handles at the edges of the canvas that fold the panels beside it away."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QPixmap
from PySide6.QtWidgets import QToolButton, QWidget

from circuitlab.gui.faults import paints
from circuitlab.gui.widgets import button_icons

if TYPE_CHECKING:
    from PySide6.QtGui import QAction, QEnterEvent

    from circuitlab.render.theme import Theme

LONG, THIN = 46, 13
SIGN = 0.62
WAYS = {"left": ("left", "right"), "right": ("right", "left"), "bottom": ("down", "up")}
"""At each edge of the canvas the sign that folds what lies beyond it, and that brings it back."""


class Drawer(QToolButton):
    """A handle in the middle of an edge of the canvas.

    Parameters
    ----------
    edge : str
        One of `WAYS`.
    action : QAction
        What shows the panel beyond that edge, or folds it away.

    Attributes
    ----------
    entered : Signal()
        The pointer is on the handle, and not on the canvas below it.
    """

    entered = Signal()

    def __init__(self, edge: str, action: QAction, theme: Theme, canvas: QWidget) -> None:
        super().__init__(canvas)
        self._edge, self._action, self._canvas, self.theme = edge, action, canvas, theme
        self._is_open = True
        self._shows: object = None
        self._picture = QPixmap()
        flat = edge == "bottom"
        self.setFixedSize(QSize(LONG, THIN) if flat else QSize(THIN, LONG))
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setToolTip(action.toolTip())
        self.setAccessibleName(action.text())
        self.clicked.connect(action.trigger)
        canvas.installEventFilter(self)
        self._place()

    def show_open(self, is_open: bool) -> None:
        """Show whether the panel beyond the edge shows."""
        self._is_open = is_open
        self.update()

    def set_theme(self, theme: Theme) -> None:
        """Take the colours of `theme`."""
        self.theme = theme
        self.update()

    def _place(self) -> None:
        wide, high = self._canvas.width(), self._canvas.height()
        across, down = (wide - self.width()) // 2, (high - self.height()) // 2
        places = {
            "left": QPoint(0, down),
            "right": QPoint(wide - self.width(), down),
            "bottom": QPoint(across, high - self.height()),
        }
        self.move(places[self._edge])

    def _ground(self) -> QRectF:
        """Return the handle's rectangle, whose corners at the edge lie outside of it."""
        beyond = {"left": (-6, 0, 0, 0), "right": (0, 0, 6, 0), "bottom": (0, 0, 0, 6)}[self._edge]
        return QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5).adjusted(*beyond)

    # ---- Qt

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            self._place()
        return super().eventFilter(watched, event)

    def enterEvent(self, event: QEnterEvent) -> None:
        self.entered.emit()
        super().enterEvent(event)

    @paints
    def paintEvent(self, event: QPaintEvent) -> None:
        shows = (self.theme, self._is_open, self.underMouse(), self.devicePixelRatioF())
        if shows != self._shows:  # it is asked for with every frame of the canvas below
            self._shows, self._picture = shows, self._painted(self.devicePixelRatioF())
        with QPainter(self) as painter:
            painter.drawPixmap(0, 0, self._picture)

    def _painted(self, ratio: float) -> QPixmap:
        picture = QPixmap(self.size() * ratio)
        picture.setDevicePixelRatio(ratio)
        picture.fill(Qt.GlobalColor.transparent)
        with QPainter(picture) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(self.theme.colour("line"), 1.0))
            painter.setBrush(self.theme.colour("raised" if self.underMouse() else "panel"))
            painter.drawRoundedRect(self._ground(), 5.0, 5.0)
            painter.translate(QRectF(self.rect()).center())
            painter.scale(SIGN, SIGN)
            painter.translate(-10.0, -10.0)
            sign = WAYS[self._edge][0 if self._is_open else 1]
            theme, is_hot = self.theme, self.underMouse()
            button_icons.paint(
                painter, sign, theme.colour("ink") if is_hot else theme.ink_of("muted")
            )
        return picture
