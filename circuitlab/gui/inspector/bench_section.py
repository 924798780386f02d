"""The curve of an element, measured as soon as its page is open, with where it stands now."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QHBoxLayout, QLayout, QVBoxLayout, QWidget

from circuitlab.analysis.bench.protocols import offered
from circuitlab.catalog.powers import rounded
from circuitlab.gui.bench.operating_point import Point, point_now, says_where
from circuitlab.gui.bench.orders import Order, order_of
from circuitlab.gui.bench.plot_view import PlotView, findings_words, plot_of
from circuitlab.gui.inspector.page_parts import link_button, words
from circuitlab.gui.widgets.flow_layout import FlowLayout
from circuitlab.resources import _

if TYPE_CHECKING:
    from PySide6.QtGui import QHideEvent, QShowEvent

    from circuitlab.analysis.bench.measured import Measured
    from circuitlab.gui.document import Document
    from circuitlab.gui.session import Session
    from circuitlab.render.theme import Theme

HEIGHT = 150


class BenchSection(QWidget):
    """Shows the curve that fits an element best, and has it measured while it is looked at.

    Parameters
    ----------
    first
        What is measured: the first of what is offered of the element.
    is_asked
        Whether it is measured only when somebody asks for it, as another curve stands there.

    Attributes
    ----------
    wanted : Signal(str, bool)
        The bench with a protocol, and whether it is to begin at once.
    """

    wanted = Signal(str, bool)

    def __init__(
        self,
        id: str,
        document: Document,
        session: Session,
        theme: Theme,
        parent: QWidget | None = None,
        *,
        is_asked: bool = False,
    ) -> None:
        super().__init__(parent)
        self.id = id
        self._document, self._session, self._has_bench = document, session, True
        self.first = offered(document.circuit, document.catalog, id)[0]
        self._unasked = None if is_asked else session.measuring.unasked
        self._lay_out(theme)

    def _lay_out(self, theme: Theme) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        more = _("More on the bench …")
        self.more = link_button(more, more, lambda: self.wanted.emit("", False))
        told = _("Measure: {curve}").format(curve=self.first.title)
        self.measure = link_button(told, told, lambda: self.wanted.emit(self.first.name, True))
        self.heading = words("section", self.first.title)
        column.addLayout(self._head())
        self.plot = PlotView(theme, QSize(120, HEIGHT))
        self.plot.setFixedHeight(HEIGHT)
        self.said = words("small", "")
        for piece in (self.plot, self.said):
            column.addWidget(piece)
        self.measure.setParent(self)
        self._show(None, None)

    def _head(self) -> QLayout:
        """Return the heading with what leads to more, or where it stands below: the links alone."""
        if self._unasked is not None:
            row = QHBoxLayout()
            row.addWidget(self.heading, 1)
            row.addWidget(self.more)
            return row
        flow = FlowLayout(across=12, down=2)
        for piece in (self.heading, self.measure, self.more):
            flow.addWidget(piece)
        return flow

    def without_bench(self) -> None:
        """Lead nowhere else: the bench is that of the circuit as drawn, not of a compared state."""
        self.more.hide()
        self.measure.hide()
        self._has_bench = False

    def follow(self) -> None:
        """Show what is known of the element as it is now; have measured what is not."""
        if self.id not in self._document.circuit.elements:
            return
        order = self._order()
        known = self._session.measuring.known(order.meant)
        self._show(order, known or self._session.measuring.latest(self.id, self.first.name))
        if known is None and self.isVisible() and self._unasked and self._session.engine.ready:
            self._unasked.want(order)

    def _order(self) -> Order:
        session, document = self._session, self._document
        defaults, now = self.first.defaults(), session.set_by_timeline
        circuit = session.laid.circuit
        return order_of(circuit, document.catalog, self.id, self.first, defaults, now)

    def _show(self, order: Order | None, known: Measured | None) -> None:
        said = self._said(order, known)
        self.measure.setVisible(self._has_bench and known is None and self._unasked is None)
        self.heading.setVisible(known is not None or self._unasked is not None)
        self.plot.setVisible(known is not None or self._unasked is not None)
        self.said.setVisible(bool(said) and known is not None)
        self.said.setText(said)
        if known is None:
            self.plot.show_plot(None, said)
            return
        document, live = self._document, self._session.live
        point = point_now(known, document.circuit, document.catalog, live)
        plot = plot_of(known, (), point)
        self.plot.show_plot(replace(plot, snug=True, now=_now(known, point)))

    def _said(self, order: Order | None, known: Measured | None) -> str:
        """Return what is read off a curve, or why there is none yet."""
        if order is None:
            return ""
        fault = self._unasked.fault_of(order.meant) if self._unasked is not None else ""
        if fault:
            return _("It could not be measured: {fault}").format(fault=fault)
        if known is None:
            return _("Is being measured on hidden copies…")
        if self._session.measuring.known(order.meant) is not known:
            return _("Measured before the last change.")
        return findings_words(known)

    # ---- Qt

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.follow()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        if self._unasked is not None:
            self._unasked.forget()


def _now(measured: Measured, point: Point | None) -> str:
    """Say where an element stands on its curve: ``"now: 12 Hz at 20 pA"``, ``"now: 3 K"``."""
    if point is None:
        return ""
    across, up = (
        f"{rounded(value, 3)} {axis.unit.removeprefix('1')}".strip()
        for value, axis in zip(point, (measured.x, measured.y), strict=True)
    )
    told = _("now: {up} at {across}") if says_where(measured) else _("now: {up}")
    return told.format(up=up, across=across)
