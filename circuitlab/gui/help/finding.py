"""The left side of the help: the contents, and in their place what a search has found."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QStackedWidget,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from circuitlab.gui.widgets.plain_text import PlainLabel
from circuitlab.help.page import anchor
from circuitlab.help.search import Index
from circuitlab.resources import _

if TYPE_CHECKING:
    from circuitlab.help.page import Contents
    from circuitlab.help.search import Hit

_NAME = Qt.ItemDataRole.UserRole
_ANCHOR = Qt.ItemDataRole.UserRole + 1
OPEN_PARTS = 6
"""Parts whose pages are listed at first: those of the guide, and not those of the elements."""


class Finding(QWidget):
    """Offers the pages of `contents`.

    Attributes
    ----------
    chosen : Signal(str, str)
        A page is wanted, and a heading on it.
    """

    chosen = Signal(str, str)

    def __init__(self, contents: Contents, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("palette")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._contents = contents
        self._make()
        self._fill()
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 12, 6, 6)
        column.setSpacing(8)
        column.addWidget(self.field)
        column.addWidget(self._pages, 1)
        self.setMinimumWidth(180)

    def begin(self) -> None:
        """Let words be typed."""
        self.window().activateWindow()
        self.field.setFocus()
        self.field.selectAll()

    def mark(self, name: str) -> None:
        """Mark the page `name` in the contents."""
        item = self._items.get(name)
        self.tree.blockSignals(True)
        self.tree.setCurrentItem(item)  # type: ignore[arg-type]
        self.tree.blockSignals(False)
        if item is not None:
            self.tree.scrollToItem(item)

    @cached_property
    def index(self) -> Index:
        """What the search looks through, made when it is first wanted."""
        return Index(self._contents)

    def _make(self) -> None:
        self.field = QLineEdit()
        self.field.setPlaceholderText(_("Search the help"))
        self.field.setAccessibleName(_("Search the help"))
        self.field.setClearButtonEnabled(True)
        self.field.installEventFilter(self)
        self.tree = QTreeWidget()
        self.tree.setHeaderHidden(True)
        self.tree.setIndentation(14)
        self.tree.setAccessibleName(_("Contents"))
        self.found = QListWidget()
        self.found.setWordWrap(True)
        self.found.setAccessibleName(_("Pages that were found"))
        self.nothing = PlainLabel(_("No page has these words. Try fewer, or others."))
        self.nothing.setObjectName("muted")
        self.nothing.setWordWrap(True)
        self.nothing.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._pages = QStackedWidget()
        for page in (self.tree, self.found, self.nothing):
            self._pages.addWidget(page)
        self.field.textChanged.connect(self._search)
        self.field.returnPressed.connect(self._open_first)
        self.tree.currentItemChanged.connect(lambda item, _before: self._open_item(item))
        self.tree.itemClicked.connect(self._turn)
        self.found.currentItemChanged.connect(lambda item, _before: self._open_found(item))

    def _fill(self) -> None:
        self._items: dict[str, QTreeWidgetItem] = {}
        for number, (title, pages) in enumerate(self._contents.items()):
            part = QTreeWidgetItem(self.tree, [title])
            for page in pages:
                item = QTreeWidgetItem(part, [page.title])
                item.setData(0, _NAME, page.name)
                self._items[page.name] = item
            part.setExpanded(number < OPEN_PARTS)

    def _search(self, words: str) -> None:
        hits = self.index.find(words) if words.strip() else []
        self.found.blockSignals(True)
        self.found.clear()
        for hit in hits:
            self.found.addItem(_item(hit))
        self.found.blockSignals(False)
        shown = self.found if hits else self.nothing if words.strip() else self.tree
        self._pages.setCurrentWidget(shown)

    def _open_first(self) -> None:
        if self._has_found:
            self.found.setCurrentRow(0)
            self._open_found(self.found.item(0))

    @property
    def _has_found(self) -> bool:
        return self._pages.currentWidget() is self.found

    def _open_found(self, item: QListWidgetItem | None) -> None:
        if item is not None:
            self.chosen.emit(item.data(_NAME), item.data(_ANCHOR))

    def _open_item(self, item: QTreeWidgetItem | None) -> None:
        if item is not None and item.data(0, _NAME):
            self.chosen.emit(item.data(0, _NAME), "")

    def _turn(self, item: QTreeWidgetItem) -> None:
        """Unfold a part that is clicked, or fold it."""
        if not item.data(0, _NAME):
            item.setExpanded(not item.isExpanded())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let arrows lead from the field into the list, and `Esc` back to the contents."""
        if watched is self.field and isinstance(event, QKeyEvent) and event.type() == _PRESS:
            if event.key() == Qt.Key.Key_Down:
                (self.found if self._has_found else self.tree).setFocus()
                self._open_first()
                return True
            if event.key() == Qt.Key.Key_Escape and self.field.text():
                self.field.clear()
                return True
        return super().eventFilter(watched, event)


_PRESS = QEvent.Type.KeyPress


def _item(hit: Hit) -> QListWidgetItem:
    words = f"{hit.page.title}\n    {hit.heading}" if hit.heading else hit.page.title
    made = QListWidgetItem(words)
    made.setData(_NAME, hit.page.name)
    made.setData(_ANCHOR, anchor(hit.heading))
    return made
