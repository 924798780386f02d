"""Ctrl+C in a long run or a long making of connections is heard at once, and breaks nothing."""

import signal
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

import numpy as np
import pytest

import circuitlab as cl

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="there is no such timer")
AFTER_S, PATIENCE_S = 0.1, 2.0


@contextmanager
def interrupted() -> Iterator[None]:
    """Press Ctrl+C a moment later."""
    before = signal.signal(signal.SIGALRM, signal.default_int_handler)
    signal.setitimer(signal.ITIMER_REAL, AFTER_S)
    begun = time.perf_counter()
    try:
        with pytest.raises(KeyboardInterrupt):
            yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0.0)
        signal.signal(signal.SIGALRM, before)
    assert time.perf_counter() - begun < PATIENCE_S


@pytest.mark.parametrize("probability", [0.0, 0.3])
def test_it_ends_soon_and_the_same_runs_afterwards(probability: float) -> None:
    circuit = cl.Circuit()
    cells = [circuit.add("lif_current", size=size, i_e=600.0) for size in (3000, 3000)]
    synapse = circuit.wire(*cells)
    circuit.set(synapse, rule="probability", probability=0.0)
    before = cl.simulate(circuit, "20 ms", seed=1).spike_pairs(cells[0])
    circuit.set(synapse, probability=probability)
    with interrupted():
        cl.simulate(circuit, "100000 s", seed=1)
    circuit.set(synapse, probability=0.0)
    after = cl.simulate(circuit, "20 ms", seed=1).spike_pairs(cells[0])
    for one, other in zip(before, after, strict=True):
        assert np.array_equal(one, other)
