"""What the instrument lays over the strips: cursors, the trigger's line, and sweeps."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

import numpy as np
from PySide6.QtCore import QObject, QPointF

from circuitlab.gui.instrument.cursor_layer import CursorDrag, CursorLayer, cursor_under
from circuitlab.gui.instrument.sweep_layer import SweepLayer
from circuitlab.gui.instrument.wording import plain_unit, quantity_words
from circuitlab.resources import _

if TYPE_CHECKING:
    from circuitlab.gui.instrument.cursors import Cursors
    from circuitlab.gui.instrument.desk import Chosen
    from circuitlab.gui.instrument.sweeping import Sweeping
    from circuitlab.gui.instrument.trigger import Trigger
    from circuitlab.gui.traces.gestures import Gesture, Press
    from circuitlab.gui.traces.plot import TracePlot
    from circuitlab.gui.traces.strip import Key, Strip

IN_FRONT, BEHIND_THAT = 30, 20


class Measuring(Protocol):
    """What is measured, and how."""

    @property
    def cursors(self) -> Cursors:
        """The two cursors."""

    @property
    def sweeping(self) -> Sweeping:
        """The trigger and its sweeps."""

    @property
    def chosen(self) -> Chosen:
        """The strip that is measured."""

    @property
    def shows_mean(self) -> bool:
        """Whether the mean of the sweeps is shown."""

    def choose(self, key: Key) -> None:
        """Measure another strip."""


class Overlays(QObject):
    """Keeps the layers of a plot as the instrument is set."""

    def __init__(self, instrument: Measuring, plot: TracePlot) -> None:
        super().__init__(plot)
        self._instrument, self._plot = instrument, plot
        self.cursors = CursorLayer(plot, instrument.cursors)
        self.sweeps = SweepLayer(plot)
        self._shown_sweeps: object = None
        for layer, height in ((self.sweeps, BEHIND_THAT), (self.cursors, IN_FRONT)):
            layer.setZValue(height)
            plot.add_overlay(layer)
        plot.takers.append(self._take)
        plot.clicked.connect(self._click)
        plot.arranged.connect(self.show_cursors)

    def show_cursors(self) -> None:
        """Show the cursors where they stand now."""
        self.cursors.retag()

    def show_all(self) -> None:
        """Show everything as it is now."""
        instrument, plot = self._instrument, self._plot
        sweeping = instrument.sweeping
        self.cursors.trigger_ms = sweeping.last_ms if sweeping.trigger.is_on else None
        plot.zero_ms = self.cursors.trigger_ms
        self.cursors.level = self._level(sweeping.trigger)
        chosen = instrument.chosen.strip
        self.cursors.chosen = chosen.key if chosen is not None else None
        self.cursors.retag()
        self._show_sweeps()

    def _level(self, trigger: Trigger) -> tuple[Key, float, str] | None:
        """What is to be said of the trigger's level."""
        strip = self._instrument.chosen.of((trigger.id, trigger.state))
        if trigger.source != "level" or strip is None:
            return None
        value = quantity_words(trigger.level, plain_unit(strip.row.unit))
        return strip.key, trigger.level, _("threshold {level}").format(level=value)

    def _show_sweeps(self) -> None:
        """Lay the earlier sweeps over the strips, once for each that begins."""
        instrument, plot = self._instrument, self._plot
        sweeping, last = instrument.sweeping, instrument.sweeping.last_ms
        begun = tuple(sweeping.begun_ms[-sweeping.count :].tolist())
        complete = last is not None and self._is_over(last)
        looks = (begun, complete, instrument.shows_mean, plot.window_ms, sweeping.trigger)
        if looks == self._shown_sweeps:
            return
        self._shown_sweeps = looks
        shown = {}
        if last is not None and (sweeping.count > 1 or instrument.shows_mean):
            shown = sweeping.laid(plot.strips, plot.window_ms)
        self.sweeps.show_sweeps(shown, last or 0.0, with_mean=instrument.shows_mean and complete)

    def _is_over(self, last_ms: float) -> bool:
        """Whether all has come of the sweep that began last."""
        end = self._instrument.sweeping.right_ms(self._plot.window_ms)
        known = [strip.course.until_ms for strip in self._plot.strips if strip.row.id]
        known = [each for each in known if np.isfinite(each)]
        return end is not None and bool(known) and min(known) >= end

    def _take(self, press: Press) -> Gesture | None:
        name = cursor_under(self._plot, self._instrument.cursors, press)
        if name is None:
            return None
        return CursorDrag(self._plot, self._instrument.cursors, name, self._level_of)

    def _level_of(self, strip: Strip) -> float | None:
        """The level at which cursors snap on a strip: the trigger's, if it is of this one."""
        trigger = self._instrument.sweeping.trigger
        is_its = trigger.source == "level" and (trigger.id, trigger.state) == strip.key
        return trigger.level if is_its else None

    def _click(self, place: QPointF, _held: object) -> None:
        strip = self._plot.strip_at(place.y())
        if strip is not None and strip.row.id:
            self._instrument.choose(strip.key)
