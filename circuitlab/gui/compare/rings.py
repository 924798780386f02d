"""Numbered rings on a canvas round what differs between the states."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, QSizeF
from PySide6.QtGui import QPainter, QPixmap

from circuitlab.gui.canvas.sprites import blank
from circuitlab.render.difference_rings import BADGE, Marked, Ring, paint_rings, rings_round
from circuitlab.render.paint_context import enlarged_at

if TYPE_CHECKING:
    from collections.abc import Sequence

    from circuitlab.gui.canvas.gestures.context import Picture
    from circuitlab.gui.compare.comparison import Comparison
    from circuitlab.render.theme import Theme

_NEAR = 60.0
"""How far from what differs a number may stand, in view pixels."""


class Rings:
    """Paints a ring round every element that differs; dashed where this state leaves it alone."""

    def __init__(self, comparison: Comparison, canvas: Picture, id: str) -> None:
        self._comparison, self._canvas, self._id = comparison, canvas, id
        self._of: object = None
        self._laid: list[Ring] = []
        self._look: object = None
        self._picture: tuple[QPointF, QPixmap] | None = None

    def __call__(self, painter: QPainter) -> None:
        if not self._comparison.is_on:
            return
        rings, canvas = self._rings(), self._canvas
        look = rings, canvas.theme, canvas.devicePixelRatioF(), canvas.view_size()
        if look != self._look:  # the camera moves, or what differs has changed
            self._look, self._picture = look, None
            paint_rings(painter, rings, canvas.theme)
            return
        if self._picture is None:
            self._picture = _pictured(*look)
        if not self._picture[1].isNull():
            painter.drawPixmap(*self._picture)

    def _rings(self) -> list[Ring]:
        """Return the rings as they lie in the view; laid out anew where anything of them moved."""
        comparison, canvas = self._comparison, self._canvas
        own, marked = comparison.elements_set_by(self._id), comparison.marked
        of = canvas.camera, canvas.scene.version, canvas.scene.lifted, own, marked
        if of != self._of:
            self._of = of
            found = [
                Marked(number, box, id in own)
                for number, id in enumerate(marked, 1)
                if (box := self._box(id)) is not None
            ]
            self._laid = rings_round(found, self._names_near(found))
        return self._laid

    def _names_near(self, found: list[Marked]) -> list[QRectF]:
        """Return where names stand in the view, about what differs."""
        scene, camera = self._canvas.scene, self._canvas.camera
        around = QRectF()
        for each in found:
            around = around.united(each.box)
        around.adjust(-_NEAR, -_NEAR, _NEAR, _NEAR)
        area = QRectF(camera.to_scene(around.topLeft()), camera.to_scene(around.bottomRight()))
        written = scene.names.inside(area, enlarged_at(camera.scale))
        boxes = [each.room.translated(scene.geometry.places[each.id].centre) for each in written]
        return [camera.area_to_view(box) for box in boxes]

    def _box(self, id: str) -> QRectF | None:
        """Return where an element is in the view."""
        place = self._canvas.scene.place(id)
        if place is None:
            return None
        camera, body = self._canvas.camera, place.body.translated(place.centre)
        return camera.area_to_view(body)


def _pictured(
    rings: Sequence[Ring], theme: Theme, ratio: float, size: QSizeF
) -> tuple[QPointF, QPixmap]:
    """Return rings as one picture, as far as they are in a view of some size, and its corner."""
    area = QRectF()
    for ring in rings:
        reach = ring.radius + 2.0 * BADGE
        centre = QRectF(ring.centre, QSizeF(1.0, 1.0))
        area = area.united(centre.adjusted(-reach, -reach, reach, reach))
    room = QRectF(area.intersected(QRectF(QPointF(), size)).toAlignedRect())
    if room.isEmpty():
        return QPointF(), QPixmap()
    with QPainter(picture := blank(room.size(), ratio)) as painter:
        painter.translate(-room.topLeft())
        paint_rings(painter, rings, theme)
    return room.topLeft(), picture
