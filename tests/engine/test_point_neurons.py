"""Integrate-and-fire cells against their closed forms and against Brian2."""

import numpy as np
import pytest
from engine.lab import advance, listener, rate_hz, simulation, spikes, traces

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


BRIAN2 = {700.0: (9, 24.54, 127.98), 1000.0: (31, 11.72, 36.05), 2000.0: (91, 4.65, 12.04)}


@pytest.mark.parametrize("current", BRIAN2)
def test_an_adaptive_cell_fires_as_in_another_simulator(current: float) -> None:
    circuit = Circuit()
    cell = circuit.add(
        "adelta_fibre",
        c_m=281,
        g_l=30,
        e_l=-70.6,
        v_t=-50.4,
        delta_t=2,
        a=4,
        b=80.5,
        tau_w=144,
        v_reset=-70.6,
        t_ref=0,
        v_init=-70.6,
    )
    circuit.add("current_step", on=cell, amplitude=current)
    running = simulation(circuit, dt=0.0025)
    _index, times = spikes(running, advance(running, 1000.0), cell)
    count, first, last = BRIAN2[current]
    assert len(times) == count
    assert times[0] == pytest.approx(first, rel=0.005)
    assert 1000.0 / rate_hz(times[-2:]) == pytest.approx(last, rel=0.005)


def test_no_current_drives_an_adaptive_cell_out_of_range() -> None:
    circuit = Circuit()
    cell = circuit.add("adelta_fibre")
    circuit.add("shock", on=cell, amplitude=10_000, width=5.0)
    running = simulation(circuit, dt=0.1)
    advance(running, 50.0)
    assert np.all(np.isfinite(running.values(cell, "v")))
