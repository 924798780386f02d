"""A view whose pixels are several of the widget's: it shows everything larger, as a room needs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QPointF, QRect, QSize, QSizeF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QWidget

from circuitlab.gui.canvas.fitting import fitting

if TYPE_CHECKING:
    from PySide6.QtGui import QPainter

    from circuitlab.catalog.spec import Catalog
    from circuitlab.gui.canvas.camera import Camera
    from circuitlab.gui.canvas.controls.controls import Corners
    from circuitlab.gui.canvas.scene import CanvasScene
    from circuitlab.gui.document import Document
    from circuitlab.gui.session import Session
    from circuitlab.render.theme import Theme

WHEEL_ZOOM = 1.0 / 480.0
GRAIN = 100
"""Magnifications are whole parts of this, so that a view pixel is as wide as it is high."""


class Magnified(QWidget):
    """A widget that is painted, and pointed at, in view pixels.

    Attributes
    ----------
    times : float
        How many pixels of the widget one of the view takes.
    is_for_audience : bool
        Whether it is shown to a room: without anything by which one edits.
    far_off : tuple of str
        What could not be shown when the whole circuit was to be.
    """

    times = 1.0
    is_for_audience = False
    camera: Camera
    scene: CanvasScene
    document: Document
    session: Session
    catalog: Catalog
    theme: Theme
    corners: Corners
    far_off: tuple[str, ...] = ()
    _fitted: Camera | None = None

    def look(self, camera: Camera) -> None:
        """Look at the circuit through another camera."""
        raise NotImplementedError

    def zoom_by(self, factor: float, at: QPointF | None = None) -> None:
        """Zoom, leaving a view position (by default the middle) where it is."""
        self.look(self.camera.zoomed(factor, self.middle() if at is None else at))

    def scene_centre(self) -> QPointF:
        """Return the middle of what is in view, in canvas units."""
        return self.camera.visible(self.view_size()).center()

    def pan_by(self, dx: float, dy: float) -> None:
        """Move the picture by view pixels."""
        self.look(self.camera.panned(dx, dy))

    def centre_on(self, point: QPointF) -> None:
        """Have a canvas point in the middle of the view."""
        self.look(self.camera.centred(point, self.view_size()))

    def fit(self) -> None:
        """Show the whole circuit."""
        self._fitted, self.far_off = fitting(self.scene, self.view_size())
        self.look(self._fitted)

    @property
    def is_fitted(self) -> bool:
        """Whether the whole circuit is shown, and nobody has looked elsewhere since."""
        return self._fitted in (None, self.camera)

    def view_size(self) -> QSizeF:
        """Return the size of the view in its pixels."""
        return QSizeF(super().size()) / self.times

    def size(self) -> QSize:
        """Return the same in whole pixels."""
        return self.view_size().toSize()

    def middle(self) -> QPointF:
        """Return the middle of the view."""
        size = self.view_size()
        return QPointF(0.5 * size.width(), 0.5 * size.height())

    def devicePixelRatioF(self) -> float:
        """Return how many pixels of the screen one of the view takes."""
        return super().devicePixelRatioF() * self.times

    def magnify(self, times: float) -> None:
        """Let a view pixel take so many of the widget's, in steps of a hundredth."""
        self.times = round(GRAIN * times) / GRAIN

    def widen(self, painter: QPainter) -> None:
        """Let a painter of the widget paint in view pixels."""
        if self.times != 1.0:
            side = round(GRAIN * self.times)
            painter.setWindow(QRect(0, 0, GRAIN, GRAIN))
            painter.setViewport(QRect(0, 0, side, side))

    def in_view(self, position: QPointF) -> QPointF:
        """Return where a place of the widget lies in the view."""
        return QPointF(position) / self.times

    def wheelEvent(self, event: QWheelEvent) -> None:
        control = event.modifiers() & Qt.KeyboardModifier.ControlModifier
        if event.hasPixelDelta() and not control:
            step = event.pixelDelta()
            self.pan_by(step.x(), step.y())
        else:
            turn = event.angleDelta().y()
            self.zoom_by(2.0 ** (turn * WHEEL_ZOOM), self.in_view(event.position()))
        event.accept()

    def mapFromScene(self, point: QPointF) -> QPoint:
        """Return the place in the widget of a canvas point."""
        return (self.camera.to_view(point) * self.times).toPoint()
