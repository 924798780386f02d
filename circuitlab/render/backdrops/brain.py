"""The brain, cut along its middle: where nociceptive signals go, and where control comes from."""

from __future__ import annotations

from PySide6.QtGui import QPainterPath

from circuitlab.render.backdrops.drawing import (
    Drawing,
    Points,
    Region,
    Shape,
    Words,
    along,
    moved,
    oval,
    through,
)
from circuitlab.resources import _

_X, _Y, _SIZE = 20.0, -40.0, 1.12

_CEREBRUM: Points = (
    *((58, 332), (50, 258), (84, 172), (150, 104), (238, 56), (340, 26), (452, 12), (568, 14)),
    *((684, 36), (790, 82), (874, 150), (928, 236), (940, 318), (904, 376), (838, 402), (760, 404)),
    *((690, 414), (622, 420), (560, 448), (470, 478), (392, 486), (330, 474), (272, 448)),
    *((196, 440), (118, 410)),
)
_CEREBELLUM: Points = (
    *((690, 424), (770, 412), (856, 428), (902, 482), (886, 552), (818, 592), (736, 586)),
    *((676, 540), (656, 480)),
)
_STEM: Points = (
    *((538, 396), (600, 392), (640, 420), (652, 480), (654, 540), (662, 600), (668, 660)),
    *((672, 730), (622, 730), (598, 668), (578, 614), (542, 582), (516, 536), (520, 488)),
    *((524, 470), (536, 448)),
)
_CALLOSUM: Points = (
    *((322, 330), (300, 286), (322, 234), (390, 200), (484, 186), (586, 196), (664, 232)),
    *((700, 286), (686, 304), (664, 282), (622, 244), (560, 224), (480, 214), (404, 228)),
    *((352, 258), (338, 292), (346, 322)),
)
_FOLDS: tuple[Points, ...] = (
    ((120, 210), (156, 228), (178, 204), (214, 214)),
    ((152, 138), (190, 162), (222, 146), (240, 110)),
    ((98, 316), (140, 300), (176, 322), (216, 306)),
    ((262, 74), (284, 112), (326, 104), (352, 64)),
    ((386, 40), (398, 86), (438, 98), (462, 60)),
    ((690, 70), (684, 120), (718, 150), (706, 190)),
    ((776, 112), (762, 160), (800, 190), (788, 232)),
    ((858, 190), (824, 222), (850, 262), (812, 284)),
    ((900, 292), (850, 312), (812, 304), (768, 322)),
    ((760, 370), (800, 352), (846, 358)),
    ((196, 398), (236, 380), (268, 400)),
)
_LEAVES: tuple[Points, ...] = (
    ((676, 470), (740, 456), (820, 462), (884, 492)),
    ((670, 498), (740, 494), (820, 500), (888, 522)),
    ((682, 528), (744, 532), (816, 536), (872, 546)),
    ((712, 560), (760, 566), (816, 566)),
)
_CENTRAL_SULCUS: Points = ((540, 14), (532, 60), (548, 104), (536, 140))
_S1: Points = (
    *((548, 18), (604, 20), (668, 36), (664, 84), (652, 132), (606, 140), (548, 134), (542, 76)),
)
_ACC: Points = (
    *((316, 338), (280, 330), (252, 292), (266, 226), (330, 176), (420, 150), (468, 150)),
    *((470, 178), (408, 186), (338, 212), (302, 252), (294, 294), (318, 326)),
)
_PREFRONTAL: Points = (
    *((82, 262), (114, 182), (178, 118), (246, 84), (280, 120), (250, 184), (226, 250)),
    *((212, 330), (146, 352), (92, 322)),
)
_OVALS = {
    "thalamus": (556.0, 312.0, 88.0, 56.0),
    "insula": (420.0, 318.0, 44.0, 70.0),
    "amygdala": (404.0, 442.0, 48.0, 30.0),
    "pag": (604.0, 472.0, 34.0, 28.0),
    "rvm": (622.0, 624.0, 30.0, 36.0),
}
_HIDDEN = frozenset({"insula", "amygdala"})
"""What lies to the side of the cut, and is drawn dashed."""


def brain() -> Drawing:
    """The brain from the side, looking left, with its areas of pain."""
    return Drawing((*_matter(), *_areas()), _names(), _regions())


def _at(points: Points) -> list[tuple[float, float]]:
    return moved(points, _X, _Y, _SIZE)


def _lines(lines: tuple[Points, ...]) -> QPainterPath:
    path = QPainterPath()
    for points in lines:
        path.addPath(along(_at(points)))
    return path


def _matter() -> tuple[Shape, ...]:
    return (
        Shape(through(_at(_CEREBELLUM)), "drawn_grey", "drawn_edge", 2.0),
        Shape(_lines(_LEAVES), edge="drawn_edge", width=1.3),
        Shape(through(_at(_STEM)), "drawn_white", "drawn_edge", 2.0),
        Shape(through(_at(_CEREBRUM)), "drawn_grey", "drawn_edge", 2.4),
        Shape(_lines(_FOLDS), edge="drawn_edge", width=1.6),
        Shape(through(_at(_CALLOSUM)), "paper", "drawn_edge", 1.6),
        Shape(_lines((_CENTRAL_SULCUS,)), edge="drawn_edge", width=2.4),
    )


def _paths() -> dict[str, QPainterPath]:
    """Every area by its name."""
    made = {
        "prefrontal": through(_at(_PREFRONTAL)),
        "acc": through(_at(_ACC)),
        "s1": through(_at(_S1)),
    }
    for name, (x, y, wide, high) in _OVALS.items():
        ((cx, cy),) = _at(((x, y),))
        made[name] = oval(cx, cy, wide * _SIZE, high * _SIZE)
    return made


def _areas() -> tuple[Shape, ...]:
    hues = {"pag": "inhibitory", "rvm": "inhibitory", "amygdala": "immune", "prefrontal": "point"}
    return tuple(
        Shape(path, hue, hue, 1.6, 0.05, 0.5, dashed=name in _HIDDEN)
        for name, path in _paths().items()
        for hue in (hues.get(name, "projection"),)
    )


def _names() -> tuple[Words, ...]:
    named = (
        (_("Prefrontal"), 92, 132, "right", "prefrontal"),
        (_("Anterior cingulate · ACC"), 384, 128, "centre", "acc"),
        (_("Somatosensory cortex · S1"), 606, -8, "centre", "s1"),
        (_("Insula"), 420, 239, "centre", "insula"),
        (_("Thalamus"), 556, 244, "centre", "thalamus"),
        (_("Amygdala"), 404, 504, "centre", "amygdala"),
        (_("PAG"), 566, 472, "right", "pag"),
        (_("RVM"), 574, 640, "right", "rvm"),
        (_("Spinal cord"), 692, 716, "left", "stem"),
        (_("Cerebellum"), 780, 612, "centre", ""),
    )
    made = []
    for text, x, y, align, region in named:
        ((at_x, at_y),) = _at(((x, y),))
        made.append(Words(text, at_x, at_y, align, region=region))
    return tuple(made)


def _regions() -> tuple[Region, ...]:
    areas = [Region(name, path) for name, path in _paths().items()]
    return (*areas, Region("stem", through(_at(_STEM))))
