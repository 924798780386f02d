"""Drugs, stimuli, meters and notes."""

from __future__ import annotations

import math

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor, QPainterPath

from circuitlab.catalog.live_words import live_text
from circuitlab.catalog.origin import tagged_value
from circuitlab.render.bodies import DOSE, headline
from circuitlab.render.curves import joined
from circuitlab.render.drawn import NOTE_MARGIN, DrawnElement, note_text
from circuitlab.render.glyphs.drug_shapes import Paints, draw_drug
from circuitlab.render.labels import text_width
from circuitlab.render.paint_context import Detail, Glyph, Stage
from circuitlab.render.pens import (
    CENTRE,
    box,
    disc,
    faded,
    fill,
    line,
    stroke,
    write,
    write_lines,
)
from circuitlab.render.theme import font

_NOTHING_AT_ZERO = frozenset({DOSE, "amplitude", "rate", "sd", "force", "frequency"})
"""Parameters of which 0 is none at all."""
_MOST_INSIDE, _INSIDE_UP_TO, _CHORD = 1.25, 1.6, 43.0
"""Enlargement up to which a temperature fits into its circle."""


def capsule() -> Glyph:
    """A drug in the form it is given in, pale when its dose is zero."""
    return Glyph(still=_capsule)


def flame() -> Glyph:
    """Heat on the skin, with its temperature."""
    return Glyph(still=_flame, look=_warmth, live=_burning)


def dice() -> Glyph:
    """Random spikes."""
    return Glyph(still=_dice)


def meter() -> Glyph:
    """A screen with a trace."""
    return Glyph(still=_meter)


def raster() -> Glyph:
    """A screen with the marks of spikes."""
    return Glyph(still=_raster)


def note() -> Glyph:
    """A slip of paper with words."""
    return Glyph(still=_note)


def unknown() -> Glyph:
    """Something that this program does not know, kept as it is."""
    return Glyph(still=_unknown)


def is_off(stage: Stage, place: DrawnElement) -> bool:
    """Whether it does nothing: there is none of it now, or it stops before it starts."""
    if headline(place.kind) in _NOTHING_AT_ZERO and _amount(stage, place) == 0.0:
        return True
    return stage.now(place, "stop") <= stage.now(place, "start")


# ---- drugs


def _capsule(stage: Stage, place: DrawnElement) -> None:
    theme = stage.theme
    strength = 0.45 if is_off(stage, place) else 1.0
    full, edge = theme.colour(place.colour, strength), faded(theme.line_of(place.colour), strength)
    paints = Paints(full, theme.colour("cell_pale"), edge, strength)
    draw_drug(stage.painter, paints, place.shape)


# ---- stimuli


def _flame(stage: Stage, place: DrawnElement) -> None:
    theme, painter = stage.theme, stage.painter
    edge = theme.line_of(place.colour)
    disc(painter, QPointF(), 30.0, theme.colour("panel"), edge, 2.0)
    fill(painter, _tongue(1.0), theme.tint(place.colour, 0.25), edge, 1.8)
    fill(painter, _tongue(0.5), theme.colour(place.colour, 0.75))


def _tongue(size: float) -> QPainterPath:
    """A flame that stands on (0, 5)."""
    path = QPainterPath(QPointF(0.5 * size, 5.0 - 25.0 * size))
    path.cubicTo(2 * size, 5 - 18 * size, 10 * size, 5 - 14 * size, 8.5 * size, 5 - 6 * size)
    path.cubicTo(7.5 * size, 5 - 1.5 * size, 3.5 * size, 5, 0, 5)
    path.cubicTo(-4.5 * size, 5, -8.5 * size, 5 - 3 * size, -8 * size, 5 - 8 * size)
    path.cubicTo(
        -7.5 * size, 5 - 12.5 * size, -2.5 * size, 5 - 16 * size, 0.5 * size, 5 - 25 * size
    )
    path.closeSubpath()
    return path


def _warmth(stage: Stage, place: DrawnElement) -> tuple[str, bool] | None:
    """Temperature of the skin in words, and whether it is warmer than at rest."""
    if stage.detail is Detail.FAR:
        return None
    warmth = stage.frame.value(place.id, "difference")
    return _temperature(stage, place, warmth), warmth > 0.5


def _burning(stage: Stage, place: DrawnElement, look: tuple[str, bool]) -> None:
    """Temperature of the skin, and waves of heat while it is warmer than at rest."""
    words, is_warm = look
    if words and stage.enlarged < _INSIDE_UP_TO:
        room, ink = QRectF(-29.0, 6.0, 58.0, 16.0), stage.theme.ink_of(place.colour)
        fitting = 12.0 * _CHORD / text_width(words, 12.0, 700)
        letters = font(min(12.0 * min(_MOST_INSIDE, stage.enlarged), fitting), 700)
        write(stage.painter, words, room, letters, ink, CENTRE)
    if not is_warm:
        return
    colour = stage.theme.line_of(place.colour)
    for ring, alpha in ((34.5, 0.7), (39.0, 0.4), (43.5, 0.18)):
        for start in (-28.0, 152.0):
            path = QPainterPath()
            room = QRectF(-ring, -ring, 2 * ring, 2 * ring)
            path.arcMoveTo(room, start)
            path.arcTo(room, start, 56.0)
            stroke(stage.painter, path, faded(colour, alpha), 2.4)


def _temperature(stage: Stage, place: DrawnElement, warmth: float) -> str:
    """Temperature of the skin now; that of the stimulus where nothing runs."""
    if math.isnan(warmth):
        return headline_text(stage, place)
    return live_text(stage.now(place, "resting") + warmth, "°C")


def _dice(stage: Stage, place: DrawnElement) -> None:
    theme, edge = stage.theme, stage.theme.line_of(place.colour)
    with stage.at(QPointF(), -12.0) as painter:
        box(painter, QRectF(-20, -20, 40, 40), 9.0, theme.colour("panel"), edge, 2.2)
        for x, y in ((-10, -10), (10, -10), (0, 0), (-10, 10), (10, 10)):
            disc(painter, QPointF(x, y), 3.3, edge)


# ---- meters, notes


def _screen(stage: Stage, place: DrawnElement) -> QColor:
    edge = stage.theme.line_of(place.colour)
    box(stage.painter, QRectF(-22, -17, 44, 34), 6.0, stage.theme.colour("panel"), edge, 2.0)
    return edge


def _meter(stage: Stage, place: DrawnElement) -> None:
    edge = _screen(stage, place)
    corners = ((-17, 7), (-8, 6), (-4, 3), (-1, -11), (2, 10), (6, 7), (17, 6.5))
    stroke(stage.painter, joined([QPointF(x, y) for x, y in corners]), edge, 2.0)


def _raster(stage: Stage, place: DrawnElement) -> None:
    edge = _screen(stage, place)
    rows = ((-15, -9, 4, 12), (-12, -2, 7), (-16, -5, 1, 13))
    for row, marks in enumerate(rows):
        y = -9.0 + 9.0 * row
        for x in marks:
            line(stage.painter, QPointF(x, y - 2.6), QPointF(x, y + 2.6), edge, 2.0)


def _note(stage: Stage, place: DrawnElement) -> None:
    theme, painter = stage.theme, stage.painter
    edge = theme.colour("caution_edge")
    box(painter, place.body, 6.0, theme.colour("caution_tint"), edge, 1.2)
    room = place.body.adjusted(NOTE_MARGIN, NOTE_MARGIN, -NOTE_MARGIN, -NOTE_MARGIN)
    write_lines(painter, note_text(place.element, place.name), room, font(12), theme.colour("ink"))


def _unknown(stage: Stage, place: DrawnElement) -> None:
    theme = stage.theme
    path = QPainterPath()
    path.addEllipse(QPointF(), 24.0, 24.0)
    fill(stage.painter, path, theme.colour("raised"))
    stroke(stage.painter, path, theme.line_of("muted"), 2.0, (5.0, 4.0))
    room = QRectF(-20, -16, 40, 32)
    write(stage.painter, "?", room, font(22, 600), theme.ink_of("muted"), CENTRE)


def headline_text(stage: Stage, place: DrawnElement) -> str:
    """The parameter that says most about an element, as it holds now, with its unit."""
    name = headline(place.kind)
    if place.kind is None or not name:
        return ""
    parameter = place.kind.parameters[name]
    if parameter.type not in ("number", "integer"):
        return ""
    level = _level(stage, place)
    if not math.isnan(level):
        return live_text(level, parameter.unit)
    return tagged_value(parameter, stage.now(place, name))


def _amount(stage: Stage, place: DrawnElement) -> float:
    """How much of it there is: of a drug what doses have left there, else what is set."""
    level = _level(stage, place)
    return stage.now(place, headline(place.kind)) if math.isnan(level) else level


def _level(stage: Stage, place: DrawnElement) -> float:
    """How much of a drug there is in a run; no number for what has no level of its own."""
    is_dose = headline(place.kind) == DOSE
    return stage.frame.value(place.id, DOSE) if is_dose else math.nan


GLYPHS = (capsule, dice, flame, meter, note, raster)
"""What this room draws, by the names that the catalog uses."""
