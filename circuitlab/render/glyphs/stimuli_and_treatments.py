"""Stimuli and treatments that are a mark in a circle."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence

from PySide6.QtCore import QPointF
from PySide6.QtGui import QPainterPath

from circuitlab.render.curves import joined, smooth
from circuitlab.render.drawn import DrawnElement
from circuitlab.render.paint_context import Glyph, Stage
from circuitlab.render.pens import disc, faded, fill, stroke

_ROUND = 25.0

Mark = tuple[QPainterPath, bool]
"""A path, and whether it is filled."""


def bolt() -> Glyph:
    """An electric shock."""
    return _marked(_bolt, "current")


def step() -> Glyph:
    """A step of current."""
    return _marked(_step, "current")


def ramp() -> Glyph:
    """A current that rises."""
    return _marked(_ramp, "current")


def wave() -> Glyph:
    """A current that swings."""
    return _marked(_wave, "current")


def hiss() -> Glyph:
    """A random current."""
    return _marked(_hiss, "current")


def scribble() -> Glyph:
    """A current of any shape."""
    return _marked(_scribble, "current")


def clamp() -> Glyph:
    """A voltage that is held, and stepped."""
    return _marked(_clamp, "current")


def coupling() -> Glyph:
    """Two membranes with channels from one to the other."""
    return _marked(_coupling, "current")


def train() -> Glyph:
    """Spikes at set times."""
    return _marked(_train)


def snowflake() -> Glyph:
    """Cold on the skin."""
    return _marked(_snowflake, "difference")


def press() -> Glyph:
    """A force on the skin."""
    return _marked(_press, "force")


def drop() -> Glyph:
    """A chemical on the skin."""
    return _marked(_drop, "concentration")


def implant() -> Glyph:
    """A pulse generator with its lead."""
    return _marked(_implant, "current")


def hand() -> Glyph:
    """A hand that strokes the skin."""
    return _marked(_hand, "current")


def descent() -> Glyph:
    """Arrows down from the brain."""
    return _marked(_descent, "drive")


def thought() -> Glyph:
    """A thought."""
    return _marked(_thought)


def walker() -> Glyph:
    """Somebody who walks."""
    return _marked(_walker, "force")


def _marked(mark: Callable[[], Mark], state: str = "") -> Glyph:
    """A mark in a circle, with a ring while a state is not zero."""
    if not state:
        return Glyph(still=_in_circle(mark))
    return Glyph(still=_in_circle(mark), look=_felt(state), live=_ring)


def _in_circle(mark: Callable[[], Mark]) -> Callable[[Stage, DrawnElement], None]:
    def paint(stage: Stage, place: DrawnElement) -> None:
        theme, edge = stage.theme, stage.theme.line_of(place.colour)
        disc(stage.painter, QPointF(), _ROUND, theme.colour("panel"), edge, 2.0)
        path, filled = mark()
        if filled:
            fill(stage.painter, path, theme.tint(place.colour, 0.45), edge, 1.8)
        else:
            stroke(stage.painter, path, edge, 2.4)

    return paint


def _felt(state: str) -> Callable[[Stage, DrawnElement], bool | None]:
    """Whether a state is not zero now."""

    def look(stage: Stage, place: DrawnElement) -> bool | None:
        return abs(stage.frame.value(place.id, state, 0.0)) > 1e-9 or None

    return look


def _ring(stage: Stage, place: DrawnElement, _look: bool) -> None:
    """A ring while something flows or is felt."""
    colour = faded(stage.theme.line_of(place.colour), 0.55)
    disc(stage.painter, QPointF(), _ROUND + 4.5, None, colour, 3.0)


def _lines(*strokes: Sequence[tuple[float, float]]) -> QPainterPath:
    path = QPainterPath()
    for points in strokes:
        path.addPath(joined([QPointF(x, y) for x, y in points]))
    return path


def _bolt() -> Mark:
    path = _lines(((3, -16), (-9, 3), (-1.5, 3), (-4, 16), (9, -4.5), (1.5, -4.5), (5.5, -16)))
    path.closeSubpath()
    return path, True


def _step() -> Mark:
    return _lines(((-15, 8), (-7, 8), (-7, -8), (7, -8), (7, 8), (15, 8))), False


def _ramp() -> Mark:
    return _lines(((-15, 8), (-9, 8), (9, -9), (9, 8), (15, 8))), False


def _wave() -> Mark:
    points = [QPointF(x, -8.5 * math.sin(x * math.pi / 15.0)) for x in range(-15, 16, 3)]
    return smooth(points), False


def _hiss() -> Mark:
    heights = (1, -6, 4, -2, 9, -9, 3, -4, 7, -5, 2)
    return _lines([(3.0 * k - 15.0, y) for k, y in enumerate(heights)]), False


def _scribble() -> Mark:
    """A line as somebody would draw it, with the points that it is drawn through."""
    points = ((-15, 6), (-10, -6), (-4, 1), (0, -10), (6, 8), (10, 0), (15, 3))
    path = smooth([QPointF(x, y) for x, y in points])
    for x, y in points[1:-1:2]:
        path.addEllipse(QPointF(x, y), 1.4, 1.4)
    return path, False


def _train() -> Mark:
    marks = [((x, 9.0), (x, -9.0)) for x in (-11.0, -3.0, 1.0, 10.0)]
    return _lines(((-16, 9), (16, 9)), *marks), False


def _clamp() -> Mark:
    """A command between the jaws that hold it."""
    path = _lines(((-13, 5), (-6, 5), (-6, -5), (6, -5), (6, 5), (13, 5)))
    path.addPath(_lines(((-14, -13), (14, -13)), ((-14, 13), (14, 13))))
    return path, False


def _coupling() -> Mark:
    """Two membranes side by side, and three pores that lead through both."""
    path = QPainterPath()
    gaps = [-15.0, -9.5, -5.5, -2.0, 2.0, 5.5, 9.5, 15.0]
    for x in (-5.0, 5.0):
        path.addPath(
            _lines(*(((x, top), (x, low)) for top, low in zip(gaps[::2], gaps[1::2], strict=True)))
        )
    for y in (-7.5, 0.0, 7.5):
        path.addRoundedRect(-9.0, y - 2.0, 18.0, 4.0, 2.0, 2.0)
    return path, False


def _snowflake() -> Mark:
    path = QPainterPath()
    for arm in range(6):
        turn = arm * math.pi / 3.0
        for start, end in (((0, 0), (0, -15)), ((0, -9), (-4, -13)), ((0, -9), (4, -13))):
            path.moveTo(_turned(*start, turn))
            path.lineTo(_turned(*end, turn))
    return path, False


def _turned(x: float, y: float, angle: float) -> QPointF:
    cosine, sine = math.cos(angle), math.sin(angle)
    return QPointF(x * cosine - y * sine, x * sine + y * cosine)


def _press() -> Mark:
    path = _lines(((0, -16), (0, 3)), ((-5, -3), (0, 3), (5, -3)))
    path.addPath(smooth([QPointF(*p) for p in ((-16, 7), (-7, 7.5), (0, 12), (7, 7.5), (16, 7))]))
    return path, False


def _drop() -> Mark:
    path = QPainterPath(QPointF(0.0, -16.0))
    path.cubicTo(3.0, -8.0, 10.0, -2.0, 10.0, 5.0)
    path.cubicTo(10.0, 11.0, 5.5, 14.5, 0.0, 14.5)
    path.cubicTo(-5.5, 14.5, -10.0, 11.0, -10.0, 5.0)
    path.cubicTo(-10.0, -2.0, -3.0, -8.0, 0.0, -16.0)
    path.closeSubpath()
    return path, True


def _implant() -> Mark:
    path = QPainterPath()
    path.addRoundedRect(-15.0, 0.0, 15.0, 13.0, 4.0, 4.0)
    path.moveTo(QPointF(0.0, 6.0))
    path.cubicTo(10.0, 6.0, 9.0, 2.0, 9.0, -4.0)
    path.lineTo(QPointF(9.0, -16.0))
    for y in (-14.0, -9.5, -5.0):
        path.moveTo(QPointF(6.0, y))
        path.lineTo(QPointF(12.0, y))
    return path, False


def _hand() -> Mark:
    """Three strokes to and fro over the skin."""
    path = _lines(((-16, 11), (16, 11)))
    for y in (-9.0, -2.0, 5.0):
        wave = [QPointF(x, y - 2.2 * math.sin(x * math.pi / 6.0)) for x in range(-12, 13, 3)]
        path.addPath(smooth(wave))
    return path, False


def _descent() -> Mark:
    path = QPainterPath()
    for x, top in ((-8.0, -9.0), (0.0, -15.0), (8.0, -9.0)):
        path.addPath(_lines(((x, top), (x, 12)), ((x - 4, 7), (x, 12), (x + 4, 7))))
    return path, False


def _thought() -> Mark:
    path = QPainterPath()
    path.setFillRule(path.fillRule().WindingFill)
    for x, y, radius in ((-6.0, -5.0, 7.0), (3.0, -7.0, 8.0), (8.0, -1.0, 6.0), (-1.0, 0.0, 7.0)):
        path.addEllipse(QPointF(x, y), radius, radius)
    path = path.simplified()
    path.addEllipse(QPointF(-8.0, 10.0), 2.8, 2.8)
    path.addEllipse(QPointF(-12.5, 15.0), 1.6, 1.6)
    return path, True


def _walker() -> Mark:
    path = _lines(
        ((0, -8), (-1, 3)),
        ((-9, -1), (-1, -6), (6, -1)),
        ((-8, 15), (-5, 8), (-1, 3), (5, 8), (7, 15)),
    )
    path.addEllipse(QPointF(1.0, -12.5), 3.4, 3.4)
    return path, False


GLYPHS = (
    bolt,
    clamp,
    coupling,
    descent,
    drop,
    hand,
    hiss,
    implant,
    press,
    ramp,
    scribble,
    snowflake,
    step,
    thought,
    train,
    walker,
    wave,
)
"""What this room draws, by the names that the catalog uses."""
