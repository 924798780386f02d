"""The small lines below a figure: where it comes from, and what it is not."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt

from circuitlab.render.paint_context import Stage
from circuitlab.render.pens import RIGHT, write_within
from circuitlab.render.theme import font


def write_foot(stage: Stage, text: str, room: QRectF) -> None:
    """Write a line below a figure; of one that is too long the middle is left out."""
    muted, gap = stage.theme.ink_of("muted"), Qt.TextElideMode.ElideMiddle
    write_within(stage.painter, text, room, font(9), muted, RIGHT, gap)
