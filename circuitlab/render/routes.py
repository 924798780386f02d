"""How wires run: axons as smooth curves, cables from a thing to what it acts on."""

from __future__ import annotations

import math

from PySide6.QtCore import QPointF
from PySide6.QtGui import QPainterPath

from circuitlab.model.element import Role
from circuitlab.render.bodies import GATE, SYNAPSE
from circuitlab.render.curves import Track, across, angle_of, apart, length, polar, unit
from circuitlab.render.drawn import Axon, CablePath, DrawnElement

_BY_GLYPH = {"capsule": "bar", "bolt": "electrode", "step": "electrode", "clamp": "electrode"}
_BY_ROLE = {Role.RECORDS: "clip", Role.COUPLES: "joint"}


def axon_path(id: str, source: DrawnElement, end: DrawnElement, myelinated: bool) -> Axon:
    """Axon from a neuron (or a stimulus) to a bouton, or to the brain."""
    path, start, leaving = _beginning(source, end)
    point, arriving = _arrival(source, end)
    gap = length(point - start)
    back = QPointF.dotProduct(unit(point - start), leaving) < 0.0
    out = max(36.0, gap * (0.62 if back else 0.42))
    into = max(30.0, gap * (0.55 if back else 0.36))
    path.cubicTo(start + leaving * out, point - arriving * into, point)
    return Axon(id, source.id, path, Track(path), source.colour, myelinated)


def _beginning(source: DrawnElement, end: DrawnElement) -> tuple[QPainterPath, QPointF, QPointF]:
    """Path up to where the axon leaves the cell, that point, and the direction there."""
    anatomy = source.cell
    if anatomy is None:
        right = end.centre.x() >= source.centre.x()
        leaving = QPointF(1.0 if right else -1.0, 0.0)
        start = source.centre + QPointF(source.body.right() if right else source.body.left(), 0.0)
        return QPainterPath(start), start, leaving
    hillock = source.centre + anatomy.hillock
    path = QPainterPath(source.centre + anatomy.way[0] if anatomy.way else hillock)
    for point in (*anatomy.way[1:], anatomy.hillock) if anatomy.way else ():
        path.lineTo(source.centre + point)
    return path, hillock, anatomy.leaving


def _arrival(source: DrawnElement, end: DrawnElement) -> tuple[QPointF, QPointF]:
    """Where an axon ends, and its direction there."""
    if end.site is not None:
        return end.centre + end.site.outward * 9.0, -end.site.outward
    side = -1.0 if source.centre.x() < end.centre.x() else 1.0
    return end.centre + QPointF(side * 51.0, 12.0), QPointF(-side, -0.25)


def cable_path(source: DrawnElement, target: DrawnElement, role: Role, faint: bool) -> CablePath:
    """Line from a drug, stimulus, tissue or meter to its target, softly bowed."""
    ending = _BY_ROLE.get(role) or _BY_GLYPH.get(source.glyph, "arrow")
    goal, clearance = _goal(source, target)
    start, end = _trimmed(source, goal, clearance)
    path = QPainterPath(start)
    step = end - start
    bow = across(step) * (0.12 if step.x() * step.y() < 0 else -0.12)
    free = _free_side(source, target) if length(step) > 30.0 else None
    if free is None:
        path.cubicTo(start + step * 0.35 + bow, start + step * 0.7 + bow, end)
    else:
        end = target.centre + free * clearance
        reach = min(70.0, 0.45 * length(end - start))
        path.cubicTo(start + step * 0.35 + bow, end + free * reach, end)
    return CablePath(source.id, target.id, path, source.colour, ending, faint)


def _free_side(source: DrawnElement, target: DrawnElement) -> QPointF | None:
    """Direction from which a receptor or a bouton can be reached past its neighbours."""
    if not target.crowd:
        return None
    wanted = angle_of(source.centre - target.centre)
    taken = [angle_of(direction) for direction in target.crowd]

    def cost(angle: float) -> float:
        nearest = min(apart(angle, other) for other in taken)
        return apart(angle, wanted) + max(0.0, math.radians(58) - nearest) * 6.0

    turns = (wanted + math.radians(degrees) for degrees in range(0, 360, 10))
    return polar(min(turns, key=cost), 1.0)


def _goal(source: DrawnElement, target: DrawnElement) -> tuple[QPointF, float]:
    """What a cable is drawn to, and how far before it the line stops."""
    if target.cell is not None:
        options = [(target.centre, target.cell.radius + 6.0)]
        if target.cell.tips:
            options.append((target.centre + target.cell.tips[1], 16.0))
        return min(options, key=lambda option: length(option[0] - source.centre))
    radius = {GATE: 15.0, SYNAPSE: 19.0}.get(target.glyph)
    if radius is not None:
        return target.centre, radius
    return target.centre, 0.46 * min(target.body.width(), target.body.height())


def _trimmed(source: DrawnElement, goal: QPointF, clearance: float) -> tuple[QPointF, QPointF]:
    """Both ends of a cable, outside what it joins; a point where the two touch."""
    heading = unit(goal - source.centre)
    own = 0.5 * min(source.body.width(), source.body.height()) + 4.0
    room = length(goal - source.centre) - own - clearance
    if room <= 0.0:
        middle = source.centre + heading * own
        return middle, middle + heading
    return source.centre + heading * own, goal - heading * clearance
