"""Runs that several tests look at."""

import pytest
from engine.lab import Reals, advance, carried, pain_circuit, simulation

MILLISECONDS = 300.0


@pytest.fixture(scope="session")
def reference_run() -> tuple[Reals, dict[tuple[str, str, str], Reals]]:
    """(spikes, states at the end) of the pain circuit, run in one go by fused loops."""
    running = simulation(pain_circuit(), fused="wait")
    chunk = advance(running, MILLISECONDS)
    return chunk.spikes, carried(running)
