"""Long arrays are taken in another order piece by piece."""

import tracemalloc

import numpy as np

from circuitlab.engine.recipes.gathering import gathered

MANY = 200_003


def test_values_at_places_among_places() -> None:
    rng = np.random.default_rng(3)
    values = rng.random(50)
    at, order = rng.integers(0, 50, MANY).astype(np.int32), rng.permutation(MANY)
    assert np.array_equal(gathered(values, order % 50), values[order % 50])
    assert np.array_equal(gathered(values, at, order), values[at[order]])


def test_the_order_of_short_numbers_is_not_copied_as_long_ones() -> None:
    values, order = np.zeros(MANY), np.arange(MANY, dtype=np.int32)
    tracemalloc.start()
    found = gathered(values, order)
    _now, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert most < found.nbytes + order.nbytes
