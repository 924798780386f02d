"""What stands under the canvases: the traces, and beside them the differences of the states."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QSplitter, QVBoxLayout, QWidget

from circuitlab.gui.compare.comparison import COLUMNS
from circuitlab.gui.compare.differences import LEAST_WIDTH, Differences
from circuitlab.gui.compare.ghost_button import GhostButton
from circuitlab.gui.compare.overlaid import OverlaidTraces
from circuitlab.gui.compare.state_columns import StateColumns
from circuitlab.gui.traces.names import NAMES_WIDTH
from circuitlab.gui.widgets.plain_text import plain_tip
from circuitlab.playback.number_words import plain_unit, quantity_words
from circuitlab.playback.trace_bands import value_now
from circuitlab.resources import _

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

    from circuitlab.gui.compare.bar import CompareBar
    from circuitlab.gui.compare.comparison import Comparison
    from circuitlab.gui.session import Session
    from circuitlab.gui.traces.panel import Traces
    from circuitlab.render.theme import Theme

COLUMN = 150
"""Width from which the traces of a state can be read beside the table."""


class Below(QSplitter):
    """The traces of all states, and the table of what differs."""

    def __init__(
        self,
        comparison: Comparison,
        traces: Traces,
        bar: CompareBar,
        theme: Theme,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.traces = traces
        self._comparison = comparison
        self.overlaid = OverlaidTraces(comparison, traces, self)
        self.differences = Differences(comparison, traces, self.overlaid, theme)
        self.state_columns = StateColumns(comparison, traces, self.overlaid, theme)
        layout = traces.layout()
        assert isinstance(layout, QVBoxLayout)
        layout.insertWidget(1, self.state_columns.heads)
        self.columns = _columns_switch(comparison)
        traces.header.add_switch(self.columns)
        self.ghost_button = GhostButton(self.overlaid)
        traces.header.add_switch(self.ghost_button)
        traces.header.fit_by(self._say_short)
        self.overlaid.changed.connect(self._show_ghosts)
        comparison.turned.connect(lambda _on: self._show_ghosts())
        comparison.changed.connect(self._show_columns)
        comparison.turned.connect(lambda _on: self._show_columns())
        self.setHandleWidth(1)
        self.setChildrenCollapsible(False)
        self.addWidget(traces)
        self.addWidget(self.differences)
        self.setStretchFactor(0, 1)
        self.setFocusProxy(traces)
        bar.ghost_wanted.connect(self.overlaid.keep_ghost)

    def _show_ghosts(self) -> None:
        self.ghost_button.show_state()
        self.traces.header.fit()

    def _show_columns(self) -> None:
        self.columns.setChecked(self._comparison.says(COLUMNS, False))
        self._share()
        self.traces.header.fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._share()

    def _share(self) -> None:
        """Let the table give way to columns where there is no room for both."""
        states = len(self._comparison.states)
        needed = NAMES_WIDTH + states * COLUMN + LEAST_WIDTH
        self.differences.give_room(not self.state_columns.is_on or self.width() >= needed)

    def _say_short(self, short: bool) -> None:
        self.ghost_button.say_short(short)
        is_offered = self._comparison.is_on and len(self._comparison.states) > 1
        self.columns.setVisible(is_offered and (not short or self.columns.isChecked()))

    def reading_of(self, session: Session) -> tuple[str, str]:
        """Return what the first meter is called, and what it reads now; empty without one."""
        row = next((row for row in self.traces.rows if row.is_reading), None)
        value = value_now(row, session.live) if row is not None else math.nan
        if row is None or not math.isfinite(value):
            return "", ""
        return row.title, quantity_words(round(value, 1), plain_unit(row.unit))

    def set_theme(self, theme: Theme) -> None:
        """Take the colours of `theme`; the traces take them by themselves."""
        self.differences.set_theme(theme)
        self.state_columns.set_theme(theme)


def _columns_switch(comparison: Comparison) -> QPushButton:
    """Return the button that parts the traces into columns, or lays them over each other."""
    switch = QPushButton(_("In columns"))
    switch.setObjectName("slim")
    switch.setCheckable(True)
    told = _("Each state's traces beside the others', or all over each other")
    switch.setToolTip(plain_tip(told))
    switch.clicked.connect(lambda on: comparison.say(COLUMNS, on))
    switch.hide()
    return switch
