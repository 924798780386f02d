"""The panel of differences: what is set by hand in each state, and what is measured of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QGridLayout,
    QHBoxLayout,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from circuitlab.gui.compare.measured import Measures
from circuitlab.gui.compare.pain_words import pain_words
from circuitlab.gui.compare.symbols import SIZE, symbol_icon
from circuitlab.gui.widgets.plain_text import PlainLabel, plain_tip
from circuitlab.gui.widgets.stylesheet import enlarged_sheet
from circuitlab.playback.compared_words import measured_lines, numbered, verdict
from circuitlab.playback.measured_states import set_by_hand
from circuitlab.render.labels import text_width
from circuitlab.resources import _

if TYPE_CHECKING:
    from collections.abc import Sequence

    from circuitlab.gui.compare.comparison import Comparison
    from circuitlab.gui.compare.overlaid import OverlaidTraces
    from circuitlab.gui.traces.panel import Traces
    from circuitlab.playback.measured_states import MeasuredRow
    from circuitlab.render.theme import Theme

EVERY_MS = 500
NAME_WIDTH, HEAD_WIDTH, LEAST_WIDTH = 92, 76, 300
MOST_WIDTH = 400
"""So wide the table is at most that none of its columns is hidden; a wider one is scrolled."""
BESIDE = 3
"""So many columns at most stand beside what their rows are of; more stand below it."""
_BAR_WIDTH = 14.0
Line = tuple[str, list[str]]
"""What a row of the table is of, and what each state has."""


class Differences(QWidget):
    """A table with a column for each state and for each run that was kept."""

    def __init__(
        self,
        comparison: Comparison,
        traces: Traces,
        overlaid: OverlaidTraces,
        theme: Theme,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("differences")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName(_("Differences"))
        self.setMinimumWidth(LEAST_WIDTH)
        self._comparison, self._traces, self._overlaid = comparison, traces, overlaid
        self._theme, self._times = theme, 1.0
        self._measures = Measures()
        self._shape: object = None
        self._has_room = True
        self._cells: list[list[PlainLabel]] = []
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QScrollArea.Shape.NoFrame)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.copy = QPushButton(_("Copy table"))
        self.copy.setObjectName("slim")
        self.copy.clicked.connect(self._copy)
        self._lay_out()
        self._timer = QTimer(self, interval=EVERY_MS)
        self._timer.timeout.connect(self.refresh)
        comparison.changed.connect(self.refresh)
        comparison.turned.connect(self._turn)
        overlaid.changed.connect(self.refresh)
        self.hide()

    def _lay_out(self) -> None:
        title = PlainLabel(_("Differences"))
        title.setObjectName("section")
        head = QHBoxLayout()
        head.setContentsMargins(14, 7, 12, 3)
        head.addWidget(title)
        head.addStretch(1)
        head.addWidget(self.copy)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(self._scroll, 1)

    def set_theme(self, theme: Theme) -> None:
        """Take the colours of `theme`."""
        self._theme, self._shape = theme, None
        if self._times != 1.0:
            self.setStyleSheet(enlarged_sheet(theme, self._times))
        self.refresh()

    def show_to_audience(self, times: float | None) -> None:
        """Show the table so many times as large, and only that; None: as ever."""
        self._times, self._shape = times or 1.0, None
        self.copy.setVisible(times is None)
        self.setStyleSheet("" if times is None else enlarged_sheet(self._theme, times))
        self.setMinimumWidth(round(LEAST_WIDTH * self._times))
        self.refresh()

    def refresh(self) -> None:
        """Show what is so now."""
        if not self._comparison.is_on:
            return
        by_hand, measured = self.set_by_hand(), self.measured()
        lines = [*by_hand, *measured_lines(measured)]
        shape = (self.names(), [title for title, _words in lines], len(by_hand))
        if shape != self._shape:
            self._shape = shape
            self._build(lines, len(by_hand))
        for labels, (_title, words) in zip(self._cells, lines, strict=True):
            for label, text in zip(labels, words, strict=False):
                label.setText(text)
        names = {state.id: state.name for state in self._comparison.states}
        pain = pain_words(names, self._comparison.runs)
        said = verdict(self.names(), measured)
        self._verdict.setText("\n".join(filter(None, (said, pain))))
        self._widen()

    def give_room(self, has_room: bool) -> None:
        """Show the table while there is room for it."""
        self._has_room = has_room
        self.setVisible(has_room and self._comparison.is_on)

    def names(self) -> list[str]:
        """Return the heads of the columns."""
        ghosts = [_("{name}, kept").format(name=each.name) for each in self._overlaid.ghosts]
        return [*(state.name for state in self._comparison.states), *ghosts]

    def set_by_hand(self) -> list[Line]:
        """Return every value in which the states differ, numbered as on the canvas."""
        comparison = self._comparison
        addresses, marked = comparison.addresses, comparison.marked
        circuits = [run.document.circuit for run in comparison.runs.values()]
        found = set_by_hand(circuits, comparison.document.catalog, addresses)
        return numbered(found, addresses, marked)

    def measured(self) -> list[MeasuredRow]:
        """Return what is measured of all states."""
        return self._measures.rows(self._traces.rows, self._comparison.runs, self._overlaid)

    def as_text(self) -> str:
        """Return the table with tabs between its columns."""
        rows = [("", self.names()), *self.set_by_hand()]
        rows += [(f"{row.title}, {row.of}", row.words()) for row in self.measured()]
        return "\n".join("\t".join([title, *words]) for title, words in rows)

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.as_text())

    def _turn(self, on: bool) -> None:
        self.setVisible(on and self._has_room)
        (self._timer.start if on else self._timer.stop)()
        self.refresh()

    def _build(self, lines: Sequence[Line], by_hand: int) -> None:
        page = QWidget()
        page.setObjectName("differencesBody")
        grid = QGridLayout(page)
        grid.setContentsMargins(14, 2, 14, 8)
        grid.setHorizontalSpacing(10 if len(self.names()) <= BESIDE else 6)
        grid.setVerticalSpacing(4)
        grid.setColumnStretch(0, 1)
        self._add_heads(grid)
        self._cells = [
            self._add_row(grid, 2 * (number + (3 if number < by_hand else 4)), line)
            for number, line in enumerate(lines)
        ]
        if len(self._comparison.states) > 1:
            told = _("set by hand") if by_hand else _("nothing is set by hand in one state alone")
            grid.addWidget(_label(told, "small"), 4, 0, 1, -1)
        since = _label(_("measured, from the start of the run"), "small")
        grid.addWidget(since, 2 * (3 + by_hand), 0, 1, -1)
        self._verdict = _label("", "body")
        self._verdict.setWordWrap(True)
        grid.addWidget(self._verdict, 2 * (len(lines) + 5), 0, 1, -1)
        grid.setRowStretch(2 * (len(lines) + 6), 1)
        self._scroll.setWidget(page)
        self.setMinimumWidth(round(LEAST_WIDTH * self._times))

    def _add_heads(self, grid: QGridLayout) -> None:
        """Put a symbol and a name over each column."""
        side = round(SIZE * self._times)
        for place, state in enumerate(self._comparison.states, 1):
            symbol = PlainLabel()
            picture = symbol_icon(state.symbol, self._theme, self._times).pixmap(side, side)
            symbol.setPixmap(picture)
            grid.addWidget(symbol, 0, place, Qt.AlignmentFlag.AlignRight)
        for place, name in enumerate(self.names(), 1):
            head = _label(name, "small")
            head.setWordWrap(True)
            wide = text_width(name, 11.0 * self._times, 500) + 6.0
            head.setFixedWidth(round(min(wide, HEAD_WIDTH * self._times)))
            head.setAlignment(Qt.AlignmentFlag.AlignRight)
            head.setToolTip(plain_tip(name))
            grid.addWidget(
                head, 1, place, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignBottom
            )

    def _add_row(self, grid: QGridLayout, row: int, line: Line) -> list[PlainLabel]:
        """Put a row into the table; returns the labels of its values.

        Of many columns none would be seen beside the words: they stand a line below.
        """
        title, words = line
        below = int(len(self.names()) > BESIDE)
        told = _label(title, "liveName")
        told.setWordWrap(True)
        told.setMinimumWidth(round(NAME_WIDTH * self._times))
        told.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
        grid.addWidget(told, row, 0, 1, -1 if below else 1)
        labels = [_label("", "liveValue") for _each in words]
        for place, (label, name) in enumerate(zip(labels, self.names(), strict=False), 1):
            label.setAccessibleName(f"{title}, {name}")
            grid.addWidget(label, row + below, place, Qt.AlignmentFlag.AlignRight)
        return labels

    def _widen(self) -> None:
        """Take the room that all columns need with what stands in them; it never shrinks again."""
        if (page := self._scroll.widget()) is None:
            return
        needed = min(MOST_WIDTH * self._times, page.minimumSizeHint().width() + _BAR_WIDTH)
        if needed > self.minimumWidth():
            self.setMinimumWidth(round(needed))


def _label(text: str, name: str) -> PlainLabel:
    made = PlainLabel(text)
    made.setObjectName(name)
    return made
