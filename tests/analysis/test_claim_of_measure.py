"""A claim made of what was measured on screen holds for the run it was taken from."""

import math
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from circuitlab.analysis import claim_of_measure as making
from circuitlab.analysis.claims import verify
from circuitlab.analysis.read_claims import unmeasurable
from circuitlab.analysis.run_records import EVERY_CELL
from circuitlab.analysis.strip_measures import (
    COLUMNS,
    NOTHING,
    Strip,
    count_between,
    measured,
    widest_gap,
)
from circuitlab.catalog.load import default_catalog
from circuitlab.engine.running.run import run_circuit
from circuitlab.files import store
from circuitlab.model.circuit import Circuit
from circuitlab.model.element import Element, Link, Role
from circuitlab.model.step import Step

DT = 0.025
SINCE = 10.0


def circuit() -> Circuit:
    parts = [
        Element("cell", "hh_squid", label="Giant axon"),
        Element("cells", "hh_squid", params={"size": 3, "spread": 0.02}),
        Element("step", "current_step", params={"start": 10.0, "amplitude": 20.0}),
    ]
    links = [Link("step", id, Role.DRIVES) for id in ("cell", "cells")]
    timeline = [Step(60.0, {("step", "amplitude"): 50.0})]
    return Circuit(parts, links, {"seed": 3, "timeline": timeline})


@pytest.fixture(scope="module")
def run():
    return run_circuit(circuit(), 100.0, record=[("cell", "v"), ("cells", "v")])


def strip_of(run, id: str, steps: int) -> Strip:
    """The strip of an element's first cell, as a window keeps it, every so many steps."""
    t, v = run.trace(id, "v")
    mine = (v if v.ndim == 1 else v[:, 0]).astype(np.float32).astype(float)
    index, at = run.spike_pairs(id)
    return Strip(t[::steps], mine[::steps], spikes=at[index == 0])


def source(column: str, id: str = "cell", state: str = "v") -> making.ClaimSource:
    return making.ClaimSource(id, state, id, "mV", column, 16.0, 40.0, SINCE, "the step begins")


def test_it_measures_as_numpy_does(run) -> None:
    strip = strip_of(run, "cell", 1)
    found = measured(strip, 16.0, 40.0, SINCE, DT)
    inside = (strip.t >= 16.0) & (strip.t <= 40.0)
    t, v = strip.t[inside], strip.v[inside]
    assert found["mean"].value == np.mean(v)
    assert found["minimum"].value == np.min(v)
    assert found["area"].value == np.trapezoid(v, t)
    assert found["peak"].value == np.max(v)
    assert found["peak"].slack < 1e-4
    spikes = run.spikes("cell")
    spikes = spikes[(spikes >= 16.0) & (spikes < 40.0)]
    assert found["latency"] == (spikes[0] - SINCE, 0.0)
    assert found["rate"] == (1000.0 * spikes.size / 24.0, 0.0)
    assert count_between(strip, 16.0, 40.0) == spikes.size


@pytest.mark.parametrize("steps", [1, 10])
@pytest.mark.parametrize("id", ["cell", "cells"])
def test_every_claim_holds_and_is_what_was_measured(run, steps: int, id: str) -> None:
    strip, made = strip_of(run, id, steps), circuit()
    found = measured(strip, 16.0, 40.0, SINCE, DT)
    for column in COLUMNS:
        assert found[column].is_there
        tolerance = max(1e-9, making.least_tolerance(found[column]))
        made.apply(
            making.with_claim(made, strip, source(column, id), found[column], tolerance, "x")
        )
    assert list(made.document["experiments"]) == ["as_seen"]
    results = verify(made, workers=1)
    assert [result.claim.measure for result in results if not result.holds] == []
    assert len(results) == len(COLUMNS)


def test_a_state_that_does_not_fire_is_late_by_half_its_way(run) -> None:
    strip, made = strip_of(run, "cell", 1), circuit()
    silent = Strip(strip.t, strip.v)
    found = measured(silent, 16.0, 40.0, SINCE, DT)
    assert not found["rate"].is_there
    what = source("latency", state="n")
    made.apply(making.with_claim(made, silent, what, found["latency"], 0.1, "x"))
    (claim,) = made.document["claims"]
    assert claim.measure == "half_time"
    assert "half the way" in making.claim_words(what, "1 ms", "1 ms")


def test_a_raster_is_measured_over_all_its_cells(run) -> None:
    _index, at = run.spike_pairs("cells")
    raster = Strip(spikes=np.sort(at), cell=EVERY_CELL, size=3)
    found = measured(raster, 16.0, 40.0, SINCE, DT)
    assert found["rate"].value == 1000.0 * np.sum((at >= 16.0) & (at < 40.0)) / 3 / 24.0
    assert found["peak"] is NOTHING
    made = circuit()
    made.apply(
        making.with_claim(made, raster, source("rate", "cells", ""), found["rate"], 0.0, "x")
    )
    (result,) = verify(made, workers=1)
    assert result.holds
    assert "cell" not in result.claim.args


def test_a_claim_is_read_back_from_its_file_without_a_problem(run, tmp_path: Path) -> None:
    made, strip = circuit(), strip_of(run, "cell", 1)
    found = measured(strip, 16.0, 40.0, SINCE, DT)
    for column in ("latency", "latency", "peak"):
        made.apply(making.with_claim(made, strip, source(column), found[column], 1.0, "It fires"))
    assert store.save(made, tmp_path / "made.circuit") in (None, [], ())
    loaded = store.load(tmp_path / "made.circuit", default_catalog())
    assert not loaded.problems
    assert loaded.circuit.document == made.document
    assert not list(unmeasurable(loaded.circuit))
    claims, experiments = (loaded.circuit.document[name] for name in ("claims", "experiments"))
    assert [claim.id for claim in claims] == ["cell_latency", "cell_latency_2", "cell_peak"]
    assert experiments["as_seen"].duration_ms == 45.0
    assert experiments["as_seen"].seeds == (3,)
    assert experiments["as_seen"].timeline == ()


def test_a_later_moment_needs_another_experiment_with_the_timeline_up_to_then(run) -> None:
    made, strip = circuit(), strip_of(run, "cell", 1)
    early = source("rate")
    late = making.ClaimSource(*[*_fields(early)[:5], 16.0, 90.0, SINCE, ""])
    for what in (early, late):
        found = measured(strip, what.start, what.stop, SINCE, DT)["rate"]
        made.apply(making.with_claim(made, strip, what, found, 0.0, "x"))
    assert made.document["experiments"]["as_seen_2"].timeline[0].at == 60.0
    assert all(result.holds for result in verify(made, workers=1))


def _fields(of: making.ClaimSource) -> list[object]:
    return [getattr(of, name) for name in of.__slots__]


def test_nothing_is_claimed_of_samples_that_are_far_apart(run) -> None:
    strip = strip_of(run, "cell", 80)
    widest = widest_gap(strip, 16.0, 40.0)
    assert widest == pytest.approx(2.0)
    assert making.too_coarse(strip, source("peak"), widest) is not None
    assert making.too_coarse(strip, source("latency"), widest) is None
    assert making.too_coarse(strip_of(run, "cell", 20), source("peak"), 0.5) is None


def test_a_tolerance_is_round_and_covers_what_columns_hide() -> None:
    assert making.usual_tolerance("latency", making.Measured(25.2)) == 1.0
    assert making.usual_tolerance("latency", making.Measured(25.2, 4.0)) == 5.0
    assert making.usual_tolerance("peak", making.Measured(31.0)) == 1.0
    assert making.expected_value(25.23456, 1.0) == 25.2
    assert making.expected_value(25.23456, 0.0) == 25.23456


def test_a_claim_is_a_sentence() -> None:
    said = making.claim_words(source("latency"), "25.2 ms", "1 ms")
    assert said == "cell first fires 25.2 ms after the step begins, give or take 1 ms."
    for column in COLUMNS:
        assert "25.2" in making.claim_words(source(column), "25.2 mV", "1 mV")
    many = replace(source("rate", state=""), size=20)
    assert "Each cell" in making.claim_words(many, "8 Hz", "1 Hz")
    assert "Each cell" not in making.claim_words(replace(many, size=1), "8 Hz", "1 Hz")


def test_between_cursors_at_one_place_there_is_nothing_but_the_sample(run) -> None:
    strip = strip_of(run, "cell", 1)
    at = float(strip.t[800])
    found = measured(strip, at, at, SINCE, DT)
    assert found["mean"].value == strip.v[800]
    assert math.isnan(found["rate"].value)
    assert not measured(Strip(), 1.0, 2.0, 0.0, DT)["peak"].is_there
