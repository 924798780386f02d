"""A circuit from afar before it is drawn: a disc for each element that stands by itself."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from circuitlab.catalog.families import NEURON
from circuitlab.gui.traces.tiles import polygon_of
from circuitlab.model.element import DOCUMENT, Role
from circuitlab.render.bodies import IN_MEMBRANES, NOTE
from circuitlab.render.keyed_rows import KeyedRows

if TYPE_CHECKING:
    from circuitlab.catalog.spec import Catalog, Kind
    from circuitlab.model.circuit import Circuit
    from circuitlab.model.delta import Key
    from circuitlab.render.keyed_rows import Floats
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
    """What can be shown of a circuit at once; followed edit by edit.

    Parameters
    ----------
    circuit : Circuit
    catalog : Catalog
    """

    def __init__(self, circuit: Circuit, catalog: Catalog) -> None:
        self._circuit, self._catalog = circuit, catalog
        self._looks: dict[str, Look] = {}
        self._middles: dict[Look, KeyedRows[str]] = {}
        shown = {name for name, kind in catalog.kinds.items() if _stands(kind)}
        self._put(circuit.of_kinds(shown.__contains__))

    def follow(self, circuit: Circuit, keys: Iterable[Key]) -> None:
        """Follow an edit of some elements and links."""
        self._circuit = circuit
        parts = [key for key in keys if isinstance(key, str) or key[0] != DOCUMENT]
        self._put({key if isinstance(key, str) else key[0] for key in parts})

    def _put(self, ids: Collection[str]) -> None:
        """Have the discs of some elements be as they are now."""
        element_of, looks, middles = self._circuit.rows.element, self._looks, self._middles
        for id in ids:
            element, look = element_of(id), self._look(id)
            if (before := looks.pop(id, look)) not in (look, None):
                middles[before].drop(id)
            if element is None or look is None:
                continue
            looks[id] = look
            if look not in middles:
                middles[look] = KeyedRows(2)
            middles[look].put(id, (element.x, element.y))

    def _look(self, id: str) -> Look | None:
        """Of what colour and width the disc of an element is; None where it has none."""
        rows = self._circuit.rows
        element = rows.element(id)
        kind = self._catalog.kinds.get(element.kind) if element is not None else None
        if kind is None or not _stands(kind):
            return None
        if any(data["link"].role is Role.SITS_IN for data in rows.ahead[id].values()):
            return None
        return kind.colour, _CELL if kind.family == NEURON else _THING

    def bounds(self) -> QRectF:
        """Return about how far the circuit reaches; empty where it has no such element."""
        around = QRectF()
        for middles in self._middles.values():
            if len(middles):
                left, top = np.fmin.reduce(middles.rows).tolist()
                right, bottom = np.fmax.reduce(middles.rows).tolist()
                box = QRectF(left, top, right - left, bottom - top)
                around = around.united(box.adjusted(-_AROUND, -_AROUND, _AROUND, _AROUND))
        return around

    def paint(self, painter: QPainter, theme: Theme, scale: float, area: QRectF) -> None:
        """Paint the discs in an area; the painter is in canvas units."""
        pen = QPen()
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        for (colour, width), middles in self._middles.items():
            wide = max(width, _LEAST / scale)
            here = _within(middles.rows, area.adjusted(-wide, -wide, wide, wide))
            if len(here):
                pen.setColor(theme.colour(colour))
                pen.setWidthF(wide)
                painter.setPen(pen)
                painter.drawPoints(polygon_of(here))


def _stands(kind: Kind) -> bool:
    """Whether elements of a kind may stand by themselves."""
    return kind.glyph not in IN_MEMBRANES and kind.glyph != NOTE


def _within(points: Floats, area: QRectF) -> Floats:
    """Return the points that lie in an area."""
    x, y = points.T
    here = (x >= area.left()) & (x <= area.right()) & (y >= area.top()) & (y <= area.bottom())
    found: Floats = points[here]
    return found
