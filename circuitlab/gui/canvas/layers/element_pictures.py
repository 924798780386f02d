"""Small pictures of what lives on the canvas, painted anew when they look different."""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np
from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QImage, QPainter, QPixmap

from circuitlab.gui.canvas.sprites import MOST_PIXELS, in_view_pixels
from circuitlab.render.glyphs.registry import (
    SHOWN_INSIDE,
    body_look,
    line_look,
    paint_body,
    paint_line,
)
from circuitlab.render.labels import enlarged_box
from circuitlab.render.names import SURE_UP_TO
from circuitlab.render.paint_context import Look, Stage

if TYPE_CHECKING:
    from circuitlab.gui.canvas.camera import Camera
    from circuitlab.gui.canvas.sprites import ScreenSprites
    from circuitlab.render.drawn import DrawnElement
    from circuitlab.render.live_frame import LiveFrame

RENEW_S = 0.001
"""Time that a frame may take to look for what looks different now, and to paint it."""

NEW_S = 0.003
"""Time that it may take besides for what has no picture yet, as at another magnification."""

PASSING = 0.4
"""Share of this time that is taken while the magnification changes."""

FINEST = 4.0
"""View pixels per canvas unit beyond which pictures are stretched: they would fill memory."""

MOST = 4000
_PAD, _LINE_PAD, _NAME_PAD = 18.0, 6.0, 8.0


class _Picture:
    """The body or the line of an element as it was painted last.

    Parameters
    ----------
    offset : QPointF
        From the element's centre to the picture's upper left corner.
    scale : float
        Device pixels of the picture per canvas unit.

    Attributes
    ----------
    wide, high : int
        Size in pixels.
    """

    __slots__ = ("_at", "_corner", "_offset", "high", "look", "picture", "place", "scale", "wide")

    def __init__(
        self,
        place: DrawnElement,
        look: Look,
        picture: QPixmap | None,
        offset: QPointF,
        scale: float,
    ) -> None:
        self.place, self.look, self._offset, self.scale = place, look, offset, scale
        self.picture = picture if picture is not None else QPixmap()
        self.wide, self.high = self.picture.width(), self.picture.height()
        self._at, self._corner = place, (place.centre + offset).toTuple()

    def corner_at(self, place: DrawnElement) -> tuple[float, float]:
        """Return where the picture's corner is on the canvas, for the element where it is now."""
        if place is not self._at:
            self._at, self._corner = place, (place.centre + self._offset).toTuple()
        return self._corner

    @property
    def pixels(self) -> int:
        """Number of its pixels."""
        return self.wide * self.high


@dataclass(frozen=True, slots=True, eq=False)
class _Part:
    """One of the parts of elements that have pictures.

    Parameters
    ----------
    look, paint, room
        How to read its look, how to paint it, and the room around the centre that it takes.
    is_of
        Whether an element has such a picture.
    share
        Share of the elements that are looked at in a frame.
    time
        Share of a frame's time: no part ever waits for another to be done.
    """

    look: Callable[[Stage, DrawnElement], Look]
    paint: Callable[[Stage, DrawnElement, Any], None]
    room: Callable[[Stage, DrawnElement], QRectF]
    is_of: Callable[[DrawnElement], bool]
    share: float
    time: float


class Pictures:
    """The bodies and lines of elements as they were painted last.

    Very many take turns in being looked at, as far as the time of a frame allows. At another
    magnification they are stretched until they are painted for it; while it changes, what is new
    or too coarse is painted for the magnification of that moment.

    Parameters
    ----------
    sprites : ScreenSprites
        For the magnification at which pictures are made.

    Attributes
    ----------
    are_missing : bool
        Whether there was no time to look at everything in this frame, or to paint what is new.
    """

    def __init__(self, sprites: ScreenSprites) -> None:
        self._sprites = sprites
        self._aim = sprites.aim(sprites.scale)
        self._known: dict[_Part, dict[str, _Picture]] = {part: {} for part in _PARTS}
        self._pixels = 0
        self._turns = dict.fromkeys(_PARTS, 0)
        self._places: Sequence[DrawnElement] = ()
        self._having: dict[_Part, list[tuple[str, DrawnElement]]] = {part: [] for part in _PARTS}
        self._left = dict.fromkeys(_PARTS, 0)
        self._frame: LiveFrame | None = None
        self.are_missing = False

    def use(self, sprites: ScreenSprites) -> None:
        """Make pictures for another magnification from now on."""
        if sprites.ratio != self._sprites.ratio:
            self._known = {part: {} for part in _PARTS}
            self._pixels = 0
        self._sprites = sprites

    def renew(self, stage: Stage, places: Sequence[DrawnElement]) -> None:
        """Paint what looks different than its picture, for about a millisecond."""
        missing, is_new = False, stage.frame is not self._frame
        self._frame = stage.frame
        self._aim = self._sprites.aim(min(FINEST, stage.zoom) * self._sprites.ratio)
        share = 1.0 if self._aim.is_at_rest else PASSING
        if self._pixels > MOST_PIXELS:
            self._forget_far(places)
        for part in _PARTS:
            known = self._known[part]
            if len(known) > MOST:
                known.clear()
            wanted = self._those_with(part, places)
            new = [pair for pair in wanted if not self._serves(known.get(pair[0]))]
            if new:
                done = self._look_at(stage, part, new, share * NEW_S)
                missing |= done < len(new)
            if not self._aim.is_at_rest:  # what has a picture waits until the zooming rests
                self._left[part], missing = len(wanted), True
                continue
            start = self._turns[part] % max(1, len(wanted))
            turn = [*wanted[start:], *wanted[:start]][: math.ceil(part.share * len(wanted))]
            looked = self._look_at(stage, part, turn, RENEW_S)
            self._turns[part] = start + looked
            self._left[part] = max(0, (len(wanted) if is_new else self._left[part]) - looked)
            missing |= self._left[part] > 0
        self.are_missing = missing and len(places) <= MOST

    def _serves(self, known: _Picture | None) -> bool:
        return known is not None and self._aim.serves(known.scale)

    def _forget_far(self, places: Sequence[DrawnElement]) -> None:
        """Keep only the pictures of these elements."""
        near = {place.id for place in places}
        for part, known in self._known.items():
            self._known[part] = {id: known[id] for id in known if id in near}
        every = [picture for known in self._known.values() for picture in known.values()]
        self._pixels = sum(picture.pixels for picture in every)

    def _those_with(
        self, part: _Part, places: Sequence[DrawnElement]
    ) -> list[tuple[str, DrawnElement]]:
        """The elements among these that have a part, with their ids."""
        if places is not self._places:
            self._places = places
            pairs = [(place.id, place) for place in places]
            self._having = {p: [pair for pair in pairs if p.is_of(pair[1])] for p in _PARTS}
        return self._having[part]

    def _look_at(
        self, stage: Stage, part: _Part, wanted: Sequence[tuple[str, DrawnElement]], time_s: float
    ) -> int:
        """Bring pictures up to date as long as there is time; returns how many were looked at.

        However little time there is, one at least is.
        """
        known, until = self._known[part], time.perf_counter() + part.time * time_s
        for count, (id, place) in enumerate(wanted):
            if count and time.perf_counter() >= until:
                return count
            look, old = part.look(stage, place), known.get(id)
            fits = old is not None and old.look == look and _fits(old.place, place)
            if not fits or not self._serves(old):
                known[id] = new = self._painted(stage, place, part, look)
                self._pixels += new.pixels - (old.pixels if old is not None else 0)
        return len(wanted)

    def _painted(self, stage: Stage, place: DrawnElement, part: _Part, look: Look) -> _Picture:
        scale = self._aim.scale
        if look is None:
            return _Picture(place, look, None, QPointF(), scale)
        area = part.room(stage, place)
        size = (area.size() * scale).toSize() + QSize(1, 1)
        image = QImage(size, QImage.Format.Format_ARGB32_Premultiplied)
        image.fill(Qt.GlobalColor.transparent)
        with QPainter(image) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.scale(scale, scale)
            painter.translate(-area.topLeft() - place.centre)
            part.paint(replace(stage, painter=painter), place, look)
        inked = _inked(image)
        picture = QPixmap.fromImage(image.copy(inked)) if inked else None
        if picture is not None:
            picture.setDevicePixelRatio(self._sprites.ratio)
        offset = area.topLeft() + QPointF(inked.topLeft()) / scale
        return _Picture(place, look, picture, offset, scale)

    def paint(self, painter: QPainter, places: Sequence[DrawnElement], camera: Camera) -> None:
        """Show the pictures of these elements, as far as there are any."""
        ratio, scale, left, top = self._sprites.ratio, camera.scale, camera.x, camera.y
        exact = self._sprites.scale if self._sprites.fit(scale) else 0.0
        with in_view_pixels(painter):
            for known, place in self._shown(places):
                x, y = known.corner_at(place)
                x, y = (x - left) * scale, (y - top) * scale
                if known.scale != exact:
                    larger = scale / known.scale
                    wide, high = (max(1, round(n * larger)) for n in (known.wide, known.high))
                    painter.drawPixmap(round(x), round(y), wide, high, known.picture)
                elif ratio == 1.0:
                    painter.drawPixmap(round(x), round(y), known.picture)
                else:
                    corner = QPointF(round(x * ratio) / ratio, round(y * ratio) / ratio)
                    painter.drawPixmap(corner, known.picture)

    def _shown(self, places: Sequence[DrawnElement]) -> Iterator[tuple[_Picture, DrawnElement]]:
        for part in _PARTS:
            known = self._known[part]
            for id, place in self._those_with(part, places):
                found = known.get(id)
                if found is not None and found.pixels:
                    yield found, place


def _inked(image: QImage) -> QRect:
    """Return the part of a picture outside of which it is transparent: often a tenth of it."""
    shape = (image.height(), image.bytesPerLine() // 4)
    pixels = np.frombuffer(image.constBits(), np.uint32).reshape(shape)
    rows, columns = (np.flatnonzero(pixels.any(axis=axis)).tolist() for axis in (1, 0))
    if not rows:
        return QRect()
    return QRect(QPoint(columns[0], rows[0]), QPoint(columns[-1], rows[-1]))


def _body_room(stage: Stage, place: DrawnElement) -> QRectF:
    """Where the shape of an element may paint, names of gates included."""
    room = place.body.adjusted(-_PAD, -_PAD, _PAD, _PAD)
    name = enlarged_box(place.label, min(SURE_UP_TO, stage.enlarged))
    return room.united(name.adjusted(-_NAME_PAD, -_NAME_PAD, _NAME_PAD, _NAME_PAD))


def _line_room(stage: Stage, place: DrawnElement) -> QRectF:
    """Where the line under a name may stand."""
    box, more = place.label.box, min(SURE_UP_TO, stage.enlarged) - 1.0
    wide, high = more * box.width() + _LINE_PAD, more * box.height() + _LINE_PAD
    return box.adjusted(-wide, 0.0, wide, high)


def _is_thing(place: DrawnElement) -> bool:
    """Whether its body has a picture of its own: somata share theirs."""
    return place.cell is None


def _has_line(place: DrawnElement) -> bool:
    return place.glyph not in SHOWN_INSIDE


_PARTS = (
    _Part(body_look, paint_body, _body_room, _is_thing, 1.0, 0.7),
    _Part(line_look, paint_line, _line_room, _has_line, 0.25, 0.3),
)


def _fits(one: DrawnElement, other: DrawnElement) -> bool:
    """Whether a picture of one place serves another: of the same element elsewhere."""
    return one is other or (
        one.element is other.element
        and one.label is other.label
        and one.site is other.site
        and one.body == other.body
    )
