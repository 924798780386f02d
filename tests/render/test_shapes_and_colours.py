"""No receptor, channel or drug looks like another, in colour or in grey."""

from itertools import combinations

import numpy as np
import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QImage, QPainter

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
APART = 6.0
"""Difference by which two colours are told apart that do not lie side by side."""
TO_XYZ = np.array(
    [
        [0.4124564, 0.3575761, 0.1804375],
        [0.2126729, 0.7151522, 0.0721750],
        [0.0193339, 0.1191920, 0.9503041],
    ]
)


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


def seen(colour: QColor) -> np.ndarray:
    """A colour as CIE L*, a*, b* under daylight (D65)."""
    rgb = np.array([colour.redF(), colour.greenF(), colour.blueF()])
    linear = np.where(rgb <= 0.04045, rgb / 12.92, ((rgb + 0.055) / 1.055) ** 2.4)
    ratio = TO_XYZ @ linear / np.array([0.95047, 1.0, 1.08883])
    root = np.where(ratio > 216 / 24389, np.cbrt(ratio), (24389 / 27 * ratio + 16) / 116)
    return np.array([116 * root[1] - 16, 500 * (root[0] - root[1]), 200 * (root[1] - root[2])])


def difference(one: np.ndarray, other: np.ndarray) -> float:
    """CIEDE2000 (Sharma, Wu and Dalal 2005); about 1 is the least that a trained eye sees."""
    wide = (np.hypot(*one[1:]) + np.hypot(*other[1:])) / 2.0
    less = 1.5 - 0.5 * np.sqrt(wide**7 / (wide**7 + 25.0**7))
    a, b = np.array([one[1], other[1]]) * less, np.array([one[2], other[2]])
    chroma, hue = np.hypot(a, b), np.degrees(np.arctan2(b, a)) % 360.0
    turned = (hue[1] - hue[0] + 180.0) % 360.0 - 180.0
    parted = 2.0 * np.sqrt(chroma[0] * chroma[1]) * np.sin(np.radians(turned / 2.0))
    light, rich, mid = (one[0] + other[0]) / 2.0 - 50.0, chroma.mean(), hue[0] + turned / 2.0

    def wave(times: float, shift: float) -> float:
        return float(np.cos(np.radians(times * mid + shift)))

    skew = 1 - 0.17 * wave(1, -30) + 0.24 * wave(2, 0) + 0.32 * wave(3, 6) - 0.2 * wave(4, -63)
    by_light = (other[0] - one[0]) / (1.0 + 0.015 * light**2 / np.sqrt(20.0 + light**2))
    by_chroma = (chroma[1] - chroma[0]) / (1.0 + 0.045 * rich)
    by_hue = parted / (1.0 + 0.015 * rich * skew)
    blue = 60.0 * np.exp(-((((mid % 360.0) - 275.0) / 25.0) ** 2))
    twist = -2.0 * np.sin(np.radians(blue)) * np.sqrt(rich**7 / (rich**7 + 25.0**7))
    return float(np.sqrt(by_light**2 + by_chroma**2 + by_hue**2 + twist * by_chroma * by_hue))


def test_the_difference_of_colours_is_that_of_the_paper() -> None:
    """Pairs 1, 7, 17 and 25 of the table that the paper gives to check programs with."""
    known = (
        ((50, 2.6772, -79.7751), (50, 0, -82.7485), 2.0425),
        ((50, 0, 0), (50, -1, 2), 2.3669),
        ((50, 2.5, 0), (73, 25, -18), 27.1492),
        ((60.2574, -34.0099, 36.2677), (60.4626, -34.1751, 39.4387), 1.2644),
    )
    for one, other, wanted in known:
        assert difference(np.array(one), np.array(other)) == pytest.approx(wanted, abs=1e-4)


def test_any_two_differ_in_colour_as_fill_and_line_in_every_theme() -> None:
    for look in map(theme, themes()):
        for shade in (look.colour, look.line_of):
            worn = {kind.name: seen(shade(kind.colour)) for kind in kinds()}
            near = [
                (look.name, *pair, round(apart, 1))
                for pair in combinations(worn, 2)
                if (apart := difference(*(worn[name] for name in pair))) < APART
            ]
            assert not near


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
