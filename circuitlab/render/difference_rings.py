"""Numbered rings round what differs between states: those that would lie on each other are one."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPen

from circuitlab.render.pens import CENTRE, write
from circuitlab.render.theme import font

if TYPE_CHECKING:
    from circuitlab.render.theme import Theme

LEAST, BESIDE = 13.0, 5.0
"""Radius of the smallest ring, and how far it stays from what it is round, in pixels."""
BADGE = 8.5
DASHES = (3.0, 2.5)
_FIRST, _TURN = -0.25 * math.pi, 0.25 * math.pi
"""Where the first number stands on its ring, and how far it goes on where another one stands."""
_APART = 2.0 * BADGE + 1.0
_STEPS = 120
"""Straight pieces of a circle that has gaps."""


@dataclass(frozen=True, slots=True)
class Marked:
    """Something that differs: its number, where it is, and whether this state sets it."""

    number: int
    box: QRectF
    is_own: bool


@dataclass(frozen=True, slots=True)
class Badge:
    """A number on a ring."""

    number: int
    centre: QPointF
    is_own: bool


@dataclass(frozen=True, slots=True)
class Ring:
    """A circle round one or more of what differs, with their numbers; it ends before words."""

    centre: QPointF
    radius: float
    badges: tuple[Badge, ...]
    words: tuple[QRectF, ...] = ()

    @property
    def is_own(self) -> bool:
        """Whether this state sets any of it."""
        return any(badge.is_own for badge in self.badges)


def rings_round(marked: Sequence[Marked], words: Sequence[QRectF] = ()) -> list[Ring]:
    """Return the rings of what differs; no number lies on another.

    Parameters
    ----------
    words : sequence of QRectF
        Where names stand, which numbers keep off where there is room.
    """
    made: list[Ring] = []
    for group in _groups(marked):
        box = QRectF()
        for each in group:
            box = box.united(each.box)
        radius = _radius(box)
        taken = [badge.centre for ring in made for badge in ring.badges]
        centre = box.center()
        badges = _badges(group, centre, radius, taken, words)
        made.append(Ring(centre, radius, badges, _crossed(centre, radius, words)))
    return made


def paint_rings(painter: QPainter, rings: Sequence[Ring], theme: Theme) -> None:
    """Paint rings, dashed where the state leaves alone what they are round, numbers above all."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    for ring in rings:
        pen = QPen(theme.colour("ink"), 1.8 if ring.is_own else 1.3)
        if not ring.is_own:
            pen.setDashPattern(DASHES)
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPath(outline(ring))
    for badge in (badge for ring in rings for badge in ring.badges):
        _paint_badge(painter, badge, theme)


def outline(ring: Ring) -> QPainterPath:
    """Return the line of a ring, with gaps where words stand."""
    path = QPainterPath()
    if not ring.words:
        path.addEllipse(ring.centre, ring.radius, ring.radius)
        return path
    drawing = False
    for step in range(_STEPS + 1):
        at = _on(ring.centre, ring.radius, math.tau * step / _STEPS)
        free = not any(box.contains(at) for box in ring.words)
        if free and drawing:
            path.lineTo(at)
        elif free:
            path.moveTo(at)
        drawing = free
    return path


def _crossed(centre: QPointF, radius: float, words: Sequence[QRectF]) -> tuple[QRectF, ...]:
    """Return those words that a circle might cross."""
    corner = QPointF(radius, radius)
    around = QRectF(centre - corner, centre + corner)
    return tuple(each for each in words if each.intersects(around))


def _paint_badge(painter: QPainter, badge: Badge, theme: Theme) -> None:
    ink, paper = theme.colour("ink"), theme.colour("paper")
    painter.setPen(QPen(ink, 1.2))
    painter.setBrush(ink if badge.is_own else paper)
    painter.drawEllipse(badge.centre, BADGE, BADGE)
    corner = badge.centre - QPointF(BADGE, BADGE)
    room = QRectF(corner.x(), corner.y(), 2.0 * BADGE, 2.0 * BADGE)
    letters = font(11, 700)
    write(painter, str(badge.number), room, letters, paper if badge.is_own else ink, CENTRE)


def _groups(marked: Sequence[Marked]) -> list[list[Marked]]:
    """Return what differs, together where one ring would hide another or its number."""
    groups = [[each] for each in marked]
    while (pair := _meeting(groups)) is not None:
        first, second = pair
        groups[first] += groups.pop(second)
    return groups


def _meeting(groups: Sequence[Sequence[Marked]]) -> tuple[int, int] | None:
    boxes = []
    for group in groups:
        box = QRectF()
        for each in group:
            box = box.united(each.box)
        boxes.append(box)
    for first, one in enumerate(boxes):
        for second in range(first + 1, len(boxes)):
            between = one.center() - boxes[second].center()
            near = max(_radius(one), _radius(boxes[second]))
            if math.hypot(between.x(), between.y()) < near:
                return first, second
    return None


def _radius(box: QRectF) -> float:
    return max(LEAST, 0.5 * max(box.width(), box.height()) + BESIDE)


def _badges(
    group: Sequence[Marked],
    centre: QPointF,
    radius: float,
    taken: Sequence[QPointF],
    words: Sequence[QRectF],
) -> tuple[Badge, ...]:
    """Return the numbers on a ring, turned to where they hide least."""
    step = 2.0 * math.asin(min(1.0, 0.5 * _APART / radius))
    turns = []
    for turn in range(8):
        start = _FIRST + turn * _TURN - 0.5 * step * (len(group) - 1)
        turns.append([_on(centre, radius, start + step * n) for n in range(len(group))])
    places = min(turns, key=lambda places: _hidden(places, taken, words))
    numbered = sorted(zip(group, places, strict=True), key=lambda pair: pair[0].number)
    return tuple(Badge(each.number, at, each.is_own) for each, at in numbered)


def _hidden(
    places: Sequence[QPointF], taken: Sequence[QPointF], words: Sequence[QRectF]
) -> tuple[int, float]:
    """Return how many numbers would lie on others, and how much of names they would hide."""
    others = sum(_distance(at, other) < _APART for at in places for other in taken)
    whole = QPointF(BADGE, BADGE)
    discs = [QRectF(at - whole, at + whole) for at in places]
    over = [disc.intersected(each) for disc in discs for each in words if disc.intersects(each)]
    return others, sum(each.width() * each.height() for each in over)


def _on(centre: QPointF, radius: float, angle: float) -> QPointF:
    return centre + QPointF(radius * math.cos(angle), radius * math.sin(angle))


def _distance(one: QPointF, other: QPointF) -> float:
    return math.hypot(one.x() - other.x(), one.y() - other.y())
