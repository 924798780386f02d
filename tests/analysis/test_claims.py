"""Claims are read whole, run once each, and judged by their bounds."""

import json
import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import pytest
from each_case import each_case

from circuitlab.analysis import claim_runs
from circuitlab.analysis.claim_words import expected_words, short_number
from circuitlab.analysis.claims import verify
from circuitlab.analysis.read_claims import claim_problems, measure_arguments, unmeasurable
from circuitlab.analysis.tables import claims_json, claims_tables
from circuitlab.files import store
from circuitlab.files.serialise import content_of
from circuitlab.model.circuit import Circuit
from circuitlab.model.claims import Experiment
from circuitlab.model.element import Element
from circuitlab.model.overlay import Overlay
from circuitlab.model.step import Step
from circuitlab.model.timeline import steps_of

EXPERIMENTS = {
    "naive": {"for": "1 s", "seeds": [1, 3]},
    "driven": {"for": 1000, "set": {"cell.i_e": "200 pA"}},
}


def claim(**fields: Any) -> dict[str, Any]:
    whole = {
        "id": "rate",
        "text": "The cell fires",
        "experiment": "naive",
        "measure": "spike_count",
        "args": {"element": "cell"},
        "expected": 20,
        "tolerance": 1,
    }
    return {key: value for key, value in (whole | fields).items() if value is not None}


def opened(**document: Any) -> store.Loaded:
    """What comes of a file with one cell that says this of itself."""
    content = content_of(Circuit([Element("cell", "hh_squid")], document={"seed": 7}))
    return store.load_text(json.dumps(content | document), judge=claim_problems)


def circuit(*several: dict[str, Any], **document: Any) -> Circuit:
    whole = {"experiments": EXPERIMENTS, "claims": several or (claim(),), **document}
    loaded = opened(**whole)
    assert not loaded.problems
    assert loaded.circuit is not None
    return loaded.circuit


@dataclass
class FakeRun:
    circuit: Circuit
    duration_ms: float
    spiked: int

    def spikes(self, _id: str) -> Any:
        return np.linspace(0.0, 900.0, self.spiked)


@dataclass
class FakeEngine:
    """Cells fire ten times their seed, and 100 times more when something drives them."""

    asked: list[tuple[str, int]]

    def run_circuit(
        self, circuit: Circuit, duration_ms: float, *, seed: int, overlays: Any, **_more: Any
    ) -> FakeRun:
        self.asked.append((overlays[0].name, seed))
        set_by = [*overlays, *steps_of(circuit)]
        driven = any("i_e" in name for setter in set_by for _id, name in setter.values)
        return FakeRun(circuit, duration_ms, 10 * seed + (100 if driven else 0))


@pytest.fixture
def engine(monkeypatch: pytest.MonkeyPatch) -> FakeEngine:
    fake = FakeEngine([])
    monkeypatch.setattr(claim_runs, "run_circuit", fake.run_circuit)
    return fake


def problems(*several: dict[str, Any]) -> Sequence[str]:
    loaded = opened(experiments=EXPERIMENTS, claims=several)
    return [str(problem).partition(", ")[2] for problem in loaded.problems]


def test_measured_is_the_mean_over_the_seeds_of_the_experiment(engine: FakeEngine) -> None:
    (result,) = verify(circuit())
    assert (result.measured, result.seeds, result.holds) == (20.0, (10.0, 30.0), True)


def test_experiment_without_seeds_takes_the_seed_of_the_circuit(engine: FakeEngine) -> None:
    (result,) = verify(circuit(claim(experiment="driven", expected=170)))
    assert engine.asked == [("driven", 7)]
    assert result.holds


def test_an_experiment_has_its_own_timeline_in_place_of_the_circuits(engine: FakeEngine) -> None:
    step = {"at": "1 ms", "set": {"cell.i_e": "200 pA"}}
    several = circuit(
        claim(experiment="later"),
        claim(id="other", experiment="naive"),
        experiments={**EXPERIMENTS, "later": {"timeline": [step], "seeds": [1]}},
        timeline=[{"at": 1.0, "set": {"cell.i_e": 300.0}}],
    )
    assert [result.measured for result in verify(several)] == [110.0, 20.0]
    (read,) = several.document["experiments"]["later"].timeline
    assert read == Step(1.0, {("cell", "i_e"): 200.0})


def test_overlays_lie_on_top_of_what_a_step_sets() -> None:
    step = {"at": 1.0, "set": {"cell.i_e": 200.0}}
    later = {"for": 100.0, "timeline": [step], "seeds": [1]}
    expected = claim(experiment="later", expected=0, tolerance=0)
    several = circuit(expected, experiments={"later": later})
    assert not verify(several)[0].holds
    assert verify(several, overlays=[Overlay("still", {("cell", "i_e"): 0.0})])[0].holds


def test_claims_on_one_experiment_share_its_runs(engine: FakeEngine) -> None:
    verify(circuit(claim(), claim(id="other", measure="rate_hz"), claim(id="third")))
    assert sorted(engine.asked) == [("naive", 1), ("naive", 3)]


@pytest.mark.parametrize(
    ("fields", "holds"),
    [
        ({"expected": 22, "tolerance": 2}, True),
        ({"expected": 22.1, "tolerance": 2}, False),
        ({"expected": 25, "tolerance": None, "relative": 0.2}, True),
        ({"expected": 26, "tolerance": None, "relative": 0.2}, False),
        ({"expected": {"at_least": 20}, "tolerance": None}, True),
        ({"expected": {"at_least": 20.5}, "tolerance": None}, False),
        ({"expected": {"at_most": 20}, "tolerance": None}, True),
        ({"expected": {"at_least": 1, "at_most": 19}, "tolerance": None}, False),
    ],
)
def test_claim_holds_within_its_bounds(
    engine: FakeEngine, fields: dict[str, Any], holds: bool
) -> None:
    assert verify(circuit(claim(**fields)))[0].holds is holds


@pytest.mark.parametrize(("compare", "measured"), [("ratio", 8.5), ("difference", 150.0)])
def test_experiments_are_compared(engine: FakeEngine, compare: str, measured: float) -> None:
    both = claim(experiment="driven", against="naive", compare=compare)
    assert verify(circuit(both))[0].measured == pytest.approx(measured)


def test_what_is_not_a_number_never_holds(engine: FakeEngine) -> None:
    (result,) = verify(circuit(claim(measure="rheobase", expected={"at_least": -1e9})))
    assert result.holds is not math.isnan(result.measured)


def test_overlays_from_outside_lie_on_top(engine: FakeEngine) -> None:
    broken = Overlay("broken", {("cell", "i_e"): 1.0})
    assert not verify(circuit(), overlays=[broken])[0].holds


def test_only_the_claims_asked_for_are_run(engine: FakeEngine) -> None:
    both = circuit(claim(), claim(id="other", experiment="driven"))
    assert [result.claim.id for result in verify(both, only=["other"])] == ["other"]
    assert engine.asked == [("driven", 7)]


@each_case(
    ("fields", "said"),
    [
        ({"experiment": "naiv"}, "did you mean “naive”?"),
        ({"against": "nothing"}, "/claims/0/against"),
        ({"measure": "rate_hertz"}, "rate_hz"),
        ({"args": {}}, "needs “element”"),
        ({"args": {"element": "cel"}}, "did you mean “cell”?"),
        ({"args": {"element": "cell", "stat": 1}}, "did you mean “start”?"),
        ({"args": {"element": "cell", "start": "3 mV"}}, "/claims/0/args/start"),
        ({"measure": "late_spikes", "args": {"element": "cell", "count": "x"}}, "args/count: “x”"),
        ({"measure": "value_at", "args": {"element": "cell", "state": 1}}, "args/state: 1 does"),
        ({"tolerance": None}, "give “tolerance” or “relative”"),
        ({"tolerance": -1}, "/claims/0/tolerance: -1 does not fit here"),
        ({"relative": "much"}, "/claims/0/relative: “much” does not fit here"),
        ({"text": 5}, "/claims/0/text: 5 does not fit here"),
        ({"expected": None}, "/claims/0/expected: nothing says what is expected"),
        ({"expected": "abc"}, "/claims/0/expected: “abc” does not fit here; write a number"),
        ({"expected": True}, "/claims/0/expected: True does not fit here"),
        ({"expected": {}}, "give “at_least” or “at_most”"),
        ({"expected": {"at_leest": 3}}, "did you mean “at_least”?"),
        ({"expected": {"at_least": "x"}}, "/claims/0/expected/at_least: “x” does not fit here"),
        ({"compare": "sum"}, "/claims/0/compare"),
    ],
)
def test_what_is_wrong_in_a_claim_is_said_with_its_place(fields: dict[str, Any], said: str) -> None:
    assert any(said in problem for problem in problems(claim(**fields)))


def test_two_claims_cannot_have_one_id() -> None:
    (problem,) = problems(claim(), claim())
    assert problem.startswith("/claims/1/id: Another claim is called “rate” already")


def test_everything_that_is_wrong_in_a_claim_is_said() -> None:
    wrong = claim(experiment="no", measure="no", args={"element": "no"}, expected="no")
    assert [problem.split(": ")[0] for problem in problems(wrong)] == [
        f"/claims/0/{field}" for field in ("experiment", "args/element", "measure", "expected")
    ]


def test_one_thing_that_is_wrong_is_said_once() -> None:
    for wrong in ({"expected": "abc"}, {"tolerance": None, "relative": "x"}, {"tolerance": -1}):
        assert len(problems(claim(**wrong))) == 1


def test_a_claim_that_is_made_in_code_is_judged_as_one_of_a_file_is() -> None:
    made = circuit()
    fields = [
        {"experiment": ""},
        {"measure": ""},
        {"expected": None},
        {"tolerance": None},
        {"tolerance": -1.0},
        {"compare": "sum"},
        {"against": "no"},
        {"args": {"element": "cel"}},
        {"args": {}},
    ]
    (good,) = made.document["claims"]
    for wrong in fields:
        trial = made.copy()
        trial.apply(trial.with_document({"claims": [replace(good, **wrong)]}))  # type: ignore[arg-type]
        (problem,) = unmeasurable(trial)
        assert problem.where.startswith(f"/claims/0/{next(iter(wrong))}")
        with pytest.raises(ValueError, match="/claims/0/"):
            verify(trial)


def test_times_among_the_arguments_take_units() -> None:
    args = {"element": "cell", "start": "0.5 s", "stop": 900}
    (read,) = circuit(claim(args=args)).document["claims"]
    assert measure_arguments(read) == {"element": "cell", "start": 500.0, "stop": 900.0}
    assert dict(read.args) == args


def test_experiments_take_units_and_refuse_what_does_not_fit() -> None:
    good = circuit().document["experiments"]["driven"]
    assert good == Experiment(1000.0, {("cell", "i_e"): 200.0})
    step = {"at": "1 mV", "set": {"cell.i_e": "1 mV"}}
    settings = {"cell.i_e": "1 mV", "cel.i_e": 1, "cell.ie": 1}
    bad = {"x": {"for": "1 mV", "set": settings, "timeline": [step]}}
    places = [problem.where for problem in opened(experiments=bad).problems]
    stem = "line 1, /experiments/x"
    assert sorted(places) == [
        f"{stem}/for",
        *(f"{stem}/set/{address}" for address in ("cel.i_e", "cell.i_e", "cell.ie")),
        f"{stem}/timeline/0/at",
        f"{stem}/timeline/0/set/cell.i_e",
    ]


def test_tables_show_expected_beside_measured(engine: FakeEngine) -> None:
    results = verify(circuit(claim(literature="10 to 30", source="a paper")))
    (table,) = claims_tables("Claims", results)
    assert table.title == "Claims: beside the literature"
    assert table.rows == (("The cell fires", "10 to 30", "20 ± 1", "20", "yes", "a paper"),)
    assert "| The cell fires | 10 to 30 | 20 ± 1 | 20 | yes |" in table.markdown()
    assert claims_json(results)[0]["measured"] == 20.0
    assert claims_json(results)[0]["check_of_the_code"] is False
    assert expected_words(verify(circuit(claim(expected={"at_most": 3})))[0].claim) == "≤ 3"


def test_claims_beside_the_literature_come_first_and_the_rest_are_named_checks_of_the_code(
    engine: FakeEngine,
) -> None:
    checked = verify(circuit(claim(source="the same equations")))
    read = verify(circuit(claim(literature="10 to 30", source="a paper")))
    first, second = claims_tables("Figure", [*checked, *read])
    assert [first.title, second.title] == [
        "Figure: beside the literature",
        "Figure: checks of the code",
    ]
    assert second.rows == (("The cell fires", "20 ± 1", "20", "yes", "the same equations"),)
    assert claims_json(checked)[0]["check_of_the_code"] is True
    assert claims_tables("Figure", []) == []


def test_a_number_that_there_is_not_is_a_dash() -> None:
    assert short_number(float("nan")) == "–"
    assert short_number(float("inf")) == "none"
    assert short_number(74.40004) == "74.4"
