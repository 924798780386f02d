"""What stands in place of the traces where nothing is recorded."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from circuitlab.gui.widgets import button_icons
from circuitlab.gui.widgets.plain_text import PlainLabel
from circuitlab.resources import _

if TYPE_CHECKING:
    from circuitlab.render.theme import Theme


class EmptyPage(QWidget):
    """Says how to get a trace."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._sign = PlainLabel(alignment=Qt.AlignmentFlag.AlignHCenter)
        words = PlainLabel(_how())
        words.setObjectName("muted")
        words.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        words.setWordWrap(True)
        column = QVBoxLayout(self)
        column.addStretch(1)
        column.addWidget(self._sign)
        column.addWidget(words)
        column.addStretch(1)

    def set_theme(self, theme: Theme) -> None:
        """Take the colours of `theme`."""
        self._sign.setPixmap(button_icons.pixmap("meter", theme.ink_of("muted"), 28))


def _how() -> str:
    first = _("Drop a meter on what you want to follow, and it is drawn here:")
    meters = _("a voltmeter or a spike raster on a neuron, a pain read-out in the brain.")
    return f"{first} {meters}"
