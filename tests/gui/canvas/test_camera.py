from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QMarginsF, QPointF, QRectF, QSizeF

from circuitlab.gui.canvas.camera import CLOSEST, FARTHEST, Camera, fitted

places = st.floats(-2000, 2000)
scales = st.floats(FARTHEST, CLOSEST)


def near(first: QPointF, second: QPointF) -> bool:
    return (first - second).manhattanLength() < 1e-6 * (1 + second.manhattanLength())


@given(scales, places, places, places, places, st.floats(0.05, 20))
def test_zooming_leaves_the_point_under_the_pointer_where_it_is(
    scale: float, x: float, y: float, px: float, py: float, factor: float
) -> None:
    camera, pointer = Camera(scale, x, y), QPointF(px, py)
    held = camera.to_scene(pointer)
    after = camera.zoomed(factor, pointer)
    assert FARTHEST <= after.scale <= CLOSEST
    assert (after.to_view(held) - pointer).manhattanLength() < 1e-5


@given(scales, places, places, places, places)
def test_view_and_scene_are_inverse(scale: float, x: float, y: float, a: float, b: float) -> None:
    camera = Camera(scale, x, y)
    assert near(camera.to_scene(camera.to_view(QPointF(a, b))), QPointF(a, b))


def test_panning_moves_the_picture_with_the_hand() -> None:
    camera = Camera(2.0, 10.0, 20.0)
    assert near(camera.panned(6.0, -4.0).to_view(QPointF()), QPointF(-14.0, -44.0))


def test_fitting_shows_the_whole_area_in_the_middle() -> None:
    area, size = QRectF(-300, 50, 900, 400), QSizeF(800, 600)
    camera = fitted(area, size)
    assert camera.visible(size).adjusted(-1, -1, 1, 1).contains(area)
    assert near(camera.visible(size).center(), area.center())


def test_margins_stay_free_around_what_is_fitted() -> None:
    area, size = QRectF(0, 0, 900, 200), QSizeF(800, 600)
    camera = fitted(area, size, QMarginsF(20.0, 40.0, 20.0, 60.0))
    shown = camera.area_to_view(area)
    assert abs(shown.left() - 20.0) < 1e-6
    assert abs(shown.right() - 780.0) < 1e-6
    assert abs(shown.center().y() - 290.0) < 1e-6


def test_a_tiny_circuit_is_not_blown_up() -> None:
    assert fitted(QRectF(0, 0, 4, 4), QSizeF(800, 600)).scale < 2.0


@given(scales, places, places, places, places)
def test_showing_moves_no_farther_than_it_must(
    scale: float, x: float, y: float, left: float, top: float
) -> None:
    size, camera = QSizeF(800.0, 600.0), Camera(scale, x, y)
    area = QRectF(left, top, 300.0 / scale, 200.0 / scale)
    shown = camera.showing(area, size, 16.0)
    seen = shown.visible(size)
    edge = 15.9 / scale
    assert seen.contains(area.adjusted(-edge, -edge, edge, edge))
    assert shown.scale == scale
    for moved, before in ((shown.x, x), (shown.y, y)):
        assert moved == before or not camera.visible(size).contains(
            area.adjusted(-edge, -edge, edge, edge)
        )


def test_what_is_larger_than_the_view_shows_its_upper_left_corner() -> None:
    shown = Camera(1.0, 500.0, 500.0).showing(QRectF(0, 0, 5000, 5000), QSizeF(800, 600), 16.0)
    assert (shown.x, shown.y) == (-16.0, -16.0)
