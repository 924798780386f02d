"""A number that changes all the time, shown without disturbing anything around it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QWidget

from circuitlab.gui.faults import paints
from circuitlab.gui.widgets.plain_text import PlainLabel
from circuitlab.render.theme import font

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent

    from circuitlab.render.theme import Theme


class Reading(PlainLabel):
    """A label of a fixed size on a panel.

    It lays nothing out anew when its words change, and paints its own ground, so that nothing
    below it is painted along with it.

    Parameters
    ----------
    theme : Theme
    size : QSize
        Room for the longest words.
    letters : int
        Size of the letters.
    """

    def __init__(
        self, theme: Theme, size: QSize, letters: int, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent=parent)
        self.theme = theme
        self._letters = font(letters, 600)
        self.setFont(self._letters)
        self.setFixedSize(size)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)

    def setText(self, text: str) -> None:
        if text != self.text():
            super().setText(text)

    @paints
    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            painter.fillRect(self.rect(), self.theme.colour("panel"))
            painter.setFont(self._letters)
            painter.setPen(self.theme.colour("ink"))
            painter.drawText(QRectF(self.rect()), self.alignment(), self.text())
