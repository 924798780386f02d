"""Whatever is done on the desk can be saved, and opens again as it was."""

from pathlib import Path
from typing import Any

import pytest

from circuitlab.files import store
from circuitlab.gui.document import Document
from circuitlab.model.limits import FARTHEST, LONGEST_LABEL, LONGEST_TEXT
from circuitlab.model.pins import Driven, Pin
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


def test_a_name_of_any_length_is_kept_as_long_as_a_file_keeps_it(
    document: Document, tmp_path: Path
) -> None:
    id = next(iter(document.circuit.elements))
    document.push(document.circuit.relabelled(id, "a" * (3 * LONGEST_LABEL)))
    assert len(document.circuit.elements[id].label) == LONGEST_LABEL
    assert document.save_as(tmp_path / "long.circuit") == []
    assert store.load(tmp_path / "long.circuit").circuit == document.circuit


def test_at_the_edge_one_more_step_outwards_is_no_step(document: Document) -> None:
    id = next(iter(document.circuit.elements))
    document.push(document.circuit.moved({id: (FARTHEST, 0.0)}))
    steps = document.undo_stack.count()
    document.push(document.circuit.moved({id: (FARTHEST + 10.0, 0.0)}))
    assert document.undo_stack.count() == steps


def test_texts_of_the_document_are_kept_as_long_as_a_file_keeps_them(
    document: Document, tmp_path: Path
) -> None:
    text = "a" * (LONGEST_TEXT + 1)
    id, name = next(
        (id, name)
        for id, element in document.circuit.elements.items()
        for name, parameter in document.catalog.kind(element.kind).parameters.items()
        if parameter.type == "number"
    )
    parameter = document.catalog.kind(document.circuit.elements[id].kind).parameters[name]
    question = Question(text, (text, "b"), shows=text)
    written: dict[str, Any] = {
        "title": text,
        "caption": text,
        "article": text,
        "timeline": (Step(10.0, {(id, name): parameter.default}, text),),
        "scenario": (ScenarioStep("one", text, text, note=text, question=question),),
        "states": (ComparedState("one", text, note=text),),
        "pins": (Pin("pin1", (Driven(id, name, parameter.minimum, parameter.maximum),), text),),
    }
    for number, (field, value) in enumerate(written.items()):
        document.push(document.circuit.with_document({field: value}))
        path = tmp_path / f"{number}.circuit"
        assert [str(each) for each in document.save_as(path)] == [], field
        assert store.load(path).circuit == document.circuit, field
        document.undo()
