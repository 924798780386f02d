"""Dragging something to a target: which elements would take it, and why the others do not."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from PySide6.QtGui import QPainter

from circuitlab.gui.canvas.gestures.gesture import Gesture, Pointer
from circuitlab.gui.canvas.layers.glow_ring import paint_glow

if TYPE_CHECKING:
    from circuitlab.catalog.words import Problem
    from circuitlab.gui.canvas.gestures.context import Canvas

GLOW_BUDGET_S = 0.003
NEAR = 14.0
"""Pixels from which a target is hit though the pointer is beside it."""


class Aiming(Gesture):
    """A drag that ends on an element.

    Attributes
    ----------
    target : str
        The element under the pointer, or an empty text.
    refusal : Problem or None
        Why that one is none.
    legal : list of str
        The elements in view that are known to take what is dragged.
    """

    def __init__(self, canvas: Canvas, start: Pointer, source: str) -> None:
        super().__init__(canvas, start)
        self.source = source
        self.target = ""
        self.refusal: Problem | None = None
        self.legal: list[str] = []
        self._untested = canvas.scene.visible(canvas.camera.visible(canvas.view_size()))

    def tested(self, target: str) -> Problem | None:
        """Return why an element does not take what is dragged, or None when it does."""
        raise NotImplementedError

    def move(self, at: Pointer) -> None:
        super().move(at)
        hit = self._hit(at)
        if hit != self.target:
            self.target = hit
            self.refusal = self.tested(hit) if hit and hit != self.source else None
        self.canvas.say(self.refusal, at.view)
        self.canvas.frames.ask()

    def _hit(self, at: Pointer) -> str:
        """Return what is under the pointer, or so near that it is meant: thin ends are hard to hit.

        Only what takes the drag is meant from beside it; all else stays empty canvas there.
        """
        scene = self.canvas.scene
        if hit := scene.at(at.scene):
            return hit
        near = scene.at(at.scene, NEAR / self.canvas.camera.scale)
        if near in ("", self.source):
            return ""
        is_known = near == self.target and self.refusal is None
        return near if is_known or self.tested(near) is None else ""

    def cancel(self) -> None:
        self.canvas.say(None)

    def paint(self, painter: QPainter) -> None:
        self._test_some()
        for id in self.legal:
            place = self.canvas.scene.place(id)
            if id == self.target or (place is not None and place.host not in self.legal):
                strength = 1.0 if id == self.target else 0.4
                paint_glow(painter, self.canvas, id, "accent", strength)
        if self.target and self.refusal is not None:
            paint_glow(painter, self.canvas, self.target, "danger", 0.9)

    def _test_some(self) -> None:
        """Find which elements would take it, a few milliseconds of them a frame."""
        until = time.perf_counter() + GLOW_BUDGET_S
        while self._untested and time.perf_counter() < until:
            id = self._untested.pop()
            if id != self.source and self.tested(id) is None:
                self.legal.append(id)
        if self._untested:
            self.canvas.frames.ask()
