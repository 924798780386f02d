"""Spikes as sound: a click for each, or where they are too many, a texture that grows louder.

An ear hears single clicks up to some tens a second; beyond that it hears a tone or noise. So time
is parted into slots, each slot has one click at most, and a click of many spikes is louder than
that of one, by the logarithm of their number.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Samples = NDArray[np.float32]
    Wholes = NDArray[np.int64]
    Reals = NDArray[np.float64]

SLOT_S = 0.005
"""Two clicks of one voice are at least so far apart, s."""
LONG_S, DECAY_S = 0.012, 0.0022
LOWEST_HZ, RATIO = 620.0, 2.0 ** (3.0 / 12.0)
"""Pitch of the first voice, and of each against the one before: three semitones."""
VOICES = 7
LOUD = 0.32
"""Amplitude of the click of one spike, of 1 at most."""
LOUDEST = 3.0
"""The click of many spikes is at most so many times as loud."""


class Clicks:
    """Makes the sound of one stretch of time after the other.

    Parameters
    ----------
    rate_hz : int
        Samples a second.
    """

    def __init__(self, rate_hz: int) -> None:
        self.rate_hz = rate_hz
        self._slot = max(1, round(SLOT_S * rate_hz))
        self._voices = [_click(rate_hz, LOWEST_HZ * RATIO**voice) for voice in range(VOICES)]
        self._rest = np.zeros(len(self._voices[0]), np.float32)

    def mixed(self, at: Reals, voice: Wholes, length: int) -> Samples:
        """Return the next `length` samples, from -1 to 1.

        Parameters
        ----------
        at : (spikes,)
            When in the stretch each spike comes, from 0 to 1.
        voice : (spikes,)
            Its voice; there are `VOICES`, and those beyond begin anew.
        """
        long = len(self._rest)
        sound = np.zeros(length + long, np.float32)
        sound[:long] += self._rest
        for start, which, loud in self._clicks(at, voice % VOICES, length):
            sound[start : start + long] += loud * self._voices[which]
        self._rest = sound[length:].copy()
        heard: Samples = np.tanh(sound[:length])
        return heard

    def forget(self) -> None:
        """Let nothing ring on."""
        self._rest[:] = 0.0

    def _clicks(self, at: Reals, voice: Wholes, length: int) -> list[tuple[int, int, float]]:
        """Return where each click begins, its voice and how loud it is."""
        if not len(at) or not length:
            return []
        starts = np.clip((np.clip(at, 0.0, 1.0) * length).astype(np.int64), 0, length - 1)
        of_slot = (starts // self._slot) * VOICES + voice
        _slots, first, count = np.unique(of_slot, return_index=True, return_counts=True)
        loud = LOUD * np.minimum(LOUDEST, 1.0 + 0.5 * np.log2(count))
        return list(zip(starts[first].tolist(), voice[first].tolist(), loud.tolist(), strict=True))


def _click(rate_hz: int, pitch_hz: float) -> Samples:
    """Return a short knock of a pitch, which begins and ends at zero."""
    time = np.arange(max(2, round(LONG_S * rate_hz))) / rate_hz
    rise = np.minimum(1.0, time / 0.0004)
    fall = np.exp(-time / DECAY_S) - math.exp(-LONG_S / DECAY_S)
    knock = rise * fall * np.sin(2.0 * math.pi * pitch_hz * time)
    return np.asarray(knock / np.abs(knock).max(), np.float32)


def as_pcm(sound: Samples, volume: float) -> bytes:
    """Return samples as a sound card takes them: 16 bits each, at a volume from 0 to 1."""
    scaled = np.clip(sound * volume, -1.0, 1.0) * 32767.0
    pcm: bytes = scaled.astype("<i2").tobytes()
    return pcm
