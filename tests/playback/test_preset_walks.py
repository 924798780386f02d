"""The walk of every preset that has one is sound, and leads there and back without a trace."""

from __future__ import annotations

import pytest
from each_case import each_case

from circuitlab.catalog.load import default_catalog
from circuitlab.files.serialise import text_of
from circuitlab.files.store import load_preset, presets
from circuitlab.model.circuit import Circuit
from circuitlab.model.overlay import resolve
from circuitlab.playback.trace_rows import rows_of
from circuitlab.playback.walk import Walk

CATALOG = default_catalog()
WALKED = [preset.name for preset in presets() if preset.steps]


def circuit_of(name: str) -> Circuit:
    loaded = load_preset(name)
    assert loaded.circuit is not None
    assert not loaded.problems  # elements, states and values of its steps were checked with this
    return loaded.circuit


def test_both_figures_have_a_walk() -> None:
    assert {"fig3", "fig4"} <= set(WALKED)


@each_case("name", WALKED)
def test_a_walk_has_four_to_ten_steps_and_asks_twice_at_least(name: str) -> None:
    steps = circuit_of(name).document["scenario"]
    assert 4 <= len(steps) <= 10
    assert sum(step.question is not None for step in steps) >= 2
    assert all(step.title and step.text for step in steps)
    assert not any(step.lost for step in steps)


@pytest.mark.parametrize("name", WALKED)
def test_every_question_can_be_answered_and_says_what_the_run_shows(name: str) -> None:
    circuit = circuit_of(name)
    rows = {row.key for row in rows_of(circuit, CATALOG)}
    for step in circuit.document["scenario"]:
        question = step.question
        if question is None:
            continue
        assert question.shows
        assert step.wait is not None, "nobody would see when the run has shown it"
        if question.draw is not None:
            assert question.draw in rows, "what is drawn on has to be a strip"
            assert step.traces is None or question.draw in step.traces
        else:
            assert question.answer is not None
            assert len(set(question.choices)) == len(question.choices) >= 2


@each_case("name", WALKED)
def test_strips_that_a_step_opens_are_there(name: str) -> None:
    circuit = circuit_of(name)
    rows = {row.key for row in rows_of(circuit, CATALOG)}
    opened = {key for step in circuit.document["scenario"] for key in step.traces or ()}
    assert opened <= rows


@pytest.mark.parametrize("name", WALKED)
def test_a_whole_walk_there_and_back_leaves_no_trace(name: str) -> None:
    circuit = circuit_of(name)
    before = text_of(circuit)
    walk, states = Walk(circuit.document["scenario"]), []
    while True:
        walk = walk.showing()
        states.append(resolve(circuit, walk.overlays()))
        if walk.is_last:
            break
        walk = walk.next()
    assert any(state != circuit for state in states)
    for state in reversed(states):
        assert resolve(circuit, walk.overlays()) == state
        walk = walk.back()
    assert text_of(circuit) == before


@pytest.mark.parametrize("name", WALKED)
def test_nothing_comes_on_by_itself_beside_a_walk(name: str) -> None:
    assert circuit_of(name).document["timeline"] == ()
