"""A switch: on at the right, off at the left, with the word beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QAbstractButton, QWidget

from circuitlab.gui.faults import paints
from circuitlab.render.theme import Theme, font
from circuitlab.resources import _

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent

_TRACK = QRectF(34, 4, 32, 16)


class Toggle(QAbstractButton):
    """A two-state switch in the colours of `theme`."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def set_theme(self, theme: Theme) -> None:
        """Wear the colours of a theme."""
        self._theme = theme
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(68, 24)

    @paints
    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setFont(font(12, 600))
            painter.setPen(self._theme.colour("ink"))
            word = _("on") if self.isChecked() else _("off")
            right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
            painter.drawText(QRectF(0, 0, 28, 24), right, word)
            on = self.isChecked()
            edge = self._theme.line_of("accent" if on or self.hasFocus() else "muted")
            painter.setPen(QPen(edge, 2.0 if self.hasFocus() else 1.2))
            painter.setBrush(self._theme.line_of("accent") if on else self._theme.colour("raised"))
            painter.drawRoundedRect(_TRACK, 8, 8)
            painter.setBrush(self._theme.colour("panel"))
            knob = _TRACK.right() - 8 if on else _TRACK.left() + 8
            painter.drawEllipse(QPointF(knob, _TRACK.center().y()), 6, 6)
