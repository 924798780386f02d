"""What lives is painted anew when it looks different, and only then."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QImage, QPainter

from circuitlab.gui.canvas import pictures
from circuitlab.gui.canvas.camera import Camera
from circuitlab.gui.canvas.pictures import Pictures
from circuitlab.gui.canvas.sprites import ScreenSprites
from circuitlab.gui.canvas.view import CanvasView
from circuitlab.render.live_frame import LiveFrame
from circuitlab.render.place import Place
from circuitlab.render.stage import Stage
from circuitlab.render.theme import theme

WORDS = {"rate_hz": {"projection_neuron1": 3.0}, "potential": {"projection_neuron1": -60.0}}


class Screen:
    """Pictures of one place, shown on an image of 400 × 400 pixels around its centre."""

    def __init__(self, place: Place) -> None:
        self.place = place
        self.painted = 0
        self._pictures = Pictures(ScreenSprites(1.0))

    def show(self, frame: LiveFrame, place: Place | None = None) -> np.ndarray:
        image = QImage(400, 400, QImage.Format.Format_RGB32)
        image.fill(0xFFFFFFFF)
        painter = QPainter(image)
        corner = self.place.centre - QPointF(200, 200)
        camera = Camera(1.0, corner.x(), corner.y())
        painter.setTransform(camera.transform())
        shown = [place or self.place]
        stage = Stage(painter, theme("light"), frame=frame)
        for _ in range(len(shown) * 4):
            self._pictures.renew(stage, shown)
        self._pictures.paint(painter, shown, camera)
        painter.end()
        flat = np.frombuffer(image.constBits(), dtype=np.uint8).astype(int)
        return flat.reshape(400, 400, 4)


@pytest.fixture
def screen(canvas: CanvasView, monkeypatch: pytest.MonkeyPatch) -> Screen:
    place = canvas.scene.place("projection_neuron1")
    assert place is not None
    made = Screen(place)
    paint = pictures.Pictures._painted

    def counted(self: Pictures, *rest: object) -> object:
        made.painted += self is made._pictures
        return paint(self, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(Pictures, "_painted", counted)
    return made


def test_the_same_look_is_painted_once(screen: Screen) -> None:
    first = screen.show(LiveFrame(**WORDS))  # type: ignore[arg-type]
    again = screen.show(LiveFrame(**WORDS, time_ms=16.0))  # type: ignore[arg-type]
    assert screen.painted == 1
    assert np.array_equal(first, again)
    assert first.min() < 200


def test_another_number_is_painted_anew(screen: Screen) -> None:
    first = screen.show(LiveFrame(**WORDS))  # type: ignore[arg-type]
    other = screen.show(LiveFrame(rate_hz={"projection_neuron1": 80.0}))
    assert not np.array_equal(first, other)


def test_an_element_on_its_way_takes_its_picture_along(screen: Screen) -> None:
    frame = LiveFrame(**WORDS)  # type: ignore[arg-type]
    here = screen.show(frame)
    moved = replace(screen.place, centre=screen.place.centre + QPointF(30.0, 20.0))
    there = screen.show(frame, moved)
    assert screen.painted == 1
    assert np.array_equal(here[:-20, :-30], there[20:, 30:])


def test_a_label_on_another_side_is_painted_there(screen: Screen) -> None:
    frame = LiveFrame(**WORDS)  # type: ignore[arg-type]
    here = screen.show(frame)
    label = screen.place.label
    away = replace(label, box=label.box.translated(0.0, 40.0))
    there = screen.show(frame, replace(screen.place, label=away))
    assert screen.painted == 2
    assert np.array_equal(here[:-40], there[40:])


def test_a_picture_that_is_stretched_covers_as_much_as_it_stands_for(screen: Screen) -> None:
    frame = LiveFrame(**WORDS)  # type: ignore[arg-type]
    screen.show(frame)
    image = QImage(400, 400, QImage.Format.Format_RGB32)
    image.fill(0xFFFFFFFF)
    painter = QPainter(image)
    middle = screen.place.label.box.translated(screen.place.centre).center()
    camera = Camera(2.0, middle.x() - 100.0, middle.y() - 100.0)
    painter.setTransform(camera.transform())
    screen._pictures.paint(painter, [screen.place], camera)
    painter.end()
    flat = np.frombuffer(image.constBits(), dtype=np.uint8).reshape(400, 400, 4)
    rows, columns = np.nonzero(flat[:, :, 0] < 200)
    drawn = QRectF(columns.min(), rows.min(), np.ptp(columns), np.ptp(rows))
    assert camera.area_to_view(screen.place.label.box.translated(screen.place.centre)).contains(
        drawn
    )
