"""A drawing that lies behind a circuit: shapes, words, and the regions one can point at."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor, QFontMetricsF, QPainterPath

from circuitlab.render.curves import blob, smooth
from circuitlab.render.pens import CENTRE, LEFT, RIGHT, fill, stroke, write
from circuitlab.render.theme import font

if TYPE_CHECKING:
    from PySide6.QtGui import QFont, QPainter

    from circuitlab.render.paint_context import Stage

Points = Sequence[tuple[float, float]]

LETTERS, LINE_HIGH, SPACING = 11.0, 18.0, 0.9
_MOST_ENLARGED = 1.9
_LEAST_ZOOM = 0.22
"""Below so many view pixels per canvas unit a drawing has no words."""
_ALIGN = {"left": LEFT, "centre": CENTRE, "right": RIGHT}


@dataclass(frozen=True, slots=True, eq=False)
class Shape:
    """One outline of a drawing, in canvas units.

    Parameters
    ----------
    path : QPainterPath
    tint, edge : str
        Tokens of the fill and of the line; empty for none.
    width : float
        Of the line.
    tint_share, edge_share : float
        Opacities from 0 to 1.
    dashed : bool
    """

    path: QPainterPath
    tint: str = ""
    edge: str = ""
    width: float = 1.6
    tint_share: float = 1.0
    edge_share: float = 1.0
    dashed: bool = False


@dataclass(frozen=True, slots=True)
class Words:
    """A name in a drawing.

    Parameters
    ----------
    text : str
    x, y : float
        Where it stands: the middle of its height, and its left end, middle or right end.
    align : str
        ``left``, ``centre`` or ``right``.
    hue : str
        Token of its ink.
    region : str
        The region that it names; empty for none.
    """

    text: str
    x: float
    y: float
    align: str = "centre"
    hue: str = "brain"
    region: str = ""

    def box(self, larger: float = 1.0) -> QRectF:
        """Rectangle of the letters, so many times larger than they are from near."""
        wide = QFontMetricsF(_letters(larger)).horizontalAdvance(self.text.upper()) + 4.0
        share = {"left": 0.0, "centre": 0.5, "right": 1.0}[self.align]
        high = LINE_HIGH * larger
        return QRectF(self.x - share * wide, self.y - 0.5 * high, wide, high)


@dataclass(frozen=True, slots=True, eq=False)
class Region:
    """A part of a drawing that can be pointed at.

    Parameters
    ----------
    name : str
    path : QPainterPath
        What lies in it, in canvas units.
    """

    name: str
    path: QPainterPath


@dataclass(frozen=True, slots=True, eq=False)
class Drawing:
    """What lies behind a circuit.

    Parameters
    ----------
    shapes : tuple of Shape
        Back to front.
    words : tuple of Words
    regions : tuple of Region
    """

    shapes: tuple[Shape, ...]
    words: tuple[Words, ...]
    regions: tuple[Region, ...]

    @property
    def extent(self) -> QRectF:
        """Rectangle around everything drawn, words included."""
        box = QRectF()
        for shape in self.shapes:
            box = box.united(shape.path.boundingRect())
        for words in self.words:
            box = box.united(words.box())
        return box.adjusted(-4.0, -4.0, 4.0, 4.0)

    def region(self, name: str) -> Region:
        """Return a region by its name."""
        return next(region for region in self.regions if region.name == name)


def paint_drawing(stage: Stage, drawing: Drawing, area: QRectF | None = None) -> None:
    """Paint a drawing: lines no wider on the screen from near, words no smaller from far.

    Parameters
    ----------
    area : QRectF, optional
        What is not in it may be left out.
    """
    thinner, larger = 1.0 / max(1.0, stage.zoom) ** 0.7, enlarged(stage.zoom)
    for shape in drawing.shapes:
        if area is None or area.intersects(_around(shape)):
            _paint_shape(stage, shape, thinner)
    for words in shown_words(drawing, stage.zoom):
        if area is None or area.intersects(words.box(larger)):
            paint_words(stage.painter, words, stage.theme.ink_of(words.hue), larger)


def _around(shape: Shape) -> QRectF:
    wide = shape.width
    return shape.path.controlPointRect().adjusted(-wide, -wide, wide, wide)


def paint_words(painter: QPainter, words: Words, ink: QColor, larger: float) -> None:
    """Write one name in small capitals."""
    room = words.box(larger)
    write(painter, words.text.upper(), room, _letters(larger), ink, _ALIGN[words.align])


def enlarged(zoom: float) -> float:
    """Return how much larger words are written so that they can be read from far, or from near."""
    from_far = min(_MOST_ENLARGED, max(1.0, 0.8 / max(zoom, 0.01)))
    return float(from_far / max(1.0, zoom) ** 0.5)


def shown_words(drawing: Drawing, zoom: float) -> tuple[Words, ...]:
    """Return the words that are written at a zoom: none from very far."""
    return drawing.words if zoom >= _LEAST_ZOOM else ()


def _letters(larger: float) -> QFont:
    return font(LETTERS * larger, 600, spacing=SPACING * larger)


def _paint_shape(stage: Stage, shape: Shape, thinner: float) -> None:
    theme = stage.theme
    if shape.tint:
        fill(stage.painter, shape.path, theme.colour(shape.tint, shape.tint_share))
    if shape.edge:
        width = shape.width * thinner
        dash = (5.0 * thinner, 5.0 * thinner) if shape.dashed else ()
        stroke(stage.painter, shape.path, theme.colour(shape.edge, shape.edge_share), width, dash)


# ---- what drawings are made of


def rounded(points: Points) -> QPainterPath:
    """Closed path that rounds the corners at points."""
    return blob(np.array(points, dtype=np.float64))


def through(points: Points) -> QPainterPath:
    """Closed curve that runs through points (Catmull–Rom)."""
    ring = [QPointF(*point) for point in points]
    path = QPainterPath(ring[0])
    for index, start in enumerate(ring):
        before, end = ring[index - 1], ring[(index + 1) % len(ring)]
        after = ring[(index + 2) % len(ring)]
        path.cubicTo(start + (end - before) / 6, end - (after - start) / 6, end)
    path.closeSubpath()
    return path


def along(points: Points) -> QPainterPath:
    """Open curve through points."""
    return smooth([QPointF(*point) for point in points])


def oval(x: float, y: float, wide: float, high: float) -> QPainterPath:
    """Ellipse around a point, by its half widths."""
    path = QPainterPath()
    path.addEllipse(QPointF(x, y), wide, high)
    return path


def both_sides(right: Points) -> list[tuple[float, float]]:
    """Ring of which the right half is given, from above to below; the left half mirrors it."""
    left = [(-x, y) for x, y in reversed(right) if x]
    return [*right, *left]


def mirrored(points: Points) -> list[tuple[float, float]]:
    """Points on the other side of x = 0."""
    return [(-x, y) for x, y in points]


def moved(points: Points, x: float, y: float, scale: float = 1.0) -> list[tuple[float, float]]:
    """Points at another place, in another size."""
    return [(x + scale * px, y + scale * py) for px, py in points]
