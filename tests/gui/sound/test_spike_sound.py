"""The sound of a run: off at first, without a device no sound and no harm."""

import sys
from typing import Any

import numpy as np
import pytest

from circuitlab.gui.session import Session
from circuitlab.gui.sound import loudspeaker
from circuitlab.gui.sound.loudspeaker import Silent, open_loudspeaker
from circuitlab.gui.sound.spike_sound import SpikeSound


class Speaker:
    """Keeps what it is to play."""

    def __init__(self) -> None:
        self.played: list[np.ndarray] = []
        self.is_stopped = False

    def room(self) -> int:
        return 700

    def play(self, pcm: bytes) -> None:
        self.played.append(np.frombuffer(pcm, "<i2"))

    def stop(self) -> None:
        self.is_stopped = True


def test_spikes_are_heard_while_it_is_on(running: Session) -> None:
    speaker = Speaker()
    sound = SpikeSound(running, open_=lambda: speaker)
    assert not sound.is_on
    running.play()
    running.tick()
    assert not speaker.played
    sound.turn()
    for _tick in range(12):
        running.tick()
        sound.feed()
    assert np.abs(np.concatenate(speaker.played)).max() > 1000
    sound.turn()
    assert not sound.is_on
    assert speaker.is_stopped
    count = len(speaker.played)
    running.tick()
    sound.feed()
    assert len(speaker.played) == count


def test_a_held_run_is_silent(running: Session) -> None:
    speaker = Speaker()
    sound = SpikeSound(running, open_=lambda: speaker)
    sound.turn()
    for _tick in range(3):
        running.tick()
        sound.feed()
    assert not np.concatenate(speaker.played).any()
    sound.stop()


def test_the_volume_is_kept(session: Session) -> None:
    sound = SpikeSound(session)
    sound.set_volume(0.3)
    assert SpikeSound(session).volume == 0.3
    sound.set_volume(7.0)
    assert sound.volume == 1.0


def test_without_the_library_it_says_why_and_stays_off(
    session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "PySide6.QtMultimedia", None)
    with pytest.raises(Silent, match="PySide6_Addons"):
        open_loudspeaker()
    sound = SpikeSound(session)
    sound.turn()
    assert not sound.is_on
    assert "No sound" in sound.trouble


class _NoDevice:
    """Qt's part for sound on a computer without a loudspeaker."""

    QAudioFormat = QAudioSink = None

    class QMediaDevices:
        @staticmethod
        def defaultAudioOutput() -> Any:
            return _NoDevice

    @staticmethod
    def isNull() -> bool:
        return True


def test_without_a_device_it_says_so(session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "PySide6.QtMultimedia", _NoDevice)
    with pytest.raises(loudspeaker.Silent, match="no device"):
        open_loudspeaker()


def test_the_window_says_that_there_is_no_sound(
    window: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "PySide6.QtMultimedia", None)
    window.actions_by_key["sound"].trigger()
    assert "No sound" in window.status.currentMessage()
    assert not window.actions_by_key["sound"].isChecked()
