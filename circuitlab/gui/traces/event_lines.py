"""The lines through the strips at what was done while the circuit ran."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol

import pyqtgraph as pg
from PySide6.QtCore import QPointF, QRectF, Qt

from circuitlab.gui.faults import paints
from circuitlab.gui.traces.tiles import pen

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QPainter

    from circuitlab.playback.run_event import Event
    from circuitlab.render.theme import Theme


class Timed(Protocol):
    """What the lines go through: it tells where a time is, and whose colours are used."""

    theme: Theme

    def x_of(self, time_ms: float) -> float:
        """Return the place of a time (ms) along the view's axis."""


class EventLines(pg.GraphicsObject):  # type: ignore[misc]
    """A line through the strips at each event."""

    def __init__(self, plot: Timed) -> None:
        super().__init__()
        self._plot = plot
        self.events: Sequence[Event] = ()

    def viewTransformChanged(self) -> None:
        super().viewTransformChanged()
        self.prepareGeometryChange()

    def boundingRect(self) -> QRectF:
        return QRectF(self.viewRect())

    @paints
    def paint(self, painter: QPainter, _option: Any, _widget: Any = None) -> None:
        if not self.events:
            return
        plot, room = self._plot, self.viewRect()
        for event in self.events:
            x = plot.x_of(event.time_ms)
            if room.left() <= x <= room.right():
                painter.setPen(pen(plot.theme.line_of(event.colour), 1.0, Qt.PenStyle.DashLine))
                painter.drawLine(QPointF(x, room.top()), QPointF(x, room.bottom()))
