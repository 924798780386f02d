"""The key of a figure: the symbols that it uses, each once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainterPath

from circuitlab.catalog.spec import Catalog, Kind
from circuitlab.render.bodies import NOTE, SYNAPSE
from circuitlab.render.drawn import CablePath
from circuitlab.render.geometry import Geometry
from circuitlab.render.glyphs.icons import paint_icon
from circuitlab.render.glyphs.mute import paint_mark
from circuitlab.render.labels import text_width
from circuitlab.render.live_frame import LiveFrame
from circuitlab.render.paint_context import Stage
from circuitlab.render.pens import LEFT, write
from circuitlab.render.theme import font
from circuitlab.render.wires import paint_cable, paint_cable_end
from circuitlab.resources import _

_ROW, _SYMBOL, _GAP = 30.0, 30.0, 26.0
_NOT_LISTED = frozenset({NOTE, SYNAPSE})


@dataclass(frozen=True, slots=True)
class Entry:
    """One symbol with its meaning."""

    words: str
    paint: Callable[[Stage, QRectF], None]

    @property
    def width(self) -> float:
        """Room it takes in a row, in canvas units."""
        return _SYMBOL + 8.0 + text_width(self.words, 11.0, 400) + _GAP


def entries(geometry: Geometry, catalog: Catalog, frame: LiveFrame | None = None) -> list[Entry]:
    """Every symbol used in a drawing: its kinds, its endings and lines, and what is muted."""
    frame = frame or LiveFrame()
    found: dict[str, Entry] = {}
    for place in geometry.places.values():
        kind = place.kind
        if kind is not None and place.glyph not in _NOT_LISTED:
            found.setdefault(kind.name, Entry(kind.title, _kind_symbol(kind)))
    ordered = sorted(found.items(), key=lambda item: catalog.kind(item[0]).outline)
    listed = [entry for _name, entry in ordered]
    endings = {cable.ending: cable.colour for cable in geometry.cables.values()}
    listed += [
        Entry(words, _line_symbol(ending, endings[ending]))
        for ending, words in _line_words().items()
        if ending in endings
    ]
    if any(frame.is_muted(place.element) for place in geometry.places.values()):
        listed.append(Entry(_("muted"), _mute_symbol))
    return listed


def _line_words() -> dict[str, str]:
    """What a line does, by its ending."""
    return {
        "bar": _("blocks or weakens"),
        "arrow": _("acts on"),
        "electrode": _("drives"),
        "clip": _("measures"),
        "joint": _("joins"),
    }


def height_of(listed: list[Entry], width: float) -> float:
    """Height of the key at a width, in canvas units."""
    return _ROW * len(_rows(listed, width))


def paint_legend(stage: Stage, room: QRectF, listed: list[Entry]) -> None:
    """Paint the key in rows from left to right."""
    for row, members in enumerate(_rows(listed, room.width())):
        x = room.left()
        for entry in members:
            top = room.top() + _ROW * row
            entry.paint(stage, QRectF(x, top + 1.0, _SYMBOL, _ROW - 2.0))
            words = QRectF(x + _SYMBOL + 8.0, top, entry.width, _ROW)
            write(stage.painter, entry.words, words, font(11, 400), stage.theme.colour("ink"), LEFT)
            x += entry.width


def _rows(listed: list[Entry], width: float) -> list[list[Entry]]:
    rows: list[list[Entry]] = []
    left = 0.0
    for entry in listed:
        if not rows or left + entry.width - _GAP > width:
            rows.append([])
            left = 0.0
        rows[-1].append(entry)
        left += entry.width
    return rows


def _kind_symbol(kind: Kind) -> Callable[[Stage, QRectF], None]:
    def paint(stage: Stage, room: QRectF) -> None:
        paint_icon(stage, room, kind)

    return paint


def _mute_symbol(stage: Stage, room: QRectF) -> None:
    with stage.at(room.center()) as painter:
        paint_mark(painter, stage.theme, (-11.0, -11.0, 22.0, 22.0, True, 6.5))


def _line_symbol(ending: str, colour: str) -> Callable[[Stage, QRectF], None]:
    def paint(stage: Stage, room: QRectF) -> None:
        path = QPainterPath(QPointF(room.left(), room.center().y()))
        path.lineTo(QPointF(room.right() - 4.0, room.center().y()))
        cable = CablePath("", "", path, colour, ending)
        paint_cable(stage, cable)
        paint_cable_end(stage, cable)

    return paint
