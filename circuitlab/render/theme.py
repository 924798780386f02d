"""Colours and letters: three themes from one table of tokens, and the font that is shipped."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from types import MappingProxyType

from PySide6.QtGui import QColor, QFont, QFontDatabase

from circuitlab.resources import assets

FAMILY = "Inter"
TEXT_CONTRAST = 4.5
LINE_CONTRAST = 3.0
_LINE_CONTRAST_IN_THE_DARK = 4.2

# Surfaces and greys: light, dark, print.
_SURFACES: Mapping[str, tuple[str, str, str]] = MappingProxyType(
    {
        "paper": ("#FCFBF8", "#12181E", "#FFFFFF"),
        "panel": ("#FFFFFF", "#1A2229", "#FFFFFF"),
        "raised": ("#F4F5F6", "#242E37", "#F4F5F6"),
        "line": ("#DDE2E6", "#34404A", "#D5D9DD"),
        "lane_skin": ("#FBF4EE", "#1B1815", "#FFFFFF"),
        "lane_drg": ("#FBFAF6", "#181A18", "#FFFFFF"),
        "lane_spinal": ("#F3F6FA", "#131B23", "#FFFFFF"),
        "lane_brain": ("#F6F3F8", "#1A1620", "#FFFFFF"),
        "lane_edge": ("#D9D6CE", "#3A434B", "#C9CED3"),
        "drawn_edge": ("#D3CABF", "#4B5157", "#C4C9CE"),
        "drawn_flesh": ("#FCF3EB", "#231F1D", "#FFFFFF"),
        "drawn_white": ("#F3F6FA", "#17222A", "#FFFFFF"),
        "drawn_grey": ("#F6F3F8", "#221E2C", "#FFFFFF"),
        "ink": ("#22303C", "#E6ECF0", "#1A242D"),
        "muted": ("#6B7A86", "#93A1AC", "#6B7A86"),
        "cell_pale": ("#FFFFFF", "#26303A", "#FFFFFF"),
        "flash": ("#FFFFFF", "#FFFFFF", "#FFFFFF"),
        "spark": ("#FFF2B8", "#FFF2B8", "#FFF2B8"),
        "accent_tint": ("#E5F1F5", "#17303A", "#E5F1F5"),
        "caution_tint": ("#FFF8E6", "#2E2716", "#FFF8E6"),
        "caution_edge": ("#F0DDA8", "#5C4C20", "#F0DDA8"),
    }
)

# Hues of things: the same fill in every theme; text and thin lines take the twin that can be read.
_HUES: Mapping[str, str] = MappingProxyType(
    {
        "nociceptor": "#D55E00",
        "touch": "#009E73",
        "inhibitory": "#0072B2",
        "excitatory": "#E69F00",
        "projection": "#7A4FA3",
        "nmda": "#C04B7A",
        "drug": "#1696B0",
        "immune": "#B8860B",
        "glia": "#7C8F2A",
        "heat": "#C8401C",
        "tissue": "#B5533C",
        "point": "#4F6D8F",
        "metabotropic": "#5B8C3E",
        "brain": "#4A5B6B",
        "meter": "#4A5B6B",
        "note": "#B8860B",
        "accent": "#0B6E8F",
        "danger": "#C8401C",
        "good": "#2E8B57",
        "phosphate": "#F6C445",
        "magnesium": "#9BC53D",
        "ion": "#F6C445",
        "transmitter": "#C8401C",
        "honey": "#A66B0B",
        "brass": "#E1C011",
        "bronze": "#95664F",
        "khaki": "#81753D",
        "saffron": "#D68738",
        "azure": "#859FD9",
        "lagoon": "#128181",
        "indigo": "#7C59B1",
        "cobalt": "#3271F7",
        "sky": "#40A5F7",
        "periwinkle": "#AA8CF7",
        "violet": "#B94CCD",
        "petrol": "#096888",
        "fern": "#527F5F",
        "rose": "#CF8C99",
        "plum": "#8A5F81",
        "orchid": "#F65FD6",
        "fog": "#7F8791",
        "steel": "#767BA8",
        "ice": "#37C2F7",
        "wasabi": "#63AA08",
        "rust": "#8F1E08",
        "ochre": "#B0966C",
        "coral": "#F78A74",
        "raspberry": "#EF2F5C",
        "mint": "#0CC3AE",
        "lilac": "#BC88C7",
        "ultramarine": "#4A45D6",
        "wine": "#9C0866",
        "lime": "#828D08",
        "scarlet": "#C43D32",
        "turquoise": "#0EB0B5",
        "taupe": "#837774",
        "moss": "#6E7948",
    }
)
_GROUNDS = ("paper", "panel", "lane_skin", "lane_drg", "lane_spinal", "lane_brain")
_COLUMN = {"light": 0, "dark": 1, "print": 2}


@dataclass(frozen=True, slots=True)
class Theme:
    """One column of the token table.

    Parameters
    ----------
    name : str
        ``light``, ``dark`` or ``print``.
    """

    name: str

    def colour(self, token: str, alpha: float = 1.0) -> QColor:
        """Fill of a token, with an opacity from 0 to 1."""
        colour = QColor(_value(self.name, token))
        colour.setAlphaF(alpha)
        return colour

    def ink_of(self, token: str) -> QColor:
        """Twin of a token for text: contrast of at least 4.5 on every ground."""
        return QColor(_twin(self.name, token, TEXT_CONTRAST))

    def line_of(self, token: str) -> QColor:
        """Twin of a token for lines and outlines: contrast of at least 3 on every ground."""
        wanted = _LINE_CONTRAST_IN_THE_DARK if self.is_dark else LINE_CONTRAST
        return QColor(_twin(self.name, token, wanted))

    def tint(self, token: str, amount: float) -> QColor:
        """Mix of the palest fill of a cell (0) and the token's own colour (1)."""
        return mixed(self.colour("cell_pale"), self.colour(token), amount)

    @property
    def is_dark(self) -> bool:
        """Whether the ground is darker than the ink."""
        return _is_dark(self)


@cache
def _is_dark(theme: Theme) -> bool:
    return luminance(theme.colour("paper")) < luminance(theme.colour("ink"))


def themes() -> tuple[str, ...]:
    """Names of the themes, in the order in which a menu lists them."""
    return tuple(_COLUMN)


def theme(name: str) -> Theme:
    """Theme of that name; a `KeyError` names those that exist."""
    if name not in _COLUMN:
        raise KeyError(f"no theme {name!r}; there are {', '.join(_COLUMN)}")
    return Theme(name)


def tokens() -> tuple[str, ...]:
    """Every token of the table."""
    return (*_SURFACES, *_HUES)


def hues() -> tuple[str, ...]:
    """The tokens that name a thing (a kind's colour is one of these)."""
    return tuple(_HUES)


def grounds(of: Theme) -> tuple[QColor, ...]:
    """The surfaces on which text and lines may lie."""
    return tuple(of.colour(token) for token in _GROUNDS)


def mixed(first: QColor, second: QColor, amount: float) -> QColor:
    """Colour between two, `amount` from 0 (first) to 1 (second)."""
    amount = min(1.0, max(0.0, amount))
    return QColor.fromRgbF(
        first.redF() + (second.redF() - first.redF()) * amount,
        first.greenF() + (second.greenF() - first.greenF()) * amount,
        first.blueF() + (second.blueF() - first.blueF()) * amount,
        first.alphaF() + (second.alphaF() - first.alphaF()) * amount,
    )


def luminance(colour: QColor) -> float:
    """Relative luminance, 0 (black) to 1 (white), as WCAG 2 defines it."""
    channels = (colour.redF(), colour.greenF(), colour.blueF())
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(first: QColor, second: QColor) -> float:
    """Contrast ratio of two colours, 1 (equal) to 21, as WCAG 2 defines it."""
    low, high = sorted((luminance(first), luminance(second)))
    return (high + 0.05) / (low + 0.05)


@lru_cache(maxsize=256)
def font(size: float, weight: int = 400, *, spacing: float = 0.0) -> QFont:
    """Font of the house in pixels of the painter, with letter spacing in pixels.

    Parameters
    ----------
    size : float
        Height in painter units, rounded to a whole number.
    weight : int
        400 regular, 500 medium, 600 semi-bold, 700 bold.
    spacing : float
        Extra room between letters.
    """
    made = QFont(load_fonts())
    made.setPixelSize(max(1, round(size)))
    made.setWeight(QFont.Weight(weight))
    made.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    if spacing:
        made.setLetterSpacing(QFont.SpacingType.AbsoluteSpacing, spacing)
    return made


@cache
def load_fonts() -> str:
    """Register the shipped fonts once a `QGuiApplication` exists; returns the family's name."""
    for path in sorted((assets() / "font").glob("*.ttf")):
        QFontDatabase.addApplicationFont(str(path))
    return FAMILY


def _value(name: str, token: str) -> str:
    if token in _HUES:
        return _HUES[token]
    if token not in _SURFACES:
        raise KeyError(f"no colour {token!r}; there are {', '.join(tokens())}")
    return _SURFACES[token][_COLUMN[name]]


@cache
def _twin(name: str, token: str, wanted: float) -> str:
    """Nearest shade of a token that has the wanted contrast on every ground of the theme."""
    of = Theme(name)
    target = QColor("#FFFFFF" if of.is_dark else "#000000")
    start = of.colour(token)
    for step in range(101):
        shade = QColor(_shaded(start, target, step / 100).name())
        if min(contrast(shade, ground) for ground in grounds(of)) >= wanted:
            return shade.name()
    return target.name()


def _shaded(start: QColor, target: QColor, amount: float) -> QColor:
    """Shade on the way to black or white that keeps the hue and most of the saturation."""
    lightness = start.lightnessF()
    lightness += (target.lightnessF() - lightness) * amount
    return QColor.fromHslF(max(start.hslHueF(), 0.0), start.hslSaturationF(), lightness)
