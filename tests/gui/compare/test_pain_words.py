"""Hyperalgesia and allodynia are said of compared states where a pain test has found them."""

from types import SimpleNamespace
from typing import Any

from circuitlab.analysis.sensitivity import Answers, Sensitivity
from circuitlab.gui.compare.pain_words import pain_words
from circuitlab.gui.pain.testing import Found

NAMES = {"a": "Healthy", "b": "Injured"}
MILD, WORSE = (0.0, 0.2, 3.0), (0.0, 2.5, 6.0)


def felt(evoked: tuple[float, ...]) -> Sensitivity:
    answers = Answers("heat", "Heat", "temperature", "°C", (38.0, 42.0, 46.0), evoked)
    return Sensitivity("pain", 0.0, (answers,))


def run(before: tuple[float, ...], now: tuple[float, ...], is_past: bool = False) -> Any:
    found = {"pain": Found(felt(before), felt(now), None, 1000.0)}
    return SimpleNamespace(pain_testing=SimpleNamespace(found=found, is_past=is_past))


def untested() -> Any:
    return SimpleNamespace(pain_testing=SimpleNamespace(found={}, is_past=False))


def test_nothing_is_said_of_states_that_were_not_tested() -> None:
    assert pain_words(NAMES, {"a": untested(), "b": untested()}) == ""


def test_a_state_is_compared_with_the_first_where_both_were_tested() -> None:
    said = pain_words(NAMES, {"a": run(MILD, MILD), "b": run(WORSE, WORSE)})
    assert "Injured beside Healthy, by pain test: hyperalgesia, allodynia." in said
    assert "Healthy beside what it was before, by pain test: neither" in said


def test_alone_it_is_compared_with_what_it_was_before() -> None:
    said = pain_words(NAMES, {"a": untested(), "b": run(MILD, WORSE)})
    assert said.startswith("Injured beside what it was before, by pain test: hyperalgesia")


def test_a_test_that_an_edit_has_overtaken_says_nothing() -> None:
    assert pain_words(NAMES, {"a": untested(), "b": run(MILD, WORSE, is_past=True)}) == ""
