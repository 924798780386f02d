"""Which stretch of model time the plot shows: how long it is, and where it ends."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from circuitlab.gui.traces.arrangement import within
from circuitlab.gui.traces.header import fitting_window

if TYPE_CHECKING:
    from circuitlab.gui.session import Session


class Looking(QObject):
    """A window on the run: it ends now, or while the run is held, anywhere up to now.

    Zooming about a place may leave the moment that is looked at within the window, or beyond it.

    Attributes
    ----------
    sheet
        A stretch, (start, end) in ms, that lies still while the run writes on it; None for none.
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
        self.sheet: tuple[float, float] | None = None
        self._pinned_ms: float | None = None
        self._is_pulling = False
        self._grabbed_right: float | None = None
        self._grabbed_ms, self._grabbed_speed = 0.0, 1.0
        session.looked.connect(self._looked)
        session.playing_changed.connect(self._follow)

    @property
    def window_ms(self) -> float:
        """The model time that the width of the plot stands for."""
        if self.sheet is not None:
            return self.sheet[1] - self.sheet[0]
        return self.chosen_ms or fitting_window(self._session.speed)

    @property
    def right_ms(self) -> float:
        """The model time at the right edge."""
        if self.sheet is not None:
            return self.sheet[1]
        return self._session.live.time_ms if self._pinned_ms is None else self._pinned_ms

    @property
    def is_held(self) -> bool:
        """Whether a moment is looked at, and not the run as it goes on."""
        return self._session.ago_ms > 0.0 or not self._session.playing

    def choose(self, window_ms: float | None) -> None:
        """Show this much model time, or (None) what fits the speed, up to now or that moment."""
        self.chosen_ms = window_ms
        self.sheet = self._pinned_ms = None
        self.changed.emit()

    def lay_sheet(self, sheet: tuple[float, float] | None) -> None:
        """Show a stretch, of the future too, until another one is asked for."""
        self.sheet = sheet
        self._session.frame_ready.emit()

    def zoom(self, factor: float, about_ms: float) -> None:
        """Show so many times as much time: about now while it goes on, else about a time."""
        before, self.sheet = self.window_ms, None
        self.chosen_ms = within(before * factor)
        if self.is_held:
            self._end_at(about_ms + (self.right_ms - about_ms) * self.chosen_ms / before)
        self.changed.emit()

    def hold(self, start_ms: float, end_ms: float) -> None:
        """Hold the run where it is, and show this stretch."""
        self._session.pause()
        self.sheet = None
        self.chosen_ms = within(end_ms - start_ms)
        self._end_at(end_ms)
        self.changed.emit()

    def grab(self) -> None:
        """The hand takes hold of the strips."""
        self.sheet = None
        self._grabbed_ms, self._grabbed_speed = self._session.ago_ms, self._session.shown_speed
        self._grabbed_right = self._pinned_ms

    def pull(self, model_ms: float) -> None:
        """Look at another moment: the strips move with the hand."""
        pulled_ms = model_ms / self._grabbed_speed
        self._is_pulling = self._grabbed_right is not None
        self._session.look_back(max(0.0, self._grabbed_ms + pulled_ms))
        self._is_pulling = False
        if self._grabbed_right is not None:
            self._end_at(self._grabbed_right - model_ms)
            self.changed.emit()

    def _end_at(self, right_ms: float) -> None:
        self._pinned_ms = min(right_ms, self._session.now_ms)

    def _looked(self) -> None:
        """Another moment is looked at: the plot ends there, unless it is pulled along itself."""
        if not self._is_pulling:
            self._pinned_ms = None

    def _follow(self, is_playing: bool) -> None:
        if is_playing:
            self._pinned_ms = None
