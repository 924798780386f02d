"""Ramps, sines, noise, and what is felt on the skin have the course that their numbers say."""

import numpy as np
import pytest
from engine.lab import Circuit, advance, simulation, traces

STEP = 0.025


def current(kind: str, milliseconds: float, **parameters: object) -> tuple[np.ndarray, np.ndarray]:
    """(time at the start of each step, pA) of a stimulus on a cell."""
    circuit = Circuit()
    cell = circuit.add("lif_current")
    stimulus = circuit.add(kind, on=cell, **parameters)
    t, (found,) = traces(simulation(circuit), milliseconds, (stimulus, "current"))
    return t - STEP, found


def felt(kind: str, state: str, times: list[float], **parameters: object) -> list[float]:
    """Values of what a stimulus gives, at several moments (ms)."""
    circuit = Circuit()
    stimulus = circuit.add(kind, **parameters)
    running = simulation(circuit)
    found = []
    for time in times:
        advance(running, time - running.time)
        found.append(float(running.values(stimulus, state)[0]))
    return found


def test_a_ramp_rises_on_a_straight_line_and_ends() -> None:
    t, found = current("current_ramp", 60.0, initial=10, amplitude=50, start=10, stop=50)
    on = (t > 10.0 - 1e-6) & (t < 50.0 - 1e-6)
    assert found == pytest.approx(np.where(on, t, 0.0), abs=1e-4)


def test_a_sine_swings_about_its_offset_with_its_frequency() -> None:
    t, found = current("sine", 300.0, amplitude=20, offset=5, frequency=10, phase=90, start=100)
    expected = 5.0 + 20.0 * np.cos(2 * np.pi * 0.01 * (t - 100.0))
    assert found == pytest.approx(np.where(t > 100.0 - 1e-6, expected, 0.0), abs=1e-4)


def test_a_noise_current_has_its_mean_its_sd_and_its_memory() -> None:
    _t, found = current("noise", 20_000.0, mean=7, sd=20, tau=5)
    assert found.mean() == pytest.approx(7.0, abs=5 * 20 * np.sqrt(2 * 5 / 20_000))
    assert found.std() == pytest.approx(20.0, rel=0.06)
    lag = round(5.0 / STEP)
    deviation = found - found.mean()
    memory = np.mean(deviation[lag:] * deviation[:-lag]) / found.var()
    assert memory == pytest.approx(np.exp(-1.0), abs=0.07)


def test_noise_is_another_one_in_every_cell_and_the_same_in_every_run() -> None:
    def values(seed: int) -> np.ndarray:
        circuit = Circuit()
        cells = circuit.add("lif_current", size=40)
        noise = circuit.add("noise", on=cells)
        running = simulation(circuit, seed=seed)
        advance(running, 50.0)
        return running.values(noise, "current")

    first = values(1)
    assert len(set(first.tolist())) == 40
    assert np.array_equal(first, values(1))
    assert not np.array_equal(first, values(2))


def test_noise_reaches_two_populations_cell_by_cell() -> None:
    circuit = Circuit()
    many, few = circuit.add("lif_current", size=6), circuit.add("lif_current", size=2)
    noise = circuit.add("noise", on=many)
    circuit.wire(noise, few)
    running = simulation(circuit)
    advance(running, 50.0)
    assert len(running.values(noise, "current")) == 6
    assert len(set(running.values(many, "v").tolist())) == 6
    assert len(set(running.values(few, "v").tolist())) == 2


def test_cold_cools_the_skin_at_its_rate() -> None:
    given = {"temperature": 12, "resting": 32, "rate": 100, "start": 100, "stop": 400}
    found = felt("cold", "difference", [90.0, 201.0, 350.0, 500.0], **given)
    assert found == pytest.approx([0.0, -10.0, -20.0, 0.0], abs=0.15)


def test_a_force_presses_at_once_or_slowly() -> None:
    assert felt("force", "force", [5.0, 50.0], force=80, start=10) == [0.0, 80.0]
    slow = felt("force", "force", [60.0, 500.0], force=80, start=10, rate=1000)
    assert slow == pytest.approx([50.0, 80.0], abs=1.1)


def test_wasabi_is_washed_in_and_out() -> None:
    given = {"concentration": 30, "tau": 50, "start": 100, "stop": 300}
    during, after = felt("wasabi", "concentration", [150.0, 350.0], **given)
    full = 30.0 * (1.0 - np.exp(-200 / 50))
    assert during == pytest.approx(30.0 * (1.0 - np.exp(-1.0)), rel=0.02)
    assert after == pytest.approx(full * np.exp(-1.0), rel=0.03)
