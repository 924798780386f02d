"""Steps of a walk, edited as values."""

from __future__ import annotations

import pytest

from circuitlab.model.scenario import Camera, Question, ScenarioStep, WaitFor
from circuitlab.model.scenario_edits import (
    Steps,
    carried_over,
    fresh_step_id,
    inserted,
    moved,
    named_in,
    removed,
    replaced,
    shifted,
)

STEPS = tuple(ScenarioStep(id) for id in "abcd")


def ids(steps: Steps) -> str:
    return "".join(step.id for step in steps)


@pytest.mark.parametrize(
    ("which", "to", "found"),
    [("a", 2, "bacd"), ("a", 4, "bcda"), ("d", 0, "dabc"), ("bd", 0, "bdac"), ("b", 1, "abcd")],
)
def test_steps_are_moved_together_before_another(which: str, to: int, found: str) -> None:
    assert ids(moved(STEPS, set(which), to)) == found


@pytest.mark.parametrize(
    ("which", "by", "found"),
    [("b", 1, "acbd"), ("b", -1, "bacd"), ("a", -1, "abcd"), ("d", 1, "abcd"), ("", 1, "abcd")],
)
def test_steps_are_shifted_by_a_place(which: str, by: int, found: str) -> None:
    assert ids(shifted(STEPS, set(which), by)) == found


def test_what_is_put_in_gets_an_id_of_its_own() -> None:
    steps = inserted(STEPS, 2, (ScenarioStep("a", "copy"), ScenarioStep("new")))
    assert [step.id for step in steps] == ["a", "b", "step1", "new", "c", "d"]
    assert steps[2].title == "copy"
    assert fresh_step_id(steps) == "step2"


def test_steps_are_taken_out_and_replaced() -> None:
    assert ids(removed(STEPS, {"b", "d"})) == "ac"
    assert replaced(STEPS, ScenarioStep("c", "new"))[2].title == "new"


FULL = ScenarioStep(
    "full",
    values={("heat", "temperature"): 45.0, ("drug", "muted"): True},
    camera=Camera(("heat", "drug")),
    watch=("drug",),
    traces=(("cell", "v"), ("drug", "level")),
    wait=WaitFor(spikes="cell", count=3),
    question=Question("?", draw=("cell", "v")),
    starts={"heat": 500.0},
)


def test_steps_speak_of_the_other_circuits_elements_once_they_are_carried_over() -> None:
    (step,) = carried_over((FULL,), {"heat": "heat2", "drug": "drug", "cell": "fibre"})
    assert step.values == {("heat2", "temperature"): 45.0, ("drug", "muted"): True}
    assert step.camera == Camera(("heat2", "drug"))
    assert step.traces == (("fibre", "v"), ("drug", "level"))
    assert step.wait == WaitFor(spikes="fibre", count=3)
    assert step.question is not None
    assert step.question.draw == ("fibre", "v")
    assert step.starts == {"heat2": 500.0}
    assert not step.lost


def test_what_the_other_circuit_lacks_is_lost_by_name() -> None:
    (step,) = carried_over((FULL,), {"cell": "cell"})
    assert set(step.lost) == {"heat", "drug"}
    assert not step.values
    assert not step.starts
    assert step.wait == FULL.wait
    assert set(named_in((FULL,))) == {"heat", "drug", "cell"}
