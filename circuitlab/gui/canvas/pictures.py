"""Small pictures of what lives on the canvas, painted anew when they look different."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QPointF, QRectF, QSize, QSizeF, Qt
from PySide6.QtGui import QPainter, QPixmap

from circuitlab.gui.canvas.sprites import in_view_pixels
from circuitlab.render.glyphs import body_look, line_look, paint_body, paint_line
from circuitlab.render.stage import Look, Stage

if TYPE_CHECKING:
    from circuitlab.gui.canvas.camera import Camera
    from circuitlab.gui.canvas.sprites import ScreenSprites
    from circuitlab.render.place import Place

RENEW_S = 0.001
"""Time that a frame may take to look for what looks different now, and to paint it."""

MOST = 4000
_PAD, _LINE_PAD = 18.0, 4.0


@dataclass(slots=True)
class _Picture:
    """The body or the line of an element as it was painted last, around the element's centre."""

    place: Place
    look: Look
    picture: QPixmap | None
    left: float
    top: float


class _Part:
    """One of the parts of elements that live: how to read its look, and how to paint it."""

    def __init__(
        self,
        look: Callable[[Stage, Place], Look],
        paint: Callable[[Stage, Place, Any], None],
        room: Callable[[Stage, Place], QRectF],
    ) -> None:
        self.look, self.paint, self.room = look, paint, room


class Pictures:
    """The bodies and lines of elements as they were painted last.

    Very many take turns in being looked at, as far as the time of a frame allows.

    Parameters
    ----------
    sprites : ScreenSprites
        For the magnification at which pictures are made.

    Attributes
    ----------
    are_missing : bool
        Whether there was no time for everything that had never been painted.
    """

    def __init__(self, sprites: ScreenSprites) -> None:
        self._sprites = sprites
        self._known: dict[tuple[str, _Part], _Picture] = {}
        self._turn = 0
        self.are_missing = False

    def renew(self, stage: Stage, places: Sequence[Place]) -> None:
        """Paint what looks different than its picture, for a few milliseconds."""
        known = self._known
        if len(known) > MOST:
            known.clear()
        wanted = [(place, part) for place in places for part in _parts(place)]
        new = [item for item in wanted if (item[0].id, item[1]) not in known]
        start = self._turn % max(1, len(wanted))
        until, count = time.perf_counter() + RENEW_S, 0
        for place, part in (*new, *wanted[start:], *wanted[:start]):
            self._look_at(stage, place, part)
            count += 1
            if time.perf_counter() >= until:
                break
        self._turn = start + max(0, count - len(new))
        self.are_missing = count < len(new) and len(wanted) <= MOST

    def _look_at(self, stage: Stage, place: Place, part: _Part) -> None:
        look, known = part.look(stage, place), self._known.get((place.id, part))
        if known is None or known.look != look or not _fits(known.place, place):
            self._known[place.id, part] = self._painted(stage, place, part, look)

    def _painted(self, stage: Stage, place: Place, part: _Part, look: Look) -> _Picture:
        if look is None:
            return _Picture(place, look, None, 0.0, 0.0)
        scale, area = self._sprites.scale, part.room(stage, place)
        picture = QPixmap((area.size() * scale).toSize() + QSize(1, 1))
        picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(picture)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.scale(scale, scale)
        painter.translate(-area.topLeft() - place.centre)
        part.paint(replace(stage, painter=painter), place, look)
        painter.end()
        picture.setDevicePixelRatio(self._sprites.ratio)
        return _Picture(place, look, picture, area.left(), area.top())

    def paint(self, painter: QPainter, places: Sequence[Place], camera: Camera) -> None:
        """Show the pictures of these elements, as far as there are any."""
        known = (
            (place.centre, self._known.get((place.id, part)))
            for place in places
            for part in _parts(place)
        )
        shown = [(at, p, p.picture) for at, p in known if p is not None and p.picture is not None]
        is_exact = self._sprites.fit(camera.scale)
        ratio, scale = self._sprites.ratio, camera.scale
        with in_view_pixels(painter):
            for at, known_as, picture in shown:
                x = (at.x() + known_as.left - camera.x) * scale
                y = (at.y() + known_as.top - camera.y) * scale
                if is_exact:
                    corner = QPointF(round(x * ratio) / ratio, round(y * ratio) / ratio)
                    painter.drawPixmap(corner, picture)
                else:
                    larger = scale / self._sprites.scale
                    size = QSizeF(picture.width() * larger, picture.height() * larger)
                    painter.drawPixmap(QRectF(QPointF(x, y), size), picture, QRectF(picture.rect()))


def _body_room(_stage: Stage, place: Place) -> QRectF:
    """Where the shape of an element may paint, names of gates included."""
    room = place.body.adjusted(-_PAD, -_PAD, _PAD, _PAD)
    return room.united(place.label.box.adjusted(-_LINE_PAD, -_LINE_PAD, _LINE_PAD, _LINE_PAD))


def _line_room(stage: Stage, place: Place) -> QRectF:
    """Where the line under a name may stand."""
    box, more = place.label.box, stage.enlarged - 1.0
    wide, high = more * box.width() + _LINE_PAD, more * box.height() + _LINE_PAD
    return box.adjusted(-wide, 0.0, wide, high)


_BODY = _Part(body_look, paint_body, _body_room)
_LINE = _Part(line_look, paint_line, _line_room)


def _parts(place: Place) -> tuple[_Part, ...]:
    """The parts that have pictures of their own; somata share theirs."""
    return (_BODY, _LINE) if place.cell is None else (_LINE,)


def _fits(one: Place, other: Place) -> bool:
    """Whether a picture of one place serves another: of the same element elsewhere."""
    return one is other or (
        one.element is other.element
        and one.label is other.label
        and one.site is other.site
        and one.body == other.body
    )
