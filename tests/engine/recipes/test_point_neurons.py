"""Integrate-and-fire cells against their closed forms and against Brian2."""

import numpy as np
import pytest
from engine.lab import advance, counts, listener, rate_hz, simulation, spikes, traces

from circuitlab.api import Circuit


def test_a_leaky_cell_fires_at_the_rate_of_its_closed_form() -> None:
    currents = np.array([200.0, 300.0, 500.0, 900.0])
    circuit = Circuit()
    cells = circuit.add("lif_current", size=4, i_e=currents)
    running = simulation(circuit)
    index, times = spikes(running, advance(running, 2000.0), cells)
    lift = currents * 20.0 / 250.0
    expected = 2.0 + 20.0 * np.log(lift / (lift - 15.0))
    found = [np.diff(times[index == k]).mean() for k in range(4)]
    assert found == pytest.approx(expected, abs=0.025)


def test_a_leaky_cell_stays_silent_below_its_threshold() -> None:
    circuit = Circuit()
    circuit.add("lif_current", i_e=187.0)
    assert len(advance(simulation(circuit), 1000.0).spikes) == 0


def test_a_current_synapse_is_integrated_exactly() -> None:
    circuit = listener("lif_current", (10.0,))
    circuit.set(next(iter(circuit.model.parts("lif_current1"))), weight=100.0, tau_syn=2.0)
    t, (v,) = traces(simulation(circuit, dt=0.1), 60.0, ("lif_current1", "v"))
    since = np.maximum(t - 10.5, 0.0)
    lift = 100.0 / 250.0 * 2.0 * 20.0 / 18.0 * (np.exp(-since / 20.0) - np.exp(-since / 2.0))
    assert v == pytest.approx(-65.0 + lift, abs=1e-9)


def test_a_relay_fires_once_for_each_shock() -> None:
    circuit = Circuit()
    fibre = circuit.add("adelta_fibre")
    circuit.add("shock", on=fibre, period=100.0, start=50.0, count=15)
    running = simulation(circuit)
    _index, times = spikes(running, advance(running, 2000.0), fibre)
    assert np.diff(times) == pytest.approx(np.full(14, 100.0), abs=0.05)
    assert 50.0 < times[0] < 51.5


BRIAN2_DT = 0.01
"""Brian2 stamps a spike with the start of its step, this program with the end."""
BRIAN2_PEAK = -40.4
"""Its example cuts the spike off at the threshold and five times Δ_T, not at 0 mV."""
BRIAN2 = {700.0: (9, 24.54, 127.98), 1000.0: (31, 11.72, 36.05), 2000.0: (91, 4.65, 12.04)}


@pytest.mark.parametrize("dt", [0.05, 0.025])
@pytest.mark.parametrize("current", BRIAN2)
def test_an_adaptive_cell_fires_as_in_another_simulator(current: float, dt: float) -> None:
    circuit = Circuit()
    cell = circuit.add("adex", v_peak=BRIAN2_PEAK)
    circuit.add("current_step", on=cell, amplitude=current)
    running = simulation(circuit, dt=dt)
    _index, times = spikes(running, advance(running, 1000.0), cell)
    count, first, last = BRIAN2[current]
    assert len(times) == count
    assert times[0] - dt / 2.0 == pytest.approx(first + BRIAN2_DT / 2.0, rel=0.005)
    assert 1000.0 / rate_hz(times[-2:]) == pytest.approx(last, rel=0.005)


@pytest.mark.parametrize("peak", [BRIAN2_PEAK, 0.0, 20.0])
@pytest.mark.parametrize("current", BRIAN2)
def test_a_coarse_step_moves_no_spike_of_a_second_by_more_than_a_fifth_of_a_millisecond(
    current: float, peak: float
) -> None:
    fine, coarse = (adaptive_spikes(current, peak, dt) for dt in (0.003125, 0.05))
    assert coarse == pytest.approx(fine, abs=0.2)


def adaptive_spikes(current: float, peak: float, dt: float) -> np.ndarray:
    """Times (ms) of a cell's spikes, in the middle of their steps."""
    circuit = Circuit()
    cell = circuit.add("adex", i_e=current, v_peak=peak)
    running = simulation(circuit, dt=dt)
    return np.asarray(spikes(running, advance(running, 1000.0), cell)[1] - dt / 2.0)


def test_a_simple_interneuron_fires_as_often_as_the_full_one() -> None:
    currents = (0.0, 10.0, 20.0, 30.0, 40.0, 60.0, 80.0, 100.0)
    assert rates("adex_interneuron", currents) == pytest.approx(
        (0, 0, 28, 46, 62, 90, 114, 136), abs=1
    )


def test_a_simple_projection_neuron_is_good_up_to_60_pa() -> None:
    currents = (0.0, 10.0, 15.0, 20.0, 30.0, 40.0, 60.0)
    found = rates("adex_projection", currents)
    assert found == pytest.approx((0, 0, 8, 12, 18, 22, 27), abs=7)
    assert found == pytest.approx((0, 1, 7, 9, 12, 15, 20), abs=1)


def rates(kind: str, currents: tuple[float, ...]) -> list[int]:
    """Spikes in a second of steady current (pA), one cell for each."""
    circuit = Circuit()
    cells = circuit.add(kind, size=len(currents), i_e=np.array(currents))
    running = simulation(circuit)
    return counts(running, advance(running, 1000.0), cells, len(currents))


IZHIKEVICH = {
    "regular": (0.02, 0.2, -65.0, 8.0),
    "bursting": (0.02, 0.2, -55.0, 4.0),
    "chattering": (0.02, 0.2, -50.0, 2.0),
    "fast": (0.1, 0.2, -65.0, 2.0),
    "low threshold": (0.02, 0.25, -65.0, 2.0),
}


@pytest.mark.parametrize("name", IZHIKEVICH)
def test_izhikevichs_cells_fire_as_their_equations_say(name: str) -> None:
    a, b, c, d = IZHIKEVICH[name]
    circuit = Circuit()
    cell = circuit.add("izhikevich", a=a, b=b, c=c, d=d, i_e=1000.0)
    running = simulation(circuit)
    _index, times = spikes(running, advance(running, 500.0), cell)
    expected = runge_kutta(a, b, c, d, drive=10.0, stop=500.0)
    assert len(times) == len(expected) > 5
    assert times - 0.0125 == pytest.approx(expected, abs=0.3)


def runge_kutta(
    a: float, b: float, c: float, d: float, *, drive: float, stop: float
) -> list[float]:
    """Spike times (ms) of Izhikevich's equations, by the fourth-order scheme in small steps."""

    def slope(x: np.ndarray) -> np.ndarray:
        v, u = x
        return np.array([0.04 * v * v + 5.0 * v + 140.0 - u + drive, a * (b * v - u)])

    dt, time, found = 0.01, 0.0, []
    x = np.array([-70.0, b * -70.0])
    while time < stop:
        k1 = slope(x)
        k2 = slope(x + dt / 2 * k1)
        k3 = slope(x + dt / 2 * k2)
        after = x + dt / 6 * (k1 + 2 * k2 + 2 * k3 + slope(x + dt * k3))
        part_of_step = min(1.0, (30.0 - x[0]) / (after[0] - x[0])) if after[0] > 30.0 else 1.0
        time += part_of_step * dt
        x = x + part_of_step * (after - x)
        if after[0] >= 30.0:
            found.append(time)
            x = np.array([c, x[1] + d])
    return found


def test_no_current_drives_an_adaptive_cell_out_of_range() -> None:
    circuit = Circuit()
    cell = circuit.add("adelta_fibre")
    circuit.add("shock", on=cell, amplitude=10_000, width=5.0)
    running = simulation(circuit, dt=0.1)
    advance(running, 50.0)
    assert np.all(np.isfinite(running.values(cell, "v")))
