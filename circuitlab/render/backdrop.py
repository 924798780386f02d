"""The anatomical ground of the canvas: lanes from the skin to the brain."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QFontMetricsF

from circuitlab.render.pens import LEFT, line, write
from circuitlab.render.stage import Stage
from circuitlab.render.theme import font
from circuitlab.resources import _

WORLD = QRectF(0.0, 0.0, 1500.0, 900.0)
"""Room that the lanes take by default, in canvas units."""


@dataclass(frozen=True, slots=True)
class Lane:
    """One part of the body.

    Parameters
    ----------
    name : str
        The word that the catalog uses.
    title, region : str
        What people read; the region may be empty.
    left, right : float
        In canvas units.
    """

    name: str
    title: str
    region: str
    left: float
    right: float


def lanes() -> tuple[Lane, ...]:
    """The lanes, from left to right."""
    return (
        Lane("skin", _("Skin"), "", 0.0, 330.0),
        Lane("drg", _("Dorsal root ganglion"), "", 330.0, 560.0),
        Lane("spinal", _("Spinal cord"), _("dorsal horn"), 560.0, 1130.0),
        Lane("brain", _("Brain"), "", 1130.0, 1500.0),
    )


def paint_backdrop(stage: Stage, room: QRectF, heading_scale: float = 1.0) -> None:
    """Paint the lanes into a rectangle; the outer ones reach its edges.

    Parameters
    ----------
    room : QRectF
        In canvas units; headings stand at its top.
    heading_scale : float
        Canvas units per unit of heading size, so that headings keep their size on screen.
    """
    shown = lanes()
    for index, lane in enumerate(shown):
        left = room.left() if index == 0 else max(room.left(), lane.left)
        right = room.right() if index == len(shown) - 1 else min(room.right(), lane.right)
        if right <= left:
            continue
        area = QRectF(left, room.top(), right - left, room.height())
        stage.painter.fillRect(area, stage.theme.colour(f"lane_{lane.name}"))
        if index and left > room.left():
            edge = stage.theme.colour("lane_edge")
            top, foot = QPointF(left, room.top()), QPointF(left, room.bottom())
            line(
                stage.painter,
                top,
                foot,
                edge,
                heading_scale,
                (2.0 * heading_scale, 5.0 * heading_scale),
            )
        _heading(stage, lane, area, heading_scale)


def _heading(stage: Stage, lane: Lane, area: QRectF, scale: float) -> None:
    """Small capitals at the top of a lane, as far as they fit."""
    letters = font(10.5, 700, spacing=0.9)
    measure = QFontMetricsF(letters)
    room = area.width() / scale - 20.0
    title, region = lane.title.upper(), f" · {lane.region}" if lane.region else ""
    fits = measure.horizontalAdvance(title + region) <= room
    if measure.horizontalAdvance(title) > room:
        return
    stage.painter.save()
    stage.painter.translate(area.left() + 14.0 * scale, area.top() + 14.0 * scale)
    stage.painter.scale(scale, scale)
    text = title + region if fits else title
    write(
        stage.painter,
        text,
        QRectF(0.0, 0.0, room + 8.0, 18.0),
        letters,
        stage.theme.ink_of("muted"),
        LEFT,
    )
    stage.painter.restore()
