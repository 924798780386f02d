"""A step is recorded by doing it; nothing else changes, and nothing is lost."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from circuitlab.files.serialise import text_of
from circuitlab.model.element import MUTED, Element


def let_run(window: Any, ticks: int = 6) -> None:
    for _tick in range(ticks):
        window.session.tick()


def runs(window: Any) -> Any:
    return window.session.engine._runner.circuit


def test_a_step_is_exactly_what_was_done_and_the_document_is_as_before(
    lecturing: Any, cell: str
) -> None:
    document, lecture = lecturing.document, lecturing.lecture
    document.push(document.circuit.with_document({"scenario": ()}))
    before = text_of(document.circuit)
    let_run(lecturing)
    lecture.recorder.start()
    assert lecturing.inspector.isVisible(), "values are changed there"
    document.push(document.circuit.muting({cell: True}))
    lecturing.canvas.zoom_by(1.4)
    lecturing.session.set_speed(0.25)
    lecture.card._tell()
    assert "muted" in lecture.card.told.text()
    marks = len(lecturing.traces.events())
    lecture.card.stop.click()
    (step,) = document.circuit.document["scenario"]
    assert step.values == {(cell, MUTED): True}
    assert step.speed == 0.25
    assert step.camera.scale == round(lecturing.canvas.camera.scale, 4)
    assert not document.circuit.elements[cell].muted
    assert runs(lecturing).elements[cell].muted, "what runs stays as it is"
    assert len(lecturing.traces.events()) == marks
    assert lecturing.guide.walk.step.id == step.id
    assert lecturing.guide.card.isVisible()
    assert lecture.panel.isVisible()
    lecturing.guide.end()
    assert not runs(lecturing).elements[cell].muted
    document.push(document.circuit.with_document({"scenario": ()}))
    assert text_of(document.circuit) == before


def test_to_undo_it_leaves_the_values_as_they_were_set_by_hand(lecturing: Any, cell: str) -> None:
    document, recorder = lecturing.document, lecturing.lecture.recorder
    recorder.start()
    document.push(document.circuit.muting({cell: True}))
    recorder.stop()
    assert document.undo_stack.undoText() == "Record a step"
    document.undo()
    assert len(document.circuit.document["scenario"]) == 3
    assert document.circuit.elements[cell].muted
    document.undo()
    assert not document.circuit.elements[cell].muted


def test_a_step_is_recorded_on_top_of_the_one_that_is_chosen(lecturing: Any, cell: str) -> None:
    document, lecture = lecturing.document, lecturing.lecture
    lecture.editing.choose(["b"])
    lecture.recorder.start()
    assert lecturing.guide.walk.at == 1
    assert runs(lecturing).elements[cell].muted
    document.push(document.circuit.muting({cell: True}))
    document.push(document.circuit.muting({cell: False}))
    lecture.recorder.stop()
    steps = document.circuit.document["scenario"]
    assert [step.id for step in steps] == ["a", "b", "step1", "c"]
    assert steps[2].values == {(cell, MUTED): False}, "though it is the document's own value"
    assert steps[2].camera is None
    assert steps[2].speed is None
    assert not runs(lecturing).elements[cell].muted
    lecturing.guide.go_to(1)
    assert runs(lecturing).elements[cell].muted, "the step before sets it again"


def test_more_is_recorded_into_a_step(lecturing: Any, cell: str) -> None:
    document, lecture = lecturing.document, lecturing.lecture
    lecture.editing.choose(["c"])
    lecture.panel.pages.form.changes.record.click()
    assert not lecturing.guide.walk.is_held, "its question is let go"
    lecturing.session.set_speed(0.1)
    document.push(document.circuit.with_document({"body_clock": 60.0}))
    lecture.recorder.stop()
    steps = document.circuit.document["scenario"]
    assert len(steps) == 3
    assert steps[2].title == "Asked"
    assert steps[2].values == {("document", "body_clock"): 60.0}
    assert steps[2].speed == 0.1
    assert document.circuit.document["body_clock"] == 1.0


def test_a_discarded_recording_leaves_all_as_it_was(lecturing: Any, cell: str) -> None:
    document, recorder = lecturing.document, lecturing.lecture.recorder
    before = text_of(document.circuit)
    speed = lecturing.session.speed
    recorder.start()
    document.push(document.circuit.muting({cell: True}))
    lecturing.session.set_speed(0.05)
    recorder.discard()
    assert text_of(document.circuit) == before
    assert lecturing.session.speed == speed
    assert not lecturing.lecture.card.isVisible()


def test_parts_that_were_added_meanwhile_stay_and_that_is_said(lecturing: Any) -> None:
    document, recorder = lecturing.document, lecturing.lecture.recorder
    said: list[str] = []
    lecturing.lecture.panel.told.connect(said.append)
    recorder.start()
    document.push(document.circuit.added(Element("extra", "note")))
    recorder.stop()
    assert "extra" in document.circuit.elements
    assert "a step only sets values" in said[-1]


def test_nobody_goes_on_while_it_records(lecturing: Any) -> None:
    lecturing.lecture.editing.choose(["a"])
    lecturing.lecture.recorder.start()
    lecturing.actions_by_key["walk_next"].trigger()
    lecturing.guide.end()
    assert lecturing.guide.walk.at == 0
    lecturing.document.new()
    assert not lecturing.lecture.recorder.is_on
    assert not lecturing.lecture.card.isVisible()


def test_the_documents_own_value_is_recorded_too_where_a_step_had_set_another(
    lecturing: Any,
) -> None:
    document, lecture = lecturing.document, lecturing.lecture
    document.push(document.circuit.with_param("heat1", "temperature", 40.0))
    first, *others = document.circuit.document["scenario"]
    hot = replace(first, values={("heat1", "temperature"): 50.0})
    document.push(document.circuit.with_document({"scenario": (hot, *others)}))
    lecture.editing.choose(["a"])
    lecture.recorder.start()
    lecturing.session.selection.select(["heat1"])
    lecturing.session.tick()
    lecturing.inspector._set_parameter(lecturing.inspector.sheet, "temperature", 40.0, "")
    assert runs(lecturing).value("heat1", "temperature") == 40.0
    lecture.recorder.stop()
    step = document.circuit.document["scenario"][1]
    assert step.values == {("heat1", "temperature"): 40.0}
    assert runs(lecturing).value("heat1", "temperature") == 40.0
