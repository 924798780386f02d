"""The anatomical ground of the canvas: lanes from the skin to the brain."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QFont, QFontMetricsF

from circuitlab.model.layout import LANES
from circuitlab.render.paint_context import Stage
from circuitlab.render.pens import LEFT, line, write
from circuitlab.render.theme import font
from circuitlab.resources import _

HEADING_LINE, HEADING_SPACING = 14.0, 0.9
WORLD = QRectF(0.0, 0.0, LANES["brain"][1], 720.0)
"""Room that the lanes take by default, in canvas units."""


@dataclass(frozen=True, slots=True)
class Lane:
    """One part of the body.

    Parameters
    ----------
    name : str
        The word that the catalog uses.
    title, region, short : str
        What people read; the region may be empty, the short form stands where room lacks.
    left, right : float
        In canvas units.
    """

    name: str
    title: str
    region: str
    short: str
    left: float
    right: float


def lanes() -> tuple[Lane, ...]:
    """The lanes, from left to right."""
    words = {
        "skin": (_("Skin"), "", ""),
        "drg": (_("Dorsal root ganglion"), "", _("DRG")),
        "spinal": (_("Spinal cord"), _("dorsal horn"), _("Cord")),
        "brain": (_("Brain"), "", ""),
    }
    return tuple(Lane(name, *words[name], *LANES[name]) for name in LANES)


def heading(lane: Lane, letters: QFont, room: float) -> list[str]:
    """Lines of a lane's heading that fit into a width: with its region, plain, or two of them."""
    fitting = (lines for lines, width in _wordings(lane, letters) if width <= room)
    return list(next(fitting, ()))


@lru_cache(maxsize=64)
def _wordings(lane: Lane, letters: QFont) -> tuple[tuple[tuple[str, ...], float], ...]:
    """Ways to say a heading, the fullest first, each with the width that it needs."""
    measure = QFontMetricsF(letters)
    title = lane.title.upper()
    words = title.split()
    halves = [
        (" ".join(words[:cut]), " ".join(words[cut:])) for cut in range(len(words) - 1, 0, -1)
    ]
    wholes = [(f"{title} · {lane.region}",)] if lane.region else []
    return tuple(
        (lines, max(measure.horizontalAdvance(text) for text in lines))
        for lines in (*wholes, (title,), *halves, (lane.short.upper(),))
    )


def paint_lanes(stage: Stage, room: QRectF, heading_scale: float = 1.0) -> None:
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
    letters = font(10.5, 700, spacing=HEADING_SPACING)
    room = area.width() / scale - 20.0
    stage.painter.save()
    stage.painter.translate(area.left() + 14.0 * scale, area.top() + 14.0 * scale)
    stage.painter.scale(scale, scale)
    ink = stage.theme.ink_of("muted")
    for row, text in enumerate(heading(lane, letters, room)):
        line_room = QRectF(0.0, HEADING_LINE * row, room + 8.0, 18.0)
        write(stage.painter, text, line_room, letters, ink, LEFT)
    stage.painter.restore()
