"""The body: brain and spinal cord in one hue, the nerves of the limbs in another."""

from __future__ import annotations

import numpy as np
from PySide6.QtGui import QPainterPath

from circuitlab.render.backdrops.drawing import (
    Drawing,
    Points,
    Region,
    Shape,
    Words,
    along,
    both_sides,
    mirrored,
    moved,
    through,
)
from circuitlab.render.curves import bumpy, polygon, tapered
from circuitlab.resources import _

CENTRAL, PERIPHERAL = "projection", "nociceptor"
_X, _Y, _SIZE = 570.0, -40.0, 0.8

_OUTLINE: Points = (
    *((0, 0), (34, 8), (54, 38), (57, 76), (52, 106), (42, 132), (33, 148), (31, 168)),
    *((56, 188), (100, 200), (126, 222), (140, 270), (156, 328), (178, 386), (204, 452)),
    *((232, 512), (252, 534), (268, 566), (270, 592), (258, 606), (240, 598), (226, 570)),
    *((216, 540), (196, 508), (166, 454), (138, 398), (120, 348), (104, 296), (96, 330)),
    *((88, 384), (88, 426), (98, 476), (108, 532), (110, 592), (102, 668), (90, 728)),
    *((92, 790), (86, 848), (70, 914), (68, 944), (82, 972), (86, 990), (66, 998), (40, 996)),
    *((32, 978), (36, 944), (40, 904), (34, 842), (30, 788), (34, 730), (30, 660), (16, 574)),
    (0, 556),
)
"""The right half of a person who stands, from above to below; 1000 units high."""

_CORD: Points = ((0, 88), (0, 130), (0, 200), (0, 300), (0, 400), (0, 470), (0, 508))
_CORD_WIDTHS = (24.0, 15.0, 13.0, 12.0, 12.0, 10.0, 4.0)

_ARM: tuple[Points, ...] = (
    ((5, 186), (44, 204), (96, 224), (120, 268), (142, 330), (166, 396), (196, 466), (228, 530)),
    ((6, 172), (50, 196), (100, 222), (128, 268), (150, 326)),
    ((228, 530), (240, 556), (244, 588)),
    ((228, 530), (250, 556), (260, 586)),
    ((216, 508), (228, 540), (232, 568)),
)
_LEG: tuple[Points, ...] = (
    ((4, 480), (30, 512), (56, 556), (64, 640), (60, 730), (62, 810), (54, 900), (54, 952)),
    ((4, 462), (44, 500), (82, 548), (84, 640), (74, 712)),
    ((60, 730), (72, 790), (68, 860)),
    ((54, 952), (62, 972), (72, 986)),
    ((54, 952), (54, 974), (54, 988)),
)
_RIBS = (228, 262, 296, 330, 364, 398)
_ARM_AREA: Points = (
    *((94, 190), (136, 214), (158, 300), (200, 410), (262, 520), (292, 590), (262, 626)),
    *((212, 590), (160, 480), (112, 360), (96, 270)),
)
_LEG_AREA: Points = (
    *((100, 500), (122, 590), (112, 700), (104, 820), (84, 930), (102, 990), (60, 1010)),
    *((20, 996), (26, 900), (18, 760), (12, 600), (6, 560), (40, 520)),
)


def body() -> Drawing:
    """A person with brain, spinal cord, and nerves to hands and feet."""
    return Drawing((*_person(), *_nerves(), *_centre()), _names(), _regions())


def _at(points: Points) -> list[tuple[float, float]]:
    return moved(points, _X, _Y, _SIZE)


def _person() -> tuple[Shape, ...]:
    outline = through(_at(both_sides(_OUTLINE)))
    return (Shape(outline, "drawn_flesh", "drawn_edge", 2.0),)


def _nerves() -> tuple[Shape, ...]:
    """Nerves of both sides: stems wider than their branches."""
    ribs = [((5, y), (34, y + 2), (66, y + 16), (84, y + 40)) for y in _RIBS]
    stems, twigs = [_ARM[0], _LEG[0]], [*_ARM[1:], *_LEG[1:], *ribs]
    made = []
    for lines, width, share in ((stems, 3.2, 0.5), (twigs, 1.7, 0.4)):
        path = QPainterPath()
        for points in lines:
            path.addPath(along(_at(points)))
            path.addPath(along(_at(mirrored(points))))
        made.append(Shape(path, edge=PERIPHERAL, width=width, edge_share=share))
    return tuple(made)


def _centre() -> tuple[Shape, ...]:
    """Brain and cord over the roots of the nerves."""
    cord = tapered(np.array(_at(_CORD)), _SIZE * np.array(_CORD_WIDTHS))
    folds = QPainterPath()
    for points in (
        ((-30, 52), (-20, 40), (-10, 50), (-3, 40)),
        ((-34, 72), (-22, 62), (-12, 74), (-4, 64)),
        ((-22, 26), (-14, 32), (-5, 24)),
    ):
        folds.addPath(along(_at(points)))
        folds.addPath(along(_at(mirrored(points))))
    parting = along(_at(((0, 16), (0, 50), (0, 90))))
    return (
        Shape(cord, CENTRAL, CENTRAL, 1.8, 0.28, 0.75),
        Shape(_brain(), "drawn_grey", CENTRAL, 1.8, 1.0, 0.75),
        Shape(_brain(), CENTRAL, tint_share=0.18),
        Shape(folds, edge=CENTRAL, width=1.4, edge_share=0.45),
        Shape(parting, edge=CENTRAL, width=1.4, edge_share=0.45),
    )


def _brain() -> QPainterPath:
    x, y = bumpy(42.0 * _SIZE, (), 1.1).T
    return polygon(np.column_stack((_X + x, _Y + 54.0 * _SIZE + 0.98 * y)))


def _names() -> tuple[Words, ...]:
    def words(text: str, x: float, y: float, align: str, hue: str, region: str) -> Words:
        (at,) = _at(((x, y),))
        return Words(text, *at, align, hue, region)

    return (
        words(_("Central nervous system"), -78, 4, "right", CENTRAL, "central"),
        words(_("Brain"), 72, 40, "left", CENTRAL, "brain"),
        words(_("Spinal cord"), 58, 108, "left", CENTRAL, "cord"),
        words(_("Peripheral nervous system"), -150, 196, "right", PERIPHERAL, "peripheral"),
        words(_("Nerves of the arm"), -262, 434, "right", PERIPHERAL, "arms"),
        words(_("Nerves of the leg"), 122, 760, "left", PERIPHERAL, "legs"),
    )


def _regions() -> tuple[Region, ...]:
    brain = _brain()
    cord = polygon(np.array(_at(((-26, 96), (26, 96), (26, 520), (-26, 520)))))
    arms, legs = _both(_ARM_AREA), _both(_LEG_AREA)
    person = through(_at(both_sides(_OUTLINE)))
    return (
        Region("brain", brain),
        Region("cord", cord),
        Region("central", brain.united(cord)),
        Region("arms", arms),
        Region("legs", legs),
        Region("peripheral", person.subtracted(brain.united(cord))),
    )


def _both(points: Points) -> QPainterPath:
    path = through(_at(points))
    path.addPath(through(_at(mirrored(points))))
    path.setFillRule(_FILL)
    return path


_FILL = QPainterPath().fillRule().WindingFill
