"""Series of experiments are read as what they were made of: lines, Hill curves, places."""

import json
import math
from typing import Any

import numpy as np
import pytest
from each_case import each_case
from known_runs import KnownRun

from circuitlab.analysis import claim_runs
from circuitlab.analysis.bisection import bisected
from circuitlab.analysis.claims import ClaimResult, verify
from circuitlab.analysis.hill_fit import fitted_hill
from circuitlab.analysis.read_claims import claim_problems, unmeasurable
from circuitlab.analysis.series import READINGS
from circuitlab.analysis.tables import claims_json
from circuitlab.files import store
from circuitlab.files.serialise import content_of
from circuitlab.model.circuit import Circuit
from circuitlab.model.claims import Experiment
from circuitlab.model.element import Element
from circuitlab.model.mixing import between

DOSES = np.array([0.1, 0.3, 1.0, 3.0, 10.0, 30.0])


def read(name: str, x: list[float], y: list[float], level: float = 0.0) -> float:
    return READINGS[name].read(np.array(x), np.array(y), level)


def hill(x: np.ndarray, middle: float, exponent: float) -> np.ndarray:
    return x**exponent / (x**exponent + middle**exponent)


@pytest.mark.parametrize(("middle", "exponent"), [(0.5, 1.0), (2.0, 1.7), (12.0, 4.0)])
@pytest.mark.parametrize(("bottom", "span"), [(0.0, 1.0), (20.0, -18.0)])
def test_a_hill_curve_is_found_again(
    middle: float, exponent: float, bottom: float, span: float
) -> None:
    fit = fitted_hill(DOSES, bottom + span * hill(DOSES, middle, exponent))
    assert fit.middle == pytest.approx(middle, rel=1e-3)
    assert fit.exponent == pytest.approx(exponent, rel=1e-3)
    assert (fit.bottom, fit.top) == pytest.approx((bottom, bottom + span), abs=0.02)


def test_no_dose_is_a_dose_too() -> None:
    x = np.array([0.0, 1.0, 2.0, 4.0, 8.0])
    fit = fitted_hill(x, 5.0 + hill(x, 2.0, 2.0))
    assert fit.middle == pytest.approx(2.0, rel=1e-3)
    assert fit.bottom == pytest.approx(5.0, abs=1e-3)


def test_noise_moves_a_fit_a_little() -> None:
    noise = np.array([0.02, -0.02, 0.01, -0.01, 0.02, -0.01])
    assert fitted_hill(DOSES, hill(DOSES, 2.0, 1.5) + noise).middle == pytest.approx(2.0, rel=0.1)


def test_there_is_no_ec50_outside_of_the_doses_or_of_what_does_not_change() -> None:
    assert math.isnan(read("ec50", [1.0, 2.0, 3.0, 4.0], [7.0] * 4))
    x = np.array([1.0, 2.0, 3.0, 4.0])
    assert math.isnan(read("ec50", list(x), list(hill(x, 20.0, 3.0))))
    assert read("ec50", list(DOSES), list(hill(DOSES, 2.0, 1.0))) == pytest.approx(2.0, rel=1e-3)
    slope = read("hill_slope", list(DOSES), list(hill(DOSES, 2.0, 1.4)))
    assert slope == pytest.approx(1.4, rel=1e-3)


def test_a_threshold_lies_on_the_line_between_two_experiments() -> None:
    assert read("threshold", [1.0, 2.0, 4.0], [0.0, 0.5, 2.5], 1.5) == pytest.approx(3.0)
    assert read("threshold", [1.0, 2.0, 4.0], [0.0, 0.5, 2.5], 0.5) == pytest.approx(2.0)
    assert math.isnan(read("threshold", [1.0, 2.0], [5.0, 6.0], 1.5))
    assert math.isnan(read("threshold", [1.0, 2.0], [0.0, 1.0], 1.5))


@pytest.mark.parametrize(
    ("y", "up", "down"),
    [([1.0, 1.0, 2.0], 1, 0), ([2.0, 1.0, 3.0], 0, 0), ([3.0, 2.0, 2.0], 0, 1), ([1.0] * 3, 0, 0)],
)
def test_what_rises_never_falls_and_ends_higher(y: list[float], up: int, down: int) -> None:
    assert read("rises", [1.0, 2.0, 3.0], y) == up
    assert read("falls", [1.0, 2.0, 3.0], y) == down


def test_the_area_of_a_field_is_the_share_of_places_that_reach_the_level() -> None:
    assert read("share_reaching", [0.0, 1.0, 2.0, 3.0], [0.0, 5.0, 4.9, 8.0], 5.0) == 0.5


def test_bisection_comes_as_near_as_asked_by_running_what_lies_between() -> None:
    low, high = (Experiment(values={("a", "x"): value, ("a", "y"): 7.0}) for value in (0.0, 10.0))
    asked = []

    def measure(experiment: Experiment) -> float:
        asked.append(experiment.values["a", "x"])
        assert experiment.values["a", "y"] == 7.0
        return float(asked[-1] >= 3.3)

    found = bisected((100.0, low), (200.0, high), 1.0, 0.5, measure)
    assert found == pytest.approx(133.0, abs=0.25)
    assert asked[:3] == [5.0, 2.5, 3.75]
    assert len(asked) == 8
    assert between(low, high, 0.3).values["a", "x"] == pytest.approx(3.0)


EXPERIMENTS = {
    f"at_{i_e}": {"for": 1000.0, "set": {"cell.i_e": i_e}, "seeds": [1, 3]}
    for i_e in (10, 20, 40, 80)
}
SERIES = {"x": {"at_40": 40, "at_10": 10, "at_20": 20}, "read": "threshold", "level": 30}


def claim(series: Any = SERIES, **fields: Any) -> dict[str, Any]:
    whole = {"id": "one", "measure": "spike_count", "args": {"element": "cell"}, "expected": 1}
    return {**whole, "tolerance": 1000, "series": series, **fields}


def opened(*several: dict[str, Any], **experiments: Any) -> store.Loaded:
    content = content_of(Circuit([Element("cell", "hh_squid")], document={"seed": 7}))
    document = {"experiments": EXPERIMENTS | experiments, "claims": several}
    return store.load_text(json.dumps(content | document), judge=claim_problems)


def circuit(*several: dict[str, Any], **experiments: Any) -> Circuit:
    loaded = opened(*several, **experiments)
    assert not loaded.problems
    assert loaded.circuit is not None
    return loaded.circuit


def result_of(monkeypatch: pytest.MonkeyPatch, one: dict[str, Any]) -> tuple[ClaimResult, int]:
    """What verify says of a cell that fires once for each pA from 12 on; and the runs it took."""
    ran = []

    def run_circuit(_circuit: Any, _ms: float, *, overlays: Any, **_more: Any) -> KnownRun:
        i_e = overlays[0].values["cell", "i_e"]
        ran.append(i_e)
        return KnownRun({"cell": np.arange(float(int(i_e) if i_e >= 12.0 else 0))})

    monkeypatch.setattr(claim_runs, "run_circuit", run_circuit)
    (result,) = verify(circuit(one))
    return result, len(ran)


def test_a_series_is_measured_in_each_of_its_experiments(monkeypatch: pytest.MonkeyPatch) -> None:
    result, runs = result_of(monkeypatch, claim())
    assert result.points == ((10.0, 0.0), (20.0, 20.0), (40.0, 40.0))
    assert result.measured == pytest.approx(30.0)
    assert claims_json([result])[0]["points"] == [[10.0, 0.0], [20.0, 20.0], [40.0, 40.0]]
    assert runs == 6


def test_a_threshold_with_a_precision_is_bisected(monkeypatch: pytest.MonkeyPatch) -> None:
    first = claim({**SERIES, "level": 1})
    assert result_of(monkeypatch, first)[0].measured == pytest.approx(10.5)
    result, runs = result_of(monkeypatch, claim({**SERIES, "level": 1, "precision": 0.01}))
    assert result.measured == pytest.approx(12.0, abs=0.005)
    assert runs == 6 + 2 * 10


def test_a_threshold_that_is_not_passed_is_not_looked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    series = {**SERIES, "level": 90, "precision": 0.01}
    result, runs = result_of(monkeypatch, claim(series))
    assert (math.isnan(result.measured), result.holds, runs) == (True, False, 6)


def test_a_series_is_written_back_as_it_stood() -> None:
    made = circuit(claim())
    assert json.loads(json.dumps(content_of(made)["claims"], default=dict)) == [claim()]


def test_a_series_goes_with_any_of_its_experiments() -> None:
    other = {"for": 5.0, "set": {"other.i_e": 1.0}}
    content = content_of(Circuit([Element("cell", "hh_squid"), Element("other", "hh_squid")]))
    series = {"x": {"at_10": 1, "last": 2}, "read": "rises"}
    document = {"experiments": EXPERIMENTS | {"last": other}, "claims": [claim(series)]}
    made = store.load_text(json.dumps(content | document), judge=claim_problems).circuit
    assert made is not None
    assert len(made.document["claims"]) == 1
    made.apply(made.removed(["other"]))
    assert made.document["claims"] == ()


@each_case(
    ("fields", "said"),
    [
        ({"series": 5}, "/series: 5 does not fit here"),
        ({"series": {}}, "/experiment: “experiment” is missing"),
        ({"experiment": "at_10"}, "/experiment: a claim on a series has no “experiment”"),
        ({"against": "at_10"}, "/against: a claim on a series has no “against”"),
        ({"series": {**SERIES, "levl": 1}}, "/series/levl: “levl” is not known here; did you"),
        ({"series": {**SERIES, "read": "thresold"}}, "/series/read: a series is not read as"),
        ({"series": {"x": SERIES["x"]}}, "/series/read: “read” is missing"),
        ({"series": {"x": SERIES["x"], "read": "threshold"}}, "/series/level: “threshold” needs"),
        ({"series": {"read": "rises"}}, "/series/x: there are too few experiments"),
        ({"series": {**SERIES, "read": "ec50"}}, "/series/x: there are too few experiments"),
        ({"series": {"x": {"at_10": 1, "at_20": "2"}, "read": "rises"}}, "/series/x/at_20: the x"),
        ({"series": {"x": {"at_10": 1, "at_20": 1}, "read": "rises"}}, "/series/x: two"),
        ({"series": {"x": {"at_10": 1, "at_2": 2}, "read": "rises"}}, "/series/x/at_2: There is"),
        ({"series": {**SERIES, "precision": 0}}, "/series/precision: 0 does not fit here"),
        (
            {"series": {"x": SERIES["x"], "read": "rises", "precision": 1}},
            "/series/precision: only a threshold has a precision",
        ),
        (
            {
                "series": {
                    "x": {name: n - 1 for n, name in enumerate(EXPERIMENTS)},
                    "read": "ec50",
                }
            },
            "/series/x: a Hill curve has no doses below 0",
        ),
    ],
)
def test_what_is_wrong_in_a_series_is_said_once_with_its_place(
    fields: dict[str, Any], said: str
) -> None:
    (problem,) = opened(claim(**fields)).problems
    assert f"/claims/0{said}" in str(problem)


@pytest.mark.parametrize(
    "other",
    [
        {"for": 5.0, "set": {"cell.i_e": 90.0}, "seeds": [1, 3]},
        {"for": 1000.0, "set": {"cell.c_m": 1.5}, "seeds": [1, 3]},
        {"for": 1000.0, "set": {"cell.i_e": 90.0}, "seeds": [1, 3], "mute": ["cell"]},
    ],
)
def test_nothing_lies_between_experiments_that_differ_in_more_than_numbers(other: Any) -> None:
    series = {**SERIES, "x": {"at_10": 10, "other": 90}, "precision": 0.1}
    loaded = opened(claim(series), other=other)
    (told,) = loaded.problems
    assert told.where.endswith("/claims/0/series/x/other")
    assert loaded.circuit is not None
    (problem,) = unmeasurable(loaded.circuit)
    assert problem.where == "/claims/0/series/x/other"
    assert "nothing lies between “at_10” and “other”" in problem.what
    with pytest.raises(ValueError, match="nothing lies between"):
        verify(loaded.circuit)
