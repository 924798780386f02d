"""Drawn over the window while a file is dragged: where it would land, and what would come of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen
from PySide6.QtWidgets import QWidget

from circuitlab.gui.faults import paints

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent

    from circuitlab.gui.data.landing import Landing
    from circuitlab.render.theme import Theme

_EDGE, _ROUND = 2.0, 8.0
_PAD = 12.0
_TINT = 28
"""Opacity of what lies over the place, of 255."""


class DropSign(QWidget):
    """Covers the window and takes no press."""

    def __init__(self, over: QWidget) -> None:
        super().__init__(over)
        self._over = over
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.landing: Landing | None = None
        self._theme: Theme | None = None
        self.hide()

    def show_landing(self, landing: Landing, theme: Theme) -> None:
        """Show what would come of files that are let go now."""
        if landing == self.landing and self.isVisible():
            return
        self.landing, self._theme = landing, theme
        self.setGeometry(self._over.rect())
        self.setAccessibleName(landing.words)
        self.show()
        self.raise_()
        self.update()

    def _box(self, landing: Landing) -> QRectF:
        room = QRectF(self.rect())
        return QRectF(landing.box).intersected(room).adjusted(_EDGE, _EDGE, -_EDGE, -_EDGE)

    def _pill(self, box: QRectF, words: str) -> tuple[QRectF, str]:
        """Return where the words stand: in the middle of a place, or under a small one."""
        letters, room = QFontMetricsF(self.font()), QRectF(self.rect())
        most = room.width() - 4.0 * _PAD
        text = letters.elidedText(words, Qt.TextElideMode.ElideMiddle, most)
        wide, high = letters.horizontalAdvance(text) + 2.0 * _PAD, letters.height() + _PAD
        pill = QRectF(0.0, 0.0, wide, high)
        pill.moveCenter(box.center())
        if box.height() < 3.0 * high:  # what is small is not covered
            pill.moveTop(box.bottom() + _PAD)
        left = min(max(pill.left(), _PAD), room.right() - _PAD - wide)
        top = min(max(pill.top(), _PAD), room.bottom() - _PAD - high)
        pill.moveTopLeft(QPointF(left, top))
        return pill, text

    # ---- Qt

    @paints
    def paintEvent(self, event: QPaintEvent) -> None:
        landing, theme = self.landing, self._theme
        if landing is None or theme is None:
            return
        hue = theme.colour("danger" if landing.is_refused else "accent")
        tint, box = QColor(hue), self._box(landing)
        tint.setAlpha(_TINT)
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(hue, _EDGE))
            painter.setBrush(tint)
            painter.drawRoundedRect(box, _ROUND, _ROUND)
            pill, text = self._pill(box, landing.words)
            painter.setBrush(theme.colour("panel"))
            painter.drawRoundedRect(pill, pill.height() / 2.0, pill.height() / 2.0)
            painter.setPen(theme.colour("ink"))
            painter.drawText(pill, Qt.AlignmentFlag.AlignCenter, text)
