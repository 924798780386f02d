"""What is muted: pale and hatched, with a crossed-out loudspeaker beside it.

It is painted over an element, so that what lives in it still shows through.
"""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainter, QPainterPath

from circuitlab.render.drawn import DrawnElement
from circuitlab.render.paint_context import Detail, Stage
from circuitlab.render.pens import disc, fill, line, stroke
from circuitlab.render.theme import Theme

_STEP, _WIDTH = 6.5, 1.7
_PALE = 0.52
_SIGN, _SMALL_SIGN = 9.0, 6.5
_FAR_ENLARGED = 1.5
_BIG_BODY = 30.0
_SLENDEREST = 0.8
"""What is higher than wide has words in its lower part: so much of its width above is hatched."""

Look = tuple[float, float, float, float, bool, float]
"""Left, top, width and height of what is hatched, whether it is round, and radius of the sign."""


def mute_look(stage: Stage, place: DrawnElement) -> Look:
    """All that the mark of a muted element is painted from, around its centre."""
    if place.cell is not None:
        radius = place.cell.radius
        room, is_round = QRectF(-radius, -radius, 2 * radius, 2 * radius), True
    else:
        room = place.body.adjusted(1.0, 1.0, -1.0, -1.0)
        if room.height() > room.width():
            room.setHeight(_SLENDEREST * room.width())
        is_round = abs(room.width() - room.height()) < 1.0
    small = min(room.width(), room.height()) < _BIG_BODY
    sign = (_SMALL_SIGN if small else _SIGN) * (
        _FAR_ENLARGED if stage.detail is Detail.FAR else min(stage.enlarged, _FAR_ENLARGED)
    )
    return (room.x(), room.y(), room.width(), room.height(), is_round, round(sign, 1))


def reach_of(look: Look) -> float:
    """How far the mark reaches from the element's centre, in canvas units."""
    left, top, width, height, _is_round, sign = look
    return max(-left, left + width, -top, top + height) + 2 * sign


def paint_mute(stage: Stage, place: DrawnElement) -> None:
    """Mark an element that is muted; the painter is in canvas units."""
    with stage.at(place.centre) as painter:
        paint_mark(painter, stage.theme, mute_look(stage, place))


def paint_mark(painter: QPainter, theme: Theme, look: Look) -> None:
    """Paint the mark around the origin."""
    left, top, width, height, is_round, sign = look
    region, hatch = _hatched(left, top, width, height, is_round)
    fill(painter, region, theme.colour("paper", _PALE))
    fill(painter, hatch, theme.line_of("muted"))
    stroke(painter, region, theme.line_of("muted"), _WIDTH)
    inwards = 0.15 if is_round else 0.0
    corner = QPointF(left + width * (1.0 - inwards), top + height * inwards)
    _paint_sign(painter, theme, corner, sign)


@lru_cache(maxsize=64)
def _hatched(
    left: float, top: float, width: float, height: float, is_round: bool
) -> tuple[QPainterPath, QPainterPath]:
    """What is pale, and the stripes across it: cut to it beforehand, as figures know no clips."""
    room = QRectF(left, top, width, height)
    region, stripes = QPainterPath(), QPainterPath()
    if is_round:
        region.addEllipse(room)
    else:
        corner = 0.32 * min(width, height)
        region.addRoundedRect(room, corner, corner)
    start = room.left() - room.height()
    for k in range(int((room.width() + room.height()) / _STEP) + 1):
        stripes.addPath(_stripe(room, start + (k + 0.5) * _STEP))
    return region, stripes.intersected(region)


def _stripe(room: QRectF, x: float) -> QPainterPath:
    """A stripe from the lower left to the upper right of a rectangle."""
    path = QPainterPath(QPointF(x, room.bottom()))
    path.lineTo(QPointF(x + room.height(), room.top()))
    path.lineTo(QPointF(x + room.height() + _WIDTH, room.top()))
    path.lineTo(QPointF(x + _WIDTH, room.bottom()))
    path.closeSubpath()
    return path


def _paint_sign(painter: QPainter, theme: Theme, centre: QPointF, radius: float) -> None:
    """A loudspeaker, crossed out, in a disc."""
    ink, size = theme.colour("ink"), radius / 10.0
    disc(painter, centre, radius, theme.colour("panel"), ink, 1.5 * size)
    horn = QPainterPath(centre + QPointF(-5.2, -2.0) * size)
    for x, y in ((-2.6, -2.0), (1.2, -5.0), (1.2, 5.0), (-2.6, 2.0), (-5.2, 2.0)):
        horn.lineTo(centre + QPointF(x, y) * size)
    horn.closeSubpath()
    fill(painter, horn, ink)
    for x, y in ((-1.0, 1.0), (1.0, 1.0)):
        ends = QPointF(x, y) * 1.9 * size
        middle = centre + QPointF(4.6, 0.0) * size
        line(painter, middle - ends, middle + ends, ink, 1.5 * size)
