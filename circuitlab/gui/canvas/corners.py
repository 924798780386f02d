"""What stands in the lower corners of the canvas: the zoom control and the map."""

from __future__ import annotations

from typing import TYPE_CHECKING

from circuitlab.gui.canvas.minimap import Minimap
from circuitlab.gui.canvas.zoom_control import ZoomControl

if TYPE_CHECKING:
    from circuitlab.gui.canvas.view import CanvasView
    from circuitlab.render.theme import Theme

MARGIN = 14
ROOM_FOR_MAP = 640
"""Width of the canvas from which on the map covers little of it."""


class Corners:
    """The zoom control at the left, the map at the right.

    Parameters
    ----------
    canvas : CanvasView
        Whose camera they show and move.
    """

    def __init__(self, canvas: CanvasView) -> None:
        self._canvas = canvas
        self._zoom = ZoomControl(canvas.theme, canvas)
        self.map = Minimap(canvas.theme, canvas)
        self._zoom.zoomed.connect(canvas.zoom_by)
        self._zoom.fitted.connect(canvas.fit)
        self._zoom.actual_size.connect(lambda: canvas.zoom_by(1.0 / canvas.camera.scale))
        self.map.wanted.connect(canvas.centre_on)

    def follow(self) -> None:
        """Show where the camera is now."""
        camera = self._canvas.camera
        self._zoom.show_scale(camera.scale)
        self.map.show_visible(camera.visible(self._canvas.view_size()))

    def place(self) -> None:
        """Keep to the corners of a canvas that has another size."""
        canvas, zoom, chart = self._canvas, self._zoom, self.map
        chart.setVisible(canvas.width() >= ROOM_FOR_MAP)
        zoom.move(MARGIN, canvas.height() - zoom.height() - MARGIN)
        chart.move(
            canvas.width() - chart.width() - MARGIN, canvas.height() - chart.height() - MARGIN
        )

    def set_theme(self, theme: Theme) -> None:
        """Wear the colours of a theme."""
        self._zoom.set_theme(theme)
        self.map.set_theme(theme)
        self.map.outdate()
