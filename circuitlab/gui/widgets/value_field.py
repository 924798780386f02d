"""A text field for one value: Enter takes it, Escape leaves it, losing the focus takes it too."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLineEdit

if TYPE_CHECKING:
    from PySide6.QtGui import QFocusEvent, QKeyEvent


class ValueField(QLineEdit):
    """A line of text that reports when it is taken and when it is given up.

    Attributes
    ----------
    entered, left : Signal(str)
        The text, on Enter and when the focus goes elsewhere.
    escaped : Signal()
    """

    entered = Signal(str)
    left = Signal(str)
    escaped = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.escaped.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.entered.emit(self.text())
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self.left.emit(self.text())
