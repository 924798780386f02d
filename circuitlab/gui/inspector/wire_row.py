"""One line of the inspector for a wire of an element: where it leads, and a cross that cuts it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QWidget

from circuitlab.gui.inspector.page_parts import link_button
from circuitlab.gui.widgets.plain_text import plain_tip
from circuitlab.resources import _

_LEAST = 60
_CUTTING = (Qt.Key.Key_Delete, Qt.Key.Key_Backspace)


class WireRow(QWidget):
    """Leads to what is at the other end, or takes the wire away.

    Parameters
    ----------
    arrow : str
        In which direction it leads.
    name : str
        What the other end is called.

    Attributes
    ----------
    gone_to, cut : Signal()
        The other end is wanted; the wire is not.
    """

    gone_to = Signal()
    cut = Signal()

    def __init__(self, arrow: str, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(6)
        told = _("Go to {name}").format(name=name)
        self.go = link_button(f"{arrow}  {name}", told, self.gone_to.emit)
        self.go.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.go.setMinimumWidth(_LEAST)  # a long name is cut before the page grows too wide
        self.go.setToolTip(plain_tip(told))
        self.cross = QPushButton("×")
        self.cross.setObjectName("cut")
        self.cross.setFixedSize(22, 22)
        told = _("Remove the wire with {name}").format(name=name)
        self.cross.setAccessibleName(told)
        self.cross.setToolTip(plain_tip(told))
        self.cross.clicked.connect(self.cut)
        line.addWidget(self.go, 1)
        line.addWidget(self.cross)

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.key() in _CUTTING:
            # the key means this line while it has the focus, and not what is selected
            if event.type() == QEvent.Type.ShortcutOverride:
                event.accept()
                return True
            if event.type() == QEvent.Type.KeyPress:
                self.cut.emit()
                return True
        return super().event(event)
