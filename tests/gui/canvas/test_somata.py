"""Somata that look alike share a picture; where one is missing, another stands in for it."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import QPointF
from PySide6.QtGui import QImage, QPainter, QPixmap

from circuitlab.gui.canvas.camera import Camera
from circuitlab.gui.canvas.layers import somata
from circuitlab.gui.canvas.layers.somata import FINEST_SOMA, Somata
from circuitlab.gui.canvas.sprites import ScreenSprites
from circuitlab.gui.canvas.view import CanvasView
from circuitlab.render.drawn import DrawnElement
from circuitlab.render.live_frame import LiveFrame
from circuitlab.render.paint_context import Stage
from circuitlab.render.theme import theme

RESTING, MIDDLING, EXCITED = -65.0, -50.0, -35.0


class Screen:
    """Somata of a cell on an image around its centre, and of its twin far from there."""

    def __init__(self, place: DrawnElement, scale: float = 1.0) -> None:
        element = replace(place.element, id="twin")
        twin = replace(place, element=element, centre=place.centre + QPointF(5e3, 0.0))
        self.places, self.scale = [twin, place], scale
        self.somata = Somata(ScreenSprites(scale))

    def settle(self, scale: float) -> None:
        self.scale = scale
        self.somata.use(ScreenSprites(scale))

    def show(
        self, potential: float, scale: float | None = None, twin: float = RESTING
    ) -> np.ndarray:
        scale = scale or self.scale
        _twin, place = self.places
        image = QImage(400, 400, QImage.Format.Format_ARGB32_Premultiplied)
        image.fill(0)
        painter = QPainter(image)
        x, y = (place.centre.x() - 200.0 / scale, place.centre.y() - 200.0 / scale)
        camera = Camera(scale, x, y)
        painter.setTransform(camera.transform())
        frame = LiveFrame(potential={"twin": twin, place.id: potential})
        self.somata.paint(Stage(painter, theme("light"), frame=frame), self.places, camera)
        painter.end()
        return np.frombuffer(image.constBits(), dtype=np.uint8).astype(int).reshape(400, 400, 4)


@pytest.fixture
def screen(canvas: CanvasView) -> Iterator[Screen]:
    place = canvas.scene.place("projection_neuron1")
    assert place is not None
    return Screen(place)


@pytest.fixture(autouse=True)
def ample_time(monkeypatch: pytest.MonkeyPatch) -> None:
    """Paint every new look at once, however busy the machine is."""
    monkeypatch.setattr(somata, "NEW_S", math.inf)


@pytest.fixture
def no_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(somata, "NEW_S", -1.0)


@pytest.mark.usefixtures("no_time")
def test_one_new_look_is_painted_however_little_time_there_is(screen: Screen) -> None:
    assert screen.show(EXCITED)[:, :, 3].max() > 50
    assert screen.somata.are_missing
    excited = screen.show(EXCITED)
    assert not screen.somata.are_missing
    assert np.array_equal(excited, Screen(screen.places[1]).show(EXCITED, twin=EXCITED))


def test_a_new_look_waits_for_time_and_another_stands_in_for_it(
    screen: Screen, monkeypatch: pytest.MonkeyPatch
) -> None:
    middling = Screen(screen.places[1]).show(MIDDLING)
    screen.show(RESTING)
    with monkeypatch.context() as at_once:
        at_once.setattr(somata, "NEW_S", -1.0)
        assert np.array_equal(screen.show(EXCITED, twin=MIDDLING), middling)
        assert screen.somata.are_missing
    excited = screen.show(EXCITED)
    assert not screen.somata.are_missing
    assert np.array_equal(excited, Screen(screen.places[1]).show(EXCITED))


def test_at_rest_a_picture_is_made_for_the_magnification_whatever_stood_in_before(
    screen: Screen, monkeypatch: pytest.MonkeyPatch
) -> None:
    screen.show(EXCITED)
    screen.settle(1.5)
    with monkeypatch.context() as at_once:
        at_once.setattr(somata, "NEW_S", -1.0)
        stretched = screen.show(EXCITED, twin=MIDDLING)
    exact = Screen(screen.places[1], 1.5).show(EXCITED)
    assert abs(stretched - exact).mean() < 1.0
    assert not np.array_equal(stretched, exact)
    assert np.array_equal(screen.show(EXCITED), exact)


@pytest.mark.parametrize("scale", [0.6, 1.9])
def test_on_the_way_a_soma_is_as_large_as_it_stands_for(screen: Screen, scale: float) -> None:
    screen.show(EXCITED)
    passing = screen.show(EXCITED, scale)
    exact = Screen(screen.places[1], scale).show(EXCITED)
    assert abs(passing - exact).mean() < 1.0


def test_pictures_are_no_finer_than_they_need_to_be(screen: Screen) -> None:
    screen.settle(8.0)
    screen.show(EXCITED)
    (sort,) = screen.somata._sorts.values()
    assert {scale for scale, _picture in sort.painted.values()} == {FINEST_SOMA}


def test_another_density_of_the_screen_makes_other_pictures(screen: Screen) -> None:
    screen.show(EXCITED)
    screen.somata.use(ScreenSprites(2.0, 2.0))
    (sort,) = screen.somata._sorts.values()
    assert not sort.painted


def test_far_out_one_of_many_looks_as_if_painted_that_small(
    screen: Screen, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(somata, "MANY", 1)
    screen.show(EXCITED)
    passing = screen.show(EXCITED, 0.15)
    exact = Screen(screen.places[1], 0.15).show(EXCITED)
    assert abs(passing - exact)[exact[:, :, 3] > 0].mean() < 12.0


def test_a_large_picture_is_stretched_from_a_small_one_once_it_has_been_halved(
    screen: Screen, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(somata, "MANY", 1)
    screen.settle(4.0)
    screen.show(EXCITED)
    screen.show(EXCITED, 0.2)
    stretched, taken = somata._stretched, []

    def noted(picture: QPixmap, side: int) -> QPixmap:
        taken.append((picture.width(), side))
        return stretched(picture, side)

    monkeypatch.setattr(somata, "_stretched", noted)
    screen.show(EXCITED, 0.21)
    assert taken
    assert all(wide < 2 * side for wide, side in taken)
