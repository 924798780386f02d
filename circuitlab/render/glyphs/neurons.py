"""Neurons: soma, dendrites or nerve ending, with the membrane potential in the soma's fill."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainter, QRadialGradient, QTransform

from circuitlab.render.anatomy import CellShape
from circuitlab.render.drawn import DrawnElement
from circuitlab.render.paint_context import Detail, Glyph, Stage
from circuitlab.render.pens import CENTRE, bloom, box, disc, faded, fill, glow, stroke, write
from circuitlab.render.theme import Theme, font, mixed

Floats = NDArray[np.float64]

_REST, _FIRING = -72.0, -28.0
_LEVELS, _FLASHES = 14, 10
_UNKNOWN_LEVEL = 0.25
SOMA_REACH = 1.75
"""How far a soma's flash reaches, in radii."""

_TRUNK_WIDTH = 4.2
_BEHIND = (QPointF(13.0, -9.0), QPointF(7.0, -5.0))


def neuron() -> Glyph:
    """Glyph of every kind of neuron; its anatomy is in its place."""
    return Glyph(still=_still, look=_excited, live=_live)


def level(potential: float) -> float:
    """Share of the way from rest (0) to firing (1) of a membrane potential in mV."""
    if math.isnan(potential):
        return _UNKNOWN_LEVEL
    return min(1.0, max(0.0, (potential - _REST) / (_FIRING - _REST)))


def _still(stage: Stage, place: DrawnElement) -> None:
    anatomy = place.cell
    if anatomy is None:
        return
    edge = stage.theme.line_of(place.colour)
    if place.size > 1 and stage.detail > Detail.FAR:
        _crowd(stage, place, anatomy)
    for limb in anatomy.limbs:
        fill(stage.painter, limb, edge)
    stroke(stage.painter, anatomy.trunk, edge, _TRUNK_WIDTH)
    inside = _soma_fill(stage.theme, place.colour, anatomy.radius)
    fill(stage.painter, anatomy.soma, inside, edge, 3.0)
    if stage.detail > Detail.FAR:
        _nucleus(stage.painter, stage.theme, place.colour, anatomy.radius)
        if place.size > 1:
            _badge(stage, anatomy, place.size)


def _excited(stage: Stage, place: DrawnElement) -> tuple[int, int] | None:
    """Steps of the membrane potential and of the last spike's flash."""
    potential = stage.frame.potential.get(place.id)
    if place.cell is None or potential is None:
        return None
    return excitement(potential, stage.frame.flash.get(place.id, 0.0))


def excitement(potential: float, flash: float) -> tuple[int, int]:
    """Steps in which a membrane potential in mV and the flash of a spike are shown."""
    return round(level(potential) * _LEVELS), round(flash * _FLASHES)


def _live(stage: Stage, place: DrawnElement, look: tuple[int, int]) -> None:
    anatomy = place.cell
    if anatomy is None:
        return
    step, flash = look
    radius, colour, theme = anatomy.radius, place.colour, stage.theme

    def paint(painter: QPainter) -> None:
        _excitement(painter, theme, colour, radius, step / _LEVELS, flash / _FLASHES)

    if stage.sprites is None:
        paint(stage.painter)
    else:
        key = ("soma", theme.name, colour, radius, step, flash)
        stage.sprites.show(stage.painter, key, QPointF(), SOMA_REACH * radius, paint)


def excitements(potentials: Floats, flashes: Floats) -> NDArray[np.int64]:
    """The same steps of many cells, one number for each: 16 × potential + flash.

    A potential that is not a number is known to be somewhere; see `level`.
    """
    share = np.minimum(np.maximum((potentials - _REST) / (_FIRING - _REST), 0.0), 1.0)
    share = np.where(np.isnan(potentials), _UNKNOWN_LEVEL, share)
    steps = 16.0 * np.rint(share * _LEVELS) + np.rint(flashes * _FLASHES)
    return np.asarray(steps, np.int64)


def _excitement(
    painter: QPainter, theme: Theme, colour: str, radius: float, share: float, flash: float
) -> None:
    """What the membrane potential and the last spike add to a soma at rest."""
    full, white = theme.colour(colour), theme.colour("flash")
    if flash:
        halo = theme.colour("spark") if theme.is_dark else mixed(full, theme.colour("spark"), 0.6)
        ring = ((0.0, 0.75 * flash), (0.6, 0.6 * flash), (1.0, 0.0))
        bloom(painter, 1.7 * radius, halo, ring)
    warm = mixed(full, white, 0.18) if theme.is_dark else full
    inner = ((0.0, 0.85 * share), (0.75, 0.7 * share), (1.0, 0.0))
    bloom(painter, radius, warm, inner)
    if flash:
        blaze = ((0.0, flash), (0.7, 0.9 * flash), (1.0, 0.0))
        bloom(painter, radius, white, blaze)
    _nucleus(painter, theme, colour, radius)


def _soma_fill(theme: Theme, colour: str, radius: float) -> QRadialGradient:
    made = glow(
        1.15 * radius,
        [
            (0.0, theme.tint(colour, 0.12)),
            (0.55, theme.tint(colour, 0.32)),
            (1.0, theme.tint(colour, 0.62)),
        ],
    )
    made.setFocalPoint(QPointF(-0.25 * radius, -0.3 * radius))
    return made


def _nucleus(painter: QPainter, theme: Theme, colour: str, radius: float) -> None:
    size = 0.29 * radius
    centre = QPointF(-0.04 * radius, -0.03 * radius)
    body = theme.line_of(colour)
    disc(painter, centre, size, faded(body, 0.8))
    disc(
        painter,
        centre + QPointF(-0.25 * size, -0.25 * size),
        0.34 * size,
        faded(theme.colour("cell_pale"), 0.55),
    )


def _crowd(stage: Stage, place: DrawnElement, anatomy: CellShape) -> None:
    """The further cells of a population, behind the one in front."""
    edge = stage.theme.line_of(place.colour)
    for shift in _BEHIND[-2 if place.size > 2 else -1 :]:
        behind = QTransform.fromTranslate(shift.x(), shift.y()).map(anatomy.soma)
        fill(stage.painter, behind, stage.theme.tint(place.colour, 0.3), edge, 2.2)


def _badge(stage: Stage, anatomy: CellShape, size: int) -> None:
    """Number of cells, on the rim of the soma."""
    text = f"×{size}"
    width = 12.0 + 6.6 * len(text)
    room = QRectF(0.62 * anatomy.radius, 0.52 * anatomy.radius, width, 17.0)
    box(stage.painter, room, 8.5, stage.theme.colour("panel"), stage.theme.colour("line"), 1.0)
    write(stage.painter, text, room, font(11, 600), stage.theme.colour("ink"), CENTRE)
