"""A heading with the presets under it, in as many columns as there is room for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from circuitlab.gui.inspector.page_parts import words
from circuitlab.gui.start_page.preset_card import SLIMMEST, WIDEST
from circuitlab.gui.widgets.flow_layout import FlowLayout

if TYPE_CHECKING:
    from collections.abc import Sequence, Set

    from PySide6.QtGui import QResizeEvent

    from circuitlab.gui.start_page.preset_card import PresetCard

ACROSS = 18
"""Pixels between two cards."""


class Shelf(QWidget):
    """Cards side by side under their heading.

    Parameters
    ----------
    heading : str
    cards : sequence of PresetCard
    """

    def __init__(
        self, heading: str, cards: Sequence[PresetCard], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._cards = tuple(cards)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(words("shelfTitle", heading))
        rows = QWidget()
        rows.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self._flow = FlowLayout(rows, across=ACROSS, down=6)
        for card in cards:
            self._flow.addWidget(card)
        column.addWidget(rows)

    def show_only(self, names: Set[str]) -> None:
        """Show the presets of these names; without any of them the shelf goes too."""
        for card in self._cards:
            card.setVisible(card.preset.name in names)
        self.setVisible(any(card.preset.name in names for card in self._cards))
        self._flow.invalidate()

    # ---- Qt

    def resizeEvent(self, event: QResizeEvent) -> None:
        for card in self._cards:
            card.widen(card_width(self.width()))
        super().resizeEvent(event)


def card_width(room: int) -> int:
    """Return how wide cards are that fill a row of so many pixels, as many as have room in it."""
    columns = max(1, (room + ACROSS) // (SLIMMEST + ACROSS))
    return min(WIDEST, max(SLIMMEST, (room - (columns - 1) * ACROSS) // columns))
