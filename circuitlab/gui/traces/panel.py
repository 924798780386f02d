"""Traces under the canvas: what the meters record, flowing evenly, one plot for all rows."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import (
    QGridLayout,
    QHBoxLayout,
    QScrollBar,
    QStackedLayout,
    QVBoxLayout,
    QWidget,
)

from circuitlab.gui.faults import paints
from circuitlab.gui.instrument.view_names import TIME
from circuitlab.gui.traces.arrangement import Arrangement
from circuitlab.gui.traces.audience import Audience
from circuitlab.gui.traces.empty_page import EmptyPage
from circuitlab.gui.traces.header import Header
from circuitlab.gui.traces.host import PlotHost
from circuitlab.gui.traces.looking import Looking
from circuitlab.gui.traces.measuring import Measuring
from circuitlab.gui.traces.names import NAMES_WIDTH, Names
from circuitlab.gui.traces.recording import Recording
from circuitlab.gui.traces.run_events import TraceEvents
from circuitlab.gui.traces.stacking import Stack, stacked
from circuitlab.gui.traces.strip import EVENTS_HEIGHT, TIME_HEIGHT
from circuitlab.gui.traces.strip_menu import StripMenu
from circuitlab.gui.widgets.throttle import Paced
from circuitlab.playback.run_event import Event
from circuitlab.playback.trace_bands import BANDED, rows_with_bands, value_now
from circuitlab.playback.trace_rows import TraceRow, concerns_rows
from circuitlab.resources import _

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent, QPaintEvent, QResizeEvent

    from circuitlab.catalog.spec import Catalog
    from circuitlab.engine.running.messages import RunnerFrame
    from circuitlab.gui.document import Document
    from circuitlab.gui.instrument.instrument import Instrument
    from circuitlab.gui.session import Session
    from circuitlab.gui.traces.plot import TracePlot
    from circuitlab.gui.traces.strip import Bounds, Key
    from circuitlab.model.circuit import Circuit
    from circuitlab.model.delta import Delta
    from circuitlab.render.figure.figure_traces import Trace
    from circuitlab.render.theme import Theme

VIEW = "traces"
"""Under this name the arrangement is kept in the document's view."""
AROUND = EVENTS_HEIGHT + TIME_HEIGHT
MARGIN = 16
"""Room at the right, which the scroll bar takes when there are more strips than fit."""
RESTED_MS = 700
"""So long after the last turn of the wheel the window is kept with the file."""


class Traces(QWidget):
    """The strips of every meter in the circuit.

    Parameters
    ----------
    document, session, theme
        What is recorded, what runs, and whose colours are used.

    Attributes
    ----------
    rows
        What is shown, the uppermost first.
    recording
        What was recorded of them.
    measuring
        The way to what measures them.
    """

    def __init__(
        self, document: Document, session: Session, theme: Theme, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("traces")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName(_("Traces"))
        self._document, self._session, self.theme = document, session, theme
        self.rows: tuple[TraceRow, ...] = ()
        self.recording = Recording(document)
        self.arrangement = Arrangement.read(document.circuit.document["view"].get(VIEW))
        self._stack = Stack()
        self._scroll_px = 0.0
        self.looking = Looking(session, self)
        self.looking.chosen_ms = self.arrangement.window_ms
        self._paced_values = Paced(self, self._show_values)
        self._rested = QTimer(self, singleShot=True, interval=RESTED_MS)
        self._rested.timeout.connect(self._keep)
        self._events = TraceEvents(document, session)
        self.measuring = Measuring(self, self, document, session)
        self.audience = Audience(self, self._restack)
        self.show_to_audience = self.audience.show
        self._build()
        self._connect()
        self.set_theme(theme)

    @property
    def plot(self) -> TracePlot:
        """The plot; it is made now where it is not there yet."""
        return self.host.make()

    @property
    def instrument(self) -> Instrument:
        """What measures the strips; it is made now where it is not there yet."""
        return self.measuring.instrument

    @property
    def window_ms(self) -> float:
        """The model time that the width of the plot stands for."""
        return self.looking.window_ms

    @property
    def right_ms(self) -> float:
        """The model time at the right edge."""
        return self.measuring.right_ms(self.looking.right_ms)

    def choose_window(self, window_ms: float | None) -> None:
        """Show this much model time, or (None) what fits the speed."""
        self.looking.choose(window_ms)
        self._keep()

    def arrange(self, arrangement: Arrangement, *, keep: bool = True) -> None:
        """Take over an order, folds and scales, and keep them with the file, or for a while."""
        self.arrangement = arrangement
        if keep:
            self._keep()
        self._sort()

    def set_theme(self, theme: Theme) -> None:
        """Take the colours of `theme`."""
        self.theme = theme
        self.header.set_theme(theme)
        self.names.theme = theme
        self.names.update()
        self.measuring.set_theme(theme)
        self.host.theme = theme
        if self.host.plot is not None:
            self.host.plot.set_theme(theme)
        self._empty.set_theme(theme)
        self._rebuild()

    def for_figure(self) -> list[Trace]:
        """Return what the window shows of every row that is not folded, to be printed."""
        from circuitlab.gui.traces.printing import printed_rows

        shown = [row for row in self.rows if row.key not in self.arrangement.folded]
        start_ms, end_ms = self.right_ms - self.window_ms, self.right_ms
        return printed_rows(shown, self.recording.courses, start_ms, end_ms)

    def events(self) -> list[Event]:
        """Return the events that the window shows."""
        return self._events.since(self.right_ms - self.window_ms, self.right_ms)

    def refresh(self) -> None:
        """Show what is to be shown now."""
        self._refresh()

    def show_page(self) -> None:
        """Show the strips, another view of one of them, or how to get any."""
        if self.rows and self.measuring.view != TIME:
            page = self.instrument.view_page()
            if self._pages.indexOf(page) < 0:
                self._pages.addWidget(page)
            self._pages.setCurrentWidget(page)
        else:
            self._pages.setCurrentIndex(1 if self.rows else 0)

    # ---- building

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self.header = Header(self._document, self._session, self.theme)
        self.header.add_switch(self.measuring.switch)
        column.addWidget(self.header)
        self._pages = QStackedLayout()
        self._empty = EmptyPage(self._document, self._session)
        self._pages.addWidget(self._empty)
        self._pages.addWidget(self._body())
        row = QHBoxLayout()
        row.setSpacing(0)
        row.addLayout(self._pages, 1)
        column.addLayout(row, 1)
        self.measuring.places = (column, row)

    def _body(self) -> QWidget:
        self.names = Names(self.theme)
        self.host = PlotHost(self.theme, lambda: self._session.engine.loads)
        self.scroll_bar = QScrollBar(Qt.Orientation.Vertical)
        self.scroll_bar.setProperty("usable by audience", True)
        self.scroll_bar.hide()
        body = QWidget()
        grid = QGridLayout(body)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(0)
        grid.setColumnMinimumWidth(0, NAMES_WIDTH)
        grid.setColumnMinimumWidth(2, MARGIN)
        grid.setColumnStretch(1, 1)
        grid.addWidget(self.names, 0, 0)
        grid.addWidget(self.host, 0, 1)
        grid.addWidget(self.scroll_bar, 0, 2, Qt.AlignmentFlag.AlignHCenter)
        return body

    def _connect(self) -> None:
        session, names = self._session, self.names
        self._document.changed.connect(self._circuit_changed)
        self._document.replaced.connect(self._replaced)
        session.polled.connect(self._take)
        session.frame_ready.connect(self._refresh)
        session.restarted.connect(self._clear)
        session.went_back.connect(self._forget_after)
        self.looking.changed.connect(self._look_elsewhere)
        session.speed_changed.connect(lambda _speed: self._name_window())
        self.header.window_chosen.connect(self.choose_window)
        self.host.made.connect(self._plot_made)
        self.scroll_bar.valueChanged.connect(self._scroll_to)
        names.chosen.connect(lambda id: session.selection.select([id]))
        names.chosen.connect(self.measuring.choose_element)
        names.fold_wanted.connect(lambda key: self.arrange(self.arrangement.toggled(key)))
        names.move_wanted.connect(
            lambda key, to: self.arrange(self.arrangement.moved(self.rows, key, to))
        )
        names.scrolled.connect(self._scroll_by)
        menu = StripMenu(self, self._document)
        names.menu_wanted.connect(menu.open)
        names.remove_wanted.connect(menu.remove)
        self.strip_menu = menu

    def _plot_made(self, plot: TracePlot) -> None:
        plot.grabbed.connect(self.looking.grab)
        plot.pulled.connect(self.looking.pull)
        plot.time_zoomed.connect(self.looking.zoom)
        plot.values_zoomed.connect(self.strip_menu.zoom)
        plot.boxed.connect(self._show_box)
        plot.automatic_wanted.connect(self._go_automatic)
        plot.menu_wanted.connect(self.strip_menu.open)
        plot.scrolled.connect(self._scroll_by)
        plot.resized.connect(self._restack)
        plot.magnify(self.audience.times)
        self._restack()
        self._refresh()

    # ---- rows

    def _circuit_changed(self, delta: Delta) -> None:
        circuit, catalog = self._document.circuit, self._document.catalog
        concerned = concerns_rows(delta, circuit, catalog, BANDED)
        if concerned and self._rows_now(circuit, catalog) != self.rows:
            self._rebuild()
        self._name_window()

    def _rows_now(self, circuit: Circuit, catalog: Catalog) -> tuple[TraceRow, ...]:
        return self.arrangement.sorted(rows_with_bands(circuit, catalog, self.recording.seen()))

    def _replaced(self) -> None:
        self.arrangement = Arrangement.read(self._document.circuit.document["view"].get(VIEW))
        self.looking.chosen_ms = self.arrangement.window_ms
        self._scroll_px = 0.0
        self._rebuild()

    def _rebuild(self) -> None:
        self.rows = self._rows_now(self._document.circuit, self._document.catalog)
        self.recording.follow(self.rows)
        self.show_page()
        self.header.choice.setVisible(bool(self.rows))
        if self.rows and self.isVisible():
            self.host.order()
        self._name_window()
        self._restack()
        self._refresh()
        self._paced_values.now()
        self.measuring.rows_changed()

    def _sort(self) -> None:
        self.rows = self.arrangement.sorted(self.rows)
        self._restack()
        self._refresh()
        self._name_window()

    def _restack(self) -> None:
        """Share the room among the strips."""
        room = self._room()
        self._stack = stacked(self.audience.seen(self.rows), self.arrangement.folded, room)
        more = max(0, round(self._stack.height - room))
        self.scroll_bar.setRange(0, more)
        self.scroll_bar.setPageStep(max(1, round(room)))
        self.scroll_bar.setSingleStep(40)
        self.scroll_bar.setVisible(more > 0)
        self._scroll_px = min(self._scroll_px, float(more))
        self._show_strips()

    def _room(self) -> float:
        plot = self.host.plot
        return plot.room if plot is not None else self.names.height() - AROUND

    def _show_strips(self) -> None:
        """Lay the strips where they are now, scaled to what they hold."""
        plot = self.host.plot
        strips = self._stack.strips(self.recording.courses, self.arrangement, self._scroll_px)
        if plot is not None:
            plot.set_strips(strips)
        if strips != self.names.strips:
            self.names.scale_words = self.strip_menu.scale_words(self.rows)
            self.names.show_strips(strips, EVENTS_HEIGHT, self._room())

    def _scroll_by(self, pixels: float) -> None:
        self.scroll_bar.setValue(round(self._scroll_px + pixels))

    def _scroll_to(self, pixels: int) -> None:
        self._scroll_px = float(pixels)
        self._show_strips()

    def _name_window(self) -> None:
        self.header.show_clock()
        self.header.show_window(self.window_ms, self.looking.chosen_ms)

    def _keep(self) -> None:
        self._rested.stop()
        self.arrangement = replace(self.arrangement, window_ms=self.looking.chosen_ms)
        self._document.keep_view(VIEW, self.arrangement.written())

    # ---- data

    def _take(self, frame: RunnerFrame) -> None:
        self.header.follow(frame)
        self.recording.take(frame)

    def _clear(self) -> None:
        self.recording.clear()
        self._events.clear()
        self._refresh()

    def _forget_after(self, time_ms: float) -> None:
        self.recording.forget_after(time_ms)
        self._events.go_back(time_ms)

    def _refresh(self) -> None:
        if not self.rows or not self.isVisible():
            return
        if self.host.plot is not None:
            self.host.plot.show_window(self.right_ms, self.window_ms, self.events())
        self._paced_values.ask()
        self.measuring.take_frame()

    def _show_values(self) -> None:
        self._show_strips()
        live = self._session.live
        rows = [strip.row for strip in self.names.strips if strip.bottom > 0.0]
        self.names.show_values({row.key: value_now(row, live) for row in rows})

    # ---- time

    def zoom_time(self, factor: float) -> None:
        """Show so many times as much time, about the middle or now."""
        self.looking.zoom(factor, self.right_ms - self.window_ms / 2.0)

    def _show_box(self, time: tuple[float, float], key: Key | None, bounds: Bounds | None) -> None:
        """Show what was drawn round."""
        self.looking.hold(*time)
        if key is not None:
            self.arrange(self.arrangement.scaled(key, bounds))

    def _look_elsewhere(self) -> None:
        self._name_window()
        self._refresh()
        self._rested.start()

    def _go_automatic(self, key: Key | None) -> None:
        if key is not None and key in self.arrangement.bounds:
            self.arrange(self.arrangement.scaled(key, None))
        else:
            self.choose_window(None)

    # ---- Qt

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self.measuring.key(event):
            super().keyPressEvent(event)

    @paints
    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self.rows:
            self.host.order()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.measuring.fit(self.width())
        self._restack()
