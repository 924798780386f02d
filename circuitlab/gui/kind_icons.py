"""Small pictures of the kinds, for lists: the canvas's own glyphs, and bold little neurons."""

from __future__ import annotations

from functools import lru_cache
from types import MappingProxyType
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen, QPixmap

from circuitlab.catalog.spec import Catalog
from circuitlab.model.circuit import Circuit
from circuitlab.model.element import Element
from circuitlab.model.frozen import FrozenMap
from circuitlab.render.anatomy import cell_glyphs
from circuitlab.render.geometry import Geometry
from circuitlab.render.glyphs import glyphs
from circuitlab.render.glyphs_membrane import leaves
from circuitlab.render.stage import Detail, Stage

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from circuitlab.catalog.spec import Kind
    from circuitlab.render.theme import Theme

GRID = 30.0
RATIO = 2.0


@lru_cache(maxsize=512)
def kind_pixmap(kind: Kind, theme: Theme, size: int) -> QPixmap:
    """Return the picture of `kind`, `size` pixels wide and high, for a list."""
    picture = QPixmap(round(size * RATIO), round(size * RATIO))
    picture.setDevicePixelRatio(RATIO)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.translate(size / 2, size / 2)
    painter.scale(size / GRID, size / GRID)
    fallback = _neuron if kind.glyph in cell_glyphs() else _as_on_canvas
    _SMALL.get(kind.glyph, fallback)(painter, kind, theme)
    painter.end()
    return picture


def _neuron(painter: QPainter, kind: Kind, theme: Theme) -> None:
    line = theme.line_of(kind.colour)
    painter.setPen(_pen(line, 1.7))
    for x, y in ((-10.5, -8.0), (-10.5, 7.0)):
        painter.drawLine(QPointF(-5.0, y * 0.45), QPointF(x, y))
    painter.setPen(_pen(line, 2.1))
    painter.drawLine(QPointF(6.0, 0.0), QPointF(14.0, 0.0))
    painter.setBrush(theme.colour(kind.colour, 0.22))
    painter.drawEllipse(QPointF(0.0, 0.0), 6.6, 6.6)


def _sensory(painter: QPainter, kind: Kind, theme: Theme) -> None:
    line = theme.line_of(kind.colour)
    painter.setPen(_pen(line, 1.8))
    for y in (-10.0, 2.0):
        painter.drawLine(QPointF(-12.0, y), QPointF(-6.0, -4.0))
    painter.drawLine(QPointF(-13.0, -4.0), QPointF(13.5, -4.0))
    painter.drawLine(QPointF(4.0, -4.0), QPointF(4.0, 0.0))
    painter.setBrush(theme.colour(kind.colour, 0.22))
    painter.drawEllipse(QPointF(4.0, 4.0), 5.0, 5.0)


def _gate(painter: QPainter, kind: Kind, theme: Theme) -> None:
    painter.setPen(_pen(theme.ink_of("muted"), 2.2))
    for side in (-1.0, 1.0):
        painter.drawLine(QPointF(side * 7.5, 0.0), QPointF(side * 12.5, 0.0))
    leaves(painter, theme.line_of(kind.colour), 15.0, 4.0, 0.2)


def _note(painter: QPainter, kind: Kind, theme: Theme) -> None:
    painter.setPen(_pen(theme.line_of(kind.colour), 1.7))
    painter.setBrush(theme.colour("caution_tint"))
    painter.drawRoundedRect(QRectF(-10.0, -9.0, 20.0, 18.0), 3.0, 3.0)
    for y, end in ((-3.5, 6.0), (0.5, 6.0), (4.5, 1.0)):
        painter.drawLine(QPointF(-6.0, y), QPointF(end, y))


def _brain(painter: QPainter, kind: Kind, theme: Theme) -> None:
    painter.setPen(_pen(theme.line_of(kind.colour), 1.8))
    painter.setBrush(theme.colour(kind.colour, 0.12))
    outline = QPainterPath(QPointF(-11.0, 3.0))
    for over, end in (
        ((-14.0, -6.0), (-6.0, -7.5)),
        ((0.0, -13.0), (5.0, -7.5)),
        ((14.0, -6.0), (11.5, 2.0)),
        ((12.0, 9.0), (4.0, 8.0)),
        ((-2.0, 12.0), (-6.0, 7.5)),
        ((-12.0, 8.5), (-11.0, 3.0)),
    ):
        outline.quadTo(QPointF(*over), QPointF(*end))
    painter.drawPath(outline)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for x, y in ((-6.0, -1.0), (0.5, 2.5)):
        fold = QPainterPath(QPointF(x, y))
        fold.cubicTo(QPointF(x + 2, y - 5), QPointF(x + 4, y + 5), QPointF(x + 6, y))
        painter.drawPath(fold)


def _as_on_canvas(painter: QPainter, kind: Kind, theme: Theme) -> None:
    dose = {"concentration": 1.0} if "concentration" in kind.parameters else {}
    circuit = Circuit([Element("it", kind.name, params=FrozenMap(dose))])
    place = Geometry(circuit, Catalog({kind.name: kind}, {})).places["it"]
    body: QRectF = place.body
    scale = (GRID - 5.0) / max(body.width(), body.height(), 1.0)
    painter.scale(scale, scale)
    painter.translate(-body.center())
    glyphs()[place.glyph].still(Stage(painter, theme, Detail.MIDDLE), place)


def _pen(colour: QColor, width: float) -> QPen:
    return QPen(colour, width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap)


_SMALL: Mapping[str, Callable[[QPainter, Kind, Theme], None]] = MappingProxyType(
    {"sensory_neuron": _sensory, "gate": _gate, "note": _note, "brain": _brain}
)
"""Glyphs whose fine lines would be lost in a small picture."""
