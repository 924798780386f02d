"""Curves and outlines: the few shapes of which everything organic is made."""

from __future__ import annotations

import math
from bisect import bisect_right
from collections.abc import Sequence
from functools import cached_property
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QByteArray, QDataStream, QIODevice, QPointF, QRectF
from PySide6.QtGui import QPainterPath

Floats = NDArray[np.float64]


def polar(angle: float, radius: float) -> QPointF:
    """Point at an angle (radians, clockwise on screen) and a distance from the origin."""
    return QPointF(math.cos(angle) * radius, math.sin(angle) * radius)


def length(vector: QPointF) -> float:
    """Length of a vector."""
    return math.hypot(vector.x(), vector.y())


def unit(vector: QPointF) -> QPointF:
    """Vector of length 1 in the same direction; to the right when there is none."""
    size = length(vector)
    return vector / size if size > 1e-9 else QPointF(1.0, 0.0)


def across(vector: QPointF) -> QPointF:
    """Vector turned by a quarter, clockwise on screen."""
    return QPointF(-vector.y(), vector.x())


def angle_of(vector: QPointF) -> float:
    """Angle of a vector in radians, clockwise on screen."""
    return math.atan2(vector.y(), vector.x())


def apart(first: float, second: float) -> float:
    """Smallest difference of two angles, 0 to pi."""
    return abs((first - second + math.pi) % (2 * math.pi) - math.pi)


def bezier(start: QPointF, out: QPointF, into: QPointF, end: QPointF, count: int = 14) -> Floats:
    """Points along a cubic curve, shape (count, 2)."""
    t = np.linspace(0.0, 1.0, count)[:, None]
    corners = [np.array((p.x(), p.y())) for p in (start, out, into, end)]
    weights = ((1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t**2 * (1 - t), t**3)
    return np.asarray(sum(w * c for w, c in zip(weights, corners, strict=True)))


def tapered(points: Floats, widths: Floats) -> QPainterPath:
    """Limb of changing width along a curve, round at its far end.

    Parameters
    ----------
    points : array, shape (n, 2)
        The middle line.
    widths : array, shape (n,)
        Full width at each point.
    """
    along = np.gradient(points, axis=0)
    along /= np.maximum(np.linalg.norm(along, axis=1, keepdims=True), 1e-9)
    side = np.column_stack((-along[:, 1], along[:, 0])) * (widths / 2)[:, None]
    turn = np.linspace(math.pi / 2, -math.pi / 2, 7)[1:-1, None]
    cap = points[-1] + (np.cos(turn) * along[-1] + np.sin(turn) * _across(along[-1])) * (
        widths[-1] / 2
    )
    return polygon(np.concatenate((points + side, cap, (points - side)[::-1])))


def _across(vector: Floats) -> Floats:
    return np.array((-vector[1], vector[0]))


def polygon(ring: Floats) -> QPainterPath:
    """Closed path through points, shape (n, 2)."""
    path = QPainterPath(QPointF(*map(float, ring[0])))
    for x, y in ring[1:]:
        path.lineTo(float(x), float(y))
    path.closeSubpath()
    return path


def blob(ring: Floats) -> QPainterPath:
    """Closed smooth path that rounds the corners of points, shape (n, 2)."""
    middles = (ring + np.roll(ring, -1, axis=0)) / 2
    path = QPainterPath(QPointF(*map(float, middles[-1])))
    for corner, middle in zip(ring, middles, strict=True):
        path.quadTo(QPointF(*map(float, corner)), QPointF(*map(float, middle)))
    path.closeSubpath()
    return path


def bumpy(radius: float, bumps: Sequence[tuple[float, float, float]], wave: float = 0.0) -> Floats:
    """Ring of points around the origin that swells towards some angles, shape (48, 2).

    Parameters
    ----------
    radius : float
        Where nothing swells.
    bumps : sequence of (angle, height, spread)
        Angles and spreads in radians.
    wave : float
        Height of a slow irregularity, which keeps a cell from looking like a machine part.
    """
    angles = np.linspace(0.0, 2 * math.pi, 48, endpoint=False)
    radii = np.full(angles.size, radius) + wave * np.sin(2 * angles + 0.6)
    radii += 0.6 * wave * np.sin(3 * angles - 1.1)
    for at, height, spread in bumps:
        off = (angles - at + math.pi) % (2 * math.pi) - math.pi
        radii += height * np.exp(-((off / spread) ** 2))
    return np.column_stack((np.cos(angles) * radii, np.sin(angles) * radii))


def smooth(points: Sequence[QPointF]) -> QPainterPath:
    """Open curve through points, soft at each (Catmull–Rom)."""
    path = QPainterPath(points[0])
    padded = [points[0], *points, points[-1]]
    for index in range(len(points) - 1):
        before, start, end, after = padded[index : index + 4]
        path.cubicTo(start + (end - before) / 6, end - (after - start) / 6, end)
    return path


_T = np.linspace(0.0, 1.0, 17)[1:]
_ALONG_CURVE = np.column_stack(((1 - _T) ** 3, 3 * _T * (1 - _T) ** 2, 3 * _T**2 * (1 - _T), _T**3))
"""How much each of a curve's four points counts at 16 places along it, shape (16, 4)."""


class Track:
    """A curve by length: where a travelling spike is at each share of its way.

    It is measured when it is first asked: most curves of a gesture never are.

    Parameters
    ----------
    path : QPainterPath
        The curve.
    """

    def __init__(self, path: QPainterPath) -> None:
        self._path = path
        self._beads: list[tuple[QPainterPath, QRectF]] | None = None

    @property
    def length(self) -> float:
        """Length of the whole way."""
        return self._lengths[-1]

    def at(self, position: float) -> QPointF:
        """Point at a share of the way, 0 to 1."""
        lengths, corners = self._lengths, self._corners
        where = min(1.0, max(0.0, position)) * lengths[-1]
        next_ = min(bisect_right(lengths, where), len(lengths) - 1)
        start, end = lengths[next_ - 1], lengths[next_]
        share = (where - start) / (end - start) if end > start else 0.0
        (x, y), (to_x, to_y) = corners[next_ - 1], corners[next_]
        return QPointF(x + share * (to_x - x), y + share * (to_y - y))

    def every(self, step: float) -> Floats:
        """Points about `step` apart along the whole way, shape (n, 2)."""
        where = np.linspace(0.0, self.length, max(2, int(self.length / step) + 1))
        x = np.interp(where, self._lengths, self._points[:, 0])
        return np.column_stack((x, np.interp(where, self._lengths, self._points[:, 1])))

    def part(self, start: float, end: float, count: int = 6) -> list[QPointF]:
        """Points of the stretch between two shares of the way."""
        return [self.at(start + (end - start) * i / (count - 1)) for i in range(count)]

    def beads(self, first: float, long: float, gap: float) -> Sequence[tuple[QPainterPath, QRectF]]:
        """Return equal stretches in a row, each with a rectangle well around it.

        Parameters
        ----------
        first, long, gap : float
            Length before the first stretch, of each, and between two; the last one ends well
            before the end.
        """
        if self._beads is None:
            whole, start, found = max(self.length, 1.0), first, []
            while start + long < whole - first:
                bead = joined(self.part(start / whole, (start + long) / whole, 7))
                found.append((bead, bead.boundingRect().adjusted(-8.0, -8.0, 8.0, 8.0)))
                start += long + gap
            self._beads = found
        return self._beads

    @cached_property
    def _points(self) -> Floats:
        return _flattened(self._path)

    @cached_property
    def _corners(self) -> list[list[float]]:
        corners: list[list[float]] = self._points.tolist()
        return corners

    @cached_property
    def _lengths(self) -> list[float]:
        """Length of the way up to each corner."""
        steps = np.hypot(*np.diff(self._points, axis=0).T) if len(self._points) > 1 else np.zeros(0)
        lengths: list[float] = np.concatenate(([0.0], np.cumsum(steps))).tolist()
        return lengths


_ELEMENT = np.dtype([("type", ">i4"), ("x", ">f8"), ("y", ">f8")])
"""How Qt writes an element of a path; to ask for each takes seven times as long."""
_CURVE_TO = QPainterPath.ElementType.CurveToElement.value


def _elements(path: QPainterPath) -> tuple[Floats, NDArray[np.int32]]:
    """Points that a path is made of, shape (n, 2), and the type of each."""
    if path.isEmpty():  # Qt writes nothing of a path that only begins somewhere
        items_of = [path.elementAt(index) for index in range(path.elementCount())]
        begun = np.array([(item.x, item.y) for item in items_of]).reshape(-1, 2)
        return begun, np.zeros(len(begun), np.int32)
    written = QByteArray()
    stream = QDataStream(written, QIODevice.OpenModeFlag.WriteOnly)
    stream << path
    items = np.frombuffer(written.data(), _ELEMENT, path.elementCount(), offset=4)
    points = np.empty((len(items), 2))
    points[:, 0], points[:, 1] = items["x"], items["y"]
    return points, items["type"].astype(np.int32)


def corners(path: QPainterPath) -> Floats:
    """Points that a path is made of, shape (n, 2)."""
    return _elements(path)[0]


def _flattened(path: QPainterPath) -> Floats:
    """Points along an open path: its corners, and 16 points on each of its curves."""
    if not path.elementCount():
        return np.zeros((1, 2))
    ends, types = _elements(path)
    curves = np.flatnonzero(types == _CURVE_TO)
    if not len(curves):
        return ends
    first = np.where(curves[:, None] > 0, ends[curves - 1], 0.0)
    points = np.stack((first, ends[curves], ends[curves + 1], ends[curves + 2]), axis=1)
    along = np.einsum("sw,cwx->csx", _ALONG_CURVE, points)
    is_line = np.ones(len(ends), dtype=bool)
    is_line[curves[:, None] + (0, 1, 2)] = False
    lines = np.flatnonzero(is_line)
    order = np.argsort(np.concatenate((lines, np.repeat(curves, 16))), kind="stable")
    whole: Floats = np.concatenate((ends[lines], along.reshape(-1, 2)))[order]
    return whole


def joined(points: Sequence[QPointF]) -> QPainterPath:
    """Straight lines from point to point."""
    path = QPainterPath(points[0])
    for _start, end in pairwise(points):
        path.lineTo(end)
    return path
