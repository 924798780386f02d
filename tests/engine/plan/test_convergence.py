"""Halving the step quarters the error: the scheme is of second order."""

import numpy as np
import pytest
from engine.lab import advance, simulation, spikes, traces

from circuitlab.api import Circuit

STEPS = (0.1, 0.05, 0.025, 0.0125, 0.00625)


def orders(values: list[float]) -> np.ndarray:
    """Order of convergence from three successive halvings of the step."""
    errors = np.abs(np.diff(values))
    return np.log2(errors[:-1] / errors[1:])


@pytest.mark.parametrize(("kind", "current"), [("wdr_neuron", 12.0), ("nociceptor_c", 25.0)])
def test_a_depolarised_membrane_converges_with_second_order(kind: str, current: float) -> None:
    reached = []
    for dt in STEPS:
        circuit = Circuit()
        cell = circuit.add(kind, i_e=current)
        running = simulation(circuit, dt=dt)
        advance(running, 10.0)
        reached.append(float(running.values(cell, "v")[0]))
    assert np.all(orders(reached) > 1.8)


def crossing(dt: float, kind: str, current: float, spike: int, milliseconds: float) -> float:
    """Time (ms) at which a cell's voltage rises through 0 mV in one of its spikes."""
    circuit = Circuit()
    cell = circuit.add(kind, i_e=current)
    t, (v,) = traces(simulation(circuit, dt=dt), milliseconds, (cell, "v"))
    before = np.nonzero((v[:-1] < 0.0) & (v[1:] >= 0.0))[0][spike]
    around = slice(before - 1, before + 3)
    through = np.polynomial.Polynomial.fit(v[around], t[around], 3)
    return float(through(0.0))


@pytest.mark.parametrize(
    ("kind", "current", "spike", "milliseconds"),
    [
        ("hh_squid", 20.0, 1, 40.0),
        ("hh_traub_miles", 200.0, 2, 100.0),
        ("nociceptor_c", 60.0, 0, 60.0),
        ("projection_neuron", 60.0, 3, 150.0),
        ("wdr_neuron", 60.0, 3, 150.0),
        ("inhibitory_interneuron", 40.0, 2, 100.0),
        ("excitatory_interneuron", 40.0, 2, 100.0),
    ],
)
def test_spikes_of_every_conductance_neuron_converge_with_second_order(
    kind: str, current: float, spike: int, milliseconds: float
) -> None:
    crossings = [crossing(dt, kind, current, spike, milliseconds) for dt in STEPS[1:]]
    assert np.all(orders(crossings) > 1.8)


def test_a_population_fires_like_its_cells_alone() -> None:
    currents = np.linspace(20.0, 60.0, 9)
    circuit = Circuit()
    together = circuit.add("wdr_neuron", size=9, i_e=currents)
    alone = [circuit.add("wdr_neuron", i_e=current) for current in currents]
    running = simulation(circuit)
    chunk = advance(running, 300.0)
    index, times = spikes(running, chunk, together)
    for cell, id in enumerate(alone):
        assert np.array_equal(times[index == cell], spikes(running, chunk, id)[1])
