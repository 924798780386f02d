"""Pictures copied pixel by pixel to the screen, ten times as fast as scaling them."""

from __future__ import annotations

import math
from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QPainter, QPixmap

from circuitlab.render.sprites import Sprites

MOST_PIXELS = 16_000_000
"""Pixels that all pictures together may have; beyond them they are made anew."""

COARSEST = 0.5
"""Pixels of a picture per pixel of the screen below which it is too coarse even on the way."""


@dataclass(frozen=True, slots=True)
class Aim:
    """At which magnification pictures are made now, and which ones serve.

    At rest only those do that were made for it. While the magnification changes, all do that are
    not too coarse.

    Parameters
    ----------
    scale : float
        Device pixels per canvas unit.
    is_at_rest : bool
    """

    scale: float
    is_at_rest: bool

    def serves(self, scale: float) -> bool:
        """Whether a picture that was made for a magnification can be shown now."""
        return scale == self.scale if self.is_at_rest else scale >= COARSEST * self.scale


def blit(painter: QPainter, picture: QPixmap, x: float, y: float) -> None:
    """Copy a picture with its centre at a view position; the painter is in view pixels."""
    ratio = picture.devicePixelRatio()
    left = round(x * ratio - picture.width() / 2) / ratio
    top = round(y * ratio - picture.height() / 2) / ratio
    painter.drawPixmap(QPointF(left, top), picture)


class Spot:
    """One picture to be copied to many places; the painter is in view pixels."""

    __slots__ = ("_across", "_down", "_painter", "_picture", "_ratio")

    def __init__(self, painter: QPainter, picture: QPixmap) -> None:
        self._painter, self._picture = painter, picture
        self._ratio = picture.devicePixelRatio()
        self._across, self._down = picture.width() / 2, picture.height() / 2

    def blit(self, x: float, y: float) -> None:
        """Copy it with its centre at a view position, as :func:`blit` does."""
        left, top = round(x * self._ratio - self._across), round(y * self._ratio - self._down)
        if self._ratio == 1.0:
            self._painter.drawPixmap(left, top, self._picture)
        else:
            at = QPointF(left / self._ratio, top / self._ratio)
            self._painter.drawPixmap(at, self._picture)


@contextmanager
def in_view_pixels(painter: QPainter) -> Iterator[None]:
    """Let a painter that is in canvas units copy pictures by view positions for a while."""
    painter.setWorldMatrixEnabled(False)
    try:
        yield
    finally:
        painter.setWorldMatrixEnabled(True)


def blank(size: QSizeF, ratio: float) -> QPixmap:
    """Return a transparent picture of a size in view pixels."""
    picture = QPixmap((size * ratio).toSize())
    picture.setDevicePixelRatio(ratio)
    picture.fill(Qt.GlobalColor.transparent)
    return picture


def pictured(
    reach: float, scale: float, ratio: float, paint: Callable[[QPainter], None]
) -> QPixmap:
    """Return a transparent picture of what is painted around the origin.

    Parameters
    ----------
    reach : float
        Half of its width and height in canvas units.
    scale, ratio : float
        Device pixels per canvas unit, and per view pixel.
    """
    side = side_of(reach, scale)
    picture = QPixmap(side, side)
    picture.fill(Qt.GlobalColor.transparent)
    with QPainter(picture) as painter:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.translate(side / 2, side / 2)
        painter.scale(scale, scale)
        paint(painter)
    picture.setDevicePixelRatio(ratio)
    return picture


def side_of(reach: float, scale: float) -> int:
    """Return the width and height in device pixels of what reaches so far from its centre."""
    return max(1, math.ceil(2 * reach * scale))


class ScreenSprites(Sprites):
    """Sprites for one magnification of one screen.

    Parameters
    ----------
    scale : float
        Device pixels per canvas unit.
    ratio : float
        Device pixels per view pixel.
    """

    def __init__(self, scale: float, ratio: float = 1.0) -> None:
        super().__init__(scale)
        self.ratio = ratio
        self._pictures: dict[Hashable, QPixmap] = {}
        self._pixels = 0

    def picture(self, key: Hashable, reach: float, paint: Callable[[QPainter], None]) -> QPixmap:
        """Return a picture by its key, painting it first if it was never asked for."""
        picture = self._pictures.get(key)
        if picture is None:
            picture = pictured(reach, self.scale, self.ratio, paint)
            self._pixels += picture.width() * picture.height()
            if self._pixels > MOST_PIXELS:
                self._pictures.clear()
                self._pixels = picture.width() * picture.height()
            self._pictures[key] = picture
        return picture

    def side(self, reach: float) -> int:
        """Return the width and height in device pixels of a picture with that reach."""
        return side_of(reach, self.scale)

    def fit(self, scale: float) -> bool:
        """Return whether pictures can be copied as they are, at view pixels per canvas unit."""
        return math.isclose(scale * self.ratio, self.scale, rel_tol=1e-6)

    def aim(self, scale: float) -> Aim:
        """Return what to aim at on the way through so many device pixels per canvas unit."""
        is_at_rest = math.isclose(scale, self.scale, rel_tol=1e-6)
        return Aim(self.scale if is_at_rest else scale, is_at_rest)

    def forget(self, name: str) -> None:
        """Forget every picture whose key begins with a name."""
        keys = [key for key in self._pictures if isinstance(key, tuple) and key[0] == name]
        for key in keys:
            del self._pictures[key]

    def show(
        self,
        painter: QPainter,
        key: Hashable,
        centre: QPointF,
        reach: float,
        paint: Callable[[QPainter], None],
    ) -> None:
        """Put a picture at a centre: copied where the magnification is its own, else scaled."""
        picture = self.picture(key, reach, paint)
        at = painter.worldTransform()
        if at.m12() == 0.0 and self.fit(at.m11()):
            x, y = at.m11() * centre.x() + at.dx(), at.m22() * centre.y() + at.dy()
            with in_view_pixels(painter):
                blit(painter, picture, x, y)
        else:
            box = QRectF(centre.x() - reach, centre.y() - reach, 2 * reach, 2 * reach)
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, at.m11() > self.scale)
            painter.drawPixmap(box, picture, QRectF(picture.rect()))
