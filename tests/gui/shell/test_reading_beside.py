"""Large files are read beside the window; meanwhile the circuit there stays whole."""

import threading

import pytest

from circuitlab.exchange import opening
from circuitlab.files import store
from circuitlab.files.tally import tally_of
from circuitlab.gui.shell import reading_beside
from circuitlab.gui.shell.commands import open_file
from circuitlab.gui.shell.reading_beside import ReadingDialog


@pytest.fixture
def may_end(monkeypatch):
    """Let every file be large, and its reading go on until this is set."""
    may_end, real = threading.Event(), opening.load

    def slow(*given, told, **named):
        while not may_end.wait(0.005):
            told(0.25)
        return real(*given, told=told, **named)

    monkeypatch.setattr(reading_beside, "LARGE", 0)
    monkeypatch.setattr(opening, "load", slow)
    yield may_end
    may_end.set()


@pytest.fixture
def files(document, tmp_path):
    """Two files, by the titles of their circuits."""
    found = {}
    for title in ("one", "two"):
        circuit = document.circuit.copy()
        circuit.apply(circuit.with_document({"title": title}))
        found[title] = tmp_path / f"{title}.circuit"
        assert not store.save(circuit, found[title])
    return found


def reading(window):
    return [d for d in window.findChildren(ReadingDialog) if d.job.is_busy]


def test_the_circuit_stays_until_all_is_read(window, document, files, may_end):
    before = document.circuit
    open_file(window, files["one"])
    (dialog,) = reading(window)
    dialog.job.poll()
    assert dialog.isVisible()
    assert dialog.progress.bar.value() == 250
    assert document.circuit is before
    may_end.set()
    dialog.job.wait()
    assert (document.circuit.document["title"], document.path) == ("one", files["one"])
    assert not document.dirty
    assert not document.was_changed_elsewhere
    assert document._held == tally_of(document.circuit)


def test_escape_leaves_the_circuit(window, document, files, may_end):
    before = document.circuit
    open_file(window, files["one"])
    (dialog,) = reading(window)
    thread = dialog.job._work.thread
    dialog.reject()
    thread.join()
    assert not reading(window)
    assert document.circuit is before


def test_of_two_files_the_last_one_is_opened(window, document, files, may_end):
    open_file(window, files["one"])
    (first,) = reading(window)
    thread = first.job._work.thread
    open_file(window, files["two"])
    thread.join()
    (second,) = reading(window)
    assert second is not first
    may_end.set()
    second.job.wait()
    assert document.path == files["two"]


def test_a_file_that_is_not_there_is_told_as_ever(window, document, answers, tmp_path):
    before = document.circuit
    open_file(window, tmp_path / "none.circuit")
    assert document.circuit is before
    assert answers.problems


def test_reading_tells_how_far_it_is_and_ends_when_nobody_hears(files):
    heard: list[float] = []
    assert store.load(files["one"], told=heard.append).circuit is not None
    assert heard == sorted(heard)
    assert len(heard) >= 4
    assert 0.0 < heard[0] < heard[-1] < 1.0

    def enough(_part):
        raise InterruptedError

    with pytest.raises(InterruptedError):
        store.load(files["one"], told=enough)
