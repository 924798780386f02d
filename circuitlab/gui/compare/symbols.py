"""The symbols of compared states as icons."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QIcon, QPainter, QPixmap

from circuitlab.render.state_symbols import paint_symbol

if TYPE_CHECKING:
    from circuitlab.render.theme import Theme

SIZE = 14
_RATIO = 2.0


@lru_cache(maxsize=32)
def symbol_icon(symbol: str, theme: Theme, times: float = 1.0) -> QIcon:
    """Return the symbol of a state as an icon, so many times as large as in a window."""
    side = round(SIZE * _RATIO * times)
    picture = QPixmap(side, side)
    picture.setDevicePixelRatio(_RATIO)
    picture.fill(Qt.GlobalColor.transparent)
    with QPainter(picture) as painter:
        painter.scale(times, times)
        paint_symbol(painter, symbol, QRectF(2.0, 2.0, SIZE - 4.0, SIZE - 4.0), theme)
    return QIcon(picture)
