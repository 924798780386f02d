"""What stands beside the canvas: pages under tabs, or at the left a slim rail of groups."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QStackedWidget, QTabBar, QToolButton, QVBoxLayout, QWidget

from circuitlab.catalog.families import SYNAPSE
from circuitlab.gui.widgets import button_icons
from circuitlab.gui.widgets.kind_icons import kind_pixmap
from circuitlab.resources import _

if TYPE_CHECKING:
    from PySide6.QtGui import QShowEvent

    from circuitlab.catalog.spec import Catalog
    from circuitlab.render.theme import Theme

RAIL, GLYPH, BUTTON = 62, 24, 48


class LeftSide(QWidget):
    """Pages under tabs, of which one shows.

    Parameters
    ----------
    pages
        By what their tabs say.
    name
        What the tabs are called; the left side's unless it is said.

    Attributes
    ----------
    turned : Signal()
        Another page shows.
    """

    turned = Signal()

    def __init__(
        self, pages: dict[str, QWidget], name: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("rightSide" if name else "leftSide")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._tabs = QTabBar()
        self._tabs.setAccessibleName(name or _("Left side"))
        self._tabs.setDrawBase(False)
        self._stack = QStackedWidget()
        for title, page in pages.items():
            self.add_page(title, page)
        self._tabs.currentChanged.connect(self._stack.setCurrentIndex)
        self._tabs.currentChanged.connect(lambda _page: self.turned.emit())
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 2, 1, 0)
        column.setSpacing(0)
        column.addWidget(self._tabs)
        column.addWidget(self._stack, 1)

    def add_page(self, title: str, page: QWidget) -> None:
        """Add a page after those there are."""
        self._tabs.addTab(title)
        self._stack.addWidget(page)

    @property
    def page(self) -> int:
        """The number of the page that shows."""
        return self._tabs.currentIndex()

    def turn_to(self, page: int) -> None:
        """Show another page."""
        self._tabs.setCurrentIndex(page)


class Rail(QWidget):
    """The palette's groups as signs, one below the other.

    Attributes
    ----------
    group_wanted : Signal(str, object)
        A group, and the place on the screen beside its sign.
    unfolded : Signal()
        The whole palette is wanted.
    """

    group_wanted = Signal(str, object)
    unfolded = Signal()

    def __init__(self, catalog: Catalog, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("leftSide")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName(_("Groups of elements"))
        self.setFixedWidth(RAIL)
        self._more = _button(_("Show the palette"))
        self._more.clicked.connect(self.unfolded)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 6, 2, 4)
        column.setSpacing(1)
        column.addWidget(self._more)
        self._signs = [
            (self._sign(group, column), offered[0])
            for group, kinds in catalog.groups().items()
            if (offered := [kind for kind in kinds if kind.family != SYNAPSE])
        ]
        column.addStretch(1)
        self._theme, self._painted_in = theme, ""

    def set_theme(self, theme: Theme) -> None:
        """Take the colours of `theme`."""
        self._theme = theme
        if self.isVisible():
            self._paint_signs()

    def _paint_signs(self) -> None:
        """Paint the signs, which takes a while, once they are to be seen."""
        theme = self._theme
        if theme.name == self._painted_in:
            return
        self._painted_in = theme.name
        self._more.setIcon(button_icons.icon("unfold", theme.ink_of("muted")))
        for button, kind in self._signs:
            button.setIcon(QIcon(kind_pixmap(kind, theme, GLYPH)))

    def showEvent(self, event: QShowEvent) -> None:
        self._paint_signs()
        super().showEvent(event)

    def _sign(self, group: str, column: QVBoxLayout) -> QToolButton:
        button = _button(group)
        button.setText(group.split()[0])
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextUnderIcon)
        button.setFixedHeight(BUTTON)
        button.clicked.connect(
            lambda: self.group_wanted.emit(group, button.mapToGlobal(button.rect().topRight()))
        )
        column.addWidget(button)
        return button


def _button(name: str) -> QToolButton:
    button = QToolButton()
    button.setObjectName("rail")
    button.setIconSize(QSize(GLYPH, GLYPH))
    button.setFixedWidth(RAIL - 3)
    button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    button.setAccessibleName(name)
    button.setToolTip(name)
    return button
