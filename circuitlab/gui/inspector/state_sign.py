"""The line above the inspector that says of which compared state it shows the values."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from circuitlab.gui.inspector.page_parts import MARGIN
from circuitlab.gui.widgets.plain_text import PlainLabel
from circuitlab.resources import _

if TYPE_CHECKING:
    from PySide6.QtGui import QIcon

_SYMBOL = 14


class StateSign(QWidget):
    """A state's symbol and name; hidden while there is but one."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("inspectorBody")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._symbol, self.name = PlainLabel(), PlainLabel()
        self.name.setObjectName("liveValue")
        row = QHBoxLayout(self)
        row.setContentsMargins(MARGIN, 9, MARGIN, 0)
        row.setSpacing(6)
        row.addWidget(self._symbol)
        row.addWidget(self.name, 1)
        self.hide()

    def show_state(self, symbol: QIcon, name: str) -> None:
        """Show this state."""
        self._symbol.setPixmap(symbol.pixmap(_SYMBOL, _SYMBOL))
        self.name.setText(name)
        self.setAccessibleName(_("State {name}").format(name=name))
        self.show()
