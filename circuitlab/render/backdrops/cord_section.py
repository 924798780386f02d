"""The spinal cord cut across: grey matter with the layers of the dorsal horn, white matter."""

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
    mirrored,
    moved,
    oval,
    through,
)
from circuitlab.resources import _

_X, _Y = 690.0, 380.0

_OUTLINE: Points = (
    *((0, -408), (60, -424), (180, -436), (330, -412), (470, -340), (570, -220), (612, -70)),
    *((606, 90), (548, 236), (432, 350), (270, 420), (110, 444), (22, 440)),
)
"""The right half of the cord, from its back to its front."""

_GREY: Points = (
    *((0, -44), (48, -62), (92, -142), (124, -240), (168, -322), (248, -362), (340, -332)),
    *((384, -256), (366, -158), (326, -64), (322, 12), (372, 92), (394, 180), (344, 260)),
    *((242, 288), (152, 234), (90, 134), (40, 56), (0, 42)),
)
"""The right half of the butterfly."""

_LAYERS: tuple[Points, ...] = (
    ((146, -282), (184, -318), (248, -338), (318, -316), (366, -268)),
    ((126, -240), (178, -280), (248, -298), (324, -270), (376, -216)),
    ((110, -192), (178, -226), (248, -240), (316, -220), (370, -176)),
    ((92, -142), (176, -166), (248, -174), (312, -160), (352, -124)),
    ((62, -84), (170, -100), (248, -104), (334, -84)),
)
"""Where one layer of the dorsal horn ends and the next begins, from the surface inwards."""

_NUMERALS = (("I", 378, -302), ("II", 396, -248), ("III–IV", 398, -190), ("V", 378, -136))
_ROOT: Points = ((250, -402), (330, -446), (430, -462), (540, -436), (640, -380), (720, -330))
_DORSAL_HORN: Points = (
    *((62, -84), (92, -142), (124, -240), (168, -322), (248, -366), (340, -336), (388, -256)),
    *((366, -158), (334, -84), (248, -104), (170, -100)),
)
_VENTRAL_HORN: Points = (
    *((322, 12), (376, 92), (398, 180), (346, 264), (242, 292), (150, 236), (90, 134), (200, 60)),
)
_COLUMNS: Points = ((0, -400), (110, -412), (148, -300), (104, -190), (56, -86), (0, -56))
_TRACT: Points = (
    *((402, 40), (560, -20), (590, 90), (530, 230), (420, 340), (300, 396), (320, 318), (408, 220)),
)
_GANGLION = (-640.0, -378.0, 92.0, 46.0)


def cord_section() -> Drawing:
    """The spinal cord as one sees it from above, its back at the top."""
    return Drawing((*_roots(), *_white(), *_grey()), _names(), _regions())


def _at(points: Points) -> list[tuple[float, float]]:
    return moved(points, _X, _Y)


def _pair(points: Points, path: QPainterPath | None = None) -> QPainterPath:
    path = QPainterPath() if path is None else path
    path.addPath(along(_at(points)))
    path.addPath(along(_at(mirrored(points))))
    return path


def _roots() -> tuple[Shape, ...]:
    """The dorsal roots with their ganglia."""
    ganglia = QPainterPath()
    for side in (1.0, -1.0):
        ganglia.addPath(_ganglion(side))
    paths = _pair(_ROOT)
    return (
        Shape(paths, edge="drawn_edge", width=30.0),
        Shape(paths, edge="drawn_flesh", width=26.0),
        Shape(ganglia, "drawn_flesh", "drawn_edge", 2.0),
    )


def _ganglion(side: float, wider: float = 0.0) -> QPainterPath:
    x, y, wide, high = _GANGLION
    return oval(_X + side * x, _Y + y, wide + wider, high + wider)


def _white() -> tuple[Shape, ...]:
    outline = through(_at(both_sides(_OUTLINE)))
    clefts = along(_at(((0, -408), (-2, -300), (2, -180), (0, -56))))
    front = along(_at(((0, 424), (0, 300), (0, 150), (0, 66))))
    tracts = QPainterPath()
    tracts.addPath(through(_at(_TRACT)))
    tracts.addPath(through(_at(mirrored(_TRACT))))
    return (
        Shape(outline, "drawn_white", "drawn_edge", 2.2),
        Shape(clefts, edge="drawn_edge", width=1.6),
        Shape(front, edge="drawn_edge", width=3.0),
        Shape(tracts, edge="drawn_edge", width=1.4, dashed=True),
    )


def _grey() -> tuple[Shape, ...]:
    butterfly = through(_at(both_sides(_GREY)))
    layers = QPainterPath()
    for points in _LAYERS:
        _pair(points, layers)
    canal = oval(_X, _Y, 10.0, 13.0)
    surface = QPainterPath()
    band = (*_LAYERS[1], (366, -290), (340, -334), (248, -364), (166, -322))
    surface.addPath(through(_at(band)))
    surface.addPath(through(_at(mirrored(band))))
    return (
        Shape(butterfly, "drawn_grey"),
        Shape(butterfly, "projection", "projection", 2.0, 0.03, 0.36),
        Shape(surface, "projection", tint_share=0.06),
        Shape(layers, edge="projection", width=1.3, edge_share=0.3, dashed=True),
        Shape(canal, "paper", "projection", 1.6, 1.0, 0.4),
    )


def _names() -> tuple[Words, ...]:
    numerals = [
        Words(text, _X + side * x, _Y + y, "left" if side > 0 else "right")
        for text, x, y in _NUMERALS
        for side in (1, -1)
    ]
    x, y, _wide, high = _GANGLION
    named = (
        (_("Dorsal root ganglion"), x, y - high - 14.0, "left_ganglion"),
        (_("Dorsal root ganglion"), -x, y - high - 14.0, "right_ganglion"),
        (_("Dorsal columns"), 0, -452, "columns"),
        (_("Dorsal horn"), 246, -392, "right_horn_dorsal"),
        (_("Dorsal horn"), -246, -392, "left_horn_dorsal"),
        (_("Ventral horn"), 246, 316, "right_horn_ventral"),
        (_("Ventral horn"), -246, 316, "left_horn_ventral"),
        (_("Anterolateral tract"), 486, 112, "right_tract"),
        (_("Anterolateral tract"), -486, 112, "left_tract"),
        (_("Central canal"), 0, -26, ""),
    )
    return (*numerals, *(Words(text, _X + x, _Y + y, region=to) for text, x, y, to in named))


def _regions() -> tuple[Region, ...]:
    made = [
        Region("left_ganglion", _ganglion(1.0, 20.0)),
        Region("right_ganglion", _ganglion(-1.0, 20.0)),
        Region("columns", through(_at([*_COLUMNS, *mirrored(_COLUMNS)[::-1]]))),
    ]
    for name, points in (
        ("horn_dorsal", _DORSAL_HORN),
        ("horn_ventral", _VENTRAL_HORN),
        ("tract", _TRACT),
    ):
        made.append(Region(f"right_{name}", through(_at(points))))
        made.append(Region(f"left_{name}", through(_at(mirrored(points)))))
    return tuple(made)
