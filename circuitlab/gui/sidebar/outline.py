"""The outline: the circuit as a tree, for finding, for the keyboard and for screen readers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtGui import QIcon, QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QLineEdit,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from circuitlab.gui.sidebar.kind_list import items_of
from circuitlab.gui.widgets.kind_icons import kind_pixmap
from circuitlab.gui.widgets.plain_text import PlainLabel
from circuitlab.model.element import DOCUMENT, Element
from circuitlab.model.rewiring import name_in_lists
from circuitlab.resources import _

if TYPE_CHECKING:
    from PySide6.QtGui import QShowEvent

    from circuitlab.gui.document import Document
    from circuitlab.gui.session import Session
    from circuitlab.model.delta import Delta, Key
    from circuitlab.render.theme import Theme

ID = Qt.ItemDataRole.UserRole
SOUGHT = ID + 1
"""Every word by which an element can be found."""

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class Outline(QWidget):
    """Every element under its group, with what sits in it and what it is joined to.

    Nothing is listed while nobody sees it: an outline that comes into view lists what is there.

    Parameters
    ----------
    document, session, theme
        What is listed, what is selected, and whose colours are used.

    Attributes
    ----------
    wanted : Signal(str)
        The element that was found or confirmed, which is to be seen.
    left : Signal()
        Whoever was here wants to go back to the canvas.
    """

    wanted = Signal(str)
    left = Signal()

    def __init__(
        self, document: Document, session: Session, theme: Theme, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("outline")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._document, self._session, self._theme = document, session, theme
        self._choosing = False
        self._is_behind = False
        self.field = QLineEdit()
        self.field.setPlaceholderText(_("Find in this circuit"))
        self.field.setAccessibleName(_("Find in this circuit"))
        self.field.setClearButtonEnabled(True)
        self.field.textChanged.connect(self._seek)
        self.field.installEventFilter(self)
        self._found = ""
        self.hits = PlainLabel()
        self.hits.setObjectName("small")
        self.hits.setWordWrap(True)
        self.hits.hide()
        self.tree = QTreeWidget()
        self.tree.setHeaderHidden(True)
        self.tree.setAccessibleName(_("Outline of the circuit"))
        self.tree.setIndentation(14)
        self.tree.setIconSize(QSize(22, 22))
        self.tree.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.tree.itemSelectionChanged.connect(self._chosen)
        self.tree.itemActivated.connect(lambda item: self._confirm(item.data(0, ID)))
        self.tree.installEventFilter(self)
        column = QVBoxLayout(self)
        column.setContentsMargins(13, 12, 4, 0)
        column.setSpacing(8)
        column.addWidget(self.field)
        column.addWidget(self.hits)
        column.addWidget(self.tree)
        document.changed.connect(self._changed)
        document.replaced.connect(self.rebuild)
        session.selection.changed.connect(lambda _ids: self._show_selection())
        self.rebuild()

    def set_theme(self, theme: Theme) -> None:
        """Take the colours of `theme`."""
        if theme != self._theme:
            self._theme = theme
            self.rebuild()

    def rebuild(self) -> None:
        """List the circuit as it is now, or as it is when the outline is next seen."""
        self._is_behind = not self.isVisible()
        if not self._is_behind:
            self._list()

    def _list(self) -> None:
        self._choosing = True
        self.tree.clear()
        circuit = self._document.circuit
        for id in circuit.elements:
            if circuit.host(id) is None:
                item = self._item(id)
                self.tree.addTopLevelItem(item)
                for part in circuit.parts(id):
                    item.addChild(self._item(part))
        self.tree.expandAll()
        self._choosing = False
        self._filter(self.field.text())
        self._show_selection()

    def _changed(self, delta: Delta) -> None:
        if any(_is_listed(key, *pair) for key, pair in delta.changes.items()):
            self.rebuild()

    def _item(self, id: str) -> QTreeWidgetItem:
        circuit, catalog = self._document.circuit, self._document.catalog
        name = name_in_lists(circuit, catalog, id)
        item = QTreeWidgetItem([name])
        item.setData(0, ID, id)
        kind = catalog.kinds.get(circuit.elements[id].kind)
        if kind is not None:
            item.setIcon(0, QIcon(kind_pixmap(kind, self._theme, 22)))
        title = kind.title if kind is not None else circuit.elements[id].kind
        item.setData(0, SOUGHT, f"{name} {title} {id}".casefold())
        if circuit.elements[id].muted:
            item.setText(0, _("{name} · muted").format(name=name))
            item.setForeground(0, self._theme.ink_of("muted"))
        item.setData(0, Qt.ItemDataRole.AccessibleTextRole, self._spoken(id, name))
        return item

    def _spoken(self, id: str, name: str) -> str:
        circuit, catalog = self._document.circuit, self._document.catalog
        parts = [name, *([_("muted")] if circuit.elements[id].muted else [])]
        for target in circuit.targets(id):
            role = circuit.links[id, target].role
            parts.append(f"{role} {name_in_lists(circuit, catalog, target)}")
        return ", ".join(parts)

    def _items(self) -> list[QTreeWidgetItem]:
        return items_of(self.tree)

    def _seek(self, words: str) -> None:
        """Begin to look for something else."""
        self._found = ""
        self._filter(words)

    def _filter(self, words: str) -> None:
        sought = words.casefold().strip()
        for item in self._items():
            hit = sought in item.data(0, SOUGHT)
            item.setHidden(not hit)
            parent = item.parent()
            if hit and parent is not None:
                parent.setHidden(False)
        self._count()

    def _matches(self) -> list[QTreeWidgetItem]:
        """Return what is looked for, from top to bottom; nothing where nothing is."""
        sought = self.field.text().casefold().strip()
        return [item for item in self._items() if sought and sought in item.data(0, SOUGHT)]

    def _count(self) -> None:
        """Say how many there are, and which of them is shown."""
        words, ids = self.field.text().strip(), [item.data(0, ID) for item in self._matches()]
        said = _("{count} found, Enter shows the next").format(count=len(ids))
        if self._found in ids:
            said = _("{place} of {count}").format(place=ids.index(self._found) + 1, count=len(ids))
        if not ids:
            said = _("No match: nothing in this circuit is called “{words}”").format(words=words)
        self.hits.setText(said)
        self.hits.setVisible(bool(words))
        self.field.setAccessibleDescription(said if words else "")

    def find_next(self, by: int = 1) -> None:
        """Select the next of what is looked for, or with −1 the one before, and show it."""
        ids = [item.data(0, ID) for item in self._matches()]
        if not ids:
            return
        start = ids.index(self._found) + by if self._found in ids else min(by, 0)
        self._found = ids[start % len(ids)]
        self._session.selection.select([self._found])
        self._count()
        self.wanted.emit(self._found)

    def _confirm(self, id: str) -> None:
        """Show an element and go to it."""
        self._session.selection.select([id])
        self.wanted.emit(id)
        self._leave()

    def _leave(self) -> None:
        self.field.clear()
        self.left.emit()

    def _enter_tree(self) -> None:
        """Go from the field into the list, to what was found last or to the first."""
        shown = self._matches() or [item for item in self._items() if not item.isHidden()]
        here = [item for item in shown if item.data(0, ID) == self._found]
        if shown:
            self.tree.setCurrentItem((here or shown)[0])
            self.tree.setFocus(Qt.FocusReason.TabFocusReason)

    def _chosen(self) -> None:
        if self._choosing:
            return
        self._choosing = True
        self._session.selection.select(item.data(0, ID) for item in self.tree.selectedItems())
        self._choosing = False

    def _show_selection(self) -> None:
        if self._choosing:
            return
        self._choosing = True
        for item in self._items():
            chosen = item.data(0, ID) in self._session.selection.ids
            item.setSelected(chosen)
            if chosen:
                self.tree.scrollToItem(item)
        self._choosing = False

    # ---- Qt

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            key = Qt.Key(event.key())
            if key == Qt.Key.Key_Escape:
                self._leave()
                return True
            if watched is self.field and key in _ENTER:
                back = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
                self.find_next(-1 if back else 1)
                return True
            if watched is self.field and key == Qt.Key.Key_Down:
                self._enter_tree()
                return True
            if watched is self.tree and key == Qt.Key.Key_Up and self._is_on_top():
                self.field.setFocus(Qt.FocusReason.TabFocusReason)
                return True
        return super().eventFilter(watched, event)

    def _is_on_top(self) -> bool:
        current = self.tree.currentItem()
        return current is None or self.tree.itemAbove(current) is None

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._is_behind:
            self.rebuild()


def _is_listed(key: Key, before: object, after: object) -> bool:
    """Whether a change shows in the outline: a wire, a name, or something new or gone."""
    if isinstance(before, Element) and isinstance(after, Element):
        return _as_listed(before) != _as_listed(after)
    return isinstance(key, str) or key[0] != DOCUMENT


def _as_listed(element: Element) -> tuple[str, str, bool]:
    return element.kind, element.label, element.muted
