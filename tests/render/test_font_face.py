import struct
import zlib

import numpy as np
import pytest
from PySide6.QtCore import QByteArray
from PySide6.QtGui import QRawFont

from circuitlab.render.font_face import font_faces, woff
from circuitlab.resources import assets

LETTERS = "Aδé ×"
REGULAR = str(assets() / "font" / "Inter_400Regular.ttf")


def unwrapped(wrapped: bytes) -> bytes:
    """The plain font in a WOFF file."""
    count = struct.unpack_from(">H", wrapped, 12)[0]
    at, body = 12 + 16 * count, b""
    head = struct.pack(">4sHHHH", b"\x00\x01\x00\x00", count, 0, 0, 0)
    for index in range(count):
        tag, start, packed, size, check = struct.unpack_from(">4sIIII", wrapped, 44 + 20 * index)
        table = wrapped[start : start + packed]
        table = zlib.decompress(table) if packed < size else table
        assert len(table) == size
        assert start % 4 == 0
        head += struct.pack(">4sIII", tag, check, at + len(body), size)
        body += table + bytes(-size % 4)
    assert struct.unpack_from(">I", wrapped, 8)[0] == len(wrapped)
    assert struct.unpack_from(">I", wrapped, 16)[0] == len(head + body)
    return head + body


def loaded(content: bytes) -> QRawFont:
    font = QRawFont(QByteArray(content), 16.0)
    assert font.isValid()
    return font


def test_the_letters_asked_for_look_as_in_the_whole_font() -> None:
    whole, thin = QRawFont(REGULAR, 16.0), loaded(unwrapped(woff(400, LETTERS)))
    for letter in LETTERS:
        (glyph,), (kept,) = whole.glyphIndexesForString(letter), thin.glyphIndexesForString(letter)
        assert kept == glyph
        assert thin.pathForGlyph(kept) == whole.pathForGlyph(glyph)
        assert thin.advancesForGlyphIndexes([kept]) == whole.advancesForGlyphIndexes([glyph])


def test_other_letters_are_left_out() -> None:
    thin = loaded(unwrapped(woff(400, LETTERS)))
    assert not thin.supportsCharacter(ord("B"))
    assert len(woff(400, LETTERS)) < 60_000


def test_every_table_has_its_checksum() -> None:
    content = woff(700, LETTERS)
    plain = unwrapped(content)
    for index in range(struct.unpack_from(">H", plain, 4)[0]):
        _tag, check, at, size = struct.unpack_from(">4sIII", plain, 12 + 16 * index)
        table = plain[at : at + size + -size % 4]
        assert int(np.frombuffer(table, ">u4").sum(dtype=np.uint64)) & 0xFFFFFFFF == check


def test_a_style_sheet_names_each_weight_once() -> None:
    svg = '<text font-weight="700" >A &amp; B</text><text font-weight="400" >c</text>' * 2
    assert font_faces(svg).count("@font-face") == 2
    assert font_faces("<rect/>") == ""


def test_a_weight_that_is_not_shipped_is_an_error() -> None:
    with pytest.raises(KeyError, match="950"):
        woff(950, "A")
