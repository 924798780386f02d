"""Pictures of strips, a stretch of time each: painted once, moved along for every frame."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
import shiboken6
from PySide6.QtCore import QByteArray, QDataStream, QIODevice, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen, QPixmap, QPolygonF

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

    from circuitlab.gui.traces.strip import Key, Strip
    from circuitlab.playback.trace_course import Course
    from circuitlab.render.theme import Theme

    Floats = NDArray[np.float64]

ACROSS = 256
"""Width of a tile, in pixels of the screen; each is a bucket of time."""
MOST = 32
"""Tiles of a strip that are kept: five screens full."""
UNSETTLED = 4
"""Buckets at the end of what has come that may still change."""
STROKE = 6.0
"""Height of the stroke that marks a spike above a course, in pixels."""
DEPTH = 0.22
"""How much of its colour fills the area under a course."""

_POINT = 16
_VoidPtr: Any = shiboken6.VoidPtr
_CORNER = np.dtype([("kind", ">i4"), ("x", ">f8"), ("y", ">f8")])


class Scale(NamedTuple):
    """How time is drawn: model time of a bucket, and buckets a logical pixel."""

    bucket_ms: float
    ratio: float


@dataclass(slots=True)
class _Tile:
    """A picture, and how many of its buckets nothing can change any more.

    Attributes
    ----------
    heads
        Of each dashed course, its points up to there: its strokes are counted from the first.
    """

    picture: QPixmap
    settled: int = 0
    heads: dict[int, Floats] = field(default_factory=dict)


class TraceTiles:
    """Paints strips in tiles of time; what has settled is painted once."""

    def __init__(self) -> None:
        self._of_strips: dict[Key, StripTiles] = {}

    def tiles(
        self, numbers: Iterable[int], strip: Strip, scale: Scale, theme: Theme
    ) -> list[QPixmap]:
        """Return the pictures of stretches of time, of `ACROSS` buckets each.

        Parameters
        ----------
        numbers
            Which stretches; 0 begins with the run.
        """
        mine = self._of_strips.get(strip.key)
        if mine is None:
            mine = self._of_strips[strip.key] = StripTiles()
        return mine.tiles(numbers, strip, scale, theme)

    def keep_only(self, strips: Iterable[Strip]) -> None:
        """Forget the tiles of all other strips."""
        keys = {strip.key for strip in strips}
        self._of_strips = {key: each for key, each in self._of_strips.items() if key in keys}


class StripTiles:
    """The tiles of one strip."""

    def __init__(self) -> None:
        self._kept: dict[int, _Tile] = {}
        self._look: object = None
        self._polygon = QPolygonF()
        self._ground = QPixmap()
        self._of: Strip | None = None
        self._here: Strip

    def tiles(
        self, numbers: Iterable[int], strip: Strip, scale: Scale, theme: Theme
    ) -> list[QPixmap]:
        """Return some tiles, what has come since painted into them."""
        if strip is not self._of:
            self._of, self._here = strip, strip.moved(-strip.top)
        looks = [(each.colour, each.dash, each.look) for each in strip.courses]
        look = (scale, theme, strip.height, strip.bounds, strip.is_folded, strip.is_known, looks)
        if look != self._look:
            self._kept.clear()
            self._look = look
            self._ground = _ground(self._here, scale, theme)
        return [self._tile(number, self._here, scale, theme) for number in numbers]

    def _tile(self, number: int, strip: Strip, scale: Scale, theme: Theme) -> QPixmap:
        tile = self._kept.pop(number, None) or _Tile(_empty(strip, scale))
        if tile.settled < ACROSS:
            tile.settled = self._paint_end(tile, number, strip, scale, theme)
        self._kept[number] = tile
        if len(self._kept) > MOST:
            del self._kept[next(iter(self._kept))]
        return tile.picture

    def _paint_end(self, tile: _Tile, number: int, strip: Strip, scale: Scale, theme: Theme) -> int:
        """Paint what has not settled; returns how many buckets have settled now."""
        begin_ms, bucket_ms = number * ACROSS * scale.bucket_ms, scale.bucket_ms
        left, wide = tile.settled / scale.ratio, ACROSS / scale.ratio
        with QPainter(tile.picture) as painter:
            painter.setClipRect(QRectF(left, 0.0, wide - left, strip.height))
            painter.drawPixmap(0, 0, self._ground)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            start_ms, end_ms = begin_ms + tile.settled * bucket_ms, begin_ms + ACROSS * bucket_ms
            settled = _settled(number, strip, scale)
            for place, course in reversed(list(enumerate(strip.courses))):
                times, values = course.points(start_ms, end_ms, bucket_ms)
                points = np.empty((len(times), 2))
                np.subtract(times, begin_ms, out=points[:, 0])
                points[:, 0] /= bucket_ms * scale.ratio
                points[:, 1] = strip.y_of(values)
                if course.dash and course.shape != "strokes":
                    points = _with_head(tile, place, points, settled, scale.ratio)
                self._paint_course(painter, points, course, strip, scale, theme)
                marked = (course.strokes(start_ms, end_ms) - begin_ms) / (bucket_ms * scale.ratio)
                if marked.size and not strip.is_folded:
                    painter.drawPath(_strokes(_marks(marked)))
        return settled

    def _paint_course(
        self,
        painter: QPainter,
        points: Floats,
        course: Course,
        strip: Strip,
        scale: Scale,
        theme: Theme,
    ) -> None:
        is_whole = course.shape == "strokes" or not course.dash
        painter.setPen(_pen_of(course.colour, theme, scale.ratio, () if is_whole else course.dash))
        if not len(points):
            return
        if course.shape == "strokes":
            painter.drawPath(_strokes(points))
            return
        self._polygon.resize(len(points))
        _memory(self._polygon)[:] = points
        if course.shape == "area":
            foot = float(np.clip(strip.y_of(0.0), strip.head, strip.foot))
            _fill(painter, self._polygon, foot, theme.colour(course.colour, DEPTH))
        painter.drawPolyline(self._polygon)


def _ground(strip: Strip, scale: Scale, theme: Theme) -> QPixmap:
    """Return a tile on which nothing is drawn yet."""
    picture = _empty(strip, scale)
    with QPainter(picture) as painter:
        _paint_ground(painter, strip, ACROSS / scale.ratio, scale, theme)
    return picture


def _paint_ground(painter: QPainter, strip: Strip, wide: float, scale: Scale, theme: Theme) -> None:
    """Paper, a faint line at every tick, and the line under the strip."""
    painter.fillRect(QRectF(0.0, 0.0, wide, strip.height), theme.colour("paper"))
    painter.setPen(pen(theme.colour("line", 0.55), 1.0))
    for value in strip.marks()[0] if not strip.is_folded else ():
        y = _sharp(strip.y_of(value), scale.ratio)
        painter.drawLine(QPointF(-1.0, y), QPointF(wide + 1.0, y))
    painter.setPen(pen(theme.colour("line"), scale.ratio))
    floor = strip.height - 0.5
    painter.drawLine(QPointF(-1.0, floor), QPointF(wide + 1.0, floor))


def _sharp(y: float, ratio: float) -> float:
    """The middle of the pixel that `y` lies in."""
    return (math.floor(y * ratio) + 0.5) / ratio


def _fill(painter: QPainter, line: QPolygonF, foot: float, colour: QColor) -> None:
    area = QPolygonF(line)
    area.append(QPointF(line.last().x(), foot))
    area.append(QPointF(line.first().x(), foot))
    edge = painter.pen()
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    painter.drawPolygon(area)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(edge)


def _marks(x: Floats) -> Floats:
    """Both ends of strokes at the top of a strip."""
    ends = np.empty((2 * x.size, 2))
    ends[:, 0] = np.repeat(x, 2)
    ends[0::2, 1], ends[1::2, 1] = 1.0, 1.0 + STROKE
    return ends


def pen(colour: QColor, ratio: float, style: Qt.PenStyle = Qt.PenStyle.SolidLine) -> QPen:
    """Return the pen of a line that is a logical pixel wide, in Qt's quickest kind."""
    made = QPen(colour, ratio, style)
    made.setCosmetic(True)
    return made


@lru_cache(maxsize=64)
def _pen_of(colour: str, theme: Theme, ratio: float, dash: tuple[float, ...]) -> QPen:
    made = pen(theme.line_of(colour), ratio)
    if dash:
        made.setDashPattern(dash)
    return made


def _empty(strip: Strip, scale: Scale) -> QPixmap:
    picture = QPixmap(ACROSS, max(1, round(strip.height * scale.ratio)))
    picture.setDevicePixelRatio(scale.ratio)
    return picture


def _with_head(tile: _Tile, place: int, points: Floats, settled: int, ratio: float) -> Floats:
    """Return the points of a dashed course with all before them in its tile, which are kept.

    Strokes are counted from a line's first point, and so stay in place while it grows.

    Parameters
    ----------
    place
        Which course of the strip it is.
    settled
        Buckets up to which points change no more.
    """
    head, reached = tile.heads.get(place), points[:, 0] * ratio
    if head is not None:
        new = int(reached.searchsorted(tile.settled))
        points, reached = np.concatenate((head, points[new:])), reached[new:]
    kept = len(points) - len(reached) + int(reached.searchsorted(settled))
    tile.heads[place] = points[:kept]
    return points


def _settled(number: int, strip: Strip, scale: Scale) -> int:
    """How many buckets of a tile all courses have left behind; an empty one has no say."""
    if strip.row.is_bars:
        return ACROSS
    until_ms = min([course.until_ms for course in strip.courses], default=math.inf)
    if math.isinf(until_ms):
        return 0
    left_behind = math.floor(until_ms / scale.bucket_ms) - UNSETTLED - number * ACROSS
    return max(0, min(left_behind, ACROSS))


def polygon_of(points: Floats) -> QPolygonF:
    """Return points, shape (n, 2), as Qt's polygon."""
    polygon = QPolygonF()
    if len(points):
        polygon.resize(len(points))
        _memory(polygon)[:] = points
    return polygon


def _memory(polygon: QPolygonF) -> Floats:
    """Return the points of a polygon where they are, to be written, shape (n, 2)."""
    start: Any = polygon.data()
    return np.frombuffer(_VoidPtr(start, _POINT * polygon.size(), True)).reshape(-1, 2)


def _strokes(points: Floats) -> QPainterPath:
    """Return a path with a stroke between each pair of points, read in from Qt's own format."""
    corners = np.empty(len(points), dtype=_CORNER)
    corners["kind"] = np.arange(len(points)) % 2
    corners["x"], corners["y"] = points.T
    count, ends = np.array([len(points)], ">i4"), np.zeros(2, ">i4")
    data = QByteArray(count.tobytes() + corners.tobytes() + ends.tobytes())
    path = QPainterPath()
    stream = QDataStream(data, QIODevice.OpenModeFlag.ReadOnly)
    stream >> path
    return path
