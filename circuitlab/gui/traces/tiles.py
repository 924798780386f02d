"""Pictures of the traces, a stretch of time each: painted once, moved along for every frame."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
import shiboken6
from PySide6.QtCore import QByteArray, QDataStream, QIODevice, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen, QPixmap, QPolygonF

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from circuitlab.gui.traces.course import Course
    from circuitlab.render.theme import Theme

    Floats = NDArray[np.float64]

ACROSS = 256
"""Width of a tile, in pixels of the screen; each is a bucket of time."""
MOST = 120
"""Tiles that are kept: twenty screens full."""
UNSETTLED = 4
"""Buckets at the end of what has come that may still change."""
FILL = 0.8
"""Part of a row's height that its course may take."""
FLOOR = 0.02
"""Height of the line under a row, in rows."""

_POINT = 16
_VoidPtr: Any = shiboken6.VoidPtr
_CORNER = np.dtype([("kind", ">i4"), ("x", ">f8"), ("y", ">f8")])


class Scale(NamedTuple):
    """How the rows are drawn: model time of a bucket, height in logical pixels, density."""

    bucket_ms: float
    height: int
    ratio: float


@dataclass(slots=True)
class _Tile:
    """A picture, and how many of its buckets nothing can change any more."""

    picture: QPixmap
    settled: int = 0


class TraceTiles:
    """Paints courses one above the other, in tiles of time; what has settled is painted once."""

    def __init__(self) -> None:
        self._kept: dict[int, _Tile] = {}
        self._look: object = None
        self._polygon = QPolygonF()

    def tile(self, number: int, courses: Sequence[Course], scale: Scale, theme: Theme) -> QPixmap:
        """Return the picture of a stretch of time, `ACROSS` buckets from the one `number` begins.

        Parameters
        ----------
        number
            0 begins with the run.
        courses
            The uppermost first.
        """
        look = (scale, theme.name, [(course.colour, course.look) for course in courses])
        if look != self._look:
            self._kept.clear()
            self._look = look
        tile = self._kept.pop(number, None) or _Tile(_empty(scale))
        if tile.settled < ACROSS:
            self._paint_end(tile, number, courses, scale, theme)
            tile.settled = _settled(number, courses, scale)
        self._kept[number] = tile
        if len(self._kept) > MOST:
            del self._kept[next(iter(self._kept))]
        return tile.picture

    def _paint_end(
        self, tile: _Tile, number: int, courses: Sequence[Course], scale: Scale, theme: Theme
    ) -> None:
        """Paint what has not settled."""
        begin_ms, bucket_ms = number * ACROSS * scale.bucket_ms, scale.bucket_ms
        start_ms, end_ms = begin_ms + tile.settled * bucket_ms, begin_ms + ACROSS * bucket_ms
        left, wide = tile.settled / scale.ratio, ACROSS / scale.ratio
        painter = QPainter(tile.picture)
        painter.setClipRect(QRectF(left, 0.0, wide - left, scale.height))
        painter.fillRect(QRectF(0.0, 0.0, wide, scale.height), theme.colour("paper"))
        high = scale.height / max(1, len(courses))
        painter.setPen(pen(theme.colour("line"), scale.ratio))
        for row in range(len(courses)):
            floor = (row + 1 - FLOOR) * high
            painter.drawLine(QPointF(-1.0, floor), QPointF(wide + 1.0, floor))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for row, course in enumerate(courses):
            times, heights = course.points(start_ms, end_ms, bucket_ms)
            if times.size:
                painter.setPen(pen(theme.line_of(course.colour), scale.ratio))
                x = (times - begin_ms) / (bucket_ms * scale.ratio)
                y = high * (row + (1 + FILL) / 2 - FILL * heights)
                self._paint(painter, np.array((x, y)).T, in_pairs=course.in_pairs)
        painter.end()

    def _paint(self, painter: QPainter, points: Floats, *, in_pairs: bool) -> None:
        if in_pairs:
            painter.drawPath(_strokes(points))
            return
        self._polygon.resize(len(points))
        _memory(self._polygon)[:] = points
        painter.drawPolyline(self._polygon)


def pen(colour: QColor, ratio: float, style: Qt.PenStyle = Qt.PenStyle.SolidLine) -> QPen:
    """Return the pen of a line that is a logical pixel wide, in Qt's quickest kind."""
    made = QPen(colour, ratio, style)
    made.setCosmetic(True)
    return made


def _empty(scale: Scale) -> QPixmap:
    picture = QPixmap(ACROSS, round(scale.height * scale.ratio))
    picture.setDevicePixelRatio(scale.ratio)
    return picture


def _settled(number: int, courses: Sequence[Course], scale: Scale) -> int:
    """How many buckets of a tile all courses have left behind; an empty one has no say."""
    until_ms = min((course.until_ms for course in courses), default=math.inf)
    if math.isinf(until_ms):
        return 0
    left_behind = math.floor(until_ms / scale.bucket_ms) - UNSETTLED - number * ACROSS
    return max(0, min(left_behind, ACROSS))


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
