"""Saving over a file that somebody else has changed asks first, and loses nothing unasked."""

import os
from pathlib import Path

import pytest

from circuitlab.files import store
from circuitlab.gui.shell import commands
from circuitlab.gui.shell.dialogs import Elsewhere
from circuitlab.model.circuit import Circuit


@pytest.fixture
def path(window, document, tmp_path: Path) -> Path:
    """The file of the circuit on the desk, which is edited here and then changed elsewhere."""
    path = tmp_path / "shared.circuit"
    assert document.save_as(path) == []
    document.push(document.circuit.removed(["heat1"], "Delete"))
    assert store.save(Circuit(), path) == []
    return path


def on_disk(path: Path) -> Circuit:
    circuit = store.load(path).circuit
    assert circuit is not None
    return circuit


def test_cancelling_leaves_both_as_they_are(window, document, answers, path: Path) -> None:
    assert not commands.save(window)
    assert answers.asked == ["elsewhere"]
    assert on_disk(path) == Circuit()
    assert document.dirty


def test_overwriting_writes_what_is_on_the_desk_and_asks_no_more(
    window, document, answers, path: Path
) -> None:
    answers.elsewhere = Elsewhere.OVERWRITE
    assert commands.save(window)
    assert on_disk(path) == document.circuit
    document.push(document.circuit.with_document({"title": "more"}))
    assert commands.save(window)
    assert answers.asked == ["elsewhere"]


def test_saving_elsewhere_keeps_both(window, document, answers, path: Path) -> None:
    answers.elsewhere, answers.path = Elsewhere.SAVE_AS, path.with_name("mine.circuit")
    assert commands.save(window)
    assert on_disk(path) == Circuit()
    assert on_disk(answers.path) == document.circuit
    assert document.path == answers.path


def test_reloading_takes_what_is_there(window, document, answers, path: Path) -> None:
    answers.elsewhere = Elsewhere.RELOAD
    assert not commands.save(window)
    assert document.circuit == Circuit()
    assert not document.dirty


def test_a_file_that_was_only_touched_or_has_gone_is_saved_without_a_word(
    window, document, answers, tmp_path: Path
) -> None:
    path = tmp_path / "mine.circuit"
    assert document.save_as(path) == []
    os.utime(path, (0.0, 0.0))
    assert commands.save(window)
    path.unlink()
    assert commands.save(window)
    assert path.exists()
    assert answers.asked == []
