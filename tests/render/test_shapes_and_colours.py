"""No receptor, channel or drug looks like another, in colour or in grey."""

from itertools import combinations

import numpy as np
import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QImage, QPainter

from circuitlab.catalog.load import default_catalog
from circuitlab.catalog.spec import Kind
from circuitlab.render.glyphs.drug_shapes import forms
from circuitlab.render.glyphs.gate_shapes import draw_gate, gate_shape, words
from circuitlab.render.glyphs.icons import paint_icon
from circuitlab.render.paint_context import Stage
from circuitlab.render.theme import theme, themes

SIDE = 36
SEEN = 40
"""Difference of grey, of 255, that an eye sees in a pixel."""
PIXELS = 45
"""So many of 1296 pixels differ at least."""


def kinds() -> list[Kind]:
    shown = ("receptor", "channel", "drug")
    return [kind for kind in default_catalog().kinds.values() if kind.family in shown]


def grey(kind: Kind) -> np.ndarray:
    """A kind's icon in shades of grey, its colour taken away."""
    image = QImage(SIDE, SIDE, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(theme("light").colour("paper"))
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    paint_icon(Stage(painter, theme("light")), QRectF(0, 0, SIDE, SIDE), kind)
    painter.end()
    flat = image.convertToFormat(QImage.Format.Format_Grayscale8)
    raw = np.frombuffer(flat.constBits(), np.uint8).reshape(SIDE, flat.bytesPerLine())
    return raw[:, :SIDE].astype(int)


def test_no_two_share_a_shape_and_every_word_of_it_is_known() -> None:
    shapes = [kind.shape for kind in kinds()]
    assert len(shapes) >= 40
    assert len(set(shapes)) == len(shapes)
    for kind in kinds():
        known = forms() if kind.family == "drug" else words()
        assert kind.shape.split()
        assert set(kind.shape.split()) <= known, kind.name


def test_any_two_differ_in_grey_at_the_size_of_an_icon() -> None:
    pictures = {kind.name: grey(kind) for kind in kinds()}
    alike = [
        (first, second, int(count))
        for first, second in combinations(pictures, 2)
        if (count := (abs(pictures[first] - pictures[second]) > SEEN).sum()) < PIXELS
    ]
    assert not alike


def test_no_two_share_a_colour_as_fill_or_line_in_any_theme() -> None:
    for look in map(theme, themes()):
        for shade in (look.colour, look.line_of):
            worn: dict[str, str] = {}
            for kind in kinds():
                other = worn.setdefault(shade(kind.colour).name(), kind.name)
                assert other == kind.name, (look.name, other, kind.name)


@pytest.mark.parametrize("form", sorted({gate_shape(word).leaves for word in words()}))
def test_leaves_of_every_form_open_the_pore(form: str) -> None:
    def pore(opened: float) -> int:
        """How wide the way between the leaves is, a little above the middle."""
        image = QImage(104, 104, QImage.Format.Format_ARGB32_Premultiplied)
        painter = QPainter(image)
        painter.scale(4.0, 4.0)
        painter.translate(13.0, 13.0)
        look = theme("light")
        draw_gate(painter, look, look.colour("ink"), opened, shape=form)
        painter.end()
        panel = look.colour("panel")
        dark = [x for x in range(30, 75) if image.pixelColor(x, 42) != panel]
        return min(x for x in dark if x >= 52) - max(x for x in dark if x <= 52)

    assert pore(0.0) < pore(0.5) < pore(1.0)


def test_what_is_left_out_or_unknown_gives_the_plain_gate() -> None:
    assert gate_shape("") == gate_shape("round bowed") == gate_shape("swirl")
    assert gate_shape("snow square") == ("square", "bowed", "snow")
