"""The live state of one element: its quantities with their values now."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter
from PySide6.QtWidgets import QSizePolicy, QWidget

from circuitlab.catalog.words import format_number
from circuitlab.render.theme import Theme, font

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QPaintEvent

    from circuitlab.catalog.spec import State
    from circuitlab.render.live_frame import LiveFrame

ROW = 22
_MIDDLE = Qt.AlignmentFlag.AlignVCenter


class LiveList(QWidget):
    """One line for each state of the element `id`.

    Parameters
    ----------
    states : sequence of State
        What to show, from the catalog.
    """

    def __init__(
        self, theme: Theme, id: str, states: Sequence[State], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._theme, self._id, self._states = theme, id, states
        self._words: tuple[str, ...] = ("–",) * len(states)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(ROW * len(states))

    def show_frame(self, frame: LiveFrame) -> None:
        """Show the values of `frame`."""
        words = tuple(
            value_words(frame.value(self._id, state.name), state.unit) for state in self._states
        )
        if words != self._words:
            self._words = words
            said = (f"{name_of(s)} {w}" for s, w in zip(self._states, words, strict=True))
            self.setAccessibleName(", ".join(said))
            self.update()

    def sizeHint(self) -> QSize:
        return QSize(240, ROW * len(self._states))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        for place, (state, words) in enumerate(zip(self._states, self._words, strict=True)):
            box = QRectF(0, place * ROW, self.width(), ROW)
            painter.setFont(font(12, 600))
            width = QFontMetricsF(painter.font()).horizontalAdvance(words)
            painter.setPen(self._theme.colour("ink"))
            painter.drawText(box, Qt.AlignmentFlag.AlignRight | _MIDDLE, words)
            painter.setFont(font(12))
            painter.setPen(self._theme.ink_of("muted"))
            name = QFontMetricsF(painter.font()).elidedText(
                name_of(state), Qt.TextElideMode.ElideRight, max(40.0, box.width() - width - 12)
            )
            painter.drawText(box, Qt.AlignmentFlag.AlignLeft | _MIDDLE, name)
        painter.end()


def name_of(state: State) -> str:
    """Return a state's name in words: the first clause of its doc, or its symbol."""
    clause = state.doc.split(";")[0].split(",")[0].split(". ")[0].rstrip(".")
    return clause or state.symbol or state.name


def value_words(value: float, unit: str) -> str:
    """Return a value as it stands in the list: a steady number of digits, with its unit."""
    if not math.isfinite(value):
        return "–"
    if abs(value) >= 10:
        number = f"{value:.1f}"
    elif abs(value) >= 0.01 or value == 0:
        number = f"{value:.3f}"
    else:
        number = format_number(float(f"{value:.2g}"))
    number = number.replace("-", "−")
    return f"{number} {unit}" if unit not in ("", "1") else number
