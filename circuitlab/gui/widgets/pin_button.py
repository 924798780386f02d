"""The little pin before a parameter's name: pressed, it pins the parameter to the canvas."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QAbstractButton, QWidget

from circuitlab.gui.faults import paints
from circuitlab.gui.widgets import button_icons
from circuitlab.resources import _

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent

SIZE = 16


class PinButton(QAbstractButton):
    """A pin, filled while the parameter `title` is pinned."""

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setCheckable(True)
        self.setFixedSize(SIZE + 2, SIZE + 2)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        words = _("Pin {parameter} to the canvas").format(parameter=title)
        self.setAccessibleName(words)
        self.setToolTip(_("Pin to the canvas"))

    def nextCheckState(self) -> None:
        """Stay as it is: what is pinned is said by the document."""

    @paints
    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            role = self.palette()
            lit = self.isChecked() or self.underMouse() or self.hasFocus()
            colour = role.highlight().color() if lit else role.placeholderText().color()
            painter.scale(self.width() / button_icons.GRID, self.height() / button_icons.GRID)
            button_icons.paint(painter, "pinned" if self.isChecked() else "pin", colour)
