"""Where names may stand beside their elements, and what of a drawing they should not cover."""

from __future__ import annotations

import math
from dataclasses import replace
from functools import lru_cache

import numpy as np
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainterPath

from circuitlab.render.bodies import GATE, IN_MEMBRANES, METERS, NOTE, SYNAPSE
from circuitlab.render.curves import Floats, Track
from circuitlab.render.drawn import Axon, CablePath, DrawnElement, Label
from circuitlab.render.synapse_sites import Site
from circuitlab.render.theme import font

NAME_SIZE, LINE_SIZE, PART_SIZE = 14.0, 12.5, 12.5
NAME_HEIGHT, LINE_HEIGHT = 18.0, 16.0
PART_HEIGHT = 14.0
SCALE_HEIGHT = 22.0
"""Height of the scale of temperatures under a heat channel's name."""
_WIDEST_LINE = "88.8 Hz · −88 mV"
_WIDEST_THRESHOLD = "half open at 88.8 °C"
_FILL, _PART_FILL, _STEP, _CABLE_STEP = 5.0, 2.5, 8.0, 14.0
"""Distances between the points that stand for bodies, boutons and gates, axons and cables: the
denser, the less may a label cover them."""
_LIMB_STEP = 8.0
"""One corner in so many of a dendrite stands for it: better on a dendrite than on a bouton."""
_END_REACH = 7.0
"""How far what a cable does at its end reaches to either side."""
UNNAMED = frozenset({SYNAPSE})
"""What wears no name of its own."""
_ROUND, _ROUND_RADIUS = frozenset({GATE}), 11.5
CROWD = (13.0, 0.0)
"""How far the further cells of a population and their number reach beyond the first."""
_LEFT, _CENTRE, _RIGHT = (
    Qt.AlignmentFlag.AlignLeft,
    Qt.AlignmentFlag.AlignHCenter,
    Qt.AlignmentFlag.AlignRight,
)


@lru_cache(maxsize=4096)
def text_width(text: str, size: float, weight: int) -> float:
    """Width of a line of text in canvas units."""
    return QFontMetricsF(font(size, weight)).horizontalAdvance(text)


def placed(place: DrawnElement, side: int) -> DrawnElement:
    """The same place with its label on one of its sides."""
    box, align = sides(place)[side]
    return replace(place, label=Label(box, align, side))


def enlarged_box(label: Label, larger: float) -> QRectF:
    """Room that a label takes whose words are written larger: it grows away from its element."""
    box, more = label.box, larger - 1.0
    across = {_LEFT: 0.0, _CENTRE: 0.5, _RIGHT: 1.0}[label.align]
    up = 1.0 if box.bottom() <= 0.0 else 0.0 if box.top() >= 0.0 else 0.5
    left, top = box.left() - across * more * box.width(), box.top() - up * more * box.height()
    return QRectF(left, top, larger * box.width(), larger * box.height())


def body_points(place: DrawnElement) -> Floats:
    """Points on what an element draws, in canvas units, shape (n, 2)."""
    here = np.array((place.centre.x(), place.centre.y()))
    if place.cell is None:
        inside = _filled(place.body, _PART_FILL if place.glyph in IN_MEMBRANES else _FILL)
        if place.glyph in _ROUND:
            inside = inside[np.hypot(*inside.T) <= _ROUND_RADIUS]
        if place.site is None:
            whole_body: Floats = inside + here
            return whole_body
        host = np.array((place.origin.x(), place.origin.y()))
        with_head: Floats = np.concatenate((inside + here, _head_points(place.site) + host))
        return with_head
    trunk = place.cell.trunk
    limbs = [Track(limb).every(_LIMB_STEP) for limb in place.cell.limbs]
    soma = place.cell.soma.boundingRect()
    if place.size > 1:
        soma = soma.united(soma.translated(*CROWD))
    whole = [_filled(soma), *limbs]
    if not trunk.isEmpty():
        whole.append(Track(trunk).every(_STEP))
    points: Floats = np.concatenate(whole) + here
    return points


def _head_points(site: Site) -> Floats:
    """Points on the end of the dendrite that carries a synapse, around its cell's centre."""
    rim = Track(site.head).every(_FILL)
    middle = np.array((site.middle.x(), site.middle.y()))
    points: Floats = np.concatenate((rim, (rim + middle) / 2))
    return points


def axon_points(axon: Axon) -> Floats:
    """Points along an axon, in canvas units, shape (n, 2)."""
    return axon.track.every(_STEP)


def cable_points(cable: CablePath) -> Floats:
    """Points along a cable and on what it does at its end, in canvas units, shape (n, 2)."""
    along: Floats = np.concatenate((Track(cable.path).every(_CABLE_STEP), _end_points(cable.path)))
    return along


def _end_points(path: QPainterPath) -> Floats:
    """Points on the end of a cable: across it, and back along it."""
    end, before = path.pointAtPercent(1.0), path.pointAtPercent(0.985)
    ahead = np.array((end - before).toTuple())
    ahead /= max(float(np.hypot(*ahead)), 1e-9)
    across, tip = np.array((-ahead[1], ahead[0])), np.array(end.toTuple())
    shares = np.linspace(-1.0, 1.0, 9)[:, None] * _END_REACH
    points: Floats = np.concatenate((tip + shares * across, tip - np.abs(shares) * ahead))
    return points


def _filled(box: QRectF, step: float = _FILL) -> Floats:
    """Points all over a rectangle."""
    return _grid(box.left(), box.top(), box.right(), box.bottom(), step)


@lru_cache(maxsize=1024)
def _grid(left: float, top: float, right: float, bottom: float, step: float) -> Floats:
    columns = np.linspace(left, right, max(3, int((right - left) // step) + 1))
    rows = np.linspace(top, bottom, max(3, int((bottom - top) // step) + 1))
    points = np.stack(np.meshgrid(columns, rows), axis=-1).reshape(-1, 2)
    points.flags.writeable = False
    return points


def sides(place: DrawnElement) -> list[tuple[QRectF, Qt.AlignmentFlag]]:
    """Possible boxes of a label, best first, around the element's centre."""
    if place.glyph == NOTE:
        return [(place.body, _LEFT)]
    if place.glyph == "brain":
        return [(_UNDER_BRAIN, _CENTRE)]
    width, height = _size(place)
    body = place.cell.soma.boundingRect() if place.cell is not None else place.body
    if place.size > 1:
        body = body.united(body.translated(*CROWD))
    if place.glyph in IN_MEMBRANES:
        return _around(width, height)
    gap = 9.0
    leftward, rightward = body.left() - gap - width, body.right() + gap
    middle, above, below = -width / 2, body.top() - gap - height, body.bottom() + gap - 2.0
    level = body.center().y() - height / 2
    low, high = body.bottom() - height * 0.45, body.top() - height * 0.55
    spots = {
        "below": (middle, below, _CENTRE),
        "right": (rightward, level, _LEFT),
        "left": (leftward, level, _RIGHT),
        "above": (middle, above, _CENTRE),
        "below right": (rightward, low, _LEFT),
        "below left": (leftward, low, _RIGHT),
        "above right": (rightward, high, _LEFT),
        "above left": (leftward, high, _RIGHT),
        "far below": (middle, _under_all(place, body) + 4.0, _CENTRE),
    }
    order = _ORDERS.get(place.glyph, _ORDERS[""])
    return [(QRectF(spots[w][0], spots[w][1], width, height), spots[w][2]) for w in order]


@lru_cache(maxsize=1024)
def _around(width: float, height: float) -> list[tuple[QRectF, Qt.AlignmentFlag]]:
    """Boxes all round a small disc: the four shoulders, above and below, then every side."""
    level = 14.0 + (height - PART_HEIGHT) / 2
    boxes = [
        (QRectF(x, y - height / 2, width, height), align)
        for gap in (13.0, 21.0)
        for y in (-level, level)
        for x, align in ((gap, _LEFT), (-gap - width, _RIGHT))
    ]
    for degrees in (-90, 90, 0, 180, -52, 52, 128, -128, -22, 22, 158, -158, -72, 72, 108, -108):
        angle = math.radians(degrees)
        across, down = math.cos(angle), math.sin(angle)
        middle_x = across * (14.0 + width / 2 * abs(across))
        middle_y = down * (13.0 + height / 2 * abs(down))
        near = 13.5 if abs(down) < 0.75 else 9.0 * abs(across)
        align = _LEFT if across > 0.3 else _RIGHT if across < -0.3 else _CENTRE
        if align is _LEFT:
            middle_x = max(middle_x, near + width / 2)
        elif align is _RIGHT:
            middle_x = min(middle_x, -near - width / 2)
        boxes.append((QRectF(middle_x - width / 2, middle_y - height / 2, width, height), align))
    return boxes


def _size(place: DrawnElement) -> tuple[float, float]:
    """Width and height that the name and the live line may take."""
    if place.glyph in IN_MEMBRANES:
        part = place.short_name if place.glyph == GATE else ""
        many = " ×8.8" if place.kind is not None and "number" in place.kind.parameters else ""
        wide = text_width(part + many, PART_SIZE, 700) + 2.0
        if place.kind is not None and "threshold" in place.kind.states:
            widest = text_width(_WIDEST_THRESHOLD, PART_SIZE, 500)
            return max(wide, widest), 2 * PART_HEIGHT + SCALE_HEIGHT
        return wide, PART_HEIGHT
    name = text_width(place.name, NAME_SIZE, 600)
    if place.glyph in METERS:
        return name + 2.0, NAME_HEIGHT
    return max(name, text_width(_WIDEST_LINE, LINE_SIZE, 500)) + 2.0, NAME_HEIGHT + LINE_HEIGHT


def _under_all(place: DrawnElement, body: QRectF) -> float:
    """Return how far a cell reaches down with its dendrites."""
    limbs = place.cell.limbs if place.cell is not None else ()
    return max([body.bottom(), *(limb.boundingRect().bottom() for limb in limbs)])


_UNDER_BRAIN = QRectF(-75, 47, 150, NAME_HEIGHT)
_ORDERS = {
    "": (
        "below",
        "right",
        "left",
        "above",
        "below right",
        "below left",
        "above right",
        "above left",
    ),
    "sensory_neuron": ("below", "right", "left", "below right", "below left"),
    "projection_neuron": (
        "below right",
        "below",
        "right",
        "below left",
        "above right",
        "above left",
        "far below",
        "above",
        "left",
    ),
    "interneuron": (
        "right",
        "below right",
        "below",
        "left",
        "above right",
        "below left",
        "above left",
        "far below",
        "above",
    ),
    "point_neuron": ("below", "right", "below right", "left", "above"),
    "capsule": ("right", "left", "above", "below"),
}
