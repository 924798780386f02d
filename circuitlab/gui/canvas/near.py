"""The closest view: one synapse with its membrane, once one is near enough."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, QSizeF
from PySide6.QtGui import QPainter, QPixmap

from circuitlab.render.closeup import paint_closeup
from circuitlab.render.membrane import membrane
from circuitlab.render.stage import Detail, Stage

if TYPE_CHECKING:
    from circuitlab.gui.canvas.camera import Camera
    from circuitlab.gui.canvas.scene import CanvasScene
    from circuitlab.gui.canvas.view import CanvasView

FROM, WHOLLY = 3.0, 3.6
"""Magnifications at which the close view begins to show, and shows alone."""

EVERY_S = 0.045


def share(scale: float) -> float:
    """Return how much of the close view shows at a magnification, 0 to 1."""
    return min(1.0, max(0.0, (scale - FROM) / (WHOLLY - FROM)))


def synapse_in_view(scene: CanvasScene, camera: Camera, size: QSizeF, shown: float) -> str:
    """Return the synapse nearest to the middle of the view, if any of it is `shown` at all."""
    if not shown:
        return ""
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
    """The close view as it was painted last; a new one is made some twenty times a second."""

    def __init__(self) -> None:
        self._picture = QPixmap()
        self._of: tuple[object, ...] = ()
        self._painted_at = 0.0

    def paint(self, painter: QPainter, canvas: CanvasView, synapse: str) -> None:
        """Show a synapse from near over the whole view, with the numbers of the run."""
        now = time.perf_counter()
        of = (synapse, canvas.size(), canvas.theme, canvas.scene.geometry.places[synapse])
        if of != self._of or now - self._painted_at >= EVERY_S:
            self._picture = self._painted(canvas, synapse)
            self._of, self._painted_at = of, now
        painter.drawPixmap(0, 0, self._picture)

    def _painted(self, canvas: CanvasView, synapse: str) -> QPixmap:
        ratio = canvas.devicePixelRatioF()
        picture = QPixmap(canvas.size() * ratio)
        picture.setDevicePixelRatio(ratio)
        painter = QPainter(picture)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        stage = Stage(painter, canvas.theme, Detail.CLOSE, canvas.session.live)
        state = membrane(canvas.scene.geometry, synapse, canvas.session.live)
        paint_closeup(stage, QRectF(QPointF(), canvas.view_size()), state)
        painter.end()
        return picture
