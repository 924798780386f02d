"""One synapse from very near: terminal, cleft and membrane, drawn from live numbers."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from functools import partial

import numpy as np
from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QBrush, QColor, QLinearGradient, QPainter, QPainterPath

from circuitlab.catalog.live_words import live_text
from circuitlab.render.closeup.receptor_counts import VESICLES, Membrane, lines
from circuitlab.render.closeup_receptors import (
    MEMBRANE,
    THICK,
    key_steps,
    on_tint,
    pool_areas,
    receptor_steps,
)
from circuitlab.render.closeup_sites import site_steps, traffic_steps
from circuitlab.render.labels import text_width
from circuitlab.render.paint_context import Stage
from circuitlab.render.pens import CENTRE, LEFT, RIGHT, box, disc, faded, fill, line, stroke, write
from circuitlab.render.theme import font
from circuitlab.resources import _

Step = Callable[[], None]

WIDTH, HEIGHT = 1200.0, 800.0
"""Size that the view is designed at; it is scaled to the room it is given."""
_ROW, _PITCH = 15.5, 26.0
"""Size and distance of the lines of numbers."""
_RELEASE = QPointF(454.0, 322.0)
_SPOTS = (
    (300, 120),
    (372, 172),
    (450, 110),
    (520, 186),
    (600, 140),
    (336, 236),
    (560, 250),
    (230, 170),
    (420, 238),
    (664, 224),
    (240, 262),
    (650, 62),
)


def paint_closeup(stage: Stage, room: QRectF, state: Membrane) -> None:
    """Paint a synapse from near.

    Parameters
    ----------
    stage : Stage
    room : QRectF
        Where, in the painter's units; nothing is painted outside it.
    state : Membrane
        What `membrane` read from the run.
    """
    for step in closeup_steps(stage, room, state):
        step()


def closeup_steps(stage: Stage, room: QRectF, state: Membrane) -> Iterator[Step]:
    """Yield what paints a synapse piece by piece; arguments as for `paint_closeup`.

    Each step leaves the painter as it was, so that the next may come in another frame.
    """
    scale = min(room.width() / WIDTH, room.height() / HEIGHT)
    width, height = room.width() / scale, room.height() / scale
    middle = (width - WIDTH) / 2
    whole: list[Step] = [
        partial(_ground, stage, width, height),
        partial(_dendrite, stage, state, width, height),
    ]
    inside: list[Step] = [*_terminal_steps(stage, state), partial(_cleft, stage, state)]
    inside += [*site_steps(stage, state), *receptor_steps(stage, state)]
    inside += [*key_steps(stage, state), *traffic_steps(stage, state)]
    inside.append(partial(_panel, stage, state, (width + WIDTH) / 2 - 22.0))
    for shift, steps in ((0.0, whole), (middle, inside)):
        for step in steps:
            yield partial(_painted_at, stage.painter, room.topLeft(), scale, shift, step)


def hit(room: QRectF, state: Membrane, point: QPointF) -> str:
    """Return the id of what is drawn at a point of the painter: receptor, cell, or the synapse."""
    scale = min(room.width() / WIDTH, room.height() / HEIGHT)
    at = (point - room.topLeft()) / scale - QPointF((room.width() / scale - WIDTH) / 2, 0.0)
    for pool, area in pool_areas(state):
        if area.contains(at):
            return pool.id
    if _bulb(closed=True).contains(at):
        return state.source_id
    return state.host_id if at.y() > MEMBRANE + THICK else state.id


def _painted_at(painter: QPainter, corner: QPointF, scale: float, shift: float, step: Step) -> None:
    """Paint a piece in the units that the view is designed in."""
    painter.save()
    painter.translate(corner)
    painter.scale(scale, scale)
    painter.translate(shift, 0.0)
    step()
    painter.restore()


def _ground(stage: Stage, width: float, height: float) -> None:
    ground = stage.theme.colour("lane_spinal")
    stage.painter.fillRect(QRectF(0.0, 0.0, width, height), ground)


# ---- the sending side


def _terminal_steps(stage: Stage, state: Membrane) -> Iterator[Step]:
    yield partial(_terminal, stage, state)
    ready = round(VESICLES * min(1.0, max(0.0, state.ready)))
    for index, (x, y) in enumerate(_SPOTS):
        yield partial(_vesicle, stage, QPointF(x, y), state, full=index < ready)
    if state.puff > 0.02:
        yield partial(_opening, stage, stage.theme.line_of(state.source_colour))


def _terminal(stage: Stage, state: Membrane) -> None:
    theme, painter = stage.theme, stage.painter
    edge = theme.line_of(state.source_colour)
    shade = QLinearGradient(0.0, 0.0, 0.0, 322.0)
    shade.setColorAt(0.0, theme.tint(state.source_colour, 0.42))
    shade.setColorAt(1.0, theme.tint(state.source_colour, 0.22))
    painter.fillPath(_bulb(closed=True), QBrush(shade))
    stroke(painter, _bulb(closed=False), edge, 5.0)
    title = _("{cell} · terminal").format(cell=state.source)
    room, ink = QRectF(175.0, 24.0, 500.0, 26.0), theme.ink_of(state.source_colour)
    write(painter, title, room, font(19, 700), ink)


def _bulb(closed: bool) -> QPainterPath:
    """Outline of the terminal; open at the top, where the axon goes on."""
    path = QPainterPath(QPointF(150.0, 0.0))
    path.cubicTo(150.0, 120.0, 120.0, 170.0, 130.0, 250.0)
    path.quadTo(140.0, 318.0, 260.0, 322.0)
    path.lineTo(760.0, 322.0)
    path.quadTo(880.0, 318.0, 890.0, 250.0)
    path.cubicTo(900.0, 170.0, 700.0, 150.0, 690.0, 0.0)
    if closed:
        path.closeSubpath()
    return path


def _vesicle(stage: Stage, centre: QPointF, state: Membrane, full: bool) -> None:
    """A vesicle, full of transmitter or spent."""
    theme, painter = stage.theme, stage.painter
    edge = theme.line_of(state.source_colour)
    if not full:
        disc(painter, centre, 24.0, None, faded(edge, 0.3), 2.0)
        return
    disc(painter, centre, 24.0, theme.colour("panel"), edge, 3.0)
    inside = theme.colour(state.transmitter)
    disc(painter, centre, 3.0, inside)
    for index in range(8):
        angle = math.pi * index / 4
        point = QPointF(math.cos(angle) * 11.0, math.sin(angle) * 11.0)
        disc(painter, centre + point, 3.0, inside)


def _opening(stage: Stage, edge: QColor) -> None:
    """A vesicle that has fused with the membrane."""
    path = QPainterPath(_RELEASE + QPointF(-24.0, 1.0))
    path.quadTo(_RELEASE + QPointF(-32.0, -36.0), _RELEASE + QPointF(0.0, -40.0))
    path.quadTo(_RELEASE + QPointF(32.0, -36.0), _RELEASE + QPointF(24.0, 1.0))
    ground = stage.theme.colour("lane_spinal")
    fill(stage.painter, path, ground, edge, 3.0)
    line(stage.painter, _RELEASE + QPointF(-20.0, 1.0), _RELEASE + QPointF(20.0, 1.0), ground, 6.0)


# ---- the cleft


def _cleft(stage: Stage, state: Membrane) -> None:
    theme, painter = stage.theme, stage.painter
    write(
        painter,
        _("synaptic cleft"),
        QRectF(24.0, 384.0, 200.0, 24.0),
        font(16, 500),
        theme.ink_of("muted"),
    )
    count = round(48 * min(1.0, state.puff))
    if not count:
        return
    noise = np.random.default_rng(7)
    spread = 46.0 + 120.0 * (1.0 - state.puff)
    colour = theme.colour(state.transmitter, 0.9)
    for x, y in noise.uniform((-1.0, 0.0), (1.0, 1.0), (48, 2))[:count]:
        disc(painter, QPointF(_RELEASE.x() + spread * x, 338.0 + 74.0 * y), 3.0, colour)


# ---- the receiving side


def _dendrite(stage: Stage, state: Membrane, width: float, height: float) -> None:
    theme, painter = stage.theme, stage.painter
    edge = theme.line_of(state.host_colour)
    shade = QLinearGradient(0.0, MEMBRANE, 0.0, height)
    shade.setColorAt(0.0, theme.tint(state.host_colour, 0.16))
    shade.setColorAt(1.0, theme.tint(state.host_colour, 0.36))
    body = QRectF(0.0, MEMBRANE + 7.0, width, height - MEMBRANE - 7.0)
    painter.fillRect(body, QBrush(shade))
    for y in (MEMBRANE, MEMBRANE + THICK):
        line(painter, QPointF(0.0, y), QPointF(width, y), edge, 3.2)
    title = _("{cell} · dendrite").format(cell=state.host)
    room = QRectF(0.0, height - 48.0, width, 26.0)
    ink = on_tint(stage, state.host_colour)
    write(painter, title + _potential(state.potential), room, font(19, 700), ink, CENTRE)


def _potential(millivolts: float) -> str:
    return "" if math.isnan(millivolts) else "   " + live_text(millivolts, "mV")


# ---- the numbers


def _panel(stage: Stage, state: Membrane, right: float) -> None:
    """Paint the numbers in a box that ends at `right`."""
    theme, painter = stage.theme, stage.painter
    rows = lines(state)
    widest = max(
        text_width(words, _ROW, 400) + text_width(value, _ROW, 600) for words, value in rows
    )
    width = max(246.0, widest + 60.0)
    room = QRectF(right - width, 20.0, width, 54.0 + _PITCH * len(rows))
    box(painter, room, 12.0, theme.colour("panel"), theme.colour("line"), 1.0)
    inner = room.adjusted(20.0, 0.0, -18.0, 0.0)
    title = QRectF(inner.left(), room.top() + 16.0, inner.width(), 20.0)
    write(painter, _("This synapse, now"), title, font(17, 700), theme.colour("ink"))
    for index, (words, value) in enumerate(rows):
        row = QRectF(inner.left(), room.top() + 44.0 + _PITCH * index, inner.width(), 24.0)
        write(painter, words, row, font(_ROW, 400), theme.ink_of("muted"), LEFT)
        write(painter, value, row, font(_ROW, 600), theme.colour("ink"), RIGHT)
