"""What the menus do with the circuit as a graph: tidy it, and select what hangs together."""

import networkx as nx
import pytest
from PySide6.QtWidgets import QPushButton

from circuitlab.catalog.words import Problem
from circuitlab.gui.inspector.circuit_page import CircuitSheet
from circuitlab.model.components import separate_circuits
from circuitlab.model.rules import add_kind


@pytest.fixture
def apart(window):
    """The window's circuit, and another beside it that no wire joins to it."""
    document = window.document
    for kind, wired_from in (("nociceptor_c", None), ("projection_neuron", "nociceptor_c2")):
        added = add_kind(document.circuit, document.catalog, kind, 500, 900, wired_from=wired_from)
        assert not isinstance(added, Problem)
        document.push(added[1])
    return window


def do(window, key):
    window.mark_actions()
    window.actions_by_key[key].trigger()


def places(window):
    return {id: (e.x, e.y) for id, e in window.document.circuit.elements.items()}


def test_tidy_moves_everything_in_one_step_that_can_be_taken_back(apart):
    before, steps = places(apart), apart.document.undo_stack.count()
    do(apart, "tidy")
    assert places(apart) != before
    assert apart.document.undo_stack.count() == steps + 1
    assert apart.document.undo_stack.undoText() == "Tidy"
    apart.document.undo()
    assert places(apart) == before


def test_tidy_moves_only_what_is_selected(apart):
    before = places(apart)
    apart.session.selection.select(["nociceptor_c2", "projection_neuron2"])
    do(apart, "tidy")
    circuit = apart.document.circuit
    moved = {circuit.host(id) or id for id, at in places(apart).items() if at != before[id]}
    assert moved <= {"nociceptor_c2", "projection_neuron2"}
    assert moved


def test_tidy_says_so_where_there_is_nothing_to_do(apart):
    do(apart, "tidy")
    steps = apart.document.undo_stack.count()
    do(apart, "tidy")
    assert apart.document.undo_stack.count() == steps
    assert "Nothing to tidy" in apart.status.currentMessage()


def test_what_is_connected_is_selected_from_any_part_of_it(apart):
    apart.session.selection.select(["ketamine1"])
    do(apart, "select_connected")
    ids = set(apart.session.selection.ids)
    assert {"nociceptor_c1", "projection_neuron1", "heat1", "ketamine1", "voltmeter1"} < ids
    assert ids.isdisjoint({"nociceptor_c2", "projection_neuron2", "nmda1"})


def test_the_circuits_page_names_separate_circuits_and_selects_them(apart, qtbot):
    apart.session.selection.select(())
    sheet = apart.inspector.sheet
    assert isinstance(sheet, CircuitSheet)
    assert sheet.separate.isVisibleTo(sheet)
    buttons = sheet.separate.findChildren(QPushButton)
    assert [button.text() for button in buttons] == [
        "Nociceptor (C fibre) and 5 more",
        "Nociceptor (C fibre) and 2 more",
    ]
    buttons[1].click()
    ids = set(separate_circuits(apart.document.circuit)[1])
    assert {"nociceptor_c2", "projection_neuron2"} <= set(apart.session.selection.ids) <= ids


def test_one_circuit_is_not_called_separate_also_after_an_edit(apart):
    apart.session.selection.select(())
    sheet = apart.inspector.sheet
    circuit = apart.document.circuit
    apart.document.push(circuit.removed(["nociceptor_c2", "projection_neuron2"]))
    assert not sheet.separate.isVisibleTo(sheet)
    apart.document.undo()
    assert sheet.separate.isVisibleTo(sheet)


def test_a_graph_is_exported_where_the_dialog_says(apart, answers, tmp_path):
    answers.path = tmp_path / "two.graphml"
    do(apart, "export_graph")
    graph = nx.read_graphml(answers.path)
    assert set(graph) == set(apart.document.circuit.elements)
    assert "Graph saved as two.graphml" in apart.status.currentMessage()


@pytest.mark.parametrize(
    ("name", "said"),
    [("two.gml", "no kind of graph"), ("nowhere/two.json", "no such folder"), (None, "")],
)
def test_an_export_that_fails_says_why_and_writes_nothing(apart, answers, tmp_path, name, said):
    answers.path = tmp_path / name if name else None
    do(apart, "export_graph")
    assert said in "".join(problem.what for problem in answers.problems)
    assert len(answers.problems) == bool(name)
    assert list(tmp_path.iterdir()) == []
