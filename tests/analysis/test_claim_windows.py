"""Claims on experiments over days: measured in the window that they name."""

import json
from typing import Any

import pytest

from circuitlab.analysis.claims import verify
from circuitlab.analysis.read_claims import claim_problems, unmeasurable
from circuitlab.api import Circuit
from circuitlab.files import store
from circuitlab.files.serialise import text_of
from circuitlab.model.claims import Claim, Experiment
from circuitlab.model.days import DAY_S, Days
from circuitlab.model.step import Step

DAYS = Days(4 * DAY_S, 20.0, DAY_S)
HEALED = Step(2 * DAY_S * 1e3, {("tissue_damage1", "severity"): 0.0}, of_body=True)


def claimed(measure: str, expected: float, experiment: str = "days", **args: object) -> Claim:
    return Claim("it", "it", experiment, measure, args=args, expected=expected, tolerance=0.1)


def injured(*claims: Claim) -> Circuit:
    circuit = Circuit()
    damage, glia = circuit.add("tissue_damage", nerve=1, start=0.001), circuit.add("microglia")
    circuit.wire(damage, glia)
    experiments = {
        "days": Experiment(DAYS.probe_ms, days=DAYS, timeline=(HEALED,)),
        "short": Experiment(20.0),
    }
    document = {"experiments": experiments, "claims": claims}
    circuit.model.apply(circuit.model.with_document(document))
    return circuit


@pytest.mark.parametrize(
    ("args", "expected"),
    [
        ({"window": "day 1"}, 1.0),
        ({"window": 1}, 1.0),
        ({"window": "48 h"}, 0.0),
        ({"window": -1}, 0.0),
        ({}, 0.0),
    ],
)
@pytest.mark.parametrize("measure", ["final_value", "mean_value"])
def test_a_measure_is_taken_in_the_window_that_is_named(
    measure: str, args: dict[str, Any], expected: float
) -> None:
    claim = claimed(measure, expected, element="tissue_damage1", state="injury", **args)
    done: list[tuple[float, float]] = []
    circuit = injured(claim)
    (result,) = verify(circuit.model, progress=lambda *each: done.append(each), workers=1)
    assert result.holds
    assert done[-1] == (100.0, 100.0)


@pytest.mark.parametrize(
    ("experiment", "window", "said"),
    [
        ("short", 0, "the experiment “short” has no windows"),
        ("days", "day 9", "no window begins at day 9; the nearest begins at day 4"),
        ("days", 7, "there is no window 7, only 5 of them"),
        ("days", "noon", "noon names no window"),
    ],
)
def test_a_window_that_is_not_there_is_a_problem(
    experiment: str, window: object, said: str
) -> None:
    given = {"element": "tissue_damage1", "state": "injury", "window": window}
    circuit = injured(claimed("final_value", 0.0, experiment, **given))
    (problem,) = unmeasurable(circuit.model)
    assert problem.where == "/claims/0/args/window"
    assert said in problem.what
    loaded = store.load_text(text_of(circuit.model), judge=claim_problems)
    (told,) = loaded.problems
    assert told.where.endswith(problem.where)
    assert told.what == problem.what


def written(**experiment: object) -> list[tuple[str, str]]:
    content = json.loads(text_of(injured().model))
    content["experiments"] = {"it": experiment}
    loaded = store.load_text(json.dumps(content))
    return [(problem.where, problem.what) for problem in loaded.problems]


@pytest.mark.parametrize(
    ("experiment", "where", "said"),
    [
        ({"probe": "2 s"}, "probe", "says nothing without “days”"),
        ({"days": 3, "for": "2 s"}, "for", "as long as its windows"),
        ({"days": "often"}, "days", "not a number"),
        ({"days": 3, "every": "1 s", "probe": "3 s"}, "every", "cannot begin every"),
        ({"days": 3, "timeline": [{"at": "day x", "set": {}}]}, "timeline/0/at", "not a number"),
    ],
)
def test_bad_days_in_a_file_get_one_sentence(
    experiment: dict[str, object], where: str, said: str
) -> None:
    ((place, what),) = written(**experiment)
    assert place.endswith(f"/experiments/it/{where}")
    assert said in what


def test_days_in_a_file_are_read_with_their_units() -> None:
    content = json.loads(text_of(injured().model))
    content["experiments"] = {"it": {"days": "1 week", "probe": "0.5 s", "every": "12 h"}}
    content["timeline"] = [{"at": "day 2, 6 h", "set": {"tissue_damage1.severity": 0.5}}]
    loaded = store.load_text(json.dumps(content))
    assert loaded.circuit is not None
    assert loaded.problems == ()
    experiment = loaded.circuit.document["experiments"]["it"]
    assert experiment.days == Days(7 * DAY_S, 500.0, DAY_S / 2)
    assert experiment.duration_ms == 500.0
    (step,) = loaded.circuit.document["timeline"]
    assert (step.of_body, step.body_s) == (True, 2.25 * DAY_S)
