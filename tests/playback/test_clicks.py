"""The sound of spikes, as numbers."""

import numpy as np
import pytest

from circuitlab.playback.clicks import LOUDEST, SLOT_S, Clicks, as_pcm

RATE = 44_100


def sound_of(at: list[float], length: int = 4410, voices: int = 1) -> np.ndarray:
    voice = np.arange(len(at)) % voices
    return Clicks(RATE).mixed(np.array(at), voice, length)


def test_without_spikes_it_is_silent() -> None:
    assert not sound_of([]).any()


def test_a_spike_is_a_click_at_its_time() -> None:
    sound = sound_of([0.5])
    heard = np.flatnonzero(np.abs(sound) > 0.01)
    assert 2205 <= heard[0] < 2205 + 20
    assert heard[-1] < 2205 + 0.013 * RATE


def test_a_click_at_the_end_rings_on_in_the_next_stretch() -> None:
    clicks = Clicks(RATE)
    none = np.zeros(0), np.zeros(0, np.int64)
    parts = [
        clicks.mixed(np.array([0.9]), np.array([0]), 441),
        *(clicks.mixed(*none, 441) for _stretch in range(3)),
    ]
    whole = Clicks(RATE).mixed(np.array([0.9 / 4]), np.array([0]), 4 * 441)
    assert np.concatenate(parts) == pytest.approx(whole, abs=1e-6)
    assert parts[1].any()
    assert not parts[3].any()


def test_many_spikes_at_once_are_louder_but_no_more_than_so_much() -> None:
    one, ten, many = (np.abs(sound_of([0.2] * n)).max() for n in (1, 10, 100_000))
    assert one < ten < many < 1.0
    assert many <= LOUDEST * one + 1e-6


def test_a_volley_has_a_click_a_slot_at_most() -> None:
    length = 4410
    clicks = Clicks(RATE)._clicks(np.linspace(0.0, 1.0, 5000), np.zeros(5000, np.int64), length)
    starts = np.array([start for start, _voice, _loud in clicks])
    assert len(starts) <= length / (SLOT_S * RATE) + 1
    assert all(0 <= start < length for start in starts)


def test_voices_differ_in_pitch() -> None:
    def pitch(voice: int) -> float:
        sound = Clicks(RATE).mixed(np.array([0.0]), np.array([voice]), 4410)
        return float(np.argmax(np.abs(np.fft.rfft(sound))))

    assert pitch(0) < pitch(1) < pitch(2)


def test_samples_are_written_as_sound_cards_take_them() -> None:
    pcm = np.frombuffer(as_pcm(np.array([0.0, 1.0, -1.0, 3.0], np.float32), 0.5), "<i2")
    assert pcm.tolist() == [0, 16383, -16383, 32767]
    assert not np.frombuffer(as_pcm(np.ones(4, np.float32), 0.0), "<i2").any()


def test_forgetting_ends_what_rings() -> None:
    clicks = Clicks(RATE)
    clicks.mixed(np.array([0.99]), np.array([0]), 441)
    clicks.forget()
    assert not clicks.mixed(np.zeros(0), np.zeros(0, np.int64), 441).any()
