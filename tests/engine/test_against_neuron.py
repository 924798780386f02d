"""Eight small circuits fire spike for spike as in NEURON, whose spikes are kept beside the tests.

NEURON integrates with CVODE at an absolute tolerance of 1e-9; ours steps by 0.0025 ms, and no spike
may lie further off than two steps. `make cross-check` makes the kept spikes anew.
"""

import pytest
from engine.lab import advance, simulation, spikes

from scripts.cross_check.circuits import CIRCUITS, CrossCheck
from scripts.cross_check.golden import FOLDER, Spikes, differences, read
from scripts.cross_check.in_circuitlab import built


def spike_times(circuit: CrossCheck) -> Spikes:
    made, ids = built(circuit)
    running = simulation(made, dt=circuit.dt)
    chunk = advance(running, circuit.duration)
    return {cell: spikes(running, chunk, id)[1].tolist() for cell, id in ids.items()}


@pytest.mark.parametrize("name", CIRCUITS)
def test_every_spike_is_where_neuron_puts_it(name: str) -> None:
    circuit, golden = CIRCUITS[name], read(name)
    assert not differences(circuit, golden, spike_times(circuit))


@pytest.mark.parametrize("name", CIRCUITS)
def test_what_was_kept_is_of_the_circuit_as_it_is_now(name: str) -> None:
    assert read(name).circuit == CIRCUITS[name].plain()


@pytest.mark.parametrize("name", CIRCUITS)
def test_every_cell_fires_often_enough_to_tell(name: str) -> None:
    assert min(len(times) for times in read(name).spikes_ms.values()) >= 4


def test_nothing_is_kept_that_is_not_compared() -> None:
    assert {path.stem for path in FOLDER.iterdir()} == set(CIRCUITS)
