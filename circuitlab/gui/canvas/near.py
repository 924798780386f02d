"""The closest view: one synapse with its membrane, once one is near enough."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, QSizeF
from PySide6.QtGui import QPainter

from circuitlab.render.closeup import paint_closeup
from circuitlab.render.membrane import membrane
from circuitlab.render.stage import Detail, Stage

if TYPE_CHECKING:
    from circuitlab.gui.canvas.camera import Camera
    from circuitlab.gui.canvas.scene import CanvasScene
    from circuitlab.render.live_frame import LiveFrame

FROM, WHOLLY = 3.0, 3.6
"""Magnifications at which the close view begins to show, and shows alone."""


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


def paint(
    painter: QPainter, scene: CanvasScene, synapse: str, size: QSizeF, frame: LiveFrame
) -> None:
    """Paint a synapse from near over the whole view, with the numbers of `frame`."""
    stage = Stage(painter, scene.theme, Detail.CLOSE, frame)
    paint_closeup(stage, QRectF(QPointF(), size), membrane(scene.geometry, synapse, frame))
