"""What stands under the canvases: the traces, and beside them the differences of the states."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSplitter, QWidget

from circuitlab.gui.compare.differences import Differences
from circuitlab.gui.compare.ghost_button import GhostButton
from circuitlab.gui.compare.overlaid import OverlaidTraces
from circuitlab.playback.number_words import plain_unit, quantity_words
from circuitlab.playback.trace_bands import value_now

if TYPE_CHECKING:
    from circuitlab.gui.compare.bar import CompareBar
    from circuitlab.gui.compare.comparison import Comparison
    from circuitlab.gui.session import Session
    from circuitlab.gui.traces.panel import Traces
    from circuitlab.render.theme import Theme


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
        self.overlaid = OverlaidTraces(comparison, traces, self)
        self.differences = Differences(comparison, traces, self.overlaid, theme)
        self.ghost_button = GhostButton(self.overlaid)
        traces.header.add_switch(self.ghost_button)
        traces.header.fit_by(self.ghost_button.say_short)
        self.overlaid.changed.connect(self._show_ghosts)
        comparison.turned.connect(lambda _on: self._show_ghosts())
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
