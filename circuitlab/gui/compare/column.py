"""One compared state on the desk: its head, and its canvas."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtWidgets import (
    QHBoxLayout,
    QMenu,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from circuitlab.gui.compare.symbols import SIZE, symbol_icon
from circuitlab.gui.widgets.plain_text import PlainLabel, plain_tip
from circuitlab.gui.widgets.stylesheet import enlarged_sheet
from circuitlab.gui.widgets.value_field import ValueField
from circuitlab.resources import _, ngettext

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

    from circuitlab.gui.session import Session
    from circuitlab.model.states import ComparedState
    from circuitlab.render.theme import Theme


HEIGHT, READING = 30, 19
"""Height of a head, and of the letters of what is read, in pixels."""


class Head(QWidget):
    """What stands above a state's canvas.

    Attributes
    ----------
    chosen, removal_wanted : Signal()
        To work on the state, to remove it.
    name_written : Signal(str)
        What it is to be called.
    """

    chosen = Signal()
    removal_wanted = Signal()
    name_written = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("stateHead")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.symbol, self.name, self.note, self.tag = (PlainLabel() for _each in range(4))
        self.reading, self.before = PlainLabel(), PlainLabel()
        self.before.setObjectName("small")
        self._reads: object = None
        self._shown: object = None
        self._times = 1.0
        self.setFixedHeight(HEIGHT)
        self._must_say = False
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.name.setObjectName("section")
        self.note.setObjectName("small")
        self.tag.setObjectName("small")
        self.field = ValueField()
        self.field.setAccessibleName(_("Name of the state"))
        self.field.hide()
        self.field.entered.connect(self._take)
        self.field.left.connect(self._take)
        self.field.escaped.connect(self._close)
        self.more = QPushButton("⋯")
        self.more.setObjectName("quiet")
        self.more.setFixedSize(26, 22)
        menu = QMenu(_("State"), self)
        menu.addAction(_("Rename"), self.rename)
        self.removal = menu.addAction(_("Remove state"), self.removal_wanted.emit)
        self.more.setMenu(menu)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 3, 6, 3)
        row.setSpacing(7)
        for widget in (self.symbol, self.name, self.field, self.note):
            row.addWidget(widget)
        row.addStretch(1)
        for told in (self.tag, self.before, self.reading):
            row.addWidget(told)
        row.addWidget(self.more)

    def show_large(self, times: float | None, theme: Theme) -> None:
        """Show everything so many times as large, and nothing that edits; None: as ever."""
        self._times = times or 1.0
        self._shown = self._reads = None
        self.more.setVisible(times is None)
        self.setFixedHeight(round(HEIGHT * self._times))
        self.setStyleSheet("" if times is None else enlarged_sheet(theme, times))

    def show_state(
        self, state: ComparedState, differ: int, fails: str, theme: Theme, apart: str = ""
    ) -> None:
        """Show a state, in how many values it differs, and why it does not run, if it does not.

        Parameters
        ----------
        apart : str
            Which moment it shows, where that is not the one that the others show.
        """
        shown = state.name, state.note, state.symbol, differ, fails, theme, apart
        if shown == self._shown:
            return  # this comes with every frame, and dressing a label costs
        self._shown = shown
        side = round(SIZE * self._times)
        self.symbol.setPixmap(symbol_icon(state.symbol, theme, self._times).pixmap(side, side))
        self.name.setText(state.name)
        self.note.setText(state.note)
        self.removal.setEnabled(not state.is_as_drawn)
        self.more.setAccessibleName(_("More for state {name}").format(name=state.name))
        count = ngettext("{n} difference", "{n} differences", differ).format(n=differ)
        self.tag.setText(
            apart or (_("has stopped") if fails else _("as drawn") if state.is_as_drawn else count)
        )
        self.setToolTip(plain_tip(f"{state.name}: {self.tag.text()}"))
        self.tag.setToolTip(plain_tip(fails) if fails else "")
        self.tag.setObjectName("wrong" if fails or apart else "small")
        self.tag.style().unpolish(self.tag)
        self.tag.style().polish(self.tag)
        self._must_say = bool(fails or apart)
        self._share()

    def show_reading(self, words: str, before: str, told: str, colour: str) -> None:
        """Show what the meter reads, large, and what it reads in the state before, beside it."""
        reads = words, before, told, colour
        if reads != self._reads:
            self._reads = reads
            self.reading.setText(words)
            size = round(READING * self._times)
            look = f"color: {colour}; font-size: {size}px; font-weight: 700;"
            if look != self.reading.styleSheet():  # dressing a label costs, and numbers run
                self.reading.setStyleSheet(look)
            self.reading.setToolTip(plain_tip(told))
            self.reading.setAccessibleName(told)
            self.before.setText(before)
            self.reading.setVisible(bool(words))
            self._share()

    def _share(self) -> None:
        """Show what there is room for beside the name and what the meter reads."""
        row = self.layout()
        if row is None:
            return
        margins, spacing = row.contentsMargins(), row.spacing()
        shown = (self.symbol, self.name, self.reading, self.more)
        always = [each for each in shown if not each.isHidden()]
        room = self.width() - margins.left() - margins.right() - spacing
        room -= sum(each.sizeHint().width() + spacing for each in always)
        for label in (self.tag, self.before, self.note):
            needs = label.sizeHint().width() + spacing
            fits = bool(label.text()) and needs <= room
            if label is self.tag and self._must_say:
                fits = True
            label.setVisible(fits)
            room -= needs if fits else 0

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._share()

    def show_active(self, active: bool) -> None:
        """Show whether the state is the one that is worked on."""
        self.setProperty("active", active)
        self.style().unpolish(self)
        self.style().polish(self)

    def rename(self) -> None:
        """Let people write another name."""
        self.name.hide()
        self.field.setText(self.name.text())
        self.field.show()
        self.field.selectAll()
        self.field.setFocus()

    def _take(self) -> None:
        if self.field.isVisible():
            self._close()
            self.name_written.emit(self.field.text().strip())

    def _close(self) -> None:
        self.field.hide()
        self.name.show()

    def mousePressEvent(self, event: object) -> None:
        self.chosen.emit()

    def mouseDoubleClickEvent(self, event: object) -> None:
        self.rename()


class Column(QWidget):
    """A state's head above its canvas, with what is said where it has stopped.

    Attributes
    ----------
    entered : Signal()
        The canvas is worked on.
    """

    entered = Signal()

    def __init__(
        self, id: str, canvas: QWidget, session: Session, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.id, self.canvas, self.session = id, canvas, session
        self.head = Head()
        self.stopped = PlainLabel()
        self.stopped.setObjectName("wrong")
        self.stopped.setWordWrap(True)
        self.stopped.setContentsMargins(12, 3, 12, 4)
        self.stopped.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.head)
        column.addWidget(self.stopped)
        column.addWidget(canvas, 1)
        canvas.installEventFilter(self)

    def say_stopped(self, words: str) -> None:
        """Say why the state does not run; an empty text where it does."""
        self.stopped.setText(words)
        self.stopped.setVisible(bool(words))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.FocusIn, QEvent.Type.MouseButtonPress):
            self.entered.emit()
        return False
