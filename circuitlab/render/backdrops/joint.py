"""A joint cut open: two bones with their cartilage, synovium, capsule, and its nerve."""

from __future__ import annotations

from PySide6.QtGui import QPainterPath

from circuitlab.render.backdrops.drawing import (
    Drawing,
    Points,
    Region,
    Shape,
    Words,
    along,
    both_sides,
    moved,
    through,
)
from circuitlab.resources import _

_X, _Y = 20.0, 360.0

_UPPER: Points = (
    *((0, -330), (62, -330), (66, -290), (66, -240), (78, -180), (108, -128), (128, -84)),
    *((122, -42), (92, -22), (56, -24), (26, -36), (0, -40)),
)
_LOWER: Points = (
    *((0, 24), (16, 16), (56, 18), (100, 14), (126, 30), (126, 62), (104, 104), (78, 160)),
    *((66, 230), (63, 280), (62, 320), (0, 320)),
)
_UPPER_CARTILAGE: Points = (
    *((0, -40), (26, -36), (56, -24), (92, -22), (122, -42), (130, -76), (136, -60), (130, -28)),
    *((96, -6), (52, -8), (22, -20), (0, -24)),
)
_LOWER_CARTILAGE: Points = (
    *((0, 8), (16, 0), (56, 4), (98, 0), (132, 18), (134, 48), (126, 40), (100, 16), (56, 20)),
    *((16, 18), (0, 26)),
)
_CAPSULE: Points = (
    *((86, -172), (126, -140), (164, -84), (176, -10), (168, 62), (134, 112), (94, 130)),
)
_SYNOVIUM: Points = (
    *((94, -150), (118, -122), (150, -78), (158, -52), (152, -34), (161, -18), (151, 0)),
    *((160, 18), (150, 36), (150, 60), (126, 92), (104, 106)),
)
_LINING: Points = (
    *((86, -172), (126, -140), (164, -84), (176, -10), (168, 62), (134, 112), (94, 130)),
    *((104, 106), (126, 92), (150, 60), (150, 36), (160, 18), (151, 0), (161, -18), (152, -34)),
    *((158, -52), (150, -78), (118, -122), (94, -150)),
)
_NERVES: tuple[Points, ...] = (
    ((300, -70), (250, -66), (204, -50), (170, -40), (150, -30)),
    ((204, -50), (180, -84), (158, -100)),
    ((204, -50), (188, 10), (168, 40), (148, 50)),
)
_SPONGE: tuple[Points, ...] = (
    ((-84, -70), (-40, -96), (0, -102), (40, -96), (84, -70)),
    ((-70, -108), (-30, -134), (0, -138), (30, -134), (70, -108)),
    ((-52, -160), (-20, -176), (20, -176), (52, -160)),
    ((-86, 62), (-40, 84), (0, 88), (40, 84), (86, 62)),
    ((-66, 108), (-30, 126), (0, 130), (30, 126), (66, 108)),
)


def joint() -> Drawing:
    """A joint from the front, its nerve coming from the right."""
    return Drawing((*_bones(), *_soft(), *_nerve()), _names(), _regions())


def _at(points: Points) -> list[tuple[float, float]]:
    return moved(points, _X, _Y)


def _whole(right: Points) -> QPainterPath:
    return through(_at(both_sides(right)))


def _lines(*lines: Points) -> QPainterPath:
    path = QPainterPath()
    for points in lines:
        path.addPath(along(_at(points)))
    return path


def _other(points: Points) -> Points:
    return [(-x, y) for x, y in points]


def _bones() -> tuple[Shape, ...]:
    bones = QPainterPath()
    for half in (_UPPER, _LOWER):
        bones.addPath(_whole(half))
    cartilage = QPainterPath()
    for half in (_UPPER_CARTILAGE, _LOWER_CARTILAGE):
        cartilage.addPath(_whole(half))
    return (
        Shape(_cavity(), "drawn_white"),
        Shape(bones, "drawn_flesh", "drawn_edge", 2.2),
        Shape(_lines(*_SPONGE), edge="drawn_edge", width=1.2),
        Shape(cartilage, "inhibitory", "inhibitory", 1.4, 0.10, 0.34),
    )


def _cavity() -> QPainterPath:
    return through(_at([*_CAPSULE, *_other(_CAPSULE)[::-1]]))


def _soft() -> tuple[Shape, ...]:
    lining = QPainterPath()
    for points in (_LINING, _other(_LINING)):
        lining.addPath(through(_at(points)))
    return (
        Shape(lining, "tissue", tint_share=0.12),
        Shape(_lines(_SYNOVIUM, _other(_SYNOVIUM)), edge="tissue", width=1.6, edge_share=0.42),
        Shape(_lines(_CAPSULE, _other(_CAPSULE)), edge="drawn_edge", width=5.0),
    )


def _nerve() -> tuple[Shape, ...]:
    return (Shape(_lines(*_NERVES), edge="nociceptor", width=2.0, edge_share=0.34),)


def _names() -> tuple[Words, ...]:
    named = (
        (_("Bone"), 0, -226, "centre", "upper_bone"),
        (_("Bone"), 0, 226, "centre", "lower_bone"),
        (_("Cartilage"), 0, -62, "centre", "cavity"),
        (_("Joint capsule"), -186, -118, "right", "capsule"),
        (_("Synovium"), -192, 60, "right", "capsule"),
    )
    return tuple(
        Words(text, _X + x, _Y + y, align, region=region) for text, x, y, align, region in named
    )


def _regions() -> tuple[Region, ...]:
    return (
        Region("upper_bone", _whole(_UPPER)),
        Region("lower_bone", _whole(_LOWER)),
        Region("cavity", _cavity()),
        Region("capsule", _cavity()),
    )
