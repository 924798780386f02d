"""The fields of a step: each changes one thing, and says what cannot be."""

from __future__ import annotations

from typing import Any

import pytest

from circuitlab.model.element import MUTED
from circuitlab.model.scenario import Camera, WaitFor


@pytest.fixture
def form(lecturing: Any) -> Any:
    lecturing.lecture.editing.choose(["b"])
    return lecturing.lecture.panel.pages.form


def step(window: Any, number: int = 1) -> Any:
    return window.document.circuit.document["scenario"][number]


def test_a_value_is_chosen_and_typed_and_taken_out(lecturing: Any, form: Any, cell: str) -> None:
    form.changes.more.click()
    picker = form.changes.picker
    picker.element.picked.emit(cell)
    picker.element.setCurrentIndex(picker.element._offered.index(cell))
    picker._offer()
    picker.parameter.setCurrentIndex(picker.parameter._offered.index("c_m"))
    picker.button.click()
    assert form.changes.picker is None
    parameter = lecturing.catalog.kind("projection_neuron").parameters["c_m"]
    assert step(lecturing).values[cell, "c_m"] == parameter.default
    form.changes._take((cell, "c_m"), parameter, "-5 pF")
    assert form.changes.complaint
    assert step(lecturing).values[cell, "c_m"] == parameter.default
    form.changes._take((cell, "c_m"), parameter, str(parameter.maximum))
    assert not form.changes.complaint
    assert step(lecturing).values[cell, "c_m"] == parameter.maximum
    form.changes._drop((cell, "c_m"))
    assert step(lecturing).values == {(cell, MUTED): True}


def test_it_looks_where_one_says(lecturing: Any, form: Any, cell: str) -> None:
    form.camera._look_at_selected()
    assert "Nothing is selected" in form.camera.complaint
    lecturing.session.selection.select([cell])
    form.camera._look_at_selected()
    assert step(lecturing).camera == Camera((cell,))
    form.camera.links.layout().itemAt(0).widget().click()
    camera = step(lecturing).camera
    assert camera.scale == round(lecturing.canvas.camera.scale, 4)
    assert camera.width == lecturing.canvas.view_size().width()
    form.camera.speed.picked.emit(0.1)
    assert step(lecturing).speed == 0.1
    form.camera.speed.picked.emit(None)
    assert step(lecturing).speed is None


def test_what_is_lit_and_which_strips_are_open(lecturing: Any, form: Any, cell: str) -> None:
    form.watch._light(())
    assert step(lecturing).watch == ()
    form.watch._take_strips()
    assert (cell, "v") in step(lecturing).traces
    form.watch._open(None)
    assert step(lecturing).traces is None


def test_what_it_waits_for(lecturing: Any, form: Any, cell: str) -> None:
    wait = form.wait
    wait.sort.picked.emit("time")
    wait.amount.entered.emit("300 ms")
    assert step(lecturing).wait == WaitFor(seconds=0.3)
    wait.amount.entered.emit("-1 s")
    assert "backwards" in wait.complaint
    wait.amount.entered.emit("soon")
    assert wait.complaint
    assert step(lecturing).wait == WaitFor(seconds=0.3)
    wait.sort.picked.emit("spikes")
    wait.element.picked.emit(cell)
    wait.amount.entered.emit("2.5")
    assert "no number of spikes" in wait.complaint
    wait.amount.entered.emit("3")
    assert step(lecturing).wait == WaitFor(spikes=cell, count=3)
    wait.sort.picked.emit("state")
    wait.element.picked.emit(cell)
    wait.state.picked.emit("v")
    wait.bound.picked.emit(False)
    wait.amount.entered.emit("-60 mV")
    assert step(lecturing).wait == WaitFor(state=(cell, "v"), below=-60.0)
    wait.sort.picked.emit(None)
    assert step(lecturing).wait is None


def test_what_it_asks(lecturing: Any, form: Any, cell: str) -> None:
    asked = form.question
    asked.sort.picked.emit("choices")
    assert len(step(lecturing).question.choices) == 3
    asked.rights[1].click()
    assert step(lecturing).question.answer == 1
    asked._cut(0)
    assert step(lecturing).question.answer == 0, "it is still the same answer"
    asked._cut(0)
    assert "Two answers are the least" in asked.complaint
    asked.answers[0].typed.emit(" ", "")
    assert "needs words" in asked.complaint
    asked.answers[0].typed.emit("Much", "")
    assert not asked.complaint
    assert step(lecturing).question.choices[0] == "Much"
    asked.more.click()
    assert len(asked.answers) == 3
    asked.sort.picked.emit("drawing")
    question = step(lecturing).question
    assert question.choices == ()
    assert question.answer is None
    assert question.draw == (cell, "v")
    asked.length.entered.emit("0 s")
    assert asked.complaint
    asked.length.entered.emit("2 s")
    assert step(lecturing).question.window_ms == (0.0, 2000.0)
    asked.sort.picked.emit(None)
    assert step(lecturing).question is None


def test_a_stimulus_starts_with_the_step(lecturing: Any, form: Any) -> None:
    circuit = lecturing.document.circuit
    id = next(id for id, each in circuit.elements.items() if each.kind == "heat")
    form.stimuli.boxes[id].setChecked(True)
    assert step(lecturing).starts == {id: 0.0}
    form.stimuli.fields[id].entered.emit("0.5")
    assert step(lecturing).starts == {id: 500.0}
    form.stimuli.fields[id].entered.emit("2 mV")
    assert form.stimuli.complaint
    lecturing.guide.try_at(1)
    assert lecturing.session.laid.circuit.value(id, "start") == 500.0
    assert lecturing.document.circuit.value(id, "start") != 500.0
    form.stimuli.boxes[id].setChecked(False)
    assert step(lecturing).starts == {}


def test_values_that_contradict_each_other_are_refused_at_the_field(
    lecturing: Any, form: Any
) -> None:
    circuit = lecturing.document.circuit
    id = next(id for id, each in circuit.elements.items() if each.kind == "heat")
    before = step(lecturing)
    form.changes._set((id, "stop"), 500.0)
    form.changes._set((id, "start"), 900.0)
    assert form.changes.complaint
    assert (id, "start") not in step(lecturing).values
    assert step(lecturing).title == before.title


def test_a_place_that_was_taken_shows_the_same_in_a_window_of_another_size(
    lecturing: Any, form: Any, qtbot: Any
) -> None:
    canvas = lecturing.canvas
    canvas.zoom_by(1.5)
    middle = canvas.camera.visible(canvas.view_size()).center()
    form.camera.links.layout().itemAt(0).widget().click()
    lecturing.resize(1024, 700)
    canvas.fit()
    lecturing.guide.try_at(1)
    qtbot.waitUntil(lambda: lecturing.guide.flight.is_there)
    seen = canvas.camera.visible(canvas.view_size())
    assert seen.center().x() == pytest.approx(middle.x(), abs=1.0)
    assert seen.center().y() == pytest.approx(middle.y(), abs=1.0)
