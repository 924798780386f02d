"""The few strokes everything is painted with."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

import numpy as np
from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import (
    QBrush,
    QColor,
    QFont,
    QFontMetricsF,
    QPaintEngine,
    QPainter,
    QPainterPath,
    QPen,
    QRadialGradient,
    QStaticText,
    QTransform,
)

_CAP, _JOIN = Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin
LEFT = Qt.AlignmentFlag.AlignLeft
CENTRE = Qt.AlignmentFlag.AlignHCenter
RIGHT = Qt.AlignmentFlag.AlignRight
_BLOOM_STEPS, _OPAQUE = 32, 255
_ROUNDED = 0.5
"""By how much words may be wider than their room: widths are rounded."""
_HALO, _HALO_WIDTH, _PLATE = 0.75, 0.1, 0.8
"""Opacity and width, in heights of a line, of the ground round letters; opacity of a plate."""
_ROUND_ABOUT = (
    (-1, 0),
    (1, 0),
    (0, -1),
    (0, 1),
    (-0.7, -0.7),
    (0.7, -0.7),
    (-0.7, 0.7),
    (0.7, 0.7),
)
_OF_FILES = (QPaintEngine.Type.Pdf, QPaintEngine.Type.SVG)
_TWINS = QFont.Tag("calt")
_WRAPPED = (
    int(LEFT | Qt.AlignmentFlag.AlignTop)
    | int(Qt.TextFlag.TextWordWrap)
    | int(Qt.TextFlag.TextDontClip)
)


def pen(colour: QColor, width: float, dash: Sequence[float] = ()) -> QPen:
    """Round pen; `dash` is in canvas units."""
    made = QPen(QBrush(colour), width, Qt.PenStyle.SolidLine, _CAP, _JOIN)
    if dash:
        made.setDashPattern([length / width for length in dash])
    return made


def stroke(
    painter: QPainter,
    path: QPainterPath,
    colour: QColor,
    width: float,
    dash: Sequence[float] = (),
) -> None:
    """Draw a line along a path."""
    if path.isEmpty():
        return
    painter.setPen(pen(colour, width, dash))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawPath(path)


def fill(
    painter: QPainter,
    path: QPainterPath,
    inside: QColor | QRadialGradient | None,
    edge: QColor | None = None,
    width: float = 0.0,
) -> None:
    """Fill a path, with an edge where a colour is given."""
    painter.setPen(pen(edge, width) if edge is not None else Qt.PenStyle.NoPen)
    painter.setBrush(QBrush(inside) if inside is not None else Qt.BrushStyle.NoBrush)
    painter.drawPath(path)


def disc(
    painter: QPainter,
    centre: QPointF,
    radius: float,
    inside: QColor | QRadialGradient | None,
    edge: QColor | None = None,
    width: float = 0.0,
) -> None:
    """Fill a circle, with an edge where a colour is given."""
    painter.setPen(pen(edge, width) if edge is not None else Qt.PenStyle.NoPen)
    painter.setBrush(QBrush(inside) if inside is not None else Qt.BrushStyle.NoBrush)
    painter.drawEllipse(centre, radius, radius)


def box(
    painter: QPainter,
    rect: QRectF,
    corner: float,
    inside: QColor | None,
    edge: QColor | None = None,
    width: float = 0.0,
) -> None:
    """Fill a rectangle with round corners."""
    painter.setPen(pen(edge, width) if edge is not None else Qt.PenStyle.NoPen)
    painter.setBrush(QBrush(inside) if inside is not None else Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(rect, corner, corner)


def line(
    painter: QPainter,
    start: QPointF,
    end: QPointF,
    colour: QColor,
    width: float,
    dash: Sequence[float] = (),
) -> None:
    """Draw a straight line."""
    painter.setPen(pen(colour, width, dash))
    painter.drawLine(start, end)


def write(
    painter: QPainter,
    text: str,
    room: QRectF,
    letters: QFont,
    colour: QColor,
    align: Qt.AlignmentFlag = LEFT,
    ground: QColor | None = None,
) -> None:
    """Write one line of text, middled in the height of `room`.

    Parameters
    ----------
    ground : QColor, optional
        What the letters are set off with from whatever lies under them.
    """
    letters = readable(painter, letters)
    words, width, height = _set(text, letters)
    left = room.left()
    if align is not LEFT:
        left += (room.width() - width) * (1.0 if align is RIGHT else 0.5)
    at = QPointF(left, room.top() + 0.5 * (room.height() - height))
    if ground is not None:
        _set_off(painter, text, letters, QRectF(at, QSizeF(width, height)), ground)
    painter.setFont(letters)
    painter.setPen(colour)
    painter.drawStaticText(at, words)


def write_within(
    painter: QPainter,
    text: str,
    room: QRectF,
    letters: QFont,
    colour: QColor,
    align: Qt.AlignmentFlag = LEFT,
    cut: Qt.TextElideMode = Qt.TextElideMode.ElideRight,
) -> None:
    """Write one line as `write` does, of which no more is shown than has room.

    Parameters
    ----------
    cut
        Where a dotted gap stands for what has none.
    """
    told = QFontMetricsF(letters).elidedText(text, cut, room.width() + _ROUNDED)
    write(painter, told, room, letters, colour, align)


def _set_off(painter: QPainter, text: str, letters: QFont, room: QRectF, ground: QColor) -> None:
    """Paint the ground of a line of text: round its letters, in a file a plate of few bytes."""
    if painter.paintEngine().type() in _OF_FILES:
        high = 0.14 * room.height()
        box(painter, room.adjusted(-high, high, high, -high), high, faded(ground, _PLATE))
        return
    words, width = _set(text, letters)[0], _HALO_WIDTH * room.height()
    painter.setFont(letters)
    painter.setPen(faded(ground, _HALO))
    for across, down in _ROUND_ABOUT:  # far quicker than a stroke round each letter
        painter.drawStaticText(room.topLeft() + QPointF(across * width, down * width), words)


def readable(painter: QPainter, letters: QFont) -> QFont:
    """Return the letters with which a painter writes words that can be found and copied.

    On screen some signs are taller or shorter beside capitals and figures, as the minus of
    −60 mV. Such a twin has no character of its own, and in a file nobody would find it.
    """
    return plain(letters) if painter.paintEngine().type() in _OF_FILES else letters


@lru_cache(maxsize=256)
def plain(letters: QFont) -> QFont:
    """Return the same letters without signs that change beside others."""
    made = QFont(letters)
    made.setFeature(_TWINS, 0)
    return made


@lru_cache(maxsize=4096)
def _set(text: str, letters: QFont) -> tuple[QStaticText, float, float]:
    """A line of text set once, which is most of the work of writing it, with its size."""
    measure = QFontMetricsF(letters)
    made = QStaticText(text)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.prepare(QTransform(), letters)
    return made, measure.horizontalAdvance(text), measure.height()


def write_once(painter: QPainter, text: str, room: QRectF, letters: QFont, colour: QColor) -> None:
    """Write a line in the middle of `room` that will not come again, as a time that runs."""
    painter.setFont(readable(painter, letters))
    painter.setPen(colour)
    whole = int(Qt.AlignmentFlag.AlignCenter) | int(Qt.TextFlag.TextDontClip)
    painter.drawText(room, whole, text)


def write_lines(painter: QPainter, text: str, room: QRectF, letters: QFont, colour: QColor) -> None:
    """Write text from the upper left of `room`, in as many lines as its width asks for."""
    painter.setFont(readable(painter, letters))
    painter.setPen(colour)
    painter.drawText(room, _WRAPPED, text)


def height_of(text: str, width: float, letters: QFont) -> float:
    """Height that `write_lines` needs."""
    room = QRectF(0.0, 0.0, width, 1e5)
    return QFontMetricsF(letters).boundingRect(room, _WRAPPED, text).height()


def glow(radius: float, stops: Sequence[tuple[float, QColor]]) -> QRadialGradient:
    """Gradient around the origin: colours at shares of the radius."""
    made = QRadialGradient(QPointF(), radius)
    for share, colour in stops:
        made.setColorAt(share, colour)
    return made


def bloom(
    painter: QPainter, radius: float, colour: QColor, fading: Sequence[tuple[float, float]]
) -> None:
    """Paint light around the origin that gets no stronger outwards.

    Qt writes a gradient of opacities into a PDF so that viewers take it for opaque: there, the
    light is made of discs that lie on one another.

    Parameters
    ----------
    fading : sequence of (float, float)
        Opacities at shares of the radius, from 0 to 1.
    """
    if painter.paintEngine().type() is not QPaintEngine.Type.Pdf:
        stops = [(share, faded(colour, alpha)) for share, alpha in fading]
        disc(painter, QPointF(), radius, glow(radius, stops))
        return
    for share, alpha in _discs(tuple(fading)):
        disc(painter, QPointF(), share * radius, faded(colour, alpha))


@lru_cache(maxsize=256)
def _discs(fading: tuple[tuple[float, float], ...]) -> tuple[tuple[float, float], ...]:
    """Discs that have such opacities together, the largest first: share of the radius, opacity."""
    shares, alphas = zip(*fading, strict=True)
    made, reached = [], 0.0
    for step in range(_BLOOM_STEPS, 0, -1):
        wanted = float(np.interp((step - 0.5) / _BLOOM_STEPS, shares, alphas))
        if reached >= wanted:
            continue
        alpha = round(_OPAQUE * (1.0 - (1.0 - wanted) / (1.0 - reached))) / _OPAQUE
        if alpha:
            made.append((step / _BLOOM_STEPS, alpha))
            reached = 1.0 - (1.0 - reached) * (1.0 - alpha)
    return tuple(made)


def faded(colour: QColor, alpha: float) -> QColor:
    """The same colour with an opacity from 0 to 1."""
    made = QColor(colour)
    made.setAlphaF(min(1.0, max(0.0, alpha)))
    return made
