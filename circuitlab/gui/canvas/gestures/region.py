"""The regions of the drawing behind a circuit: their names can be pointed at and pressed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QMarginsF, Qt
from PySide6.QtGui import QPainter, QPainterPath

from circuitlab.gui.canvas.camera import Camera, fitted
from circuitlab.gui.canvas.gestures.gesture import Pointer, RubberBand
from circuitlab.render.backdrops.drawing import Words, enlarged, paint_words, shown_words
from circuitlab.render.pens import fill, stroke

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from circuitlab.gui.canvas.gestures.context import Canvas, Picture

AROUND = QMarginsF(48.0, 56.0, 48.0, 60.0)
"""View pixels that stay free around a region that is shown."""


def region_at(canvas: Picture, at: Pointer) -> Words | None:
    """Return the name of a region under the pointer, if the drawing has one there."""
    drawing, zoom = canvas.scene.drawing, canvas.camera.scale
    if drawing is None:
        return None
    named = (words for words in shown_words(drawing, zoom) if words.region)
    larger = enlarged(zoom)
    return next((words for words in named if words.box(larger).contains(at.scene)), None)


class ChooseRegion(RubberBand):
    """Select what lies in a region and show it near; pressed again there, show the whole."""

    cursor = Qt.CursorShape.PointingHandCursor

    def __init__(self, canvas: Canvas, start: Pointer, words: Words) -> None:
        super().__init__(canvas, start)
        drawing = canvas.scene.drawing
        self._path = drawing.region(words.region).path if drawing else QPainterPath()

    def end(self, at: Pointer) -> bool:
        self.last = at
        if self.dragged:
            return super().end(at)
        camera = self._camera()
        self.canvas.select([*self._before, *self._inside()])
        if self.canvas.camera == camera:
            self.canvas.fit()
        else:
            self.canvas.look(camera)
        return False

    def _inside(self) -> list[str]:
        """Elements that stand in the region."""
        scene, path = self.canvas.scene, self._path
        found = scene.inside(path.boundingRect())
        return [
            id
            for id in found
            if (place := scene.place(id)) is not None and path.contains(place.centre)
        ]

    def _camera(self) -> Camera:
        area = self._path.boundingRect()
        for id in self._inside():
            if (place := self.canvas.scene.place(id)) is not None:
                area = area.united(place.bounds)
        return fitted(area, self.canvas.view_size(), AROUND)


def show_hand(widget: QWidget, region: Words | None) -> None:
    """Show a hand where a press shows a region of the drawing behind, and take it away again."""
    hand = Qt.CursorShape.PointingHandCursor
    if region is not None:
        widget.setCursor(hand)
    elif widget.cursor().shape() is hand:
        widget.unsetCursor()


def paint_region(painter: QPainter, canvas: Picture, words: Words) -> None:
    """Light a region whose name is under the pointer."""
    drawing, theme = canvas.scene.drawing, canvas.theme
    if drawing is None:
        return
    painter.save()
    painter.setTransform(canvas.camera.transform(), combine=True)
    path = drawing.region(words.region).path
    fill(painter, path, theme.colour("accent", 0.07))
    stroke(painter, path, theme.colour("accent", 0.7), 1.4 / canvas.camera.scale)
    paint_words(painter, words, theme.ink_of("accent"), enlarged(canvas.camera.scale))
    painter.restore()
