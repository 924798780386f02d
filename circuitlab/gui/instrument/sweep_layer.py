"""Earlier sweeps laid under each other at their triggers, fading, and their mean."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPen, QPixmap

from circuitlab.analysis.sweeps import Sweep, mean_and_sd
from circuitlab.gui.faults import paints
from circuitlab.gui.traces.tiles import polygon_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from circuitlab.gui.traces.plot import TracePlot
    from circuitlab.gui.traces.strip import Key, Strip

    Floats = NDArray[np.float64]

STRONGEST, WEAKEST = 0.45, 0.10
"""Opacity of the last of the earlier sweeps, and of the first."""


class SweepLayer(pg.GraphicsObject):  # type: ignore[misc]
    """Paints sweeps of every strip from a picture that is made when they change."""

    def __init__(self, plot: TracePlot) -> None:
        super().__init__()
        self._plot = plot
        self._sweeps: Mapping[Key, Sequence[Sweep]] = {}
        self._trigger_ms = 0.0
        self._with_mean = False
        self._picture: QPixmap | None = None
        self._painted: object = None

    def show_sweeps(
        self, sweeps: Mapping[Key, Sequence[Sweep]], trigger_ms: float, *, with_mean: bool
    ) -> None:
        """Lay sweeps, the earliest first, over the strips at a trigger (ms)."""
        self._sweeps, self._trigger_ms, self._with_mean = sweeps, trigger_ms, with_mean
        self._picture = None
        self.update()

    def viewTransformChanged(self) -> None:
        super().viewTransformChanged()
        self.prepareGeometryChange()

    def boundingRect(self) -> QRectF:
        return QRectF(self.viewRect())

    @paints
    def paint(self, painter: QPainter, _option: Any, _widget: Any = None) -> None:
        if not self._sweeps:
            return
        view = self.getViewBox()
        box = view.mapRectToScene(view.rect())
        looks = self._looks()
        if self._picture is None or looks != self._painted:
            self._picture, self._painted = self._made(box), looks
        painter.save()
        self._plot.upright(painter)
        painter.drawPixmap(box.topLeft(), self._picture)
        painter.restore()

    def _looks(self) -> object:
        plot = self._plot
        strips = [(s.key, s.top, s.height, s.bounds) for s in plot.in_view]
        return plot.right_ms, plot.window_ms, plot.across, plot.room, plot.theme.name, strips

    def _made(self, box: QRectF) -> QPixmap:
        plot = self._plot
        ratio = plot.devicePixelRatioF()
        picture = QPixmap(max(1, plot.across), max(1, round(plot.room * ratio)))
        picture.setDevicePixelRatio(ratio)
        picture.fill(Qt.GlobalColor.transparent)
        with QPainter(picture) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            for strip in plot.in_view:
                if not strip.is_folded and strip.key in self._sweeps:
                    painter.setClipRect(QRectF(0.0, strip.top, box.width(), strip.height))
                    self._paint_strip(painter, strip, box.width())
        return picture

    def _paint_strip(self, painter: QPainter, strip: Strip, wide: float) -> None:
        earlier = self._sweeps[strip.key][:-1]
        colour = self._plot.theme.line_of(strip.row.colour)
        for number, sweep in enumerate(earlier, 1):
            part = number / len(earlier)
            colour.setAlphaF(WEAKEST + (STRONGEST - WEAKEST) * part)
            painter.setPen(QPen(colour, 1.0))
            painter.drawPolyline(polygon_of(self._line(strip, sweep.t, sweep.v, wide)))
        if self._with_mean and earlier:
            self._paint_mean(painter, strip, wide)

    def _paint_mean(self, painter: QPainter, strip: Strip, wide: float) -> None:
        t, mean, sd = mean_and_sd(list(self._sweeps[strip.key]))
        if not t.size:
            return
        ink = self._plot.theme.colour("ink")
        if np.isfinite(sd).all():
            band = self._plot.theme.colour("ink", 0.14)
            above, below = (self._line(strip, t, mean + way * sd, wide) for way in (1.0, -1.0))
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(band)
            painter.drawPolygon(polygon_of(np.concatenate((above, below[::-1]))))
        painter.setPen(QPen(ink, 1.2))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPolyline(polygon_of(self._line(strip, t, mean, wide)))

    def _line(self, strip: Strip, t: Floats, v: Floats, wide: float) -> Floats:
        """Points in pixels; no more than the lowest and highest of each pixel."""
        at = self._plot.x_of(self._trigger_ms) + t
        x, y = thinned(wide + at * (wide / self._plot.window_ms), np.asarray(strip.y_of(v)))
        return np.column_stack((x, y))


def thinned(x: Floats, y: Floats) -> tuple[Floats, Floats]:
    """Return a line's points: of each pixel in x the lowest and the highest, in their order."""
    if x.size < 3:
        return x, y
    is_start = np.diff(np.floor(x), prepend=-np.inf) != 0.0
    (starts,) = np.nonzero(is_start)
    if 2 * starts.size >= x.size:
        return x, y
    pixel, is_kept = is_start.cumsum() - 1, np.zeros(x.size, bool)
    for extremes in (np.minimum.reduceat(y, starts), np.maximum.reduceat(y, starts)):
        (places,) = np.nonzero((y == extremes[pixel]) | np.isnan(y))
        is_kept[places[places.searchsorted(starts)]] = True
    return x[is_kept], y[is_kept]
