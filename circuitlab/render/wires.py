"""Wires: axons with their sheaths and travelling spikes, cables of drugs, stimuli and meters."""

from __future__ import annotations

from functools import cache, lru_cache

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen

from circuitlab.render.bodies import DOSE
from circuitlab.render.curves import across, joined, unit
from circuitlab.render.drawn import Axon, CablePath
from circuitlab.render.live_frame import Pulse
from circuitlab.render.paint_context import Detail, Stage
from circuitlab.render.pens import disc, faded, fill, line, pen, stroke
from circuitlab.render.theme import Theme, mixed

AXON_WIDTH = 4.0
MOST_DOTS = 300
"""Pulses on the canvas from which on axons glow instead."""
_SPARK_RADIUS = 7.0
_TRAIL = 26.0
_SHORTEST = 8.0
_GLOW_HZ, _GLOW_STEPS = 40.0, 24
_FIRST_SHEATH, _SHEATH, _NODE = 16.0, 22.0, 16.0


def paint_axon(stage: Stage, axon: Axon) -> None:
    """Paint an axon as it is at rest."""
    colour = stage.theme.line_of(axon.colour)
    stroke(stage.painter, axon.path, colour, AXON_WIDTH)
    if axon.myelinated and stage.detail > Detail.FAR:
        _sheaths(stage, axon, colour)


def paint_pulse(stage: Stage, axon: Axon, pulse: Pulse) -> None:
    """Paint a spike on its way: a bright dot, and a bright stretch of axon behind it."""
    theme, strength = stage.theme, 0.35 + 0.65 * min(1.0, max(0.0, pulse.strength))
    here = axon.track.at(pulse.position)
    tail = pulse.position - _TRAIL / max(axon.track.length, 1.0)
    if stage.detail > Detail.FAR and tail > 0.0:
        stage.painter.setPen(_trail_pen(theme, round(strength, 2)))
        stage.painter.drawPolyline(axon.track.part(tail, pulse.position))
    radius = _SPARK_RADIUS * (0.7 + 0.3 * strength)
    colour = axon.colour

    def paint(painter: QPainter) -> None:
        _spark(painter, theme.line_of(colour), theme.colour("spark"), radius)

    if stage.sprites is None:
        with stage.at(here) as painter:
            paint(painter)
    else:
        key = ("spark", theme.name, colour, round(radius, 1))
        stage.sprites.show(stage.painter, key, here, radius + 5.0, paint)


@lru_cache(maxsize=256)
def _trail_pen(theme: Theme, strength: float) -> QPen:
    return pen(faded(theme.colour("spark"), 0.9 * strength), 2.2)


def paint_glow(stage: Stage, axon: Axon, rate_hz: float) -> None:
    """Paint an axon that carries so many spikes that it glows by its firing rate."""
    step = round(_GLOW_STEPS * min(1.0, rate_hz / _GLOW_HZ))
    if step:
        stage.painter.setBrush(Qt.BrushStyle.NoBrush)
        stage.painter.setPen(_glow_pen(stage.theme, axon.colour, step))
        stage.painter.drawPath(axon.path)


@cache
def _glow_pen(theme: Theme, colour: str, step: int) -> QPen:
    bright = mixed(theme.line_of(colour), theme.colour("spark"), step / _GLOW_STEPS)
    return pen(faded(bright, 0.9), AXON_WIDTH * 0.55)


def paint_cable(stage: Stage, cable: CablePath) -> None:
    """Paint the line from a drug, a stimulus, a tissue or a meter to its target."""
    if cable.path.length() >= _SHORTEST:
        dash = _DASHES.get(cable.ending, ())
        stroke(stage.painter, cable.path, _ink(stage, cable), _WIDTHS.get(cable.ending, 2.2), dash)


def paint_cable_end(stage: Stage, cable: CablePath) -> None:
    """Paint what the line does there: it blocks, promotes, drives or measures."""
    if cable.path.length() >= _SHORTEST:
        end = cable.path.pointAtPercent(1.0)
        heading = unit(end - cable.path.pointAtPercent(0.985))
        _ENDINGS[cable.ending](stage.painter, end, heading, _ink(stage, cable))


def _ink(stage: Stage, cable: CablePath) -> QColor:
    dose = stage.frame.set_now.get((cable.source, DOSE))
    faint = cable.faint if dose is None else dose == 0
    return faded(stage.theme.line_of(cable.colour), 0.5 if faint else 1.0)


def _spark(painter: QPainter, edge: QColor, bright: QColor, radius: float) -> None:
    disc(painter, QPointF(), radius + 3.5, faded(bright, 0.35))
    disc(painter, QPointF(), radius, bright, edge, 2.1)


def _sheaths(stage: Stage, axon: Axon, colour: QColor) -> None:
    """Myelin: pale beads along the axon, with the nodes between them."""
    inside, painter = stage.theme.tint(axon.colour, 0.22), stage.painter
    clip = painter.clipBoundingRect() if painter.hasClipping() else None
    for bead, box in axon.track.beads(_FIRST_SHEATH, _SHEATH, _NODE):
        if clip is None or clip.intersects(box):
            stroke(painter, bead, colour, 10.5)
            stroke(painter, bead, inside, 7.5)


def _bar(painter: QPainter, end: QPointF, heading: QPointF, colour: QColor) -> None:
    """T-bar: it blocks."""
    side = across(heading) * 7.0
    line(painter, end - side, end + side, colour, 4.0)


def _arrow(painter: QPainter, end: QPointF, heading: QPointF, colour: QColor) -> None:
    """Open arrow: it promotes."""
    back, side = heading * 8.0, across(heading) * 5.0
    stroke(painter, joined([end - back + side, end, end - back - side]), colour, 2.4)


def _electrode(painter: QPainter, end: QPointF, heading: QPointF, colour: QColor) -> None:
    """Tip of a pipette: it drives."""
    back, side = heading * 16.0, across(heading) * 5.5
    tip = QPainterPath(end)
    tip.lineTo(end - back + side)
    tip.lineTo(end - back - side)
    tip.closeSubpath()
    fill(painter, tip, faded(colour, 0.35), colour, 1.6)


def _clip(painter: QPainter, end: QPointF, heading: QPointF, colour: QColor) -> None:
    """Small ring: it measures."""
    disc(painter, end, 3.4, None, colour, 1.8)


def _joint(painter: QPainter, end: QPointF, heading: QPointF, colour: QColor) -> None:
    """Two short bars, the membranes that touch: it joins."""
    side = across(heading) * 6.5
    for back in (0.0, 5.0):
        at = end - heading * back
        line(painter, at - side, at + side, colour, 2.4)


_ENDINGS = {
    "bar": _bar,
    "arrow": _arrow,
    "electrode": _electrode,
    "clip": _clip,
    "joint": _joint,
}
_DASHES = {"bar": (6.0, 5.0), "arrow": (6.0, 5.0)}
_WIDTHS = {"clip": 1.5, "electrode": 2.0, "joint": 2.8}
