"""The groove of a pinned slider: dragged along, or moved by keys."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPointF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import QAbstractSlider, QWidget

from circuitlab.gui.faults import paints
from circuitlab.gui.widgets.slider import NUDGES

if TYPE_CHECKING:
    from PySide6.QtGui import QFocusEvent, QMouseEvent, QPaintEvent, QWheelEvent

    from circuitlab.render.theme import Theme

HEIGHT = 24
_KNOB, _STEPS = 6.5, 1000


class PinGroove(QAbstractSlider):
    """Shows a place from 0 to 1 and says where it is wanted.

    Attributes
    ----------
    dragged : Signal(float, int)
        The wished place and the number of the gesture that it belongs to.
    """

    dragged = Signal(float, int)
    _gestures = 0

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.theme = theme
        self._place = 0.0
        self._is_held = False
        self.setRange(0, _STEPS)
        self.setOrientation(Qt.Orientation.Horizontal)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.SizeHorCursor)
        self.setFixedHeight(HEIGHT)

    def show_place(self, place: float) -> None:
        """Show where the value lies."""
        self._place = place
        self.blockSignals(True)
        self.setValue(round(place * _STEPS))
        self.blockSignals(False)
        self.update()

    def _span(self) -> tuple[float, float]:
        """Return where the groove begins, and how long it is."""
        return _KNOB + 2.0, self.width() - 2.0 * _KNOB - 4.0

    def _want(self, x: float) -> None:
        start, span = self._span()
        self.dragged.emit(min(1.0, max(0.0, (x - start) / span)), self._gesture)

    @property
    def _gesture(self) -> int:
        return PinGroove._gestures

    def _begin(self) -> None:
        PinGroove._gestures += 1

    # ---- Qt

    def sizeHint(self) -> QSize:
        return QSize(180, HEIGHT)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and _is_nudge(event):
            event.accept()
            return True
        return super().event(event)

    @paints
    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            painter.fillRect(self.rect(), self.theme.colour("panel"))
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            start, span = self._span()
            y, knob = self.height() / 2.0, start + span * self._place
            painter.setPen(_round_pen(self.theme.colour("line"), 4))
            painter.drawLine(QPointF(start, y), QPointF(start + span, y))
            painter.setPen(_round_pen(self.theme.line_of("accent"), 4))
            painter.drawLine(QPointF(start, y), QPointF(knob, y))
            painter.setPen(QPen(self.theme.line_of("accent"), 3.0 if self.hasFocus() else 2.0))
            painter.setBrush(self.theme.colour("panel"))
            painter.drawEllipse(QPointF(knob, y), _KNOB, _KNOB)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._begin()
            self._is_held = True
            self._want(event.position().x())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._is_held:
            self._want(event.position().x())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._is_held = False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if _is_nudge(event):
            self._begin()
            place = self._place + NUDGES[event.key()]
            self.dragged.emit(min(1.0, max(0.0, place)), self._gesture)
        else:
            event.ignore()

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()

    def focusInEvent(self, event: QFocusEvent) -> None:
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self.update()


def _is_nudge(event: QEvent) -> bool:
    if not isinstance(event, QKeyEvent):
        return False
    return event.key() in NUDGES and event.modifiers() in _BARE


_BARE = (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)


def _round_pen(colour: QColor, width: float) -> QPen:
    pen = QPen(colour, width)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    return pen
