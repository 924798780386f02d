"""Where the card of a walk lies while several pictures stand side by side: under all of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QWidget

if TYPE_CHECKING:
    from circuitlab.gui.walk.card import WalkCard


class CardStrip(QWidget):
    """A strip under the pictures, as high as the card that lies in it; hidden while none does.

    Over one of several narrow pictures the card would leave no room for the circuit, and as their
    cameras are linked, in none of them.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._card: WalkCard | None = None
        self._over: QWidget | None = None
        self.hide()

    def carry(self, card: WalkCard) -> None:
        """Let this card lie here while it is taken up."""
        self._card, self._over = card, card.parentWidget()
        card.installEventFilter(self)
        if (parent := self.parentWidget()) is not None:
            parent.installEventFilter(self)

    def take_up(self, on: bool) -> None:
        """Have the card lie here, or over the one picture again."""
        card, over = self._card, self._over
        if card is None or over is None or on is (card.parentWidget() is self):
            return
        card.lie_on(self if on else over, in_strip=on)
        self._follow()

    def _follow(self) -> None:
        card = self._card
        self.setVisible(card is not None and card.parentWidget() is self and card.isVisibleTo(self))

    def _lie_again(self) -> None:
        if self._card is not None and self.isVisible():
            self._card.place_soon()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.ShowToParent, QEvent.Type.HideToParent):
            self._follow()
        elif event.type() == QEvent.Type.Resize and watched is self.parentWidget():
            self._lie_again()
        return False
