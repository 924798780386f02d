"""Cells of the dorsal horn: rest, resistance and rates of the reference and of NEURON."""

import numpy as np
import pytest
from engine.lab import advance, counts, only, simulation, spikes

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


def chain(weight: float) -> list[float]:
    """First spike (ms) of each of five cells in a row, the first of which is kicked with 9 nS."""
    circuit = Circuit()
    before = circuit.add("spike_train", times=(49.5,))
    cells = []
    for number in range(5):
        cell = circuit.add("projection_neuron", g_nap=0, p_cal=0, g_kca=0, g_can=0)
        circuit.set(circuit.wire(before, cell), u=0)
        only(circuit, cell, "ampa", weight if number else 9.0)
        cells.append(cell)
        before = cell
    running = simulation(circuit)
    chunk = advance(running, 150.0)
    times = [spikes(running, chunk, cell)[1] for cell in cells]
    return [float(found[0]) for found in times if len(found)]


@pytest.mark.parametrize(("weight", "arrives"), [(2.78, False), (2.90, True)])
def test_a_message_runs_down_a_chain_from_2_84_nanosiemens_on(weight: float, arrives: bool) -> None:
    assert (len(chain(weight)) == 5) is arrives


def test_a_message_takes_4_65_ms_from_cell_to_cell() -> None:
    times = chain(2 * 2.84)
    assert times[0] == pytest.approx(52.55, abs=0.1)
    assert np.diff(times).mean() == pytest.approx(4.65, rel=0.03)


def test_calcium_rises_with_firing_as_in_the_reference() -> None:
    """The reference gives 1.349 µM at a step of 0.025 ms, 1.397 at an eighth of it: 1.404 at 0."""
    circuit = Circuit()
    cells = circuit.add("wdr_neuron", i_e=40.0)
    running = simulation(circuit)
    peak = 0.0
    for _ms in range(1000):
        advance(running, 1.0)
        peak = max(peak, float(running.values(cells, "ca")[0]))
    assert peak == pytest.approx(1.404, rel=0.01)


def test_an_excitatory_interneuron_answers_as_an_inhibitory_one() -> None:
    currents = (0.0, 20.0, 40.0, 80.0)
    circuit = Circuit()
    cells = circuit.add("excitatory_interneuron", size=4, i_e=np.array(currents))
    running = simulation(circuit)
    found = counts(running, advance(running, 1000.0), cells, 4)
    assert found == pytest.approx((0, 28, 62, 114), abs=1)
