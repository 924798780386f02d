"""Ready-made pictures of what changes on screen: painted once by the glyphs' own code."""

from __future__ import annotations

import math
from collections.abc import Callable, Hashable

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPixmap

_MOST = 2048


class Sprites:
    """Pictures by what they show, for one theme and one size of pixels.

    Parameters
    ----------
    scale : float
        Device pixels per canvas unit at which pictures are made.
    """

    def __init__(self, scale: float) -> None:
        self.scale = max(0.05, scale)
        self._made: dict[Hashable, QPixmap] = {}

    def show(
        self,
        painter: QPainter,
        key: Hashable,
        centre: QPointF,
        reach: float,
        paint: Callable[[QPainter], None],
    ) -> None:
        """Put a picture at a centre, painting it first if it was never shown.

        Parameters
        ----------
        key : hashable
            Names the picture: everything that its look depends on.
        reach : float
            Half of its width and height in canvas units.
        paint : callable
            Paints it around the origin.
        """
        picture = self._made.get(key)
        if picture is None:
            picture = self._paint(reach, paint)
            if len(self._made) >= _MOST:
                self._made.clear()
            self._made[key] = picture
        box = QRectF(centre.x() - reach, centre.y() - reach, 2 * reach, 2 * reach)
        painter.drawPixmap(box, picture, QRectF(picture.rect()))

    def _paint(self, reach: float, paint: Callable[[QPainter], None]) -> QPixmap:
        side = max(1, math.ceil(2 * reach * self.scale))
        picture = QPixmap(side, side)
        picture.fill(Qt.GlobalColor.transparent)
        with QPainter(picture) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.scale(side / (2 * reach), side / (2 * reach))
            painter.translate(reach, reach)
            paint(painter)
        return picture
