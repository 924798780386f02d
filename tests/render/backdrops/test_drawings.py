"""Drawings behind circuits: whole, named, readable, and the same for screen and figure."""

import re
import statistics

import pytest
from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QImage, QPainter

from circuitlab.model.backdrops import BACKDROPS, ON_LANES, ON_PAPER
from circuitlab.model.circuit import Circuit
from circuitlab.render.backdrops.drawing import Drawing, enlarged, paint_drawing, shown_words
from circuitlab.render.backdrops.registry import DRAWINGS, drawing_of, paint_backdrop, with_drawing
from circuitlab.render.figure.figure import Figure, encoded
from circuitlab.render.paint_context import Stage
from circuitlab.render.theme import TEXT_CONTRAST, Theme, contrast, theme, themes

NAMES = sorted(DRAWINGS)


def drawing(name: str) -> Drawing:
    found = drawing_of(name)
    assert found is not None
    return found


def picture(shown: Drawing, look: Theme, zoom: float = 1.0, *, words: bool = True) -> QImage:
    area = drawing_area(shown)
    shown = shown if words else Drawing(shown.shapes, (), shown.regions)
    made = QImage(
        round(area.width() * zoom), round(area.height() * zoom), QImage.Format.Format_ARGB32
    )
    made.fill(look.colour("paper"))
    painter = QPainter(made)
    painter.scale(zoom, zoom)
    painter.translate(-area.topLeft())
    paint_drawing(Stage(painter, look, zoom=zoom), shown)
    painter.end()
    return made


def drawing_area(shown: Drawing) -> QRectF:
    return shown.extent.adjusted(-200.0, -60.0, 200.0, 60.0)


def test_every_backdrop_is_lanes_paper_or_a_drawing(qapp: object) -> None:
    assert set(BACKDROPS) == {ON_LANES, ON_PAPER, *DRAWINGS}
    assert drawing_of(ON_LANES) is None
    assert drawing_of(ON_PAPER) is None


@pytest.mark.parametrize("name", NAMES)
def test_each_name_of_a_region_names_one_that_is_there(name: str, qapp: object) -> None:
    shown = drawing(name)
    named = {words.region for words in shown.words if words.region}
    assert named <= {region.name for region in shown.regions}
    assert len(named) >= 3
    for region in shown.regions:
        assert shown.extent.contains(region.path.boundingRect().center())
        assert region.path.boundingRect().width() > 10.0


@pytest.mark.parametrize("name", NAMES)
def test_names_do_not_lie_on_each_other(name: str, qapp: object) -> None:
    for zoom in (0.4, 1.0):
        boxes = [words.box(enlarged(zoom)) for words in shown_words(drawing(name), zoom)]
        for index, box in enumerate(boxes):
            slim = box.adjusted(2.0, 3.0, -2.0, -3.0)
            assert not any(slim.intersects(other) for other in boxes[:index])


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("look", themes())
def test_names_can_be_read_on_what_lies_below_them(name: str, look: str, qapp: object) -> None:
    shown, of = drawing(name), theme(look)
    ground, area = picture(shown, of, words=False), drawing_area(shown)
    for words in shown.words:
        box = words.box().translated(-area.topLeft())
        pixels = [
            ground.pixelColor(int(x), int(box.center().y()))
            for x in range(int(box.left()), int(box.right()), 3)
        ]
        ratio = statistics.median(contrast(of.ink_of(words.hue), pixel) for pixel in pixels)
        assert ratio >= TEXT_CONTRAST, words.text


def test_the_body_tells_centre_from_periphery_by_hue(qapp: object) -> None:
    hues = {words.region: words.hue for words in drawing("body").words}
    assert hues["brain"] == hues["cord"] == hues["central"]
    assert hues["arms"] == hues["legs"] == hues["peripheral"] != hues["central"]
    central = drawing("body").region("central").path
    peripheral = drawing("body").region("peripheral").path
    brain = drawing("body").region("brain").path.boundingRect().center()
    assert central.contains(brain)
    assert not peripheral.contains(brain)


def test_lines_do_not_widen_from_near_and_words_vanish_from_very_far(qapp: object) -> None:
    shown = drawing("brain")
    assert shown_words(shown, 0.1) == ()
    assert shown_words(shown, 0.5) == shown.words
    assert enlarged(0.45) > 1.5
    assert enlarged(4.0) < 0.6


def test_far_outside_a_drawing_there_is_nothing_of_it(qapp: object) -> None:
    far = QRectF(5000.0, 5000.0, 10.0, 10.0)
    assert with_drawing(far, "joint").contains(drawing("joint").extent)
    assert with_drawing(far, ON_LANES) == far


@pytest.mark.parametrize("name", NAMES)
def test_a_figure_holds_the_whole_drawing_as_lines_and_letters(name: str, qapp: object) -> None:
    circuit = Circuit(document={"backdrop": name})
    svg = encoded(Figure(circuit), ".svg").decode()
    group = re.search(r'<g id="backdrop".*?</g>\s*<g id=', svg, re.DOTALL)
    body = svg[svg.index('<g id="backdrop"') :] if group is None else group.group(0)
    assert "<image" not in body
    assert "clip" not in body
    for words in drawing(name).words:
        assert words.text.upper() in body
    assert encoded(Figure(circuit), ".pdf").startswith(b"%PDF")


def test_without_a_ground_a_figure_has_no_drawing(qapp: object) -> None:
    circuit = Circuit(document={"backdrop": "joint"})
    assert "CARTILAGE" not in encoded(Figure(circuit, transparent=True), ".svg").decode()


def test_lanes_are_painted_through_the_same_door(qapp: object) -> None:
    made = QImage(100, 40, QImage.Format.Format_ARGB32)
    painter = QPainter(made)
    paint_backdrop(Stage(painter, theme("light")), ON_LANES, QRectF(0.0, 0.0, 100.0, 40.0))
    painter.end()
    assert made.pixelColor(50, 30) == theme("light").colour("lane_skin")
    assert drawing("skin_patch").region("dermis").path.contains(QPointF(220.0, 300.0))
