"""A list of numbers, or two side by side: typed, pasted, dropped, or opened from a file."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QFileDialog,
    QHBoxLayout,
    QInputDialog,
    QPlainTextEdit,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from circuitlab.files.number_files import ENDINGS, owners_of_file, path_of
from circuitlab.gui.inspector.page_parts import link_button, words
from circuitlab.gui.inspector.parameter_editor import ParameterEditor
from circuitlab.gui.widgets.plain_text import PlainLabel
from circuitlab.model.list_text import summary_of, text_of
from circuitlab.model.paired_lists import Columns
from circuitlab.resources import _

if TYPE_CHECKING:
    from PySide6.QtCore import QMimeData
    from PySide6.QtGui import QFocusEvent, QKeyEvent

    from circuitlab.catalog.spec import Parameter

SHOWN_AT_ONCE = 2000
"""Entries of a list that is laid out before somebody goes into it."""
_LEAST_LINES, _MOST_LINES = 1, 6


class ListEditor(ParameterEditor):
    """Shows how many values a list has, and all of them in a field of several lines.

    Parameters
    ----------
    beside : Parameter, optional
        The list that stands beside it: what is shown and typed has two columns then.
    """

    def __init__(self, parameter: Parameter, title: str, beside: Parameter | None = None) -> None:
        super().__init__(parameter, title)
        self._value: object = ()
        self._is_laid_out = True
        self._beside = beside
        self._summary = words("small", "")
        self._tag = PlainLabel(parent=self)
        self._tag.setObjectName("small")
        self.field = LinesField(self)
        self.field.setAccessibleName(title)
        self.field.setPlaceholderText(_hint(parameter, beside))
        self.field.entered.connect(self._taken)
        self.field.left.connect(self._left)
        self.field.escaped.connect(self._give_up)
        self.field.reached.connect(self._lay_out)
        self.field.dropped.connect(self._open)
        self.control = self.field
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 4, 0, 4)
        column.setSpacing(3)
        column.addLayout(self._heading())
        column.addWidget(self.field)
        column.addWidget(self._summary)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def show_value(self, value: object, changed: bool) -> None:
        self._value = value
        told = (summary_of(value, self.parameter.unit), self._columns_told(value))
        self._summary.setText(" · ".join(filter(None, told)))
        if _length(value) > SHOWN_AT_ONCE and not self.field.hasFocus():
            self._is_laid_out = False
            self.field.show_lines("")
            self.field.setPlaceholderText(_("Click to see all of them"))
            self.field.show_room_for(_LEAST_LINES)
        else:
            self._is_laid_out = False
            self._lay_out()

    def edit(self) -> None:
        """Go into the field."""
        self.field.setFocus()

    def end_typing(self) -> None:
        self.field.document().setModified(False)

    def _columns_told(self, value: object) -> str:
        """What the columns are, or would be."""
        if self._beside is None:
            return ""
        columns = _columns(self.parameter, self._beside)
        if isinstance(value, Columns) and _length(value.first):
            return columns
        return _("or {columns}").format(columns=columns)

    def _heading(self) -> QHBoxLayout:
        row = QHBoxLayout()
        name = QPushButton(self.title, self)
        name.setObjectName("link")
        name.setStyleSheet("color: palette(window-text); font-size: 12px; font-weight: 500;")
        name.setAccessibleName(_("About {parameter}").format(parameter=self.title))
        name.clicked.connect(self.details_wanted)
        told = _("Take {parameter} from a file").format(parameter=self.title)
        assert self._tag is not None
        row.addWidget(name)
        row.addWidget(self._tag)
        row.addStretch(1)
        row.addWidget(link_button(_("Open file …"), told, self._ask))
        return row

    def _lay_out(self) -> None:
        """Show every entry with all its digits."""
        if not self._is_laid_out:
            self._is_laid_out = True
            text = text_of(self._value)
            self.field.show_lines(text)
            self.field.show_room_for(min(text.count("\n") + 1, _MOST_LINES))

    def _taken(self, text: str) -> None:
        self._say(text)

    def _left(self, text: str) -> None:
        if self.field.document().isModified():
            self._say(text)

    def _say(self, text: str) -> None:
        """Say what was typed; where that is the name of a file, what stands in it."""
        named = path_of(text)
        if named is not None and not named[1]:
            self._open(named[0])
        else:
            self.typed.emit(text)

    def _give_up(self) -> None:
        self._is_laid_out = False
        self._lay_out()
        self.given_up.emit()

    def _ask(self) -> None:
        kinds = _("Numbers") + f" ({' '.join(f'*{ending}' for ending in ENDINGS)})"
        name, _filter = QFileDialog.getOpenFileName(self, _("Open a list of numbers"), "", kinds)
        if name:
            self._open(Path(name))

    def _open(self, path: Path) -> None:
        """Take a file; of a run's with several elements ask whose spikes are meant."""
        owners = owners_of_file(path)
        whose = ""
        if len(owners) > 1:
            question = _("Whose spikes?")
            whose, is_given = QInputDialog.getItem(self, self.title, question, owners, 0, False)
            if not is_given:
                return
        self.typed.emit(f"{path}#{whose}" if whose else str(path))


class LinesField(QPlainTextEdit):
    """Lines of text that report when they are taken, left, given up, or a file is dropped.

    Attributes
    ----------
    entered, left : Signal(str)
        The text, on Ctrl+Enter (or Enter in a single line) and when the focus goes elsewhere.
    escaped, reached : Signal()
        Escape; the focus comes.
    dropped : Signal(Path)
    """

    entered = Signal(str)
    left = Signal(str)
    escaped = Signal()
    reached = Signal()
    dropped = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("lines")
        self.setTabChangesFocus(True)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setLineWrapMode(QPlainTextEdit.LineWrapMode.WidgetWidth)

    def show_lines(self, text: str) -> None:
        """Show a text that nobody has typed."""
        if text != self.toPlainText():
            self.setPlainText(text)
        self.document().setModified(False)

    def show_room_for(self, lines: int) -> None:
        """Be as tall as so many lines."""
        margins = 2 * round(self.document().documentMargin()) + 2 * self.frameWidth() + 4
        self.setFixedHeight(self.fontMetrics().lineSpacing() * lines + margins)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        is_enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        controlled = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if event.key() == Qt.Key.Key_Escape:
            self.escaped.emit()
        elif is_enter and (controlled or self.blockCount() == 1):
            self.entered.emit(self.toPlainText())
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        self.reached.emit()
        super().focusInEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self.left.emit(self.toPlainText())

    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        return source.hasUrls() or super().canInsertFromMimeData(source)

    def insertFromMimeData(self, source: QMimeData) -> None:
        paths = [Path(url.toLocalFile()) for url in source.urls() if url.isLocalFile()]
        if paths:
            self.dropped.emit(paths[0])
        else:
            super().insertFromMimeData(source)


def _hint(parameter: Parameter, beside: Parameter | None) -> str:
    """Return what is to be written into an empty field."""
    if beside is None:
        return _("Numbers, or the path of a file")
    return _("{columns}, or the path of a file").format(columns=_columns(parameter, beside))


def _columns(parameter: Parameter, beside: Parameter) -> str:
    names = {"first": _named(beside), "second": _named(parameter)}
    return _("two columns: {first}, {second}").format(**names)


def _named(parameter: Parameter) -> str:
    unit = "" if parameter.unit == "1" else f" ({parameter.unit})"
    return f"{parameter.title}{unit}"


def _length(value: object) -> int:
    second = getattr(value, "second", value)
    return len(second) if hasattr(second, "__len__") else 0
