"""The live state of one element: its quantities with their values now."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from circuitlab.catalog.live_words import live_text
from circuitlab.gui.widgets.plain_text import PlainLabel, plain_tip
from circuitlab.gui.widgets.steady_label import Reading

if TYPE_CHECKING:
    from collections.abc import Sequence

    from circuitlab.catalog.spec import State
    from circuitlab.render.live_frame import LiveFrame
    from circuitlab.render.theme import Theme


VALUE = QSize(84, 16)
"""Room for the longest value, so that a changing one never moves the names."""


class LiveList(QWidget):
    """One line for each state of the element `id`.

    Parameters
    ----------
    states : sequence of State
        What to show, from the catalog.
    theme : Theme
    """

    def __init__(
        self, id: str, states: Sequence[State], theme: Theme, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._id, self._states = id, states
        self._values: list[Reading] = []
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(5)
        grid.setColumnStretch(0, 1)
        for row, state in enumerate(states):
            name, value = PlainLabel(state.title), Reading(theme, VALUE, 12)
            value.setText("–")
            name.setObjectName("liveName")
            name.setWordWrap(True)
            name.setToolTip(plain_tip(state.doc))
            value.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop)
            value.setAccessibleName(state.title)
            grid.addWidget(name, row, 0)
            grid.addWidget(value, row, 1, Qt.AlignmentFlag.AlignTop)
            self._values.append(value)

    def show_frame(self, frame: LiveFrame) -> None:
        """Show the values of `frame`."""
        for state, label in zip(self._states, self._values, strict=True):
            label.setText(live_text(frame.value(self._id, state.name), state.unit))
