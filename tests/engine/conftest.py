"""Runs that several tests look at."""

from collections.abc import Iterator

import pytest
from engine.lab import Circuit, Reals, advance, carried, pain_circuit, simulation
from engine.watched import Watched

MILLISECONDS = 300.0


@pytest.fixture(scope="session")
def reference_run() -> tuple[Reals, dict[tuple[str, str, str], Reals]]:
    """(spikes, states at the end) of the pain circuit, run in one go by fused loops."""
    running = simulation(pain_circuit(), fused="wait")
    chunk = advance(running, MILLISECONDS)
    return chunk.spikes, carried(running)


@pytest.fixture
def pain() -> Iterator[Watched]:
    more = pain_circuit()
    more.add("projection_neuron")
    simulation(more, fused="wait")  # so that nothing is left to compile when a test ends
    watched = Watched(pain_circuit())
    yield watched
    watched.runner.stop()


@pytest.fixture
def small() -> Iterator[Watched]:
    circuit = Circuit()
    circuit.add("lif_current", size=3, i_e=300.0)
    circuit.add("voltmeter", on="lif_current1")
    simulation(circuit, fused="wait")
    watched = Watched(circuit)
    yield watched
    watched.runner.stop()
