"""The traces as an instrument: what is brought out, what is measured, and when.

Nothing is computed that is not shown, and what is shown ten times a second at most.
"""

from __future__ import annotations

import math
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from circuitlab.gui.instrument.claiming import Claiming
from circuitlab.gui.instrument.cursor_bar import CursorBar
from circuitlab.gui.instrument.cursor_places import CursorPlaces
from circuitlab.gui.instrument.cursors import Cursors, Mark
from circuitlab.gui.instrument.desk import Chosen
from circuitlab.gui.instrument.instrument_bar import InstrumentBar
from circuitlab.gui.instrument.kept import kept, sample_beside
from circuitlab.gui.instrument.measures_panel import MeasuresPanel
from circuitlab.gui.instrument.showing import Measuring, show_between, show_picture
from circuitlab.gui.instrument.sweeping import Sweeping
from circuitlab.gui.instrument.trigger import OFF, Trigger, choices, told_apart, trigger_words
from circuitlab.gui.instrument.untouched import Untouched
from circuitlab.gui.instrument.view_names import PHASE, TIME
from circuitlab.gui.instrument.wording import plain_unit, shown_words
from circuitlab.gui.widgets.throttle import Paced
from circuitlab.model.names import name_of
from circuitlab.resources import _

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent

    from circuitlab.catalog.spec import Catalog
    from circuitlab.gui.document import Document
    from circuitlab.gui.instrument.desk import Desk
    from circuitlab.gui.instrument.overlays import Overlays
    from circuitlab.gui.instrument.view_page import ViewPage
    from circuitlab.gui.session import Session
    from circuitlab.gui.traces.strip import Key, Strip
    from circuitlab.model.circuit import Circuit
    from circuitlab.playback.trace_rows import TraceRow
    from circuitlab.render.theme import Theme

HYSTERESIS = 0.02
"""How far behind the level a trace must get before it can cross it again, of what it spans."""
ROOMY = 640
"""Width of the traces from which on the measures unfold by themselves."""
LEFT_OVER = 600
"""Width of the traces below which the measures would leave no more of them than their names."""
MANY = 10
"""Samples that an arrow key goes with Shift."""


class Instrument(QObject):
    """Cursors, measures, trigger, sweeps and views of the traces.

    Parameters
    ----------
    desk, document, session
        Whose strips are measured, where claims go, and what runs.

    Attributes
    ----------
    changed : Signal()
        Something was brought out or put away.
    switched : Signal(bool)
        It was to be brought out, or put away, and now is out or is not.
    room_wanted : Signal(bool)
        There is more to be shown, or less: the traces should be higher, or as they were.
    bars, panel : QWidget
        What lies above the strips, and at their right.
    """

    changed = Signal()
    switched = Signal(bool)
    room_wanted = Signal(bool)

    def __init__(
        self, desk: Desk, document: Document, session: Session, theme: Theme, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._desk, self._document, self._session = desk, document, session
        self.cursors, self.sweeping = Cursors(self), Sweeping()
        self._places = CursorPlaces(desk, self.cursors)
        self.view = TIME
        self.is_open = self.shows_mean = self.is_held = False
        self._held_ms: float | None = None
        self._width = math.inf
        self.chosen = Chosen(desk)
        self._overlays: Overlays | None = None
        self.page: ViewPage | None = None
        self._make(theme)
        self._paced = Paced(self, self._show_numbers)
        self._connect()

    # ---- what is on

    def open(self, on: bool) -> None:
        """Bring the instrument out with its cursors and measures, or put all of it away."""
        self.switched.emit(on and bool(self._desk.rows))
        if on == self.is_open or (on and not self._desk.rows):
            return
        self.is_open = on
        self.room_wanted.emit(on)
        self.bars.setVisible(on)
        around = self.bars.parentWidget()
        self.show_panel(on and around is not None and around.width() >= ROOMY)
        if on:
            self._plot_overlays()
            self.show_cursors(True)
            self._paced.now()
            return
        self.show_cursors(False)
        self.hold(False)
        self.set_trigger(OFF)
        self.show_view(TIME)
        if self._overlays is not None:
            self._overlays.show_all()

    def show_cursors(self, on: bool) -> None:
        """Bring the cursors out at thirds of the picture, or put them away."""
        if on and not self.cursors.are_on and self._desk.rows:
            self._places.put(self._desk.plot.right_ms)
            self._desk.plot.setFocus()
        elif not on:
            self.cursors.put_away()
        self.bar.cursors.setChecked(self.cursors.are_on)

    def show_panel(self, on: bool) -> None:
        """Unfold the measures, or fold them."""
        self.panel.setVisible(on and self.is_open)
        self.bar.panel.setChecked(on)
        self._paced.ask()

    def fit(self, width: float) -> None:
        """Be as wide as traces allow that have become so wide; fold where none would be left."""
        self.panel.fit(width)
        was, self._width = self._width, width
        if width < LEFT_OVER <= was:
            self.show_panel(False)

    def hold(self, on: bool) -> None:
        """Hold the picture where it is; the run goes on."""
        if on and not self.is_open:
            self.open(True)
        self._held_ms = self._desk.plot.right_ms if on and self._desk.rows else None
        self.is_held = self._held_ms is not None
        self.bar.hold.setChecked(self.is_held)
        self._settle()

    def set_trigger(self, trigger: Trigger) -> None:
        """Be set off by this; a level that has none yet lies in the middle of its strip."""
        strip = self.chosen.of((trigger.id, trigger.state)) if trigger.source == "level" else None
        before = self.sweeping.trigger
        is_new = (before.source, before.id, before.state) != (
            trigger.source, trigger.id, trigger.state,
        )  # fmt: skip
        if strip is not None and is_new and trigger.level == 0.0:
            low, high = strip.bounds
            trigger = replace(trigger, level=_middle(strip), hysteresis=HYSTERESIS * (high - low))
        self.sweeping.set_trigger(trigger)
        unit = plain_unit(strip.row.unit) if strip is not None else ""
        words = trigger_words(trigger, self._document.circuit, self._document.catalog, unit)
        short = strip.row.title if strip is not None else ""
        self.bar.show_trigger(trigger, words, unit, _step(strip), short)
        self._settle()

    def show_sweeps(self, count: int) -> None:
        """Lay so many sweeps over each other."""
        self.sweeping.count = count
        self.bar.show_sweeps(count, with_mean=self.shows_mean)
        self._settle()

    def show_mean(self, on: bool) -> None:
        """Draw the mean ± SD of the sweeps."""
        self.shows_mean = on
        self.bar.show_sweeps(self.sweeping.count, with_mean=on)
        self._settle()

    def show_view(self, view: str) -> None:
        """Show the strips against time, or another view of one of them."""
        if view != TIME and not self.is_open:
            self.open(True)
        self.view = view if self._desk.rows else TIME
        self.bar.show_view(self.view)
        self._desk.show_page()
        self._settle()

    def choose(self, key: Key) -> None:
        """Choose the strip that the difference, the sweeps and the views are of."""
        self.chosen.key, self.chosen.against = key, None
        self._paced.ask()

    def choose_element(self, id: str) -> None:
        """Choose the first strip of an element."""
        strip = next((each for each in self.chosen.all() if each.row.id == id), None)
        if strip is not None:
            self.choose(strip.key)

    def right_ms(self, now_ms: float) -> float:
        """Return the time that stands at the right edge of the picture."""
        if self._held_ms is not None:
            return self._held_ms
        aligned = self.sweeping.right_ms(self._desk.window_ms) if self.is_open else None
        return now_ms if aligned is None else aligned

    def set_theme(self, theme: Theme) -> None:
        """Take the colours of `theme`."""
        self.panel.set_theme(theme)
        if self.page is not None:
            self.page.set_theme(theme)

    def rows_changed(self) -> None:
        """There are other strips."""
        if not self._desk.rows and self.is_open:
            self.open(False)
        elif self.is_open:
            self._paced.ask()

    def take_frame(self) -> None:
        """There is something new: show it soon, if anything of it is to be seen."""
        if self.is_open and self._desk.rows:
            self._paced.ask()

    def key(self, event: QKeyEvent) -> bool:
        """Move a cursor by a key, or put both away; whether the key was meant for that."""
        if not self.cursors.are_on:
            return False
        key, far = event.key(), bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        steps = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(key))
        if key == Qt.Key.Key_Escape:
            self.show_cursors(False)
        elif steps is not None:
            self._nudge(steps * (MANY if far else 1))
        elif key in (Qt.Key.Key_A, Qt.Key.Key_B):
            self._places.choose("A" if key == Qt.Key.Key_A else "B")
        else:
            return False
        return True

    # ---- building

    def _make(self, theme: Theme) -> None:
        self.bar, self.cursor_bar = InstrumentBar(self._trigger_groups), CursorBar()
        self.bars = QWidget()
        column = QVBoxLayout(self.bars)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.bar)
        column.addWidget(self.cursor_bar)
        self.panel = MeasuresPanel(theme)
        self.untouched = Untouched(self._document, self._session)
        self.claiming = Claiming(self._document, self.untouched, self.panel.card)
        self._measuring = Measuring(
            self.panel, self.cursors, self.chosen, self.sweeping, self.claiming
        )
        for part in (self.bars, self.panel, self.cursor_bar):
            part.hide()

    def _connect(self) -> None:
        bar, panel = self.bar, self.panel
        bar.cursors_wanted.connect(self.show_cursors)
        bar.hold_wanted.connect(self.hold)
        bar.panel_wanted.connect(self.show_panel)
        bar.mean_wanted.connect(self.show_mean)
        bar.trigger_wanted.connect(self.set_trigger)
        bar.sweeps_wanted.connect(self.show_sweeps)
        bar.view_wanted.connect(self.show_view)
        self.cursor_bar.chosen.connect(self._places.choose)
        self.cursors.changed.connect(self._cursors_changed)
        panel.table.picked.connect(lambda _key, _column: self._pick())
        panel.card.made.connect(self.claiming.make)
        self._session.restarted.connect(self.sweeping.forget)
        self._session.went_back.connect(lambda _time_ms: self.sweeping.forget())
        self._document.changed.connect(lambda _delta: self.take_frame())
        self._document.replaced.connect(lambda: self.open(False))

    def _plot_overlays(self) -> None:
        """Lay the cursors and sweeps over the plot; the plot's library is loaded by now."""
        if self._overlays is None and self._desk.rows:
            from circuitlab.gui.instrument.overlays import Overlays

            self._overlays = Overlays(self, self._desk.plot)

    def view_page(self) -> ViewPage:
        """Return the page of the other views, made when it is first asked for."""
        if self.page is None:
            from circuitlab.gui.instrument.view_page import ViewPage

            self.page = ViewPage(self._desk.theme)
            self.page.strip_wanted.connect(self.choose)
            self.page.against_wanted.connect(self._go_against)
        return self.page

    def _trigger_groups(self) -> list[tuple[str, list[tuple[str, Trigger]]]]:
        circuit, catalog = self._document.circuit, self._document.catalog
        stimuli, spikes, levels = choices(circuit, catalog, self._desk.rows)
        named = {(row.id, row.state): row for row in self._desk.rows}
        words = [
            [(trigger_words(each, circuit, catalog), each) for each in group]
            for group in (stimuli, spikes)
        ]
        last = [(_level_words(circuit, catalog, named[t.id, t.state]), t) for t in levels]
        titles = (_("A stimulus begins"), _("A cell fires"), _("A level is crossed"))
        groups = [told_apart(group) for group in (*words, last)]
        return list(zip(titles, groups, strict=True))

    # ---- showing

    def _settle(self) -> None:
        """Show what was asked for at once."""
        self._follow_trigger()
        self._desk.refresh()
        self._paced.now()
        self.changed.emit()

    def _cursors_changed(self) -> None:
        self.cursor_bar.setVisible(self.cursors.are_on and self.view == TIME)
        if self._overlays is not None:
            self._overlays.show_cursors()
        self._paced.ask()
        self.changed.emit()

    def _show_numbers(self) -> None:
        """Compute what is to be seen now, and nothing else."""
        if not self.is_open or not self._desk.rows:
            return
        before = self.sweeping.right_ms(self._desk.window_ms)
        self._follow_trigger()
        if self.sweeping.right_ms(self._desk.window_ms) != before:
            self._desk.refresh()
        self.cursor_bar.setVisible(self.cursors.are_on and self.view == TIME)
        if self._overlays is not None:
            self._overlays.show_all()
        if self.cursors.are_on:
            show_between(self.cursor_bar, self.cursors, self.chosen, self.sweeping)
        if self.panel.isVisible():
            self._measuring.show(float(str(self._document.circuit.document["dt_ms"])))
            self._measuring.show_waits(self._desk.window_ms)
        if self.view != TIME:
            start, stop, words = self._stretch()
            show_picture(self.view_page(), self.view, self.chosen, (start, stop), words)

    def _stretch(self) -> tuple[float, float, str]:
        """The stretch of time that a view is of, and what it is called."""
        if self.cursors.are_on:
            return *self.cursors.span, _("between A and B")
        if self.view == PHASE:
            right = self._desk.plot.right_ms
            return right - self._desk.window_ms, right, _("what the window of time shows")
        return 0.0, self._session.live.time_ms, _("all that is kept of this run")

    def _follow_trigger(self) -> None:
        if not self.is_held:
            before = self.sweeping.last_ms
            circuit, catalog = self._document.circuit, self._document.catalog
            now, window = self._session.live.time_ms, self._desk.window_ms
            self.sweeping.follow(self.chosen.all(), circuit, catalog, now, window)
            self._places.follow(before, self.sweeping.last_ms)

    def _pick(self) -> None:
        """A number was picked: sweeps that follow must not take it away."""
        if self.sweeping.trigger.is_on and not self.is_held:
            self.hold(True)

    def _nudge(self, samples: int) -> None:
        strip, name = self.chosen.strip, self.cursors.active
        if strip is not None:
            at = sample_beside(strip, self.cursors.mark(name).time_ms, samples)
            to = "spike" if strip.row.is_raster else "sample"
            self.cursors.move(name, Mark(at, to))

    def _go_against(self, key: Key | None) -> None:
        self.chosen.against = key
        self._paced.now()


def _level_words(circuit: Circuit, catalog: Catalog, row: TraceRow) -> str:
    """What is crossed, in a menu."""
    name, what = name_of(circuit, catalog, row.id), shown_words(row)
    return f"{name} · {what}" if what else name


def _middle(strip: Strip) -> float:
    """A level halfway between the lowest and the highest value that a strip keeps."""
    v = kept(strip).v
    middle = 0.5 * float(v.min() + v.max()) if v.size else 0.5 * sum(strip.bounds)
    return float(f"{middle:.3g}")


def _step(strip: Strip | None) -> float:
    """How far keys move a level: a hundredth of what the strip spans, in round numbers."""
    if strip is None:
        return 1.0
    low, high = strip.bounds
    return float(10.0 ** math.floor(math.log10(max(high - low, 1e-9) / 20.0)))
