"""Bursts, phases, shares of cells and lags are those of spike trains written down here."""

import math
from typing import Any

import numpy as np
import pytest
from known_runs import KnownCircuit, KnownRun

from circuitlab.analysis.bursts import burst_count, pause_between_bursts, spikes_per_burst
from circuitlab.analysis.measures import MEASURES
from circuitlab.analysis.measures_of_two import lag_between
from circuitlab.analysis.phase_measures import mean_lag, peak_lag, peak_lag_rate, vector_strength
from circuitlab.analysis.population_measures import (
    share_above,
    share_answering,
    share_firing,
)

NOTHING = np.empty(0)


def one(*times: float) -> KnownRun:
    return KnownRun({"cell": np.array(times)})


def several(size: int, pairs: list[tuple[int, float]], **others: Any) -> KnownRun:
    """A population whose cells fire at these times."""
    index, at = zip(*pairs, strict=True)
    trains = {"cells": (np.array(index), np.array(at)), **others}
    return KnownRun(trains, KnownCircuit({("cells", "size"): size}), duration_ms=1000.0)


BURSTING = one(100.0, 105.0, 115.0, 200.0, 300.0, 304.0, 308.0, 312.0, 500.0, 505.0)
"""Three spikes, one alone, four, and two: gaps of 10 ms belong to a burst."""


def test_a_burst_is_a_row_of_spikes_that_are_close() -> None:
    assert burst_count(BURSTING, "cell") == 2
    assert spikes_per_burst(BURSTING, "cell") == pytest.approx(3.5)
    assert pause_between_bursts(BURSTING, "cell") == pytest.approx(300.0 - 115.0)


def test_what_a_burst_is_can_be_said() -> None:
    assert burst_count(BURSTING, "cell", least=2) == 3
    assert burst_count(BURSTING, "cell", longest=9.9) == 1
    assert burst_count(BURSTING, "cell", longest=90.0) == 2
    assert spikes_per_burst(BURSTING, "cell", longest=90.0) == pytest.approx(4.0)
    assert burst_count(BURSTING, "cell", start=101.0) == 1


def test_bursts_are_those_of_each_cell() -> None:
    spikes = [(0, 10.0), (1, 12.0), (0, 14.0), (1, 16.0), (0, 18.0), (1, 900.0)]
    run = several(2, spikes)
    assert burst_count(run, "cells") == pytest.approx(0.5)
    assert burst_count(run, "cells", cell=0) == 1
    assert burst_count(run, "cells", cell=1) == 0


def test_without_bursts_there_is_neither_length_nor_pause() -> None:
    for run in (one(10.0, 50.0), one()):
        assert burst_count(run, "cell") == 0
        assert math.isnan(spikes_per_burst(run, "cell"))
        assert math.isnan(pause_between_bursts(run, "cell"))
    assert math.isnan(pause_between_bursts(one(1.0, 2.0, 3.0), "cell"))


PULSES = {"start": 1000.0, "period": 100.0, "count": 4}


def test_spikes_that_keep_to_the_pulses_have_strength_1_and_their_lag() -> None:
    run = one(999.0, 1007.0, 1107.0, 1207.0, 1307.0, 1450.0)
    assert vector_strength(run, "cell", **PULSES) == pytest.approx(1.0)
    assert mean_lag(run, "cell", **PULSES) == pytest.approx(7.0)
    assert peak_lag(run, "cell", **PULSES) == pytest.approx(7.5)
    # 4 spikes in 4 bins of 5 ms.
    assert peak_lag_rate(run, "cell", **PULSES) == pytest.approx(200.0)


def test_spikes_spread_over_the_period_have_no_strength() -> None:
    run = one(1000.0, 1125.0, 1250.0, 1375.0)
    assert vector_strength(run, "cell", **PULSES) == pytest.approx(0.0, abs=1e-12)


def test_spikes_at_two_phases_a_quarter_apart_have_the_strength_of_their_sum() -> None:
    run = one(1010.0, 1135.0, 1210.0, 1335.0)
    assert vector_strength(run, "cell", **PULSES) == pytest.approx(math.sqrt(0.5))
    assert mean_lag(run, "cell", **PULSES) == pytest.approx(22.5)


def test_a_lag_is_averaged_around_the_period() -> None:
    assert mean_lag(one(1002.0, 1196.0), "cell", **PULSES) == pytest.approx(99.0)
    assert mean_lag(one(1000.0, 1100.0), "cell", **PULSES) == 0.0


def test_the_histogram_is_of_one_cell() -> None:
    run = several(2, [(0, 12.0), (0, 112.0), (1, 60.0)])
    given = {"start": 0.0, "period": 100.0, "count": 2, "bins": 10}
    assert peak_lag_rate(run, "cells", **given) == pytest.approx(50.0)
    assert peak_lag_rate(run, "cells", **given, cell=1) == pytest.approx(50.0)
    assert peak_lag(run, "cells", **given) == pytest.approx(15.0)
    assert peak_lag(run, "cells", **given, cell=1) == pytest.approx(65.0)


def test_silence_has_no_phase() -> None:
    for measure in (vector_strength, mean_lag, peak_lag):
        assert math.isnan(measure(one(), "cell", **PULSES))
    assert peak_lag_rate(one(), "cell", **PULSES) == 0.0


def test_the_share_that_fires_counts_cells_and_not_spikes() -> None:
    run = several(4, [(0, 10.0), (0, 20.0), (2, 500.0)])
    assert share_firing(run, "cells") == pytest.approx(0.5)
    assert share_firing(run, "cells", stop=100.0) == pytest.approx(0.25)
    assert share_firing(run, "cells", least=2) == pytest.approx(0.25)
    assert share_firing(one(), "cell") == 0.0


def test_the_area_of_a_field_is_the_share_of_all_cells_above_a_rate() -> None:
    spikes = [(0, 100.0), (0, 200.0), (0, 300.0), (1, 400.0)]
    run = several(3, spikes, far=np.array([1.0, 2.0]), still=NOTHING)
    assert share_above(run, "cells", rate=2.0) == pytest.approx(1 / 3)
    assert share_above(run, "cells", rate=3.0) == 0.0
    assert share_above(run, "cells", rate=0.5, others=("far", "still")) == pytest.approx(3 / 5)
    assert share_above(run, "cells", rate=0.5, others=("cells",)) == pytest.approx(2 / 3)
    assert share_above(run, "cells", rate=9.0, start=100.0, stop=301.0) == pytest.approx(1 / 3)


def test_a_cell_answers_that_fires_faster_than_at_rest() -> None:
    spikes = [(0, 100.0), (0, 600.0), (1, 200.0), (1, 610.0), (1, 620.0), (2, 300.0), (3, 700.0)]
    run = several(4, spikes)
    windows = {"start": 500.0, "stop": 1000.0, "rest_start": 0.0, "rest_stop": 500.0}
    assert share_answering(run, "cells", **windows) == pytest.approx(0.5)
    assert share_answering(run, "cells", **windows, by=2.0) == 0.0
    assert share_answering(run, "cells", **windows, by=1.9) == pytest.approx(0.5)


def two(first: list[float], second: list[float]) -> KnownRun:
    return KnownRun({"a": np.array(first), "b": np.array(second)}, duration_ms=1000.0)


def test_a_measure_of_one_element_is_set_beside_that_of_another() -> None:
    run = two([10.0, 20.0, 30.0], [15.0, 700.0])
    pair = {"element": "a", "other": "b"}
    assert MEASURES["ratio_between"](run, **pair, of="spike_count") == pytest.approx(1.5)
    window = {"start": 0.0, "stop": 500.0}
    assert MEASURES["ratio_between"](run, **pair, of="rate_hz", **window) == pytest.approx(3.0)
    assert MEASURES["difference_between"](run, **pair, of="first_spike") == pytest.approx(-5.0)


def test_what_is_set_beside_nothing_is_infinite_or_not_a_number() -> None:
    ratio = MEASURES["ratio_between"]
    assert ratio(two([1.0], []), "a", "b", of="spike_count") == math.inf
    assert math.isnan(ratio(two([], []), "a", "b", of="spike_count"))


def test_states_of_two_elements_may_have_two_names() -> None:
    when = np.array([0.0, 1.0])
    traces = {("a", "v"): (when, np.array([1.0, 3.0])), ("b", "x"): (when, np.array([4.0, 4.0]))}
    run = KnownRun({}, traces=traces)
    given = {"of": "mean_value", "state": "v", "other_state": "x"}
    assert MEASURES["ratio_between"](run, "a", "b", **given) == pytest.approx(0.5)
    assert MEASURES["difference_between"](run, "a", "b", **given) == pytest.approx(-2.0)


def test_a_lag_is_from_each_spike_to_the_next_of_the_other() -> None:
    run = two([10.0, 100.0, 200.0, 900.0], [8.0, 13.0, 105.0, 300.0])
    assert lag_between(run, "a", "b") == pytest.approx((3.0 + 5.0 + 100.0) / 3)
    assert lag_between(run, "a", "b", longest=50.0) == pytest.approx(4.0)
    assert lag_between(run, "a", "b", start=50.0, stop=150.0) == pytest.approx(5.0)
    assert math.isnan(lag_between(run, "a", "b", longest=1.0))
