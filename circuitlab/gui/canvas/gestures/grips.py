"""Where a wire that is lit can be gripped: near its ends, and at a cross beside its middle."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from PySide6.QtCore import QPointF, QRectF, QSizeF
from PySide6.QtGui import QPainterPath

from circuitlab.render.curves import across, unit

GRIP_REACH = 11.0
"""Radius in view pixels within which a grip is hit."""

_SHORTEST = 54.0
_CROSS_AWAY = 19.0

Spot = Literal["", "start", "end", "cross"]


@dataclass(frozen=True, slots=True)
class Grips:
    """Where a lit wire can be gripped, in view pixels.

    Parameters
    ----------
    start, end : QPointF
        Near its ends, as it is drawn.
    cross : QPointF
        Beside its middle: a press there takes it away.
    """

    start: QPointF
    end: QPointF
    cross: QPointF

    def at(self, view: QPointF) -> Spot:
        """Return which of them a view position is on."""
        spots: dict[Spot, QPointF] = {"cross": self.cross, "start": self.start, "end": self.end}
        for spot, middle in spots.items():
            way = view - middle
            if QPointF.dotProduct(way, way) <= GRIP_REACH**2:
                return spot
        return ""


def grips_of(path: QPainterPath, room: QSizeF, inset: tuple[float, float]) -> Grips | None:
    """Return the grips of a wire that runs along `path`, all in view pixels.

    Parameters
    ----------
    room : QSizeF
        Size of the view: the cross stands beside the middle of what is in it.
    inset : (float, float)
        How far the grips lie from either end, where there is room for it.
    """
    long = path.length()
    if long < _SHORTEST:
        return None
    start, end = min(inset[0], 0.3 * long), min(inset[1], 0.2 * long)
    middle = _middle_in_view(path, room)
    here = path.pointAtPercent(middle)
    side = across(unit(path.pointAtPercent(middle + 0.01) - path.pointAtPercent(middle - 0.01)))
    side = side if side.y() < 0.0 else -side
    return Grips(
        path.pointAtPercent(path.percentAtLength(start)),
        path.pointAtPercent(path.percentAtLength(long - end)),
        here + side * _CROSS_AWAY,
    )


def _middle_in_view(path: QPainterPath, room: QSizeF) -> float:
    """Return the middle of the longest way, as a share of it, that is in the view."""
    shares = [step / 24 for step in range(2, 23)]
    area = QRectF(QPointF(), room).adjusted(12.0, 12.0, -12.0, -12.0)
    seen = [share for share in shares if area.contains(path.pointAtPercent(share))]
    return min(seen, key=lambda share: abs(share - 0.5), default=0.5)
