"""Keeps in view what was in view while the canvas takes another size."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QTimer

from circuitlab.gui.canvas.camera import CLOSEST, FARTHEST, Camera

if TYPE_CHECKING:
    from PySide6.QtCore import QRectF, QSizeF

    from circuitlab.gui.canvas.magnified import Magnified


class Framing(QObject):
    """Follows the size of a canvas until somebody looks elsewhere.

    A canvas that shows its whole circuit, and one that a walk leads, find their place by
    themselves.

    Parameters
    ----------
    canvas : Magnified
    """

    def __init__(self, canvas: Magnified, parent: QObject) -> None:
        super().__init__(parent)
        self._canvas = canvas
        self._area: QRectF | None = None
        self._last: Camera | None = None
        canvas.installEventFilter(self)

    def in_view(self) -> QRectF | None:
        """Return the part of the canvas that is in view; None for the whole circuit."""
        canvas = self._canvas
        return None if canvas.is_fitted else canvas.camera.visible(canvas.view_size())

    def keep(self, area: QRectF | None) -> None:
        """Keep this in view from now on, whatever size the canvas takes; None: nothing."""
        self._area, self._last = area, self._canvas.camera

    def follow(self) -> None:
        """Look at it again, in a view of another size."""
        canvas = self._canvas
        if self._area is None:
            return
        if canvas.camera != self._last:
            self._area = None
            return
        self._last = showing(self._area, canvas.view_size())
        canvas.look(self._last)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and self._area is not None:
            QTimer.singleShot(0, self, self.follow)
        return False


def showing(area: QRectF, size: QSizeF) -> Camera:
    """Return the camera that shows a part of the canvas as large as a view of `size` can."""
    scale = min(size.width() / area.width(), size.height() / area.height())
    return Camera(min(CLOSEST, max(FARTHEST, scale))).centred(area.center(), size)
