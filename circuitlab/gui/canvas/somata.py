"""Membrane potentials in somata: one picture for all that look alike, copied many times."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt

from circuitlab.gui.canvas.sprites import MOST_PIXELS, in_view_pixels, pictured
from circuitlab.render.glyphs import paint_body
from circuitlab.render.glyphs_cells import SOMA_REACH, excitements

if TYPE_CHECKING:
    from PySide6.QtGui import QPainter, QPixmap

    from circuitlab.gui.canvas.camera import Camera
    from circuitlab.gui.canvas.sprites import ScreenSprites
    from circuitlab.render.place import Place
    from circuitlab.render.stage import Stage

Corner = tuple[int, int]
MANY = 40
"""Somata in view from which on it pays to stretch a picture once for all that look alike."""


class _Soma(NamedTuple):
    """A cell as it is painted: its centre on the canvas, and the pictures of all that look alike.

    Attributes
    ----------
    side : int
        Width and height of a picture in device pixels.
    pictures : dict
        By look.
    """

    id: str
    place: Place
    centre: tuple[float, float]
    side: int
    pictures: dict[int, QPixmap]


class Somata:
    """Paints the somata in view from the potentials of a frame.

    Parameters
    ----------
    sprites : ScreenSprites
        For the magnification at which pictures are made.
    """

    def __init__(self, sprites: ScreenSprites) -> None:
        self._sprites = sprites
        self._places: Sequence[Place] = ()
        self._camera: Camera | None = None
        self._somata: list[_Soma] = []
        self._known: dict[str, _Soma] = {}
        self._centres, self._sides = np.empty((0, 2)), np.empty((0, 1))
        self._ids: list[str] = []
        self._corners: list[Corner] = []
        self._pictures: dict[tuple[str, float], dict[int, QPixmap]] = {}
        self._pixels = 0

    def paint(self, stage: Stage, places: Sequence[Place], camera: Camera) -> None:
        """Paint the cells among `places`; the stage's painter is in canvas units."""
        if places is not self._places:
            self._sort(places)
        if not self._somata:
            return
        potential, flash = stage.frame.potential.get, stage.frame.flash.get
        values = np.array([potential(id, math.inf) for id in self._ids])
        flashes = np.array([flash(id, 0.0) for id in self._ids])
        looks = excitements(values, flashes)
        looks[np.isposinf(values)] = -1
        stretch = camera.scale * self._sprites.ratio / self._sprites.scale
        if self._sprites.fit(camera.scale):
            self._copy(stage, camera, looks.tolist())
        elif len(self._somata) > MANY:
            self._copy(stage, camera, looks.tolist(), stretch)
        else:
            self._scale(stage, camera, looks.tolist())

    def _sort(self, places: Sequence[Place]) -> None:
        if len(places) == len(self._places) and self._follow(places):
            return
        self._places, self._camera = places, None
        self._somata = somata = [self._soma(place) for place in places if place.cell is not None]
        self._ids = [soma.id for soma in somata]
        self._centres = np.array([soma.centre for soma in somata]).reshape(-1, 2)
        self._sides = np.array([soma.side for soma in somata]).reshape(-1, 1)

    def _soma(self, place: Place) -> _Soma:
        """What there is to know of a cell; looked up again only where the cell is another."""
        known = self._known.get(place.id)
        same = known is not None and known.place is place
        if known is None or not (same or _looks_like(known.place, place)):
            pictures = self._pictures.setdefault(_sort_of(place), {})
            side = self._sprites.side(_reach(place))
            known = _Soma(place.id, place, place.centre.toTuple(), side, pictures)
            self._known[place.id] = known
        return known

    def _follow(self, places: Sequence[Place]) -> bool:
        """Take over places that differ from the ones before in nothing that somata show."""
        for old, new in zip(self._places, places, strict=True):
            if old is not new and not _looks_like(old, new):
                return False
        self._places = places
        return True

    def _copy(
        self, stage: Stage, camera: Camera, looks: Sequence[int], stretch: float = 1.0
    ) -> None:
        """Copy pictures to the screen, each first stretched once where they are too small."""
        if camera != self._camera:
            self._camera, self._corners = camera, self._placed(camera, stretch)
        painter, ratio = stage.painter, self._sprites.ratio
        things = zip(self._somata, looks, self._corners, strict=True)
        stretched: dict[tuple[int, int], QPixmap] = {}
        with in_view_pixels(painter):
            for soma, look, (x, y) in things:
                if look < 0:
                    continue
                picture = soma.pictures.get(look)
                if picture is None:
                    picture = self._painted(stage, soma, look)
                if stretch != 1.0:
                    key = (id(soma.pictures), look)
                    if key not in stretched:
                        stretched[key] = _stretched(picture, stretch)
                    picture = stretched[key]
                if ratio == 1.0:
                    painter.drawPixmap(x, y, picture)
                else:
                    painter.drawPixmap(QPointF(x / ratio, y / ratio), picture)

    def _placed(self, camera: Camera, stretch: float) -> list[Corner]:
        """Return where the pictures' corners are, in device pixels."""
        scale = camera.scale * self._sprites.ratio
        middles = (self._centres - (camera.x, camera.y)) * scale
        corners = np.rint(middles - stretch * self._sides / 2).astype(int)
        return list(map(tuple, corners.tolist()))

    def _scale(self, stage: Stage, camera: Camera, looks: Sequence[int]) -> None:
        for soma, look in zip(self._somata, looks, strict=True):
            if look < 0:
                continue
            picture = soma.pictures.get(look)
            if picture is None:
                picture = self._painted(stage, soma, look)
            reach = _reach(soma.place)
            box = QRectF(0.0, 0.0, 2 * reach, 2 * reach)
            box.moveCenter(soma.place.centre)
            stage.painter.drawPixmap(box, picture, QRectF(picture.rect()))

    def _painted(self, stage: Stage, soma: _Soma, look: int) -> QPixmap:
        self._pixels += soma.side**2
        if self._pixels > MOST_PIXELS:
            self._pixels = soma.side**2
            for known in self._pictures.values():
                known.clear()
        scale, ratio = self._sprites.scale, self._sprites.ratio
        paint = partial(_paint, stage, soma.place, look)
        picture = soma.pictures[look] = pictured(_reach(soma.place), scale, ratio, paint)
        return picture


def _sort_of(place: Place) -> tuple[str, float]:
    """Return what somata have in common that look the same in the same state."""
    return place.colour, _reach(place)


def _looks_like(one: Place, other: Place) -> bool:
    """Whether two places show the same soma of the same cell."""
    same = one.id == other.id and one.cell is other.cell and one.colour == other.colour
    return same and one.size == other.size and one.centre == other.centre


def _stretched(picture: QPixmap, stretch: float) -> QPixmap:
    side = max(1, round(picture.width() * stretch))
    smooth = Qt.TransformationMode.SmoothTransformation
    found = picture.scaled(side, side, Qt.AspectRatioMode.IgnoreAspectRatio, smooth)
    found.setDevicePixelRatio(picture.devicePixelRatio())
    return found


def _reach(place: Place) -> float:
    return SOMA_REACH * place.cell.radius if place.cell is not None else 0.0


def _paint(stage: Stage, place: Place, look: int, painter: QPainter) -> None:
    """Paint the live part of a soma around the origin."""
    painter.translate(-place.centre)
    paint_body(replace(stage, painter=painter, sprites=None), place, divmod(look, 16))
