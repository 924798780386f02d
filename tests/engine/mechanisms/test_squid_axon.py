"""Hodgkin & Huxley's axon gives the numbers of another simulator (NEURON 9, CVODE)."""

import numpy as np
import pytest
from engine.lab import advance, rate_hz, simulation, spikes, traces

from circuitlab.api import Circuit

CURRENTS = (7.0, 10.0, 20.0, 50.0)


def rates(dt: float) -> list[float]:
    circuit = Circuit()
    axon = circuit.add("hh_squid", size=4, i_e=np.array(CURRENTS))
    running = simulation(circuit, dt=dt)
    index, times = spikes(running, advance(running, 1000.0), axon)
    return [rate_hz(times[(index == k) & (times > 500.0)]) for k in range(4)]


def pulsed(amplitude: float) -> tuple[np.ndarray, np.ndarray]:
    """(ms, mV) of a patch that a current of 0.5 ms is passed into at 5 ms."""
    circuit = Circuit()
    axon = circuit.add("hh_squid")
    circuit.add("current_step", on=axon, amplitude=amplitude, start=5.0, stop=5.5)
    t, (v,) = traces(simulation(circuit), 40.0, (axon, "v"))
    return t, v


@pytest.fixture(scope="module")
def action_potential() -> tuple[np.ndarray, np.ndarray]:
    return pulsed(40.0)


def test_rates_at_the_default_step_are_those_of_the_reference() -> None:
    assert rates(0.025) == pytest.approx([58.4413, 68.3683, 86.4767, 117.0076], rel=0.0005)


def test_rates_are_those_of_an_adaptive_integrator() -> None:
    assert rates(0.025) == pytest.approx([58.4602, 68.3896, 86.5070, 117.0565], rel=0.002)


def test_an_action_potential_has_the_peak_and_undershoot_of_the_reference(
    action_potential: tuple[np.ndarray, np.ndarray],
) -> None:
    _t, v = action_potential
    assert v.max() == pytest.approx(40.73, abs=0.2)
    assert v.min() == pytest.approx(-76.18, abs=0.2)


def test_an_action_potential_is_as_wide_as_the_reference(
    action_potential: tuple[np.ndarray, np.ndarray],
) -> None:
    t, v = action_potential
    half = (v.max() + v[t < 5.0][-1]) / 2
    above = t[v >= half]
    assert above[-1] - above[0] == pytest.approx(1.476, abs=0.03)


def test_the_axon_rests_where_the_reference_does(
    action_potential: tuple[np.ndarray, np.ndarray],
) -> None:
    t, v = action_potential
    assert v[t < 5.0][-1] == pytest.approx(-64.95, abs=0.01)


@pytest.mark.parametrize(("amplitude", "fires"), [(12.0, False), (14.0, True)])
def test_a_weak_pulse_dies_away_and_a_stronger_one_fires(amplitude: float, fires: bool) -> None:
    assert bool(pulsed(amplitude)[1].max() > 0.0) is fires


def test_lasting_firing_begins_where_the_reference_begins_it() -> None:
    circuit = Circuit()
    axon = circuit.add("hh_squid", size=2, i_e=np.array([6.23, 6.24]))
    running = simulation(circuit)
    index, times = spikes(running, advance(running, 1000.0), axon)
    late = [np.sum((index == k) & (times > 500.0)) for k in range(2)]
    assert late[0] == 0
    assert late[1] >= 5


def test_warmth_makes_the_axon_quicker() -> None:
    circuit = Circuit()
    axon = circuit.add("hh_squid", size=2, i_e=20.0, temperature=np.array([6.3, 16.3]))
    running = simulation(circuit)
    index, times = spikes(running, advance(running, 300.0), axon)
    cold, warm = (rate_hz(times[index == k][1:]) for k in range(2))
    assert warm > 1.8 * cold
