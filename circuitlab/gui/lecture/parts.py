"""Small pieces that the page of a step is set from."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QSize, Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QSizePolicy,
    QToolTip,
    QVBoxLayout,
    QWidget,
)
from shiboken6 import isValid

from circuitlab.gui.inspector.page_parts import words
from circuitlab.gui.widgets.flow_layout import FlowLayout
from circuitlab.model.limits import LONGEST_TEXT, too_long

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from PySide6.QtGui import QFocusEvent, QResizeEvent, QWheelEvent

_AROUND = 16
"""Height of what is around the lines of a box."""


def _is_taken(field: QWidget, text: str) -> bool:
    """Whether a text is short enough; beside the field is said why it is not taken."""
    problem = too_long(text, LONGEST_TEXT)
    if problem is not None:
        QToolTip.showText(field.mapToGlobal(QPoint(0, field.height())), problem.sentence, field)
    return problem is None


class TextBox(QPlainTextEdit):
    """A few lines of text that are always open, as high as what is written.

    Attributes
    ----------
    typed : Signal(str, str)
        The text, and the merge key of this stay in the field: what is typed in it is one step.
    """

    typed = Signal(str, str)

    def __init__(self, name: str, hint: str, lines: tuple[int, int] = (2, 8)) -> None:
        super().__init__()
        self._lines, self._stay, self._is_shown, self._kept = lines, 0, False, ""
        self.setObjectName("lines")
        self.setAccessibleName(name)
        self.setPlaceholderText(hint)
        self.setTabChangesFocus(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.textChanged.connect(self._changed)
        self.document().documentLayout().documentSizeChanged.connect(lambda _size: self._fit())
        self._fit()

    def show_text(self, text: str) -> None:
        """Show what is written elsewhere, unless it was written here."""
        if text != self.toPlainText():
            self._is_shown = True
            self.setPlainText(text)
            self._is_shown = False

    def _changed(self) -> None:
        text = self.toPlainText()
        if not self._is_shown and _is_taken(self, text):
            self.typed.emit(text, f"{id(self)} {self._stay}")
        elif not self._is_shown:
            self.show_text(self._kept)
        self._kept = self.toPlainText()

    def _fit(self) -> None:
        least, most = self._lines
        written = math.ceil(self.document().size().height())
        lines = max(least, min(most, written))
        high = lines * self.fontMetrics().lineSpacing() + _AROUND
        off, needed = Qt.ScrollBarPolicy.ScrollBarAlwaysOff, Qt.ScrollBarPolicy.ScrollBarAsNeeded
        self.setVerticalScrollBarPolicy(needed if written > most else off)
        if high != self.height() or self.minimumHeight() != high:
            self.setFixedHeight(high)

    def focusInEvent(self, event: QFocusEvent) -> None:
        self._stay += 1
        super().focusInEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()


class LineBox(QLineEdit):
    """A line of text that is always open.

    Attributes
    ----------
    typed : Signal(str, str)
        The text, and the merge key of this stay in the field.
    """

    typed = Signal(str, str)

    def __init__(self, name: str, hint: str = "") -> None:
        super().__init__()
        self._stay = 0
        self.setAccessibleName(name)
        self.setPlaceholderText(hint)
        self._kept = ""
        self.textEdited.connect(self._edited)

    def _edited(self, text: str) -> None:
        if not _is_taken(self, text):
            self.setText(self._kept)
            return
        self._kept = text
        self.typed.emit(text, f"{id(self)} {self._stay}")

    def show_text(self, text: str) -> None:
        """Show what is written elsewhere."""
        self._kept = text
        if text != self.text():
            self.setText(text)
            self.setCursorPosition(0)

    def focusInEvent(self, event: QFocusEvent) -> None:
        self._stay += 1
        super().focusInEvent(event)


class Options(QComboBox):
    """One of several things, each with what it stands for; the wheel scrolls the page.

    Attributes
    ----------
    picked : Signal(object)
        What somebody has picked.
    """

    picked = Signal(object)

    def __init__(self, name: str) -> None:
        super().__init__()
        self._offered: list[object] = []
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setMinimumContentsLength(6)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.activated.connect(lambda place: self.picked.emit(self._offered[place]))

    def offer(self, options: Iterable[tuple[str, object]], now: object) -> None:
        """Offer these, (words, what they stand for), with the one that holds now."""
        given = list(options)
        texts = [text for text, _what in given]
        if texts != [self.itemText(place) for place in range(self.count())]:
            self.clear()
            self.addItems(texts)
        self._offered = [what for _text, what in given]
        self.setCurrentIndex(self._offered.index(now) if now in self._offered else -1)

    @property
    def now(self) -> object:
        """What stands there; None for nothing."""
        place = self.currentIndex()
        return self._offered[place] if 0 <= place < len(self._offered) else None

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()


class Section(QWidget):
    """A heading and what stands under it.

    Attributes
    ----------
    wanted : Signal(object, str, str)
        Another version of the step, what undo calls the edit, and its merge key.
    """

    wanted = Signal(object, str, str)

    def __init__(self, title: str) -> None:
        super().__init__()
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(4)
        self.heading = words("section", title)
        self.column.addWidget(self.heading)
        self._wrong = words("wrong", "")
        self._wrong.hide()
        self.column.addWidget(self._wrong)

    def add(self, *pieces: QWidget) -> None:
        """Add pieces, one below the other, above what is wrong."""
        for piece in pieces:
            self.column.insertWidget(self.column.indexOf(self._wrong), piece)

    def complain(self, sentence: str) -> None:
        """Say what is wrong with what was given; an empty sentence takes it back."""
        if not isValid(self._wrong):
            return  # a field that had the focus is left while the window goes
        self._wrong.setText(sentence)
        self._wrong.setVisible(bool(sentence))

    @property
    def complaint(self) -> str:
        """What it says is wrong; empty for nothing."""
        return self._wrong.text()


def row(*pieces: QWidget, spacing: int = 6) -> QWidget:
    """Return pieces side by side."""
    made = QWidget()
    line = QHBoxLayout(made)
    line.setContentsMargins(0, 0, 0, 0)
    line.setSpacing(spacing)
    for piece in pieces:
        line.addWidget(piece)
    return made


def flow(*pieces: QWidget) -> QWidget:
    """Return pieces side by side, in further rows where a panel is too narrow."""
    made = QWidget()
    line = FlowLayout(made, across=10, down=4)
    for piece in pieces:
        line.addWidget(piece)
    return made


def link(text: str, do: Callable[[], object], name: str = "") -> QPushButton:
    """Return a button that looks like words one may click."""
    made = QPushButton(text)
    made.setObjectName("link")
    made.setAccessibleName(name or text)
    made.setCursor(Qt.CursorShape.PointingHandCursor)
    made.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    made.clicked.connect(lambda _on=False: do())
    return made


def cut_button(name: str, do: Callable[[], object]) -> QPushButton:
    """Return a small cross that takes something out."""
    made = QPushButton("×")
    made.setObjectName("cut")
    made.setFixedSize(QSize(22, 22))
    made.setAccessibleName(name)
    made.setToolTip(name)
    made.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    made.clicked.connect(lambda _on=False: do())
    return made


def small(text: str = "") -> QLabel:
    """Return words in small type."""
    return words("small", text)


def listed(names: Sequence[str], nothing: str) -> str:
    """Return names in a row, or what is said where there are none."""
    return ", ".join(names) if names else nothing
