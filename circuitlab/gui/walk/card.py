"""The card of a walk, over the canvas: what a step says, what it asks, and the way on.

The canvas is painted sixty times a second. So the card covers what is under it wholly, and Qt
need not paint it anew with the canvas.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import (
    QEvent,
    QObject,
    QRect,
    QRectF,
    QSize,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QHBoxLayout,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from circuitlab.gui.faults import paints
from circuitlab.gui.inspector.page_parts import emptied, rule, words
from circuitlab.gui.walk.card_foot import CardFoot
from circuitlab.gui.walk.choices import Choice
from circuitlab.gui.widgets.stylesheet import enlarged_sheet
from circuitlab.resources import _

if TYPE_CHECKING:
    from PySide6.QtGui import QEnterEvent, QKeyEvent, QPaintEvent

    from circuitlab.gui.walk.telling import Told
    from circuitlab.render.theme import Theme

WIDTH, WIDER = 322, (372, 430, 490, 540, 590)
"""How wide it is, and how wide it becomes where a long text has no room otherwise."""
MOST = 0.62
"""Part of the width of what it lies on that it then takes at most."""
NARROWEST = 180
"""How wide it is at least, on the narrowest of several pictures side by side."""
IN_STRIP, HIGHEST = 980, 0.5
"""How wide it is at most in a strip under several pictures, and which part of the height of strip
and pictures it then takes at most."""
MARGIN, LOWEST, _STRIP_EDGES = 14, 120, 8
_CORNER, _SPACING, _SIDE = 9, 5, 16
_BESIDE_WORDS = 2 * _SIDE + 4
_GAP_LINES, _ENDLESS = 2, 10_000
_ON = (Qt.Key.Key_Right, Qt.Key.Key_PageDown)
_BACK = (Qt.Key.Key_Left, Qt.Key.Key_PageUp)


class WalkCard(QFrame):
    """Shows what a step has to tell; hidden while nobody walks.

    Parameters
    ----------
    theme : Theme
    on : QWidget
        What it lies on, in the lower left corner.

    Attributes
    ----------
    on_wanted, back_wanted, end_wanted, show_wanted, clear_wanted : Signal()
        Next, Back, End walk, Show me, Clear.
    step_wanted : Signal(int)
        A step to go to, from 0.
    chosen : Signal(int)
        The number of a choice.
    entered : Signal()
        The pointer is on it, and no more on what it lies on.
    """

    on_wanted = Signal()
    back_wanted = Signal()
    end_wanted = Signal()
    show_wanted = Signal()
    clear_wanted = Signal()
    step_wanted = Signal(int)
    chosen = Signal(int)
    entered = Signal()

    def __init__(self, theme: Theme, on: QWidget) -> None:
        super().__init__(on)
        self._on, self._is_in_strip = on, False
        self.theme = theme
        self.choices: list[Choice] = []
        self._told: Told | None = None
        self.setObjectName("walkCard")
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setAccessibleName(_("Walk"))
        self.setProperty("usable by audience", True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._times, self._is_numbered = 1.0, False
        self.setFixedWidth(WIDTH)
        self._parts = QBoxLayout(QBoxLayout.Direction.TopToBottom, self)
        self._parts.setContentsMargins(2, 6, 2, 2)
        self._parts.setSpacing(0)
        self._rule, self._buttons = rule(), CardFoot()
        self._connect_foot()
        self._parts.addWidget(self._body(), 1)
        self._parts.addWidget(self._rule)
        self._parts.addWidget(self._buttons, 0, Qt.AlignmentFlag.AlignBottom)
        on.installEventFilter(self)
        self._due = QTimer(self, singleShot=True, interval=0)
        self._due.timeout.connect(self.place)
        self.hide()

    # ---- building

    def _connect_foot(self) -> None:
        foot = self._buttons
        self.back, self.next, self.show_me = foot.back, foot.next, foot.show_me
        self.dots = foot.dots
        foot.back.clicked.connect(self.back_wanted)
        foot.next.clicked.connect(self.on_wanted)
        foot.show_me.clicked.connect(self.show_wanted)
        foot.dots.wanted.connect(self.step_wanted)

    def _body(self) -> QWidget:
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        page = QWidget()
        page.setObjectName("walkBody")
        page.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        column = QVBoxLayout(page)
        column.setContentsMargins(_SIDE, 12, _SIDE, 12)
        column.setSpacing(_SPACING)
        head = QHBoxLayout()
        self.number = words("walkNumber", "")
        self.number.setWordWrap(False)
        self._circuit = words("small", "")
        self._circuit.setAlignment(Qt.AlignmentFlag.AlignRight)
        head.addWidget(self.number)
        head.addWidget(self._circuit, 1)
        column.addLayout(head)
        self.title, self.text = words("walkTitle", ""), words("body", "")
        self.lost, self.question = words("wrong", ""), words("walkQuestion", "")
        self._choices = QBoxLayout(QBoxLayout.Direction.TopToBottom)
        self._choices.setSpacing(4)
        self.result, self.gap = words("walkResult", ""), words("walkResult", "")
        self.wait = words("small", "")
        for part in (self.title, self.text, self.lost, self.question):
            column.addWidget(part)
        column.addLayout(self._choices)
        column.addWidget(self._drawing())
        for part in (self.result, self.gap, self.wait):
            column.addWidget(part)
        self._scroll.setWidget(page)
        self._page = page
        page.installEventFilter(self)
        return self._scroll

    def _drawing(self) -> QWidget:
        self._draw_row = QWidget()
        row = QHBoxLayout(self._draw_row)
        row.setContentsMargins(0, 2, 0, 0)
        self.draw = words("body", "")
        self.clear = QPushButton(_("Clear"))
        self.clear.setObjectName("link")
        self.clear.setAccessibleName(_("Clear your curve"))
        self.clear.setCursor(Qt.CursorShape.PointingHandCursor)
        self.clear.clicked.connect(self.clear_wanted)
        row.addWidget(self.draw, 1)
        row.addWidget(self.clear)
        return self._draw_row

    # ---- showing

    def tell(self, told: Told) -> None:
        """Show a step; the same one, only what is new of it."""
        if told == self._told:
            return
        before, self._told = self._told, told
        self.number.setText(told.number)
        self._circuit.setText(told.circuit)
        shown = (
            (self.title, told.title),
            (self.text, told.text),
            (self.lost, told.lost),
            (self.question, told.question),
            (self.result, told.result),
            (self.gap, told.gap),
            (self.wait, told.wait),
            (self.draw, told.draw),
        )
        for label, text in shown:
            label.setText(text)
            label.setVisible(bool(text))
        self._draw_row.setVisible(bool(told.draw))
        self.clear.setVisible(told.can_clear)
        self._show_choices(told)
        self._buttons.show_foot(told, self.theme)
        self.setAccessibleDescription(". ".join(filter(None, (told.number, told.title, told.text))))
        self.place()
        if before is None or before.at != told.at:
            self._scroll.verticalScrollBar().setValue(0)

    def _show_choices(self, told: Told) -> None:
        if [each.text() for each in self.choices] != list(told.choices):
            emptied(self._choices)
            self.choices = [Choice(text, self.theme) for text in told.choices]
            self._number_choices()
            for number, choice in enumerate(self.choices):
                choice.clicked.connect(lambda _on=False, n=number: self.chosen.emit(n))
                self._choices.addWidget(choice)
                choice.show()
        for number, choice in enumerate(self.choices):
            choice.setAutoExclusive(False)
            choice.setChecked(number == told.choice)
            choice.setAutoExclusive(True)
            choice.setEnabled(told.is_held)
            choice.tell(None if told.answer is None else number == told.answer)

    def show_to_audience(self, times: float | None) -> None:
        """Show everything so many times as large, choices with their numbers; None: as ever."""
        self._times = times or 1.0
        self._is_numbered = times is not None
        self.setFixedWidth(round(WIDTH * self._times))
        self.setStyleSheet(enlarged_sheet(self.theme, self._times) if times is not None else "")
        self._number_choices()
        self.dots.magnify(self._times)
        self.place()

    def _number_choices(self) -> None:
        for number, choice in enumerate(self.choices, 1):
            choice.magnify(self._times, str(number) if self._is_numbered else "")

    def lie_on(self, on: QWidget, *, in_strip: bool) -> None:
        """Lie on something else: over a picture, or in a strip that becomes as high as the card."""
        shown = not self.isHidden()
        self._on.removeEventFilter(self)
        self._on, self._is_in_strip = on, in_strip
        way = QBoxLayout.Direction.LeftToRight if in_strip else QBoxLayout.Direction.TopToBottom
        for row in (self._parts, self._choices):
            row.setDirection(way)
        self._rule.setVisible(not in_strip)
        self.setParent(on)
        on.installEventFilter(self)
        self.setVisible(shown)
        self.place()

    def place_soon(self) -> None:
        """Find its place once all around it lies where it is to lie: a strip takes its height."""
        self._due.start()

    def place(self) -> None:
        """Keep to the lower left corner, as high as there is room, and wider for a long text."""
        on, inner = self._on, self._page.layout()
        if inner is not None:
            inner.activate()
        if self._is_in_strip:
            self._fill_strip()
            return
        room = on.height() - 2 * MARGIN
        wide = self._width_for(room)
        self._take(wide, self._high(wide), room)
        self.move(MARGIN, on.height() - self.height() - MARGIN)
        self.raise_()

    def _fill_strip(self) -> None:
        """Be as wide as the strip, and have it as high as this is; the pictures make room."""
        on, over = self._on, self._on.parentWidget() or self._on
        wide = min(on.width() - 2 * MARGIN, round(IN_STRIP * self._times))
        wide = max(wide, NARROWEST)
        others = over.minimumSizeHint().height() - (on.minimumHeight() if on.isVisible() else 0)
        room = min(round(HIGHEST * over.height()), over.height() - others - MARGIN)
        least = self._buttons.sizeHint().height() + _STRIP_EDGES
        self._take(wide, self._high(wide), max(room, least))
        on.setFixedHeight(self.height() + MARGIN)
        self.move((on.width() - wide) // 2, MARGIN // 2)

    def _take(self, wide: int, wanted: int, room: int) -> None:
        """Take a width, and of the height that is wanted what there is room for."""
        self.setFixedWidth(wide)
        self._scroll.setVerticalScrollBarPolicy(
            Qt.ScrollBarPolicy.ScrollBarAlwaysOff
            if wanted <= room
            else Qt.ScrollBarPolicy.ScrollBarAsNeeded
        )
        least = 0 if self._is_in_strip else LOWEST
        self.setFixedHeight(max(least, min(room, wanted)))

    def _width_for(self, room: int) -> int:
        """Return the least width at which all that is told, now or later, has room."""
        most, all_there_is = MOST * self._on.width(), self._on.width() - 2 * MARGIN
        least, *wider = (round(each * self._times) for each in (WIDTH, *WIDER))
        widths = [
            max(NARROWEST, min(least, all_there_is)),
            *(each for each in wider if each <= most),
        ]
        enough = (each for each in widths if self._high(each) + self._to_come(each) <= room)
        return next(enough, widths[-1])

    def _high(self, wide: int) -> int:
        """Return how high it is with all that is told now."""
        beside = self._buttons.sizeHint().width() if self._is_in_strip else 0
        foot = self.sizeHint().height() - self._scroll.sizeHint().height()
        above = _STRIP_EDGES if self._is_in_strip else foot
        return self._page.heightForWidth(wide - 4 - beside) + above

    def covers(self) -> QSize:
        """Return how much of the corner it covers once all is told, with its margin."""
        if self._is_in_strip:
            return QSize(0, 0)
        high = min(self.height() + self._to_come(self.width()), self._on.height() - 2 * MARGIN)
        return QSize(self.width() + MARGIN, max(high, self.height()) + MARGIN)

    def _to_come(self, wide: int) -> int:
        """Height that an answer will add: the run must not hide under it what it shows."""
        told = self._told
        if told is None or not told.to_come:
            return 0
        self.result.ensurePolished()
        measure = self.result.fontMetrics()
        room = QRect(0, 0, wide - _BESIDE_WORDS, _ENDLESS)
        answer = measure.boundingRect(room, Qt.TextFlag.TextWordWrap, told.to_come).height()
        gap = _GAP_LINES * measure.lineSpacing() if told.draw else 0
        wait = 0 if told.wait else measure.lineSpacing()
        return answer + gap + wait + 3 * _SPACING

    def set_theme(self, theme: Theme) -> None:
        """Wear the colours of a theme."""
        self.theme = theme
        if self._is_numbered:
            self.setStyleSheet(enlarged_sheet(theme, self._times))
        for choice in self.choices:
            choice.theme = theme
        for dot in self.dots.dots:
            dot.theme = theme
        self.update()

    # ---- Qt

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._page:
            is_due = event.type() == QEvent.Type.LayoutRequest
            if is_due and self._high(self.width()) != self.height():
                self.place()  # letters of another size are measured only now
        elif event.type() == QEvent.Type.Resize and self.isVisible():
            self.place_soon() if self._is_in_strip else self.place()
        return False

    def enterEvent(self, event: QEnterEvent) -> None:
        self.entered.emit()

    @paints
    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            painter.fillRect(self.rect(), self.theme.colour("paper"))
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setBrush(self.theme.colour("panel"))
            edge = self.theme.line_of("accent") if self.hasFocus() else self.theme.colour("line")
            painter.setPen(QPen(edge, 1.2))
            room = QRectF(self.rect()).adjusted(0.6, 0.6, -0.6, -0.6)
            painter.drawRoundedRect(room, _CORNER, _CORNER)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _ON:
            self.on_wanted.emit()
        elif event.key() in _BACK:
            self.back_wanted.emit()
        elif event.key() == Qt.Key.Key_Escape:
            self.end_wanted.emit()
        else:
            super().keyPressEvent(event)
