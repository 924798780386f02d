"""Small badges beside wires and elements, put where they cover as little as can be."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, QSizeF
from PySide6.QtGui import QPainter, QPen, QPixmap

from circuitlab.gui.canvas.layers.pathway_wires import wire_path
from circuitlab.gui.canvas.room import EDGES
from circuitlab.gui.canvas.sprites import blank
from circuitlab.gui.inspector.pathway_words import COLOURS, SIGNS
from circuitlab.model.signs import Sign
from circuitlab.render.curves import Track
from circuitlab.render.glyphs.registry import SHOWN_INSIDE
from circuitlab.render.labels import enlarged_box, text_width
from circuitlab.render.paint_context import enlarged_at
from circuitlab.render.pens import CENTRE, LEFT, write
from circuitlab.render.theme import font

if TYPE_CHECKING:
    from circuitlab.gui.canvas.gestures.context import Picture
    from circuitlab.gui.lit import Lit
    from circuitlab.render.drawn import DrawnElement
    from circuitlab.render.theme import Theme

HEIGHT = 20.0
_SIGN = 14.0
_PAD = 8.0
_EDGE = 2.0
_SHARES = (0.5, 0.58, 0.42, 0.66, 0.34, 0.73, 0.27, 0.8, 0.2, 0.86)
_ASIDE = (
    (0.0, 0.0),
    (0.0, -18.0),
    (0.0, 18.0),
    (-38.0, 0.0),
    (38.0, 0.0),
    (0.0, -30.0),
    (0.0, 30.0),
)
_LETTERS = (11.0, 600)
_MOST_OBSTACLES = 400
_DOT = 9.0
_AMBIGUOUS = 400.0
"""Square pixels that a badge rather covers than to stand where wires run together."""

_GATES_NAMED_FROM = 0.7
"""View pixels per canvas unit from which receptors and channels have their names beside them."""

Boxes = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Shown:
    """A badge as it is shown.

    Parameters
    ----------
    anchor : QPointF
        In canvas units: the place that it belongs to.
    offset : QPointF
        From there to its middle, in view pixels.
    """

    anchor: QPointF
    offset: QPointF
    picture: QPixmap


def place_badges(canvas: Picture, lit: Lit | None) -> list[Shown]:
    """Return the badges on what is lit and on what is selected, each where it covers least."""
    hints = [hint for id in canvas.selection for hint in canvas.session.pathways.hints_at(id)]
    if lit is None and not hints:
        return []
    table = _Table(canvas)
    shown = _on_wires(canvas, table, lit) if lit is not None else []
    notes = lit.notes if lit is not None else ()
    told: list[tuple[str, str, str]] = [(hint.element, hint.what, "hint") for hint in hints]
    told += [(note.element, note.text, note.tone) for note in notes]
    for id, text, tone in told:
        place = canvas.scene.geometry.places.get(id)
        if place is not None:
            picture = _note(text, tone, canvas.theme, canvas.devicePixelRatioF())
            places = _around(place, enlarged_at(canvas.camera.scale))
            shown.append(table.put(places, _size(text, has_sign=False), picture))
    return shown


def _on_wires(canvas: Picture, table: _Table, lit: Lit) -> list[Shown]:
    """Return the badges on wires, each where it is plain to which wire it belongs."""
    theme, ratio = canvas.theme, canvas.devicePixelRatioF()
    found = {badge: wire_path(canvas.scene.geometry, badge.link) for badge in lit.badges}
    tracks = {badge: Track(wire[1]) for badge, wire in found.items() if wire is not None}
    shown = []
    for badge, track in tracks.items():
        others = [other for other in tracks.values() if other is not track]
        picture = _badge(badge.text, badge.sign, theme, ratio, badge.is_chosen)
        size = _size(badge.text, has_sign=True)
        shown.append(table.put(_along(track), size, picture, table.dots(others)))
    return shown


class _Table:
    """What must not be covered, in view pixels from the canvas's origin."""

    def __init__(self, canvas: Picture) -> None:
        self._scale = canvas.camera.scale
        larger = enlarged_at(self._scale)
        area = canvas.camera.visible(canvas.view_size())
        ids = canvas.scene.visible(area)[:_MOST_OBSTACLES]
        boxes: list[tuple[float, float, float, float]] = []
        for place in (canvas.scene.geometry.places[id] for id in ids):
            boxes.append(self._box(_core(place)))
            if place.glyph not in SHOWN_INSIDE or self._scale >= _GATES_NAMED_FROM:
                name = enlarged_box(place.label, larger).translated(place.centre)
                boxes.append(self._box(name))
        self._taken: Boxes = np.array(boxes).reshape(-1, 4)
        view = QRectF(QPointF(), canvas.view_size()).marginsRemoved(EDGES)
        start = QPointF(canvas.camera.x, canvas.camera.y) * self._scale
        self._view = np.array(view.translated(start).getCoords())

    def dots(self, tracks: Iterable[Track]) -> Boxes:
        """Return small boxes along some wires, so that a badge on another keeps off them."""
        points = [track.every(_DOT / self._scale) * self._scale for track in tracks]
        middles = np.concatenate([np.zeros((0, 2)), *points])
        return np.hstack([middles - 0.5 * _DOT, middles + 0.5 * _DOT])

    def put(
        self,
        candidates: Iterator[Shown],
        size: QSizeF,
        picture: QPixmap,
        others: Boxes | None = None,
    ) -> Shown:
        """Return a badge at that of the places where it covers least, the earlier ones first.

        Parameters
        ----------
        others : (n, 4) array, optional
            What it should not cover besides what is taken.
        """
        best, least, taken = None, np.inf, None
        for rank, shown in enumerate(candidates):
            middle = shown.anchor * self._scale + shown.offset
            box = np.array(
                (
                    middle.x() - 0.5 * size.width() - 2.0,
                    middle.y() - 0.5 * size.height() - 2.0,
                    middle.x() + 0.5 * size.width() + 2.0,
                    middle.y() + 0.5 * size.height() + 2.0,
                )
            )
            cost = self._covered(box, others) + 4.0 * rank
            if others is not None and _is_on(others, shown.anchor * self._scale):
                cost += _AMBIGUOUS
            if cost < least:
                best, least, taken = shown, cost, box
        assert best is not None
        assert taken is not None
        self._taken = np.vstack([self._taken, taken])
        return Shown(best.anchor, best.offset, picture)

    def _covered(self, box: Boxes, others: Boxes | None) -> float:
        """Return how many square pixels of what is taken, and outside the view, a box covers."""
        taken = self._taken if others is None else np.vstack([self._taken, others])
        wide = np.minimum(box[2], taken[:, 2]) - np.maximum(box[0], taken[:, 0])
        high = np.minimum(box[3], taken[:, 3]) - np.maximum(box[1], taken[:, 1])
        covered = float((np.maximum(wide, 0.0) * np.maximum(high, 0.0)).sum())
        inside = np.minimum(box[2:], self._view[2:]) - np.maximum(box[:2], self._view[:2])
        seen = float(np.prod(np.maximum(inside, 0.0)))
        return covered + 2.0 * (float(np.prod(box[2:] - box[:2])) - seen)

    def _box(self, area: QRectF) -> tuple[float, float, float, float]:
        scale = self._scale
        return (
            area.left() * scale,
            area.top() * scale,
            area.right() * scale,
            area.bottom() * scale,
        )


def _is_on(boxes: Boxes, point: QPointF) -> bool:
    x, y = point.x(), point.y()
    inside = (boxes[:, 0] <= x) & (x <= boxes[:, 2]) & (boxes[:, 1] <= y) & (y <= boxes[:, 3])
    return bool(inside.any())


def _core(place: DrawnElement) -> QRectF:
    """Return the part of an element that no badge should cover."""
    if place.cell is None:
        return place.body.translated(place.centre)
    radius = place.cell.radius
    return QRectF(-radius, -radius, 2 * radius, 2 * radius).translated(place.centre)


def _along(track: Track) -> Iterator[Shown]:
    none = QPixmap()
    for x, y in _ASIDE:
        for share in _SHARES:
            yield Shown(track.at(share), QPointF(x, y), none)


def _around(place: DrawnElement, larger: float) -> Iterator[Shown]:
    """Below an element and its name, which is written so much larger, above, and beside it."""
    none, core = QPixmap(), _core(place)
    name = enlarged_box(place.label, larger).translated(place.centre)
    whole = core.united(name) if not name.isEmpty() else core
    middle = core.center().x()
    for step in (15.0, 36.0, 57.0, 78.0, 99.0):
        for beside in (0.0, -60.0, 60.0, -100.0, 100.0):
            yield Shown(QPointF(middle, whole.bottom()), QPointF(beside, step), none)
            yield Shown(QPointF(middle, whole.top()), QPointF(beside, -step), none)


def _size(text: str, *, has_sign: bool) -> QSizeF:
    wide = text_width(text, *_LETTERS) if text else 0.0
    if has_sign:
        return QSizeF(wide + HEIGHT + (9.0 if text else 0.0), HEIGHT)
    return QSizeF(wide + 2.0 * _PAD, HEIGHT)


@lru_cache(maxsize=64)
def _badge(text: str, sign: Sign, theme: Theme, ratio: float, strong: bool) -> QPixmap:
    """Return the picture of a sign with a delay."""
    size = _size(text, has_sign=True)
    room = QRectF(_EDGE, _EDGE, size.width(), size.height())
    edge = theme.line_of("accent") if strong else theme.colour("muted")
    left = room.left() + 0.5 * (HEIGHT - _SIGN)
    disc = QRectF(left, room.top() + 0.5 * (HEIGHT - _SIGN), _SIGN, _SIGN)
    with QPainter(picture := _blank(size, ratio)) as painter:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(edge, 1.4 if strong else 1.0))
        painter.setBrush(theme.colour("panel"))
        painter.drawRoundedRect(room, HEIGHT / 2, HEIGHT / 2)
        paint_sign(painter, disc, sign, theme)
        if text:
            words = QRectF(disc.right() + 4.0, room.top(), size.width(), HEIGHT)
            write(painter, text, words, font(*_LETTERS), theme.colour("ink"), LEFT)
    return picture


def paint_sign(painter: QPainter, disc: QRectF, sign: Sign, theme: Theme) -> None:
    """Paint a disc that says what a signal does."""
    painter.setPen(QPen(theme.ink_of(COLOURS[sign]), 0.0))
    painter.setBrush(theme.ink_of(COLOURS[sign]))
    painter.drawEllipse(disc)
    size = 0.82 * disc.height()
    write(painter, SIGNS[sign], disc, font(size, 700), theme.colour("panel"), CENTRE)


@lru_cache(maxsize=64)
def _note(text: str, tone: str, theme: Theme, ratio: float) -> QPixmap:
    """Return the picture of what stands beside an element."""
    size = _size(text, has_sign=False)
    ground, edge, ink = _NOTES[tone]
    line = theme.line_of(edge) if tone != "hint" else theme.colour(edge)
    colour = theme.colour("flash") if tone == "chosen" else theme.ink_of(ink)
    room = QRectF(_EDGE, _EDGE, size.width(), size.height())
    with QPainter(picture := _blank(size, ratio)) as painter:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(line, 1.2))
        painter.setBrush(theme.colour(ground))
        painter.drawRoundedRect(room, HEIGHT / 2, HEIGHT / 2)
        write(painter, text, room, font(*_LETTERS), colour, CENTRE)
    return picture


_NOTES = {
    "chosen": ("accent", "accent", "accent"),
    "upstream": ("panel", "accent", "accent"),
    "downstream": ("panel", "excitatory", "excitatory"),
    "hint": ("caution_tint", "caution_edge", "note"),
}
"""Ground, edge and letters of what is said beside an element."""


def _blank(size: QSizeF, ratio: float) -> QPixmap:
    return blank(QSizeF(size.width() + 2 * _EDGE, size.height() + 2 * _EDGE), ratio)
