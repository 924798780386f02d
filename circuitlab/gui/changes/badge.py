"""The button within the circuit's name that says how many changes there are, and lists them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QWidget

from circuitlab.resources import ngettext

if TYPE_CHECKING:
    from PySide6.QtGui import QAction

    from circuitlab.gui.changes.beginning import Beginning


HEIGHT = 18


class ChangesBadge(QPushButton):
    """Says ``3``, and to who points or listens ``3 changes``; hidden while there are none."""

    def __init__(self, beginning: Beginning, show: QAction, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("changesBadge")
        self.setFixedHeight(HEIGHT)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self._beginning = beginning
        self.clicked.connect(show.trigger)
        beginning.changed.connect(self._follow)
        self._follow()

    def _follow(self) -> None:
        count = len(self._beginning.changes)
        text = ngettext("{count} change", "{count} changes", count).format(count=count)
        if text != self.accessibleName():
            self.setText(str(count))
            self.setAccessibleName(text)
            self.setToolTip(self._beginning.words or text)
            self.setAccessibleDescription(self._beginning.words)
        self.setVisible(bool(count))
