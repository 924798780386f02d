"""The little bar at the bottom left: out, percent, in, fit."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QToolButton, QWidget

from circuitlab.render.theme import Theme
from circuitlab.resources import _

HEIGHT = 32
_SHEET = """
QFrame#zoom {{ background: {panel}; border: 1px solid {line}; border-radius: 7px; }}
QFrame#zoom QToolButton {{ background: transparent; border: none; border-radius: 5px;
    color: {ink}; font-size: 12px; font-weight: 500; padding: 2px 7px; }}
QFrame#zoom QToolButton:hover, QFrame#zoom QToolButton:focus {{ background: {raised}; }}
"""


class ZoomControl(QFrame):
    """Buttons that change how near the circuit is.

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

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("zoom")
        row = QHBoxLayout(self)
        row.setContentsMargins(3, 2, 3, 2)
        row.setSpacing(0)
        less = self._button("−", _("Zoom out"))
        self.percent = self._button("100 %", _("Show at 100 %"))
        more = self._button("+", _("Zoom in"))
        fit = self._button(_("Fit"), _("Fit the circuit"))
        self.percent.setMinimumWidth(54)
        less.clicked.connect(lambda: self.zoomed.emit(0.8))
        more.clicked.connect(lambda: self.zoomed.emit(1.25))
        self.percent.clicked.connect(self.actual_size)
        fit.clicked.connect(self.fitted)
        for button in (less, self.percent, more, fit):
            row.addWidget(button)
        self.setFixedHeight(HEIGHT)

    def show_scale(self, scale: float) -> None:
        """Show how large a canvas unit is."""
        self.percent.setText(_("{percent:.0f} %").format(percent=100.0 * scale))
        self.adjustSize()

    def set_theme(self, theme: Theme) -> None:
        """Wear the colours of a theme."""
        names = ("panel", "line", "ink", "raised")
        self.setStyleSheet(_SHEET.format(**{name: theme.colour(name).name() for name in names}))

    def _button(self, text: str, name: str) -> QToolButton:
        button = QToolButton(self)
        button.setText(text)
        button.setToolTip(name)
        button.setAccessibleName(name)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.setCursor(Qt.CursorShape.PointingHandCursor)
        return button
