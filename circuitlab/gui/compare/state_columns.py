"""The traces of each state in a plot of its own, beside each other on one scale and one time."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QSize
from PySide6.QtWidgets import QHBoxLayout, QWidget

from circuitlab.gui.compare.comparison import COLUMNS
from circuitlab.gui.compare.symbols import SIZE, symbol_icon
from circuitlab.gui.traces.panel import MARGIN
from circuitlab.gui.widgets.plain_text import PlainLabel
from circuitlab.model.states import AS_DRAWN

if TYPE_CHECKING:
    from circuitlab.gui.compare.comparison import Comparison
    from circuitlab.gui.compare.overlaid import OverlaidTraces
    from circuitlab.gui.traces.panel import Traces
    from circuitlab.gui.traces.plot import TracePlot
    from circuitlab.gui.traces.strip import Strip
    from circuitlab.model.states import ComparedState
    from circuitlab.render.theme import Theme

HEIGHT, LEAST = 20, 90
HANDS = (
    *("grabbed", "pulled", "time_zoomed", "values_zoomed", "boxed"),
    *("automatic_wanted", "menu_wanted", "scrolled"),
)
"""What a pointer wants of any of the plots is wanted of the first."""


class StateColumns(QObject):
    """Parts the window's plot into one for each state, while that is wanted.

    The plot of the circuit as drawn is the window's own; the others show the same stretch of time,
    the same strips and the same scales.

    Attributes
    ----------
    plots : dict
        Each state's plot, in the order of the states; empty while all lie over each other.
    heads : QWidget
        The states' names above their plots.
    """

    def __init__(
        self, comparison: Comparison, traces: Traces, overlaid: OverlaidTraces, theme: Theme
    ) -> None:
        super().__init__(traces)
        self._comparison, self._traces, self._overlaid = comparison, traces, overlaid
        self._theme = theme
        self.plots: dict[str, TracePlot] = {}
        self.heads = QWidget()
        self.heads.setFixedHeight(HEIGHT)
        self._row = QHBoxLayout(self.heads)
        self._row.setSpacing(0)
        self.heads.hide()
        comparison.turned.connect(lambda _on: self.follow())
        comparison.changed.connect(self.follow)
        traces.host.made.connect(self._join)

    @property
    def is_on(self) -> bool:
        """Whether each state has a plot of its own."""
        comparison = self._comparison
        return comparison.is_on and comparison.says(COLUMNS, False) and len(comparison.states) > 1

    def set_theme(self, theme: Theme) -> None:
        """Take the colours of `theme`; the window's own plot takes them by itself."""
        self._theme = theme
        for id, plot in self.plots.items():
            if id != AS_DRAWN:
                plot.set_theme(theme)
        self._name()

    def follow(self) -> None:
        """Have a plot for each state there is."""
        if self.is_on or self.plots:
            first = self._traces.plot
            ids = [state.id for state in self._comparison.states] if self.is_on else []
            for id in [id for id in self.plots if id not in ids]:
                self._end(id)
            self.plots = {id: self.plots.get(id) or self._plot(id) for id in ids}
            first.shows = partial(self._own, AS_DRAWN) if self.is_on else _whole
            self._traces.host.set_columns(list(self.plots.values()) or [first])
            first.set_strips(first.given)
            self._name()
            self._mirror()

    def _plot(self, id: str) -> TracePlot:
        first = self._traces.plot
        if id == AS_DRAWN:
            return first
        plot = type(first)(self._theme)
        plot.setMinimumWidth(LEAST)
        plot.shows = partial(self._own, id)
        for name in HANDS:
            getattr(plot, name).connect(getattr(first, name))
        return plot

    def _end(self, id: str) -> None:
        plot = self.plots.pop(id)
        if id != AS_DRAWN:
            plot.hide()
            plot.setParent(None)
            plot.deleteLater()

    def _own(self, id: str, strip: Strip) -> Strip:
        """Return a strip with what this state has recorded, and the ghosts."""
        own = self._overlaid.courses_of(id).get(strip.key)
        if not own:
            return strip
        return replace(strip, courses=(*own, *self._overlaid.ghosts_of(strip.key)))

    # ---- together with the first

    def _join(self, first: TracePlot) -> None:
        first.shown.connect(self._mirror)
        first.arranged.connect(self._mirror)
        self.follow()

    def _mirror(self) -> None:
        """Show in all what the first shows."""
        first = self._traces.host.plot
        if first is None or not self.plots:
            return
        for id, plot in self.plots.items():
            if id == AS_DRAWN:
                continue
            if plot.times != first.times:
                plot.magnify(first.times)
            if plot.zero_ms != first.zero_ms:
                plot.zero_ms = first.zero_ms
            plot.set_strips(first.given)
            plot.show_window(first.right_ms, first.window_ms, first.event_axis.events)
        self._place_heads()

    def _place_heads(self) -> None:
        left = self._traces.names.width()
        if self._row.contentsMargins().left() != left:
            self._row.setContentsMargins(left, 0, MARGIN, 0)

    def _name(self) -> None:
        """Write above each plot whose it is."""
        while (item := self._row.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.deleteLater()
        for state in self._comparison.states if self.is_on else ():
            self._row.addWidget(self._head(state), 1)
        self.heads.setVisible(self.is_on)
        self._place_heads()

    def _head(self, state: ComparedState) -> QWidget:
        head = QWidget()
        row = QHBoxLayout(head)
        row.setContentsMargins(8, 0, 4, 0)
        row.setSpacing(6)
        symbol, name = PlainLabel(), PlainLabel(state.name)
        symbol.setPixmap(symbol_icon(state.symbol, self._theme).pixmap(QSize(SIZE, SIZE)))
        symbol.setFixedWidth(SIZE)
        name.setObjectName("small")
        name.setMinimumWidth(0)
        row.addWidget(symbol)
        row.addWidget(name, 1)
        return head


def _whole(strip: Strip) -> Strip:
    return strip
