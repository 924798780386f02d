"""Dropping a new element from the palette: on empty canvas, on what it shall act on, on an axon."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from circuitlab.catalog.families import CHANNEL, NEURON, NOTE, RECEPTOR
from circuitlab.catalog.words import Problem
from circuitlab.gui.canvas.gestures.gesture import Gesture, Pointer
from circuitlab.gui.canvas.layers.glow_ring import paint_glow
from circuitlab.gui.canvas.layers.lit_wires import paint_wire
from circuitlab.gui.canvas.room import bring_into_view
from circuitlab.model import rules
from circuitlab.model.between import dropped_on_axon
from circuitlab.render.bodies import BODIES, UNKNOWN

if TYPE_CHECKING:
    from circuitlab.gui.canvas.gestures.context import Canvas
    from circuitlab.model.delta import Delta
    from circuitlab.model.rewiring import Wire

MIME = "application/x-circuitlab-kind"
_ALONE = (NEURON, NOTE)
_DOCKED = (RECEPTOR, CHANNEL)
_SKIN = "skin"
_REACH = 10.0
"""View pixels within which a drop means an axon and not the room beside it."""
_CELL = QRectF(-60.0, -60.0, 120.0, 120.0)


def body_of(canvas: Canvas, kind: str) -> QRectF:
    """Return about how much room an element of a kind takes around its centre."""
    glyph = canvas.catalog.kind(kind).glyph
    return QRectF(*BODIES[glyph]) if glyph in BODIES and glyph != UNKNOWN else QRectF(_CELL)


class Drop(Gesture):
    """Carry a new element of a kind over the canvas and let go of it.

    Parameters
    ----------
    canvas : Canvas
    start : Pointer
        Where it entered the canvas.
    kind : str
        Name in the catalog.

    Attributes
    ----------
    wire : Wire or None
        The axon under the pointer, where a drop on it means something.
    """

    def __init__(self, canvas: Canvas, start: Pointer, kind: str) -> None:
        super().__init__(canvas, start)
        self.kind = kind
        spec = canvas.catalog.kind(kind)
        self._family, self._outside = spec.family, spec.lane == _SKIN
        self._target = ""
        self.wire: Wire | None = None
        self._over: tuple[str, Wire | None] = ("", None)
        self._refusal: Problem | None = None
        self.move(start)

    def move(self, at: Pointer) -> None:
        super().move(at)
        hit = self.canvas.scene.at(at.scene)
        target = "" if self._family in _ALONE else hit
        wire = None if hit else self.canvas.wire_near(at.scene, _REACH, axons_only=True)
        if (target, wire) != self._over:
            self._over = (target, wire)
            self._target, self.wire = target, wire
            made = self._on_axon(at.scene) if wire else self.made(at.scene) if target else None
            self.wire = wire if made is not None else None
            self._refusal = made if isinstance(made, Problem) else None
        self.canvas.say(self._refusal, at.view)
        self.canvas.frames.ask()

    def end(self, at: Pointer) -> bool:
        self.move(at)
        made = self._on_axon(at.scene) if self.wire and self._refusal is None else None
        made = made or self.made(at.scene)
        if isinstance(made, Problem):
            self.canvas.say(made, at.view)
            return False
        id, delta = made
        self.canvas.document.push(delta)
        self.canvas.select([id])
        if self._target or self.wire:
            bring_into_view(self.canvas, id)
        return False

    def cancel(self) -> None:
        self.canvas.say(None)

    def made(self, point: QPointF) -> tuple[str, Delta] | Problem:
        """Return the new element's id and the edit that adds it, or why it cannot be there."""
        canvas = self.canvas
        if self._target and self._family not in _DOCKED:
            room = body_of(canvas, self.kind)
            point = canvas.scene.free_spot(self._target, room, outside=self._outside)
        return rules.add_kind(
            canvas.document.circuit,
            canvas.catalog,
            self.kind,
            round(point.x(), 1),
            round(point.y(), 1),
            on=self._target or None,
        )

    def _on_axon(self, point: QPointF) -> tuple[str, Delta] | Problem | None:
        """Return what a drop on the axon there would do; None where it means nothing."""
        canvas, wire = self.canvas, self.wire
        if wire is None:
            return None
        if self._family not in (*_DOCKED, *_ALONE) and isinstance(wire, str):
            point = canvas.scene.free_spot(wire, body_of(canvas, self.kind))
        return dropped_on_axon(
            canvas.document.circuit,
            canvas.catalog,
            self.kind,
            wire,
            round(point.x(), 1),
            round(point.y(), 1),
        )

    def paint(self, painter: QPainter) -> None:
        if self.wire is not None:
            token = "danger" if self._refusal is not None else "accent"
            paint_wire(painter, self.canvas, self.wire, token, strong=True)
        if self._target:
            token = "danger" if self._refusal is not None else "accent"
            paint_glow(painter, self.canvas, self._target, token, 1.0)
            return
        body = body_of(self.canvas, self.kind).translated(self.last.scene)
        pen = QPen(self.canvas.theme.line_of("accent"), 1.2, Qt.PenStyle.DashLine)
        painter.setPen(pen)
        painter.setBrush(self.canvas.theme.colour("accent", 0.08))
        painter.drawRoundedRect(self.canvas.camera.area_to_view(body), 10.0, 10.0)
