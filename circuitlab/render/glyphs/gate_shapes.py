"""The gates of receptors and channels: a plate, two leaves that open, and a sign on it.

A kind says in the catalog which of each it wears, as ``shape = "hexagon double in"``: words in any
order, of which those that are left out stand for a round plate, bowed leaves and no sign.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from types import MappingProxyType
from typing import NamedTuple

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor, QPainter, QPainterPath

from circuitlab.render.curves import joined
from circuitlab.render.pens import box, disc, faded, fill, stroke
from circuitlab.render.theme import Theme

Points = Sequence[tuple[float, float]]
_PLATE_EDGE, _SIGN_EDGE = 2.0, 1.25
_SIGN_AT, _SIGN_SIZE = QPointF(9.0, 9.0), 4.5
_LEAF = (12.4, 3.2)
"""Height and width of a leaf in a plate."""
_BULGE = 0.40


class GateShape(NamedTuple):
    """What a gate is put together from, by names."""

    plate: str = "round"
    leaves: str = "bowed"
    sign: str = ""


# Corners of plates around the origin; a round one has none.
_PLATES: Mapping[str, Points] = MappingProxyType(
    {
        "round": (),
        "square": ((-10, -10), (10, -10), (10, 10), (-10, 10)),
        "diamond": ((0, -13), (13, 0), (0, 13), (-13, 0)),
        "hexagon": ((-6.5, -11), (6.5, -11), (12.5, 0), (6.5, 11), (-6.5, 11), (-12.5, 0)),
        "pentagon": ((0, -12.5), (12.3, -3), (7.8, 11), (-7.8, 11), (-12.3, -3)),
        "shield": ((-11, -11), (11, -11), (11, 2), (0, 12.5), (-11, 2)),
        "barrel": ((-5, -12), (5, -12), (8.5, 0), (5, 12), (-5, 12), (-8.5, 0)),
        "triangle": ((0, -12.8), (12.8, 10.5), (-12.8, 10.5)),
        "funnel": ((-12.8, -11), (12.8, -11), (7.5, 11), (-7.5, 11)),
    }
)
_NARROW: Mapping[str, float] = MappingProxyType({"diamond": 0.8, "barrel": 0.8, "triangle": 0.74})
"""How much smaller leaves are where they would otherwise open through the edge of a plate."""
_LOW: Mapping[str, float] = MappingProxyType({"triangle": 3.2, "shield": -1.5})
"""How far below the middle leaves stand, where a plate is not as wide at its foot as at its top."""
# Leaves from top to foot: how far out (0 where they meet, 1 at the height of the bulge), and how
# high, against half the leaf's height. Each is one or more lines.
_LEAVES: Mapping[str, tuple[Points, ...]] = MappingProxyType(
    {
        "bowed": (),
        "straight": (((0.45, -1), (0.45, 1)),),
        "kinked": (((0.0, -1), (0.95, 0), (0.0, 1)),),
        "flared": (((1.0, -1), (0.2, -0.1), (0.2, 0.2), (1.0, 1)),),
        "waved": (((0.7, -1), (0.1, -0.45), (0.8, 0.1), (0.1, 0.6), (0.5, 1)),),
        "notched": (((0.55, -1), (0.55, -0.3)), ((0.55, 0.3), (0.55, 1))),
        "double": (((0.15, -0.8), (0.15, 0.8)), ((1.3, -0.8), (1.3, 0.8))),
    }
)
# Signs, light on a disc in the gate's colour: lines, filled where they close.
_SIGNS: Mapping[str, tuple[Points, ...]] = MappingProxyType(
    {
        "in": (((0, -2.8), (0, 2.6)), ((-2, 0.6), (0, 2.6), (2, 0.6))),
        "out": (((0, 2.8), (0, -2.6)), ((-2, -0.6), (0, -2.6), (2, -0.6))),
        "both": (
            ((-1.5, 2.6), (-1.5, -2.4), (-2.9, -0.9)),
            ((1.5, -2.6), (1.5, 2.4), (2.9, 0.9)),
        ),
        "minus": (((-2.6, 0), (2.6, 0)),),
        "plus": (((-2.6, 0), (2.6, 0)), ((0, -2.6), (0, 2.6))),
        "two": (((-2.6, -1.3), (2.6, -1.3)), ((-2.6, 1.3), (2.6, 1.3))),
        "clock": (((0, -2.8), (0, 0), (2.2, 1.2)),),
        "tail": (((-3, -1.8), (-1.6, 1.8), (0, -1.8), (1.6, 1.8), (3, -1.8)),),
        "flame": (
            (
                *((0.4, -3.4), (1.5, -0.9), (2, 0.9), (0.9, 2.5), (-0.9, 2.5)),
                *((-2, 0.9), (-1.4, -0.9), (-0.4, -0.2), (0.4, -3.4)),
            ),
        ),
        "snow": (
            ((0, -3), (0, 3)),
            ((-2.6, -1.5), (2.6, 1.5)),
            ((-2.6, 1.5), (2.6, -1.5)),
        ),
        "burn": (((-2.2, -2.2), (2.2, 2.2)), ((-2.2, 2.2), (2.2, -2.2))),
        "press": (
            ((0, -3), (0, 0.6)),
            ((-1.8, -1), (0, 0.8), (1.8, -1)),
            ((-2.6, 2.5), (2.6, 2.5)),
        ),
        "touch": (((-2.8, -1), (-1, 1), (1, 1), (2.8, -1)), ((0, -2.4), (0, -1.6))),
        "bolt": (((0.9, -3), (-1.5, 0.3), (1.3, 0.0), (-0.9, 3)),),
        "slope": (((-2.6, 2.2), (-1.6, -2.2), (0.2, 0.6), (2.8, 1.9)),),
    }
)


def words() -> frozenset[str]:
    """Every word of which the shape of a gate may consist."""
    return frozenset((*_PLATES, *_LEAVES, *_SIGNS))


@cache
def gate_shape(text: str) -> GateShape:
    """Parts that the words name; words that are not known change nothing."""
    said = text.split()
    shape = GateShape()
    return GateShape(
        next((word for word in said if word in _PLATES), shape.plate),
        next((word for word in said if word in _LEAVES), shape.leaves),
        next((word for word in said if word in _SIGNS), shape.sign),
    )


def draw_gate(
    painter: QPainter,
    theme: Theme,
    colour: QColor,
    opened: float,
    plugged: float = 0.0,
    drugged: float = 0.0,
    *,
    shape: str = "",
) -> None:
    """Two leaves in a plate, with what lies in the pore.

    Parameters
    ----------
    opened : float
        How far the leaves stand apart, 0 to 1.
    plugged, drugged : float
        Share of the pores that magnesium or a drug fills, 0 to 1.
    shape : str
        Words of the catalog.
    """
    parts = gate_shape(shape)
    fill(painter, _plate(parts.plate), theme.colour("panel"), colour, _PLATE_EDGE)
    _leaves_within(painter, parts, colour, opened)
    sign(painter, theme, colour, parts.sign, _SIGN_AT, _SIGN_SIZE)
    if drugged >= 0.25:
        pill(painter, theme, QRectF(-2.4, -4.6, 4.8, 9.2), faded(theme.colour("drug"), drugged))
    elif plugged >= 0.25:
        inside, edge = theme.colour("magnesium", plugged), theme.line_of("magnesium")
        disc(painter, QPointF(0.0, -1.0), 2.6, inside, edge, 0.8)


def _leaves_within(painter: QPainter, parts: GateShape, colour: QColor, opened: float) -> None:
    size, low = _NARROW.get(parts.plate, 1.0), _LOW.get(parts.plate, 0.0)
    height, width = _LEAF
    painter.translate(0.0, low)
    leaves(painter, colour, size * height, size * width, opened, form=parts.leaves)
    painter.translate(0.0, -low)


@cache
def _plate(name: str) -> QPainterPath:
    corners = _PLATES[name]
    path = QPainterPath()
    if not corners:
        path.addEllipse(QPointF(), 11.0, 11.0)
        return path
    path = joined([QPointF(x, y) for x, y in corners])
    path.closeSubpath()
    return path


def sign(
    painter: QPainter, theme: Theme, colour: QColor, name: str, at: QPointF, size: float
) -> None:
    """The sign of a gate in a disc around `at`, of a radius of `size`; none where `name` is empty.

    Raises
    ------
    KeyError
        If there is no such sign.
    """
    if not name:
        return
    times = size / _SIGN_SIZE
    disc(painter, at, size, colour)
    for points in _SIGNS[name]:
        path = joined([at + QPointF(times * x, times * y) for x, y in points])
        is_closed = points[0] == points[-1]
        light = theme.colour("panel")
        inside, width = (light, 0.4) if is_closed else (None, _SIGN_EDGE)
        fill(painter, path, inside, light, times * width)


def leaves(
    painter: QPainter,
    colour: QColor,
    height: float,
    width: float,
    opened: float,
    bulge: float = _BULGE,
    form: str = "bowed",
) -> None:
    """Two leaves of a gate around the origin; shut they meet, open they lean apart.

    Parameters
    ----------
    height, width : float
        Of a leaf's middle line, and of the leaf.
    opened : float
        0 to 1.
    bulge : float
        How far the leaves bow outwards, against their height.
    form : str
        Which of the forms of leaves.
    """
    for side in (-1.0, 1.0):
        near = side * (0.325 * bulge + 0.17 * opened) * height
        lean = side * 0.05 * opened * height
        for path in _leaf(form, near, lean, side * bulge * height, height / 2):
            stroke(painter, path, colour, width if form != "double" else 0.62 * width)


def _leaf(form: str, near: float, lean: float, out: float, half: float) -> list[QPainterPath]:
    """Lines of one leaf, its foot `near` the middle and its top leaning away by `lean`."""
    if not _LEAVES[form]:
        path = QPainterPath(QPointF(near + lean, -half))
        path.quadTo(QPointF(near + out, 0.0), QPointF(near, half))
        return [path]

    def at(across: float, along: float) -> QPointF:
        return QPointF(near + lean * (1 - along) / 2 + 0.5 * out * across, half * along)

    return [joined([at(x, y) for x, y in points]) for points in _LEAVES[form]]


def pill(painter: QPainter, theme: Theme, room: QRectF, colour: QColor) -> None:
    """A small upright capsule: a drug in a pore."""
    corner = room.width() / 2
    box(painter, room, corner, theme.colour("cell_pale"), colour, 1.1)
    top = QRectF(room.left(), room.top(), room.width(), room.height() / 2)
    box(painter, top, corner, colour)
