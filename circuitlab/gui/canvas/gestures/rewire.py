"""What a press on a wire begins: to select it, to move one of its ends, to take it away."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QPainter

from circuitlab.catalog.words import Problem
from circuitlab.gui.canvas.gestures.aiming import Aiming
from circuitlab.gui.canvas.gestures.gesture import Gesture, Pointer, RubberBand
from circuitlab.gui.canvas.gestures.wire import paint_loose_wire
from circuitlab.gui.canvas.wire_index import own_way
from circuitlab.model.rewiring import (
    End,
    Wire,
    ends_of,
    moved_end,
    moved_key,
    removed_wire,
    why_not_moved,
)
from circuitlab.render.curves import unit
from circuitlab.render.drawn import Axon, CablePath

if TYPE_CHECKING:
    from circuitlab.gui.canvas.gestures.context import Canvas
    from circuitlab.gui.canvas.gestures.grips import Spot


def gesture_on(canvas: Canvas, at: Pointer, wire: Wire, spot: Spot) -> Gesture:
    """Return the gesture that a press on a wire, or on one of its grips, begins."""
    if spot == "cross":
        return CutWire(canvas, at, wire)
    if spot:
        return MoveEnd(canvas, at, wire, at_start=spot == "start")
    return ChooseWire(canvas, at, wire)


class ChooseWire(RubberBand):
    """A click selects a wire; a drag that begins there selects what it encloses."""

    def __init__(self, canvas: Canvas, start: Pointer, wire: Wire) -> None:
        super().__init__(canvas, start)
        self._wire = wire
        self._was = (canvas.session.selection.ids, canvas.session.selection.link)

    def move(self, at: Pointer) -> None:
        Gesture.move(self, at)
        if self.dragged:
            super().move(at)

    def end(self, at: Pointer) -> bool:
        self.move(at)
        if not self.dragged:
            self._choose(at)
        return False

    def cancel(self) -> None:
        self.canvas.session.selection.select(*self._was)

    def _choose(self, at: Pointer) -> None:
        session = self.canvas.session
        if at.adds and isinstance(self._wire, str):
            others = [id for id in session.selection.ids if id != self._wire]
            here = self._wire in session.selection.ids
            session.selection.select(others if here else [*others, self._wire])
        else:
            session.selection.select_wire(self._wire)


class CutWire(Gesture):
    """A click on the cross of a wire takes it away."""

    cursor = Qt.CursorShape.PointingHandCursor

    def __init__(self, canvas: Canvas, start: Pointer, wire: Wire) -> None:
        super().__init__(canvas, start)
        self._wire = wire

    def end(self, at: Pointer) -> bool:
        canvas = self.canvas
        grips = canvas.grips(self._wire)
        if grips is not None and grips.at(at.view) == "cross":
            circuit = canvas.document.circuit
            canvas.document.push(removed_wire(circuit, canvas.catalog, self._wire))
        return False


class MoveEnd(Aiming):
    """Drag one end of a wire to something else; what the wire is worth stays with it.

    Parameters
    ----------
    at_start : bool
        Whether it is the end at which the wire begins, as it is drawn.
    """

    cursor = Qt.CursorShape.CrossCursor

    def __init__(self, canvas: Canvas, start: Pointer, wire: Wire, *, at_start: bool) -> None:
        self.wire, self._at_start = wire, at_start
        self.line = canvas.scene.line(wire)
        self._end: End = "source" if at_start != _is_drawn_backwards(wire, self.line) else "target"
        ends = ends_of(canvas.document.circuit, wire)
        super().__init__(canvas, start, ends[0] if self._end == "source" else ends[1])

    def tested(self, target: str) -> Problem | None:
        canvas = self.canvas
        return why_not_moved(canvas.document.circuit, canvas.catalog, self.wire, self._end, target)

    def end(self, at: Pointer) -> bool:
        self.move(at)
        if not self.dragged:
            self.canvas.session.selection.select_wire(self.wire)
        elif self.target and self.refusal is None:
            self._let_go(at)
        return False

    def _let_go(self, at: Pointer) -> None:
        canvas = self.canvas
        circuit, catalog = canvas.document.circuit, canvas.catalog
        made = moved_end(circuit, catalog, self.wire, self._end, self.target)
        if isinstance(made, Problem):
            canvas.say(made, at.view)
            return
        canvas.document.push(made)
        canvas.session.selection.select_wire(moved_key(self.wire, self._end, self.target))

    def paint(self, painter: QPainter) -> None:
        super().paint(painter)
        if self.line is None or not self.dragged:
            return
        token = "danger" if self.refusal is not None else self.line.colour
        start, leaving = self._fixed(self.line)
        paint_loose_wire(painter, self.canvas.theme, start, self.last.view, leaving, token)

    def _fixed(self, line: Axon | CablePath) -> tuple[QPointF, QPointF]:
        """Return where the other end stays in the view, and the direction of the wire there."""
        path = self.canvas.camera.transform().map(own_way(line))
        share, near = (1.0, 0.98) if self._at_start else (0.0, 0.02)
        point = path.pointAtPercent(share)
        return point, unit(path.pointAtPercent(near) - point)


def _is_drawn_backwards(wire: Wire, line: Axon | CablePath | None) -> bool:
    """Whether a wire is drawn from its target: an axon to the read-out that records it."""
    return isinstance(wire, tuple) and isinstance(line, Axon)
