"""Whatever is done on the desk can be saved, and opens again as it was."""

from pathlib import Path
from typing import Any

import pytest

from circuitlab.files import store
from circuitlab.gui.document import Document
from circuitlab.model.delta import RefusedDelta
from circuitlab.model.limits import FARTHEST, LONGEST_LABEL, LONGEST_TEXT
from circuitlab.model.pins import Driven, Pin
from circuitlab.model.recordings import Recording
from circuitlab.model.scenario import Question, ScenarioStep
from circuitlab.model.states import ComparedState
from circuitlab.model.step import Step


@pytest.mark.parametrize("far", [(2 * FARTHEST, 0.0), (-3e9, 1e300), (float("inf"), -FARTHEST)])
def test_what_is_dragged_too_far_stays_at_the_edge(
    document: Document, tmp_path: Path, far: tuple[float, float]
) -> None:
    id = next(iter(document.circuit.elements))
    before = document.circuit.copy()
    document.push(document.circuit.moved({id: far}))
    element = document.circuit.elements[id]
    assert max(abs(element.x), abs(element.y)) <= FARTHEST
    assert document.save_as(tmp_path / "far.circuit") == []
    assert store.load(tmp_path / "far.circuit").circuit == document.circuit
    document.undo()
    assert document.circuit == before


def test_a_name_that_is_too_long_is_refused_with_a_sentence(document: Document) -> None:
    id = next(iter(document.circuit.elements))
    before, steps = document.circuit.copy(), document.undo_stack.count()
    with pytest.raises(RefusedDelta, match=f"at most {LONGEST_LABEL} characters"):
        document.push(document.circuit.relabelled(id, "a" * (LONGEST_LABEL + 1)))
    assert (document.circuit, document.undo_stack.count()) == (before, steps)
    document.push(document.circuit.relabelled(id, "a" * LONGEST_LABEL))
    assert len(document.circuit.elements[id].label) == LONGEST_LABEL


def test_at_the_edge_one_more_step_outwards_is_no_step(document: Document) -> None:
    id = next(iter(document.circuit.elements))
    document.push(document.circuit.moved({id: (FARTHEST, 0.0)}))
    steps = document.undo_stack.count()
    document.push(document.circuit.moved({id: (FARTHEST + 10.0, 0.0)}))
    assert document.undo_stack.count() == steps


def test_a_text_that_is_too_long_is_refused_and_none_is_cut(document: Document) -> None:
    text = "a" * (LONGEST_TEXT + 1)
    id, name = next(
        (id, name)
        for id, element in document.circuit.elements.items()
        for name, parameter in document.catalog.kind(element.kind).parameters.items()
        if parameter.type == "number"
    )
    parameter = document.catalog.kind(document.circuit.elements[id].kind).parameters[name]
    state = next(iter(document.catalog.kind(document.circuit.elements[id].kind).states), "")
    question = Question(text, (text, "b"), shows=text)
    written: dict[str, Any] = {
        "title": text,
        "caption": text,
        "article": text,
        "timeline": (Step(10.0, {(id, name): parameter.default}, text),),
        "scenario": (ScenarioStep("one", text, text, note=text, question=question),),
        "states": (ComparedState("one", text, note=text),),
        "recordings": (Recording("one", id, state, path=text),),
        "pins": (Pin("pin1", (Driven(id, name, parameter.minimum, parameter.maximum),), text),),
    }
    before = document.circuit.copy()
    for field, value in written.items():
        with pytest.raises(RefusedDelta, match="write at most"):
            document.push(document.circuit.with_document({field: value}))
        assert document.circuit == before, field
