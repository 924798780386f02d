"""A dot for each step of a walk; a click goes there."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QSizePolicy, QWidget

from circuitlab.gui.faults import paints
from circuitlab.gui.widgets.plain_text import plain_tip
from circuitlab.resources import _

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QPaintEvent

    from circuitlab.render.theme import Theme

_SIZE, _SLIM = 14, 12
_MANY = 8
"""From so many steps on the dots stand closer."""


class Dot(QAbstractButton):
    """One step: full where it lies behind, ringed where it is the present one."""

    def __init__(self, theme: Theme, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self.is_behind = self.is_here = False
        self.times = 1.0
        self.setFixedSize(QSize(_SIZE, 20))
        self.setAccessibleName(title)
        self.setToolTip(plain_tip(title))
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    @paints
    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            accent = self.theme.line_of("accent")
            painter.scale(self.times, self.times)
            middle = QPointF(self.width() / 2, self.height() / 2) / self.times
            reached = self.is_behind or self.is_here
            edge = accent if reached or self.hasFocus() else self.theme.line_of("muted")
            painter.setPen(QPen(edge, 1.4))
            painter.setBrush(accent if reached else Qt.BrushStyle.NoBrush)
            painter.drawEllipse(middle, 3.4, 3.4)
            if self.is_here or self.hasFocus():
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.drawEllipse(middle, 6.0, 6.0)


class Dots(QWidget):
    """All steps in a row.

    Attributes
    ----------
    wanted : Signal(int)
        The step to go to, from 0.
    """

    wanted = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.dots: list[Dot] = []
        self._times = 1.0
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(1)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_steps(self, titles: Sequence[str], at: int, theme: Theme) -> None:
        """Show so many steps, and where among them one is."""
        if [dot.toolTip() for dot in self.dots] != _named(titles):
            self._make(titles, theme)
        for number, dot in enumerate(self.dots):
            dot.theme = theme
            dot.is_behind, dot.is_here = number < at, number == at
            dot.update()

    def magnify(self, times: float) -> None:
        """Show the dots so many times as large, as far as they stay dots."""
        self._times = times
        self._give_room()

    def _give_room(self) -> None:
        wide = round(self._times * (_SLIM if len(self.dots) >= _MANY else _SIZE))
        for dot in self.dots:
            dot.times = self._times
            dot.setFixedSize(QSize(wide, round(20 * self._times)))

    def _make(self, titles: Sequence[str], theme: Theme) -> None:
        for dot in self.dots:
            self._row.removeWidget(dot)
            dot.deleteLater()
        self.dots = [Dot(theme, title) for title in _named(titles)]
        self._row.setSpacing(0 if len(titles) >= _MANY else 1)
        for number, dot in enumerate(self.dots):
            dot.clicked.connect(partial(self.wanted.emit, number))
            self._row.addWidget(dot)
        self._give_room()


def _named(titles: Sequence[str]) -> list[str]:
    step = _("Step {number}: {title}")
    return [step.format(number=n, title=title).rstrip(": ") for n, title in enumerate(titles, 1)]
