"""Where names stand: beside their element, off every other drawing."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import lru_cache

import numpy as np
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainterPath

from circuitlab.render.bodies import GATE, IN_MEMBRANES, NOTE, SYNAPSE
from circuitlab.render.curves import Floats, Track, corners
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
_TILE = 128.0
_FILL, _PART_FILL, _STEP, _CABLE_STEP = 5.0, 2.5, 8.0, 14.0
"""Distances between the points that stand for bodies, boutons and gates, axons and cables: the
denser, the less may a label cover them."""
_LIMB_EVERY = 2
"""One corner in so many of a dendrite stands for it: better on a dendrite than on a bouton."""
_END_REACH = 7.0
"""How far what a cable does at its end reaches to either side."""
_SQUARE, _MOST_SQUARES = 6.0, 2400
_UNNAMED = frozenset({SYNAPSE})
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
    box, align = _sides(place)[side]
    return replace(place, label=Label(box, align, side))


def enlarged_box(label: Label, larger: float) -> QRectF:
    """Room that a label takes whose words are written larger: it grows away from its element."""
    box, more = label.box, larger - 1.0
    across = {_LEFT: 0.0, _CENTRE: 0.5, _RIGHT: 1.0}[label.align]
    up = 1.0 if box.bottom() <= 0.0 else 0.0 if box.top() >= 0.0 else 0.5
    left, top = box.left() - across * more * box.width(), box.top() - up * more * box.height()
    return QRectF(left, top, larger * box.width(), larger * box.height())


class Obstacles:
    """What a label should not cover, and the labels placed so far.

    What is drawn is counted on a grid of small squares, as sums over all squares above and to the
    left, so that the count under any box is four numbers.

    Parameters
    ----------
    places, axons, cables : iterables
        Everything on the canvas.
    """

    def __init__(
        self, places: Iterable[DrawnElement], axons: Iterable[Axon], cables: Iterable[CablePath]
    ) -> None:
        drawn = [_body_points(place) for place in places]
        drawn += [axon.track.every(_STEP) for axon in axons]
        for cable in cables:
            drawn += [Track(cable.path).every(_CABLE_STEP), _end_points(cable.path)]
        points = np.concatenate(drawn) if drawn else np.zeros((1, 2))
        self._origin = points.min(axis=0)
        extent = points.max(axis=0) - self._origin
        self._square = max(_SQUARE, float(extent.max()) / _MOST_SQUARES)
        self._sums = self._counted(points)
        self._labels: dict[tuple[int, int], list[QRectF]] = defaultdict(list)

    def labelled(self, place: DrawnElement) -> DrawnElement:
        """The same place with its label where it covers least; the label becomes an obstacle."""
        if place.glyph in _UNNAMED:
            return placed(place, 0)
        best = placed(place, self._least(place))
        self.keep(best.label.box.translated(place.centre))
        return best

    def keep(self, box: QRectF) -> None:
        """Have a box, in canvas units, be an obstacle too."""
        for tile in _tiles(box):
            self._labels[tile].append(box)

    def freest(self, boxes: Sequence[QRectF]) -> int:
        """Return the number of the box, in canvas units, that covers least, else the first."""
        costs = (self._cost(box, 1.5) + 0.9 * rank for rank, box in enumerate(boxes))
        return min(enumerate(costs), key=lambda pair: pair[1])[0]

    def _least(self, place: DrawnElement) -> int:
        """Which of a label's sides covers least; earlier ones are better."""
        lowest, found = math.inf, 0
        for rank, (box, _align) in enumerate(_sides(place)):
            slack = 0.0 if place.glyph == GATE else 1.5
            cost = self._cost(box.translated(place.centre), slack) + 0.9 * rank
            if cost < lowest:
                lowest, found = cost, rank
            if lowest <= 0.9 * (rank + 1):
                break
        return found

    def _counted(self, points: Floats) -> Floats:
        squares = ((points - self._origin) / self._square).astype(int)
        columns, rows = squares.max(axis=0) + 1
        counts = np.zeros((rows + 1, columns + 1))
        np.add.at(counts, (squares[:, 1] + 1, squares[:, 0] + 1), 1.0)
        sums: Floats = counts.cumsum(axis=0).cumsum(axis=1)
        return sums

    def _cost(self, box: QRectF, slack: float) -> float:
        room = box.adjusted(-slack, -0.7 * slack, slack, 0.7 * slack)
        cost = 2.0 * self._covered(room)
        near = {id(other): other for tile in _tiles(room) for other in self._labels.get(tile, ())}
        for other in near.values():
            common = other.intersected(room)
            if not common.isEmpty():
                cost += 6.0 + common.width() * common.height() / 30.0
        return cost

    def _covered(self, room: QRectF) -> float:
        """Number of drawn points under a box, squares in part counted whole."""
        rows, columns = self._sums.shape
        left, right = (
            int(min(max((x - self._origin[0]) / self._square, 0.0), columns - 1))
            for x in (room.left() + 0.5 * self._square, room.right() + 0.5 * self._square)
        )
        top, foot = (
            int(min(max((y - self._origin[1]) / self._square, 0.0), rows - 1))
            for y in (room.top() + 0.5 * self._square, room.bottom() + 0.5 * self._square)
        )
        s = self._sums
        return float(s[foot, right] - s[top, right] - s[foot, left] + s[top, left])


def _tiles(box: QRectF) -> Iterator[tuple[int, int]]:
    for column in range(int(box.left() // _TILE), int(box.right() // _TILE) + 1):
        for row in range(int(box.top() // _TILE), int(box.bottom() // _TILE) + 1):
            yield column, row


def _body_points(place: DrawnElement) -> Floats:
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
    limbs = [corners(limb)[::_LIMB_EVERY] for limb in place.cell.limbs]
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
    columns = np.linspace(box.left(), box.right(), max(3, int(box.width() // step) + 1))
    rows = np.linspace(box.top(), box.bottom(), max(3, int(box.height() // step) + 1))
    return np.stack(np.meshgrid(columns, rows), axis=-1).reshape(-1, 2)


def _sides(place: DrawnElement) -> list[tuple[QRectF, Qt.AlignmentFlag]]:
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
        "far below": (middle, below + 0.9 * body.height(), _CENTRE),
    }
    order = _ORDERS.get(place.glyph, _ORDERS[""])
    return [(QRectF(spots[w][0], spots[w][1], width, height), spots[w][2]) for w in order]


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
    return max(name, text_width(_WIDEST_LINE, LINE_SIZE, 500)) + 2.0, NAME_HEIGHT + LINE_HEIGHT


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
