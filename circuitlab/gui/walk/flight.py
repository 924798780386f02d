"""Camera moves of a walk: where a step looks, and the way there."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from PySide6.QtCore import (
    QEasingCurve,
    QMarginsF,
    QObject,
    QPointF,
    QRectF,
    QSizeF,
    QVariantAnimation,
)

from circuitlab.gui.canvas.camera import CLOSEST, FARTHEST, Camera, fitted
from circuitlab.gui.canvas.room import hull
from circuitlab.render.paint_context import enlarged_at

if TYPE_CHECKING:
    from PySide6.QtCore import QSize

    from circuitlab.gui.canvas.gestures.context import Canvas
    from circuitlab.model.scenario import Camera as StepCamera

FLIGHT_MS = 360
AROUND = 56.0
"""View pixels that stay free around what is to be seen."""
MOST_AROUND = 0.1
"""Part of a narrow view that they are at most, as one of several side by side."""
EDGE = 24.0
"""And beside the card."""
_TRIES = 3  # the farther one is, the larger the names that must be in view
_ALIKE = 1e-9
"""Scales that differ by less than this part are one."""


def camera_for(canvas: Canvas, wanted: StepCamera, card: QSize) -> Camera:
    """Return the camera of a step: what it shows lies beside the card, or above it.

    Parameters
    ----------
    card
        How much of the lower left corner is covered, in pixels of the widget.
    """
    size, card = canvas.view_size(), card / canvas.times
    if wanted.scale is not None:
        return _place(wanted.scale, wanted, size)
    around = min(AROUND, MOST_AROUND * size.width())
    beside = QMarginsF(card.width() + EDGE, around, EDGE, around)
    above = QMarginsF(around, around, around, card.height() + EDGE)
    return max(
        (_showing(canvas, wanted, size, margins) for margins in (beside, above)),
        key=lambda camera: camera.scale,
    )


def _place(scale: float, wanted: StepCamera, size: QSizeF) -> Camera:
    """Return the camera of a place: in a view of another size, of the same stretch of canvas."""
    if wanted.width <= 0.0 or wanted.height <= 0.0:
        return Camera(scale, wanted.x, wanted.y)
    seen = QSizeF(wanted.width / scale, wanted.height / scale)
    area = QRectF(QPointF(wanted.x, wanted.y), seen)
    here = min(size.width() / seen.width(), size.height() / seen.height())
    return Camera(min(CLOSEST, max(FARTHEST, here))).centred(area.center(), size)


def _showing(canvas: Canvas, wanted: StepCamera, size: QSizeF, margins: QMarginsF) -> Camera:
    near = fitted(_area(canvas, wanted, 1.0), size, margins)
    for _try in range(_TRIES):
        near = fitted(_area(canvas, wanted, near.scale), size, margins)
    return near


def _area(canvas: Canvas, wanted: StepCamera, scale: float) -> QRectF:
    """Return what is to be seen, in canvas units."""
    places = [canvas.scene.place(id) for id in wanted.fit]
    boxes = [
        place.body.united(place.label.box).translated(place.centre)
        for place in places
        if place is not None
    ]
    return hull(boxes) if boxes else canvas.scene.bounds(enlarged_at(scale))


class Flight(QObject):
    """Moves a canvas' camera to another place, gently; who moves it by hand meanwhile wins."""

    def __init__(self, canvas: Canvas, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._canvas = canvas
        self._way = QVariantAnimation(self)
        self._way.setDuration(FLIGHT_MS)
        self._way.setStartValue(0.0)
        self._way.setEndValue(1.0)
        self._way.setEasingCurve(QEasingCurve.Type.InOutCubic)
        self._way.valueChanged.connect(self._go)
        self._begin = self._end = self._last = canvas.camera

    @property
    def is_there(self) -> bool:
        """Whether the canvas is seen from where the last move led."""
        return self._canvas.camera == self._end

    @property
    def end(self) -> Camera:
        """Where the last move leads."""
        return self._end

    @property
    def leads(self) -> bool:
        """Whether it shows where the last move leads, or is still on the way there."""
        return self.is_there or self._way.state() == QVariantAnimation.State.Running

    def to(self, camera: Camera) -> None:
        """Move there."""
        self._way.stop()
        self._begin = self._last = self._canvas.camera
        self._end = camera
        if camera != self._begin:
            self._way.start()

    def at_once(self, camera: Camera) -> None:
        """Be there without a move."""
        self._way.stop()
        self._begin = self._end = self._last = camera
        self._canvas.look(camera)

    def stop(self) -> None:
        """Stay where it is."""
        self._way.stop()

    def _go(self, part: float) -> None:
        if self._canvas.camera != self._last:
            self._way.stop()
            return
        size = self._canvas.view_size()
        self._last = self._end if part >= 1.0 else between(self._begin, self._end, part, size)
        self._canvas.look(self._last)


def between(begin: Camera, end: Camera, part: float, size: QSizeF) -> Camera:
    """Return the camera on the way between two: its middle moves evenly on the screen's scale."""
    scale = math.exp((1.0 - part) * math.log(begin.scale) + part * math.log(end.scale))
    first, last = begin.visible(size).center(), end.visible(size).center()
    even = _share(begin.scale, end.scale, scale, part)
    middle = QPointF(first + (last - first) * even)
    return Camera(scale).centred(middle, size)


def _share(begin: float, end: float, now: float, part: float) -> float:
    """Return how far the middle has come where the scale has come so far."""
    way = 1.0 / end - 1.0 / begin
    return (1.0 / now - 1.0 / begin) / way if abs(way) > _ALIKE / end else part
