"""The kinds as a list under headings, with their glyphs: what palette and quick-add show."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import (
    QMimeData,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QDrag, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTreeWidget,
    QTreeWidgetItem,
    QTreeWidgetItemIterator,
    QWidget,
)

from circuitlab.catalog.cautions import caution
from circuitlab.catalog.evidence import finding_note
from circuitlab.gui.canvas.gestures.drop import MIME
from circuitlab.gui.faults import paints
from circuitlab.gui.widgets import button_icons
from circuitlab.gui.widgets.kind_icons import kind_pixmap
from circuitlab.render.labels import text_width
from circuitlab.render.theme import Theme, font
from circuitlab.resources import _

if TYPE_CHECKING:
    from collections.abc import Iterable

    from circuitlab.catalog.spec import Kind

KIND = Qt.ItemDataRole.UserRole
ROW, HEADING = 30, 29
GLYPH = 30
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_WRAPPED = int(_LEFT) | int(Qt.TextFlag.TextWordWrap)
Index = QModelIndex | QPersistentModelIndex


class KindList(QTreeWidget):
    """Kinds to choose from, by drag, double-click or Enter.

    Attributes
    ----------
    chosen : Signal(str)
        The name of the kind that was double-clicked or confirmed.
    dropped : Signal()
        A kind was dragged from here and dropped somewhere.
    """

    chosen = Signal(str)
    dropped = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("kinds")
        self.setHeaderHidden(True)
        self.setRootIsDecorated(False)
        self.setIndentation(0)
        self.setMouseTracking(True)
        self.setUniformRowHeights(False)
        self.setExpandsOnDoubleClick(False)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setDragDropMode(QAbstractItemView.DragDropMode.DragOnly)
        self._theme = theme
        self._delegate = _Painter(theme, self)
        self.setItemDelegate(self._delegate)
        self.itemActivated.connect(self._activated)
        self.itemClicked.connect(self._clicked)

    def set_theme(self, theme: Theme) -> None:
        """Take the colours of `theme`."""
        self._theme = self._delegate.theme = theme
        self.viewport().update()

    def show_kinds(self, groups: Iterable[tuple[str, Iterable[Kind]]]) -> None:
        """Show kinds under their headings; a heading may be empty."""
        self.clear()
        for heading, kinds in groups:
            parent = self.invisibleRootItem()
            if heading:
                parent = _heading(heading)
                self.addTopLevelItem(parent)
                parent.setExpanded(True)
            for kind in kinds:
                parent.addChild(_entry(kind))
        self.choose_first()

    def kinds(self) -> list[str]:
        """Return the names of the kinds shown, from top to bottom."""
        return [item.data(0, KIND).name for item in self._items() if item.data(0, KIND)]

    def choose_first(self) -> None:
        """Put the cursor on the first kind."""
        first = next((item for item in self._items() if item.data(0, KIND)), None)
        if first is not None:
            self.setCurrentItem(first)

    def choose_none(self) -> None:
        """Take the cursor away."""
        self.setCurrentIndex(QModelIndex())

    def confirm(self) -> None:
        """Choose the kind under the cursor."""
        item = self.currentItem()
        if item is not None:
            self._activated(item)

    def step(self, by: int) -> None:
        """Move the cursor by so many kinds."""
        items = [item for item in self._items() if item.data(0, KIND)]
        current = self.currentItem()
        if items:
            here = items.index(current) if current in items else -1
            self.setCurrentItem(items[min(len(items) - 1, max(0, here + by))])

    def _items(self) -> list[QTreeWidgetItem]:
        return items_of(self)

    def _activated(self, item: QTreeWidgetItem) -> None:
        kind = item.data(0, KIND)
        if kind is not None:
            self.chosen.emit(kind.name)

    def _clicked(self, item: QTreeWidgetItem) -> None:
        if item.data(0, KIND) is None:
            item.setExpanded(not item.isExpanded())

    # ---- Qt

    def mimeTypes(self) -> list[str]:
        return [MIME]

    def startDrag(self, supportedActions: Qt.DropAction) -> None:
        item = self.currentItem()
        kind = item.data(0, KIND) if item is not None else None
        if kind is None:
            return
        data = QMimeData()
        data.setData(MIME, kind.name.encode())
        drag = QDrag(self)
        drag.setMimeData(data)
        picture = kind_pixmap(kind, self._theme, 56)
        drag.setPixmap(picture)
        drag.setHotSpot(QPoint(28, 28))
        if drag.exec(Qt.DropAction.CopyAction) != Qt.DropAction.IgnoreAction:
            self.dropped.emit()


class _Painter(QStyledItemDelegate):
    """Paints headings as small capitals and kinds as a glyph with a title."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.theme = theme

    def _heading(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        box = QRectF(option.rect)
        painter.setFont(font(10, 700, spacing=0.8))
        painter.setPen(self.theme.ink_of("muted"))
        room = box.adjusted(18, 5, -28, 0)
        text = painter.fontMetrics().elidedText(
            str(index.data()).upper(), Qt.TextElideMode.ElideRight, int(room.width())
        )
        painter.drawText(room, _LEFT, text)
        view = self.parent()
        folded = isinstance(view, QTreeWidget) and not view.isExpanded(index)
        painter.save()
        painter.translate(box.right() - 27, box.top() + 9)
        painter.scale(0.75, 0.75)
        button_icons.paint(painter, "right" if folded else "down", self.theme.ink_of("muted"))
        painter.restore()

    def _kind(self, painter: QPainter, option: QStyleOptionViewItem, kind: Kind) -> None:
        box = QRectF(option.rect)
        state = option.state
        current = bool(state & QStyle.StateFlag.State_Selected)
        hovered = bool(state & QStyle.StateFlag.State_MouseOver)
        if current or hovered:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self.theme.colour("accent_tint" if current else "raised"))
            painter.drawRoundedRect(box.adjusted(8, 1, -8, -1), 6, 6)
        picture = kind_pixmap(kind, self.theme, GLYPH)
        painter.drawPixmap(round(box.left() + 15), round(box.center().y() - GLYPH / 2), picture)
        room = box.adjusted(53, 0, -8, 0)
        fits = text_width(kind.title, 13, 400) <= room.width()
        painter.setFont(font(13 if fits else 12))
        painter.setPen(self.theme.colour("ink"))
        painter.drawText(room, _LEFT if fits else _WRAPPED, kind.title)

    @paints
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        kind = index.data(KIND)
        if kind is None:
            self._heading(painter, option, index)
        else:
            self._kind(painter, option, kind)
        painter.restore()

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(160, HEADING if index.data(KIND) is None else ROW)


def items_of(tree: QTreeWidget) -> list[QTreeWidgetItem]:
    """Return every item of a tree, from top to bottom."""
    found = []
    walk = QTreeWidgetItemIterator(tree)
    while (item := walk.value()) is not None:
        found.append(item)
        walk += 1
    return found


def _heading(text: str) -> QTreeWidgetItem:
    item = QTreeWidgetItem([text])
    item.setFlags(Qt.ItemFlag.ItemIsEnabled)
    return item


def tip_of(kind: Kind) -> str:
    """Return what the pointer is told of a kind: what it is, and what trials found of it."""
    lines = [f"<b>{kind.title}</b>", kind.doc]
    if kind.evidence is not None:
        first = kind.evidence.findings[0]
        lines.append(f"<b>{_('Trials')}</b>: {first.found} ({finding_note(first)})")
    if said := caution([kind]):
        lines.append(f"<i>{said}</i>")
    return "<br>".join(lines)


def _entry(kind: Kind) -> QTreeWidgetItem:
    item = QTreeWidgetItem([kind.title])
    item.setData(0, KIND, kind)
    item.setData(0, Qt.ItemDataRole.AccessibleTextRole, kind.title)
    item.setData(0, Qt.ItemDataRole.AccessibleDescriptionRole, kind.doc)
    item.setToolTip(0, tip_of(kind))
    item.setFlags(
        Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsDragEnabled
    )
    return item
