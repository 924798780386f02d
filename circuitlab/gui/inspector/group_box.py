"""A heading that opens and closes what stands under it, with a count and a mark."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPen, QPolygonF
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QVBoxLayout, QWidget

from circuitlab.gui.faults import paints
from circuitlab.gui.inspector.open_groups import open_groups, remember_group
from circuitlab.render.theme import font
from circuitlab.resources import _, ngettext

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QPaintEvent

    from circuitlab.render.theme import Theme

HEIGHT = 26


class GroupHeading(QAbstractButton):
    """The line that is clicked: an arrow, the title, how many differ, and how many there are."""

    def __init__(self, title: str, count: int, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._title, self._count, self._mark = theme, title, count, ""
        self.setCheckable(True)
        self.setFixedHeight(HEIGHT)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.toggled.connect(lambda _on: self._say())
        self._say()

    def show_count(self, count: int) -> None:
        """Show how many values stand under it."""
        self._count = count
        self._say()

    def show_mark(self, changed: int) -> None:
        """Show how many of the values differ from their defaults."""
        mark = ngettext("{count} changed", "{count} changed", changed) if changed else ""
        mark = mark.format(count=changed)
        if mark != self._mark:
            self._mark = mark
            self._say()

    def _say(self) -> None:
        said = ngettext("{count} value", "{count} values", self._count).format(count=self._count)
        state = _("open") if self.isChecked() else _("closed")
        self.setAccessibleName(", ".join(filter(None, (self._title, said, self._mark, state))))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(200, HEIGHT)

    @paints
    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            self._paint_arrow(painter)
            right = self._paint_right(painter)
            painter.setFont(font(12, 500))
            lit = self.hasFocus() or self.underMouse()
            painter.setPen(self._theme.ink_of("accent") if lit else self._theme.colour("ink"))
            room = QRectF(17, 0, right - 23, HEIGHT)
            words = QFontMetricsF(font(12, 500)).elidedText(
                self._title, Qt.TextElideMode.ElideRight, room.width()
            )
            painter.drawText(
                room, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, words
            )

    def _paint_arrow(self, painter: QPainter) -> None:
        painter.setPen(QPen(self._theme.ink_of("muted"), 1.6))
        middle = HEIGHT / 2
        shut = ((2, middle - 4), (6, middle), (2, middle + 4))
        spread = ((0, middle - 2), (4, middle + 2), (8, middle - 2))
        points = spread if self.isChecked() else shut
        painter.drawPolyline(QPolygonF([QPointF(*point) for point in points]))

    def _paint_right(self, painter: QPainter) -> float:
        """Paint the count and the mark before it; return where they begin."""
        middle = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        painter.setFont(font(12, 400))
        painter.setPen(self._theme.ink_of("muted"))
        painter.drawText(QRectF(self.rect()), middle, str(self._count))
        edge = self.width() - 22.0
        if not self._mark:
            return edge
        painter.setFont(font(11, 600))
        painter.setPen(self._theme.ink_of("accent"))
        painter.drawText(QRectF(0, 0, edge, HEIGHT), middle, self._mark)
        return edge - QFontMetricsF(font(11, 600)).horizontalAdvance(self._mark)


class GroupBox(QWidget):
    """A heading with the pieces that stand under it; whether it is open is remembered.

    Parameters
    ----------
    name : str
        Under which its being open is remembered.
    pieces : sequence of QWidget
    count : int, optional
        How many values the pieces show; as many as there are pieces where nothing is said.
    """

    def __init__(
        self,
        name: str,
        title: str,
        pieces: Sequence[QWidget],
        theme: Theme,
        count: int | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.name, self.title, self.pieces = name, title, list(pieces)
        self.heading = GroupHeading(title, len(pieces) if count is None else count, theme)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self.heading)
        self._body = QWidget()
        self._body.setVisible(False)
        body = QVBoxLayout(self._body)
        body.setContentsMargins(0, 0, 0, 6)
        body.setSpacing(6)
        for piece in pieces:
            body.addWidget(piece)
        column.addWidget(self._body)
        self.heading.setChecked(name in open_groups())
        self._body.setVisible(self.heading.isChecked())
        self.heading.toggled.connect(self._body.setVisible)
        self.heading.clicked.connect(lambda on: remember_group(name, is_open=on))

    @property
    def is_open(self) -> bool:
        """Whether what stands under it is shown."""
        return self.heading.isChecked()

    def open_for_now(self) -> None:
        """Open it without its being remembered."""
        self.heading.setChecked(True)

    def as_remembered(self) -> None:
        """Open or close it as it was left."""
        self.heading.setChecked(self.name in open_groups())
