"""The little bar at the bottom left: out, percent, in, fit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

from circuitlab.gui.canvas.controls.button_bar import Pill, PillButton
from circuitlab.resources import _

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from circuitlab.render.theme import Theme

_WIDEST = 54


class ZoomControl(Pill):
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

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(theme, parent)
        self._scale = 0.0
        less = PillButton(self, "−", _("Zoom out"))
        self.percent = PillButton(self, "100 %", _("Show at 100 %"))
        more = PillButton(self, "+", _("Zoom in"))
        fit = PillButton(self, _("Fit"), _("Fit the circuit"))
        self.percent.setFixedWidth(_WIDEST)
        less.clicked.connect(lambda: self.zoomed.emit(0.8))
        more.clicked.connect(lambda: self.zoomed.emit(1.25))
        self.percent.clicked.connect(self.actual_size)
        fit.clicked.connect(self.fitted)
        for button in (less, self.percent, more, fit):
            self.row.addWidget(button)
        self.adjustSize()

    def show_scale(self, scale: float) -> None:
        """Show how large a canvas unit is."""
        if scale == self._scale:
            return
        self._scale = scale
        said = _("{percent:.0f} %").format(percent=100.0 * scale)
        if said != self.percent.text():
            self.percent.say(said)
