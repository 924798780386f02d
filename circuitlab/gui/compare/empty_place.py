"""Beside the circuit as drawn, while there is no other state: how to get one."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QPushButton, QScrollArea, QVBoxLayout, QWidget

from circuitlab.gui.widgets.plain_text import PlainLabel
from circuitlab.model.experiment_names import experiment_words
from circuitlab.resources import _

if TYPE_CHECKING:
    from circuitlab.gui.compare.comparison import Comparison


class EmptyPlace(QScrollArea):
    """Offers the circuit's experiments as states, and one to be changed by hand.

    Attributes
    ----------
    experiment_wanted : Signal(str)
    copy_wanted : Signal()
    """

    experiment_wanted = Signal(str)
    copy_wanted = Signal()

    def __init__(self, comparison: Comparison, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._comparison = comparison
        self.setWidgetResizable(True)
        self.setFrameShape(QScrollArea.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setMinimumWidth(200)
        comparison.turned.connect(self._fill)
        self.hide()

    def _fill(self, on: bool) -> None:
        page = QWidget()
        page.setObjectName("emptyPlace")
        column = QVBoxLayout(page)
        column.setContentsMargins(28, 24, 28, 16)
        column.setSpacing(6)
        title = PlainLabel(_("A second state of this circuit"))
        title.setObjectName("heading")
        title.setWordWrap(True)
        told = PlainLabel(
            _(
                "It runs beside the first under the same stimulus, seed and noise; "
                "only what you set in it differs."
            )
        )
        told.setObjectName("subheading")
        told.setWordWrap(True)
        by_hand = QPushButton(_("To be changed by hand"))
        by_hand.setObjectName("slimPrimary")
        by_hand.clicked.connect(self.copy_wanted)
        for widget in (title, told, by_hand):
            column.addWidget(widget)
        experiments = self._comparison.document.circuit.document["experiments"] if on else ()
        if experiments:
            own = PlainLabel(_("From the experiments of this circuit"))
            own.setObjectName("section")
            column.addSpacing(10)
            column.addWidget(own)
        for name in experiments:
            button = QPushButton(experiment_words(name))
            button.setObjectName("slim")
            button.clicked.connect(partial(self.experiment_wanted.emit, name))
            column.addWidget(button)
        column.addStretch(1)
        self.setWidget(page)
