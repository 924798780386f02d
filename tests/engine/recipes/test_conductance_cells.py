"""The cells that simulators are compared with, spike by spike and against closed forms."""

import numpy as np
import pytest
from engine.lab import advance, listener, part, simulation, spikes, traces

from circuitlab.api import Circuit
from circuitlab.model.element import Role

NEURON_COUNTS = (263, 32, 119, 258, 536, 67, 172, 458, 69, 176, 350, 704)
"""Spikes of each cell in NEURON 9.0.2 with secondorder=2, in 5 s."""
NEURON_FIRST_MS = (3.625, 5.55, 7.425, 9.2, 5.125, 7.0, 8.8, 4.275, 6.175, 8.0, 9.725, 6.725)


def chain() -> tuple[Circuit, str]:
    """Twelve cells in a chain whose last one inhibits; four of them driven by a current."""
    circuit = Circuit()
    drive = np.zeros(12)
    drive[[0, 4, 7, 11]] = 250.0, 120.0, 180.0, 60.0
    cells = circuit.add("hh_traub_miles", size=12, i_e=drive)
    forward = [(k, k + 1, 45.0) for k in range(10)]
    excitation = np.array([*forward, (3, 11, 30.0), (6, 11, 30.0), (9, 11, 30.0)])
    inhibition = np.array([(11, 1, 80.0), (11, 5, 80.0), (11, 8, 80.0)])
    for pairs, tau_syn, e_rev in ((excitation, 5.0, 0.0), (inhibition, 10.0, -80.0)):
        synapse = joined(circuit, cells, pairs)
        (receptor,) = circuit.model.targets(synapse, Role.BINDS)
        circuit.set(receptor, tau_syn=tau_syn, e_rev=e_rev)
    return circuit, cells


def joined(circuit: Circuit, cells: str, pairs: np.ndarray) -> str:
    """A synapse within a population from rows of (source, target, nS), 1 ms away."""
    pre, post, weight = pairs.T
    synapse = circuit.connect(
        cells, cells, receptor="exp_conductance", pre=pre, post=post, weight=weight, delay=1.0
    )
    circuit.set(synapse, u=0)
    return synapse


def test_a_chain_of_cells_fires_spike_by_spike_as_in_another_simulator() -> None:
    circuit, cells = chain()
    running = simulation(circuit, dt=0.025, fused="wait")
    index, times = spikes(running, advance(running, 5000.0), cells)
    assert np.bincount(index, minlength=12).tolist() == list(NEURON_COUNTS)
    first = [times[index == cell][0] for cell in range(12)]
    assert first == pytest.approx(NEURON_FIRST_MS, abs=1e-6)


def test_a_conductance_that_is_open_at_the_start_fades_with_its_time_constant() -> None:
    circuit = listener("lif_conductance", ())
    receptor = part(circuit, "lif_conductance1", "exp_conductance")
    circuit.set(receptor, g_init=3.0, tau_syn=4.0)
    running = simulation(circuit)
    assert running.values(receptor, "g")[0] == pytest.approx(3.0)
    advance(running, 8.0)
    assert running.values(receptor, "g")[0] == pytest.approx(3.0 * np.exp(-2.0), rel=1e-12)


def test_each_spike_adds_one_weight_of_conductance() -> None:
    circuit = listener("lif_conductance", (5.0, 5.1))
    receptor = part(circuit, "lif_conductance1", "exp_conductance")
    circuit.set(receptor, weight=6.0, tau_syn=1000.0)
    running = simulation(circuit)
    advance(running, 6.0)
    assert running.values(receptor, "g")[0] == pytest.approx(12.0, rel=2e-3)


def test_a_leaky_cell_with_a_steady_conductance_fires_at_the_rate_of_its_closed_form() -> None:
    currents = np.array([120.0, 200.0, 400.0])
    circuit = Circuit()
    cells = circuit.add("lif_conductance", size=3, i_e=currents)
    running = simulation(circuit)
    index, times = spikes(running, advance(running, 2000.0), cells)
    lift = currents / 10.0
    expected = 5.0 + 20.0 * np.log(lift / (lift - 10.0))
    found = [np.diff(times[index == cell]).mean() for cell in range(3)]
    assert found == pytest.approx(expected, abs=0.025)


def test_an_inhibitory_conductance_pulls_a_leaky_cell_to_its_own_potential() -> None:
    circuit = listener("lif_conductance", tuple(np.arange(5.0, 100.0, 1.0)))
    receptor = part(circuit, "lif_conductance1", "exp_conductance")
    circuit.set(receptor, weight=500.0, e_rev=-80.0)
    _t, (v,) = traces(simulation(circuit), 100.0, ("lif_conductance1", "v"))
    assert v.min() == pytest.approx(-80.0, abs=0.2)
    assert v.min() >= -80.0
