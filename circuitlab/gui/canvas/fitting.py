"""From where the whole circuit is seen, and which of its parts lie too far off for that."""

from __future__ import annotations

from statistics import median_low
from typing import TYPE_CHECKING

from PySide6.QtCore import QMarginsF, QPointF

from circuitlab.gui.canvas.camera import fitted
from circuitlab.render.paint_context import enlarged_at

if TYPE_CHECKING:
    from PySide6.QtCore import QSizeF

    from circuitlab.gui.canvas.camera import Camera
    from circuitlab.gui.canvas.scene import CanvasScene

_TRIES = 3  # the farther one is, the larger the names that must be in view
AROUND = QMarginsF(20.0, 44.0, 20.0, 50.0)


def fitting(scene: CanvasScene, size: QSizeF) -> tuple[Camera, tuple[str, ...]]:
    """Return the camera that shows all parts, and those that it cannot show from so far.

    Where some are that far off, it looks at where most are.
    """
    near = fitted(scene.bounds(), size, AROUND)
    for _try in range(_TRIES):
        near = fitted(scene.bounds(enlarged_at(near.scale)), size, AROUND)
    if not scene.is_whole or not _unseen(scene, near, size):
        return near, ()
    near = near.centred(_middle_of_most(scene), size)
    return near, _unseen(scene, near, size)


def _unseen(scene: CanvasScene, camera: Camera, size: QSizeF) -> tuple[str, ...]:
    seen = camera.visible(size)
    places = scene.geometry.places
    return tuple(id for id, place in places.items() if not seen.contains(place.centre))


def _middle_of_most(scene: CanvasScene) -> QPointF:
    centres = [place.centre for place in scene.geometry.places.values()]
    return QPointF(median_low(c.x() for c in centres), median_low(c.y() for c in centres))
