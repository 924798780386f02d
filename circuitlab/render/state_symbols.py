"""The symbols of compared states: a shape and a colour each, and a style of line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPolygonF

from circuitlab.model.states import SYMBOLS

if TYPE_CHECKING:
    from circuitlab.render.theme import Theme

COLOURS = dict(zip(SYMBOLS, ("brain", "danger", "accent"), strict=True))
"""The token of each symbol's colour."""
DASHES: dict[str, tuple[float, ...]] = dict(zip(SYMBOLS, ((), (7.0, 3.0), (2.0, 2.5)), strict=True))
"""How lines of a state are broken: strokes and gaps in pixels; none for a whole line."""


def paint_symbol(painter: QPainter, symbol: str, box: QRectF, theme: Theme) -> None:
    """Paint the symbol of a state into a box."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.line_of(COLOURS[symbol]))
    if symbol == "triangle":
        top = QPointF(box.center().x(), box.top())
        painter.drawPolygon(QPolygonF([top, box.bottomRight(), box.bottomLeft()]))
    elif symbol == "square":
        painter.drawRoundedRect(box, 1.5, 1.5)
    else:
        painter.drawEllipse(box)
