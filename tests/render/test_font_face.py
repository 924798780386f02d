from io import BytesIO

import pytest
from fontTools.ttLib import TTFont
from PySide6.QtCore import QByteArray
from PySide6.QtGui import QRawFont

from circuitlab.render.figure.font_face import font_faces, woff
from circuitlab.resources import assets

LETTERS = frozenset("Aδé ×")
REGULAR = str(assets() / "font" / "Inter_400Regular.ttf")


def unwrapped(wrapped: bytes) -> bytes:
    """The plain font in a WOFF file."""
    assert wrapped.startswith(b"wOFF")
    font, plain = TTFont(BytesIO(wrapped)), BytesIO()
    font.flavor = None
    font.save(plain)
    return plain.getvalue()


def loaded(content: bytes) -> QRawFont:
    font = QRawFont(QByteArray(content), 16.0)
    assert font.isValid()
    return font


def test_the_letters_asked_for_look_as_in_the_whole_font() -> None:
    whole, thin = QRawFont(REGULAR, 16.0), loaded(unwrapped(woff(400, LETTERS)))
    for letter in LETTERS:
        (glyph,), (kept,) = whole.glyphIndexesForString(letter), thin.glyphIndexesForString(letter)
        assert thin.pathForGlyph(kept) == whole.pathForGlyph(glyph)
        assert thin.advancesForGlyphIndexes([kept]) == whole.advancesForGlyphIndexes([glyph])


def test_other_letters_are_left_out() -> None:
    thin = loaded(unwrapped(woff(400, LETTERS)))
    assert not thin.supportsCharacter(ord("B"))
    assert len(woff(400, LETTERS)) < 60_000


def test_letters_stand_as_close_as_in_the_whole_font() -> None:
    """By the pairs that kerning names: the positioning of A before V."""
    thin = TTFont(BytesIO(woff(400, frozenset("AV"))))
    features = {each.FeatureTag for each in thin["GPOS"].table.FeatureList.FeatureRecord}
    assert "kern" in features


def test_the_same_letters_give_the_same_file() -> None:
    assert woff.__wrapped__(400, LETTERS) == woff.__wrapped__(400, LETTERS)


def test_a_style_sheet_names_each_weight_once() -> None:
    svg = '<text font-weight="700" >A &amp; B</text><text font-weight="400" >c</text>' * 2
    assert font_faces(svg).count("@font-face") == 2
    assert font_faces("<rect/>") == ""


def test_a_weight_that_is_not_shipped_is_an_error() -> None:
    with pytest.raises(KeyError, match="950"):
        woff(950, frozenset("A"))
