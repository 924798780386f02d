"""Widths of spikes and times of crossings are those of traces made of straight lines."""

import math

import numpy as np
import pytest
from known_runs import KnownRun

from circuitlab.analysis.measures_between import crossing_time, spike_width

STEP = 0.05
T = np.round(np.arange(1, 2001) * STEP, 6)


def spiking(tops: tuple[float, ...] = (40.0,), first: float = 20.0) -> KnownRun:
    """From -70 mV slowly to -50 at 20 ms; then 1 ms up to its top, 2 ms down to -70, each 40 ms."""
    places, heights, spikes = [0.0, 10.0], [-70.0, -70.0], []
    for number, top in enumerate(tops):
        start = first + 40.0 * number
        places += [start, start + 1.0, start + 3.0, start + 13.0]
        heights += [-50.0, top, -70.0, -70.0]
        spikes.append(start + 0.5)
    v = np.interp(T, places, heights)
    return KnownRun({"cell": np.array(spikes)}, traces={("cell", "v"): (T, v)})


def test_a_spike_is_as_wide_as_it_is_at_half_its_height_above_threshold() -> None:
    # From -50 to 40 mV: half is at -5, after 0.5 ms of the way up and 45/110 of the way down.
    expected = 0.5 + 2.0 * 45.0 / 110.0
    assert spike_width(spiking(), "cell") == pytest.approx(expected, abs=1e-6)


def test_the_base_of_a_spike_may_be_the_potential_before_it() -> None:
    # From -70 to 40 mV: half is at -15, after 35/90 of the way up and 1 ms of the way down.
    expected = (1.0 - 35.0 / 90.0) + 1.0
    width = spike_width(spiking(), "cell", start=1.0, base="start")
    assert width == pytest.approx(expected, abs=1e-6)


def test_the_spike_that_is_measured_is_the_first_from_start_on() -> None:
    run = spiking((40.0, 0.0))
    second = 0.5 + 2.0 * 25.0 / 70.0
    assert spike_width(run, "cell", start=50.0) == pytest.approx(second, abs=1e-6)
    assert spike_width(run, "cell") == pytest.approx(spike_width(spiking(), "cell"))


def test_without_a_spike_there_is_no_width() -> None:
    assert math.isnan(spike_width(spiking(), "cell", start=50.0))
    flat = KnownRun({"cell": np.array([20.0])}, traces={("cell", "v"): (T, np.full(T.size, -70.0))})
    assert math.isnan(spike_width(flat, "cell"))


def test_a_spike_of_which_the_run_saw_half_has_no_width() -> None:
    run = spiking()
    assert math.isnan(spike_width(run, "cell", stop=21.2))


def crossing(**given: object) -> float:
    """From 0 at 0 ms up to 10 at 10 ms, down to 0 at 20, and up again to 10 at 40."""
    v = np.interp(T, [0.0, 10.0, 20.0, 40.0], [0.0, 10.0, 0.0, 10.0])
    run = KnownRun({}, traces={("cell", "x"): (T, v)})
    return crossing_time(run, "cell", "x", **given)  # type: ignore[arg-type]


def test_a_crossing_is_found_on_the_straight_line_between_samples() -> None:
    assert crossing(value=4.02) == pytest.approx(4.02)
    assert crossing(value=4.02, way="down") == pytest.approx(15.98)


def test_a_crossing_is_looked_for_after_a_time_and_counted_from_another() -> None:
    assert crossing(value=5.0, after=6.0) == pytest.approx(30.0)
    assert crossing(value=5.0, after=6.0, since=20.0) == pytest.approx(10.0)


def test_what_is_never_passed_has_no_time() -> None:
    assert math.isnan(crossing(value=11.0))
    assert math.isnan(crossing(value=5.0, way="down", after=16.0))


def test_the_mean_of_a_population_crosses_or_one_of_its_cells() -> None:
    values = np.column_stack([T, np.zeros(T.size)])
    run = KnownRun({}, traces={("cells", "x"): (T, values)})
    assert crossing_time(run, "cells", "x", 5.0) == pytest.approx(10.0)
    assert crossing_time(run, "cells", "x", 5.0, cell=0) == pytest.approx(5.0)
    assert math.isnan(crossing_time(run, "cells", "x", 5.0, cell=1))
