"""Another size of a population says so, keeps what it can, and is taken back whole."""

from typing import Any

import numpy as np
import pytest
from engine.lab import Circuit

from circuitlab.catalog.load import default_catalog
from circuitlab.engine.running.run_problems import run_problems
from circuitlab.files import store
from circuitlab.files.serialise import text_of
from circuitlab.gui.document import Document
from circuitlab.model.claims import Experiment
from circuitlab.model.frozen import Array
from circuitlab.model.scenario import ScenarioStep
from circuitlab.model.states import ComparedState
from circuitlab.model.step import Step

VALUES = [1.0, 2.0, 3.0, 4.0]


def population() -> tuple[Circuit, str, str, str]:
    """Four cells with a current each, onto which three cells are wired pair by pair."""
    circuit = Circuit()
    sender = circuit.add("lif_current", size=3)
    cells = circuit.add("lif_current", size=4, i_e=VALUES)
    synapse = circuit.connect(
        sender,
        cells,
        receptor="exp_current",
        pre=[0, 1, 2, 2],
        post=[0, 1, 2, 3],
        delay=[1, 2, 3, 4],
    )
    return circuit, sender, cells, synapse


def listed(circuit: Any, id: str, name: str) -> list[float]:
    value = circuit.elements[id].params[name]
    return list(getattr(value, "values", value))


def runs(circuit: Circuit) -> None:
    """Running refuses nothing, and the file is read as it was written."""
    assert run_problems(circuit.model, circuit.catalog) == []
    loaded = store.load_text(text_of(circuit.model))
    assert loaded.problems == ()
    assert loaded.circuit == circuit.model


def test_fewer_cells_cut_their_values_and_the_pairs_that_named_them() -> None:
    circuit, _sender, cells, synapse = population()
    circuit.set(cells, size=2)
    assert listed(circuit.model, cells, "i_e") == [1.0, 2.0]
    assert listed(circuit.model, synapse, "pre") == [0, 1]
    assert listed(circuit.model, synapse, "post") == [0, 1]
    assert listed(circuit.model, synapse, "delay") == [1.0, 2.0]
    runs(circuit)


def test_fewer_senders_take_their_pairs_along() -> None:
    circuit, sender, _cells, synapse = population()
    circuit.set(sender, size=2)
    assert listed(circuit.model, synapse, "pre") == [0, 1]
    runs(circuit)


def test_more_cells_go_on_with_the_usual_value() -> None:
    circuit, _sender, cells, synapse = population()
    circuit.set(cells, size=6)
    usual = circuit.catalog.kind("lif_current").parameters["i_e"].default
    assert listed(circuit.model, cells, "i_e") == [*VALUES, usual, usual]
    assert listed(circuit.model, synapse, "post") == [0, 1, 2, 3]
    runs(circuit)


def test_size_and_values_that_are_set_together_are_taken_as_they_are() -> None:
    circuit, _sender, cells, _synapse = population()
    circuit.set(cells, size=2, i_e=[8.0, 9.0])
    assert listed(circuit.model, cells, "i_e") == [8.0, 9.0]


@pytest.fixture
def desk(qapp: object) -> tuple[Document, str, str]:
    circuit, _sender, cells, synapse = population()
    return Document(circuit.catalog, circuit.model), cells, synapse


def test_undo_brings_all_back_and_the_edit_says_what_it_does(desk, qtbot: Any) -> None:
    document, cells, synapse = desk
    before = document.circuit.copy()
    with qtbot.waitSignal(document.followed) as said:
        document.push(document.circuit.with_param(cells, "size", 2, "Size 2"))
    assert "Size 2" in said.args[0]
    assert "follow" in document.undo_stack.undoText()
    document.undo()
    assert document.circuit == before
    document.redo()
    assert listed(document.circuit, synapse, "post") == [0, 1]


def test_a_slider_that_goes_down_and_up_again_in_one_gesture_loses_nothing(desk) -> None:
    document, cells, _synapse = desk
    before = document.circuit.copy()
    for size in (3, 1, 2, 4):
        edit = document.circuit.with_param(cells, "size", size, "Size", "drag 1")
        document.push(edit)
    assert document.circuit == before
    document.push(document.circuit.with_param(cells, "size", 5, "Size", "drag 2"))
    assert np.allclose(listed(document.circuit, cells, "i_e")[:4], VALUES)


@pytest.mark.parametrize("size", [2, 6])
def test_what_steps_states_and_experiments_set_cell_by_cell_follows_too(
    size: int, qapp: object
) -> None:
    circuit, _sender, cells, _synapse = population()
    values = {(cells, "i_e"): Array(np.array([5.0, 6.0, 7.0, 8.0]), "<f8")}
    step = Step(10.0, values)
    fields = {
        "timeline": (step,),
        "scenario": (ScenarioStep("a", values=values),),
        "states": (ComparedState("b", values=values, timeline=(step,)),),
        "experiments": {"c": Experiment(values=values, timeline=(step,))},
    }
    circuit.model.apply(circuit.model.with_document(fields))
    document = Document(circuit.catalog, circuit.model)
    before = dict(document.circuit.document)
    document.push(document.circuit.with_param(cells, "size", size))
    now = document.circuit.document
    state, experiment = now["states"][0], now["experiments"]["c"]
    usual = circuit.catalog.kind("lif_current").parameters["i_e"].default
    wanted = [5.0, 6.0, 7.0, 8.0, usual, usual][:size]
    for each in (now["timeline"][0], now["scenario"][0], state, *state.timeline, experiment):
        assert list(each.values[cells, "i_e"].values) == wanted
    assert list(experiment.timeline[0].values[cells, "i_e"].values) == wanted
    document.undo()
    assert dict(document.circuit.document) == before


def test_an_experiment_with_a_size_of_its_own_keeps_its_values(qapp: object) -> None:
    circuit, _sender, cells, _synapse = population()
    values = {(cells, "size"): 4, (cells, "i_e"): Array(np.array([5.0, 6.0, 7.0, 8.0]), "<f8")}
    steps = (Step(10.0, {(cells, "i_e"): values[cells, "i_e"]}),)
    experiments = {"c": Experiment(values=values, timeline=steps)}
    circuit.model.apply(circuit.model.with_document({"experiments": experiments}))
    document = Document(circuit.catalog, circuit.model)
    before = dict(document.circuit.document)
    document.push(document.circuit.with_param(cells, "size", 2))
    assert dict(document.circuit.document) == before


def test_every_population_of_the_presets_takes_another_size(qapp: object) -> None:
    catalog = default_catalog()
    for preset in store.presets():
        document = Document(catalog)
        document.open_preset(preset.name)
        for id, each in list(document.circuit.elements.items()):
            if "size" in catalog.kind(each.kind).parameters:
                document.push(document.circuit.with_param(id, "size", 3))
                document.undo()
