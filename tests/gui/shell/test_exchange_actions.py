"""The window and files of other programs."""

import json


def do(window, key):
    window.mark_actions()
    window.actions_by_key[key].trigger()


def eye(folder):
    saved = {"x": 10, "y": 20, "engine": {}}
    cell = {"filename": "neurons/LeakyNeuron.qml", "savedProperties": saved}
    other = {"filename": "sensors/Retina.qml", "savedProperties": saved}
    path = folder / "eye.nfy"
    path.write_text(json.dumps({"nodes": [cell, other], "edges": []}))
    return path


def test_a_file_of_neuronify_opens_and_saving_asks_for_a_file(window, tmp_path):
    problems = window.document.open(eye(tmp_path))
    kinds = [element.kind for element in window.document.circuit.elements.values()]
    assert kinds == ["lif_current", "note"]
    assert [problem.where for problem in problems] == ["nodes[1]"]
    assert window.document.path is None
    assert window.document.title == "eye"


def test_a_file_that_is_none_leaves_the_circuit(window, tmp_path):
    before = dict(window.document.circuit.elements)
    path = tmp_path / "bad.nml"
    path.write_text("<a")
    assert window.document.open(path)
    assert dict(window.document.circuit.elements) == before


def test_neuroml_is_written_into_the_folder_that_is_named(window, answers, tmp_path):
    window.document.open(eye(tmp_path))
    answers.path = tmp_path / "for jneuroml"
    do(window, "export_neuroml")
    assert (answers.path / "circuit.nml").is_file()
    assert "NeuroML written to for jneuroml" in window.status.currentMessage()
    assert [problem.where for problem in answers.problems] == ["note1"]


def test_neuroml_that_cannot_be_written_says_why(window, answers, tmp_path):
    window.document.open(eye(tmp_path))
    answers.path = tmp_path / "eye.nfy"
    do(window, "export_neuroml")
    assert len(answers.problems) == 1
    assert str(tmp_path) in answers.problems[0].where


def test_nothing_is_written_where_nobody_names_a_folder(window, answers, tmp_path):
    window.document.open(eye(tmp_path))
    answers.path = None
    do(window, "export_neuroml")
    assert not answers.problems
