"""The steps of a walk in a list: chosen by click and keys, moved by drag and by keys."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)

from circuitlab.gui.faults import paints
from circuitlab.gui.lecture.step_words import summary
from circuitlab.render.theme import font
from circuitlab.resources import _

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QDropEvent

    from circuitlab.gui.lecture.step_editing import StepEditing
    from circuitlab.render.theme import Theme

HIGH = 44
_ID = Qt.ItemDataRole.UserRole
_SUMMARY, _LOST, _HERE = _ID.value + 1, _ID.value + 2, _ID.value + 3
_Index = QModelIndex | QPersistentModelIndex


class StepList(QListWidget):
    """All steps of the document's walk.

    Attributes
    ----------
    trial_wanted : Signal()
        To see the chosen step, by double-click or Enter.
    """

    trial_wanted = Signal()

    def __init__(self, editing: StepEditing, theme: Theme) -> None:
        super().__init__()
        self._editing, self._fills = editing, False
        self.here: int | None = None
        self.setAccessibleName(_("Steps"))
        self.setObjectName("steps")
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self.setDefaultDropAction(Qt.DropAction.MoveAction)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.row_painter = _Row(theme)
        self.setItemDelegate(self.row_painter)
        self.itemSelectionChanged.connect(self._chosen)
        self.itemDoubleClicked.connect(lambda _item: self.trial_wanted.emit())

    def set_theme(self, theme: Theme) -> None:
        """Take the colours of `theme`."""
        self.row_painter.theme = theme
        self.viewport().update()

    def fill(self) -> None:
        """Show the steps as they are now, and which are chosen."""
        circuit, catalog = self._editing.document.circuit, self._editing.document.catalog
        steps = self._editing.steps
        self._fills = True
        while self.count() > len(steps):
            self.takeItem(self.count() - 1)
        while self.count() < len(steps):
            self.addItem(QListWidgetItem())
        for number, step in enumerate(steps):
            item = self.item(number)
            does = summary(circuit, catalog, step)
            title = step.title or step.text[:60] or _("Without a title")
            lost = _("lost {names}").format(names=", ".join(step.lost)) if step.lost else ""
            said = _("Step {number}: {title}").format(number=number + 1, title=title)
            item.setText(title)
            item.setData(_ID, step.id)
            item.setData(_SUMMARY, does)
            item.setData(_LOST, lost)
            item.setData(_HERE, number == self.here)
            spoken = ", ".join(filter(None, (said, lost, does)))
            item.setData(Qt.ItemDataRole.AccessibleTextRole, spoken)
            item.setToolTip(lost or does)
        self._fills = False
        self.show_choice()

    def show_choice(self) -> None:
        """Mark which steps are chosen."""
        self._fills = True
        for number in range(self.count()):
            item = self.item(number)
            item.setSelected(item.data(_ID) in self._editing.chosen)
        place = self._editing.number
        if place is not None and not self.item(place).isSelected():
            self.item(place).setSelected(True)
        current = self.currentItem()
        if place is not None and (current is None or not current.isSelected()):
            self.setCurrentRow(place, self.selectionModel().SelectionFlag.NoUpdate)
        if place is not None:
            self.scrollToItem(self.item(place))
        self._fills = False

    def show_here(self, number: int | None) -> None:
        """Mark the step at which somebody is on the walk."""
        if number != self.here:
            self.here = number
            for place in range(self.count()):
                self.item(place).setData(_HERE, place == number)

    def _chosen(self) -> None:
        if not self._fills:
            self._editing.choose(str(item.data(_ID)) for item in self.selectedItems())

    # ---- Qt

    def dropEvent(self, event: QDropEvent) -> None:
        """Move the steps by an edit; the list follows the document."""
        item = self.itemAt(event.position().toPoint())
        to = self.row(item) if item is not None else self.count()
        below = QAbstractItemView.DropIndicatorPosition.BelowItem
        if item is not None and self.dropIndicatorPosition() == below:
            to += 1
        event.setDropAction(Qt.DropAction.IgnoreAction)
        event.accept()
        self._editing.move(to)
        self.viewport().update()

    def event(self, event: QEvent) -> bool:
        """Take the keys that mean steps here, though they mean elements elsewhere."""
        overrides = event.type() == QEvent.Type.ShortcutOverride
        if overrides and isinstance(event, QKeyEvent) and self._way(event) is not None:
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        way = self._way(event)
        if way is not None:
            way()
        else:
            super().keyPressEvent(event)

    def _way(self, event: QKeyEvent) -> Callable[[], object] | None:
        editing = self._editing
        standard = {
            QKeySequence.StandardKey.Copy: editing.copy,
            QKeySequence.StandardKey.Cut: editing.cut,
            QKeySequence.StandardKey.Paste: editing.paste,
        }
        for key, way in standard.items():
            if event.matches(key):
                return way
        if event.modifiers() == Qt.KeyboardModifier.AltModifier:
            shift = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()))
            return None if shift is None else lambda: editing.shift(shift)
        if event.modifiers() == Qt.KeyboardModifier.ControlModifier:
            return editing.duplicate if event.key() == Qt.Key.Key_D else None
        if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            return editing.delete
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        return self.trial_wanted.emit if enter else None


class _Row(QStyledItemDelegate):
    """Paints a step: its number, its title, and below it what it does or what it has lost."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.theme = theme

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        return QSize(100, HIGH)

    @paints
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        theme, box = self.theme, QRect(option.rect)
        state = option.state
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if chosen:
            painter.setPen(QPen(theme.line_of("accent"), 1.0))
            painter.setBrush(theme.colour("accent_tint"))
            painter.drawRoundedRect(box.adjusted(3, 2, -4, -2), 6, 6)
        self._paint_number(painter, box, index)
        words = box.adjusted(38, 5, -10, -5)
        painter.setPen(theme.colour("ink"))
        painter.setFont(font(13, 600))
        _line(painter, words, str(index.data()), Qt.AlignmentFlag.AlignTop)
        lost = str(index.data(_LOST) or "")
        painter.setPen(theme.ink_of("danger" if lost else "muted"))
        painter.setFont(font(11, 400))
        below = f"⚠ {lost}" if lost else str(index.data(_SUMMARY) or "")
        _line(painter, words, below, Qt.AlignmentFlag.AlignBottom)
        painter.restore()

    def _paint_number(self, painter: QPainter, box: QRect, index: _Index) -> None:
        """Paint the number, in a full circle where somebody is on the walk."""
        theme, here = self.theme, bool(index.data(_HERE))
        circle = QRect(box.left() + 10, box.center().y() - 10, 21, 21)
        painter.setPen(QPen(theme.line_of("accent" if here else "muted"), 1.2))
        painter.setBrush(theme.colour("accent") if here else theme.colour("panel"))
        painter.drawEllipse(circle)
        painter.setPen(theme.colour("flash") if here else theme.ink_of("muted"))
        painter.setFont(font(11, 600))
        painter.drawText(circle, Qt.AlignmentFlag.AlignCenter, str(index.row() + 1))


def _line(painter: QPainter, room: QRect, text: str, where: Qt.AlignmentFlag) -> None:
    one = " ".join(text.split())
    short = painter.fontMetrics().elidedText(one, Qt.TextElideMode.ElideRight, room.width())
    painter.drawText(room, where | Qt.AlignmentFlag.AlignLeft, short)
