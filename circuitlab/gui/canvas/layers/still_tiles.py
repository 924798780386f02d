"""The still picture in tiles: painted once, moved and scaled while the camera moves."""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

from PySide6.QtCore import QPointF, QRectF, QSizeF
from PySide6.QtGui import QPainter, QPixmap

from circuitlab.gui.canvas.camera import Camera

EDGE = 256
KEPT = 320
FAR_EDGE = 1200.0
"""Length in device pixels of the longer side of the overview."""

_WHOLE = QRectF(0, 0, EDGE, EDGE)

Ground = Callable[[QPainter, QRectF, float], None]
Paint = Callable[[QPainter, QRectF, float], Iterable[object]]
"""Paint the still picture: painter in canvas units, area wanted, view pixels per unit.

It may do so step by step, as what it returns is iterated over, beginning with the first step.
"""

Cell = tuple[int, int]


@dataclass(slots=True)
class Tile:
    """A square of the still picture, and the part of the canvas on it that is outdated."""

    picture: QPixmap
    stale: QRectF = field(default_factory=QRectF)


@dataclass(slots=True)
class Level:
    """All tiles of one magnification, `scale` in device pixels per canvas unit."""

    scale: float
    tiles: dict[Cell, Tile] = field(default_factory=dict)

    def area(self, cell: Cell) -> QRectF:
        """Return the part of the canvas on a tile."""
        edge = EDGE / self.scale
        return QRectF(cell[0] * edge, cell[1] * edge, edge, edge)

    def cells(self, area: QRectF) -> Iterator[Cell]:
        """Yield the tiles that `area` touches, row by row."""
        edge = EDGE / self.scale
        for row in range(math.floor(area.top() / edge), math.ceil(area.bottom() / edge)):
            for column in range(math.floor(area.left() / edge), math.ceil(area.right() / edge)):
                yield (column, row)

    def painted(self, area: QRectF) -> list[Cell]:
        """Return the tiles in `area` that there are."""
        edge = EDGE / self.scale
        if area.width() * area.height() / edge**2 > len(self.tiles):
            return [cell for cell in self.tiles if self.area(cell).intersects(area)]
        return [cell for cell in self.cells(area) if cell in self.tiles]

    def covers(self, area: QRectF) -> bool:
        """Return whether every tile in `area` is painted."""
        edge = EDGE / self.scale
        if area.width() * area.height() / edge**2 > len(self.tiles):
            return False
        return all(cell in self.tiles for cell in self.cells(area))

    def invalidate(self, area: QRectF) -> None:
        """Mark the part of each tile that `area` covers as outdated."""
        for cell in self.painted(area):
            tile = self.tiles[cell]
            tile.stale = tile.stale.united(area.intersected(self.area(cell)))

    def wanted(self, area: QRectF) -> list[Cell]:
        """Return the tiles in `area` that are missing, then those that are outdated."""
        cells = list(self.cells(area))
        missing = [cell for cell in cells if cell not in self.tiles]
        stale = [c for c in cells if c in self.tiles and not self.tiles[c].stale.isEmpty()]
        return missing + stale


class _Work:
    """A tile that is being painted, whole or where it is outdated, step by step.

    Parameters
    ----------
    level, cell
        Which tile.
    ratio : float
        Device pixels per view pixel.
    """

    def __init__(self, paint: Paint, level: Level, cell: Cell, ratio: float) -> None:
        self.level, self.cell = level, cell
        self._ratio = ratio
        known = level.tiles.get(cell)
        self._picture = QPixmap(EDGE, EDGE) if known is None else QPixmap(known.picture)
        self._picture.setDevicePixelRatio(1.0)
        self._whole = whole = level.area(cell)
        self._part = _WHOLE if known is None else _pixels(known.stale, whole, level.scale)
        part = self._part
        area = QRectF(part.topLeft() / level.scale + whole.topLeft(), part.size() / level.scale)
        self._painter = QPainter()
        self._steps = iter(paint(self._painter, area, level.scale / ratio))

    def go_on(self, until: float) -> bool:
        """Paint until then, or to the end; whether the tile is done."""
        painter, scale = self._painter, self.level.scale
        painter.begin(self._picture)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setClipRect(self._part)
        painter.scale(scale, scale)
        painter.translate(-self._whole.topLeft())
        try:
            for _step in self._steps:
                if time.perf_counter() >= until:
                    return False
        finally:
            painter.end()
        self._picture.setDevicePixelRatio(self._ratio)
        self.level.tiles[self.cell] = Tile(self._picture)
        return True


class TileCache:
    """Tiles at the present magnification, those of the one before, and an overview of all.

    What is missing is shown from the coarser pictures below until `refine` has painted it, and
    what an edit outdates stays until then, so that a frame never waits for the still picture.

    Parameters
    ----------
    paint : callable
        Paints the still picture, ground included.
    ground : callable
        Paints the ground alone, which is quick: it shows where nothing is known yet.
    """

    def __init__(self, paint: Paint, ground: Ground) -> None:
        self._paint = paint
        self._ground = ground
        self._near = Level(1.0)
        self._below: Level | None = None
        self._far = Level(1.0)
        self._world = QRectF()
        self._ratio = 1.0
        self._work: _Work | None = None
        self._version = 0
        self._finished: tuple[object, ...] = ()
        self._seen: tuple[object, ...] = ()
        self._plate: QPixmap | None = None

    @property
    def scale(self) -> float:
        """Device pixels per canvas unit of the tiles that are being painted."""
        return self._near.scale

    def set_world(self, world: QRectF) -> None:
        """Say how far the picture reaches: the overview covers that much."""
        if world != self._world:
            self._world = world
            self._drop_work()
            self._far = Level(FAR_EDGE / max(world.width(), world.height(), 1.0))

    def set_scale(self, scale: float, ratio: float = 1.0) -> None:
        """Paint tiles for `scale` device pixels per unit from now on; keep the old ones below.

        Parameters
        ----------
        ratio : float
            Device pixels per view pixel.
        """
        if scale == self._near.scale and ratio == self._ratio:
            return
        self._ratio = ratio
        self._drop_work()
        if self._near.tiles:
            self._below = self._near
        self._near = Level(scale)

    def clear(self) -> None:
        """Forget every tile, as when the theme changes."""
        self._drop_work()
        self._near, self._far = Level(self._near.scale), Level(self._far.scale)
        self._below = None

    def invalidate(self, areas: Iterable[QRectF]) -> None:
        """Mark what touches `areas` as outdated; it stays on screen until painted anew."""
        for area in areas:
            self._near.invalidate(area)
            self._far.invalidate(area)
            if self._work is not None and self._work.level.area(self._work.cell).intersects(area):
                self._drop_work()
        self._finished = ()

    def invalidate_at(self, areas: Callable[[float], Iterable[QRectF]]) -> None:
        """Mark as outdated what depends on how far one is.

        Parameters
        ----------
        areas : callable
            Returns canvas rectangles for a magnification in view pixels per unit.
        """
        outdated = False
        for level in (self._near, self._far):
            for area in areas(level.scale / self._ratio):
                level.invalidate(area)
                outdated = True
        if outdated:
            self._drop_work()

    def draw(self, painter: QPainter, camera: Camera, size: QSizeF) -> None:
        """Paint what there is onto a view whose painter is in view pixels.

        What is looked at a second time is kept in one piece.
        """
        seen = (camera, size, self._version)
        if seen != self._seen:
            self._seen, self._plate = seen, None
            self._draw(painter, camera, size)
            return
        if self._plate is None:
            self._plate = QPixmap((size * self._ratio).toSize())
            self._plate.setDevicePixelRatio(self._ratio)
            with QPainter(self._plate) as onto:
                self._draw(onto, camera, size)
        painter.drawPixmap(0, 0, self._plate)

    def refine(self, camera: Camera, size: QSizeF, budget_s: float) -> bool:
        """Paint missing and outdated tiles, the visible ones first, for about `budget_s`.

        What is only outdated can wait: it gets half the time.

        Returns
        -------
        bool
            Whether anything may be left to do.
        """
        if self._finished == (camera, size):
            return False
        is_whole = self._near.covers(camera.visible(size))
        until = time.perf_counter() + (budget_s / 2 if is_whole else budget_s)
        while (work := self._next(camera.visible(size))) is not None:
            if work.go_on(until):
                self._work = None
                self._version += 1
            if time.perf_counter() >= until:
                return True
        self._forget_far(camera.visible(size))
        self._finished = (camera, size)
        return False

    def is_ready(self, camera: Camera, size: QSizeF) -> bool:
        """Return whether all that is visible is painted at this magnification and up to date."""
        exact = math.isclose(self._near.scale, camera.scale * self._ratio, rel_tol=1e-9)
        return exact and not self._near.wanted(camera.visible(size))

    def overview(self) -> QPixmap | None:
        """Return a small picture of the whole world, once all of it is painted."""
        if self._world.isEmpty() or self._far.wanted(self._world):
            return None
        picture = QPixmap((self._world.size() * self._far.scale / 3.0).toSize())
        camera = Camera(self._far.scale / 3.0, self._world.left(), self._world.top())
        with QPainter(picture) as painter:
            self._draw_level(painter, self._far, camera, self._world)
        return picture

    def _next(self, visible: QRectF) -> _Work | None:
        """Return the tile to paint on, or None when all are painted."""
        near = self._near.wanted(visible)
        if self._work is not None and (not near or self._work.cell in near):
            return self._work
        self._drop_work()
        if not near:
            self._below = None
        for level, cells in ((self._near, near), (self._far, self._far.wanted(self._world))):
            if cells:
                self._work = _Work(self._paint, level, cells[0], self._ratio)
                return self._work
        return None

    def _drop_work(self) -> None:
        """Forget what was painted of a tile that is not done; show everything anew."""
        self._work = None
        self._version += 1
        self._finished = ()

    def _draw(self, painter: QPainter, camera: Camera, size: QSizeF) -> None:
        visible = camera.visible(size)
        below, known = self._below, visible.intersected(self._world)
        if not self._near.covers(visible):
            if below is None or not below.covers(visible):
                self._draw_ground(painter, camera, visible)
                self._draw_level(painter, self._far, camera, known)
                if self._is_fine_from_far(camera, known):
                    return
            if below is not None:
                self._draw_level(painter, below, camera, visible)
        self._draw_level(painter, self._near, camera, visible)

    def _is_fine_from_far(self, camera: Camera, known: QRectF) -> bool:
        """Whether the overview alone is as sharp as the screen, as on the way out to the whole."""
        scale = camera.scale * self._ratio
        passing = not math.isclose(self._near.scale, scale, rel_tol=1e-9)
        return passing and self._far.scale >= scale and self._far.covers(known)

    def _draw_ground(self, painter: QPainter, camera: Camera, visible: QRectF) -> None:
        painter.save()
        painter.setTransform(camera.transform(), combine=True)
        self._ground(painter, visible, camera.scale)
        painter.restore()

    def _draw_level(self, painter: QPainter, level: Level, camera: Camera, area: QRectF) -> None:
        exact = math.isclose(level.scale, camera.scale * self._ratio, rel_tol=1e-9)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, not exact)
        edge = EDGE / level.scale * camera.scale
        left, top = -camera.x * camera.scale, -camera.y * camera.scale
        for cell in level.painted(area):
            picture = level.tiles[cell].picture
            x, y = left + cell[0] * edge, top + cell[1] * edge
            if exact:
                painter.drawPixmap(_on_grid(x, y, self._ratio), picture)
            else:
                painter.drawPixmap(QRectF(x, y, edge, edge), picture, _WHOLE)

    def _forget_far(self, visible: QRectF) -> None:
        tiles = self._near.tiles
        if len(tiles) <= KEPT:
            return
        near = set(self._near.cells(visible))
        for cell in [cell for cell in tiles if cell not in near][: len(tiles) - KEPT]:
            del tiles[cell]


def _on_grid(x: float, y: float, ratio: float) -> QPointF:
    """Return the nearest corner of a device pixel, where a tile is copied without a filter."""
    return QPointF(round(x * ratio) / ratio, round(y * ratio) / ratio)


def _pixels(part: QRectF, whole: QRectF, scale: float) -> QRectF:
    """Return the whole pixels of a tile that a part of its area touches."""
    here = QRectF((part.topLeft() - whole.topLeft()) * scale, part.size() * scale)
    return QRectF(here.toAlignedRect()).intersected(_WHOLE)
