"""The circuit's name with what changed of it, side by side."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

WIDEST = 430


class BesideChooser(QWidget):
    """Sets the circuit's name and the badge of its changes side by side.

    Parameters
    ----------
    chooser, badge : QWidget
    """

    def __init__(self, chooser: QWidget, badge: QWidget) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        row.addWidget(chooser, 1)
        row.addWidget(badge)
        self.setMaximumWidth(WIDEST)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
