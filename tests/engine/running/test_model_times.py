"""Times are the numbers that people would write."""

import numpy as np
import pytest

from circuitlab.engine.running.model_times import times_of


def test_times_are_the_nearest_numbers() -> None:
    assert 8109 * 0.025 != 202.725
    assert times_of(8109, 0.025) == 202.725
    ticks = np.arange(100_000)
    wanted = [float(f"{25 * tick}e-3") for tick in ticks.tolist()]
    np.testing.assert_array_equal(times_of(ticks, 0.025), wanted)


@pytest.mark.parametrize("dt", [1.0, 0.5, 0.05, 0.001, 1 / 3, 0.025000000000000001, 1e-3 / 7])
def test_times_are_those_of_any_step(dt: float) -> None:
    ticks = np.array([0, 1, 7, 123_456, 2**40])
    np.testing.assert_allclose(times_of(ticks, dt), ticks * dt, rtol=1e-14)
    assert len(times_of([], dt)) == 0
