"""Wires that are lit: the selected one, and the one under the pointer, painted over the picture."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QPainter, QPen, QPixmap

from circuitlab.gui.canvas.sprites import blit, pictured
from circuitlab.gui.canvas.wire_index import own_way
from circuitlab.render.pens import faded

if TYPE_CHECKING:
    from circuitlab.gui.canvas.gestures.context import Picture
    from circuitlab.gui.canvas.gestures.grips import Spot
    from circuitlab.gui.canvas.gestures.wire_hover import WireHover
    from circuitlab.model.rewiring import Wire
    from circuitlab.render.theme import Theme

_WIDTH = 15.0
_GRIP, _CROSS = 6.5, 9.5


def paint_lit(painter: QPainter, canvas: Picture, hover: WireHover, *, gripped: bool) -> None:
    """Paint what shows that wires are selected or under the pointer, in view pixels.

    Parameters
    ----------
    hover : WireHover
        The wire under the pointer.
    gripped : bool
        Whether they can be gripped now, and show where.
    """
    selected = canvas.session.selection.wire
    for wire in hover.lit():
        paint_wire(painter, canvas, wire, "accent", strong=wire == selected)
    for wire in hover.lit() if gripped else ():
        grips = hover.grips(wire)
        if grips is None:
            continue
        spot: Spot = hover.spot if wire == hover.wire else ""
        ratio = canvas.devicePixelRatioF()
        for name, at in (("start", grips.start), ("end", grips.end)):
            blit(painter, _grip(canvas.theme, spot == name, ratio), at.x(), at.y())
        if wire in (hover.wire, selected):
            cross = _cross(canvas.theme, spot == "cross", ratio)
            blit(painter, cross, grips.cross.x(), grips.cross.y())


def paint_wire(painter: QPainter, canvas: Picture, wire: Wire, token: str, *, strong: bool) -> None:
    """Paint a soft band along a wire."""
    line = canvas.scene.line(wire)
    if line is None:
        return
    path = canvas.camera.transform().map(own_way(line))
    bands = ((_WIDTH, 0.20), (_WIDTH - 6.0, 0.30)) if strong else ((_WIDTH - 2.0, 0.24),)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for width, share in bands:
        pen = QPen(faded(canvas.theme.line_of(token), share), width)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        painter.strokePath(path, pen)


@lru_cache(maxsize=8)
def _grip(theme: Theme, hot: bool, ratio: float) -> QPixmap:
    """Return the picture of an end that can be dragged."""

    def paint(painter: QPainter) -> None:
        radius = _GRIP + (1.5 if hot else 0.0)
        painter.setPen(QPen(theme.line_of("accent"), 2.0))
        painter.setBrush(theme.colour("accent" if hot else "panel"))
        painter.drawEllipse(QPointF(), radius, radius)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour("panel") if hot else theme.line_of("accent"))
        painter.drawEllipse(QPointF(), 2.2, 2.2)

    return pictured(_GRIP + 4.0, ratio, ratio, paint)


@lru_cache(maxsize=8)
def _cross(theme: Theme, hot: bool, ratio: float) -> QPixmap:
    """Return the picture of the cross that takes a wire away."""

    def paint(painter: QPainter) -> None:
        painter.setPen(QPen(theme.line_of("danger") if hot else theme.line_of("muted"), 1.2))
        painter.setBrush(theme.colour("danger" if hot else "panel"))
        painter.drawEllipse(QPointF(), _CROSS, _CROSS)
        pen = QPen(theme.colour("panel") if hot else theme.colour("ink"), 1.8)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        painter.setPen(pen)
        for side in (-3.2, 3.2):
            painter.drawLine(QPointF(-3.2, side), QPointF(3.2, -side))

    return pictured(_CROSS + 3.0, ratio, ratio, paint)
