"""Steps of a walk, moved and carried over from Python."""

from __future__ import annotations

from typing import Any

import pytest

import circuitlab as cl


def lecture() -> cl.Circuit:
    made = cl.Circuit()
    heat, fibre = made.add("heat"), made.add("nociceptor_c")
    made.scenario.add("warm", set={f"{heat}.temperature": 40}, starts={heat: "0.5 s"})
    made.scenario.add("hot", set={f"{heat}.temperature": 47}, note="Wait for hands.")
    made.scenario.add("look", watch=[fibre])
    return made


def test_a_step_is_moved() -> None:
    made = lecture()
    made.scenario.move("look", 0)
    assert made.scenario.ids == ("look", "warm", "hot")
    made.scenario.move(0, -1)
    assert made.scenario.ids == ("warm", "hot", "look")


def test_steps_are_carried_over_and_what_is_lacking_is_named() -> None:
    other = cl.Circuit()
    other.add("note")
    heat = other.add("heat", label="Hot plate")
    assert other.scenario.copy_from(lecture().scenario, "warm", "look") == ("nociceptor_c1",)
    assert other.scenario["warm"]["set"] == {f"{heat}.temperature": 40}
    assert other.scenario["warm"]["starts"] == {heat: 500.0}
    assert other.scenario["look"]["lost"] == ["nociceptor_c1"]
    assert other.scenario.copy_from(lecture().scenario) == ("nociceptor_c1",)
    assert len(other.scenario) == 5


def test_values_that_contradict_this_circuit_are_refused() -> None:
    made, other = lecture(), cl.Circuit()
    made.scenario.clear()
    made.scenario.add("late", set={"heat1.start": 2000})
    other.add("heat", stop=1000)
    with pytest.raises(cl.CircuitError):
        other.scenario.copy_from(made.scenario)
    assert not len(other.scenario)


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"wait": {"minutes": 1}}, "“minutes” is not known here; choose from seconds, state,"),
        ({"wait": {"secnds": 1}}, "“secnds” is not known here; did you mean “seconds”?"),
        ({"camera": {"zom": 1}}, "“zom” is not known here; choose from fit, x, y, scale"),
        ({"question": {"text": "a", "choises": []}}, "did you mean “choices”?"),
    ],
)
def test_an_unknown_word_within_a_step_is_answered_by_those_of_its_place(
    given: dict[str, Any], said: str
) -> None:
    with pytest.raises(cl.CircuitError) as refused:
        cl.Circuit().scenario.add("one", title="One", **given)
    assert said in str(refused.value)
    assert "mute" not in str(refused.value)
