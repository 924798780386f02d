from collections.abc import Iterator

import numpy as np
import pytest
from each_case import each_case
from numpy.typing import NDArray
from PySide6.QtCore import QRectF, QSizeF
from PySide6.QtGui import QColor, QImage, QPainter

from circuitlab.catalog.spec import Catalog
from circuitlab.files.store import load_preset
from circuitlab.gui.canvas.camera import Camera
from circuitlab.gui.canvas.layers.still_tiles import TileCache
from circuitlab.gui.canvas.scene import CanvasScene
from circuitlab.render.backdrops.lanes import lanes
from circuitlab.render.theme import theme

SIZE = QSizeF(600, 400)
LONG = 10.0


class Picture:
    """A plain picture that remembers which areas were asked of it."""

    def __init__(self) -> None:
        self.colour = QColor("red")
        self.asked: list[QRectF] = []
        self.steps = 0

    def paint(self, painter: QPainter, area: QRectF, scale: float) -> Iterator[None]:
        self.asked.append(QRectF(area))
        colour = QColor(self.colour)
        for _ in range(self.steps):
            painter.fillRect(area, QColor("white"))
            yield
        painter.fillRect(area, colour)

    def ground(self, painter: QPainter, area: QRectF, scale: float) -> None:
        painter.fillRect(area, QColor("white"))


@pytest.fixture
def picture() -> Picture:
    return Picture()


@pytest.fixture
def tiles(picture: Picture, qapp: object) -> TileCache:
    made = TileCache(picture.paint, picture.ground)
    made.set_world(QRectF(0, 0, 600, 400))
    return made


def shown(tiles: TileCache, camera: Camera, x: int, y: int) -> str:
    image = QImage(600, 400, QImage.Format.Format_RGB32)
    painter = QPainter(image)
    tiles.draw(painter, camera, SIZE)
    painter.end()
    return image.pixelColor(x, y).name()


def test_nothing_is_painted_twice(tiles: TileCache, picture: Picture) -> None:
    while tiles.refine(Camera(), SIZE, LONG):
        pass
    painted = len(picture.asked)
    assert not tiles.refine(Camera(), SIZE, LONG)
    assert len(picture.asked) == painted


def test_a_frame_without_time_paints_one_tile_and_shows_ground_elsewhere(
    tiles: TileCache, picture: Picture
) -> None:
    assert tiles.refine(Camera(), SIZE, 0.0)
    assert len(picture.asked) == 1
    assert shown(tiles, Camera(), 5, 5) == "#ff0000"
    assert shown(tiles, Camera(), 590, 390) == "#ffffff"


def test_an_edit_repaints_only_what_it_touches(tiles: TileCache, picture: Picture) -> None:
    tiles.refine(Camera(), SIZE, LONG)
    picture.asked.clear()
    picture.colour = QColor("blue")
    tiles.invalidate([QRectF(10, 10, 20, 20)])
    while tiles.refine(Camera(), SIZE, LONG):
        pass
    on_the_tile_and_in_the_overview = [QRectF(10, 10, 20, 20)] * 2
    assert picture.asked == on_the_tile_and_in_the_overview
    assert [shown(tiles, Camera(), x, x) for x in (9, 10, 29, 30)] == [
        "#ff0000",
        "#0000ff",
        "#0000ff",
        "#ff0000",
    ]


def test_a_tile_is_shown_once_all_of_it_is_painted(tiles: TileCache, picture: Picture) -> None:
    picture.steps = 3
    for _ in range(3):
        assert tiles.refine(Camera(), SIZE, 0.0)
        assert shown(tiles, Camera(), 5, 5) == "#ffffff"
    tiles.refine(Camera(), SIZE, 0.0)
    assert shown(tiles, Camera(), 5, 5) == "#ff0000"


def test_an_edit_of_what_is_being_painted_begins_it_anew(
    tiles: TileCache, picture: Picture
) -> None:
    picture.steps = 2
    tiles.refine(Camera(), SIZE, 0.0)
    tiles.invalidate([QRectF(10, 10, 20, 20)])
    picture.colour = QColor("blue")
    while tiles.refine(Camera(), SIZE, LONG):
        pass
    assert shown(tiles, Camera(), 15, 15) == "#0000ff"


def test_an_edit_that_no_name_shows_leaves_what_is_being_painted(
    tiles: TileCache, picture: Picture
) -> None:
    picture.steps = 3
    for _frame in range(200):
        tiles.refine(Camera(), SIZE, 0.0)
        tiles.invalidate_at(lambda _zoom: [])
    assert tiles.is_ready(Camera(), SIZE)
    assert len(picture.asked) == len(set(map(QRectF.getRect, picture.asked)))


def test_in_another_theme_all_is_painted_anew_from_where_one_looks(
    tiles: TileCache, picture: Picture
) -> None:
    while tiles.refine(Camera(), SIZE, LONG):
        pass
    picture.colour = QColor("blue")
    tiles.clear()
    while tiles.refine(Camera(), SIZE, LONG):
        pass
    assert shown(tiles, Camera(), 5, 5) == "#0000ff"
    overview = tiles.overview()
    assert overview is not None
    assert overview.toImage().pixelColor(2, 2).name() == "#0000ff"


def test_what_is_looked_at_twice_looks_the_same(tiles: TileCache) -> None:
    tiles.refine(Camera(), SIZE, 0.0)
    first = [shown(tiles, Camera(), x, 200) for x in range(0, 600, 20)]
    assert [shown(tiles, Camera(), x, 200) for x in range(0, 600, 20)] == first
    while tiles.refine(Camera(), SIZE, LONG):
        pass
    assert shown(tiles, Camera(), 590, 390) == "#ff0000"


def test_what_an_edit_outdates_stays_until_it_is_painted_anew(
    tiles: TileCache, picture: Picture
) -> None:
    tiles.refine(Camera(), SIZE, LONG)
    picture.colour = QColor("blue")
    tiles.invalidate([QRectF(0, 0, 600, 400)])
    assert shown(tiles, Camera(), 300, 200) == "#ff0000"
    tiles.refine(Camera(), SIZE, LONG)
    assert shown(tiles, Camera(), 300, 200) == "#0000ff"


def test_while_zooming_the_old_tiles_are_shown_scaled(tiles: TileCache) -> None:
    tiles.refine(Camera(), SIZE, LONG)
    tiles.set_scale(2.0)
    assert shown(tiles, Camera(2.0), 300, 200) == "#ff0000"


def test_zooming_far_out_after_a_close_look_is_quick(tiles: TileCache, picture: Picture) -> None:
    tiles.set_scale(12.0)
    tiles.refine(Camera(12.0), QSizeF(600, 400), LONG)
    picture.asked.clear()
    assert shown(tiles, Camera(0.04, -7000, -4000), 300, 200)
    assert not picture.asked


def test_the_overview_exists_once_everything_is_painted(tiles: TileCache) -> None:
    assert tiles.overview() is None
    while tiles.refine(Camera(), SIZE, LONG):
        pass
    overview = tiles.overview()
    assert overview is not None
    assert overview.toImage().pixelColor(100, 60).name() == "#ff0000"


@pytest.mark.parametrize("zoom", [0.15, 0.25, 0.38, 0.45, 0.56, 1.0])
def test_a_picture_in_strips_is_the_picture_in_one_piece(catalog: Catalog, zoom: float) -> None:
    """Names and membranes reach over the edges of tiles, names the more the farther one is."""
    loaded = load_preset("fig4").circuit
    assert loaded is not None
    scene = CanvasScene(loaded, catalog, theme("light"))
    wide, high, strips = round(20 * zoom), round(560 * zoom), 56

    def painted(strip_width: int) -> NDArray[np.int64]:
        image = QImage(strips * wide, high, QImage.Format.Format_RGB32)
        painter = QPainter(image)
        for left in range(0, strips * wide, strip_width):
            strip = QRectF(left, 0.0, strip_width, high)
            painter.resetTransform()
            painter.setClipRect(strip)
            painter.scale(zoom, zoom)
            part = QRectF(strip.topLeft() / zoom, strip.size() / zoom)
            for _step in scene.paint_still(painter, part, zoom):
                pass
        painter.end()
        return np.frombuffer(image.constBits(), np.uint8).astype(np.int64)

    assert np.abs(painted(strips * wide) - painted(wide)).max() <= 16


@each_case("scale", [0.37, 0.805, 1.0, 2.23, 3.1])
@each_case("sixteenth", range(-16, 17, 4))
def test_the_ground_covers_every_pixel_also_where_lanes_meet(
    catalog: Catalog, scale: float, sixteenth: int
) -> None:
    circuit = load_preset("fig4").circuit
    assert circuit is not None
    scene = CanvasScene(circuit, catalog, theme("light"))
    image = QImage(40, 4, QImage.Format.Format_RGB32)
    for lane in lanes()[1:]:
        for before in (0.0, 20.0, 40.0):
            image.fill(QColor("red"))
            left = lane.left - (before + sixteenth / 16) / scale
            area = QRectF(left, 0.0, 40.0 / scale, 4.0 / scale)
            painter = QPainter(image)
            painter.scale(scale, scale)
            painter.translate(-area.topLeft())
            scene.paint_ground(painter, area, scale)
            painter.end()
            row = [image.pixelColor(x, 2) for x in range(40)]
            assert QColor("red") not in row, (lane.name, before, row.index(QColor("red")))
