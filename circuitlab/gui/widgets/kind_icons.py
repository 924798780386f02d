"""Small pictures of the kinds, for lists."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPixmap

from circuitlab.render.glyphs.icons import paint_icon
from circuitlab.render.paint_context import Stage

if TYPE_CHECKING:
    from circuitlab.catalog.spec import Kind
    from circuitlab.render.theme import Theme

RATIO = 2.0


@lru_cache(maxsize=512)
def kind_pixmap(kind: Kind, theme: Theme, size: int) -> QPixmap:
    """Return the picture of `kind`, `size` pixels wide and high, for a list."""
    picture = QPixmap(round(size * RATIO), round(size * RATIO))
    picture.setDevicePixelRatio(RATIO)
    picture.fill(Qt.GlobalColor.transparent)
    with QPainter(picture) as painter:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_icon(Stage(painter, theme), QRectF(0.0, 0.0, size, size), kind)
    return picture
