"""What a glyph paints with and from: painter, theme, level of detail, live state."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from contextlib import contextmanager
from dataclasses import dataclass, field
from enum import IntEnum
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QPointF
from PySide6.QtGui import QPainter

from circuitlab.render.live_frame import LiveFrame
from circuitlab.render.theme import Theme

if TYPE_CHECKING:
    from collections.abc import Iterator

    from circuitlab.render.drawn import DrawnElement
    from circuitlab.render.sprites import Sprites

_MIDDLE_FROM = 0.42
_CLOSE_FROM = 1.9
_READABLE_FROM, MOST_ENLARGED = 0.8, 1.6
"""Zoom below which words are written larger, and by how much at most beside their elements."""
_FARTHER, _FARTHEST, _LEGIBLE = 0.5, 0.3, 0.68
"""Between these zooms a name shrinks on the screen to the size at which it can just be read."""


class Detail(IntEnum):
    """How near one is: pathways, circuit, membrane."""

    FAR = 0
    MIDDLE = 1
    CLOSE = 2


def detail_at(zoom: float) -> Detail:
    """Level of detail for a zoom in screen pixels per canvas unit."""
    if zoom < _MIDDLE_FROM:
        return Detail.FAR
    return Detail.MIDDLE if zoom < _CLOSE_FROM else Detail.CLOSE


@dataclass(frozen=True, slots=True)
class Stage:
    """What every glyph is given.

    Parameters
    ----------
    painter : QPainter
        In canvas units.
    theme : Theme
    detail : Detail
    frame : LiveFrame
        Empty for a circuit that does not run.
    sprites : Sprites or None
        Ready-made pictures for the screen; None paints outlines, as figures need.
    zoom : float
        View pixels per canvas unit on the screen; from far, names are written larger.
    """

    painter: QPainter
    theme: Theme
    detail: Detail = Detail.MIDDLE
    frame: LiveFrame = field(default_factory=LiveFrame)
    sprites: Sprites | None = None
    zoom: float = 1.0

    @property
    def enlarged(self) -> float:
        """How much larger names are written so that they can still be read from far."""
        return enlarged_at(self.zoom)

    def now(self, place: DrawnElement, name: str) -> float:
        """Value of a parameter as it holds now: the protocol's, else the circuit's own."""
        told = self.frame.set_now.get((place.id, name))
        return float(told) if isinstance(told, (int, float)) else place.number(name)

    @contextmanager
    def at(self, centre: QPointF, degrees: float = 0.0) -> Iterator[QPainter]:
        """The painter moved to a centre, turned clockwise, and put back afterwards."""
        self.painter.save()
        self.painter.translate(centre)
        if degrees:
            self.painter.rotate(degrees)
        try:
            yield self.painter
        finally:
            self.painter.restore()


def enlarged_at(zoom: float) -> float:
    """Return how much larger names are written at so many pixels per canvas unit."""
    share = min(1.0, max(0.0, (zoom - _FARTHEST) / (_FARTHER - _FARTHEST)))
    readable = _LEGIBLE + share * (_READABLE_FROM - _LEGIBLE)
    return max(1.0, readable / max(zoom, 0.001))


Look = Hashable
"""All that the live part of an element is painted from; None where there is nothing to paint."""


@dataclass(frozen=True, slots=True)
class Glyph:
    """How one shape is painted, around its centre.

    Parameters
    ----------
    still : callable
        Paints what stays from frame to frame.
    look : callable
        Reads from the frame how the rest looks now.
    live : callable
        Paints the rest from its look and from nothing else that changes.
    """

    still: Callable[[Stage, DrawnElement], None]
    look: Callable[[Stage, DrawnElement], Look] = lambda _stage, _place: None
    live: Callable[[Stage, DrawnElement, Any], None] = lambda _stage, _place, _look: None
