"""The ground of the plot: a plot whose pixels may be several of the widget's, as a room needs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pyqtgraph as pg
from PySide6.QtCore import QRectF, QTimer
from PySide6.QtGui import QTransform

if TYPE_CHECKING:
    from PySide6.QtGui import QPainter, QResizeEvent


OWED_MS = 50
"""So long what is owed waits for a frame that moves something by a pixel."""


class MagnifiedPlot(pg.PlotWidget):  # type: ignore[misc]
    """A plot that shows everything `times` as large; its scene is so much smaller than it is."""

    times = 1.0

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        self._owed = QTimer(self, singleShot=True, interval=OWED_MS)
        self._owed.timeout.connect(self.viewport().update)

    def show_anew(self, *, has_moved: bool) -> None:
        """Have all painted: now where it has moved, else a little later, for the last pixel."""
        if has_moved:
            self._owed.stop()
            self.viewport().update()
        elif not self._owed.isActive():
            self._owed.start()

    def magnify(self, times: float) -> None:
        """Show everything so many times as large."""
        self.times = times
        self._follow_size()

    def devicePixelRatioF(self) -> float:
        """Return how many pixels of the screen one of the plot takes."""
        return float(super().devicePixelRatioF()) * self.times

    def upright(self, painter: QPainter) -> None:
        """Let a painter of an item paint in pixels of the plot, wherever the item lies."""
        painter.resetTransform()
        if self.times != 1.0:
            painter.scale(self.times, self.times)

    def _follow_size(self) -> None:
        size = super().size()
        room = QRectF(0.0, 0.0, size.width() / self.times, size.height() / self.times)
        pg.GraphicsView.setRange(self, room, padding=0, disableAutoPixel=False)

    def updateMatrix(self, propagate: bool = True) -> None:
        super().updateMatrix(propagate)
        if self.times != 1.0:
            self.setTransform(QTransform.fromScale(self.times, self.times))

    def resizeEvent(self, event: QResizeEvent | None) -> None:
        if self.times == 1.0:
            super().resizeEvent(event)
        elif not self.closed:
            self._follow_size()
