"""Which wire a point of the canvas is on: found quickly among a thousand."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainterPath

from circuitlab.render.drawn import Axon, CablePath

if TYPE_CHECKING:
    from circuitlab.gui.canvas.scene import CanvasScene
    from circuitlab.model.rewiring import Wire

Line = Axon | CablePath
Floats = NDArray[np.float64]

_CURVE = 4
"""Elements of a path that are its last curve, with the point that it begins at."""

_AT = np.linspace(0.0, 1.0, 25)[:, None]
_WEIGHTS = np.hstack(
    ((1.0 - _AT) ** 3, 3.0 * _AT * (1.0 - _AT) ** 2, 3.0 * _AT**2 * (1.0 - _AT), _AT**3)
)
"""How much each of a curve's four points counts at 25 places along it, shape (25, 4)."""


def own_way(line: Line) -> QPainterPath:
    """Return the part of a wire that is its own: an axon begins where it leaves the cell."""
    path = line.path
    if path.elementCount() <= _CURVE:
        return path
    start, *points = (QPointF(p.x, p.y) for p in map(path.elementAt, _last(path)))
    own = QPainterPath(start)
    own.cubicTo(*points)
    return own


def _last(path: QPainterPath) -> range:
    return range(path.elementCount() - _CURVE, path.elementCount())


class WireIndex:
    """Finds the wire next to a point.

    Parameters
    ----------
    scene : CanvasScene
        Whose wires are sought.
    """

    def __init__(self, scene: CanvasScene) -> None:
        self._scene = scene
        self._known: dict[Wire, tuple[Line, list[tuple[float, float]]]] = {}

    def nearest(self, point: QPointF, reach: float, *, axons_only: bool = False) -> Wire | None:
        """Return the wire that runs nearest to a point, not farther than `reach` canvas units."""
        area = QRectF(point.x() - reach, point.y() - reach, 2.0 * reach, 2.0 * reach)
        lines = self._scene.wires_near(area)
        found = [(wire, line) for wire, line in lines if isinstance(line, Axon) or not axons_only]
        if not found:
            return None
        curves = np.array([self._curve(wire, line) for wire, line in found])
        distances = _distances(_WEIGHTS @ curves, (point.x(), point.y()))
        best = int(np.argmin(distances))
        return found[best][0] if distances[best] <= reach else None

    def _curve(self, wire: Wire, line: Line) -> list[tuple[float, float]]:
        """Return the four points that a wire's own way is made of."""
        known = self._known.get(wire)
        if known is None or known[0] is not line:
            path = own_way(line)
            items = [path.elementAt(index) for index in range(path.elementCount())]
            points = [(item.x, item.y) for item in items]
            if len(points) != _CURVE:
                points = [points[0], points[0], points[-1], points[-1]]
            known = self._known[wire] = (line, points)
            self._forget_what_is_gone()
        return known[1]

    def _forget_what_is_gone(self) -> None:
        geometry = self._scene.geometry
        if len(self._known) > 2 * (len(geometry.axons) + len(geometry.cables)) + 16:
            self._known = {
                wire: known
                for wire, known in self._known.items()
                if self._scene.line(wire) is known[0]
            }


def _distances(curves: Floats, point: tuple[float, float]) -> Floats:
    """Return how far a point is from each curve, given as points along it: (n, steps, 2)."""
    start, way = curves[:, :-1], np.diff(curves, axis=1)
    to = np.asarray(point) - start
    share = (to * way).sum(axis=2) / np.maximum((way * way).sum(axis=2), 1e-12)
    off = to - np.clip(share, 0.0, 1.0)[..., None] * way
    return np.asarray(np.hypot(off[..., 0], off[..., 1]).min(axis=1))
