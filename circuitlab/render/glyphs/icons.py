"""Kinds as small symbols, for palettes and keys: the glyphs' own shapes, with bolder lines."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainterPath

from circuitlab.catalog.spec import Catalog, Kind
from circuitlab.model.circuit import Circuit
from circuitlab.model.element import Element
from circuitlab.model.frozen import FrozenMap
from circuitlab.render.anatomy import cell_glyphs
from circuitlab.render.bodies import GATE, NOTE, headline
from circuitlab.render.curves import joined, smooth
from circuitlab.render.geometry import Geometry
from circuitlab.render.glyphs.gate_shapes import draw_gate
from circuitlab.render.glyphs.registry import glyphs
from circuitlab.render.paint_context import Stage
from circuitlab.render.pens import box, disc, fill, line, stroke

GRID = 30.0
"""Side of the square that symbols are designed in."""
_GATE_SCALE = 1.06


def paint_icon(stage: Stage, room: QRectF, kind: Kind) -> None:
    """Paint a kind's symbol into the middle of a rectangle.

    Parameters
    ----------
    stage : Stage
    room : QRectF
        In the painter's units.
    kind : Kind
    """
    scale = min(room.width(), room.height()) / GRID
    with stage.at(room.center()) as painter:
        painter.scale(scale, scale)
        fallback = _multipolar if kind.glyph in cell_glyphs() else _as_drawn
        _SYMBOLS.get(kind.glyph, fallback)(stage, kind)


def _sensory(stage: Stage, kind: Kind) -> None:
    """Nerve ending at the left, soma below the axon."""
    edge = stage.theme.line_of(kind.colour)
    for y in (-11.0, 3.0):
        stroke(stage.painter, joined([QPointF(-13.0, y), QPointF(-7.0, -4.0)]), edge, 1.9)
    line(stage.painter, QPointF(-14.0, -4.0), QPointF(14.0, -4.0), edge, 1.9)
    line(stage.painter, QPointF(4.0, -4.0), QPointF(4.0, 0.0), edge, 1.9)
    disc(stage.painter, QPointF(4.0, 5.0), 5.2, stage.theme.tint(kind.colour, 0.3), edge, 1.9)


def _multipolar(stage: Stage, kind: Kind) -> None:
    """Soma with dendrites at the left and the axon at the right."""
    edge = stage.theme.line_of(kind.colour)
    for x, y in ((-12.0, -8.5), (-13.5, 1.5), (-9.5, 10.5), (1.0, -12.5), (3.0, 12.0)):
        line(stage.painter, QPointF(x * 0.4, y * 0.4), QPointF(x, y), edge, 1.9)
    line(stage.painter, QPointF(5.0, 0.0), QPointF(14.0, 0.0), edge, 2.2)
    disc(stage.painter, QPointF(), 7.0, stage.theme.tint(kind.colour, 0.3), edge, 2.0)


def _gate(stage: Stage, kind: Kind) -> None:
    """The gate in a stretch of membrane."""
    for side in (-1.0, 1.0):
        line(
            stage.painter,
            QPointF(side * 9.0, 0.0),
            QPointF(side * 13.7, 0.0),
            stage.theme.ink_of("muted"),
            2.3,
        )
    stage.painter.scale(_GATE_SCALE, _GATE_SCALE)
    colour = stage.theme.line_of(kind.colour)
    draw_gate(stage.painter, stage.theme, colour, 0.2, shape=kind.shape)


def _note(stage: Stage, kind: Kind) -> None:
    edge = stage.theme.line_of(kind.colour)
    box(
        stage.painter,
        QRectF(-11.0, -10.0, 22.0, 20.0),
        3.5,
        stage.theme.colour("caution_tint"),
        edge,
        1.7,
    )
    for y, end in ((-4.0, 7.0), (0.5, 7.0), (5.0, 1.0)):
        line(stage.painter, QPointF(-7.0, y), QPointF(end, y), edge, 1.7)


def _brain(stage: Stage, kind: Kind) -> None:
    edge = stage.theme.line_of(kind.colour)
    outline = QPainterPath(QPointF(-12.0, 2.0))
    for bend, end in (
        ((-14.5, -6.5), (-7.0, -8.0)),
        ((-1.0, -14.0), (5.0, -8.5)),
        ((14.5, -8.0), (12.0, 1.5)),
        ((13.5, 8.5), (5.0, 7.5)),
        ((-1.0, 12.5), (-6.0, 7.0)),
        ((-13.0, 9.0), (-12.0, 2.0)),
    ):
        outline.quadTo(QPointF(*bend), QPointF(*end))
    fill(stage.painter, outline, stage.theme.tint(kind.colour, 0.14), edge, 1.9)
    for fold in (((-7, 0), (-4, -4), (-2, 0), (1, -4)), ((1, 4), (4, 0), (6, 3), (9, -1))):
        stroke(stage.painter, smooth([QPointF(x, y) for x, y in fold]), edge, 1.5)


def _as_drawn(stage: Stage, kind: Kind) -> None:
    """The glyph itself, scaled down, with its dose on."""
    name = headline(kind)
    params = FrozenMap({name: kind.parameters[name].maximum}) if kind.glyph == "capsule" else None
    circuit = Circuit([Element("it", kind.name, params=params or FrozenMap())])
    place = Geometry(circuit, Catalog({kind.name: kind}, {})).places["it"]
    body = place.body
    scale = (GRID - 3.0) / max(body.width(), body.height())
    stage.painter.scale(scale, scale)
    stage.painter.translate(-body.center())
    glyphs()[place.glyph].still(Stage(stage.painter, stage.theme), place)


_SYMBOLS: Mapping[str, Callable[[Stage, Kind], None]] = MappingProxyType(
    {"sensory_neuron": _sensory, GATE: _gate, NOTE: _note, "brain": _brain}
)
