"""A row that is a slider all over: name at the left, value at the right, groove below."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import QAbstractSlider, QSizePolicy, QWidget

from circuitlab.gui.faults import paints
from circuitlab.gui.widgets import button_icons
from circuitlab.render.theme import Theme, font
from circuitlab.resources import _

if TYPE_CHECKING:
    from collections.abc import Mapping

    from PySide6.QtGui import QFocusEvent, QMouseEvent, QPaintEvent, QResizeEvent, QWheelEvent

HEIGHT, LINE = 40, 16
"""Height of a row, and what is added where a name and its value need a line each."""
DRAG_PX = 3
KNOB = 6.5
STEPS = 1000
_ICON, _BETWEEN = 16, 10
NUDGES: Mapping[int, float] = MappingProxyType(
    {
        Qt.Key.Key_Left: -0.01,
        Qt.Key.Key_Right: 0.01,
        Qt.Key.Key_Down: -0.01,
        Qt.Key.Key_Up: 0.01,
        Qt.Key.Key_PageDown: -0.1,
        Qt.Key.Key_PageUp: 0.1,
        Qt.Key.Key_Home: -1.0,
        Qt.Key.Key_End: 1.0,
    }
)
"""By which part of its range each key moves a slider."""


class SliderFace(QAbstractSlider):
    """Paints a value on its range and turns the pointer and the keys into wishes.

    Parameters
    ----------
    theme : Theme
        Whose colours are used.
    title, symbol : str
        The words at the left.

    Attributes
    ----------
    dragged : Signal(float, int)
        The wished place, 0 to 1, and the number of the gesture it belongs to.
    edit_wanted, reset_wanted, details_wanted, pin_wanted : Signal()
        A click without a move; a click on the reset, on the (i) sign, or on the pin.
    """

    dragged = Signal(float, int)
    edit_wanted = Signal()
    reset_wanted = Signal()
    details_wanted = Signal()
    pin_wanted = Signal()
    _gestures = 0

    def __init__(
        self, theme: Theme, title: str, symbol: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._theme, self._title, self._symbol = theme, title, symbol
        self._fraction, self._default, self._text, self._tag = 0.0, 0.0, "", ""
        self._changed, self._hovered = False, False
        self._pinned: bool | None = None
        self._drop = 0
        self._press: tuple[float, float] | None = None
        self._moving = False
        self._gesture = 0
        self.setRange(0, STEPS)
        self.setOrientation(Qt.Orientation.Horizontal)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setMouseTracking(True)
        self.setFixedHeight(HEIGHT)

    def show_tag(self, tag: str) -> None:
        """Show a word before the value."""
        self._tag = tag
        self.setAccessibleName(f"{self._title}, {self.words}")
        self._make_room()

    def show_pinned(self, pinned: bool) -> None:
        """Offer to pin it to the canvas, and show whether it is."""
        self._pinned = pinned
        self.setAccessibleDescription(_("pinned to the canvas") if pinned else "")
        self._make_room()

    def show_value(self, fraction: float, text: str, default: float, changed: bool) -> None:
        """Show a value: its place, its words, the default's place, whether it differs."""
        self._fraction, self._text, self._default = fraction, text, default
        self._changed = changed
        self.blockSignals(True)
        self.setValue(round(fraction * STEPS))
        self.blockSignals(False)
        self.setAccessibleName(f"{self._title}, {self.words}")
        self._make_room()

    @property
    def words(self) -> str:
        """What is written at the right: the value, after its tag."""
        return f"{self._tag} {self._text}".strip()

    @property
    def value_top(self) -> int:
        """Where the line of the value begins, in pixels from above."""
        return self._drop

    def title_width(self) -> float:
        """Return the width of the name and its symbol in pixels."""
        return self._indent + QFontMetricsF(font(12, 500)).horizontalAdvance(f"{self._title} ")

    @property
    def _indent(self) -> float:
        """Where the name begins: after the pin, where there is one."""
        return 0.0 if self._pinned is None else _ICON + 3.0

    def _make_room(self, *, anew: bool = False) -> None:
        """Set the value under the name where both are too long for a line.

        It stays there while the value changes: nothing jumps under a hand that drags it.
        """
        wide = self.title_width() + self._words_width() + _BETWEEN > self.width()
        drop = LINE if wide or (self._drop and not anew) else 0
        if drop != self._drop:
            self._drop = drop
            self.setFixedHeight(HEIGHT + drop)
        self.update()

    # ---- painting

    def _paint_words(self, painter: QPainter) -> None:
        icons = 2 * _ICON + 6 if self._shows_icons() else 0
        room = self.width() - self._indent
        if not self._drop:
            room -= self._words_width() + _BETWEEN + icons
        painter.setFont(font(12, 500))
        painter.setPen(self._theme.colour("ink"))
        title = QFontMetricsF(font(12, 500)).elidedText(
            self._title, Qt.TextElideMode.ElideRight, max(20.0, room)
        )
        line = QRectF(0, 4, self.width(), 18)
        left = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(line.adjusted(self._indent, 0, 0, 0), left, title)
        self._paint_symbol(painter, line, room + self._indent)
        painter.setFont(font(12, 600))
        painter.setPen(self._theme.ink_of("accent") if self._changed else self._theme.colour("ink"))
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(line.translated(0, self._drop), right, self._text)
        self._paint_tag(painter, line.translated(0, self._drop))

    def _paint_tag(self, painter: QPainter, line: QRectF) -> None:
        painter.setFont(font(10))
        painter.setPen(self._theme.ink_of("muted"))
        room = line.adjusted(self.width() - self._words_width(), 0, 0, 0)
        left = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(room, left, self._tag)

    def _tag_width(self) -> float:
        return QFontMetricsF(font(10)).horizontalAdvance(self._tag) + 6 if self._tag else 0.0

    def _words_width(self) -> float:
        """Return the width of the value and its tag in pixels."""
        return QFontMetricsF(font(12, 600)).horizontalAdvance(self._text) + self._tag_width()

    def _paint_symbol(self, painter: QPainter, line: QRectF, room: float) -> None:
        base, _mark, below = self._symbol.partition("_")
        big, small = QFont(font(11)), font(9)
        big.setItalic(True)
        step = QFontMetricsF(big).horizontalAdvance(base)
        start = self.title_width() + 3
        if start + step + QFontMetricsF(small).horizontalAdvance(below) > room:
            return
        painter.setPen(self._theme.ink_of("muted"))
        painter.setFont(big)
        left = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(line.adjusted(start, 1, 0, 0), left, base)
        painter.setFont(small)
        painter.drawText(line.adjusted(start + step + 0.5, 5, 0, 4), left, below)

    def _paint_groove(self, painter: QPainter) -> None:
        y = self.height() - KNOB - 3.0
        span = self.width() - 2 * KNOB - 2
        start, end = KNOB + 1, KNOB + 1 + span * self._fraction
        painter.setPen(_round_pen(self._theme.colour("line"), 4))
        painter.drawLine(QPointF(start, y), QPointF(start + span, y))
        painter.setPen(_round_pen(self._theme.line_of("accent"), 4))
        painter.drawLine(QPointF(start, y), QPointF(end, y))
        if self._changed:
            mark = start + span * self._default
            painter.setPen(_round_pen(self._theme.ink_of("muted"), 1.6))
            painter.drawLine(QPointF(mark, y + 4), QPointF(mark, y + 8))
        painter.setPen(QPen(self._theme.line_of("accent"), 3.0 if self.hasFocus() else 2.0))
        painter.setBrush(self._theme.colour("panel"))
        painter.drawEllipse(QPointF(end, y), KNOB, KNOB)

    def _paint_icons(self, painter: QPainter) -> None:
        for name, box in (("reset", self._reset_box()), ("info", self._info_box())):
            if name == "reset" and not self._changed:
                continue
            painter.save()
            painter.translate(box.topLeft())
            painter.scale(_ICON / button_icons.GRID, _ICON / button_icons.GRID)
            button_icons.paint(painter, name, self._theme.ink_of("muted"))
            painter.restore()

    def _paint_pin(self, painter: QPainter) -> None:
        if self._pinned is None:
            return
        faint = not (self._pinned or self._shows_icons())
        ink = self._theme.ink_of("muted" if faint else "accent")
        painter.save()
        painter.translate(self._pin_box().topLeft())
        painter.scale(_ICON / button_icons.GRID, _ICON / button_icons.GRID)
        button_icons.paint(painter, "pinned" if self._pinned else "pin", ink)
        painter.restore()

    def _pin_box(self) -> QRectF:
        return QRectF(-1.0, 5.0, _ICON, _ICON)

    def _shows_icons(self) -> bool:
        return self._hovered or self.hasFocus()

    def _info_box(self) -> QRectF:
        return QRectF(self.width() - self._words_width() - _ICON - 8, 5 + self._drop, _ICON, _ICON)

    def _reset_box(self) -> QRectF:
        return self._info_box().translated(-_ICON - 3, 0)

    def _icon_at(self, place: QPointF) -> str:
        if self._pinned is not None and self._pin_box().adjusted(0, -4, 3, 3).contains(place):
            return "pin"
        if self._info_box().adjusted(-1, -4, 3, 3).contains(place):
            return "info"
        if self._changed and self._reset_box().adjusted(-3, -4, 1, 3).contains(place):
            return "reset"
        return ""

    def _nudge(self, by: float) -> None:
        SliderFace._gestures += 1
        self.dragged.emit(min(1.0, max(0.0, self._fraction + by)), SliderFace._gestures)

    # ---- Qt

    def sizeHint(self) -> QSize:
        return QSize(240, HEIGHT + self._drop)

    def minimumSizeHint(self) -> QSize:
        return QSize(120, HEIGHT + self._drop)

    def event(self, event: QEvent) -> bool:
        is_asked = event.type() == QEvent.Type.ShortcutOverride and self._pinned is not None
        if isinstance(event, QKeyEvent) and is_asked and event.key() == Qt.Key.Key_P:
            event.accept()
            return True
        return super().event(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        if event.size().width() != event.oldSize().width():
            self._make_room(anew=True)

    @paints
    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            self._paint_words(painter)
            if self._shows_icons():
                self._paint_icons(painter)
            self._paint_pin(painter)
            self._paint_groove(painter)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() != Qt.MouseButton.LeftButton:
            return
        SliderFace._gestures += 1
        self._gesture = SliderFace._gestures
        self._press, self._moving = (event.position().x(), self._fraction), False

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._press is None:
            self.setCursor(
                Qt.CursorShape.PointingHandCursor
                if self._icon_at(event.position())
                else Qt.CursorShape.SizeHorCursor
            )
            return
        travelled = event.position().x() - self._press[0]
        self._moving = self._moving or abs(travelled) > DRAG_PX
        if self._moving:
            place = self._press[1] + travelled / max(1.0, self.width() - 2 * KNOB)
            self.dragged.emit(min(1.0, max(0.0, place)), self._gesture)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        pressed, self._press = self._press, None
        if pressed is None or self._moving:
            return
        wanted = self._icon_at(event.position())
        {
            "info": self.details_wanted,
            "reset": self.reset_wanted,
            "pin": self.pin_wanted,
        }.get(wanted, self.edit_wanted).emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key in NUDGES:
            self._nudge(NUDGES[key])
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F2):
            self.edit_wanted.emit()
        elif key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.reset_wanted.emit()
        elif key == Qt.Key.Key_I:
            self.details_wanted.emit()
        elif key == Qt.Key.Key_P and self._pinned is not None:
            self.pin_wanted.emit()
        else:
            event.ignore()

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()

    def enterEvent(self, event: QEvent) -> None:
        self._hovered = True
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        self._hovered = False
        self.update()

    def focusInEvent(self, event: QFocusEvent) -> None:
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self.update()


def _round_pen(colour: QColor, width: float) -> QPen:
    pen = QPen(colour, width)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    return pen
