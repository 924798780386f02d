import sys
from collections.abc import Callable

import numpy as np
import pytest
from each_case import each_case
from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QImage, QPainter

from circuitlab.catalog.load import default_catalog
from circuitlab.model.circuit import Circuit
from circuitlab.model.element import Element
from circuitlab.render.anatomy import cell_glyphs
from circuitlab.render.bodies import BODIES
from circuitlab.render.geometry import Geometry
from circuitlab.render.glyphs.icons import paint_icon
from circuitlab.render.glyphs.neurons import excitement, excitements, level
from circuitlab.render.glyphs.registry import glyphs, live_line, paint_element
from circuitlab.render.live_frame import LiveFrame
from circuitlab.render.paint_context import Detail, Stage, detail_at
from circuitlab.render.sprites import Sprites
from circuitlab.render.theme import theme, themes
from circuitlab.render.whole_circuit import paint_circuit_live, paint_circuit_still
from tests.render.gallery import everything, lively, near_synapse, pain_circuit, picture

KINDS = sorted(default_catalog().kinds)


def canvas(side: int = 420, ground: str = "#FFFFFF") -> QImage:
    image = QImage(side, side, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(QColor(ground))
    return image


def painted(paint: Callable[[QPainter], None], side: int = 420) -> QImage:
    image = canvas(side)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    paint(painter)
    painter.end()
    return image


@each_case("kind", KINDS)
def test_every_kind_has_a_glyph_and_leaves_a_mark_in_every_theme(kind: str) -> None:
    catalog = default_catalog()
    assert catalog.kind(kind).glyph in glyphs()
    circuit = Circuit([Element("it", kind)])
    place = Geometry(circuit, catalog).places["it"]
    for look in themes():
        for detail in Detail:

            def paint(painter: QPainter, look: str = look, detail: Detail = detail) -> None:
                painter.translate(280.0, 210.0)
                paint_element(Stage(painter, theme(look), detail, lively(circuit)), place)

            assert painted(paint) != canvas()


def test_every_painter_has_a_room_and_every_room_a_painter() -> None:
    assert set(BODIES) == set(glyphs()) - set(cell_glyphs())


@each_case("kind", KINDS)
def test_every_icon_stays_in_its_room(kind: str) -> None:
    def paint(painter: QPainter) -> None:
        paint_icon(
            Stage(painter, theme("light")), QRectF(40, 40, 60, 60), default_catalog().kind(kind)
        )

    image = painted(paint, 140)
    inside = image.copy(38, 38, 64, 64)
    assert inside != canvas(64)
    for edge in (image.copy(0, 0, 140, 36), image.copy(0, 104, 140, 36)):
        blank = QImage(edge.size(), edge.format())
        blank.fill(QColor("#FFFFFF"))
        assert edge == blank


def test_the_soma_brightens_as_the_membrane_depolarises() -> None:
    circuit = Circuit([Element("it", "projection_neuron")])
    place = Geometry(circuit, default_catalog()).places["it"]

    def fill_at(millivolts: float) -> int:
        frame = LiveFrame(potential={"it": millivolts})

        def paint(painter: QPainter) -> None:
            painter.translate(210.0, 210.0)
            paint_element(Stage(painter, theme("light"), Detail.MIDDLE, frame), place)

        return painted(paint).pixelColor(228, 222).lightness()

    assert fill_at(-70.0) > fill_at(-50.0) > fill_at(-30.0)
    assert level(float("nan")) == 0.25
    assert (level(-100.0), level(0.0)) == (0.0, 1.0)


def test_sprites_and_outlines_look_the_same() -> None:
    build = pain_circuit()
    geometry = Geometry(build.circuit, build.catalog)

    def with_sprites(sprites: Sprites | None) -> np.ndarray:
        def paint(painter: QPainter) -> None:
            painter.translate(-560.0, -200.0)
            stage = Stage(painter, theme("light"), Detail.MIDDLE, lively(build.circuit), sprites)
            paint_circuit_still(stage, geometry)
            paint_circuit_live(stage, geometry)

        image = painted(paint, 400).scaled(80, 80).convertToFormat(QImage.Format.Format_RGB888)
        return np.frombuffer(image.constBits(), np.uint8).astype(float)

    off = np.abs(with_sprites(Sprites(1.0)) - with_sprites(None))
    assert off.mean() < 1.5


def test_the_live_line_says_rate_and_potential_or_the_dose() -> None:
    build = pain_circuit()
    geometry = Geometry(build.circuit, build.catalog)
    frame = LiveFrame(potential={"projection_neuron1": -48.4}, rate_hz={"projection_neuron1": 31.2})

    def said(id: str, frame: LiveFrame = frame) -> str:
        image = canvas(8)
        painter = QPainter(image)
        words = live_line(Stage(painter, theme("light"), frame=frame), geometry.places[id])
        painter.end()
        return words

    assert said("projection_neuron1") == "31.2 Hz · −48 mV"
    assert said("ketamine1") == "1 µM"
    assert said("gabapentin1") == "off"
    protocol = LiveFrame(
        set_now={("ketamine1", "concentration"): 0.0, ("gabapentin1", "concentration"): 10.0}
    )
    assert said("ketamine1", protocol) == "off"
    assert said("gabapentin1", protocol) == "10 µM"


def test_nearer_shows_more() -> None:
    assert [detail_at(zoom) for zoom in (0.1, 1.0, 4.0)] == list(Detail)


@pytest.mark.parametrize("look", themes())
def test_a_pain_circuit_looks_as_it_did(look: str, unchanged: Callable[..., None]) -> None:
    circuit = pain_circuit().circuit
    unchanged(picture(circuit, look, frame=lively(circuit)), f"pain_{look}")


def test_every_kind_looks_as_it_did(unchanged: Callable[..., None]) -> None:
    circuit = everything().circuit
    lowest = max(element.y for element in circuit.elements.values())
    room = QRectF(0, 0, 1560, lowest + 120)
    unchanged(picture(circuit, "light", room=room, frame=lively(circuit)), "kinds_light")


@pytest.mark.parametrize("look", ["light", "dark"])
def test_a_synapse_up_close_looks_as_it_did(look: str, unchanged: Callable[..., None]) -> None:
    unchanged(near_synapse(pain_circuit().circuit, look), f"closeup_{look}")


def test_far_away_looks_as_it_did(unchanged: Callable[..., None]) -> None:
    circuit = pain_circuit().circuit
    unchanged(picture(circuit, "light", 0.4, frame=lively(circuit)), "far")


def test_repainting_loses_no_reference_to_none() -> None:
    build = pain_circuit()
    geometry = Geometry(build.circuit, build.catalog)
    image, frame, sprites = canvas(), lively(build.circuit), Sprites(0.3)

    def repaint() -> None:
        painter = QPainter(image)
        painter.scale(0.3, 0.3)
        paint_circuit_live(Stage(painter, theme("light"), Detail.FAR, frame, sprites), geometry)
        painter.end()

    repaint()
    before = sys.getrefcount(None)
    for _repeat in range(500):
        repaint()
    assert abs(sys.getrefcount(None) - before) < 400


def test_many_cells_at_once_are_as_excited_as_each_alone() -> None:
    potentials = [-90.0, -72.0, -64.3, -50.0, -28.0, 30.0, float("nan")]
    flashes = [0.0, 0.04, 0.3, 0.55, 0.86, 1.0, 0.2]
    alone = [excitement(v, f) for v, f in zip(potentials, flashes, strict=True)]
    together = excitements(np.array(potentials), np.array(flashes))
    assert [divmod(look, 16) for look in together.tolist()] == alone
