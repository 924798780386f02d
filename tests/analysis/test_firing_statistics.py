import numpy as np
import pytest

from circuitlab.analysis import firing_statistics as of

SPIKES = np.cumsum(np.random.default_rng(4).exponential(20.0, 300))


def test_the_frequency_of_a_spike_is_one_over_the_interval_before_it() -> None:
    at, gaps, hz = of.instantaneous_frequency(SPIKES)
    assert np.array_equal(at, SPIKES[1:])
    assert np.array_equal(gaps, np.diff(SPIKES))
    assert np.array_equal(hz, 1000.0 / np.diff(SPIKES))


def test_intervals_are_those_of_each_cell_in_the_order_of_time() -> None:
    spikes, cells = np.array([1.0, 2.0, 5.0, 9.0]), np.array([0, 1, 0, 1])
    at, gaps, _hz = of.instantaneous_frequency(spikes, cells)
    assert at.tolist() == [5.0, 9.0]
    assert gaps.tolist() == [4.0, 7.0]
    assert of.intervals(spikes, cells).tolist() == [4.0, 7.0]


def test_the_histogram_is_numpys() -> None:
    gaps = np.diff(SPIKES)
    counts, edges = of.interval_histogram(gaps, 25)
    wanted, at = np.histogram(gaps, 25, (0.0, gaps.max()))
    assert np.array_equal(counts, wanted)
    assert np.array_equal(edges, at)
    assert counts.sum() == gaps.size


def test_one_spike_has_no_interval() -> None:
    assert of.intervals(np.array([3.0])).size == 0
    assert of.interval_histogram(np.empty(0))[0].size == 0


def test_the_autocorrelogram_counts_every_pair_once_on_either_side() -> None:
    counts, edges = of.autocorrelogram(SPIKES, 100.0, 4.0)
    lags = (SPIKES[:, None] - SPIKES[None, :])[~np.eye(SPIKES.size, dtype=bool)]
    assert np.array_equal(counts, np.histogram(lags, edges)[0])
    assert np.array_equal(counts, counts[::-1])
    assert edges[0] == -edges[-1] == -102.0


def test_the_autocorrelogram_of_a_clock_has_its_period_and_is_of_each_cell_alone() -> None:
    counts, edges = of.autocorrelogram(np.arange(0.0, 1000.0, 50.0), 60.0, 10.0)
    middles = 0.5 * (edges[1:] + edges[:-1])
    assert middles[counts > 0].tolist() == [-50.0, 50.0]
    assert counts.max() == 19
    apart = of.autocorrelogram(np.array([1.0, 2.0]), 60.0, 10.0, np.array([0, 1]))
    assert apart[0].sum() == 0


def test_the_slope_is_numpys_and_that_of_a_line_its_steepness() -> None:
    t = np.arange(0.0, 5.0, 0.1)
    assert np.array_equal(of.slope(t, np.sin(t)), np.gradient(np.sin(t), t))
    assert of.slope(t, 3.0 * t) == pytest.approx(3.0)
    assert np.isnan(of.slope(t[:1], t[:1])).all()
