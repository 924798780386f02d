"""A thin bar that shows how much there is of something that has an end."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QWidget

from circuitlab.gui.faults import paints

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent

    from circuitlab.render.theme import Theme

WIDTH, HEIGHT, THICK = 38, 16, 6.0


class ShareBar(QWidget):
    """Shows a share from 0 to 1 in the colour `token`; it is painted anew only when that moves."""

    def __init__(self, theme: Theme, token: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._token = theme, token
        self.filled = 0
        self.setFixedSize(WIDTH, HEIGHT)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)

    def show_share(self, share: float) -> None:
        """Show a share; what is not known is shown as nothing, what is more as all."""
        known = 0.0 if math.isnan(share) else min(1.0, max(0.0, share))
        filled = round(known * WIDTH)
        if filled != self.filled:
            self.filled = filled
            self.update()

    @paints
    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            painter.fillRect(self.rect(), self._theme.colour("panel"))
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            groove = QRectF(0, (HEIGHT - THICK) / 2, WIDTH, THICK)
            painter.setBrush(self._theme.colour("line"))
            painter.drawRoundedRect(groove, THICK / 2, THICK / 2)
            if self.filled:
                painter.setBrush(self._theme.line_of(self._token))
                filled = groove.adjusted(0, 0, max(THICK, self.filled) - WIDTH, 0)
                painter.drawRoundedRect(filled, THICK / 2, THICK / 2)
