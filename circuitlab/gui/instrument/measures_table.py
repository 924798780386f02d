"""The table of measures: a row for each strip, a column for each measure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QColor, QFontMetricsF, QIcon, QPainter, QPixmap
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QTableWidget,
    QTableWidgetItem,
    QWidget,
)

from circuitlab.analysis.strip_measures import COLUMNS, Measured
from circuitlab.gui.instrument.wording import (
    column_help,
    column_unit,
    column_words,
    quantity_words,
    shown_words,
)
from circuitlab.gui.widgets.plain_text import plain_tip
from circuitlab.render.theme import font
from circuitlab.resources import _

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from PySide6.QtGui import QResizeEvent

    from circuitlab.gui.traces.strip import Key
    from circuitlab.playback.trace_rows import TraceRow
    from circuitlab.render.theme import Theme

NAMES_WIDTH, ROW_HEIGHT = 94, 34
LEAST_WIDTH, IN_VIEW = 62, 4
"""Pixels that a column needs, and how many are in view at once where there is room for them."""
DOT, DOT_ROOM = 8.0, 16
NAMES_SIZE, NAMES_PADDING = 11, 4


@dataclass(frozen=True, slots=True)
class MeasuredRow:
    """A strip and what was measured on it, by column."""

    row: TraceRow
    found: Mapping[str, Measured]


class MeasuresTable(QTableWidget):
    """What was measured between the cursors.

    Attributes
    ----------
    picked : Signal(object, str)
        A number was picked: the key of its strip, and the column.
    """

    picked = Signal(object, str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(0, len(COLUMNS), parent)
        self._theme = theme
        self._rows: tuple[MeasuredRow, ...] = ()
        self.setObjectName("measures")
        self.setAccessibleName(_("Measures between the cursors"))
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self._head()
        self.currentCellChanged.connect(lambda *_cells: self._pick())
        self.cellClicked.connect(lambda *_cell: self._pick())

    @property
    def rows(self) -> tuple[MeasuredRow, ...]:
        """What is shown."""
        return self._rows

    def set_theme(self, theme: Theme) -> None:
        """Take the colours of `theme`."""
        self._theme = theme
        rows, self._rows = self._rows, ()
        self.show_rows(rows)

    def show_rows(self, rows: Sequence[MeasuredRow]) -> None:
        """Show these rows; what was chosen stays chosen."""
        if [each.row for each in rows] != [each.row for each in self._rows]:
            self._name_rows(rows)
        self._rows = tuple(rows)
        for place, each in enumerate(rows):
            for number, column in enumerate(COLUMNS):
                self._show_cell(place, number, each, column)
        self.setFixedHeight(self._height())

    def choose(self, key: Key, column: str) -> None:
        """Pick a number, as by a click."""
        place = next(n for n, each in enumerate(self._rows) if each.row.key == key)
        self.setCurrentCell(place, COLUMNS.index(column))

    def text(self) -> str:
        """Return the table as text: columns parted by tabs, units in the heading."""
        heads = [_("strip"), *(self._heading(column) for column in COLUMNS)]
        lines = ["\t".join(heads)]
        for each in self._rows:
            cells = [_copied(each.found[column]) for column in COLUMNS]
            lines.append("\t".join([_title(each.row).replace("\n", ", "), *cells]))
        return "\n".join(lines) + "\n"

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Have as many whole columns in view as there is room for."""
        super().resizeEvent(event)
        room = self.viewport().width()
        shown = min(max(room // LEAST_WIDTH, 1), IN_VIEW)
        self.horizontalHeader().setDefaultSectionSize(max(room // shown, LEAST_WIDTH))

    def _heading(self, column: str) -> str:
        """The name of a column with its unit; with every unit where strips differ."""
        units = dict.fromkeys(
            unit for each in self._rows if (unit := column_unit(column, each.row.unit))
        )
        return f"{column_words(column)} ({', '.join(units)})" if units else column_words(column)

    def _head(self) -> None:
        for number, column in enumerate(COLUMNS):
            head = QTableWidgetItem(column_words(column))
            head.setToolTip(plain_tip(column_help(column)))
            head.setTextAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            self.setHorizontalHeaderItem(number, head)
        across, down = self.horizontalHeader(), self.verticalHeader()
        across.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        across.setHighlightSections(False)
        down.setDefaultSectionSize(ROW_HEIGHT)
        down.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        down.setHighlightSections(False)
        down.setFixedWidth(NAMES_WIDTH)
        down.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)

    def _name_rows(self, rows: Sequence[MeasuredRow]) -> None:
        self.setRowCount(len(rows))
        for place, each in enumerate(rows):
            name = QTableWidgetItem(_dot(self._theme.line_of(each.row.colour)), _short(each.row))
            name.setToolTip(plain_tip(_title(each.row)))
            self.setVerticalHeaderItem(place, name)

    def _show_cell(self, place: int, number: int, each: MeasuredRow, column: str) -> None:
        words = quantity_words(each.found[column].value, column_unit(column, each.row.unit))
        item = self.item(place, number)
        if item is None:
            item = QTableWidgetItem()
            item.setTextAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            self.setItem(place, number, item)
        if item.text() != words:
            item.setText(words)
            told = _("{column} of {strip}: {value}").format(
                column=column_words(column), strip=_title(each.row).replace("\n", ", "), value=words
            )
            item.setData(Qt.ItemDataRole.AccessibleTextRole, told)

    def _pick(self) -> None:
        place, number = self.currentRow(), self.currentColumn()
        if 0 <= place < len(self._rows) and number >= 0:
            self.picked.emit(self._rows[place].row.key, COLUMNS[number])

    def _height(self) -> int:
        bar = self.horizontalScrollBar().sizeHint().height()
        return self.horizontalHeader().sizeHint().height() + ROW_HEIGHT * self.rowCount() + bar + 2


def _title(row: TraceRow) -> str:
    """The name of a strip, and in a second line what it shows."""
    return "\n".join(filter(None, (row.title, shown_words(row))))


def _short(row: TraceRow) -> str:
    """The name of a strip in the room that there is; what is left out is seen to be."""
    metrics, room = QFontMetricsF(font(NAMES_SIZE, 500)), NAMES_WIDTH - DOT_ROOM - NAMES_PADDING
    lines = _title(row).split("\n")
    return "\n".join(metrics.elidedText(line, Qt.TextElideMode.ElideRight, room) for line in lines)


def _copied(found: Measured) -> str:
    """A number as a spreadsheet reads it, in full; nothing where there is none."""
    return repr(found.value) if found.is_there else ""


def _dot(colour: QColor) -> QIcon:
    picture = QPixmap(2 * DOT_ROOM, 2 * DOT_ROOM)
    picture.setDevicePixelRatio(2.0)
    picture.fill(Qt.GlobalColor.transparent)
    with QPainter(picture) as painter:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour)
        painter.drawEllipse(QRectF(1.0, 0.5 * (DOT_ROOM - DOT), DOT, DOT))
    return QIcon(picture)
