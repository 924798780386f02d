"""A small picture of a whole circuit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPixmap

from circuitlab.model.leaving_out import without
from circuitlab.render.backdrops.registry import paint_backdrop, with_drawing
from circuitlab.render.bodies import METERS, NOTE
from circuitlab.render.geometry import Geometry
from circuitlab.render.paint_context import Detail, Stage
from circuitlab.render.whole_circuit import paint_circuit_still

if TYPE_CHECKING:
    from circuitlab.catalog.spec import Catalog
    from circuitlab.model.circuit import Circuit
    from circuitlab.render.theme import Theme

RATIO = 2.0
AIR = 30.0
ABOVE = 400.0
"""The backdrop begins so far above the picture that its headings are not seen."""
_TOO_SMALL = METERS | {NOTE}
"""Glyphs of what is left out: nothing of it could be read."""


def thumbnail(circuit: Circuit, catalog: Catalog, theme: Theme, width: int, height: int) -> QPixmap:
    """Return a picture of `circuit` that fits into `width` × `height` pixels."""
    picture = QPixmap(round(width * RATIO), round(height * RATIO))
    picture.setDevicePixelRatio(RATIO)
    picture.fill(theme.colour("paper"))
    geometry = Geometry(without(circuit, _beside(circuit, catalog)), catalog)
    backdrop = str(circuit.document["backdrop"])
    bounds = with_drawing(geometry.bounds(), backdrop).adjusted(-AIR, -AIR, AIR, AIR)
    scale = min(width / bounds.width(), height / bounds.height())
    with QPainter(picture) as painter:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.scale(scale, scale)
        room = QRectF(0.0, 0.0, width / scale, height / scale)
        room.moveCenter(bounds.center())
        painter.translate(-room.topLeft())
        stage = Stage(painter, theme, Detail.FAR, zoom=scale)
        paint_backdrop(stage, backdrop, room.adjusted(0.0, -ABOVE, 0.0, 0.0))
        paint_circuit_still(stage, geometry)
    return picture


def _beside(circuit: Circuit, catalog: Catalog) -> list[str]:
    """Return notes and meters, unless there is nothing else."""
    elements = circuit.elements.values()
    glyphs = {e.id: catalog.kinds[e.kind].glyph for e in elements if e.kind in catalog.kinds}
    small = [id for id, glyph in glyphs.items() if glyph in _TOO_SMALL]
    return small if len(small) < len(circuit.elements) else []
