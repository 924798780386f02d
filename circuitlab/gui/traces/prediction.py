"""A curve that is drawn on a strip before the run shows it, and stays behind it as a ghost."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QGraphicsRectItem

from circuitlab.gui.traces.tiles import pen

if TYPE_CHECKING:
    from PySide6.QtCore import QPointF, QRect

    from circuitlab.gui.traces.gestures import Gesture, Press
    from circuitlab.gui.traces.plot import TracePlot
    from circuitlab.gui.traces.strip import Key, Strip
    from circuitlab.playback.prediction import Curve

GHOST_PX = 1.8
_UNDER, _OVER = 11, 12


class Prediction(QObject):
    """Takes strokes of the pointer on one strip and shows the curve that they make.

    Parameters
    ----------
    plot : TracePlot
    key : (id, state)
        The strip that is drawn on.
    curve : Curve
        What is drawn so far, and the stretch of time on which one may draw.

    Attributes
    ----------
    is_open
        Whether one may draw.
    drawn : Signal(object)
        The curve after a stroke.
    """

    drawn = Signal(object)

    def __init__(self, plot: TracePlot, key: Key, curve: Curve) -> None:
        super().__init__(plot)
        self._plot, self.key, self.curve = plot, key, curve
        self.is_open = True
        self._ahead = QGraphicsRectItem()
        self._ahead.setZValue(_UNDER)
        self._ghost = pg.PlotCurveItem(antialias=True, connect="finite")
        self._ghost.setZValue(_OVER)
        for item in (self._ahead, self._ghost):
            plot.add_overlay(item)
        plot.takers.insert(0, self._taken)
        for changed in (plot.shown, plot.arranged, plot.dressed):
            changed.connect(self.refresh)
        plot.viewport().setCursor(Qt.CursorShape.CrossCursor)
        self.refresh()

    @property
    def strip(self) -> Strip | None:
        """The strip that is drawn on, where it is there."""
        return next((each for each in self._plot.strips if each.key == self.key), None)

    def area(self) -> QRect | None:
        """Return where one may draw, in pixels of the plot's viewport."""
        strip, plot = self.strip, self._plot
        if strip is None or strip.is_folded:
            return None
        seen = self._ahead.mapRectToScene(self._ahead.rect())
        area: QRect = plot.mapFromScene(seen).boundingRect() & plot.viewport().rect()
        return area

    def show_curve(self, curve: Curve) -> None:
        """Show another curve."""
        self.curve = curve
        self.refresh()

    def close(self) -> None:
        """Let nobody draw any more; what was drawn stays as a ghost."""
        self.is_open = False
        self._plot.viewport().setCursor(Qt.CursorShape.OpenHandCursor)
        self.refresh()

    def remove(self) -> None:
        """Leave the plot as it was."""
        self.close()
        self._plot.takers.remove(self._taken)
        for changed in (self._plot.shown, self._plot.arranged, self._plot.dressed):
            changed.disconnect(self.refresh)
        for item in (self._ahead, self._ghost):
            self._plot.remove_overlay(item)
        self.deleteLater()

    def refresh(self) -> None:
        """Lay everything where it belongs now."""
        plot, strip, curve = self._plot, self.strip, self.curve
        shows = strip is not None and not strip.is_folded
        self._ahead.setVisible(shows and self.is_open)
        self._ghost.setVisible(shows)
        if strip is None or not shows:
            return
        left, right = plot.x_of(curve.start_ms), plot.x_of(curve.end_ms)
        self._ahead.setRect(left, strip.top, right - left, strip.height)
        shade = plot.theme.colour("accent")
        self._ahead.setPen(pg.mkPen(None))
        shade.setAlphaF(0.10)
        self._ahead.setBrush(shade)
        heights = np.clip(strip.y_of(curve.values), strip.head, strip.foot)
        self._ghost.setPen(pen(plot.theme.colour("ink"), GHOST_PX, Qt.PenStyle.DashLine))
        self._ghost.setData(x=curve.times - plot.time_at(0.0), y=heights)

    def _taken(self, press: Press) -> Gesture | None:
        strip = self.strip
        is_plain = press.button is Qt.MouseButton.LeftButton and not press.modifiers
        if not (self.is_open and is_plain) or strip is None or strip.is_folded:
            return None
        time = self._plot.time_at(press.place.x())
        inside = strip.top <= press.place.y() < strip.bottom
        if not inside or not self.curve.start_ms <= time <= self.curve.end_ms:
            return None
        return _Stroke(self, self._plot, strip, press.place)


class _Stroke:
    """The pointer draws, from where it was pressed to where it is let go."""

    def __init__(self, on: Prediction, plot: TracePlot, strip: Strip, place: QPointF) -> None:
        self._on, self._plot, self._strip = on, plot, strip
        self._before = on.curve
        self._last = self._at(place)

    def move(self, place: QPointF) -> None:
        here = self._at(place)
        self._on.show_curve(self._on.curve.stroked(self._last, here))
        self._last = here

    def end(self, place: QPointF) -> None:
        self.move(place)
        self._on.drawn.emit(self._on.curve)

    def cancel(self) -> None:
        self._on.show_curve(self._before)

    def _at(self, place: QPointF) -> tuple[float, float]:
        """Return time and value at a place, within the stretch and the strip."""
        curve, strip = self._on.curve, self._strip
        time = min(curve.end_ms, max(curve.start_ms, self._plot.time_at(place.x())))
        low, high = strip.bounds
        return time, min(high, max(low, strip.value_at(place.y())))


def samples_of(strip: Any, start_ms: float, end_ms: float) -> tuple[Any, Any]:
    """Return what a strip has recorded in a stretch of time: ms and values."""
    return strip.course.samples(start_ms, end_ms)  # type: ignore[no-any-return]
