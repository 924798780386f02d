"""Where the canvas stands: alone, or beside those of the other states under one bar."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSplitter, QVBoxLayout, QWidget

from circuitlab.gui.canvas.view import CanvasView
from circuitlab.gui.compare.bar import CompareBar
from circuitlab.gui.compare.cameras import LinkedCameras
from circuitlab.gui.compare.column import Column
from circuitlab.gui.compare.comparison import LINKED
from circuitlab.gui.compare.empty_place import EmptyPlace
from circuitlab.gui.compare.rings import Rings
from circuitlab.gui.compare.turns import Turns
from circuitlab.gui.walk.card_strip import CardStrip
from circuitlab.gui.widgets.throttle import Paced
from circuitlab.model import comparing
from circuitlab.model.experiment_names import experiment_words
from circuitlab.model.states import AS_DRAWN, MOST_STATES, ComparedState
from circuitlab.render.state_symbols import COLOURS
from circuitlab.resources import _

if TYPE_CHECKING:
    from collections.abc import Callable

    from circuitlab.gui.compare.comparison import Comparison
    from circuitlab.gui.session import Session
    from circuitlab.render.theme import Theme


class CompareDesk(QWidget):
    """The canvas of the circuit as drawn, and while states are compared those of the others.

    Parameters
    ----------
    comparison : Comparison
    canvas : CanvasView
        That of the circuit as drawn.
    """

    def __init__(
        self,
        comparison: Comparison,
        canvas: CanvasView,
        theme: Theme,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._comparison, self._canvas, self._theme = comparison, canvas, theme
        self._has_audience = False
        self._times: float | None = None
        self._readings: Callable[[Session], tuple[str, str]] = lambda _session: ("", "")
        self.setFocusProxy(canvas)
        self.bar = CompareBar(comparison, theme)
        self.columns: dict[str, Column] = {}
        self.canvases: dict[str, CanvasView] = {}
        self.cameras = LinkedCameras(self)
        self._turns = Turns()
        self._split = QSplitter(Qt.Orientation.Horizontal)
        self._split.setHandleWidth(2)
        self._split.setChildrenCollapsible(False)
        self._column(AS_DRAWN, canvas)
        self.empty = EmptyPlace(comparison)
        self._split.addWidget(self.empty)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.bar)
        column.addWidget(self._split, 1)
        self.strip = CardStrip()
        column.addWidget(self.strip)
        self._told = Paced(self, self._tell)
        self._connect()
        self._show()

    @property
    def active_canvas(self) -> CanvasView:
        """The canvas of the state that is worked on."""
        return self.canvases.get(self._comparison.active, self._canvas)

    def set_theme(self, theme: Theme) -> None:
        """Take the colours of `theme`; the canvas of the circuit as drawn takes them by itself."""
        self._theme = theme
        self.bar.set_theme(theme)
        for canvas in self.canvases.values():
            if canvas is not self._canvas:
                canvas.set_theme(theme)
        self._dress_heads()
        self._show()

    def _connect(self) -> None:
        comparison = self._comparison
        comparison.turned.connect(lambda _on: self._show())
        comparison.changed.connect(self._show)
        comparison.activated.connect(lambda _id: self._mark())
        comparison.session.frame_ready.connect(self._told.ask)
        comparison.session.ticked.connect(self._turns.next)
        for wanted in (self.bar, self.empty):
            wanted.experiment_wanted.connect(self.add_experiment)
            wanted.copy_wanted.connect(self.add_copy)
        self.bar.swap_wanted.connect(self.swap)

    # ---- what can be done

    def show_to_audience(self, times: float | None) -> None:
        """Show the states to a room, large and without what changes them; None: as ever."""
        self._times = times
        self._dress_heads()
        if self._has_audience != (times is not None):
            self._has_audience = times is not None
            self._show()
        self._tell()

    def _dress_heads(self) -> None:
        for column in self.columns.values():
            column.head.show_large(self._times, self._theme)

    def add_experiment(self, name: str) -> None:
        """Add the state of an experiment."""
        document = self._comparison.document
        experiment = document.circuit.document["experiments"][name]
        values, timeline = comparing.of_experiment(document.circuit, document.catalog, experiment)
        self._add(ComparedState(name, experiment_words(name), values=values, timeline=timeline))

    def add_copy(self) -> None:
        """Add a state that is as the active one, and work on it."""
        states = self._comparison.states
        like = next(state for state in states if state.id == self._comparison.active)
        name = _("State {number}").format(number=len(states) + 1)
        self._add(ComparedState("state", name, values=like.values, timeline=like.timeline))

    def _add(self, state: ComparedState) -> None:
        if len(self._comparison.states) < MOST_STATES:
            before = {each.id for each in self._comparison.states}
            document = self._comparison.document
            document.push(comparing.added(document.circuit, state))
            self._comparison.activate(
                next(each.id for each in self._comparison.states if each.id not in before)
            )

    def swap(self) -> None:
        """Let the active state change places with the next, or the last with the one before."""
        ids = [state.id for state in self._comparison.states]
        place = ids.index(self._comparison.active)
        other = place + 1 if place + 1 < len(ids) else place - 1
        document = self._comparison.document
        document.push(comparing.swapped(document.circuit, ids[place], ids[other]))

    def _rename(self, id: str, name: str) -> None:
        document = self._comparison.document
        if name:
            document.push(comparing.renamed(document.circuit, id, name))

    def _remove(self, id: str) -> None:
        document = self._comparison.document
        document.push(comparing.removed(document.circuit, id))

    # ---- showing

    def _show(self) -> None:
        """Show a column for each state, in their order."""
        on = self._comparison.is_on
        self.bar.setVisible(on and not self._has_audience)
        self.strip.take_up(on)
        runs = self._comparison.runs if on else {AS_DRAWN: self._comparison.session}
        for id in [id for id in self.columns if id not in runs]:
            self._end(id)
        for place, (id, session) in enumerate(runs.items()):
            column = self.columns.get(id)
            if column is not None and column.session is not session:
                self._end(id)
                column = None
            if column is None:
                canvas = CanvasView(
                    session.document, session, self._theme, session.document.catalog
                )
                column = self._column(id, canvas)
            if self._split.widget(place) is not column:
                self._split.insertWidget(place, column)
            column.head.setVisible(on)
            column.show()
        self.empty.setVisible(on and len(runs) == 1 and not self._has_audience)
        if on:
            self._split.setSizes([1000] * self._split.count())
        self.cameras.link(list(self.canvases.values()) if self._links else [])
        self._mark()
        self._tell()

    @property
    def _links(self) -> bool:
        return self._comparison.is_on and self._comparison.says(LINKED)

    def _column(self, id: str, canvas: CanvasView) -> Column:
        column = Column(id, canvas, canvas.session)
        column.entered.connect(partial(self._comparison.activate, id))
        column.head.chosen.connect(partial(self._comparison.activate, id))
        column.head.name_written.connect(partial(self._rename, id))
        column.head.removal_wanted.connect(partial(self._remove, id))
        canvas.corners.pins.used.connect(partial(self._comparison.activate, id))
        canvas.is_due = partial(self._is_due, id)
        canvas.more_marks.append(Rings(self._comparison, canvas, id))
        self.columns[id], self.canvases[id] = column, canvas
        self._split.addWidget(column)
        return column

    def _is_due(self, id: str) -> bool:
        """Whether a canvas is painted with this frame: that which is worked on always is."""
        if id not in self.columns:  # its state was taken away; it goes with the next turn of events
            return False
        if id == self._comparison.active or len(self.columns) == 1:
            return True
        others = [each for each in self.columns if each != self._comparison.active]
        return self._turns.is_due(others.index(id), len(others))

    def _end(self, id: str) -> None:
        column = self.columns.pop(id)
        del self.canvases[id]
        column.setParent(None)
        column.deleteLater()

    def _mark(self) -> None:
        for id, column in self.columns.items():
            column.head.show_active(self._comparison.is_on and id == self._comparison.active)

    def show_readings(self, readings: Callable[[Session], tuple[str, str]]) -> None:
        """Have every head say what the circuit's meter reads: (its name, its number in words)."""
        self._readings = readings
        self._tell()

    def _show_reading(self, state: ComparedState, column: Column, before: str) -> str:
        title, words = self._readings(column.session)
        told = _("{meter}, now {value}: model output").format(meter=title, value=words)
        colour = self._theme.ink_of(COLOURS[state.symbol]).name()
        column.head.show_reading(words, before, told if words else "", colour)
        return _("{state} {value}").format(state=state.name, value=words) if words else ""

    def _moment_apart(self, session: Session) -> str:
        """Return which moment of the past a run shows, where the circuit as drawn shows another."""
        leader = self._comparison.session
        if leader.ago_ms <= 0.0 or session.shown_tick == leader.shown_tick:
            return ""
        return _("shows {time} ms").format(time=round(session.live.time_ms))

    def _tell(self) -> None:
        """Say of each state in how much it differs, and whether it runs."""
        if not self._comparison.is_on:
            return
        before = ""
        for state in self._comparison.states:
            column = self.columns.get(state.id)
            if column is None:
                continue
            problem = column.session.problem
            fails = str(problem) if problem is not None else ""
            differ = len(self._comparison.set_by(state.id))
            apart = self._moment_apart(column.session)
            column.head.show_state(state, differ, fails, self._theme, apart)
            column.say_stopped(fails)
            before = self._show_reading(state, column, before)
