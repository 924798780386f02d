"""The help: contents and search at the left, the page at the right."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QToolButton, QVBoxLayout, QWidget

from circuitlab.gui.help.browser import SIZE, Browser
from circuitlab.gui.help.finding import Finding
from circuitlab.gui.widgets.button_icons import icon
from circuitlab.help.shelf import FIRST
from circuitlab.resources import _

if TYPE_CHECKING:
    from collections.abc import Callable

    from circuitlab.help.page import Contents
    from circuitlab.render.theme import Theme

LEFT, BUTTON = 268, 30
SHOWN = QSize(1040, 720)
LARGER = 2
"""Pixels by which letters grow at a press."""


class HelpWindow(QWidget):
    """A window beside the main one; it wears the theme that `theme` says.

    Parameters
    ----------
    contents : Contents
        The pages, by part.
    """

    def __init__(
        self, contents: Contents, theme: Callable[[], Theme], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self.setObjectName("help")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._theme, self._worn = theme, theme()
        pages = {page.name: page for part in contents.values() for page in part}
        self.browser = Browser(pages, self._worn)
        self.finding = Finding(contents)
        self._titles = {name: page.title for name, page in pages.items()}
        self._make_buttons()
        self._lay_out()
        self._connect()
        self.resize(SHOWN)

    def open_page(self, name: str = "") -> None:
        """Show the page `name`, or where nothing is said the one that shows, or the first."""
        if name or not self.browser.page:
            self.browser.open_page(name or FIRST)

    # ---- building

    def _make_buttons(self) -> None:
        self.back = self._button(_("Back"), "left", QKeySequence("Alt+Left"))
        self.forward = self._button(_("Forward"), "right", QKeySequence("Alt+Right"))
        self.smaller = self._button(_("Smaller letters"), "", QKeySequence("Ctrl+-"), "A−")
        self.larger = self._button(_("Larger letters"), "", QKeySequence("Ctrl++"), "A+")
        self.back.setEnabled(False)
        self.forward.setEnabled(False)

    def _button(self, words: str, sign: str, keys: QKeySequence, text: str = "") -> QToolButton:
        made = QToolButton(self)
        made.setObjectName("quiet")
        made.setFixedSize(BUTTON, BUTTON)
        made.setText(text)
        made.setProperty("sign", sign)
        made.setAccessibleName(words)
        made.setToolTip(f"{words}  ({keys.toString()})")
        made.setShortcut(keys)
        return made

    def _lay_out(self) -> None:
        bar = QHBoxLayout()
        bar.setContentsMargins(14, 8, 14, 4)
        bar.setSpacing(4)
        for button in (self.back, self.forward):
            bar.addWidget(button)
        bar.addStretch(1)
        for button in (self.smaller, self.larger):
            bar.addWidget(button)
        right = QWidget()
        right.setObjectName("viewPage")
        column = QVBoxLayout(right)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(bar)
        column.addWidget(self.browser, 1)
        split = QSplitter()
        split.setChildrenCollapsible(False)
        for part in (self.finding, right):
            split.addWidget(part)
        split.setSizes([LEFT, SHOWN.width() - LEFT])
        split.setStretchFactor(1, 1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(split)
        self._paint_signs()

    def _connect(self) -> None:
        browser = self.browser
        self.back.clicked.connect(browser.backward)
        self.forward.clicked.connect(browser.forward)
        self.smaller.clicked.connect(lambda: browser.set_letters(browser.letters - LARGER))
        self.larger.clicked.connect(lambda: browser.set_letters(browser.letters + LARGER))
        browser.backwardAvailable.connect(self.back.setEnabled)
        browser.forwardAvailable.connect(self.forward.setEnabled)
        browser.shown.connect(self._tell)
        self.finding.chosen.connect(browser.open_page)
        for keys, do in (
            ("Ctrl+=", self.larger.click),
            ("Ctrl+0", lambda: browser.set_letters(SIZE)),
            ("Ctrl+F", self.finding.begin),
            ("F1", self.finding.begin),
            ("Ctrl+W", self.close),
        ):
            QShortcut(QKeySequence(keys), self).activated.connect(do)

    def _tell(self, name: str) -> None:
        self.finding.mark(name)
        title = self._titles.get(name, "")
        self.setWindowTitle(f"{title} – {_('Help')}" if title else _("Help"))

    def _paint_signs(self) -> None:
        ink, faint = self._worn.colour("ink"), self._worn.ink_of("muted")
        faint.setAlphaF(0.4)
        for button in (self.back, self.forward):
            button.setIcon(icon(button.property("sign"), ink, faint))

    # ---- Qt

    def changeEvent(self, event: QEvent) -> None:
        """Follow the theme of the other windows."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and self._theme().name != self._worn.name:
            self._worn = self._theme()
            self.browser.set_theme(self._worn)
            self._paint_signs()
