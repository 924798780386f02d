"""Cells of the dorsal horn: rest, resistance and rates of the reference and of NEURON."""

import numpy as np
import pytest
from engine.lab import advance, counts, simulation

from circuitlab.api import Circuit

CURRENTS = (0.0, 10.0, 15.0, 20.0, 30.0, 40.0, 60.0, 80.0, 100.0, 150.0, 200.0)
RATES = {
    "wdr_neuron": (0, 0, 8, 12, 18, 22, 27, 31, 34, 40, 44),
    "projection_neuron": (0, 0, 8, 12, 18, 21, 27, 30, 33, 39, 44),
}


@pytest.mark.parametrize("kind", RATES)
def test_a_projecting_cell_answers_each_current_within_a_spike_per_second(kind: str) -> None:
    circuit = Circuit()
    cells = circuit.add(kind, size=len(CURRENTS), i_e=np.array(CURRENTS))
    running = simulation(circuit)
    found = counts(running, advance(running, 1000.0), cells, len(CURRENTS))
    assert found == pytest.approx(RATES[kind], abs=1)


def test_an_interneuron_answers_each_current_within_a_spike_per_second() -> None:
    currents = (0.0, 10.0, 20.0, 30.0, 40.0, 60.0, 80.0, 100.0)
    circuit = Circuit()
    cells = circuit.add("inhibitory_interneuron", size=8, i_e=np.array(currents))
    running = simulation(circuit)
    found = counts(running, advance(running, 1000.0), cells, 8)
    assert found == pytest.approx((0, 0, 28, 46, 62, 90, 114, 136), abs=1)


@pytest.mark.parametrize(
    ("kind", "rest", "megohm"),
    [
        ("wdr_neuron", -64.27, 649.0),
        ("projection_neuron", -64.3, 649.0),
        ("inhibitory_interneuron", -65.0, 1000.0),
    ],
)
def test_a_cell_has_the_rest_and_resistance_of_the_reference(
    kind: str, rest: float, megohm: float
) -> None:
    circuit = Circuit()
    cells = circuit.add(kind, size=2, i_e=np.array([0.0, -10.0]))
    running = simulation(circuit)
    advance(running, 500.0)
    free, hyperpolarised = running.values(cells, "v")
    assert free == pytest.approx(rest, abs=0.3)
    assert (hyperpolarised - free) / -10.0 * 1e3 == pytest.approx(megohm, rel=0.03)


def test_calcium_rises_with_firing_as_in_the_reference() -> None:
    circuit = Circuit()
    cells = circuit.add("wdr_neuron", i_e=40.0)
    running = simulation(circuit)
    peak = 0.0
    for _ms in range(1000):
        advance(running, 1.0)
        peak = max(peak, float(running.values(cells, "ca")[0]))
    assert peak == pytest.approx(1.349, rel=0.03)
