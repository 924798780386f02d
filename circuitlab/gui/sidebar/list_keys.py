"""Keys in a search field that steer the list below it."""

from __future__ import annotations

from typing import Protocol

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit

_STEPS = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: 8, Qt.Key.Key_PageUp: -8}


class Steered(Protocol):
    """A list that a search field narrows."""

    def step(self, by: int) -> None:
        """Move the mark by some rows."""

    def confirm(self) -> None:
        """Take what is marked."""


def steer(search: QLineEdit, below: Steered, event: QEvent) -> bool:
    """Let a key in a search field move or take what is marked below; whether it did."""
    if not isinstance(event, QKeyEvent) or event.type() != QEvent.Type.KeyPress:
        return False
    key = Qt.Key(event.key())
    if key in _STEPS:
        below.step(_STEPS[key])
    elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
        below.confirm()
    elif key == Qt.Key.Key_Escape and search.text():
        search.clear()
    else:
        return False
    return True
