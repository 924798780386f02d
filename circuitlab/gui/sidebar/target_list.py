"""What a part may be connected to, and why not to all else, as a list to choose from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTreeWidget,
    QTreeWidgetItem,
    QWidget,
)

from circuitlab.gui.faults import paints
from circuitlab.gui.widgets.kind_icons import kind_pixmap
from circuitlab.render.theme import Theme, font

if TYPE_CHECKING:
    from collections.abc import Iterable

    from circuitlab.catalog.spec import Kind

TARGET = Qt.ItemDataRole.UserRole
GLYPH, HEADING = 26, 29
_LEFT_OF_TEXT, _RIGHT_OF_TEXT, _PAD = 50, 14, 6
_WRAP = int(Qt.AlignmentFlag.AlignLeft) | int(Qt.TextFlag.TextWordWrap)
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class Target:
    """A part that a wire may end on, or may not.

    Parameters
    ----------
    id : str
        The element; empty for a part that is yet to be made.
    name, note : str
        What it is called, and a few words below that: where it sits, or why it is refused.
    kind : Kind, optional
        Whose sign is shown.
    refused : bool
        Whether no wire may end on it.
    """

    id: str
    name: str
    note: str = ""
    kind: Kind | None = None
    refused: bool = False

    @property
    def sought(self) -> str:
        """Every word by which it can be found; why it is refused is none of them."""
        title = self.kind.title if self.kind is not None else ""
        return f"{self.name} {title} {self.id}".casefold()


class TargetList(QTreeWidget):
    """Targets under headings; the cursor reaches those that are refused too, to be read.

    Attributes
    ----------
    chosen : Signal(str)
        The id of the target that was clicked or confirmed, if no reason is against it.
    """

    chosen = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("kinds")
        self.setHeaderHidden(True)
        self.setRootIsDecorated(False)
        self.setIndentation(0)
        self.setMouseTracking(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setItemDelegate(_Painter(theme, self))
        self.itemClicked.connect(self._choose)
        self.itemActivated.connect(self._choose)

    def show_targets(self, groups: Iterable[tuple[str, Iterable[Target]]]) -> None:
        """Show targets under their headings, the cursor on the first."""
        self.clear()
        for heading, targets in groups:
            entries = [_entry(target) for target in targets]
            if entries:
                self.addTopLevelItem(_heading(heading))
                self.addTopLevelItems(entries)
        self.step(1)

    def targets(self) -> list[Target]:
        """Return what is shown, from top to bottom."""
        return [item.data(0, TARGET) for item in self._entries()]

    def current(self) -> Target | None:
        """Return the target under the cursor."""
        item = self.currentItem()
        return item.data(0, TARGET) if item is not None else None

    def step(self, by: int) -> None:
        """Move the cursor by so many targets."""
        entries = self._entries()
        current = self.currentItem()
        if entries:
            here = entries.index(current) if current in entries else -1
            self.setCurrentItem(entries[min(len(entries) - 1, max(0, here + by))])

    def confirm(self) -> None:
        """Choose the target under the cursor."""
        item = self.currentItem()
        if item is not None:
            self._choose(item)

    def _entries(self) -> list[QTreeWidgetItem]:
        items = (self.topLevelItem(row) for row in range(self.topLevelItemCount()))
        return [item for item in items if item is not None and item.data(0, TARGET) is not None]

    def _choose(self, item: QTreeWidgetItem) -> None:
        target = item.data(0, TARGET)
        if target is not None and not target.refused:
            self.chosen.emit(target.id)


class _Painter(QStyledItemDelegate):
    """Paints a sign, a name, and below it a note that wraps."""

    def __init__(self, theme: Theme, view: TargetList) -> None:
        super().__init__(view)
        self._theme, self._view = theme, view

    def _room(self) -> int:
        return self._view.viewport().width() - _LEFT_OF_TEXT - _RIGHT_OF_TEXT

    def _note_height(self, note: str) -> int:
        room = QRect(0, 0, max(80, self._room()), 1000)
        return QFontMetrics(font(11)).boundingRect(room, _WRAP, note).height() if note else 0

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        target = index.data(TARGET)
        if target is None:
            return QSize(160, HEADING)
        return QSize(160, max(30, 18 + self._note_height(target.note) + 2 * _PAD))

    @paints
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        target = index.data(TARGET)
        if target is None:
            painter.setFont(font(10, 700, spacing=0.8))
            painter.setPen(self._theme.ink_of("muted"))
            painter.drawText(option.rect.adjusted(15, 5, -8, 0), _LEFT, str(index.data()).upper())
        else:
            self._paint_target(painter, option, target)
        painter.restore()

    def _paint_target(
        self, painter: QPainter, option: QStyleOptionViewItem, target: Target
    ) -> None:
        box, theme = QRectF(option.rect), self._theme
        current = bool(option.state & QStyle.StateFlag.State_Selected)
        if current or bool(option.state & QStyle.StateFlag.State_MouseOver):
            painter.setPen(Qt.PenStyle.NoPen)
            tint = "raised" if target.refused or not current else "accent_tint"
            painter.setBrush(theme.colour(tint))
            painter.drawRoundedRect(box.adjusted(6, 1, -6, -1), 6, 6)
        if target.kind is not None:
            painter.setOpacity(0.45 if target.refused else 1.0)
            picture = kind_pixmap(target.kind, theme, GLYPH)
            painter.drawPixmap(round(box.left() + 14), round(box.top() + _PAD - 3), picture)
            painter.setOpacity(1.0)
        room = box.adjusted(_LEFT_OF_TEXT, _PAD, -_RIGHT_OF_TEXT, 0)
        painter.setFont(font(13))
        painter.setPen(theme.ink_of("muted") if target.refused else theme.colour("ink"))
        name = painter.fontMetrics().elidedText(
            target.name, Qt.TextElideMode.ElideRight, int(room.width())
        )
        painter.drawText(QRectF(room.left(), room.top(), room.width(), 18), _LEFT, name)
        if target.note:
            painter.setFont(font(11))
            painter.setPen(theme.ink_of("muted"))
            painter.drawText(room.adjusted(0, 18, 0, 0), _WRAP, target.note)


def _heading(text: str) -> QTreeWidgetItem:
    item = QTreeWidgetItem([text])
    item.setFlags(Qt.ItemFlag.ItemIsEnabled)
    return item


def _entry(target: Target) -> QTreeWidgetItem:
    item = QTreeWidgetItem([target.name])
    item.setData(0, TARGET, target)
    spoken = f"{target.name}, {target.note}" if target.note else target.name
    item.setData(0, Qt.ItemDataRole.AccessibleTextRole, spoken)
    return item
