"""Traces under the canvas: what the meters record, flowing evenly, one plot for all rows."""

from __future__ import annotations

import math
from functools import partial
from typing import TYPE_CHECKING, Any

import numpy as np
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QMenu,
    QPushButton,
    QScrollArea,
    QScrollBar,
    QStackedLayout,
    QVBoxLayout,
    QWidget,
)

from circuitlab.gui import icons
from circuitlab.gui.paced import Paced
from circuitlab.gui.past_bar import PastBar
from circuitlab.gui.traces.columns import Columns
from circuitlab.gui.traces.course import Course, SpikeCourse, StateCourse
from circuitlab.gui.traces.plot import TracePlot
from circuitlab.gui.traces.rows import VOLTS, TraceRow, concerns_rows, name_of, rows_of
from circuitlab.gui.traces.run_events import Event, TraceEvents
from circuitlab.gui.traces.strips import (
    NAMES_WIDTH,
    EventLabels,
    Names,
    TimeAxis,
    round_step,
)
from circuitlab.gui.transport import badge_words
from circuitlab.resources import _

if TYPE_CHECKING:
    from circuitlab.catalog.words import Problem
    from circuitlab.gui.document import Document
    from circuitlab.gui.session import Session
    from circuitlab.model.delta import Delta
    from circuitlab.render.theme import Theme

WINDOWS_MS = (20, 50, 100, 200, 500, 1000, 2000, 5000, 10_000, 20_000)
ON_SCREEN_S = 5.0
ROW_HEIGHT = 46
MARGIN = 16
"""Room at the right, which the scroll bar takes when there are more rows than fit."""


class Traces(QWidget):
    """The rows of every meter in the circuit.

    Parameters
    ----------
    document, session, theme
        What is recorded, what runs, and whose colours are used.
    """

    def __init__(
        self, document: Document, session: Session, theme: Theme, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("traces")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName(_("Traces"))
        self._document, self._session, self._theme = document, session, theme
        self._rows: tuple[TraceRow, ...] = ()
        self._courses: dict[tuple[str, str], Course] = {}
        self._chosen_ms: float | None = None
        self._paced_values = Paced(self, self._show_values)
        self._grabbed_ms, self._grabbed_speed = 0.0, 1.0
        self._excepted: tuple[Problem, ...] = ()
        self._events = TraceEvents(document, session)
        self._build()
        self._connect()
        self.set_theme(theme)

    @property
    def window_ms(self) -> float:
        """The model time that the width of the plot stands for."""
        return self._chosen_ms or fitting_window(self._session.speed)

    def choose_window(self, window_ms: float | None) -> None:
        """Show this much model time, or (None) what fits the speed."""
        self._chosen_ms = window_ms
        self._name_window()
        self._refresh()

    def set_theme(self, theme: Theme) -> None:
        """Take the colours of `theme`."""
        self._theme = theme
        for strip in (self.past_bar, self._names, self._axis, self._labels, self._plot):
            strip.theme = theme
            strip.update()
        self._empty_sign.setPixmap(icons.pixmap("meter", theme.ink_of("muted"), 28))
        self._rebuild()

    def recorded(self) -> list[tuple[TraceRow, Any]]:
        """Return each row with the columns that its window shows: times in ms, values."""
        end = self._session.live.time_ms
        start = end - self.window_ms
        courses = self._courses.values()
        return [
            (row, course.columns.between(start, end))
            for row, course in zip(self._rows, courses, strict=True)
        ]

    def events(self) -> list[Event]:
        """Return the events that the window shows."""
        return self._events.since(self._session.live.time_ms - self.window_ms)

    # ---- building

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(self._header())
        self._stack = QStackedLayout()
        self._stack.addWidget(self._empty_state())
        self._stack.addWidget(self._body())
        column.addLayout(self._stack, 1)

    def _header(self) -> QHBoxLayout:
        header = QHBoxLayout()
        header.setContentsMargins(16, 7, 12, 3)
        title = QLabel(_("Traces"))
        title.setObjectName("section")
        self._badge = QLabel()
        self._badge.setObjectName("clockBadge")
        self.past_bar = PastBar(self._session, self._theme)
        self._choice = QPushButton()
        self._choice.setObjectName("windowChoice")
        self._choice.setAccessibleName(_("Time window of the traces"))
        self._choice.setMenu(self._window_menu())
        header.addWidget(title)
        header.addSpacing(8)
        header.addWidget(self._badge)
        header.addStretch(1)
        header.addWidget(self.past_bar, 2)
        header.addSpacing(8)
        header.addWidget(self._choice)
        return header

    def _window_menu(self) -> QMenu:
        menu = QMenu(self)
        menu.addAction(_("fitting the speed"), lambda: self.choose_window(None))
        menu.addSeparator()
        for window in WINDOWS_MS:
            choose = partial(self.choose_window, float(window))
            menu.addAction(window_words(window), choose)
        return menu

    def _empty_state(self) -> QWidget:
        page = QWidget()
        column = QVBoxLayout(page)
        column.addStretch(1)
        self._empty_sign = QLabel(alignment=Qt.AlignmentFlag.AlignHCenter)
        words = QLabel(_("Drop a voltmeter on a neuron to see its membrane potential here."))
        words.setObjectName("muted")
        words.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        words.setWordWrap(True)
        column.addWidget(self._empty_sign)
        column.addWidget(words)
        column.addStretch(1)
        return page

    def _body(self) -> QWidget:
        self._names = Names(self._theme)
        self._labels = EventLabels(self._theme, 16)
        self._axis = TimeAxis(self._theme, 20)
        self._plot = TracePlot(self._theme)
        self._content = QWidget()
        row = QHBoxLayout(self._content)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self._names)
        row.addWidget(self._plot)
        scroll = QScrollArea()
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(self._content)
        self._scroll_bar = _scroll_bar_of(scroll)
        body = QWidget()
        grid = QGridLayout(body)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(0)
        grid.setColumnMinimumWidth(0, NAMES_WIDTH)
        grid.setColumnMinimumWidth(2, MARGIN)
        grid.setColumnStretch(1, 1)
        grid.addWidget(self._labels, 0, 1)
        grid.addWidget(scroll, 1, 0, 1, 2)
        grid.addWidget(self._scroll_bar, 1, 2, Qt.AlignmentFlag.AlignHCenter)
        grid.addWidget(self._axis, 2, 1)
        return body

    def _connect(self) -> None:
        self._document.changed.connect(self._circuit_changed)
        self._document.replaced.connect(self._rebuild)
        self._session.polled.connect(self._take)
        self._session.frame_ready.connect(self._refresh)
        self._session.restarted.connect(self._clear)
        self._session.went_back.connect(self._forget_after)
        self._plot.grabbed.connect(self._grab)
        self._plot.pulled.connect(self._pull)
        self._session.speed_changed.connect(lambda _speed: self._name_window())

    # ---- rows

    def _circuit_changed(self, delta: Delta) -> None:
        circuit, catalog = self._document.circuit, self._document.catalog
        if concerns_rows(delta, circuit) and rows_of(circuit, catalog) != self._rows:
            self._rebuild()
        self._name_window()

    def _rebuild(self) -> None:
        self._rows = rows_of(self._document.circuit, self._document.catalog)
        self._courses = {(row.id, row.state): self._course_of(row) for row in self._rows}
        self._plot.set_courses(tuple(self._courses.values()))
        self._stack.setCurrentIndex(1 if self._rows else 0)
        self._choice.setVisible(bool(self._rows))
        self._content.setMinimumHeight(ROW_HEIGHT * len(self._rows))
        self._name_window()
        self._refresh()
        self._paced_values.now()

    def _course_of(self, row: TraceRow) -> Course:
        known = self._courses.get((row.id, row.state))
        if row.is_raster:
            return SpikeCourse(known.columns if known else Columns(2), row.colour, row.size)
        fixed = VOLTS if row.state == "v" else None
        return StateCourse(known.columns if known else Columns(3), row.colour, fixed)

    def _name_window(self) -> None:
        badge = badge_words(self._document, self._session.speed)
        if badge and self._excepted:
            badge += _(" · {count} excepted").format(count=len(self._excepted))
        self._badge.setText(badge)
        self._badge.setToolTip("\n".join(map(self._worded, self._excepted)))
        self._badge.setVisible(bool(badge))
        self._choice.setText(
            _("window {length}").format(length=window_words(self.window_ms)) + "  ▾"
        )

    def _worded(self, problem: Problem) -> str:
        name = name_of(self._document.circuit, self._document.catalog, problem.where)
        return f"{name}: {problem.what}; {problem.remedy}"

    # ---- data

    def _take(self, frame: Any) -> None:
        if frame.not_sped_up != self._excepted:
            self._excepted = frame.not_sped_up
            self._name_window()
        for (id, state), course in self._courses.items():
            if not state:
                course.take(frame.time_ms, *frame.spikes.of_element(id))
            elif (id, state) in frame.columns:
                course.take(frame.time_ms, *frame.columns[id, state])
            elif (id, state) in frame.values:
                now = float(np.mean(frame.values[id, state]))
                course.take(frame.time_ms, [frame.time_ms], [now], [now])

    def _clear(self) -> None:
        for course in self._courses.values():
            course.forget_after(-math.inf)
        self._events.clear()
        self._refresh()

    def _forget_after(self, time_ms: float) -> None:
        for course in self._courses.values():
            course.forget_after(time_ms)
        self._events.go_back(time_ms)

    def _refresh(self) -> None:
        if not self._rows or not self.isVisible():
            return
        right, window = self._session.live.time_ms, self.window_ms
        events = self._events.since(right - window)
        self._plot.show_window(right, window, [event.time_ms for event in events])
        if events or self._labels.events:
            self._labels.events = events
            self._labels.show_window(right, window)
        self._axis.show_window(right, window)
        self._paced_values.ask()

    def _show_values(self) -> None:
        live = self._session.live
        now = {(row.id, row.state): live.value(row.id, row.state) for row in self._rows}
        self._names.show_rows(self._rows, now)

    def _grab(self) -> None:
        self._grabbed_ms, self._grabbed_speed = self._session.ago_ms, self._session.shown_speed

    def _pull(self, widths: float) -> None:
        """Look at another moment: the traces move with the hand."""
        pulled_ms = widths * self.window_ms / self._grabbed_speed
        self._session.look_back(max(0.0, self._grabbed_ms + pulled_ms))


def _scroll_bar_of(area: QScrollArea) -> QScrollBar:
    """Return a bar that scrolls an area from outside of it, seen only where there is a need."""
    bar, own = QScrollBar(Qt.Orientation.Vertical), area.verticalScrollBar()

    def fit(least: int, most: int) -> None:
        bar.setRange(least, most)
        bar.setPageStep(own.pageStep())
        bar.setSingleStep(own.singleStep())
        bar.setVisible(most > least)

    own.rangeChanged.connect(fit)
    own.valueChanged.connect(bar.setValue)
    bar.valueChanged.connect(own.setValue)
    fit(own.minimum(), own.maximum())
    return bar


def fitting_window(speed: float) -> float:
    """Return the model time, in ms, that takes about five seconds at `speed`."""
    return round_step(0.5 * speed * ON_SCREEN_S * 1000)


def window_words(window_ms: float) -> str:
    """Return the length of a window in words."""
    if window_ms < 1000:
        return _("{time:g} ms").format(time=window_ms)
    return _("{time:g} s").format(time=window_ms / 1000)
