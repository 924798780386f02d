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

Paint = Callable[[QPainter, QRectF, float], None]
"""Paint the still picture: painter in canvas units, area wanted, view pixels per unit."""

Cell = tuple[int, int]


@dataclass(slots=True)
class Tile:
    """A square of the still picture, and whether an edit has outdated it."""

    picture: QPixmap
    stale: bool = False


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
        """Mark the tiles that `area` touches as outdated."""
        for cell in self.painted(area):
            self.tiles[cell].stale = True

    def wanted(self, area: QRectF) -> list[Cell]:
        """Return the tiles in `area` that are missing, then those that are outdated."""
        cells = list(self.cells(area))
        missing = [cell for cell in cells if cell not in self.tiles]
        return missing + [c for c in cells if c in self.tiles and self.tiles[c].stale]


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

    def __init__(self, paint: Paint, ground: Paint) -> None:
        self._paint = paint
        self._ground = ground
        self._near = Level(1.0)
        self._below: Level | None = None
        self._far = Level(1.0)
        self._world = QRectF()
        self._ratio = 1.0

    @property
    def scale(self) -> float:
        """Device pixels per canvas unit of the tiles that are being painted."""
        return self._near.scale

    def set_world(self, world: QRectF) -> None:
        """Say how far the picture reaches: the overview covers that much."""
        if world != self._world:
            self._world = world
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
        if self._near.tiles:
            self._below = self._near
        self._near = Level(scale)

    def clear(self) -> None:
        """Forget every tile, as when the theme changes."""
        self._near, self._far = Level(self._near.scale), Level(self._far.scale)
        self._below = None

    def invalidate(self, areas: Iterable[QRectF]) -> None:
        """Mark what touches `areas` as outdated; it stays on screen until painted anew."""
        for area in areas:
            self._near.invalidate(area)
            self._far.invalidate(area)

    def draw(self, painter: QPainter, camera: Camera, size: QSizeF) -> None:
        """Paint what there is onto a view whose painter is in view pixels."""
        visible = camera.visible(size)
        below = self._below
        if not self._near.covers(visible):
            if below is None or not below.covers(visible):
                self._draw_ground(painter, camera, visible)
                self._draw_level(painter, self._far, camera, visible.intersected(self._world))
            if below is not None:
                self._draw_level(painter, below, camera, visible)
        self._draw_level(painter, self._near, camera, visible)

    def refine(self, camera: Camera, size: QSizeF, budget_s: float) -> bool:
        """Paint missing and outdated tiles, the visible ones first, for about `budget_s`.

        Returns
        -------
        bool
            Whether anything may be left to do.
        """
        until = time.perf_counter() + budget_s
        for level, area in ((self._near, camera.visible(size)), (self._far, self._world)):
            for cell in level.wanted(area):
                level.tiles[cell] = Tile(self._painted(level, cell))
                if time.perf_counter() >= until:
                    return True
            if level is self._near:
                self._below = None
        self._forget_far(camera.visible(size))
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
        painter = QPainter(picture)
        self._draw_level(painter, self._far, camera, self._world)
        painter.end()
        return picture

    def _painted(self, level: Level, cell: Cell) -> QPixmap:
        picture = QPixmap(EDGE, EDGE)
        area = level.area(cell)
        painter = QPainter(picture)
        painter.scale(level.scale, level.scale)
        painter.translate(-area.topLeft())
        self._paint(painter, area, level.scale / self._ratio)
        painter.end()
        picture.setDevicePixelRatio(self._ratio)
        return picture

    def _draw_ground(self, painter: QPainter, camera: Camera, visible: QRectF) -> None:
        painter.save()
        painter.setTransform(camera.transform(), combine=True)
        self._ground(painter, visible, camera.scale)
        painter.restore()

    def _draw_level(self, painter: QPainter, level: Level, camera: Camera, area: QRectF) -> None:
        exact = math.isclose(level.scale, camera.scale * self._ratio, rel_tol=1e-9)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, not exact)
        for cell in level.painted(area):
            tile = level.tiles[cell]
            target = camera.area_to_view(level.area(cell))
            if exact:
                painter.drawPixmap(_on_grid(target.topLeft(), self._ratio), tile.picture)
            else:
                painter.drawPixmap(target, tile.picture, QRectF(0, 0, EDGE, EDGE))

    def _forget_far(self, visible: QRectF) -> None:
        tiles = self._near.tiles
        if len(tiles) <= KEPT:
            return
        near = set(self._near.cells(visible))
        for cell in [cell for cell in tiles if cell not in near][: len(tiles) - KEPT]:
            del tiles[cell]


def _on_grid(point: QPointF, ratio: float) -> QPointF:
    """Return the nearest corner of a device pixel, where a tile is copied without a filter."""
    return QPointF(round(point.x() * ratio) / ratio, round(point.y() * ratio) / ratio)
