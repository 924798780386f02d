"""The dial of speed: from a millisecond of model time per second to real time."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QAbstractSlider, QWidget

from circuitlab.gui.faults import paints
from circuitlab.gui.session import FASTEST, SLOWEST
from circuitlab.gui.transport.speed_words import speed_words
from circuitlab.render.theme import Theme, font
from circuitlab.resources import _

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent, QMouseEvent, QPaintEvent, QWheelEvent

WIDTH, HEIGHT = 130, 42
KNOB = 6.5
SLOWDOWNS = (1, 2, 3, 5, 7, 10, 15, 20, 30, 50, 70, 100, 150, 200, 300, 500, 700, 1000)
BEHIND = 0.9


class SpeedDial(QAbstractSlider):
    """Shows the speed asked for and the speed reached, and asks for another.

    Attributes
    ----------
    wanted : Signal(float)
        A speed in model seconds per second.
    """

    wanted = Signal(float)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self._speed, self._reached = 1.0, 0.0
        self.setRange(0, len(SLOWDOWNS) - 1)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setFixedSize(WIDTH, HEIGHT)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setToolTip(_("Model time that passes per second of your time"))
        self.show_speed(1.0)

    def show_speed(self, speed: float) -> None:
        """Show the speed that is asked for."""
        self._speed = speed
        self.setAccessibleName(_("Speed, {speed}").format(speed=speed_words(speed)))
        self.update()

    def show_reached(self, speed: float) -> None:
        """Show the speed that the engine reaches; 0 when it stands still."""
        words = self._reached_words()
        self._reached = speed
        if words != self._reached_words():
            self.update()

    def _reached_words(self) -> str:
        if self._reached <= 0 or self._reached >= BEHIND * self._speed:
            return _("speed")
        return _("reached {speed}").format(speed=speed_words(self._reached))

    def _step(self, by: int) -> None:
        slowdown = 1 / self._speed
        here = min(range(len(SLOWDOWNS)), key=lambda n: abs(math.log(SLOWDOWNS[n] / slowdown)))
        there = min(len(SLOWDOWNS) - 1, max(0, here - by))
        self.wanted.emit(1 / SLOWDOWNS[there])

    def _ask_at(self, x: float) -> None:
        fraction = min(1.0, max(0.0, (x - KNOB) / (self.width() - 2 * KNOB)))
        slowdown = (FASTEST / SLOWEST) ** (1 - fraction)
        self.wanted.emit(1 / min(SLOWDOWNS, key=lambda each: abs(math.log(each / slowdown))))

    # ---- Qt

    def sizeHint(self) -> QSize:
        return QSize(WIDTH, HEIGHT)

    @paints
    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            painter.fillRect(self.rect(), self.theme.colour("panel"))
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            words = QRectF(0, 4, self.width(), 16)
            behind = self._reached_words() != _("speed")
            painter.setFont(font(11))
            painter.setPen(self.theme.ink_of("danger" if behind else "muted"))
            painter.drawText(words, Qt.AlignmentFlag.AlignLeft, self._reached_words())
            painter.setFont(font(12, 600))
            painter.setPen(self.theme.colour("ink"))
            if not behind:
                painter.drawText(words, Qt.AlignmentFlag.AlignRight, speed_words(self._speed))
            else:
                painter.drawText(
                    words, Qt.AlignmentFlag.AlignRight, speed_words(self._speed, short=True)
                )
            self._paint_groove(painter)

    def _paint_groove(self, painter: QPainter) -> None:
        y, start, end = 30.0, KNOB, self.width() - KNOB
        place = start + (end - start) * _fraction(self._speed)
        for colour, until in (("line", end), ("accent", place)):
            ink = self.theme.colour("line") if colour == "line" else self.theme.line_of(colour)
            pen = QPen(ink, 4)
            pen.setCapStyle(Qt.PenCapStyle.RoundCap)
            painter.setPen(pen)
            painter.drawLine(QPointF(start, y), QPointF(until, y))
        painter.setPen(QPen(self.theme.line_of("accent"), 3.0 if self.hasFocus() else 2.0))
        painter.setBrush(self.theme.colour("panel"))
        painter.drawEllipse(QPointF(place, y), KNOB, KNOB)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._ask_at(event.position().x())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._ask_at(event.position().x())

    def wheelEvent(self, event: QWheelEvent) -> None:
        self._step(1 if event.angleDelta().y() > 0 else -1)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {
            Qt.Key.Key_Right: 1,
            Qt.Key.Key_Up: 1,
            Qt.Key.Key_Left: -1,
            Qt.Key.Key_Down: -1,
            Qt.Key.Key_Home: -99,
            Qt.Key.Key_End: 99,
        }
        if Qt.Key(event.key()) in steps:
            self._step(steps[Qt.Key(event.key())])
        else:
            event.ignore()


def _fraction(speed: float) -> float:
    return 1.0 + math.log(max(speed, SLOWEST) / FASTEST) / math.log(FASTEST / SLOWEST)
