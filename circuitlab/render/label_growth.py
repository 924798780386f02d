"""How the room of a name grows when it is written larger, and when two of them meet."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, Qt

from circuitlab.render.bodies import GATE
from circuitlab.render.curves import Floats
from circuitlab.render.drawn import DrawnElement, Label
from circuitlab.render.labels import (
    CROWD,
    NAME_HEIGHT,
    NAME_SIZE,
    PART_HEIGHT,
    PART_SIZE,
    text_width,
)

Growth = tuple[float, float, float, float, float, float]
"""A point that stays, and how far a name reaches from it: x, left, right, y, up, down."""

Numbers = NDArray[np.intp]

_BESIDE = 3.0
"""Room that a name keeps free on its left and right."""
_OFF_BODY = 7.0
_AT_ONCE = 64
"""Boxes that are compared with all others near them at a time."""
_STRIP = 600.0
"""Height of the strips of the canvas by which boxes are sorted first."""
_UP_INTO_BRAIN = 8.0 / 18.0
"""Share by which the name of a brain grows upwards: its gauge is below until one is far away."""


def name_room(place: DrawnElement, larger: float) -> QRectF:
    """Room around an element's centre of its name in its usual place, written so much larger."""
    return words_at(near_growth(place)[0], larger)


def room_at(growth: Growth, larger: float) -> QRectF:
    """Room of a name written so much larger, with what it keeps free beside it."""
    x, left, right, y, up, down = growth
    return QRectF(x - left * larger, y - up * larger, (left + right) * larger, (up + down) * larger)


def words_at(growth: Growth, larger: float) -> QRectF:
    """Room of the words of a name written so much larger."""
    beside = _BESIDE * larger
    return room_at(growth, larger).adjusted(beside, 0.0, -beside, 0.0)


def moved(growth: Growth, by: QPointF) -> Growth:
    """How a name grows that stands so far from where another does."""
    x, left, right, y, up, down = growth
    return x + by.x(), left, right, y + by.y(), up, down


def near_growth(place: DrawnElement) -> tuple[Growth, Qt.AlignmentFlag]:
    """How the name of an element grows, around its centre, and to which side it is set."""
    wide, high = _size(place)
    x, left, right = _across(place.label, wide)
    growth = (x, left + _BESIDE, right + _BESIDE, *_down(place, high))
    return growth, place.label.align


def ways_out(place: DrawnElement) -> tuple[Growth, Growth]:
    """How the name of a cell would grow below it and above it."""
    wide, high = _size(place)
    body = place.cell.soma.boundingRect() if place.cell is not None else place.body
    if place.size > 1:
        body = body.united(body.translated(*CROWD))
    half = wide / 2 + _BESIDE
    below, above = body.bottom() + _OFF_BODY, body.top() - _OFF_BODY
    return (0.0, half, half, below, 0.0, high), (0.0, half, half, above, high, 0.0)


def _size(place: DrawnElement) -> tuple[float, float]:
    if place.glyph == GATE:
        return text_width(place.short_name, PART_SIZE, 700), PART_HEIGHT
    return text_width(place.name, NAME_SIZE, 600), NAME_HEIGHT


def _across(label: Label, wide: float) -> tuple[float, float, float]:
    box = label.box
    if label.align is Qt.AlignmentFlag.AlignLeft:
        return box.left(), 0.0, wide
    if label.align is Qt.AlignmentFlag.AlignRight:
        return box.right(), wide, 0.0
    return box.center().x(), wide / 2, wide / 2


def _down(place: DrawnElement, high: float) -> tuple[float, float, float]:
    """Away from the element: down where the name stands below it, up above it, else both ways."""
    box = place.label.box
    if place.glyph == "brain":
        up = _UP_INTO_BRAIN * high
        return box.top() + up, up, high - up
    if box.top() >= 0.0:
        return box.top(), 0.0, high
    foot = box.bottom() if place.glyph == GATE else box.top() + high
    if box.bottom() <= 0.0:
        return foot, high, 0.0
    return foot - high / 2, high / 2, high / 2


# ---- many at once


def edges(grown: Floats, larger: float | Floats) -> Floats:
    """Left, top, right and bottom of names written so much larger, shape (names, 4)."""
    x, left, right, y, up, down = grown.T
    found = np.empty((len(grown), 4))
    found[:, 0], found[:, 1] = x - larger * left, y - larger * up
    found[:, 2], found[:, 3] = x + larger * right, y + larger * down
    return found


def touching(boxes: Floats, others: Floats) -> tuple[Numbers, Numbers]:
    """Pairs of those boxes and others that overlap, by number."""
    ones, twos = [np.zeros(0, dtype=np.intp)], [np.zeros(0, dtype=np.intp)]
    order = np.lexsort((boxes[:, 0], boxes[:, 1] // _STRIP))
    for first in range(0, len(boxes), _AT_ONCE):
        near = order[first : first + _AT_ONCE]  # neighbours: few others are near any of them
        here = boxes[near]
        hull = np.concatenate((here[:, :2].min(axis=0), here[:, 2:].max(axis=0)))
        some = np.flatnonzero(_overlap(hull[:, None], others.T))
        rows, columns = np.nonzero(_overlap(here.T[:, :, None], others[some].T))
        ones.append(near[rows])
        twos.append(some[columns])
    return np.concatenate(ones), np.concatenate(twos)


def _overlap(one: Floats, other: Floats) -> NDArray[np.bool_]:
    """Whether boxes overlap, each by its four edges."""
    hit = (other[0] < one[2]) & (other[2] > one[0])
    hit &= (other[1] < one[3]) & (other[3] > one[1])
    return np.asarray(hit)


def meeting(names: Floats, low: Floats, high: Floats) -> Floats:
    """Enlargement from which on each name overlaps another thing, each with its own.

    Parameters
    ----------
    low, high : ndarray, shape (names, 6)
        From where a thing's upper left and lower right corners are counted, and how it grows.
    """
    across = _on_axis(names[:, 0:3], low[:, 0:3], high[:, 0:3])
    down = _on_axis(names[:, 3:6], low[:, 3:6], high[:, 3:6])
    met: Floats = np.maximum(across, down)
    return met


def _on_axis(one: Floats, low: Floats, high: Floats) -> Floats:
    after = _reached(low[:, 0] - one[:, 0], one[:, 2] + low[:, 1])
    before = _reached(one[:, 0] - high[:, 0], one[:, 1] + high[:, 2])
    met: Floats = np.maximum(after, before)
    return met


def _reached(gap: Floats, speed: Floats) -> Floats:
    """Enlargement at which a gap is bridged: at once where there is none, never without growth."""
    with np.errstate(divide="ignore", invalid="ignore"):
        reached: Floats = np.where(gap <= 0.0, 0.0, gap / speed)
    return reached
