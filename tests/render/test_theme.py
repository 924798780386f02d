import pytest
from PySide6.QtGui import QColor, QFontDatabase

from circuitlab.catalog.load import default_catalog
from circuitlab.render.theme import (
    LINE_CONTRAST,
    TEXT_CONTRAST,
    contrast,
    font,
    grounds,
    hues,
    load_fonts,
    mixed,
    theme,
    themes,
    tokens,
)

EVERY = (*hues(), "ink", "muted")


@pytest.mark.parametrize("name", themes())
def test_text_can_be_read_on_every_ground(name: str) -> None:
    of = theme(name)
    low = {
        hue
        for hue in EVERY
        if min(contrast(of.ink_of(hue), g) for g in grounds(of)) < TEXT_CONTRAST
    }
    assert not low


@pytest.mark.parametrize("name", themes())
def test_lines_can_be_seen_on_every_ground(name: str) -> None:
    of = theme(name)
    low = {
        hue
        for hue in EVERY
        if min(contrast(of.line_of(hue), g) for g in grounds(of)) < LINE_CONTRAST
    }
    assert not low


def test_contrast_is_that_of_wcag() -> None:
    assert contrast(QColor("#000000"), QColor("#FFFFFF")) == pytest.approx(21.0)
    assert contrast(QColor("#777777"), QColor("#FFFFFF")) == pytest.approx(4.478, abs=0.001)


def test_every_kind_wears_a_colour_of_the_table() -> None:
    assert {kind.colour for kind in default_catalog().kinds.values()} <= set(tokens())


def test_an_unknown_colour_or_theme_is_an_error() -> None:
    with pytest.raises(KeyError, match="no colour 'mauve'"):
        theme("light").colour("mauve")
    with pytest.raises(KeyError, match="light, dark, print"):
        theme("sepia")


def test_the_light_paper_and_the_hues_are_those_agreed() -> None:
    light = theme("light")
    assert light.colour("paper").name() == "#fcfbf8"
    assert light.colour("nociceptor").name() == "#d55e00"
    assert not light.is_dark
    assert theme("dark").is_dark


def test_the_shipped_font_has_four_weights() -> None:
    assert load_fonts() in QFontDatabase.families()
    assert set(QFontDatabase.styles(load_fonts())) >= {"Regular", "Medium", "SemiBold", "Bold"}
    assert font(12.4).pixelSize() == 12


def test_mixing_goes_from_one_colour_to_the_other() -> None:
    black, white = QColor("#000000"), QColor("#FFFFFF")
    assert mixed(black, white, 0.0) == black
    assert mixed(black, white, 2.0) == white
    assert mixed(black, white, 0.5).name() == "#808080"
