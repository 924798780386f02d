"""Numbered rings on a canvas round what differs between the states."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF

from circuitlab.render.difference_rings import Marked, Ring, paint_rings, rings_round
from circuitlab.render.paint_context import enlarged_at

if TYPE_CHECKING:
    from PySide6.QtGui import QPainter

    from circuitlab.gui.canvas.gestures.context import Picture
    from circuitlab.gui.compare.comparison import Comparison

_NEAR = 60.0
"""How far from what differs a number may stand, in view pixels."""


class Rings:
    """Paints a ring round every element that differs; dashed where this state leaves it alone."""

    def __init__(self, comparison: Comparison, canvas: Picture, id: str) -> None:
        self._comparison, self._canvas, self._id = comparison, canvas, id
        self._known: tuple[object, list[Ring]] = (None, [])

    def __call__(self, painter: QPainter) -> None:
        if self._comparison.is_on:
            paint_rings(painter, self._rings(), self._canvas.theme)

    def _rings(self) -> list[Ring]:
        """Return the rings as they lie in the view; laid out anew where anything of them moved."""
        own = self._comparison.elements_set_by(self._id)
        found = [
            Marked(number, box, id in own)
            for number, id in enumerate(self._comparison.marked, 1)
            if (box := self._box(id)) is not None
        ]
        if found != self._known[0]:
            self._known = found, rings_round(found, self._names_near(found))
        return self._known[1]

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
        return QRectF(camera.to_view(body.topLeft()), camera.to_view(body.bottomRight()))
