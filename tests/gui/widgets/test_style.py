import pytest
from each_case import each_case
from PySide6.QtGui import QColor

from circuitlab.gui.widgets import stylesheet
from circuitlab.render.theme import contrast, theme

TEXT = [
    ("muted_text", "raised"),
    ("muted_text", "panel"),
    ("accent_text", "panel"),
    ("badge_text", "accent_tint"),
    ("caution_text", "caution_tint"),
    ("alert_text", "raised"),
    ("danger_text", "panel"),
    ("ink", "hover"),
    ("ink", "accent_tint"),
]


@each_case("name", ["light", "dark"])
@each_case(("ink", "ground"), TEXT)
def test_text_of_the_window_can_be_read(name, ink, ground):
    colours = stylesheet._colours(theme(name))
    assert contrast(colours[ink], colours[ground]) >= 4.5


@pytest.mark.parametrize("name", ["light", "dark"])
def test_white_on_the_accent_can_be_read(name):
    colours = stylesheet._colours(theme(name))
    for ground in ("accent", "accent_hover"):
        assert contrast(QColor("white"), colours[ground]) >= 4.5


@pytest.mark.parametrize("name", ["light", "dark"])
def test_every_name_in_the_sheet_has_a_colour(name):
    assert "$" not in stylesheet.stylesheet(theme(name))


def test_the_palette_tells_windows_from_their_text(qapp):
    made = stylesheet.palette(theme("dark"))
    assert contrast(made.window().color(), made.windowText().color()) > 7
