"""A title that wraps, and becomes a text field when it is clicked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from circuitlab.gui.widgets.plain_text import PlainLabel
from circuitlab.gui.widgets.value_field import ValueField

if TYPE_CHECKING:
    from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent


class EditableTitle(QWidget):
    """Shows a title and lets people write another.

    Attributes
    ----------
    written : Signal(str)
        What was written, also where it is the same as before.
    """

    written = Signal(str)

    def __init__(self, name: str, placeholder: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.IBeamCursor)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self._placeholder = placeholder
        self._text = ""
        self.label = PlainLabel()
        self.label.setObjectName("heading")
        self.label.setWordWrap(True)
        self.label.setTextFormat(Qt.TextFormat.PlainText)
        self.field = ValueField()
        self.field.setObjectName("title")
        self.field.setAccessibleName(name)
        self.field.setPlaceholderText(placeholder)
        self.field.hide()
        self.field.entered.connect(self._take)
        self.field.left.connect(self._take)
        self.field.escaped.connect(self._close)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.label)
        column.addWidget(self.field)

    def show_text(self, text: str) -> None:
        """Show this title."""
        self._text = text
        self.label.setText(text or self._placeholder)

    def edit(self) -> None:
        """Let people write."""
        self.label.hide()
        self.field.setText(self._text)
        self.field.show()
        self.field.selectAll()
        self.field.setFocus()

    def _take(self, text: str) -> None:
        if self.field.isVisible():
            self._close()
            self.written.emit(text.strip())

    def _close(self) -> None:
        self.field.hide()
        self.label.show()

    # ---- Qt

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self.edit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F2):
            self.edit()
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        self.label.setProperty("focused", True)
        self.label.style().polish(self.label)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self.label.setProperty("focused", False)
        self.label.style().polish(self.label)
