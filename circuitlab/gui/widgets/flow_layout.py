"""A layout that sets widgets side by side, and in further rows where the width is used up."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget


class FlowLayout(QLayout):
    """Widgets in rows; those of one row are as high as the highest of them.

    Parameters
    ----------
    across, down : int
        Pixels between two widgets of a row, and between two rows.
    """

    def __init__(self, parent: QWidget | None = None, *, across: int, down: int) -> None:
        super().__init__(parent)
        self._across, self._down = across, down
        self._items: list[QLayoutItem] = []
        self.setContentsMargins(0, 0, 0, 0)

    def addItem(self, item: QLayoutItem) -> None:
        self._items.append(item)

    def count(self) -> int:
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        rows = self._rows(width)
        return sum(map(_height_of, rows)) + self._down * max(0, len(rows) - 1)

    def sizeHint(self) -> QSize:
        return self.minimumSize()

    def minimumSize(self) -> QSize:
        widths = [item.sizeHint().width() for item in self._items if not item.isEmpty()]
        return QSize(max(widths, default=0), 0)

    def setGeometry(self, room: QRect) -> None:
        super().setGeometry(room)
        top = room.top()
        for row in self._rows(room.width()):
            left, height = room.left(), _height_of(row)
            for item in row:
                wide = item.sizeHint().width()
                item.setGeometry(QRect(QPoint(left, top), QSize(wide, height)))
                left += wide + self._across
            top += height + self._down

    def _rows(self, width: int) -> list[list[QLayoutItem]]:
        """Return what shows, row by row, in so many pixels."""
        rows: list[list[QLayoutItem]] = []
        left = 0
        for item in self._items:
            if item.isEmpty():
                continue
            wide = item.sizeHint().width()
            if not rows or left + wide > width:
                rows.append([])
                left = 0
            rows[-1].append(item)
            left += wide + self._across
        return rows


def _height_of(row: list[QLayoutItem]) -> int:
    return max(
        item.heightForWidth(item.sizeHint().width())
        if item.hasHeightForWidth()
        else item.sizeHint().height()
        for item in row
    )
