"""The window and files of other programs."""

import json
import threading

import pytest

from circuitlab.exchange import opening
from circuitlab.exchange.neuroml import export as neuroml
from circuitlab.gui.data.work_dialog import WorkDialog
from circuitlab.gui.shell.commands import open_file


def do(window, key):
    window.mark_actions()
    window.actions_by_key[key].trigger()


def finish(window):
    for dialog in window.findChildren(WorkDialog):
        dialog.job.wait()


class Slow:
    """Work that goes on until it may end, or nobody wants it any more."""

    def __init__(self, real):
        self.may_end, self.real, self.given_up = threading.Event(), real, False

    def __call__(self, *given, **named):
        told = named.get("told") or given[0].told
        told(0.5)
        while not self.may_end.wait(0.005):
            try:
                told(0.5)
            except InterruptedError:
                self.given_up = True
                raise
        return self.real(*given, **named)


@pytest.fixture
def slow_export(monkeypatch):
    slow = Slow(neuroml.export)
    monkeypatch.setattr(neuroml, "export", slow)
    yield slow
    slow.may_end.set()


@pytest.fixture
def slow_opening(monkeypatch):
    slow = Slow(opening.load)
    monkeypatch.setattr(opening, "load", slow)
    yield slow
    slow.may_end.set()


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
    finish(window)
    assert (answers.path / "circuit.nml").is_file()
    assert "NeuroML written to for jneuroml" in window.status.currentMessage()
    assert [problem.where for problem in answers.problems] == ["note1"]


def test_neuroml_that_cannot_be_written_says_why(window, answers, tmp_path):
    window.document.open(eye(tmp_path))
    answers.path = tmp_path / "eye.nfy"
    do(window, "export_neuroml")
    finish(window)
    assert len(answers.problems) == 1
    assert str(tmp_path) in answers.problems[0].where


def test_nothing_is_written_where_nobody_names_a_folder(window, answers, tmp_path):
    window.document.open(eye(tmp_path))
    answers.path = None
    do(window, "export_neuroml")
    finish(window)
    assert not answers.problems


def test_what_takes_longer_shows_how_far_it_is_and_can_be_stopped(
    window, answers, tmp_path, slow_export
):
    window.document.open(eye(tmp_path))
    answers.path = tmp_path / "out"
    do(window, "export_neuroml")
    (dialog,) = window.findChildren(WorkDialog)
    dialog.job.poll()
    assert dialog.isVisible()
    assert dialog.progress.bar.value() == 500
    work = dialog.job._work
    dialog.progress.stop.click()
    work.thread.join()
    assert slow_export.given_up
    assert not dialog.isVisible()
    assert not answers.path.exists()
    assert not answers.problems


def test_a_file_is_read_beside_the_circuit_that_is_there(window, tmp_path, slow_opening):
    before = window.document.circuit
    open_file(window, eye(tmp_path))
    (dialog,) = window.findChildren(WorkDialog)
    assert dialog.isVisible()
    assert window.document.circuit is before
    slow_opening.may_end.set()
    dialog.job.wait()
    assert window.document.title == "eye"
    assert window.document.path is None


def test_reading_that_is_given_up_leaves_the_circuit(window, answers, tmp_path, slow_opening):
    before = window.document.circuit
    open_file(window, eye(tmp_path))
    (dialog,) = window.findChildren(WorkDialog)
    work = dialog.job._work
    dialog.close()
    work.thread.join()
    assert slow_opening.given_up
    assert window.document.circuit is before
    assert not answers.problems


def test_a_short_file_opens_without_a_dialog(window, answers, tmp_path, monkeypatch):
    monkeypatch.setattr("circuitlab.gui.data.work_dialog.AT_ONCE_S", 20.0)
    open_file(window, eye(tmp_path))
    assert window.document.title == "eye"
    assert [problem.where for problem in answers.problems] == ["nodes[1]"]
    assert not any(dialog.isVisible() for dialog in window.findChildren(WorkDialog))
