"""The forms of drugs: what a pharmacy hands out, each in its kind's colour."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType
from typing import NamedTuple

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor, QPainter, QPainterPath

from circuitlab.render.curves import joined
from circuitlab.render.pens import box, disc, faded, fill, line, stroke

_EDGE, _FINE = 2.4, 1.6


class Paints(NamedTuple):
    """The colours of a drug: filled, pale, and of its edges."""

    full: QColor
    pale: QColor
    edge: QColor
    strength: float


def draw_drug(painter: QPainter, paints: Paints, shape: str) -> None:
    """Draw a drug of that form around the origin; a capsule where the form is not known."""
    _FORMS.get(shape, _capsule)(painter, paints)


def forms() -> frozenset[str]:
    """Every form that a drug may have."""
    return frozenset(_FORMS)


def _capsule(painter: QPainter, paints: Paints) -> None:
    """A capsule of two halves."""
    whole = QRectF(-30.0, -13.0, 60.0, 26.0)
    painter.save()
    painter.rotate(-30.0)
    box(painter, whole, 13.0, paints.pale)
    fill(painter, _left_half(), paints.full)
    shine = joined([QPointF(-17.0, -7.5), QPointF(16.0, -7.5)])
    stroke(painter, shine, faded(QColor("#FFFFFF"), 0.35 * paints.strength), 2.6)
    box(painter, whole, 13.0, None, paints.edge, _EDGE)
    line(painter, QPointF(0.0, -12.0), QPointF(0.0, 12.0), paints.edge, _FINE)
    painter.restore()


def _left_half() -> QPainterPath:
    path = QPainterPath(QPointF(0.0, -13.0))
    path.lineTo(QPointF(-17.0, -13.0))
    path.arcTo(QRectF(-30.0, -13.0, 26.0, 26.0), 90.0, 180.0)
    path.lineTo(QPointF(0.0, 13.0))
    path.closeSubpath()
    return path


def _banded(painter: QPainter, paints: Paints) -> None:
    """A capsule with dark ends and a printed band, lying the other way."""
    whole = QRectF(-30.0, -11.0, 60.0, 22.0)
    painter.save()
    painter.rotate(30.0)
    box(painter, whole, 11.0, paints.full)
    painter.fillRect(QRectF(-13.0, -10.0, 26.0, 20.0), paints.pale)
    box(painter, whole, 11.0, None, paints.edge, _EDGE)
    for x in (-13.0, -4.5, 4.5, 13.0):
        line(painter, QPointF(x, -10.0), QPointF(x, 10.0), paints.edge, _FINE)
    painter.restore()


def _tablet(painter: QPainter, paints: Paints) -> None:
    """A round tablet with a score."""
    disc(painter, QPointF(), 25.0, paints.full, paints.edge, _EDGE)
    disc(painter, QPointF(), 20.0, None, paints.pale, 1.4)
    line(painter, QPointF(-7.0, 15.0), QPointF(7.0, -15.0), paints.pale, 3.0)


def _caplet(painter: QPainter, paints: Paints) -> None:
    """A long tablet with a notch in its middle."""
    box(painter, QRectF(-32.0, -14.0, 64.0, 28.0), 14.0, paints.full, paints.edge, _EDGE)
    for x in (-2.5, 2.5):
        line(painter, QPointF(x, -12.0), QPointF(x, 12.0), paints.pale, 2.4)


def _hexagonal(painter: QPainter, paints: Paints) -> None:
    """A tablet with six sides."""
    corners = ((-13, -24), (13, -24), (27, 0), (13, 24), (-13, 24), (-27, 0))
    _outline(painter, paints, corners, paints.full)
    inner = [(0.62 * x, 0.62 * y) for x, y in corners]
    _outline(painter, paints, inner, paints.pale)


def _triangular(painter: QPainter, paints: Paints) -> None:
    """A tablet with three sides."""
    _outline(painter, paints, ((0, -26), (30, 24), (-30, 24)), paints.full)
    disc(painter, QPointF(0.0, 8.0), 9.0, paints.pale, paints.edge, _FINE)


def _vial(painter: QPainter, paints: Paints) -> None:
    """A bottle for injections: a cap, a neck, and what is in it."""
    box(painter, QRectF(-17.0, -11.0, 34.0, 38.0), 5.0, paints.pale)
    painter.fillRect(QRectF(-16.0, 6.0, 32.0, 17.0), paints.full)
    box(painter, QRectF(-17.0, -11.0, 34.0, 38.0), 5.0, None, paints.edge, _EDGE)
    painter.fillRect(QRectF(-7.0, -17.0, 14.0, 6.0), paints.edge)
    box(painter, QRectF(-12.0, -27.0, 24.0, 10.0), 2.5, paints.full, paints.edge, _FINE)


def _ampoule(painter: QPainter, paints: Paints) -> None:
    """A glass with a thin neck, to be broken."""
    corners = ((-3, -28), (3, -28), (5, -11), (12, -4), (12, 27), (-12, 27), (-12, -4), (-5, -11))
    _outline(painter, paints, corners, paints.pale)
    painter.fillRect(QRectF(-10.5, 4.0, 21.0, 21.5), paints.full)
    line(painter, QPointF(-5.0, -11.0), QPointF(5.0, -11.0), paints.edge, 3.0)


def _syringe(painter: QPainter, paints: Paints) -> None:
    """A syringe that points down to the left."""
    painter.save()
    painter.rotate(-38.0)
    line(painter, QPointF(-34.0, 0.0), QPointF(-18.0, 0.0), paints.edge, 2.0)
    box(painter, QRectF(-18.0, -8.0, 33.0, 16.0), 3.0, paints.pale, paints.edge, _EDGE)
    painter.fillRect(QRectF(-16.5, -6.5, 19.0, 13.0), paints.full)
    line(painter, QPointF(3.0, -6.0), QPointF(3.0, 6.0), paints.edge, 3.0)
    line(painter, QPointF(3.0, 0.0), QPointF(29.0, 0.0), paints.edge, 3.0)
    for x, reach in ((16.0, 12.0), (30.0, 8.0)):
        line(painter, QPointF(x, -reach), QPointF(x, reach), paints.edge, 3.0)
    painter.restore()


def _patch(painter: QPainter, paints: Paints) -> None:
    """A plaster with a pad in its middle."""
    box(painter, QRectF(-32.0, -18.0, 64.0, 36.0), 8.0, paints.pale, paints.edge, _EDGE)
    box(painter, QRectF(-15.0, -11.0, 30.0, 22.0), 4.0, paints.full, paints.edge, _FINE)
    for x in (-24.0, 24.0):
        for y in (-8.0, 0.0, 8.0):
            disc(painter, QPointF(x, y), 1.9, paints.edge)


def _blister(painter: QPainter, paints: Paints) -> None:
    """A pack of six."""
    box(painter, QRectF(-31.0, -22.0, 62.0, 44.0), 5.0, paints.pale, paints.edge, _EDGE)
    for x in (-19.0, 0.0, 19.0):
        for y in (-10.0, 10.0):
            disc(painter, QPointF(x, y), 7.0, paints.full, paints.edge, _FINE)


def _pepper(painter: QPainter, paints: Paints) -> None:
    """A hot pepper with its stalk."""
    pod = QPainterPath(QPointF(10.0, -17.0))
    pod.cubicTo(34.0, -16.0, 31.0, 6.0, 12.0, 16.0)
    pod.cubicTo(-4.0, 24.0, -22.0, 25.0, -33.0, 18.0)
    pod.cubicTo(-14.0, 15.0, -3.0, 5.0, 2.0, -8.0)
    pod.cubicTo(4.0, -14.0, 6.0, -17.0, 10.0, -17.0)
    fill(painter, pod, paints.full, paints.edge, _EDGE)
    stalk = QPainterPath(QPointF(14.0, -17.0))
    stalk.quadTo(QPointF(15.0, -26.0), QPointF(24.0, -27.0))
    stroke(painter, stalk, paints.edge, 4.0)
    shine = QPainterPath(QPointF(22.0, -8.0))
    shine.quadTo(QPointF(22.0, 3.0), QPointF(9.0, 10.0))
    stroke(painter, shine, paints.pale, 2.6)


def _outline(
    painter: QPainter, paints: Paints, corners: Sequence[tuple[float, float]], inside: QColor
) -> None:
    path = joined([QPointF(x, y) for x, y in corners])
    path.closeSubpath()
    fill(painter, path, inside, paints.edge, _EDGE)


_FORMS: Mapping[str, Callable[[QPainter, Paints], None]] = MappingProxyType(
    {
        "two_tone": _capsule,
        "banded": _banded,
        "tablet": _tablet,
        "caplet": _caplet,
        "hexagonal": _hexagonal,
        "triangular": _triangular,
        "vial": _vial,
        "ampoule": _ampoule,
        "syringe": _syringe,
        "patch": _patch,
        "blister": _blister,
        "pepper": _pepper,
    }
)
