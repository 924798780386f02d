"""Wiring by hand: the handle on an element, and the wire that is dragged from it."""

from __future__ import annotations

import itertools
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPen, QTransform

from circuitlab.catalog.families import NOTE, SYNAPSE
from circuitlab.catalog.words import Problem
from circuitlab.gui.canvas.gestures.aiming import Aiming
from circuitlab.gui.canvas.gestures.gesture import Pointer
from circuitlab.model import rules

if TYPE_CHECKING:
    from circuitlab.gui.canvas.gestures.context import Canvas
    from circuitlab.render.drawn import DrawnElement
    from circuitlab.render.theme import Theme

HANDLE_RADIUS = 7.0
HANDLE_REACH = 14.0
"""Radius in view pixels within which the handle is hit."""

_OUTSIDE = 16.0
_ASIDE = (0.0, -35.0, 35.0, -60.0, 60.0, -90.0, 90.0)
"""Degrees by which a handle is turned about its element, in the order in which they are tried."""
_ALT = Qt.KeyboardModifier.AltModifier
_numbers = itertools.count(1)


def handle_of(place: DrawnElement) -> QPointF | None:
    """Return where the wiring handle of an element is, in canvas units; None where it has none."""
    if place.kind is None or place.host or place.kind.family in (SYNAPSE, NOTE):
        return None
    if place.cell is not None:
        return place.centre + _off_name(place, place.cell.hillock + place.cell.leaving * _OUTSIDE)
    body = place.body
    named_there = place.label.box.left() >= body.right() and place.label.box.width() > 0.0
    down = body.bottom() if named_there else 0.0
    return place.centre + QPointF(body.right() + _OUTSIDE, down)


def _off_name(place: DrawnElement, straight: QPointF) -> QPointF:
    """Return where a handle stands that covers no letter of the name: ahead, or turned aside."""
    reach = HANDLE_RADIUS + 2.0
    named = place.label.box.adjusted(-reach, -reach, reach, reach)
    turned = (QTransform().rotate(angle).map(straight) for angle in _ASIDE)
    return next((at for at in turned if not named.contains(at)), straight)


def paint_handle(painter: QPainter, at: QPointF, theme: Theme, *, hot: bool) -> None:
    """Paint a wiring handle at a view position; `hot` when the pointer is on it."""
    painter.setPen(QPen(theme.line_of("accent"), 2.0))
    painter.setBrush(theme.colour("accent" if hot else "panel"))
    radius = HANDLE_RADIUS + (1.5 if hot else 0.0)
    painter.drawEllipse(at, radius, radius)
    painter.setPen(QPen(theme.colour("panel") if hot else theme.line_of("accent"), 1.6))
    painter.drawLine(at - QPointF(3.0, 0.0), at + QPointF(3.0, 0.0))
    painter.drawLine(at - QPointF(0.0, 3.0), at + QPointF(0.0, 3.0))


class Wire(Aiming):
    """Drag a wire from an element to another, or to empty canvas for a new one.

    Held `Alt` keeps the wire in hand after each connection; all of them are one undo step.
    """

    cursor = Qt.CursorShape.CrossCursor

    def __init__(self, canvas: Canvas, start: Pointer, source: str) -> None:
        super().__init__(canvas, start, source)
        self._merge_key = f"wire {next(_numbers)}"

    def tested(self, target: str) -> Problem | None:
        canvas = self.canvas
        return rules.can_connect(canvas.document.circuit, canvas.catalog, self.source, target)

    def end(self, at: Pointer) -> bool:
        self.move(at)
        canvas = self.canvas
        if not self.target:
            if self.dragged:
                canvas.ask_for_part(at.scene, self.source)
            return False
        if self.target == self.source or self.refusal is not None:
            return False
        made = rules.connect(canvas.document.circuit, canvas.catalog, self.source, self.target)
        if isinstance(made, Problem):
            canvas.say(made, at.view)
            return False
        canvas.document.push(replace(made, merge_key=self._merge_key))
        self.target = ""
        return bool(at.modifiers & _ALT)

    def paint(self, painter: QPainter) -> None:
        super().paint(painter)
        self._paint_wire(painter)

    def _paint_wire(self, painter: QPainter) -> None:
        place = self.canvas.scene.geometry.places.get(self.source)
        handle = handle_of(place) if place is not None else None
        if place is None or handle is None:
            return
        start = self.canvas.camera.to_view(handle)
        leaving = place.cell.leaving if place.cell is not None else QPointF(1.0, 0.0)
        token = "danger" if self.refusal is not None else place.colour
        paint_loose_wire(painter, self.canvas.theme, start, self.last.view, leaving, token)
        paint_handle(painter, start, self.canvas.theme, hot=True)


def paint_loose_wire(
    painter: QPainter, theme: Theme, start: QPointF, end: QPointF, leaving: QPointF, token: str
) -> None:
    """Paint a wire in hand from where it is fixed to the pointer, in view pixels.

    Parameters
    ----------
    leaving : QPointF
        The direction in which it begins, of length 1.
    token : str
        Its colour; one that is refused is dashed.
    """
    reach = max(30.0, 0.4 * (end - start).manhattanLength())
    path = QPainterPath(start)
    path.cubicTo(start + leaving * reach, end - QPointF(0.4 * reach, 0.0), end)
    pen = QPen(theme.line_of(token), 3.0)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    if token == "danger":
        pen.setDashPattern([2.0, 2.0])
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.strokePath(path, pen)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.colour(token))
    painter.drawEllipse(end, 5.0, 5.0)
