"""The outline: the circuit as a tree, for finding, for the keyboard and for screen readers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import (
    QAbstractItemView,
    QLineEdit,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from circuitlab.gui.kind_icons import kind_pixmap
from circuitlab.gui.kind_list import items_of
from circuitlab.gui.traces.rows import name_of
from circuitlab.model.element import DOCUMENT, Element, Role
from circuitlab.resources import _

if TYPE_CHECKING:
    from PySide6.QtGui import QShowEvent

    from circuitlab.gui.document import Document
    from circuitlab.gui.session import Session
    from circuitlab.model.delta import Delta, Key
    from circuitlab.render.theme import Theme

ID = Qt.ItemDataRole.UserRole


class Outline(QWidget):
    """Every element under its group, with what sits in it and what it is joined to.

    Nothing is listed while nobody sees it: an outline that comes into view lists what is there.

    Parameters
    ----------
    document, session, theme
        What is listed, what is selected, and whose colours are used.
    """

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
        self.field.textChanged.connect(self._filter)
        self.tree = QTreeWidget()
        self.tree.setHeaderHidden(True)
        self.tree.setAccessibleName(_("Outline of the circuit"))
        self.tree.setIndentation(14)
        self.tree.setIconSize(QSize(22, 22))
        self.tree.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.tree.itemSelectionChanged.connect(self._chosen)
        column = QVBoxLayout(self)
        column.setContentsMargins(13, 12, 4, 0)
        column.setSpacing(8)
        column.addWidget(self.field)
        column.addWidget(self.tree)
        document.changed.connect(self._changed)
        document.replaced.connect(self.rebuild)
        session.selection_changed.connect(lambda _ids: self._show_selection())
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
        name = name_of(circuit, catalog, id)
        if circuit.sources(id, Role.RELEASES_ONTO) and circuit.targets(id, Role.BINDS):
            name = self._synapse_name(id)
        item = QTreeWidgetItem([name])
        item.setData(0, ID, id)
        kind = catalog.kinds.get(circuit.elements[id].kind)
        if kind is not None:
            item.setIcon(0, QIcon(kind_pixmap(kind, self._theme, 22)))
        item.setData(0, Qt.ItemDataRole.AccessibleTextRole, self._spoken(id, name))
        return item

    def _synapse_name(self, id: str) -> str:
        circuit, catalog = self._document.circuit, self._document.catalog
        source = circuit.sources(id, Role.RELEASES_ONTO)[0]
        host = circuit.host(circuit.targets(id, Role.BINDS)[0])
        ends = [name_of(circuit, catalog, end) for end in (source, host or source)]
        return f"{ends[0]} → {ends[1]}"

    def _spoken(self, id: str, name: str) -> str:
        circuit, catalog = self._document.circuit, self._document.catalog
        parts = [name]
        for target in circuit.targets(id):
            role = circuit.links[id, target].role
            parts.append(f"{role} {name_of(circuit, catalog, target)}")
        return ", ".join(parts)

    def _items(self) -> list[QTreeWidgetItem]:
        return items_of(self.tree)

    def _filter(self, words: str) -> None:
        sought = words.casefold().strip()
        for item in self._items():
            hit = sought in item.text(0).casefold()
            item.setHidden(not hit)
            parent = item.parent()
            if hit and parent is not None:
                parent.setHidden(False)

    def _chosen(self) -> None:
        if self._choosing:
            return
        self._choosing = True
        self._session.select(item.data(0, ID) for item in self.tree.selectedItems())
        self._choosing = False

    def _show_selection(self) -> None:
        if self._choosing:
            return
        self._choosing = True
        for item in self._items():
            chosen = item.data(0, ID) in self._session.selection
            item.setSelected(chosen)
            if chosen:
                self.tree.scrollToItem(item)
        self._choosing = False

    # ---- Qt

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._is_behind:
            self.rebuild()


def _is_listed(key: Key, before: object, after: object) -> bool:
    """Whether a change shows in the outline: a wire, a name, or something new or gone."""
    if isinstance(before, Element) and isinstance(after, Element):
        return (before.kind, before.label) != (after.kind, after.label)
    return isinstance(key, str) or key[0] != DOCUMENT
