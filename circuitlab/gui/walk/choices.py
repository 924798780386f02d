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
        self._times, self._number = 1.0, ""
        self.setText(text)
        self.setAccessibleName(text)
        self.setCheckable(True)
        self.setAutoExclusive(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        policy = self.sizePolicy()
        policy.setVerticalPolicy(QSizePolicy.Policy.Minimum)
        policy.setHorizontalPolicy(QSizePolicy.Policy.Ignored)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def tell(self, is_true: bool | None) -> None:
        """Mark it as what the run showed, or not, or (None) say nothing of it."""
        self.is_true = is_true
        told = _("{choice}, which the run shows").format(choice=self.text())
        self.setAccessibleName(told if is_true else self.text())
        self.update()

    def magnify(self, times: float, number: str) -> None:
        """Show it so many times as large, and by which number it is chosen, if by any."""
        self._times, self._number = times, number
        self.updateGeometry()
        self.update()

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        # as bold as it is once chosen: then it needs the same room
        times = self._times
        room = QRectF(0, 0, max(40.0, width - (_LEFT + 10) * times), 4000).toRect()
        letters = QFontMetrics(font(13 * times, _LIT))
        high = letters.boundingRect(room, int(_WRAP), self.text()).height()
        return max(round(_LEAST * times), high + round(2 * _PAD * times))

    def sizeHint(self) -> QSize:
        return QSize(240, round(_LEAST * self._times))  # its height comes of the width that it gets

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
            painter.save()
            painter.scale(self._times, self._times)
            self._paint_sign(painter)
            painter.restore()
            painter.setPen(theme.colour("ink"))
            painter.setFont(font(13 * self._times, _LIT if lit else 400))
            room = QRectF(self.rect()).adjusted(_LEFT * self._times, 0, -8 * self._times, 0)
            painter.drawText(room, int(_WRAP), self.text())

    def _paint_sign(self, painter: QPainter) -> None:
        """Paint a ring, filled where it is chosen; a tick where it came true."""
        theme, middle = self.theme, QPointF(18.0, self.height() / 2 / self._times)
        if self.is_true:
            painter.setPen(QPen(theme.line_of("accent"), 2.4))
            painter.drawPolyline(
                [middle + QPointF(-5, 0), middle + QPointF(-1, 4), middle + QPointF(6, -5)]
            )
            return
        painter.setPen(QPen(theme.line_of("accent" if self.isChecked() else "muted"), 1.6))
        painter.setBrush(theme.colour("panel"))
        if self._number:
            self._paint_number(painter, middle)
            return
        painter.drawEllipse(middle, 6.0, 6.0)
        if self.isChecked():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.line_of("accent"))
            painter.drawEllipse(middle, 3.2, 3.2)

    def _paint_number(self, painter: QPainter, middle: QPointF) -> None:
        """Paint a ring around the number by whose key it is chosen."""
        if self.isChecked():
            painter.setBrush(self.theme.line_of("accent"))
        painter.drawEllipse(middle, 9.0, 9.0)
        painter.setPen(self.theme.colour("panel" if self.isChecked() else "ink"))
        painter.setFont(font(12, _LIT))
        box = QRectF(middle.x() - 9.0, middle.y() - 9.0, 18.0, 18.0)
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, self._number)
