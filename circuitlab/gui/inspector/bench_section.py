"""The curve of an element that was measured last, with where it stands now, and the way to more."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from circuitlab.gui.bench.operating_point import point_now
from circuitlab.gui.bench.plot_view import PlotView, findings_words, plot_of
from circuitlab.gui.inspector.page_parts import link_button, words
from circuitlab.resources import _

if TYPE_CHECKING:
    from collections.abc import Sequence

    from circuitlab.analysis.bench.protocols import BenchProtocol
    from circuitlab.catalog.spec import Catalog
    from circuitlab.gui.bench.measuring import Measuring
    from circuitlab.model.circuit import Circuit
    from circuitlab.render.live_frame import LiveFrame
    from circuitlab.render.theme import Theme

_HEIGHT = 190


class BenchSection(QWidget):
    """Shows the curve that fits an element best, once it is measured.

    Parameters
    ----------
    protocols : sequence of BenchProtocol
        What can be measured of the element; the first is the one that is shown.

    Attributes
    ----------
    wanted : Signal(str, bool)
        The bench with a protocol, and whether it is to begin at once.
    """

    wanted = Signal(str, bool)

    def __init__(
        self,
        id: str,
        protocols: Sequence[BenchProtocol],
        measuring: Measuring,
        theme: Theme,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.id, self.first = id, protocols[0]
        self._measuring = measuring
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        self.plot = PlotView(theme, QSize(120, _HEIGHT))
        self.plot.setFixedHeight(_HEIGHT)
        self.said = words("small", "")
        told = _("Measure: {curve}").format(curve=self.first.title)
        self.measure = link_button(told, told, lambda: self.wanted.emit(self.first.name, True))
        more = _("More on the bench …")
        self.more = link_button(more, more, lambda: self.wanted.emit("", False))
        for piece in (self.plot, self.said, self.measure, self.more):
            column.addWidget(piece)
        self.refresh()

    def refresh(self) -> None:
        """Show what is known by now."""
        known = self._measuring.latest(self.id, self.first.name)
        self.plot.setVisible(known is not None)
        self.said.setVisible(known is not None)
        self.measure.setVisible(known is None)
        if known is not None:
            self.said.setText(findings_words(known))

    def show_frame(self, circuit: Circuit, catalog: Catalog, frame: LiveFrame) -> None:
        """Show where the element stands on its curve now."""
        known = self._measuring.latest(self.id, self.first.name)
        if known is not None:
            self.plot.show_plot(plot_of(known, (), point_now(known, circuit, catalog, frame)))
