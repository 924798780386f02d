"""Wiring by hand: the handle on an element, and the wire that is dragged from it."""

from __future__ import annotations

import itertools
import time
from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen, QPixmap

from circuitlab.catalog.words import Problem
from circuitlab.gui.canvas.gestures import Gesture, Pointer
from circuitlab.gui.canvas.sprites import blit, pictured
from circuitlab.model import rules
from circuitlab.render.pens import faded

if TYPE_CHECKING:
    from circuitlab.gui.canvas.view import CanvasView
    from circuitlab.render.place import Place
    from circuitlab.render.theme import Theme

HANDLE_RADIUS = 7.0
HANDLE_REACH = 14.0
"""Radius in view pixels within which the handle is hit."""

GLOW_BUDGET_S = 0.003
_OUTSIDE = 16.0
_ALT = Qt.KeyboardModifier.AltModifier
_numbers = itertools.count(1)


def handle_of(place: Place) -> QPointF | None:
    """Return where the wiring handle of an element is, in canvas units; None where it has none."""
    if place.kind is None or place.host or place.kind.family in ("synapse", "note"):
        return None
    if place.cell is not None:
        return place.centre + place.cell.hillock + place.cell.leaving * _OUTSIDE
    body = place.body
    named_there = place.label.box.left() >= body.right() and place.label.box.width() > 0.0
    down = body.bottom() if named_there else 0.0
    return place.centre + QPointF(body.right() + _OUTSIDE, down)


def paint_handle(painter: QPainter, at: QPointF, theme: Theme, *, hot: bool) -> None:
    """Paint a wiring handle at a view position; `hot` when the pointer is on it."""
    painter.setPen(QPen(theme.line_of("accent"), 2.0))
    painter.setBrush(theme.colour("accent" if hot else "panel"))
    radius = HANDLE_RADIUS + (1.5 if hot else 0.0)
    painter.drawEllipse(at, radius, radius)
    painter.setPen(QPen(theme.colour("panel") if hot else theme.line_of("accent"), 1.6))
    painter.drawLine(at - QPointF(3.0, 0.0), at + QPointF(3.0, 0.0))
    painter.drawLine(at - QPointF(0.0, 3.0), at + QPointF(0.0, 3.0))


def paint_glow(painter: QPainter, canvas: CanvasView, id: str, token: str, strength: float) -> None:
    """Paint a soft ring around an element, in view pixels."""
    place = canvas.scene.geometry.places.get(id)
    if place is None:
        return
    soma = place.cell.soma.boundingRect() if place.cell is not None else place.body
    area = canvas.camera.area_to_view(soma.translated(place.centre))
    size = (round(area.width(), 1) + 12.0, round(area.height(), 1) + 12.0)
    colour, ratio = canvas.theme.colour(token), canvas.devicePixelRatioF()
    ring = _ring(size, colour.rgb(), round(strength, 1), ratio)
    blit(painter, ring, area.center().x(), area.center().y())


@lru_cache(maxsize=64)
def _ring(size: tuple[float, float], rgb: int, strength: float, ratio: float) -> QPixmap:
    """Return the picture of a soft ring of a size in view pixels."""
    room = QRectF(QPointF(), QSizeF(*size))
    room.moveCenter(QPointF())

    def paint(painter: QPainter) -> None:
        for width, share in ((9.0, 0.22), (2.0, 0.9)):
            painter.setPen(QPen(faded(QColor(rgb), share * strength), width))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawEllipse(room)

    return pictured(0.5 * max(size) + 6.0, ratio, ratio, paint)


class Wire(Gesture):
    """Drag a wire from an element to another, or to empty canvas for a new one.

    Held `Alt` keeps the wire in hand after each connection; all of them are one undo step.
    """

    cursor = Qt.CursorShape.CrossCursor

    def __init__(self, canvas: CanvasView, start: Pointer, source: str) -> None:
        super().__init__(canvas, start)
        self.source = source
        self._merge_key = f"wire {next(_numbers)}"
        self._target = ""
        self._refusal: Problem | None = None
        self._untested = canvas.scene.visible(canvas.camera.visible(canvas.view_size()))
        self.legal: list[str] = []

    def move(self, at: Pointer) -> None:
        super().move(at)
        hit = self.canvas.scene.at(at.scene)
        if hit != self._target:
            self._target = hit
            self._refusal = self._tested(hit) if hit and hit != self.source else None
        self.canvas.say(self._refusal, at.view)
        self.canvas.frames.ask()

    def end(self, at: Pointer) -> bool:
        self.move(at)
        canvas = self.canvas
        if not self._target:
            if self.dragged:
                canvas.quick_add_requested.emit(at.scene, self.source)
            return False
        if self._target == self.source or self._refusal is not None:
            return False
        made = rules.connect(canvas.document.circuit, canvas.catalog, self.source, self._target)
        if isinstance(made, Problem):
            canvas.say(made, at.view)
            return False
        canvas.document.push(replace(made, merge_key=self._merge_key))
        self._target = ""
        return bool(at.modifiers & _ALT)

    def cancel(self) -> None:
        self.canvas.say(None)

    def paint(self, painter: QPainter) -> None:
        self._test_some()
        for id in self.legal:
            place = self.canvas.scene.place(id)
            if id == self._target or (place is not None and place.host not in self.legal):
                strength = 1.0 if id == self._target else 0.4
                paint_glow(painter, self.canvas, id, "accent", strength)
        if self._target and self._refusal is not None:
            paint_glow(painter, self.canvas, self._target, "danger", 0.9)
        self._paint_wire(painter)

    def _tested(self, target: str) -> Problem | None:
        canvas = self.canvas
        return rules.can_connect(canvas.document.circuit, canvas.catalog, self.source, target)

    def _test_some(self) -> None:
        """Find which elements would take the wire, a few milliseconds of them a frame."""
        until = time.perf_counter() + GLOW_BUDGET_S
        while self._untested and time.perf_counter() < until:
            id = self._untested.pop()
            if id != self.source and self._tested(id) is None:
                self.legal.append(id)
        if self._untested:
            self.canvas.frames.ask()

    def _paint_wire(self, painter: QPainter) -> None:
        place = self.canvas.scene.geometry.places.get(self.source)
        handle = handle_of(place) if place is not None else None
        if place is None or handle is None:
            return
        start, end = self.canvas.camera.to_view(handle), self.last.view
        leaving = place.cell.leaving if place.cell is not None else QPointF(1.0, 0.0)
        reach = max(30.0, 0.4 * (end - start).manhattanLength())
        path = QPainterPath(start)
        path.cubicTo(start + leaving * reach, end - QPointF(0.4 * reach, 0.0), end)
        refused = self._refusal is not None
        token = "danger" if refused else place.colour
        pen = QPen(self.canvas.theme.line_of(token), 3.0)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        if refused:
            pen.setDashPattern([2.0, 2.0])
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.strokePath(path, pen)
        paint_handle(painter, start, self.canvas.theme, hot=True)
        painter.setBrush(self.canvas.theme.colour(token))
        painter.drawEllipse(end, 5.0, 5.0)
