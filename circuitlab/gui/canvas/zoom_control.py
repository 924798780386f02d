"""The little bar at the bottom left: out, percent, in, fit."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QHBoxLayout, QToolButton, QWidget

from circuitlab.render.pens import CENTRE, write
from circuitlab.render.theme import Theme, font
from circuitlab.resources import _

HEIGHT = 32
_PAD, _LEAST, _WIDEST = 20, 36, 54
_CORNER, _BUTTON_CORNER = 7.0, 5.0


class ZoomControl(QFrame):
    """Buttons that change how near the circuit is.

    It lies on a canvas that is painted sixty times a second, and so it paints itself, which
    takes a tenth of the time that a stylesheet would.

    Attributes
    ----------
    zoomed : Signal(float)
        A factor to zoom by.
    fitted, actual_size : Signal()
        The whole circuit is wanted, or 100 %.
    """

    zoomed = Signal(float)
    fitted = Signal()
    actual_size = Signal()

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.theme = theme
        row = QHBoxLayout(self)
        row.setContentsMargins(4, 3, 4, 3)
        row.setSpacing(0)
        less = _Button(self, "−", _("Zoom out"))
        self.percent = _Button(self, "100 %", _("Show at 100 %"))
        more = _Button(self, "+", _("Zoom in"))
        fit = _Button(self, _("Fit"), _("Fit the circuit"))
        self.percent.setFixedWidth(_WIDEST)
        less.clicked.connect(lambda: self.zoomed.emit(0.8))
        more.clicked.connect(lambda: self.zoomed.emit(1.25))
        self.percent.clicked.connect(self.actual_size)
        fit.clicked.connect(self.fitted)
        for button in (less, self.percent, more, fit):
            row.addWidget(button)
        self.setFixedHeight(HEIGHT)
        self.adjustSize()

    def show_scale(self, scale: float) -> None:
        """Show how large a canvas unit is."""
        said = _("{percent:.0f} %").format(percent=100.0 * scale)
        if said != self.percent.text():
            self.percent.setText(said)

    def set_theme(self, theme: Theme) -> None:
        """Wear the colours of a theme."""
        self.theme = theme
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self.theme.colour("line"), 1.0))
        painter.setBrush(self.theme.colour("panel"))
        edge = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.drawRoundedRect(edge, _CORNER, _CORNER)
        painter.end()


class _Button(QToolButton):
    """One of the control's buttons: words that light up under the pointer."""

    def __init__(self, control: ZoomControl, text: str, name: str) -> None:
        super().__init__(control)
        self._control = control
        self.setText(text)
        self.setToolTip(name)
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self._letters = font(12, 500)
        self.setFont(self._letters)
        wide = max(_LEAST, self.fontMetrics().horizontalAdvance(text) + _PAD)
        self.setFixedSize(wide, HEIGHT - 6)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        theme, room = self._control.theme, QRectF(self.rect())
        if self.underMouse() or self.hasFocus():
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("raised"))
            painter.drawRoundedRect(room, _BUTTON_CORNER, _BUTTON_CORNER)
        write(painter, self.text(), room, self._letters, theme.colour("ink"), CENTRE)
        painter.end()
