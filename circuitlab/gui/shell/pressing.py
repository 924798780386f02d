"""Buttons by keyboard: Enter presses the one that has the focus, Space belongs to the transport."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractButton, QWidget

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


def pressed(window: QWidget, event: QKeyEvent) -> bool:
    """Press the button of a window that has the focus, if a key that nobody took says so."""
    focus = window.focusWidget()
    if event.key() not in _ENTER or not isinstance(focus, QAbstractButton):
        return False
    focus.click()
    return True
