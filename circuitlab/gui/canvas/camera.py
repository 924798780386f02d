"""Where the canvas is looked at from, as a value."""

from __future__ import annotations

from dataclasses import dataclass, replace

from PySide6.QtCore import QMarginsF, QPointF, QRectF, QSizeF
from PySide6.QtGui import QTransform

CLOSEST, FARTHEST = 12.0, 0.005
WIDEST_FIT = 1.6


@dataclass(frozen=True, slots=True)
class Camera:
    """A view of the scene.

    Parameters
    ----------
    scale : float
        View pixels per canvas unit.
    x, y : float
        Canvas position of the view's top left corner.
    """

    scale: float = 1.0
    x: float = 0.0
    y: float = 0.0

    def to_view(self, point: QPointF) -> QPointF:
        """Return the view position of a canvas point."""
        return QPointF((point.x() - self.x) * self.scale, (point.y() - self.y) * self.scale)

    def to_scene(self, point: QPointF) -> QPointF:
        """Return the canvas point under a view position."""
        return QPointF(point.x() / self.scale + self.x, point.y() / self.scale + self.y)

    def area_to_view(self, area: QRectF) -> QRectF:
        """Return where a canvas rectangle lies in the view."""
        return QRectF(self.to_view(area.topLeft()), area.size() * self.scale)

    def transform(self) -> QTransform:
        """Return the map from canvas units to view pixels."""
        return QTransform(
            self.scale, 0.0, 0.0, self.scale, -self.x * self.scale, -self.y * self.scale
        )

    def visible(self, size: QSizeF) -> QRectF:
        """Return the part of the canvas that a view of `size` shows."""
        return QRectF(self.x, self.y, size.width() / self.scale, size.height() / self.scale)

    def panned(self, dx: float, dy: float) -> Camera:
        """Return the camera after the picture was dragged by view pixels."""
        return replace(self, x=self.x - dx / self.scale, y=self.y - dy / self.scale)

    def zoomed(self, factor: float, at: QPointF) -> Camera:
        """Return the camera after a zoom that leaves the view position `at` where it is."""
        scale = min(CLOSEST, max(FARTHEST, self.scale * factor))
        fixed = self.to_scene(at)
        return Camera(scale, fixed.x() - at.x() / scale, fixed.y() - at.y() / scale)

    def centred(self, point: QPointF, size: QSizeF) -> Camera:
        """Return the camera that has `point` in the middle of a view of `size`."""
        x = point.x() - size.width() / 2 / self.scale
        return replace(self, x=x, y=point.y() - size.height() / 2 / self.scale)

    def showing(self, area: QRectF, size: QSizeF, margin: float) -> Camera:
        """Return the camera moved no farther than is needed to show an area of the canvas.

        Parameters
        ----------
        margin : float
            View pixels to leave free around it; where there is too little room, its left and its
            top are shown.
        """
        edge = margin / self.scale
        wanted, seen = area.adjusted(-edge, -edge, edge, edge), self.visible(size)
        x = max(self.x, self.x + wanted.right() - seen.right())
        y = max(self.y, self.y + wanted.bottom() - seen.bottom())
        return replace(self, x=min(x, wanted.left()), y=min(y, wanted.top()))


def fitted(area: QRectF, size: QSizeF, margins: QMarginsF | None = None) -> Camera:
    """Return the camera that shows the whole of `area` in a view of `size`.

    Parameters
    ----------
    margins : QMarginsF, optional
        View pixels to leave free at the edges.
    """
    room = QRectF(QPointF(), size).marginsRemoved(margins or QMarginsF())
    wide = room.width() / max(area.width(), 1.0)
    high = room.height() / max(area.height(), 1.0)
    scale = min(WIDEST_FIT, max(FARTHEST, min(wide, high)))
    middle = room.center() - QRectF(QPointF(), size).center()
    return Camera(scale).centred(area.center(), size).panned(middle.x(), middle.y())
