"""What lives is painted anew when it looks different, and only then."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QImage, QPainter

from circuitlab.gui.canvas.camera import Camera
from circuitlab.gui.canvas.layers import element_pictures
from circuitlab.gui.canvas.layers.element_pictures import Pictures
from circuitlab.gui.canvas.sprites import ScreenSprites
from circuitlab.gui.canvas.view import CanvasView
from circuitlab.render.drawn import DrawnElement
from circuitlab.render.glyphs.neurons import _excitement
from circuitlab.render.glyphs.registry import body_look, paint_body
from circuitlab.render.live_frame import LiveFrame
from circuitlab.render.paint_context import Stage
from circuitlab.render.theme import theme

WORDS = {"rate_hz": {"projection_neuron1": 3.0}, "potential": {"projection_neuron1": -60.0}}


class Screen:
    """Pictures of one place, shown on an image of 400 × 400 pixels around its centre."""

    def __init__(self, place: DrawnElement) -> None:
        self.place = place
        self.painted = 0
        self._pictures = Pictures(ScreenSprites(1.0))

    def show(self, frame: LiveFrame, place: DrawnElement | None = None) -> np.ndarray:
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
    paint = element_pictures.Pictures._painted

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


@pytest.fixture
def no_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(element_pictures, "RENEW_S", 0.0)
    monkeypatch.setattr(element_pictures, "NEW_S", 0.0)


@pytest.fixture
def page() -> Iterator[QPainter]:
    image = QImage(1400, 900, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(0)
    painter = QPainter(image)
    yield painter
    painter.end()


@pytest.mark.usefixtures("no_time")
def test_lines_follow_the_run_however_little_time_a_frame_leaves(
    canvas: CanvasView, page: QPainter
) -> None:
    made, places = Pictures(ScreenSprites(1.0)), list(canvas.scene.geometry.places.values())
    for step in range(60):
        rates = {"projection_neuron1": float(step // 20)}
        made.renew(Stage(page, theme("light"), frame=LiveFrame(rate_hz=rates)), places)
    body, lines = element_pictures._PARTS
    assert made._known[lines]["projection_neuron1"].look == ("2.00 Hz", False)
    assert len(made._known[body]) > 5


@pytest.mark.usefixtures("no_time")
def test_at_another_magnification_pictures_are_stretched_until_there_are_new_ones(
    canvas: CanvasView, page: QPainter
) -> None:
    made, place = Pictures(ScreenSprites(1.0)), canvas.scene.geometry.places["projection_neuron1"]
    frame = LiveFrame(**WORDS)  # type: ignore[arg-type]
    made.renew(Stage(page, theme("light"), frame=frame), [place])
    made.use(ScreenSprites(1.5))
    assert [known.scale for known, _place in made._shown([place])] == [1.0]
    made.renew(Stage(page, theme("light"), frame=frame, zoom=1.5), [place])
    assert [known.scale for known, _place in made._shown([place])] == [1.5]


@pytest.mark.usefixtures("no_time")
def test_on_the_way_what_is_new_or_too_coarse_is_painted_for_that_moment(
    canvas: CanvasView, page: QPainter
) -> None:
    made, place = Pictures(ScreenSprites(1.0)), canvas.scene.geometry.places["projection_neuron1"]
    frame = LiveFrame(**WORDS)  # type: ignore[arg-type]
    scales = []
    for zoom in (0.8, 1.5, 1.7, 1.0, 9.0):
        made.renew(Stage(page, theme("light"), frame=frame, zoom=zoom), [place])
        ((known, _place),) = made._shown([place])
        scales.append(known.scale)
    assert scales == [0.8, 0.8, 1.7, 1.0, element_pictures.FINEST]


def test_on_the_way_what_has_a_picture_waits_and_is_looked_at_once_the_zooming_rests(
    canvas: CanvasView, page: QPainter
) -> None:
    made, place = Pictures(ScreenSprites(1.0)), canvas.scene.geometry.places["projection_neuron1"]
    lines, looks = element_pictures._PARTS[1], []
    first, later = (LiveFrame(rate_hz={place.id: rate}) for rate in (1.0, 2.0))
    for frame, zoom in ((first, 1.0), (later, 1.1), (later, 1.0)):
        made.renew(Stage(page, theme("light"), frame=frame, zoom=zoom), [place])
        looks.append((made._known[lines][place.id].look[0], made.are_missing))
    assert looks == [("1.00 Hz", False), ("1.00 Hz", True), ("2.00 Hz", False)]


def test_pictures_of_what_is_far_are_forgotten_before_they_fill_memory(
    canvas: CanvasView, page: QPainter, monkeypatch: pytest.MonkeyPatch
) -> None:
    made, places = Pictures(ScreenSprites(1.0)), list(canvas.scene.geometry.places.values())
    stage = Stage(page, theme("light"), frame=LiveFrame(**WORDS))  # type: ignore[arg-type]
    for _ in range(8):
        made.renew(stage, places)
    monkeypatch.setattr(element_pictures, "MOST_PIXELS", 0)
    made.renew(stage, places[:1])
    kept = {id for known in made._known.values() for id in known}
    assert kept == {places[0].id}
    every = [picture for known in made._known.values() for picture in known.values()]
    assert made._pixels == sum(picture.pixels for picture in every)


@pytest.mark.parametrize("id", ["trpv1_1", "ampa1", "nmda1"])
def test_a_picture_is_no_larger_than_what_is_painted_on_it_and_stands_where_that_was(
    canvas: CanvasView, id: str
) -> None:
    place = canvas.scene.place(id)
    assert place is not None
    frame = LiveFrame(values={(id, "open"): np.array([0.4])})
    corner = (
        element_pictures._body_room(Stage(None, theme("light")), place).topLeft() + place.centre
    )
    camera = Camera(1.0, corner.x() - 100.0, corner.y() - 100.0)
    made = Pictures(ScreenSprites(1.0))

    def shown(stage: Stage) -> None:
        made.renew(stage, [place])
        made.paint(stage.painter, [place], camera)

    def direct(stage: Stage) -> None:
        paint_body(stage, place, body_look(stage, place))

    def image_of(paint: Callable[[Stage], None]) -> QImage:
        image = QImage(500, 500, QImage.Format.Format_ARGB32_Premultiplied)
        image.fill(0)
        painter = QPainter(image)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setTransform(camera.transform())
        paint(Stage(painter, theme("light"), frame=frame))
        painter.end()
        return image

    assert image_of(shown) == image_of(direct)
    picture = made._known[element_pictures._PARTS[0]][id].picture.toImage()
    alpha = np.frombuffer(picture.constBits(), dtype=np.uint32)
    alpha = alpha.reshape(picture.height(), picture.width())
    assert all(edge.any() for edge in (alpha[0], alpha[-1], alpha[:, 0], alpha[:, -1]))


@pytest.mark.parametrize("zoom", [0.62, 0.68, 0.75, 0.8, 1.0, 2.0])
def test_what_is_written_and_drawn_beside_a_gate_fits_into_its_picture(
    canvas: CanvasView, zoom: float
) -> None:
    elements = canvas.document.circuit.elements
    channel = next(id for id, element in elements.items() if element.kind == "trpv1")
    frame = LiveFrame(
        values={(channel, "temperature"): np.array([20.0]), ("nmda1", "number"): np.array([1.5])},
        measured={(channel, "fires_from"): 43.0},
    )
    for place in canvas.scene.geometry.places.values():
        if place.glyph != "gate":
            continue
        image = QImage(600, 600, QImage.Format.Format_ARGB32_Premultiplied)
        image.fill(0)
        painter = QPainter(image)
        painter.translate(QPointF(300.0, 300.0) - place.centre)
        stage = Stage(painter, theme("light"), frame=frame, zoom=zoom)
        paint_body(stage, place, body_look(stage, place))
        painter.end()
        room = element_pictures._body_room(stage, place).translated(300.0, 300.0)
        flat = np.frombuffer(image.constBits(), dtype=np.uint8).reshape(600, 600, 4)
        rows, columns = np.nonzero(flat[:, :, 3])
        drawn = QRectF(columns.min(), rows.min(), np.ptp(columns) + 1.0, np.ptp(rows) + 1.0)
        assert room.contains(drawn), (place.id, room, drawn)


def test_a_soma_that_is_excited_has_no_second_rim(qapp: object) -> None:
    image = QImage(200, 200, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(0)
    painter = QPainter(image)
    painter.translate(100.0, 100.0)
    _excitement(painter, theme("light"), "projection", 90.0, 0.6, 0.0)
    painter.end()
    alpha = [image.pixelColor(100 + x, 100).alpha() for x in range(60, 99)]
    assert max(abs(np.diff(alpha))) < 25
