"""A little bar of buttons that lies on the canvas.

The canvas is painted sixty times a second, and what lies on it with it: so a bar is one picture,
its buttons with it, which is painted anew only where something of it looks different.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRectF, Qt, Signal
from PySide6.QtGui import (
    QEnterEvent,
    QFocusEvent,
    QKeyEvent,
    QMoveEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPixmap,
    QResizeEvent,
)
from PySide6.QtWidgets import QFrame, QHBoxLayout, QToolButton, QWidget

from circuitlab.gui.faults import paints
from circuitlab.render.pens import CENTRE, write
from circuitlab.render.theme import Theme, font

HEIGHT = 32
_PAD, _LEAST = 20, 36
_CORNER, _BUTTON_CORNER = 7.0, 5.0


def paint_ground(painter: QPainter, room: QRectF, theme: Theme) -> None:
    """Paint what the words of a pill stand on."""
    painter.setPen(QPen(theme.colour("line"), 1.0))
    painter.setBrush(theme.colour("panel"))
    painter.drawRoundedRect(room.adjusted(0.5, 0.5, -0.5, -0.5), _CORNER, _CORNER)


class Pill(QFrame):
    """A rounded bar that wears the colours of a theme; `row` takes what lies in it.

    It paints its buttons too: they take clicks, keys and the focus, and are never painted alone.

    Attributes
    ----------
    entered : Signal()
        The pointer is on it, and no more on what it lies on.
    """

    entered = Signal()

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.theme = theme
        self._buttons: list[PillButton] = []
        self._picture: QPixmap | None = None
        self.row = QHBoxLayout(self)
        self.row.setContentsMargins(4, 3, 4, 3)
        self.row.setSpacing(0)
        self.setFixedHeight(HEIGHT)

    def set_theme(self, theme: Theme) -> None:
        """Wear the colours of a theme."""
        self.theme = theme
        self.outdate()

    def hold(self, button: PillButton) -> None:
        """Paint a button that lies in it from now on."""
        self._buttons.append(button)

    def outdate(self) -> None:
        """Something of it looks different now."""
        self._picture = None
        self.update()

    def enterEvent(self, event: QEnterEvent) -> None:
        self.entered.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        self.outdate()

    @paints
    def paintEvent(self, event: QPaintEvent) -> None:
        ratio, picture = self.devicePixelRatioF(), self._picture
        if picture is None or picture.devicePixelRatio() != ratio:
            picture = self._picture = self._painted(ratio)
        with QPainter(self) as painter:
            painter.drawPixmap(0, 0, picture)

    def _painted(self, ratio: float) -> QPixmap:
        picture = QPixmap(self.size() * ratio)
        picture.setDevicePixelRatio(ratio)
        picture.fill(Qt.GlobalColor.transparent)
        with QPainter(picture) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            paint_ground(painter, QRectF(self.rect()), self.theme)
            for button in self._buttons:
                button.paint_on(painter)
        return picture


class PillButton(QToolButton):
    """Words in a pill that light up under the pointer; Space and Return press it, nothing else."""

    def __init__(self, pill: Pill, text: str, name: str, weight: int = 500) -> None:
        super().__init__(pill)
        self._pill = pill
        self.setText(text)
        self.setToolTip(name)
        self.setAccessibleName(text if text[0].isalpha() else name)
        self.setAccessibleDescription(name)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self._letters = font(12, weight)
        self.setFont(self._letters)
        wide = max(_LEAST, self.fontMetrics().horizontalAdvance(text) + _PAD)
        self.setFixedSize(wide, HEIGHT - 6)
        self.setUpdatesEnabled(False)
        pill.hold(self)

    def say(self, text: str) -> None:
        """Have it say something else."""
        self.setText(text)
        self._pill.outdate()

    def enterEvent(self, event: QEnterEvent) -> None:
        super().enterEvent(event)
        self._pill.outdate()

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._pill.outdate()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._pill.outdate()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._pill.outdate()

    def moveEvent(self, event: QMoveEvent) -> None:
        self._pill.outdate()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and _presses(event):
            event.accept()
            return True
        if event.type() == QEvent.Type.KeyPress and _presses(event):
            self.click()
            return True
        return super().event(event)

    def paint_on(self, painter: QPainter) -> None:
        """Paint it as it is now where it lies in its pill."""
        theme, room = self._pill.theme, QRectF(self.geometry())
        if self.underMouse() or self.hasFocus():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("raised"))
            painter.drawRoundedRect(room, _BUTTON_CORNER, _BUTTON_CORNER)
        write(painter, self.text(), room, self._letters, theme.colour("ink"), CENTRE)


def _presses(event: QEvent) -> bool:
    keys = (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter)
    return isinstance(event, QKeyEvent) and event.key() in keys
