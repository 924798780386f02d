"""Values that stand beside their elements on the picture: where, and what they say now."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, Qt

from circuitlab.catalog.parameter_groups import main_of
from circuitlab.catalog.short_values import is_same_quantity, short_state, short_value
from circuitlab.model.frozen import Array
from circuitlab.render.drawn import DrawnElement, Label
from circuitlab.render.labels import CROWD, LINE_HEIGHT, LINE_SIZE, enlarged_box, text_width
from circuitlab.render.paint_context import Detail, Stage
from circuitlab.render.pens import write
from circuitlab.render.theme import font

if TYPE_CHECKING:
    from circuitlab.model.circuit import Circuit
    from circuitlab.render.live_frame import LiveFrame
    from circuitlab.render.obstacles import Obstacles

_WEIGHT = 600
_GAP = 5.0
_FARTHER = 16.0
"""How much farther off a plate stands where there is no room beside its element."""
_WIDEST = "−88.8 "
"""A live number takes so much room, whatever it is now."""
_LEFT, _CENTRE, _RIGHT = (
    Qt.AlignmentFlag.AlignLeft,
    Qt.AlignmentFlag.AlignHCenter,
    Qt.AlignmentFlag.AlignRight,
)
Spot = tuple[QRectF, Qt.AlignmentFlag]


@dataclass(frozen=True, slots=True)
class ValuePlate:
    """The values of one element that stand beside it.

    Attributes
    ----------
    id
        The element's.
    names
        Of the parameters and states, from above.
    label
        Where they stand, around the element's centre.
    """

    id: str
    names: tuple[str, ...]
    label: Label


def value_plates(
    circuit: Circuit, places: Mapping[str, DrawnElement], obstacles: Obstacles
) -> dict[str, ValuePlate]:
    """Return where the shown values of each element stand: off all that is drawn and written."""
    names: dict[str, list[str]] = {}
    for each in circuit.document["shown"]:
        names.setdefault(each.element, []).append(each.name)
    plates = {}
    taken: list[QRectF] = []
    for id, own in names.items():
        if id in places and places[id].kind is not None:
            plates[id] = ValuePlate(id, tuple(own), _placed(places[id], own, obstacles, taken))
    return plates


def _placed(
    place: DrawnElement, names: list[str], obstacles: Obstacles, taken: list[QRectF]
) -> Label:
    wide = max(_room_for(place, name) for name in names) + 2.0
    spots = list(_spots(place, wide, LINE_HEIGHT * len(names)))
    boxes = [box.translated(place.centre) for box, _align in spots]
    best = obstacles.freest(boxes, taken)
    taken.append(boxes[best])
    box, align = spots[best]
    return Label(box, align, best)


def _room_for(place: DrawnElement, name: str) -> float:
    """Return how wide a line is at most while its value changes."""
    kind = place.kind
    state = kind.states.get(name) if kind is not None else None
    widest = f"{_WIDEST}{state.unit}" if state is not None else ""
    if kind is not None and name in kind.parameters:
        parameter = kind.parameters[name]
        texts = [short_value(parameter, place.element.params.get(name, parameter.default)), widest]
        widest = max(texts, key=len)
    return max(
        text_width(f"{_heading(place, name)}{text}", LINE_SIZE, _WEIGHT)
        for text in (widest, "×8.88")
    )


def _spots(place: DrawnElement, wide: float, high: float) -> Iterator[Spot]:
    """Yield places for a plate, the better ones first: by the name, then round the body."""
    body = place.cell.soma.boundingRect() if place.cell is not None else place.body
    if place.size > 1:
        body = body.united(body.translated(*CROWD))
    named = place.label.box
    if not named.isEmpty():
        left = _aligned(named, place.label.align, wide)
        yield QRectF(left, named.bottom(), wide, high), place.label.align
        yield QRectF(left, named.top() - high, wide, high), place.label.align
    for off in (0.0, _FARTHER, 2.0 * _FARTHER):
        yield from _round(body.adjusted(-off, -off, off, off), wide, high)


def _round(body: QRectF, wide: float, high: float) -> Iterator[Spot]:
    right, left = body.right() + _GAP, body.left() - _GAP - wide
    below, above = body.bottom() + _GAP, body.top() - _GAP - high
    middle, level = body.center().x() - wide / 2.0, body.center().y() - high / 2.0
    for x, y, align in (
        (right, level, _LEFT),
        (left, level, _RIGHT),
        (middle, above, _CENTRE),
        (middle, below, _CENTRE),
        (right, above, _LEFT),
        (right, below, _LEFT),
        (left, above, _RIGHT),
        (left, below, _RIGHT),
    ):
        yield QRectF(x, y, wide, high), align


def _aligned(named: QRectF, align: Qt.AlignmentFlag, wide: float) -> float:
    share = {_LEFT: 0.0, _CENTRE: 0.5, _RIGHT: 1.0}[align]
    return named.left() + share * (named.width() - wide)


# ---- painting


def paint_plates(
    stage: Stage,
    plates: Iterable[ValuePlate],
    places: Mapping[str, DrawnElement],
) -> None:
    """Write the values as they are at the frame's time."""
    if stage.detail is Detail.FAR:
        return
    for plate in plates:
        if plate.id in places:
            paint_plate(stage, plate, places[plate.id])


def paint_plate(stage: Stage, plate: ValuePlate, place: DrawnElement) -> None:
    """Write one element's values beside it."""
    larger, room = stage.enlarged, enlarged_box(plate.label, stage.enlarged)
    ink = stage.theme.ink_of(place.colour)
    with stage.at(place.centre + room.topLeft()) as painter:
        painter.scale(larger, larger)
        for row, name in enumerate(plate.names):
            line = QRectF(0.0, row * LINE_HEIGHT, plate.label.box.width(), LINE_HEIGHT)
            text = f"{_heading(place, name)}{value_words(stage.frame, place, name)}"
            write(painter, text, line, font(LINE_SIZE, _WEIGHT), ink, plate.label.align)


def value_words(frame: LiveFrame, place: DrawnElement, name: str) -> str:
    """Return a value at a frame's time: of the run where it is known, else as it is set."""
    kind = place.kind
    if kind is None:
        return ""
    live, state, parameter = frame.value(place.id, name), kind.states.get(name), None
    if name in kind.parameters:
        parameter = kind.parameters[name]
        state = state if is_same_quantity(parameter, state) else None
    if state is not None and not math.isnan(live):
        return short_state(state, live)
    if parameter is None:
        return "–"
    told = frame.set_now.get((place.id, name), place.element.params.get(name, parameter.default))
    return short_value(parameter, place.number(name) if isinstance(told, Array) else told)


def _heading(place: DrawnElement, name: str) -> str:
    """Return the words before a value; the first of a kind's values, and a state, needs none."""
    kind = place.kind
    if kind is None or name not in kind.parameters:
        return ""
    first = next(iter(main_of(kind)), "")
    title = kind.parameters[name].title or name.replace("_", " ")
    return "" if name == first else f"{title} "
