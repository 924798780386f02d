"""What can be chosen on a walk's card, one line or more each, with what came true marked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from circuitlab.gui.faults import paints
from circuitlab.render.theme import Theme, font
from circuitlab.resources import _

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent

_LEFT, _PAD, _LEAST, _LIT = 34, 5, 28, 600
_WRAP = Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft


class Choice(QAbstractButton):
    """One answer: a ring to be filled, and words beside it.

    Attributes
    ----------
    is_true
        Whether the run showed this; None while that is not told.
    """

    def __init__(self, text: str, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self.is_true: bool | None = None
        self.setText(text)
        self.setAccessibleName(text)
        self.setCheckable(True)
        self.setAutoExclusive(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        policy = self.sizePolicy()
        policy.setVerticalPolicy(QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def tell(self, is_true: bool | None) -> None:
        """Mark it as what the run showed, or not, or (None) say nothing of it."""
        self.is_true = is_true
        told = _("{choice}, which the run shows").format(choice=self.text())
        self.setAccessibleName(told if is_true else self.text())
        self.update()

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        # as bold as it is once chosen: then it needs the same room
        room = QRectF(0, 0, max(40, width - _LEFT - 10), 1000).toRect()
        high = QFontMetrics(font(13, _LIT)).boundingRect(room, int(_WRAP), self.text()).height()
        return max(_LEAST, high + 2 * _PAD)

    def sizeHint(self) -> QSize:
        return QSize(240, _LEAST)  # its height comes of the width that it gets

    @paints
    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self.theme
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            lit = self.isChecked() or bool(self.is_true)
            strong = lit or self.hasFocus() or (self.underMouse() and self.isEnabled())
            edge = theme.line_of("accent") if strong else theme.colour("line")
            painter.setPen(QPen(edge, 1.6 if self.hasFocus() else 1.0))
            painter.setBrush(theme.colour("accent_tint" if lit else "panel"))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 6.0, 6.0)
            self._paint_sign(painter)
            painter.setPen(theme.colour("ink"))
            painter.setFont(font(13, _LIT if lit else 400))
            room = QRectF(self.rect()).adjusted(_LEFT, 0, -8, 0)
            painter.drawText(room, int(_WRAP), self.text())

    def _paint_sign(self, painter: QPainter) -> None:
        """Paint a ring, filled where it is chosen; a tick where it came true."""
        theme, middle = self.theme, QPointF(18.0, self.height() / 2)
        if self.is_true:
            painter.setPen(QPen(theme.line_of("accent"), 2.4))
            painter.drawPolyline(
                [middle + QPointF(-5, 0), middle + QPointF(-1, 4), middle + QPointF(6, -5)]
            )
            return
        painter.setPen(QPen(theme.line_of("accent" if self.isChecked() else "muted"), 1.6))
        painter.setBrush(theme.colour("panel"))
        painter.drawEllipse(middle, 6.0, 6.0)
        if self.isChecked():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.line_of("accent"))
            painter.drawEllipse(middle, 3.2, 3.2)
