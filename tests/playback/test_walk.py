"""A walk as a value: what lies over the circuit at each step, and what going back lifts."""

from __future__ import annotations

import numpy as np
import pytest

from circuitlab.model.scenario import Camera, Question, ScenarioStep
from circuitlab.playback.prediction import Curve
from circuitlab.playback.walk import Walk

DOSE, HEAT = ("ketamine", "concentration"), ("heat", "temperature")
STEPS = (
    ScenarioStep("a", camera=Camera(), speed=0.5),
    ScenarioStep("b", values={DOSE: 10.0}),
    ScenarioStep("c", values={HEAT: 45.0}, question=Question("?", ("x", "y"), 1), speed=0.1),
    ScenarioStep("d", values={DOSE: 0.0}, camera=Camera(("heat",))),
)


def test_each_step_lies_over_those_before() -> None:
    walk = Walk(STEPS)
    assert walk.values() == {}
    walk = walk.next()
    assert walk.values() == {DOSE: 10.0}
    walk = walk.next().showing()
    assert walk.values() == {DOSE: 10.0, HEAT: 45.0}
    assert walk.next().values() == {DOSE: 0.0, HEAT: 45.0}


def test_going_back_lifts_what_was_laid() -> None:
    walk = Walk(STEPS).to(3)
    seen = [walk.values()]
    while not walk.is_first:
        walk = walk.back()
        seen.append(walk.values())
    assert seen == [
        {DOSE: 0.0, HEAT: 45.0},
        {DOSE: 10.0},
        {DOSE: 10.0},
        {},
    ]


def test_a_question_holds_what_its_step_sets() -> None:
    walk = Walk(STEPS).to(2)
    assert walk.is_held
    assert HEAT not in walk.values()
    assert walk.speed == 0.5
    assert not walk.is_answered
    walk = walk.answering(0)
    assert walk.is_answered
    assert walk.choice == 0
    assert walk.is_held
    walk = walk.showing()
    assert not walk.is_held
    assert walk.values()[HEAT] == 45.0
    assert walk.speed == 0.1
    assert not walk.back().next().is_held


def test_another_answer_takes_the_place_of_the_first() -> None:
    walk = Walk(STEPS).to(2).answering(0).answering(1)
    assert walk.choice == 1


def test_a_question_may_ask_for_both() -> None:
    both = Question("?", ("x", "y"), draw=("spinal", "v"))
    walk = Walk((ScenarioStep("a", question=both),)).answering(1)
    assert not walk.is_answered
    curve = Curve.empty(0.0, 10.0).stroked((0.0, 1.0), (5.0, 2.0))
    walk = walk.answering(curve)
    assert walk.is_answered
    assert walk.curve is curve
    assert walk.clearing().curve is None
    assert walk.clearing().choice == 1


def test_what_somebody_set_by_hand_is_theirs_at_every_step() -> None:
    walk = Walk(STEPS).next().leaving({DOSE})
    assert walk.values() == {}
    assert walk.to(3).values() == {HEAT: 45.0}


@pytest.mark.parametrize(("number", "at"), [(-5, 0), (0, 0), (3, 3), (9, 3)])
def test_a_jump_ends_at_the_nearest_step_there_is(number: int, at: int) -> None:
    assert Walk(STEPS).to(number).at == at


def test_it_looks_where_the_last_step_looked() -> None:
    assert Walk(STEPS).to(2).camera == Camera()
    assert Walk(STEPS).to(3).camera == Camera(("heat",))


def test_edited_steps_leave_it_at_the_same_step() -> None:
    walk = Walk(STEPS).to(2)
    assert walk.over(STEPS[1:]).step.id == "c"
    assert walk.over(STEPS[:2]).at == 1


def test_a_jump_over_a_question_lays_its_step() -> None:
    assert Walk(STEPS).to(3).values()[HEAT] == 45.0


def test_overlays_are_named_by_their_steps() -> None:
    assert [each.name for each in Walk(STEPS).to(3).overlays()] == ["b", "c", "d"]


def test_a_curve_keeps_nan_where_nothing_was_drawn() -> None:
    curve = Curve.empty(0.0, 1000.0)
    assert not curve.is_drawn
    curve = curve.stroked((600.0, 4.0), (400.0, 2.0))
    known = np.isfinite(curve.values)
    assert curve.times[known].min() == pytest.approx(400.0, abs=5.0)
    assert curve.times[known].max() == pytest.approx(600.0, abs=5.0)
    middle = np.interp(500.0, curve.times[known], curve.values[known])
    assert middle == pytest.approx(3.0, abs=0.05)
