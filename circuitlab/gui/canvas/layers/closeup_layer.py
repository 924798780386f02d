"""The closest view: one synapse with its membrane, once one is near enough."""

from __future__ import annotations

import math
import time
from collections.abc import Iterator
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, QSizeF
from PySide6.QtGui import QPainter, QPixmap

from circuitlab.render.paint_context import Detail, Stage

if TYPE_CHECKING:
    from circuitlab.gui.canvas.camera import Camera
    from circuitlab.gui.canvas.gestures.context import Picture
    from circuitlab.gui.canvas.scene import CanvasScene
    from circuitlab.render.closeup.closeup import Step
    from circuitlab.render.live_frame import LiveFrame

FROM = 3.3
"""Magnification from which on the close view shows."""

FADE_S, LONGEST_STEP_S = 0.25, 0.05
"""How long it takes to come or go, and as how much a pause between two frames counts."""

COUNTS_FROM = 0.5
"""The share from which on a pointer is on what the close view shows."""

EVERY_S = 0.045
BUDGET_S, FIRST_S = 0.005, 0.003
"""Time that a frame may take to paint on the next picture, and on the first, before it shows."""


def synapse_in_view(scene: CanvasScene, camera: Camera, size: QSizeF) -> str:
    """Return the synapse nearest to the middle of the view, or an empty text."""
    area = camera.visible(size)
    middle = area.center()
    best, nearest = "", float("inf")
    for id in scene.visible(area):
        chain = scene.geometry.chains.get(id)
        if chain is None or not chain.source or not chain.host:
            continue
        way = scene.geometry.places[id].centre - middle
        distance = QPointF.dotProduct(way, way)
        if distance < nearest:
            best, nearest = id, distance
    return best


class NearView:
    """The close view as it was painted last; a new one is made some twenty times a second.

    Each new one is painted over a few frames, and shown when it is whole.

    Attributes
    ----------
    share : float
        How much of it shows: it comes and goes within `FADE_S` and rests at 0 or 1.
    """

    def __init__(self) -> None:
        self.share = 0.0
        self._faded_at = 0.0
        self._picture = QPixmap()
        self._of: tuple[object, ...] = ("", None)
        self._on: tuple[object, ...] = ()
        self._begun_at = 0.0
        self._live: LiveFrame | None = None
        self._coming = QPixmap()
        self._painter = QPainter()
        self._steps: Iterator[Step] | None = None
        self._is_outdated = False

    def fade(self, canvas: Picture) -> str:
        """Come or go a little, as the magnification wants; returns the synapse to be shown."""
        now, wanted = time.perf_counter(), canvas.camera.scale >= FROM
        step = min(now - self._faded_at, LONGEST_STEP_S) / FADE_S
        self._faded_at = now
        if not wanted and not self.share:
            self._forget()
            return ""
        synapse = synapse_in_view(canvas.scene, canvas.camera, canvas.view_size())
        if not synapse:
            self.share = 0.0
        elif not wanted:
            self.share = max(0.0, self.share - step)
        elif not self._picture.isNull():
            self.share = min(1.0, self.share + step)
        if not self.share and (not wanted or not synapse):
            self._forget()
            return ""
        return synapse

    def hit(self, canvas: Picture, view: QPointF) -> str:
        """Return what is drawn at a view position: a receptor, a cell, or else the synapse.

        Empty while the circuit shows; as long as a picture comes or goes, the stronger one counts.
        """
        geometry, synapse = canvas.scene.geometry, str(self._of[0])
        if self.share < COUNTS_FROM or synapse not in geometry.chains:
            return ""
        from circuitlab.render.closeup.closeup import hit
        from circuitlab.render.closeup.receptor_counts import membrane

        state = membrane(geometry, synapse, canvas.session.live)
        return hit(QRectF(QPointF(), canvas.view_size()), state, view)

    def _forget(self) -> None:
        """Forget what has been painted: nothing of it may come up again."""
        self._picture, self._steps = QPixmap(), None

    def is_behind(self, live: LiveFrame) -> bool:
        """Whether it is coming or going, or a picture of this frame is not there yet."""
        is_old = self._is_outdated or self._live is not live
        return self.share < 1.0 or self._steps is not None or is_old

    def paint(self, painter: QPainter, canvas: Picture, synapse: str) -> None:
        """Show a synapse from near over the whole view, with the numbers of the run.

        What shows at present stays until the next picture is whole, and while it comes or goes.
        One of another size or theme could not stay.
        """
        now, on = time.perf_counter(), (canvas.size(), canvas.theme)
        of = (synapse, canvas.scene.geometry.places[synapse])
        cannot_stay = bool(self.share) and on != self._on
        is_due = self._steps is None and (of != self._of or now - self._begun_at >= EVERY_S)
        if is_due or on != self._on or synapse != self._of[0]:
            self._of, self._on = of, on
            self._begin(canvas, synapse, now)
        self._is_outdated = of != self._of
        if cannot_stay:
            self._go_on(math.inf)
        elif self._steps is not None and self.share in (0.0, 1.0):
            self._go_on(now + (BUDGET_S if self.share else FIRST_S))
        painter.drawPixmap(0, 0, self._picture)

    def _begin(self, canvas: Picture, synapse: str, now: float) -> None:
        ratio = canvas.devicePixelRatioF()
        self._begun_at, self._live = now, canvas.session.live
        self._coming = QPixmap(canvas.size() * ratio)
        self._coming.setDevicePixelRatio(ratio)
        stage = Stage(self._painter, canvas.theme, Detail.CLOSE, self._live)
        from circuitlab.render.closeup.closeup import closeup_steps
        from circuitlab.render.closeup.receptor_counts import membrane

        state = membrane(canvas.scene.geometry, synapse, self._live)
        self._steps = closeup_steps(stage, QRectF(QPointF(), canvas.view_size()), state)

    def _go_on(self, until: float) -> None:
        """Paint on the coming picture until then, or to the end."""
        self._painter.begin(self._coming)
        self._painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        try:
            for step in self._steps or ():
                step()
                if time.perf_counter() >= until:
                    return
        finally:
            self._painter.end()
        self._picture, self._steps = self._coming, None
