"""The live state of one element: its quantities with their values now, shares as small bars."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from circuitlab.catalog.live_words import state_text
from circuitlab.catalog.spec import State
from circuitlab.gui.inspector.share_bar import ShareBar
from circuitlab.gui.widgets.plain_text import PlainLabel, plain_tip
from circuitlab.gui.widgets.steady_label import Reading
from circuitlab.resources import _

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from circuitlab.render.live_frame import LiveFrame
    from circuitlab.render.theme import Theme


VALUE = QSize(70, 16)
"""Room for the longest value, so that a changing one never moves the names."""
SHARE = QSize(58, 16)
FIRING = "firing"
"""Stands for the rate at which an element fires, which no equation holds."""
AT_ONE_GLANCE = 4
"""Lines that are shown before more is asked for."""
_HEADLINES = ("v", "i", "current", "pain", "concentration")
"""The states of which one is written beside the heading, the first that there is."""


def headline_of(states: Iterable[State]) -> State | None:
    """Return the state that says most about an element: its potential, or else its current."""
    named = {state.name: state for state in states}
    return next((named[name] for name in _HEADLINES if name in named), None)


def at_one_glance(states: Sequence[State]) -> tuple[list[State], list[State]]:
    """Return the few states that are shown first, those with bars before others, and the rest."""
    ordered = sorted(states, key=lambda state: (state.name != FIRING, not state.full))
    return ordered[:AT_ONE_GLANCE], ordered[AT_ONE_GLANCE:]


def firing() -> State:
    """Return the line that says how often an element fires."""
    told = _("Spikes per second of one cell, over the last moments on the screen.")
    return State(FIRING, "f", "Hz", told, _("Firing"))


def value_now(frame: LiveFrame, id: str, state: State) -> float:
    """Return what a state of an element is in this frame; not a number where nothing is known."""
    if state.name == FIRING:
        return frame.rate_hz.get(id, math.nan)
    return frame.value(id, state.name)


class LiveList(QWidget):
    """One line for each state of the element `id`.

    Parameters
    ----------
    states : sequence of State
        What to show, from the catalog.
    theme : Theme
    token : str
        The colour of the bars.
    """

    def __init__(
        self,
        id: str,
        states: Sequence[State],
        theme: Theme,
        token: str = "accent",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._id, self._states = id, states
        self._values: list[Reading] = []
        self.bars: list[ShareBar | None] = []
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(6)
        grid.setVerticalSpacing(5)
        grid.setColumnStretch(0, 1)
        for row, state in enumerate(states):
            self._add_line(grid, row, state, theme, token)

    def _add_line(
        self, grid: QGridLayout, row: int, state: State, theme: Theme, token: str
    ) -> None:
        name, bar = PlainLabel(state.title), ShareBar(theme, token) if state.full else None
        name.setObjectName("liveName")
        name.setWordWrap(True)
        name.setToolTip(plain_tip(state.doc))
        grid.addWidget(name, row, 0)
        value = reading(state, theme, VALUE if bar is None else SHARE)
        if bar is None:
            at_right = Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignRight
            grid.addWidget(value, row, 1, 1, 2, at_right)
        else:
            grid.addWidget(bar, row, 1, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(value, row, 2, Qt.AlignmentFlag.AlignTop)
        self._values.append(value)
        self.bars.append(bar)

    def show_frame(self, frame: LiveFrame) -> None:
        """Show the values of `frame`."""
        for state, label, bar in zip(self._states, self._values, self.bars, strict=True):
            value = value_now(frame, self._id, state)
            label.setText(state_text(state, value))
            if bar is not None:
                bar.show_share(value / state.full)


class LiveHeading(QWidget):
    """The one value that says most, which comes first of all that is so now."""

    def __init__(
        self, id: str, state: State | None, theme: Theme, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._id, self._state = id, state
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(5)
        self.value: Reading | None = None
        if state is not None:
            name = PlainLabel(state.title)
            name.setObjectName("liveName")
            name.setWordWrap(True)
            name.setToolTip(plain_tip(state.doc))
            self.value = reading(state, theme, VALUE)
            row = QHBoxLayout()
            row.setSpacing(8)
            row.addWidget(name, 1)
            row.addWidget(self.value)
            column.addLayout(row)

    def show_frame(self, frame: LiveFrame) -> None:
        """Show the value of `frame`."""
        if self.value is not None and self._state is not None:
            now = value_now(frame, self._id, self._state)
            self.value.setText(state_text(self._state, now))


def reading(state: State, theme: Theme, room: QSize) -> Reading:
    """Return the label of a changing value."""
    value = Reading(theme, room, 12)
    value.setText("–")
    value.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop)
    value.setAccessibleName(state.title)
    return value
