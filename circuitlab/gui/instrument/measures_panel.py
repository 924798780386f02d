"""The panel at the right of the traces: measures, the claim card, and the sweeps."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import (
    QApplication,
    QHBoxLayout,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from circuitlab.gui.inspector.page_parts import words
from circuitlab.gui.instrument.claim_card import ClaimCard
from circuitlab.gui.instrument.measures_table import MeasuresTable
from circuitlab.gui.instrument.sweep_list import SweepList
from circuitlab.gui.widgets.plain_text import PlainLabel
from circuitlab.resources import _

if TYPE_CHECKING:
    from collections.abc import Sequence

    from circuitlab.gui.instrument.measures_table import MeasuredRow
    from circuitlab.gui.instrument.sweep_list import SweepRow
    from circuitlab.render.theme import Theme

WIDE, SLIM = 372, 254
NARROW = 760
"""Width of the traces below which the panel is slim."""


class MeasuresPanel(QWidget):
    """What was measured between the cursors, and over the sweeps.

    Attributes
    ----------
    table, card, sweeps
        Its parts, the uppermost first.
    """

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("measuresPanel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName(_("Measures"))
        self.table = MeasuresTable(theme)
        self.card = ClaimCard()
        self.sweeps = SweepList(theme)
        self.copy_button = QPushButton(_("Copy table"))
        self.copy_button.setToolTip(_("Copy the table as text, columns parted by tabs"))
        self.copy_button.clicked.connect(self.copy)
        self._notes = words("small", "")
        self._sweeps_title = PlainLabel(_("Sweeps"))
        self._sweeps_title.setObjectName("section")
        self._sweeps_about = words("small", "")
        self._lay_out()
        self.show_sweeps((), "accent", "")

    def set_theme(self, theme: Theme) -> None:
        """Take the colours of `theme`."""
        self.table.set_theme(theme)
        self.sweeps.set_theme(theme)

    def show_measures(self, rows: Sequence[MeasuredRow], notes: str) -> None:
        """Show what was measured, and how to read it."""
        self.table.show_rows(rows)
        self.table.setVisible(bool(rows))
        self.card.setVisible(bool(rows))
        self.copy_button.setEnabled(bool(rows))
        self._notes.setText(notes)

    def show_sweeps(self, rows: Sequence[SweepRow], colour: str, about: str) -> None:
        """Show the wait for the first spike in each sweep; hide it all where nothing is said."""
        self.sweeps.setVisible(bool(rows))
        if rows:
            self.sweeps.show_rows(rows, colour)
        self._sweeps_title.setVisible(bool(about))
        self._sweeps_about.setVisible(bool(about))
        self._sweeps_about.setText(about)

    def bring_card(self) -> None:
        """Scroll to the claim card once it is as high as what it says now."""
        QTimer.singleShot(0, self, lambda: self._scroll.ensureWidgetVisible(self.card, 0, 4))

    def copy(self) -> None:
        """Put the table on the clipboard."""
        QApplication.clipboard().setText(self.table.text())

    def fit(self, width: float) -> None:
        """Be as wide as traces of so much width allow."""
        is_slim = width < NARROW
        self.setFixedWidth(SLIM if is_slim else WIDE)
        self._about.setVisible(not is_slim)
        self.card.be_slim(is_slim)

    def _lay_out(self) -> None:
        content = QWidget()
        content.setObjectName("measuresBody")
        column = QVBoxLayout(content)
        column.setContentsMargins(14, 0, 5, 12)
        column.setSpacing(8)
        for part in (self.table, self._notes, self.card, self._sweeps_title):
            column.addWidget(part)
        column.addWidget(self._sweeps_about)
        column.addWidget(self.sweeps)
        column.addStretch(1)
        self._scroll = scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(content)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(1, 0, 0, 0)
        whole.setSpacing(0)
        whole.addLayout(self._header())
        whole.addWidget(scroll, 1)

    def _header(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setContentsMargins(14, 6, 12, 4)
        title, about = PlainLabel(_("Measures")), PlainLabel(_("between A and B"))
        self._about = about
        title.setObjectName("section")
        about.setObjectName("small")
        self.copy_button.setObjectName("slim")
        row.addWidget(title)
        row.addSpacing(6)
        row.addWidget(about)
        row.addStretch(1)
        row.addWidget(self.copy_button)
        return row
