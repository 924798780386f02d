"""What stands under the canvases: the traces, and beside them the differences of the states."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSplitter, QWidget

from circuitlab.gui.compare.differences import Differences
from circuitlab.gui.compare.overlaid import OverlaidTraces

if TYPE_CHECKING:
    from circuitlab.gui.compare.bar import CompareBar
    from circuitlab.gui.compare.comparison import Comparison
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
        self.setHandleWidth(1)
        self.setChildrenCollapsible(False)
        self.addWidget(traces)
        self.addWidget(self.differences)
        self.setStretchFactor(0, 1)
        self.setFocusProxy(traces)
        bar.ghost_wanted.connect(self.overlaid.keep_ghost)
        bar.ghosts_unwanted.connect(self.overlaid.remove_ghosts)
        self.overlaid.changed.connect(lambda: bar.show_ghosts(bool(self.overlaid.ghosts)))

    def set_theme(self, theme: Theme) -> None:
        """Take the colours of `theme`; the traces take them by themselves."""
        self.differences.set_theme(theme)
