"""Every problem of a file is named with its place; none hides another, none comes of another."""

import re
from collections.abc import Callable

import pytest
from files.spoiled import Content, changed, element, link, problems
from toy import toy_catalog

from circuitlab.catalog.words import Problem
from circuitlab.files import store
from circuitlab.model.claims import Claim

SEVERAL: dict[str, tuple[Callable[[Content], object], list[str]]] = {
    "a claim": (
        lambda c: c["claims"][0].update(
            experiment="hott", against="cold", args={"element": "cell7"}, text=5
        ),
        ["args/element", "against", "experiment", "text"],
    ),
    "a claim without a measure": (
        lambda c: c["claims"][0].update(measure=None, experiment="hott"),
        ["experiment", "measure"],
    ),
    "a claim whose id is taken": (
        lambda c: c["claims"].append({**c["claims"][0], "args": {"element": "cell7"}}),
        ["args/element", "id"],
    ),
    "a step of the timeline": (
        lambda c: c["timeline"][0].update(at=-5, set={"plug9.dose": 1, "plug1.dose": "5 mV"}),
        ["at", "set/plug1.dose", "set/plug9.dose"],
    ),
    "a step of the timeline without a time": (
        lambda c: c.update(timeline=[{"set": {"plug9.dose": 1}, "labl": "x"}]),
        ["at", "labl", "set/plug9.dose"],
    ),
    "an experiment": (
        lambda c: c["experiments"]["hot"].update(
            {"for": "5 mV", "set": {"warmer1.temperature": 999}, "seeds": [-1]}
        ),
        ["for", "seeds/0", "set/warmer1.temperature"],
    ),
    "steps of an experiment": (
        lambda c: c["experiments"]["hot"].update(
            timeline=[{"at": 5}, {"at": -5, "set": {"plug9.dose": 1}}, 7]
        ),
        ["timeline/0/set", "timeline/1/at", "timeline/1/set/plug9.dose", "timeline/2"],
    ),
    "an experiment that is none": (lambda c: c["experiments"].update(hot=5), ["hot"]),
    "a link": (
        lambda c: c["links"].append(link("cel1", "plug9", "tickles")),
        ["role", "source", "target"],
    ),
    "an element": (
        lambda c: c["elements"].append({"id": "Cell 2", "kind": "cell", "params": {"gian": 1}}),
        ["id", "params/gian"],
    ),
    "an element whose id is taken": (
        lambda c: c["elements"].append({"id": "cell1", "kind": "cell", "params": {"gian": 1}}),
        ["id", "params/gian"],
    ),
}


@pytest.mark.parametrize(("change", "places"), SEVERAL.values(), ids=SEVERAL.keys())
def test_one_problem_of_a_thing_hides_no_other(
    change: Callable[[Content], object], places: list[str]
) -> None:
    found = [problem.split(": ")[0] for problem in problems(changed(change))]
    assert all("; " in problem for problem in problems(changed(change)))  # and what to do
    ends = [re.sub(r"^line 1, /\w+/(\d+/|hot/)?", "", place) for place in found]
    assert sorted(ends) == sorted(places)


def test_who_refers_to_a_thing_that_is_left_out_is_not_to_blame() -> None:
    def spoil(content: Content) -> None:
        element(content, "warmer1").pop("kind")
        content["claims"][0]["args"]["element"] = "warmer1"

    (problem,) = problems(changed(spoil))
    assert "/elements/6/kind: “kind” is missing" in problem


def test_a_bad_step_of_an_experiment_leaves_the_others() -> None:
    good = {"at": "5 ms", "set": {"warmer1.temperature": 40}, "label": "Warm"}
    text = changed(lambda c: c["experiments"]["hot"].update(timeline=[{"at": 5}, good]))
    loaded = store.load_text(text, toy_catalog())
    assert len(loaded.problems) == 1
    (step,) = loaded.circuit.document["experiments"]["hot"].timeline
    assert (step.at, step.label) == (5.0, "Warm")


def test_an_experiment_with_a_bad_duration_keeps_its_claims() -> None:
    text = changed(lambda c: c["experiments"]["hot"].update({"for": "5 mV"}))
    loaded = store.load_text(text, toy_catalog())
    assert len(loaded.problems) == 1
    assert loaded.circuit is not None
    assert [claim.experiment for claim in loaded.circuit.document["claims"]] == ["hot"]


def test_a_number_that_is_none_is_named_once() -> None:
    def spoil(content: Content) -> None:
        content["timeline"][0]["at"] = float("nan")
        content["links"][0]["role"] = float("inf")

    found = [problem.split(": ")[1] for problem in problems(changed(spoil))]
    assert found.count("This is not a finite number; write a finite number") == 2
    assert not any("is missing" in what for what in found)


def test_whoever_judges_claims_says_where_as_everybody_does() -> None:
    def judge(claim: Claim, where: str) -> list[Problem]:
        return [Problem(f"{where}/measure", f"no {claim.measure}")]

    text = changed(lambda c: c["claims"][0].update(experiment="hott"))
    loaded = store.load_text(text, toy_catalog(), judge)
    assert [str(problem).split(";")[0] for problem in loaded.problems] == [
        "line 1, /claims/0/experiment: There is no experiment called “hott”",
        "line 1, /claims/0/measure: no rate",
    ]


def test_what_is_only_kept_leaves_a_file_whole() -> None:
    kept = changed(lambda c: (c.update(mood=1), element(c, "warmer1").update(kind="warmr")))
    assert store.load_text(kept, toy_catalog()).is_whole
    lost = changed(lambda c: element(c, "warmer1")["params"].update(temperature=99))
    assert not store.load_text(lost, toy_catalog()).is_whole


def test_every_problem_is_named_not_the_first() -> None:
    def spoil(content: Content) -> None:
        element(content, "warmer1")["params"].update(temperature="46 mV")
        content["links"].append(link("cell1", "nobody", "drives"))
        content["links"].append(link("ear1", "ear1", "sits in"))
        content["seed"] = -1
        content["elements"].append({"id": "odd1", "kind": "oddity"})

    places = [problem.split(": ")[0].split(", ")[1] for problem in problems(changed(spoil))]
    assert sorted(places) == [
        "/elements/6/params/temperature",
        "/elements/9/kind",
        "/links/10",
        "/links/9/target",
        "/seed",
    ]
