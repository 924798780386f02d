"""A circuit from afar before it is drawn: a disc for each element that stands by itself."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen, QPolygonF

from circuitlab.catalog.families import NEURON
from circuitlab.model.element import Role
from circuitlab.render.bodies import IN_MEMBRANES, NOTE

if TYPE_CHECKING:
    from circuitlab.catalog.spec import Catalog
    from circuitlab.model.circuit import Circuit
    from circuitlab.render.theme import Theme

_CELL, _THING = 64.0, 40.0
"""Widths of the discs in canvas units."""
_AROUND = 130.0
"""So far an element reaches around its middle, with its name."""
_LEAST = 3.0
"""View pixels that a disc is wide at least."""

Look = tuple[str, float]
"""A theme's token, and a width in canvas units."""


class Draft:
    """What can be shown of a circuit at once.

    Parameters
    ----------
    circuit : Circuit
    catalog : Catalog
    """

    def __init__(self, circuit: Circuit, catalog: Catalog) -> None:
        self._discs: dict[Look, QPolygonF] = defaultdict(QPolygonF)
        for element in circuit.elements.values():
            kind = catalog.kinds.get(element.kind)
            if kind is None or kind.glyph in IN_MEMBRANES or kind.glyph == NOTE:
                continue
            if not circuit.targets(element.id, Role.SITS_IN):
                width = _CELL if kind.family == NEURON else _THING
                self._discs[kind.colour, width].append(QPointF(element.x, element.y))

    def bounds(self) -> QRectF:
        """Return about how far the circuit reaches; empty where it has no such element."""
        around = QRectF()
        for middles in self._discs.values():
            box = middles.boundingRect()
            around = around.united(box.adjusted(-_AROUND, -_AROUND, _AROUND, _AROUND))
        return around

    def paint(self, painter: QPainter, theme: Theme, scale: float) -> None:
        """Paint the discs; the painter is in canvas units."""
        pen = QPen()
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        for (colour, width), middles in self._discs.items():
            pen.setColor(theme.colour(colour))
            pen.setWidthF(max(width, _LEAST / scale))
            painter.setPen(pen)
            painter.drawPoints(middles)
