"""Lets the spikes of a run be heard, while somebody wants it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QObject, QSettings, Qt, QTimer, Signal

from circuitlab.gui.sound.loudspeaker import RATE_HZ, Loudspeaker, Silent, open_loudspeaker
from circuitlab.playback.clicks import Clicks, as_pcm
from circuitlab.playback.heard import heard

if TYPE_CHECKING:
    from collections.abc import Callable

    from circuitlab.engine.running.messages import RunnerFrame
    from circuitlab.engine.running.spikes import Spikes
    from circuitlab.gui.session import Session

EVERY_MS = 16
VOLUME = 0.5
_KEY = "sound/volume"


class SpikeSound(QObject):
    """Clicks at the spikes of what is chosen, or of what tells of pain; off at every start.

    Parameters
    ----------
    session : Session
        Whose spikes are heard.
    open_ : callable
        Returns what plays, or raises `Silent`.

    Attributes
    ----------
    is_on : bool
    trouble : str
        Why there is no sound though it was wanted; empty where there is.
    volume : float
        From 0 to 1.
    changed : Signal()
        It is on or off.
    """

    changed = Signal()

    def __init__(
        self,
        session: Session,
        parent: QObject | None = None,
        open_: Callable[[], Loudspeaker] = open_loudspeaker,
    ) -> None:
        super().__init__(parent)
        self._session, self._open = session, open_
        self.is_on, self.trouble = False, ""
        self.volume = _kept_volume()
        self._speaker: Loudspeaker | None = None
        self._clicks = Clicks(RATE_HZ)
        self._waiting: list[tuple[Spikes, float, float]] = []
        self._until_ms = 0.0
        self._timer = QTimer(self, interval=EVERY_MS, timerType=Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self.feed)

    def turn(self) -> None:
        """Let spikes be heard, or no more; `trouble` says why they cannot."""
        if self.is_on:
            self.stop()
            return
        try:
            self._speaker = self._open()
        except Silent as why:
            self.trouble = str(why)
            return
        self.is_on, self.trouble = True, ""
        self._until_ms = self._session.now_ms
        self._session.polled.connect(self.take)
        self._timer.start()
        self.changed.emit()

    def stop(self) -> None:
        """Let nothing be heard any more."""
        if not self.is_on:
            return
        self.is_on = False
        self._timer.stop()
        self._session.polled.disconnect(self.take)
        self._waiting.clear()
        self._clicks.forget()
        if self._speaker is not None:
            self._speaker.stop()
            self._speaker = None
        self.changed.emit()

    def set_volume(self, volume: float) -> None:
        """Be as loud as this, from 0 to 1, from now on."""
        self.volume = min(1.0, max(0.0, round(volume, 2)))
        QSettings().setValue(_KEY, self.volume)

    def take(self, frame: RunnerFrame) -> None:
        """Take the spikes of a stretch of the run."""
        start_ms, self._until_ms = self._until_ms, frame.time_ms
        if len(frame.spikes):
            self._waiting.append((frame.spikes, min(start_ms, frame.time_ms), frame.time_ms))

    def feed(self) -> None:
        """Make as much sound as there is room for, of the spikes that have come meanwhile."""
        speaker = self._speaker
        room = speaker.room() if speaker is not None else 0
        if speaker is None or room <= 0:
            return
        at, voice = self._due()
        speaker.play(as_pcm(self._clicks.mixed(at, voice, room), self.volume))

    def _due(self) -> tuple[np.ndarray, np.ndarray]:
        """Return when in the next stretch of sound each spike is heard, and its voice."""
        waiting, self._waiting = self._waiting, []
        document = self._session.document
        ids = heard(document.circuit, document.catalog, self._session.selection.ids)
        voice_of = {id: number for number, id in enumerate(ids)}
        times, voices = [np.zeros(0)], [np.zeros(0, np.int64)]
        for number, (spikes, start_ms, end_ms) in enumerate(waiting):
            voice = np.array([voice_of.get(name, -1) for name in spikes.names], np.int64)
            mine = voice[spikes.element]
            part = (spikes.ms - start_ms) / max(end_ms - start_ms, 1e-9)
            share = (number + np.clip(part, 0.0, 1.0)) / len(waiting)
            times.append(share[mine >= 0])
            voices.append(mine[mine >= 0])
        return np.concatenate(times), np.concatenate(voices)


def _kept_volume() -> float:
    try:
        kept = float(str(QSettings().value(_KEY, VOLUME)))
    except ValueError:
        return VOLUME
    return kept if 0.0 <= kept <= 1.0 else VOLUME
