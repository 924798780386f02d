"""The button that names the circuit on the desk, and leads to all others."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QPushButton, QWidget

from circuitlab.gui.widgets.plain_text import plain_tip
from circuitlab.resources import _

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

    from circuitlab.gui.document import Document

LEAST_WIDTH = 40
"""Where there is no room for a name, the arrow alone leads to all circuits."""
_BESIDE, _FEW_LETTERS = 38, 34


class Chooser(QPushButton):
    """Names the circuit on the desk; a click leads to the start page."""

    def __init__(self, document: Document, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("chooser")
        self.setMinimumWidth(LEAST_WIDTH)
        self.setMaximumWidth(310)
        self.setFixedHeight(28)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._document = document
        self._shown: tuple[str, int] | None = None
        self._kept = 0
        document.state_changed.connect(self.show_title)
        document.changed.connect(lambda _delta: self.show_title())
        self.show_title()

    def keep_room(self, width: int) -> None:
        """Leave a width in pixels at the right for what stands within the button."""
        self._kept = width
        self.show_title()

    def show_title(self) -> None:
        """Show the document's title, as much of it as there is room for."""
        title = self._document.title
        if (title, self.width() - self._kept) == self._shown:
            return
        self._shown = (title, self.width() - self._kept)
        self.setAccessibleName(_("Circuit: {title}, choose another").format(title=title))
        self.setToolTip(plain_tip(title))
        metrics = QFontMetrics(self.font())
        room = self.width() - self._kept - _BESIDE
        if room < _FEW_LETTERS:
            self.setText("▾")
        else:
            self.setText(metrics.elidedText(title, Qt.TextElideMode.ElideRight, room) + "   ▾")

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.show_title()

    def sizeHint(self) -> QSize:
        return QSize(300, 28)
