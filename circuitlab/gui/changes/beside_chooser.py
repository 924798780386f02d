"""The circuit's name with the count of what changed within its button."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

    from circuitlab.gui.shell.chooser import Chooser

EDGE, GAP = 5, 6
_RESHAPES = (QEvent.Type.Show, QEvent.Type.Hide, QEvent.Type.LayoutRequest)


class BesideChooser(QWidget):
    """Sets the badge of the changes at the right within the button that names the circuit.

    Parameters
    ----------
    chooser : Chooser
    badge : QWidget
    """

    def __init__(self, chooser: Chooser, badge: QWidget) -> None:
        super().__init__()
        self._chooser, self._badge = chooser, badge
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(chooser)
        badge.setParent(self)
        badge.installEventFilter(self)
        self.setMaximumWidth(chooser.maximumWidth())
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._place()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()

    def event(self, event: QEvent) -> bool:
        if event.type() is QEvent.Type.LayoutRequest:
            self._place()
        return super().event(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._badge and event.type() in _RESHAPES:
            self._place()
        return super().eventFilter(watched, event)

    def _place(self) -> None:
        """Set the badge at the right, as wide as its count, and keep the name off it."""
        badge = self._badge
        if badge.isHidden():
            self._chooser.keep_room(0)
            return
        wide = max(badge.sizeHint().width(), badge.height())
        self._chooser.keep_room(wide + GAP)
        top = (self.height() - badge.height()) // 2
        badge.setGeometry(self.width() - wide - EDGE, top, wide, badge.height())
        badge.raise_()
