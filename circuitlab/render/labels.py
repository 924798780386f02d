"""Where names stand: beside their element, off every other drawing."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import lru_cache

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainterPath

from circuitlab.render.place import Axon, CablePath, Label, Place
from circuitlab.render.theme import font

NAME_SIZE, LINE_SIZE, PART_SIZE = 12.5, 11.0, 11.5
NAME_HEIGHT, LINE_HEIGHT = 17.0, 15.0
_WIDEST_LINE = "88.8 Hz · −88 mV"
_GRID = 64.0
_LEFT, _CENTRE, _RIGHT = (
    Qt.AlignmentFlag.AlignLeft,
    Qt.AlignmentFlag.AlignHCenter,
    Qt.AlignmentFlag.AlignRight,
)


@lru_cache(maxsize=4096)
def text_width(text: str, size: float, weight: int) -> float:
    """Width of a line of text in canvas units."""
    return QFontMetricsF(font(size, weight)).horizontalAdvance(text)


def placed(place: Place, side: int) -> Place:
    """The same place with its label on one of its sides."""
    box, align = _sides(place)[side]
    return replace(place, label=Label(box, align, side))


class Obstacles:
    """What a label should not cover, and the labels placed so far.

    Parameters
    ----------
    places, axons, cables : iterables
        Everything on the canvas.
    """

    def __init__(
        self, places: Iterable[Place], axons: Iterable[Axon], cables: Iterable[CablePath]
    ) -> None:
        self._points: dict[tuple[int, int], list[tuple[float, float]]] = defaultdict(list)
        self._labels: list[QRectF] = []
        for place in places:
            for x, y in _outline_points(place):
                self._add(x, y)
        for path in (*(axon.path for axon in axons), *(cable.path for cable in cables)):
            for x, y in _along(path):
                self._add(x, y)

    def labelled(self, place: Place) -> Place:
        """The same place with its label where it covers least; the label becomes an obstacle."""
        sides = _sides(place)
        costs: list[float] = [
            self._cost(box.translated(place.centre)) + 0.9 * rank
            for rank, (box, _align) in enumerate(sides)
        ]
        best = placed(place, costs.index(min(costs)))
        self._labels.append(best.label.box.translated(place.centre))
        return best

    def _add(self, x: float, y: float) -> None:
        self._points[int(x // _GRID), int(y // _GRID)].append((x, y))

    def _cost(self, box: QRectF) -> float:
        room = box.adjusted(-3, -2, 3, 2)
        hits = sum(2.0 for x, y in self._near(room) if room.contains(QPointF(x, y)))
        for other in self._labels:
            common = other.intersected(room)
            if not common.isEmpty():
                hits += 6.0 + common.width() * common.height() / 30.0
        return hits

    def _near(self, box: QRectF) -> Iterator[tuple[float, float]]:
        for column in range(int(box.left() // _GRID), int(box.right() // _GRID) + 1):
            for row in range(int(box.top() // _GRID), int(box.bottom() // _GRID) + 1):
                yield from self._points.get((column, row), ())


def _outline_points(place: Place) -> Iterator[tuple[float, float]]:
    """Points on what an element draws, in canvas units."""
    centre = place.centre
    if place.cell is None:
        yield from _filled(place.body.translated(centre))
        return
    yield from _filled(place.cell.soma.boundingRect().translated(centre))
    for path in (*place.cell.limbs, place.cell.trunk):
        yield from _along(path.translated(centre))


def _filled(box: QRectF) -> Iterator[tuple[float, float]]:
    columns, rows = max(2, int(box.width() // 9)), max(2, int(box.height() // 9))
    for i in range(columns + 1):
        for j in range(rows + 1):
            yield box.left() + box.width() * i / columns, box.top() + box.height() * j / rows


def _along(path: QPainterPath) -> Iterator[tuple[float, float]]:
    """Points some 8 units apart along a path."""
    count = max(2, int(path.length() / 8.0))
    for index in range(count + 1):
        point = path.pointAtPercent(index / count)
        yield point.x(), point.y()


def _sides(place: Place) -> list[tuple[QRectF, Qt.AlignmentFlag]]:
    """Possible boxes of a label, best first, around the element's centre."""
    if place.glyph in _FIXED:
        return [(_FIXED[place.glyph], _CENTRE)]
    width, height = _size(place)
    body = place.cell.soma.boundingRect() if place.cell is not None else place.body
    if place.glyph in ("gate", "synapse"):
        return _around(width, height)
    gap = 7.0
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
    boxes = [
        (QRectF(x, y - height / 2, width, height), align)
        for y in (-14.0, 14.0)
        for x, align in ((11.0, _LEFT), (-11.0 - width, _RIGHT))
    ]
    for degrees in (-90, 90, 0, 180, -52, 52, 128, -128, -22, 22, 158, -158, -72, 72, 108, -108):
        angle = math.radians(degrees)
        across, down = math.cos(angle), math.sin(angle)
        middle_x = across * (14.0 + width / 2 * abs(across))
        middle_y = down * (13.0 + height / 2 * abs(down))
        align = _LEFT if across > 0.3 else _RIGHT if across < -0.3 else _CENTRE
        if align is _LEFT:
            middle_x = max(middle_x, 9.0 * across + width / 2)
        elif align is _RIGHT:
            middle_x = min(middle_x, 9.0 * across - width / 2)
        boxes.append((QRectF(middle_x - width / 2, middle_y - height / 2, width, height), align))
    return boxes


def _size(place: Place) -> tuple[float, float]:
    """Width and height that the name and the live line may take."""
    if place.glyph in ("gate", "synapse"):
        part = place.short_name if place.glyph == "gate" else ""
        many = " ×8.8" if place.kind is not None and "number" in place.kind.parameters else ""
        return text_width(part + many, PART_SIZE, 700) + 2.0, 13.0
    name = text_width(place.name, NAME_SIZE, 600)
    return max(name, text_width(_WIDEST_LINE, LINE_SIZE, 500)) + 2.0, NAME_HEIGHT + LINE_HEIGHT


_FIXED = {"note": QRectF(-90, -34, 180, 68), "brain": QRectF(-75, 47, 150, NAME_HEIGHT)}
_ORDERS = {
    "": ("below", "right", "left", "above", "below right", "below left", "above right",
         "above left"),
    "sensory_neuron": ("below", "right", "left", "below right", "below left"),
    "projection_neuron": ("below right", "below", "right", "below left", "above right",
                          "above left", "far below", "above", "left"),
    "interneuron": ("right", "below right", "below", "left", "above right", "below left",
                    "above left", "far below", "above"),
    "point_neuron": ("below", "right", "below right", "left", "above"),
    "capsule": ("right", "left", "above", "below"),
}
