"""Where pins stand on a canvas: at the bottom left, off all else there, and off the circuit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QRect, QSize

from circuitlab.gui.canvas.least_covering import least_covering

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from circuitlab.gui.canvas.least_covering import Covers

MARGIN, GAP = 14, 8
_HEAD = 40
"""Pixels at the top where lanes are named."""
_ROUGH = 24
"""Pixels from one place that is tried to the next."""


def standing(
    sizes: Sequence[QSize], on: QSize, taken: Iterable[QRect], covers: Covers
) -> list[QPoint]:
    """Return a corner for each of some pins, the first of which stands lowest.

    Parameters
    ----------
    sizes
        Of the pins.
    on
        How large the canvas is.
    taken
        What lies on the canvas already.
    covers
        How many parts of the circuit a pin there would cover.
    """
    full = [_with_gap(room) for room in taken if not room.isNull()]
    corners = []
    for size in sizes:
        tried = (QRect(at, size) for at in _tried(size, on))
        best = least_covering(tried, full, covers)
        lowest = QPoint(MARGIN, max(0, on.height() - size.height() - MARGIN))
        corners.append(lowest if best is None else best.topLeft())
        full.append(_with_gap(QRect(corners[-1], size)))
    return corners


def _tried(size: QSize, on: QSize) -> Iterator[QPoint]:
    """Yield corners from the bottom left upwards, then along the foot, then everywhere else."""
    rows = list(range(on.height() - size.height() - MARGIN, _HEAD, -_ROUGH // 3))
    columns = range(MARGIN, on.width() - size.width() - MARGIN + 1, _ROUGH)
    yield from (QPoint(MARGIN, y) for y in rows[: len(rows) // 2])
    yield from (QPoint(x, rows[0]) for x in columns if rows)
    yield from (QPoint(MARGIN, y) for y in rows[len(rows) // 2 :])
    yield from (QPoint(x, y) for y in rows[::3] for x in columns)


def _with_gap(room: QRect) -> QRect:
    return room.adjusted(-GAP, -GAP, GAP, GAP)


def kept_within(corner: QPoint, size: QSize, on: QSize) -> QPoint:
    """Return the nearest corner at which a pin lies wholly on a canvas."""
    x = min(max(0, corner.x()), max(0, on.width() - size.width()))
    return QPoint(x, min(max(0, corner.y()), max(0, on.height() - size.height())))


def as_parts(corner: QPoint, size: QSize, on: QSize) -> tuple[float, float]:
    """Return where the middle of a pin lies, as parts of the canvas' width and height."""
    x = (corner.x() + size.width() / 2) / max(1, on.width())
    y = (corner.y() + size.height() / 2) / max(1, on.height())
    return (round(min(1.0, max(0.0, x)), 4), round(min(1.0, max(0.0, y)), 4))


def corner_at(place: tuple[float, float], size: QSize, on: QSize) -> QPoint:
    """Return the corner of a pin whose middle lies at parts of the canvas' width and height."""
    x = place[0] * on.width() - size.width() / 2
    y = place[1] * on.height() - size.height() / 2
    return kept_within(QPoint(round(x), round(y)), size, on)
