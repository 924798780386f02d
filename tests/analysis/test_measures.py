"""Measures read the right numbers off a run whose spikes are known."""

import math
import re
import time
from pathlib import Path

import numpy as np
import pytest
from each_case import each_case
from known_runs import KnownCircuit, KnownRun

from circuitlab.analysis import measures
from circuitlab.analysis.arguments import Argument, arguments
from circuitlab.analysis.measures import MEASURES
from circuitlab.analysis.run_records import trains
from circuitlab.analysis.series import READINGS
from circuitlab.catalog.load import default_catalog
from circuitlab.model.step import Step


def population() -> KnownRun:
    """Two cells: the first fires at 100 and 300 ms, the second at 200 ms."""
    circuit = KnownCircuit({("cells", "size"): 2, ("cells", "i_e"): (30.0, 20.0)})
    return KnownRun({"cells": (np.array([0, 1, 0]), np.array([100.0, 200.0, 300.0]))}, circuit)


def test_rate_is_spikes_of_one_cell_per_second() -> None:
    run = population()
    assert measures.rate_hz(run, "cells") == pytest.approx(0.15)
    assert measures.rate_hz(run, "cells", start=0.0, stop=1000.0) == pytest.approx(1.5)
    assert measures.rate_hz(run, "cells", start=150.0, stop=250.0) == pytest.approx(5.0)


def test_window_includes_its_start_and_not_its_stop() -> None:
    run = KnownRun({"cell": np.array([10.0, 20.0])})
    assert measures.spike_count(run, "cell", 10.0, 20.0) == 1


def test_intervals_are_those_of_each_cell() -> None:
    assert measures.mean_interval(population(), "cells") == pytest.approx(200.0)


def test_many_cells_are_put_in_order_once() -> None:
    cells = 50_000
    at = np.repeat([1.0, 4.0, 5.0], cells)
    run = KnownRun({"cells": (np.tile(np.arange(cells), 3), at)}, population().circuit)
    began = time.process_time()
    assert measures.mean_interval(run, "cells") == pytest.approx(2.0)
    alone = trains(run, "cells")  # type: ignore[arg-type]
    assert time.process_time() - began < 2.0
    assert len(alone) == cells
    assert alone[-1].tolist() == [1.0, 4.0, 5.0]


def test_late_spikes_are_counted_after_the_cut_of_each_stimulus() -> None:
    run = KnownRun({"cell": np.array([1050.0, 1150.0, 2099.0, 2100.0, 2900.0, 3200.0])})
    late = {"start": 1000.0, "period": 1000.0, "count": 3}
    assert measures.late_spikes(run, "cell", **late) == 4
    assert [measures.late_spikes(run, "cell", **late, stimulus=n) for n in (1, 2, 3)] == [1, 2, 1]


def test_growth_compares_the_last_three_stimuli_with_the_first() -> None:
    train = [[1500.0], [2500.0, 2600.0], [3500.0] * 3, [4500.0] * 4]
    run = KnownRun({"cell": np.concatenate(train)})
    assert measures.growth(run, "cell", start=1000.0, count=4) == pytest.approx(3.0)


def test_silence_is_said_as_such() -> None:
    run = KnownRun({"cell": np.empty(0)})
    assert measures.rate_hz(run, "cell") == 0.0
    assert measures.last_spike_after(run, "cell", 4000.0) == -math.inf
    assert math.isnan(measures.first_spike(run, "cell"))


@pytest.mark.parametrize(("spike", "reached"), [(1000.0, 26.0), (6000.0, 36.0), (30_000.0, 50.0)])
def test_temperature_at_the_first_spike_follows_the_ramp(spike: float, reached: float) -> None:
    ramp = {"start": 1000.0, "resting": 26.0, "temperature": 50.0, "rate": 2.0}
    circuit = KnownCircuit({("heat1", name): value for name, value in ramp.items()})
    run = KnownRun({"cell": np.array([500.0, spike])}, circuit)
    assert measures.first_spike_temperature(run, "cell", "heat1") == pytest.approx(reached)


@pytest.mark.parametrize(("level", "reached"), [(3.0, 36.0), (4.0, 38.0), (7.0, math.nan)])
def test_temperature_at_a_level_is_that_of_its_first_rise_after_the_ramp_begins(
    level: float, reached: float
) -> None:
    ramp = {"start": 1000.0, "resting": 32.0, "temperature": 50.0, "rate": 1.0}
    circuit = KnownCircuit({("heat1", name): value for name, value in ramp.items()})
    when = np.array([0.0, 500.0, 900.0, 3000.0, 9000.0, 12_000.0])
    felt = np.array([0.0, 6.0, 2.0, 2.0, 5.0, 0.0])
    run = KnownRun({}, circuit, traces={("pain", "pain"): (when, felt)})
    measured = measures.crossing_temperature(run, "pain", "pain", level, "heat1")
    assert measured == pytest.approx(reached, nan_ok=True)


def test_temperature_is_the_one_that_the_timeline_has_set_by_then() -> None:
    built = {"start": 0.0, "resting": 32.0, "temperature": 32.0, "rate": 0.0}
    steps = [Step(at, {("heat1", "temperature"): to}) for at, to in ((1000, 50), (3000, 40))]
    values = {("heat1", name): value for name, value in built.items()}
    run = KnownRun({"cell": np.array([2000.0])}, KnownCircuit(values, {"timeline": steps}))
    assert measures.first_spike_temperature(run, "cell", "heat1") == 50.0


def test_rheobase_is_the_smallest_current_of_a_cell_that_fired() -> None:
    assert measures.rheobase(population(), "cells") == 20.0
    assert measures.rheobase(population(), "cells", start=250.0) == 30.0


def test_states_are_read_between_samples_and_over_cells() -> None:
    when = np.array([0.0, 10.0, 20.0])
    run = KnownRun({}, traces={("cell", "v"): (when, np.array([-60.0, -40.0, -50.0]))})
    assert measures.value_at(run, "cell", "v", 5.0) == pytest.approx(-50.0)
    assert measures.max_value(run, "cell", "v", stop=10.0) == -60.0
    assert measures.final_value(run, "cell", "v") == -50.0
    cells = np.array([[1.0, 3.0], [2.0, 4.0], [3.0, 5.0]])
    run = KnownRun({}, traces={("cells", "open"): (when, cells)})
    assert measures.value_at(run, "cells", "open", 20.0) == pytest.approx(4.0)
    assert measures.mean_value(run, "cells", "open") == pytest.approx(3.0)


@each_case("name", MEASURES)
def test_every_measure_is_of_an_element_and_says_what_it_is(name: str) -> None:
    assert arguments(name)["element"] == Argument(True, "", str)
    assert (MEASURES[name].__doc__ or "").strip()


def test_arguments_know_which_of_them_are_times() -> None:
    assert arguments("late_spikes")["cut"] == Argument(False, "ms", float)
    assert arguments("late_spikes")["count"] == Argument(False, "", int)


def test_a_measure_has_a_unit_or_that_of_its_state() -> None:
    assert measures.unit_of("latency") == "ms"
    assert measures.unit_of("peak_value", "mV") == "mV"
    assert measures.unit_of("area", "pA") == "pA·ms"
    assert measures.unit_of("spike_count", "mV") == ""


@each_case("name", MEASURES)
def test_the_unit_of_a_measure_is_the_one_its_description_names(name: str) -> None:
    said = MEASURES[name].__doc__ or ""
    named = re.findall(r"\bin (ms|Hz|pA|°C|its unit times ms)\b", said)
    unit = measures.unit_of(name, "its unit").replace("·", " times ")
    is_a_states_or_a_count = unit in ("its unit", "")
    assert named == ([] if is_a_states_or_a_count else [unit])


def test_what_measures_read_of_parameters_is_in_the_unit_that_they_give() -> None:
    parameters = [p for kind in default_catalog().ordered() for p in kind.parameters.values()]
    for measure, read in (("rheobase", "i_e"), ("first_spike_temperature", "temperature")):
        units = {parameter.unit for parameter in parameters if parameter.name == read}
        assert units == {measures.unit_of(measure)}


@each_case("name", [*MEASURES, *READINGS])
def test_the_guide_says_what_a_measure_is(name: str) -> None:
    guide = (Path(__file__).parents[2] / "docs/guide/experiments.md").read_text(encoding="utf-8")
    first_cells = [line.split("|")[1] for line in guide.splitlines() if line.startswith("| `")]
    assert any(f"`{name}`" in cell for cell in first_cells)
