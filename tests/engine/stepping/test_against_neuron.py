"""Eight small circuits fire spike for spike as in NEURON, whose spikes are kept beside the tests.

NEURON integrates with CVODE at an absolute tolerance of 1e-9; ours steps by 0.0025 ms, and no spike
may lie further off than two steps. At the ordinary step, 0.025 ms, no spike is lost, and none is a
third of a millisecond off. `make cross-check` makes the kept spikes anew.
"""

from dataclasses import replace

import pytest
from engine.lab import advance, simulation, spikes

from scripts.cross_check.circuits import CIRCUITS, CrossCheck
from scripts.cross_check.golden import FOLDER, Spikes, differences, largest_difference, read
from scripts.cross_check.in_circuitlab import built

ORDINARY_DT = 0.025
FARTHEST_MS = 0.3


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
def test_at_the_ordinary_step_no_spike_is_lost_or_far_off(name: str) -> None:
    found, golden = spike_times(replace(CIRCUITS[name], dt=ORDINARY_DT)), read(name)
    for cell, theirs in golden.spikes_ms.items():
        assert len(found[cell]) == len(theirs)
        assert largest_difference(found[cell], theirs) < FARTHEST_MS


@pytest.mark.parametrize("name", CIRCUITS)
def test_what_was_kept_is_of_the_circuit_as_it_is_now(name: str) -> None:
    assert read(name).circuit == CIRCUITS[name].plain()


@pytest.mark.parametrize("name", CIRCUITS)
def test_every_cell_fires_often_enough_to_tell(name: str) -> None:
    assert min(len(times) for times in read(name).spikes_ms.values()) >= 4


def test_nothing_is_kept_that_is_not_compared() -> None:
    assert {path.stem for path in FOLDER.iterdir()} == set(CIRCUITS)
