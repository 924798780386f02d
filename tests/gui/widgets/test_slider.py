"""The row that is a slider: its name and its value are read whole, however narrow it is."""

import pytest
from PySide6.QtGui import QImage

from circuitlab.gui.widgets.slider import HEIGHT, SliderFace
from circuitlab.render.theme import theme

NAME, VALUE = "Persistent sodium conductance", "0.1 mS/cm²"


@pytest.fixture
def face(qtbot) -> SliderFace:
    made = SliderFace(theme("light"), NAME, "g_NaP")
    qtbot.addWidget(made)
    made.resize(400, HEIGHT)
    made.show_pinned(False)
    made.show_tag("assumed")
    made.show_value(0.3, VALUE, 0.3, False)
    made.show()
    return made


def drawn(face: SliderFace) -> QImage:
    return face.grab().toImage()


def test_a_name_and_a_value_that_fit_stand_in_one_line(face: SliderFace) -> None:
    assert face.height() == HEIGHT


def test_those_that_do_not_fit_stand_in_two_lines(face: SliderFace) -> None:
    before = drawn(face)
    face.resize(240, face.height())
    assert face.height() > HEIGHT
    assert face.title_width() < face.width()
    ink = theme("light").colour("ink").rgb()
    lines = [
        any(drawn(face).pixel(x, y) == ink for x in range(240) for y in range(top, top + 12))
        for top in (5, 5 + face.value_top)
    ]
    assert lines == [True, True]
    face.resize(400, face.height())
    assert drawn(face) == before


def test_nothing_jumps_while_the_value_changes(face: SliderFace) -> None:
    face.resize(240, face.height())
    high = face.height()
    face.show_tag("")
    face.show_value(0.0, "0", 0.3, True)
    assert face.height() == high


def test_a_longer_value_gets_its_room(face: SliderFace) -> None:
    face.show_tag("")
    face.resize(290, face.height())
    assert face.height() == HEIGHT
    face.show_value(0.3, "1000000 mS/cm²", 0.3, True)
    assert face.height() > HEIGHT
