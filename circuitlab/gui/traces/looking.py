"""Which stretch of model time the plot shows: how long it is, and where it ends."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from circuitlab.gui.traces.arrangement import within
from circuitlab.gui.traces.header import fitting_window

if TYPE_CHECKING:
    from circuitlab.gui.session import Session

AT_ONCE_MS = 1e-6
"""So little time on the screen ago that it looks like now, and yet the run is held."""


class Looking(QObject):
    """A window on the run: it ends now, or at the moment of the past that is looked at.

    Zooming about a place of the past may leave that moment within the window, or beyond its end.

    Attributes
    ----------
    chosen_ms
        How much model time was asked for; None for what fits the speed.
    changed : Signal()
        Another stretch is shown than the run's own course would bring.
    """

    changed = Signal()

    def __init__(self, session: Session, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self.chosen_ms: float | None = None
        self._ahead_ms = 0.0
        self._grabbed_ms, self._grabbed_speed = 0.0, 1.0
        session.looked.connect(self._looked)

    @property
    def window_ms(self) -> float:
        """The model time that the width of the plot stands for."""
        return self.chosen_ms or fitting_window(self._session.speed)

    @property
    def right_ms(self) -> float:
        """The model time at the right edge."""
        return self._session.live.time_ms + self._ahead_ms

    @property
    def is_past(self) -> bool:
        """Whether another moment than now is looked at."""
        return self._session.ago_ms > 0.0

    def choose(self, window_ms: float | None) -> None:
        """Show this much model time, or (None) what fits the speed, up to now or that moment."""
        self.chosen_ms = window_ms
        self._ahead_ms = 0.0
        self.changed.emit()

    def zoom(self, factor: float, about_ms: float) -> None:
        """Show so many times as much time: about now while it is followed, else about a time."""
        before = self.window_ms
        self.chosen_ms = within(before * factor)
        if self.is_past:
            self._end_at(about_ms + (self.right_ms - about_ms) * self.chosen_ms / before)
        self.changed.emit()

    def hold(self, start_ms: float, end_ms: float) -> None:
        """Hold the run where it is, and show this stretch."""
        if not self.is_past:
            self._session.look_back(AT_ONCE_MS)
        self.chosen_ms = within(end_ms - start_ms)
        self._end_at(end_ms)
        self.changed.emit()

    def grab(self) -> None:
        """The hand takes hold of the strips."""
        self._grabbed_ms, self._grabbed_speed = self._session.ago_ms, self._session.shown_speed

    def pull(self, model_ms: float) -> None:
        """Look at another moment: the strips move with the hand."""
        pulled_ms = model_ms / self._grabbed_speed
        self._session.look_back(max(0.0, self._grabbed_ms + pulled_ms))

    def _end_at(self, right_ms: float) -> None:
        self._ahead_ms = min(right_ms, self._session.now_ms) - self._session.live.time_ms

    def _looked(self) -> None:
        if not self.is_past:
            self._ahead_ms = 0.0
