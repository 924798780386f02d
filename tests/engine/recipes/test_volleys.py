"""Shocks, the stimulator and a rubbing hand make fibres fire as often and as together as told."""

import numpy as np
import pytest
from engine.lab import Circuit, advance, planned, simulation, spikes

FIBRES = 15
STIMULATOR = "spinal_cord_stimulator"


def fired(kind: str, seconds: float, **parameters: object) -> tuple[np.ndarray, np.ndarray]:
    """(fibre, ms) of every spike of a population under a stimulus."""
    circuit = Circuit()
    fibres = circuit.add("adelta_fibre", size=FIBRES)
    circuit.add(kind, on=fibres, **parameters)
    running = simulation(circuit)
    return spikes(running, advance(running, 1000.0 * seconds), fibres)


def test_one_shock_makes_every_fibre_fire_once() -> None:
    index, times = fired("shock", 3.5, start=100, period=1000, count=3)
    assert np.bincount(index, minlength=FIBRES).tolist() == [3] * FIBRES
    assert np.unique(np.round((times - 100.0) % 1000.0, 3)).size == 1


def test_a_weak_shock_recruits_its_part_of_the_fibres_anew_each_time() -> None:
    index, times = fired("shock", 20.0, period=100, recruited=0.4)
    assert len(index) == pytest.approx(0.4 * 200 * FIBRES, abs=5 * np.sqrt(200 * FIBRES * 0.24))
    volleys = [tuple(sorted(index[times // 100 == k])) for k in range(200)]
    assert len(set(volleys)) > 150


def test_a_late_fibre_is_late_by_half_a_normal_distribution() -> None:
    _index, times = fired("shock", 60.0, period=100, jitter=2.0)
    late = times % 100.0
    late = late - late.min()
    assert len(late) == 600 * FIBRES
    assert late.mean() == pytest.approx(2.0 * np.sqrt(2 / np.pi), rel=0.05)
    assert np.mean(late**2) == pytest.approx(4.0, rel=0.08)


def test_no_shock_comes_after_its_end() -> None:
    _index, times = fired("shock", 1.0, period=50, start=10, stop=200)
    assert len(times) == 4 * FIBRES
    assert times.max() < 165.0


@pytest.mark.parametrize("frequency", [0, 1, 20, 50, 100])
def test_the_stimulator_recruits_six_of_ten_touch_fibres_at_its_frequency(frequency: float) -> None:
    index, _times = fired(STIMULATOR, 4.0, frequency=frequency, recruited=0.6)
    pulses = 4 * frequency * FIBRES
    assert len(index) == pytest.approx(0.6 * pulses, abs=5 * np.sqrt(0.24 * pulses) + 1e-9)


@pytest.mark.parametrize(("frequency", "hertz"), [(200, 200.0), (400, 50.0), (1000, 8.0)])
def test_axons_follow_two_hundred_pulses_a_second_and_answer_few_of_more(
    frequency: float, hertz: float
) -> None:
    """One to one at 50 Hz, not at every pulse at kilohertz: Sagalajev et al. 2024 (law assumed)."""
    index, _times = fired(STIMULATOR, 4.0, frequency=frequency, recruited=1)
    expected = hertz * 4.0 * FIBRES
    few = 5 * np.sqrt(expected) if frequency > 200 else FIBRES
    assert len(index) == pytest.approx(expected, abs=few)


def test_at_ten_kilohertz_axons_hardly_fire() -> None:
    index, _times = fired(STIMULATOR, 20.0, frequency=10_000, recruited=1)
    assert len(index) / 20.0 / FIBRES == pytest.approx(0.08, abs=0.06)


def test_beyond_what_they_follow_axons_fire_out_of_step() -> None:
    index, times = fired(STIMULATOR, 10.0, frequency=400, recruited=1)
    phases = [np.median(times[index == fibre] % 5.0) for fibre in range(FIBRES)]
    assert np.ptp(phases) > 2.5


def test_pulses_of_the_stimulator_arrive_together_within_its_jitter() -> None:
    _index, times = fired(STIMULATOR, 4.0, frequency=50, start=0, recruited=0.6)
    late = times % 20.0 - (times % 20.0).min()
    assert late.max() < 6 * 0.5
    assert np.sqrt(np.mean(late**2)) == pytest.approx(0.5, rel=0.1)


def test_rubbed_fibres_fire_regularly_but_not_together() -> None:
    index, times = fired("rub", 4.0, frequency=30)
    assert np.bincount(index, minlength=FIBRES) == pytest.approx(np.full(FIBRES, 120), abs=1)
    phases = [np.median(times[index == fibre] % (1000 / 30)) for fibre in range(FIBRES)]
    assert np.ptp(phases) > 15.0


def test_the_same_seed_recruits_the_same_fibres_whatever_the_chunks() -> None:
    circuit = Circuit()
    fibres = circuit.add("adelta_fibre", size=FIBRES)
    circuit.add("spinal_cord_stimulator", on=fibres)
    whole, cut = simulation(circuit), simulation(circuit)
    at_once = advance(whole, 300.0).spikes
    in_parts = np.concatenate([advance(cut, 30.0).spikes for _part in range(10)])
    assert np.array_equal(at_once, in_parts)


def test_a_stimulus_is_as_large_as_what_it_drives() -> None:
    circuit = Circuit()
    shock = circuit.add("shock", on=circuit.add("adelta_fibre", size=5))
    circuit.wire(shock, circuit.add("nociceptor_c", size=9))
    address = planned(circuit).address
    assert len(address[shock, "volley", "output"]) == 9
