"""What plays samples: the computer's own loudspeaker, if Qt's part for sound is there."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from circuitlab.resources import _

if TYPE_CHECKING:
    from PySide6.QtCore import QIODevice
    from PySide6.QtMultimedia import QAudioSink

RATE_HZ = 44_100
AHEAD_S = 0.08
"""Sound that is ready before it is due: what the window may be late by."""
BYTES = 2
"""Of one sample."""


class Silent(Exception):
    """There is nothing that plays; its text says why, for people."""


class Loudspeaker(Protocol):
    """Plays samples of 16 bits, one after the other."""

    def room(self) -> int:
        """Return how many samples it takes now."""

    def play(self, pcm: bytes) -> None:
        """Play these after those that it has."""

    def stop(self) -> None:
        """Play no more."""


def open_loudspeaker() -> Loudspeaker:
    """Return the computer's own.

    Raises
    ------
    Silent
        Where Qt's part for sound cannot be loaded, or there is no device.
    """
    try:
        from PySide6.QtMultimedia import QAudioFormat, QAudioSink, QMediaDevices
    except ImportError as error:
        what = _("No sound: Qt's part for it is not installed, or a library that it needs.")
        raise Silent(what + " " + _("The package PySide6_Addons brings it.")) from error
    device = QMediaDevices.defaultAudioOutput()
    if device.isNull():
        raise Silent(_("No sound: this computer has no device that plays it."))
    plain = QAudioFormat()
    plain.setSampleRate(RATE_HZ)
    plain.setChannelCount(1)
    plain.setSampleFormat(QAudioFormat.SampleFormat.Int16)
    sink = QAudioSink(device, plain)
    sink.setBufferSize(round(AHEAD_S * RATE_HZ) * BYTES)
    way = sink.start()
    if way is None:
        raise Silent(_("No sound: the device that plays it is in use or does not answer."))
    return _Sink(sink, way)


class _Sink:
    """Qt's way to a device."""

    def __init__(self, sink: QAudioSink, way: QIODevice) -> None:
        self._sink, self._way = sink, way

    def room(self) -> int:
        return int(self._sink.bytesFree()) // BYTES

    def play(self, pcm: bytes) -> None:
        self._way.write(pcm)

    def stop(self) -> None:
        self._sink.stop()
