"""Synapses and what sits in membranes: boutons, two-leaf gates, plugs and badges."""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np
from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor, QPainter, QPainterPath

from circuitlab.catalog.live_words import live_number, live_text
from circuitlab.render.curves import angle_of
from circuitlab.render.drawn import DrawnElement
from circuitlab.render.glyphs.gate_shapes import draw_gate
from circuitlab.render.labels import PART_HEIGHT, PART_SIZE, SCALE_HEIGHT, enlarged_box
from circuitlab.render.paint_context import Detail, Glyph, Stage
from circuitlab.render.pens import CENTRE, box, disc, faded, fill, line, stroke, write
from circuitlab.render.theme import font
from circuitlab.resources import _

_STEPS = 8
_REACH = 14.0
"""Half of the side of a gate's picture."""
_KINASES = ("pkc", "pka")
_SCALE_C = (30.0, 50.0)
"""Ends of the scale of temperatures, °C."""
_BODY_C = 37.0
NAMED_UP_TO = 1.3
"""Enlargement beyond which names of parts would cover each other."""
_VESICLES = ((-5.0, -6.5), (3.0, -8.0), (-4.0, 6.0), (4.5, 5.0), (0.5, -0.5), (9.0, -1.0))


def synapse() -> Glyph:
    """Bouton and the membrane that faces it."""
    return Glyph(still=_still_synapse, look=_release, live=_live_synapse)


def gate() -> Glyph:
    """Receptor or channel: two leaves in a membrane."""
    return Glyph(still=_still_gate, look=_state, live=_live_gate)


# ---- synapses


def _still_synapse(stage: Stage, place: DrawnElement) -> None:
    painter, theme = stage.painter, stage.theme
    edge = theme.line_of(place.colour)
    if stage.detail is Detail.FAR:
        disc(painter, QPointF(), 8.0, edge)
        return
    turn = 0.0
    if place.site is not None:
        shift, host = place.origin - place.centre, theme.line_of(place.host_colour)
        fill(painter, place.site.head.translated(shift), host)
        stroke(painter, place.site.membrane.translated(shift), host, 4.0)
        turn = math.degrees(angle_of(place.site.outward))
    with stage.at(QPointF(), turn):
        inside = theme.tint(place.colour, 0.5)
        shape = _round_bouton() if place.inhibitory else _square_bouton()
        fill(painter, shape, inside, edge, 2.6)
        for x, y in _VESICLES:
            disc(painter, QPointF(x, y), 2.1, theme.colour("cell_pale"), edge, 0.9)


def _release(stage: Stage, place: DrawnElement) -> float | None:
    """Share of the transmitter that was just released, in eighths."""
    if place.site is None or stage.detail is Detail.FAR:
        return None
    return round(8 * stage.frame.puff.get(place.id, 0.0)) / 8 or None


def _live_synapse(stage: Stage, place: DrawnElement, strength: float) -> None:
    """Transmitter crossing the cleft, just after a release."""
    if place.site is None:
        return
    colour = stage.theme.colour("inhibitory" if place.inhibitory else "transmitter")
    turn = 10 * round(math.degrees(angle_of(place.site.outward)) / 10)

    def paint(painter: QPainter) -> None:
        painter.rotate(turn)
        _puff(painter, colour, strength)

    if stage.sprites is None:
        with stage.at(QPointF()) as painter:
            paint(painter)
    else:
        key = ("puff", stage.theme.name, place.inhibitory, strength, turn)
        stage.sprites.show(stage.painter, key, QPointF(), 28.0, paint)


def _puff(painter: QPainter, colour: QColor, strength: float) -> None:
    """Transmitter to the left of a bouton, spreading as it fades."""
    spread = 1.0 - strength
    noise = np.random.default_rng(5).uniform((0.0, -1.0), (1.0, 1.0), (14, 2))
    for deep, side in noise:
        point = QPointF(-14.0 - 7.5 * deep * (0.5 + 0.5 * spread), side * (9 + 12 * spread))
        disc(painter, point, 1.5, faded(colour, min(1.0, 1.5 * strength)))


def _square_bouton() -> QPainterPath:
    """Excitatory end: broad and flat towards the cleft (left), narrowing into the axon."""
    path = QPainterPath(QPointF(-12.0, -9.0))
    path.quadTo(QPointF(-12.0, -14.0), QPointF(-7.0, -14.0))
    path.lineTo(QPointF(1.0, -14.0))
    path.cubicTo(QPointF(10.0, -14.0), QPointF(11.0, -4.0), QPointF(19.0, -2.0))
    path.lineTo(QPointF(19.0, 2.0))
    path.cubicTo(QPointF(11.0, 4.0), QPointF(10.0, 14.0), QPointF(1.0, 14.0))
    path.lineTo(QPointF(-7.0, 14.0))
    path.quadTo(QPointF(-12.0, 14.0), QPointF(-12.0, 9.0))
    path.closeSubpath()
    return path


def _round_bouton() -> QPainterPath:
    """Inhibitory end: a ball."""
    path = QPainterPath()
    path.addEllipse(QPointF(0.0, 0.0), 13.0, 13.0)
    return path


# ---- gates


def _still_gate(stage: Stage, place: DrawnElement) -> None:
    """A shut gate; what the run opens is painted over it."""
    colour = stage.theme.line_of(place.colour)
    if stage.detail is Detail.FAR:
        disc(stage.painter, QPointF(), 6.0, colour)
    else:
        draw_gate(stage.painter, stage.theme, colour, 0.0, shape=place.shape)


class _Gate(NamedTuple):
    """How a gate looks: its leaves, what lies in the pore, and its words."""

    step: int | None
    drugged: int
    plugged: int
    has_phosphate: bool
    name: str
    threshold: str
    fires_from: float | None
    warmth: float | None


def _state(stage: Stage, place: DrawnElement) -> _Gate | None:
    if stage.detail is Detail.FAR:
        return None
    opened = openness(stage, place)
    drugged = plugged = 0
    if opened is not None:
        drugged = round(max(0.0, _known(_value(stage, place, "drugged"))) * 4)
        plugged = round(max(0.0, _known(_value(stage, place, "blocked_mg"))) * 4)
    step = None if opened is None else round(opened * _STEPS)
    is_named = stage.enlarged <= NAMED_UP_TO
    words = _words(stage, place) if is_named else ("", "")
    heat = _heat(stage, place) if is_named else (None, None)
    return _Gate(step, drugged, plugged, phosphorylated(stage, place), *words, *heat)


def _live_gate(stage: Stage, place: DrawnElement, look: _Gate) -> None:
    theme, step = stage.theme, look.step
    if step is not None:
        colour, shape = theme.line_of(place.colour), place.shape
        plugged, drugged = look.plugged, look.drugged

        def paint(painter: QPainter) -> None:
            share = step / _STEPS
            draw_gate(painter, theme, colour, share, plugged / 4, drugged / 4, shape=shape)

        if stage.sprites is None:
            paint(stage.painter)
        else:
            key = ("gate", theme.name, place.colour, shape, step, drugged, plugged)
            stage.sprites.show(stage.painter, key, QPointF(), _REACH, paint)
    if look.has_phosphate:
        _badge(stage)
    _name(stage, place, look)


def _words(stage: Stage, place: DrawnElement) -> tuple[str, str]:
    """Short name, with the number of receptors where that is not the healthy one; threshold."""
    count = number(stage, place)
    many = f" ×{live_text(count)}" if abs(count - 1.0) > 0.05 else ""
    half_open, fires_from = _value(stage, place, "threshold"), _fires_from(stage, place)
    words = ""
    if not math.isnan(fires_from):
        words = _("fires from {degrees} °C").format(degrees=live_number(fires_from, "°C"))
    elif not math.isnan(half_open):
        words = _("half open at {degrees} °C").format(degrees=live_number(half_open, "°C"))
    return place.short_name + many, words


def _fires_from(stage: Stage, place: DrawnElement) -> float:
    return stage.frame.measured.get((place.id, "fires_from"), math.nan)


def _heat(stage: Stage, place: DrawnElement) -> tuple[float | None, float | None]:
    """What the scale of temperatures shows, °C: where the fibre fires, and how warm it is."""
    fires_from, warmth = _fires_from(stage, place), _value(stage, place, "temperature")
    if math.isnan(fires_from):
        return None, None
    return round(fires_from, 1), None if math.isnan(warmth) else round(warmth, 1)


def _name(stage: Stage, place: DrawnElement, look: _Gate) -> None:
    """Words and scale beside a gate, all enlarged alike."""
    label, larger = place.label, stage.enlarged
    if not look.name:
        return
    ink, align = stage.theme.ink_of(place.colour), label.align
    whole = enlarged_box(label, larger)
    with stage.at(whole.topLeft()) as painter:
        painter.scale(larger, larger)
        room = QRectF(0.0, 0.0, label.box.width(), PART_HEIGHT)
        if look.threshold and look.fires_from is None and label.box.bottom() < 0.0:
            room.translate(0.0, SCALE_HEIGHT)  # no scale below the words: they come nearer
        ground = stage.theme.colour("paper")
        write(painter, look.name, room, font(PART_SIZE, 700), ink, align, ground)
        if look.threshold:
            below = room.translated(0.0, PART_HEIGHT - 1.0)
            write(painter, look.threshold, below, font(PART_SIZE, 500), ink, align, ground)
        if look.fires_from is not None:
            scale = room.translated(0.0, 2 * PART_HEIGHT + 1.0)
            _scale(stage, place, scale, look.fires_from, look.warmth)


def _scale(
    stage: Stage, place: DrawnElement, room: QRectF, fires_from: float, warmth: float | None
) -> None:
    """A scale of temperatures: a band where the fibre fires, a dot at what it feels now.

    A line marks the body's own temperature, so that one sees the band slide across it.
    """
    painter, theme = stage.painter, stage.theme

    def at(degrees: float) -> float:
        share = (degrees - _SCALE_C[0]) / (_SCALE_C[1] - _SCALE_C[0])
        return room.left() + min(1.0, max(0.0, share)) * room.width()

    level = room.top() + 4.0
    start, body, ink = at(fires_from), at(_BODY_C), theme.ink_of("muted")
    line(painter, QPointF(room.left(), level), QPointF(room.right(), level), ink, 1.2)
    band = QRectF(start, level - 2.5, room.right() - start, 5.0)
    box(painter, band, 2.5, theme.line_of(place.colour))
    line(painter, QPointF(body, level - 5.0), QPointF(body, level + 5.0), ink, 1.2)
    words = QRectF(body - 20.0, level + 4.0, 40.0, 12.0)
    write(painter, _("{degrees:.0f} °C").format(degrees=_BODY_C), words, font(10, 500), ink, CENTRE)
    if warmth is not None:
        disc(
            painter,
            QPointF(at(warmth), level),
            3.2,
            theme.colour("paper"),
            theme.colour("ink"),
            1.4,
        )


def openness(stage: Stage, place: DrawnElement) -> float | None:
    """Open fraction as drawn, 0 to 1; None where nothing is known of it.

    Fractions are small at work (a heat receptor fires a fibre at 2 %), so the leaves
    follow the square root.
    """
    share = _value(stage, place, "open")
    if math.isnan(share):
        conductance, full = _value(stage, place, "g"), place.number("weight", 1.0)
        share = conductance / (conductance + abs(full)) if full else math.nan
    return None if math.isnan(share) else math.sqrt(min(1.0, max(0.0, share)))


def phosphorylated(stage: Stage, place: DrawnElement) -> bool:
    """Whether a kinase that shifts this channel is active in the cell it sits in."""
    if place.kind is None:
        return False
    acting = [name for name in _KINASES if f"{name}_shift" in place.kind.parameters]
    return any(_known(stage.frame.value(place.host, name)) > 0.1 for name in acting)


def number(stage: Stage, place: DrawnElement) -> float:
    """Receptors in the membrane against the healthy number, as the run or the circuit says."""
    told = _value(stage, place, "number")
    if math.isnan(told) and place.kind is not None and "number" in place.kind.parameters:
        told = stage.frame.value(place.host, "number")
    return place.number("number", 1.0) if math.isnan(told) else told


def _badge(stage: Stage) -> None:
    """P of a phosphorylated channel."""
    centre = QPointF(-9.5, -9.5)
    disc(
        stage.painter,
        centre,
        6.5,
        stage.theme.colour("phosphate"),
        stage.theme.colour("immune"),
        1.2,
    )
    room = QRectF(centre.x() - 7, centre.y() - 7, 14, 14)
    write(stage.painter, "P", room, font(9, 700), QColor("#4A3500"), CENTRE)


def _value(stage: Stage, place: DrawnElement, state: str) -> float:
    """Value of a state, if its kind has it."""
    if place.kind is not None and state not in place.kind.states:
        return math.nan
    return stage.frame.value(place.id, state)


def _known(value: float) -> float:
    return 0.0 if math.isnan(value) else value


GLYPHS = (gate, synapse)
"""What this room draws, by the names that the catalog uses."""
