"""Membrane potentials in somata: one picture for all that look alike, copied many times."""

from __future__ import annotations

import math
import time
from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt

from circuitlab.gui.canvas.sprites import MOST_PIXELS, ScreenSprites, in_view_pixels, pictured
from circuitlab.render.glyphs.neurons import SOMA_REACH, excitements
from circuitlab.render.glyphs.registry import paint_body

if TYPE_CHECKING:
    from PySide6.QtGui import QPainter, QPixmap

    from circuitlab.gui.canvas.camera import Camera
    from circuitlab.render.drawn import DrawnElement
    from circuitlab.render.paint_context import Stage

Squares = tuple[list[int], list[int], list[int]]
"""Left edges, tops and sides of all pictures, in device pixels."""

MANY, LARGEST = 40, 128
"""Somata in view from which on it pays to stretch a picture once for all that look alike, and up to
how many device pixels: of larger ones, most lies outside the view.
"""

FINEST_SOMA = 4.0
"""Device pixels per canvas unit beyond which somata are stretched: they are soft, and many."""

MOST_BESIDE = 512
_BESIDE: dict[object, QPixmap] = {}
"""Looks painted lately on any canvas: canvases side by side need the same ones."""

NEW_S = 0.002
"""Time that a frame may take to paint new looks where others can stand in for them."""


class _Halves:
    """A picture, and as needed its half, its quarter and so on: small ones are quick to stretch."""

    __slots__ = ("_pictures",)

    def __init__(self, picture: QPixmap) -> None:
        self._pictures = [picture]

    @property
    def whole(self) -> QPixmap:
        """The picture as it was painted."""
        return self._pictures[0]

    def stretched(self, side: int) -> QPixmap:
        """Return it stretched to so many pixels, from the smallest picture that is no less."""
        while (wide := self._pictures[-1].width()) >= 2 * side:
            self._pictures.append(_stretched(self._pictures[-1], wide // 2))
        fine = (picture for picture in reversed(self._pictures) if picture.width() >= side)
        return _stretched(next(fine, self.whole), side)


class _Sort:
    """Pictures of all somata that look alike in the same state, by look.

    Parameters
    ----------
    reach : float
        Half of a picture's width and height in canvas units.

    Attributes
    ----------
    painted : dict
        Pictures, with the device pixels per canvas unit that each was painted for.
    ready : dict
        Those that can be copied to the screen as they are.
    """

    __slots__ = ("painted", "reach", "ready")

    def __init__(self, reach: float) -> None:
        self.reach = reach
        self.painted: dict[int, tuple[float, _Halves]] = {}
        self.ready: dict[int, QPixmap] = {}

    def nearest(self, look: int) -> _Halves | None:
        """Return what can stand in for a look."""
        if not self.painted:
            return None
        return self.painted[min(self.painted, key=lambda known: abs(known - look))][1]


class _Soma(NamedTuple):
    """A cell as it is painted: its centre on the canvas, and what it has in common with others."""

    id: str
    place: DrawnElement
    centre: tuple[float, float]
    sort: _Sort


class Somata:
    """Paints the somata in view from the potentials of a frame.

    Parameters
    ----------
    sprites : ScreenSprites
        For the magnification at which pictures are made.
    """

    def __init__(self, sprites: ScreenSprites) -> None:
        self._sorts: dict[tuple[str, float], _Sort] = {}
        self._pixels = 0
        self._stand_ins: list[tuple[_Sort, int]] = []
        self._until, self._has_painted = math.inf, False
        self._sprites = sprites
        self.use(sprites)
        self._places: Sequence[DrawnElement] = ()
        self._somata: list[_Soma] = []
        self._known: dict[str, _Soma] = {}
        self._cells: list[DrawnElement] = []
        self._as_placed: dict[int, _Soma] = {}  # by the very place, which `_cells` keeps
        self._centres, self._reaches = np.empty((0, 2)), np.empty(0)
        self._ids: list[str] = []
        self._squares: Squares = ([], [], [])

    @property
    def are_missing(self) -> bool:
        """Whether the last frame had no time to paint every new look."""
        return bool(self._stand_ins)

    def use(self, sprites: ScreenSprites) -> None:
        """Make pictures for another magnification from now on."""
        if sprites.ratio != self._sprites.ratio:
            self._forget()
        self._sprites = ScreenSprites(min(sprites.scale, FINEST_SOMA), sprites.ratio)
        self._aim = self._sprites.aim(self._sprites.scale)
        self._camera: Camera | None = None

    def paint(self, stage: Stage, places: Sequence[DrawnElement], camera: Camera) -> None:
        """Paint the cells among `places`; the stage's painter is in canvas units."""
        if places is not self._places:
            self._sort(places)
        if not self._somata:
            self._stand_ins.clear()
            return
        self._follow_camera(camera)
        potential, flash = stage.frame.potential.get, stage.frame.flash.get
        values = np.array([potential(id, math.inf) for id in self._ids])
        flashes = np.array([flash(id, 0.0) for id in self._ids])
        looks = excitements(values, flashes)
        looks[np.isposinf(values)] = -1
        self._until, self._has_painted = time.perf_counter() + NEW_S, False
        self._copy(stage, looks.tolist())

    def _forget(self) -> None:
        self._pixels = 0
        for sort in self._sorts.values():
            sort.painted.clear()

    # ---- which cells

    def _sort(self, places: Sequence[DrawnElement]) -> None:
        if len(places) == len(self._places) and self._follow(places):
            return
        self._places, self._camera = places, None
        self._cells, known = [p for p in places if p.cell is not None], self._as_placed
        self._somata = somata = [known.get(id(p)) or self._soma(p) for p in self._cells]
        self._as_placed = dict(zip(map(id, self._cells), somata, strict=True))
        self._ids = [soma.id for soma in somata]
        self._centres = np.array([soma.centre for soma in somata]).reshape(-1, 2)
        self._reaches = np.array([soma.sort.reach for soma in somata])

    def _soma(self, place: DrawnElement) -> _Soma:
        """What there is to know of a cell; looked up again only where the cell is another."""
        known = self._known.get(place.id)
        same = known is not None and known.place is place
        if known is None or not (same or _looks_like(known.place, place)):
            reach = _reach(place)
            sort = self._sorts.setdefault((place.colour, reach), _Sort(reach))
            known = self._known[place.id] = _Soma(place.id, place, place.centre.toTuple(), sort)
        return known

    def _follow(self, places: Sequence[DrawnElement]) -> bool:
        """Take over places that differ from the ones before in nothing that somata show."""
        for old, new in zip(self._places, places, strict=True):
            if old is not new and not _looks_like(old, new):
                return False
        self._places = places
        return True

    # ---- pictures

    def _follow_camera(self, camera: Camera) -> None:
        if self._camera is None or camera.scale != self._camera.scale:
            self._aim = self._sprites.aim(min(FINEST_SOMA, camera.scale * self._sprites.ratio))
            for sort in self._sorts.values():
                sort.ready.clear()
        for sort, look in self._stand_ins:
            sort.ready.pop(look, None)
        self._stand_ins.clear()
        if camera != self._camera:
            self._camera, self._squares = camera, self._placed(camera)

    def _placed(self, camera: Camera) -> Squares:
        """Return where the pictures go."""
        scale = camera.scale * self._sprites.ratio
        sides = np.maximum(1.0, np.ceil(2.0 * self._reaches * scale))
        across = np.rint((self._centres[:, 0] - camera.x) * scale - sides / 2)
        down = np.rint((self._centres[:, 1] - camera.y) * scale - sides / 2)
        lefts, tops, wide = (each.astype(int).tolist() for each in (across, down, sides))
        return lefts, tops, wide

    def _copy(self, stage: Stage, looks: Sequence[int]) -> None:
        """Copy pictures to the screen, stretched where they are of another size."""
        painter, ratio = stage.painter, self._sprites.ratio
        with in_view_pixels(painter):
            for soma, look, x, y, side in zip(self._somata, looks, *self._squares, strict=True):
                if look < 0:
                    continue
                picture = soma.sort.ready.get(look) or self._made_ready(stage, soma, look, side)
                if picture.width() != side:
                    room = QRectF(x / ratio, y / ratio, side / ratio, side / ratio)
                    painter.drawPixmap(room, picture, QRectF(picture.rect()))
                elif ratio == 1.0:
                    painter.drawPixmap(x, y, picture)
                else:
                    painter.drawPixmap(QPointF(x / ratio, y / ratio), picture)

    def _made_ready(self, stage: Stage, soma: _Soma, look: int, side: int) -> QPixmap:
        """Return the picture to copy, where it pays stretched once for all."""
        found = self._found(stage, soma, look)
        picture = found.whole
        if picture.width() != side and len(self._somata) > MANY and side <= LARGEST:
            picture = found.stretched(side)
        soma.sort.ready[look] = picture
        return picture

    def _found(self, stage: Stage, soma: _Soma, look: int) -> _Halves:
        """Return the picture of a look, or, where there is no time for it, of one like it.

        However little time there is, one new look at least is painted.
        """
        scale, picture = soma.sort.painted.get(look, (0.0, None))
        if picture is not None and self._aim.serves(scale):
            return picture
        like = picture or soma.sort.nearest(look)
        if like is None or time.perf_counter() < self._until or not self._has_painted:
            return self._painted(stage, soma, look)
        self._stand_ins.append((soma.sort, look))
        return like

    def _painted(self, stage: Stage, soma: _Soma, look: int) -> _Halves:
        self._has_painted = True
        picture = self._pictured(stage, soma, look)
        _scale, before = soma.sort.painted.get(look, (0.0, None))
        self._pixels += picture.width() ** 2 - (before.whole.width() ** 2 if before else 0)
        if self._pixels > MOST_PIXELS:
            self._forget()
            self._pixels = picture.width() ** 2
        painted = _Halves(picture)
        soma.sort.painted[look] = (self._aim.scale, painted)
        return painted

    def _pictured(self, stage: Stage, soma: _Soma, look: int) -> QPixmap:
        """Paint a look, or take what a canvas beside this one has painted."""
        reach, ratio, scale = soma.sort.reach, self._sprites.ratio, self._aim.scale
        key = (stage.theme, soma.place.colour, reach, look, scale, ratio)
        picture = _BESIDE.get(key)
        if picture is None:
            picture = pictured(reach, scale, ratio, partial(_paint, stage, soma.place, look))
            if self._aim.is_at_rest and picture.width() <= LARGEST:
                if len(_BESIDE) >= MOST_BESIDE:
                    del _BESIDE[next(iter(_BESIDE))]
                _BESIDE[key] = picture
        return picture


def _looks_like(one: DrawnElement, other: DrawnElement) -> bool:
    """Whether two places show the same soma of the same cell."""
    same = one.id == other.id and one.cell is other.cell and one.colour == other.colour
    return same and one.size == other.size and one.centre == other.centre


def _stretched(picture: QPixmap, side: int) -> QPixmap:
    smooth = Qt.TransformationMode.SmoothTransformation
    found = picture.scaled(side, side, Qt.AspectRatioMode.IgnoreAspectRatio, smooth)
    found.setDevicePixelRatio(picture.devicePixelRatio())
    return found


def _reach(place: DrawnElement) -> float:
    return SOMA_REACH * place.cell.radius if place.cell is not None else 0.0


def _paint(stage: Stage, place: DrawnElement, look: int, painter: QPainter) -> None:
    """Paint the live part of a soma around the origin."""
    painter.translate(-place.centre)
    paint_body(replace(stage, painter=painter, sprites=None), place, divmod(look, 16))
