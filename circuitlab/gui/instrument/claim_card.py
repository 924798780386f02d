"""The card that turns a number into a claim: the sentence, the tolerance, and one button."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from circuitlab.gui.inspector.page_parts import words
from circuitlab.gui.instrument.number_box import NumberBox
from circuitlab.gui.widgets.plain_text import PlainLabel
from circuitlab.resources import _

if TYPE_CHECKING:
    from collections.abc import Callable


FIELD_WIDTH = 88


class ClaimCard(QFrame):
    """Says what a claim would say, and asks for it.

    Attributes
    ----------
    made : Signal(float)
        To make the claim, with this tolerance.
    """

    made = Signal(float)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("claimCard")
        self.setAccessibleName(_("Turn this number into a claim"))
        self._sentence: Callable[[float], str] | None = None
        self._is_slim = False
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        column = QVBoxLayout(self)
        column.setContentsMargins(13, 10, 13, 11)
        column.setSpacing(6)
        column.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._title = PlainLabel(_("Turn this number into a claim"))
        self._title.setObjectName("section")
        self._words = words("body", "")
        self.button = QPushButton(_("Make a claim"))
        self.button.setObjectName("primary")
        self.tolerance = NumberBox(_("Tolerance"), FIELD_WIDTH)
        self.button.clicked.connect(lambda: self.made.emit(self.tolerance.value()))
        self.tolerance.setPrefix("± ")
        self.tolerance.valueChanged.connect(self._say)
        column.addWidget(self._title)
        column.addWidget(self._words)
        column.addLayout(self._row())
        self.invite()

    @property
    def sentence(self) -> str:
        """What the card says."""
        return self._words.text()

    def offer(
        self, sentence: Callable[[float], str], tolerance: float, least: float, unit: str
    ) -> None:
        """Offer a claim: its sentence for a tolerance, the usual one and the least that holds."""
        self._sentence = None
        digits = 6 if tolerance < 0.01 else 4 if tolerance < 1.0 else 2
        self.tolerance.setDecimals(digits)
        self.tolerance.setRange(least, max(1e9, 10.0 * tolerance))
        self.tolerance.setSuffix(f" {unit}" if unit else "")
        self.tolerance.setValue(tolerance)
        self._sentence = sentence
        self._show_controls(True)
        self._say()

    def invite(self) -> None:
        """Say how a number becomes a claim."""
        self.explain(_("Pick a number in the table: it can become a claim of this circuit."))

    def explain(self, why: str) -> None:
        """Say why there is nothing to claim."""
        self._sentence = None
        self._show_controls(False)
        self._words.setText(why)

    def be_slim(self, slim: bool) -> None:
        """Leave out what goes without saying, where there is little room."""
        self._is_slim = slim
        self._show_controls(not self.button.isHidden())

    def _show_controls(self, offers: bool) -> None:
        self.button.setVisible(offers)
        self.tolerance.setVisible(offers)
        self._tolerance_words.setVisible(offers and not self._is_slim)

    def _say(self, _tolerance: float = 0.0) -> None:
        if self._sentence is not None:
            said = self._sentence(self.tolerance.value())
            self._words.setText(_("“{sentence}” Checked on every run.").format(sentence=said))

    def _row(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        self._tolerance_words = PlainLabel(_("tolerance"))
        self._tolerance_words.setObjectName("small")
        row.addWidget(self.button)
        row.addStretch(1)
        row.addWidget(self._tolerance_words)
        row.addWidget(self.tolerance)
        row.setAlignment(Qt.AlignmentFlag.AlignVCenter)
        return row
