"""A patch of skin, its surface on the left: epidermis, dermis, fat, and free nerve endings."""

from __future__ import annotations

import math

from PySide6.QtCore import QPointF
from PySide6.QtGui import QPainterPath

from circuitlab.render.backdrops.drawing import (
    Drawing,
    Points,
    Region,
    Shape,
    Words,
    along,
    oval,
)
from circuitlab.resources import _

TOP, FOOT = 10.0, 690.0
_SURFACE, _HORNY, _BORDER, _FAT, _END = 84.0, 97.0, 150.0, 292.0, 352.0
_STEP = 8.0
_NERVES: tuple[Points, ...] = (
    ((352, 128), (300, 126), (250, 112), (206, 84), (160, 66), (124, 60)),
    ((250, 112), (212, 116), (166, 118), (118, 112)),
    ((352, 352), (300, 350), (244, 350), (200, 320), (158, 296), (122, 288)),
    ((244, 350), (204, 356), (160, 352), (116, 356)),
    ((244, 350), (208, 386), (166, 400), (124, 408)),
    ((352, 610), (304, 608), (252, 618), (208, 646), (160, 656), (122, 652)),
    ((252, 618), (206, 604), (164, 590), (118, 588)),
)


def skin_patch() -> Drawing:
    """A cut through the skin as a circuit enters it: from its surface into the body."""
    return Drawing((*_layers(), *_details(), *_endings()), _names(), _regions())


def _surface(y: float) -> float:
    """Fine ridges."""
    return _SURFACE + 2.6 * math.sin(2 * math.pi * y / 46.0)


def _horny(y: float) -> float:
    return _HORNY + 1.8 * math.sin(2 * math.pi * y / 46.0 + 0.4)


def _papillae(y: float) -> float:
    """Where the epidermis dips into the dermis, not quite evenly."""
    wave = math.sin(2 * math.pi * y / 66.0) + 0.28 * math.sin(2 * math.pi * y / 29.0 + 1.3)
    return _BORDER + 15.0 * math.tanh(1.3 * wave) + 4.0 * math.sin(y / 97.0)


def _fat(y: float) -> float:
    return _FAT + 9.0 * math.sin(2 * math.pi * y / 154.0 + 0.8) + 4.0 * math.sin(y / 31.0)


def _end(_y: float) -> float:
    return _END


def _edge(of: object) -> list[QPointF]:
    """Points of a border from above to below."""
    assert callable(of)
    count = round((FOOT - TOP) / _STEP)
    rows = [TOP + (FOOT - TOP) * n / count for n in range(count + 1)]
    return [QPointF(of(y), y) for y in rows]


def _line(of: object) -> QPainterPath:
    points = _edge(of)
    path = QPainterPath(points[0])
    for point in points[1:]:
        path.lineTo(point)
    return path


def _band(left: object, right: object) -> QPainterPath:
    path = _line(left)
    for point in reversed(_edge(right)):
        path.lineTo(point)
    path.closeSubpath()
    return path


def _layers() -> tuple[Shape, ...]:
    return (
        Shape(_band(_surface, _end), "drawn_flesh"),
        Shape(_band(_surface, _papillae), "tissue", tint_share=0.07),
        Shape(_band(_surface, _horny), "tissue", tint_share=0.07),
        Shape(_band(_fat, _end), "phosphate", tint_share=0.08),
        Shape(_line(_surface), edge="tissue", width=2.2, edge_share=0.5),
        Shape(_line(_horny), edge="tissue", width=1.2, edge_share=0.3),
        Shape(_line(_papillae), edge="tissue", width=1.6, edge_share=0.38),
        Shape(_line(_fat), edge="drawn_edge", width=1.4),
        Shape(_line(_end), edge="drawn_edge", width=1.4, dashed=True),
    )


def _details() -> tuple[Shape, ...]:
    """Cells of the epidermis, lobules of fat, loops of vessels."""
    cells, fat, vessels = QPainterPath(), QPainterPath(), QPainterPath()
    rows = range(round(TOP) + 14, round(FOOT) - 6, 17)
    for row, y in enumerate(rows):
        x = 106.0 + 6.0 * (row % 2)
        while x < _papillae(y) - 7.0:
            cells.addEllipse(QPointF(x, y), 2.1, 2.9)
            x += 12.0
    for row, y in enumerate(range(round(TOP) + 18, round(FOOT) - 12, 30)):
        for x in (316.0, 337.0) if row % 2 else (326.0,):
            fat.addEllipse(QPointF(x + 2.0, y), 10.5, 13.0)
    for y in (18, 216, 480, 546):
        loop = along(((296, y + 26), (240, y + 14), (172, y + 4), (168, y - 4), (236, y)))
        vessels.addPath(loop)
    return (
        Shape(cells, "tissue", tint_share=0.16),
        Shape(fat, edge="immune", width=1.2, edge_share=0.26),
        Shape(vessels, edge="heat", width=1.8, edge_share=0.2),
    )


def _endings() -> tuple[Shape, ...]:
    nerves = QPainterPath()
    for points in _NERVES:
        nerves.addPath(along(points))
    corpuscle = [Shape(oval(272.0, 232.0, 15.0 - 4.0 * n, 22.0 - 6.0 * n)) for n in range(3)]
    rings = QPainterPath()
    for shape in corpuscle:
        rings.addPath(shape.path)
    rings.addPath(along(((352, 246), (318, 246), (272, 240), (272, 224))))
    return (
        Shape(nerves, edge="nociceptor", width=1.8, edge_share=0.32),
        Shape(rings, edge="touch", width=1.4, edge_share=0.36),
    )


def _names() -> tuple[Words, ...]:
    return (
        Words(_("Epidermis"), 112.0, TOP - 14.0, "centre", region="epidermis"),
        Words(_("Dermis"), 226.0, TOP - 14.0, region="dermis"),
        Words(_("Fat"), 324.0, TOP - 14.0, region="fat"),
        Words(_("Free nerve endings"), 226.0, FOOT - 36.0, hue="nociceptor", region="dermis"),
    )


def _regions() -> tuple[Region, ...]:
    return (
        Region("epidermis", _band(_surface, _papillae)),
        Region("dermis", _band(_papillae, _fat)),
        Region("fat", _band(_fat, _end)),
    )
