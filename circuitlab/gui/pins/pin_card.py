"""One pin on the canvas: its name, its value, and a groove or a switch.

The canvas is painted sixty times a second. So a card covers what is under it wholly, and Qt need
not paint it anew with the canvas.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QPoint, QPointF, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QFontMetricsF, QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import QFrame, QWidget

from circuitlab.gui.faults import paints
from circuitlab.gui.pins.pin_groove import HEIGHT as GROOVE
from circuitlab.gui.pins.pin_groove import PinGroove
from circuitlab.gui.pins.pin_places import kept_within
from circuitlab.gui.widgets import button_icons
from circuitlab.gui.widgets.plain_text import plain_tip
from circuitlab.gui.widgets.toggle import Toggle
from circuitlab.gui.widgets.value_field import ValueField
from circuitlab.model.pins import SWITCH
from circuitlab.render.theme import font

if TYPE_CHECKING:
    from PySide6.QtGui import QEnterEvent, QMouseEvent, QPaintEvent

    from circuitlab.model.pins import Pin
    from circuitlab.render.theme import Theme

WIDTH, _LINE, _SIDE, _ICON = 224, 24, 9, 16
_SWITCH_WIDTH, _SWITCH_HEIGHT = 68, 24
_CORNER, _SLACK = 7, 3
STEP_PX = 16
_ARROWS = {
    Qt.Key.Key_Left: QPoint(-STEP_PX, 0),
    Qt.Key.Key_Right: QPoint(STEP_PX, 0),
    Qt.Key.Key_Up: QPoint(0, -STEP_PX),
    Qt.Key.Key_Down: QPoint(0, STEP_PX),
}
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_DELETE = (Qt.Key.Key_Delete, Qt.Key.Key_Backspace)


class PinCard(QFrame):
    """Shows a pin and says what is wanted of it.

    Parameters
    ----------
    pin : Pin
    theme : Theme
    on : QWidget
        The canvas that it lies on.

    Attributes
    ----------
    wanted : Signal(float, int)
        A place from 0 to 1, and the number of its gesture.
    written, named : Signal(str)
        A value that was typed; another name.
    moved : Signal(QPoint)
        Where its upper left corner was dragged to.
    menu_wanted : Signal(QPoint)
        On the screen.
    removal_wanted, entered : Signal()
    """

    wanted = Signal(float, int)
    written = Signal(str)
    named = Signal(str)
    moved = Signal(QPoint)
    menu_wanted = Signal(QPoint)
    removal_wanted = Signal()
    entered = Signal()

    def __init__(self, pin: Pin, theme: Theme, on: QWidget) -> None:
        super().__init__(on)
        self.pin, self._on = pin, on
        self._theme, self._title, self._text = theme, "", ""
        self._grip: QPoint | None = None
        self._home, self._is_dragged, self._hovered = QPoint(), False, False
        self._field: ValueField | None = None
        self.editable = True
        self.setObjectName("pinCard")
        self.setProperty("usable by audience", True)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setMouseTracking(True)
        self.groove, self.toggle = PinGroove(theme, self), Toggle(theme, self)
        self.groove.dragged.connect(self.wanted)
        self.toggle.clicked.connect(lambda on: self.wanted.emit(float(on), 0))
        for control in (self.groove, self.toggle):
            control.installEventFilter(self)
        self._lay_out()

    @property
    def control(self) -> QWidget:
        """What takes the keys."""
        return self.toggle if self.is_switch else self.groove

    @property
    def is_switch(self) -> bool:
        """Whether it goes between two values only."""
        return self.pin.sort == SWITCH

    @property
    def is_held(self) -> bool:
        """Whether it is being dragged to another place."""
        return self._grip is not None

    def take(self, pin: Pin) -> None:
        """Be the card of a pin that has become another."""
        self.pin = pin
        self._lay_out()

    def show_value(self, title: str, text: str, place: float) -> None:
        """Show the name, the value in words, and where it lies."""
        if self.is_switch:
            self.toggle.setChecked(place >= 0.5)
        else:
            self.groove.show_place(place)
        if (title, text) == (self._title, self._text):
            return
        self._title, self._text = title, text
        self.setAccessibleName(title)
        self.control.setAccessibleName(f"{title}, {text}")
        self.setToolTip(plain_tip(f"{title}: {text}"))
        self.update()

    def set_theme(self, theme: Theme) -> None:
        """Wear the colours of a theme."""
        self._theme = self.groove.theme = theme
        self.toggle.set_theme(theme)
        self.update()

    def set_editable(self, editable: bool) -> None:
        """Let it be moved, renamed and taken off, or only be slid and switched."""
        self.editable = editable
        self.update()

    def rename(self) -> None:
        """Let another name be written."""
        self._write(self._title, QRect(6, 3, self.width() - 12, 26), self.named)

    def edit(self) -> None:
        """Let a value be typed, with its unit."""
        self._write(
            self._text.removeprefix("×"), QRect(self.width() - 116, 2, 110, 26), self.written
        )

    # ---- inside

    def _lay_out(self) -> None:
        self.groove.setVisible(not self.is_switch)
        self.toggle.setVisible(self.is_switch)
        high = _LINE + 6 + (0 if self.is_switch else GROOVE)
        self.setFixedSize(WIDTH, high)
        self.groove.setGeometry(_SIDE - 4, _LINE, WIDTH - 2 * _SIDE + 8, GROOVE)
        self.toggle.setGeometry(WIDTH - _SIDE - _SWITCH_WIDTH + 4, 3, _SWITCH_WIDTH, _SWITCH_HEIGHT)
        self.setFocusProxy(self.control)
        self.update()

    def _write(self, text: str, room: QRect, taken: object) -> None:
        if self._field is not None:
            return
        self._field = field = ValueField(text, self)
        field.setObjectName("value")
        field.setAccessibleName(self._title)
        field.setGeometry(room)
        field.entered.connect(lambda given: self._close(given, taken))
        field.left.connect(lambda given: self._close(given, taken))
        field.escaped.connect(lambda: self._close(None, taken))
        field.show()
        field.selectAll()
        field.setFocus()

    def _close(self, given: str | None, taken: object) -> None:
        field, self._field = self._field, None
        if field is None:
            return
        field.hide()
        field.deleteLater()
        self.control.setFocus()
        if given is not None:
            taken.emit(given)  # type: ignore[attr-defined]

    def _sign(self) -> QRectF:
        return QRectF(_SIDE - 2, 6, _ICON, _ICON)

    def _is_on_sign(self, at: QPointF) -> bool:
        return self._sign().adjusted(-3, -3, 3, 3).contains(at)

    def _is_on_value(self, at: QPointF) -> bool:
        return self._value_room().adjusted(-4, -2, 4, 2).contains(at)

    def _value_room(self) -> QRectF:
        if self.is_switch:
            return QRectF(self.width() - _SIDE - _SWITCH_WIDTH, 4, 0, 20)
        wide = QFontMetricsF(font(12, 600)).horizontalAdvance(self._text) + 2
        return QRectF(self.width() - _SIDE - wide, 4, wide, 20)

    # ---- Qt

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if not isinstance(event, QKeyEvent) or not self._knows(event):
            return False
        if event.type() == QEvent.Type.ShortcutOverride:
            event.accept()
            return True
        return event.type() == QEvent.Type.KeyPress and self._press(event)

    def _knows(self, event: QKeyEvent) -> bool:
        if event.key() == Qt.Key.Key_Escape:
            return self.is_held
        alt = event.modifiers() == Qt.KeyboardModifier.AltModifier
        if not self.editable:
            return event.key() in _ENTER
        if alt and event.key() in _ARROWS:
            return True
        return event.key() in (*_ENTER, *_DELETE, Qt.Key.Key_F2, Qt.Key.Key_Menu)

    def _press(self, event: QKeyEvent) -> bool:
        key = Qt.Key(event.key())
        if key == Qt.Key.Key_Escape:
            self._grip = None
            self.move(self._home)
        elif key in _ARROWS:
            self.moved.emit(self.pos() + _ARROWS[key])
        elif key in _DELETE:
            self.removal_wanted.emit()
        elif key == Qt.Key.Key_F2:
            self.rename()
        elif key == Qt.Key.Key_Menu:
            self.menu_wanted.emit(self.mapToGlobal(self._sign().bottomLeft().toPoint()))
        elif self.is_switch:
            self.toggle.click()
        else:
            self.edit()
        return True

    @paints
    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            painter.fillRect(self.rect(), self._theme.colour("paper"))
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            room = QRectF(self.rect()).adjusted(0.6, 0.6, -0.6, -0.6)
            edge = "accent" if self.control.hasFocus() else "muted"
            painter.setPen(QPen(self._theme.line_of(edge), 1.2))
            painter.setBrush(self._theme.colour("panel"))
            painter.drawRoundedRect(room, _CORNER, _CORNER)
            self._paint_sign(painter)
            self._paint_words(painter)

    def _paint_sign(self, painter: QPainter) -> None:
        box = self._sign()
        if self._hovered and self.editable:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self._theme.colour("raised"))
            painter.drawRoundedRect(box.adjusted(-2, -2, 2, 2), 4, 4)
        painter.save()
        painter.translate(box.topLeft())
        painter.scale(_ICON / button_icons.GRID, _ICON / button_icons.GRID)
        button_icons.paint(painter, "pinned", self._theme.ink_of("accent"))
        painter.restore()

    def _paint_words(self, painter: QPainter) -> None:
        value, start = self._value_room(), self._sign().right() + 5
        middle = Qt.AlignmentFlag.AlignVCenter
        painter.setFont(font(12, 500))
        painter.setPen(self._theme.colour("ink"))
        title = QFontMetricsF(font(12, 500)).elidedText(
            self._title, Qt.TextElideMode.ElideRight, value.left() - start - 6
        )
        painter.drawText(QRectF(start, 4, value.left() - start, 20), middle, title)
        if not self.is_switch:
            painter.setFont(font(12, 600))
            painter.drawText(
                value.adjusted(-4, 0, 0, 0), middle | Qt.AlignmentFlag.AlignRight, self._text
            )

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self.control.setFocus(Qt.FocusReason.MouseFocusReason)
            self._grip = event.position().toPoint()
            self._home, self._is_dragged = self.pos(), False

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._show_hover(event.position())
        if self._grip is None or not self.editable:
            return
        step = event.position().toPoint() - self._grip
        self._is_dragged = self._is_dragged or step.manhattanLength() > _SLACK
        if self._is_dragged:
            self.move(kept_within(self.pos() + step, self.size(), self._on.rect().size()))
            self.raise_()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        grip, self._grip = self._grip, None
        if grip is None:
            return
        if self._is_dragged:
            self.moved.emit(self.pos())
        elif self.editable and self._is_on_sign(QPointF(grip)):
            self.menu_wanted.emit(self.mapToGlobal(self._sign().bottomLeft().toPoint()))
        elif not self.is_switch and self._is_on_value(QPointF(grip)):
            self.edit()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if self.editable:
            self.rename()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        if self.editable:
            self.menu_wanted.emit(event.globalPos())
        event.accept()

    def enterEvent(self, event: QEnterEvent) -> None:
        self.entered.emit()

    def leaveEvent(self, event: QEvent) -> None:
        self._show_hover(None)

    def _show_hover(self, at: QPointF | None) -> None:
        hovered = at is not None and self._is_on_sign(at)
        if hovered != self._hovered:
            self._hovered = hovered
            self.update()
        movable = self.editable and at is not None and not hovered
        shape = Qt.CursorShape.OpenHandCursor if movable else Qt.CursorShape.PointingHandCursor
        self.setCursor(shape)
