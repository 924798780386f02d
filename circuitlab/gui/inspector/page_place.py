"""Where the inspector's page stands: a new one is made ready beside it before it is shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QScrollArea, QWidget

from circuitlab.render.stepwise import pieces

if TYPE_CHECKING:
    from circuitlab.render.stepwise import Steps

_AT_A_TIME = 12
"""Widgets that are dressed and measured in one step."""


class PagePlace(QScrollArea):
    """Shows one page, which scrolls."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._coming: QWidget | None = None

    def expect(self, page: QWidget) -> None:
        """Keep a page that is being made, out of sight; one that was before is given up."""
        self._give_up()
        page.setParent(self.viewport())
        self._coming = page

    def put_away(self) -> None:
        """Have the page that is here enter what stands in its field, and none come any more."""
        focused, page = QApplication.focusWidget(), self.widget()
        if focused is not None and page is not None and page.isAncestorOf(focused):
            focused.clearFocus()
        self._give_up()

    def _give_up(self) -> None:
        if self._coming is not None:
            self._coming.deleteLater()
            self._coming = None

    def making_ready(self) -> Steps[None]:
        """Do step by step what would have to be done to show the page that comes."""
        page = self._coming
        assert page is not None
        shown = [part for part in page.findChildren(QWidget) if part.isVisibleTo(page)]
        for some in pieces(shown, _AT_A_TIME):
            for part in some:
                part.ensurePolished()
                part.sizeHint()
            yield

    def show_page(self, from_top: int) -> None:
        """Show the page that comes in place of the one that is here, scrolled so far."""
        page, self._coming = self._coming, None
        assert page is not None
        old = self.takeWidget()
        self.setWidget(page)
        if old is not None:
            old.deleteLater()  # it may be one of its own buttons that asked for another page
        self.verticalScrollBar().setValue(from_top)
