from pathlib import Path

import pytest

from circuitlab.gui.document import Document
from circuitlab.model.circuit import Circuit
from circuitlab.model.delta import StaleDelta
from circuitlab.model.element import Element


@pytest.fixture
def deltas(document):
    seen = []
    document.changed.connect(seen.append)
    return seen


def dose(document, value, gesture=""):
    return document.circuit.with_param("ketamine1", "concentration", value, "Dose", gesture)


def test_an_edit_is_applied_told_and_can_be_undone_and_redone(document, deltas):
    before = document.circuit.copy()
    delta = dose(document, 5.0)
    document.push(delta)
    assert document.circuit.value("ketamine1", "concentration") == 5.0
    document.undo()
    assert document.circuit == before
    document.redo()
    assert document.circuit.value("ketamine1", "concentration") == 5.0
    assert deltas == [delta, delta.inverse(), delta]


def test_an_edit_that_cannot_be_made_leaves_no_step(document, deltas):
    document.push(dose(document, 5.0))
    stale = Circuit().added(Element("ketamine1", "ketamine"))
    with pytest.raises(StaleDelta):
        document.push(stale)
    assert document.undo_stack.count() == 1
    document.undo()
    assert not document.dirty
    assert len(deltas) == 2


def test_undo_has_the_name_of_the_edit(document):
    document.push(dose(document, 5.0))
    assert document.undo_stack.undoText() == "Dose"


def test_edits_of_one_gesture_are_one_step(document):
    before = document.circuit.copy()
    for value in (2.0, 3.0, 4.0):
        document.push(dose(document, value, "drag 1"))
    assert document.undo_stack.count() == 1
    document.undo()
    assert document.circuit == before


def test_edits_of_two_gestures_are_two_steps(document):
    document.push(dose(document, 2.0, "drag 1"))
    document.push(dose(document, 3.0, "drag 2"))
    assert document.undo_stack.count() == 2


def test_a_gesture_that_ends_where_it_began_leaves_no_step(document):
    document.push(dose(document, 2.0, "drag 1"))
    document.push(dose(document, None, "drag 1"))
    assert not document.dirty


def test_an_empty_edit_is_no_step(document, deltas):
    document.push(document.circuit.moved({}))
    assert not document.undo_stack.count()
    assert not deltas


def test_a_document_is_dirty_exactly_while_something_would_be_lost(document, tmp_path):
    assert not document.dirty
    document.push(dose(document, 5.0))
    assert document.dirty
    document.undo()
    assert not document.dirty
    document.redo()
    assert document.save_as(tmp_path / "one.circuit") == []
    assert not document.dirty
    document.undo()
    assert document.dirty


def test_what_was_saved_is_what_is_opened(document, catalog, tmp_path):
    path = tmp_path / "one.circuit"
    document.save_as(path)
    other = Document(catalog)
    assert other.open(path) == []
    assert other.circuit == document.circuit
    assert other.path == path
    assert not other.dirty


def test_a_save_that_fails_changes_nothing(document, tmp_path):
    document.push(dose(document, 5.0))
    problems = document.save_as(tmp_path / "no" / "folder" / "one.circuit")
    assert problems
    assert document.path is None
    assert document.dirty


def test_an_open_that_fails_leaves_the_circuit(document, tmp_path):
    broken = tmp_path / "broken.circuit"
    broken.write_text("{ not json")
    before = document.circuit
    assert document.open(broken)
    assert document.circuit is before


def test_saving_without_a_path_is_a_programming_error(document):
    with pytest.raises(ValueError, match="save_as"):
        document.save()


def test_a_new_document_is_empty_and_has_no_history(document):
    document.push(dose(document, 5.0))
    document.new()
    assert document.circuit == Circuit()
    assert not document.undo_stack.canUndo()
    assert document.path is None


def test_the_title_is_that_of_the_file_else_of_the_circuit(document, tmp_path):
    assert document.title == "Two neurons"
    document.save_as(tmp_path / "mine.circuit")
    assert document.title == "mine"
    document.new()
    assert document.title == "Untitled circuit"


def test_save_writes_to_the_same_path_again(document, catalog, tmp_path: Path):
    path = tmp_path / "one.circuit"
    document.save_as(path)
    document.push(dose(document, 7.0))
    assert document.save() == []
    again = Document(catalog)
    again.open(path)
    assert again.circuit.value("ketamine1", "concentration") == 7.0
