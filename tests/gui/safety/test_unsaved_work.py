"""What a window that ends leaves behind, and how the next one takes it up."""

import pytest
from PySide6.QtCore import QProcess

from circuitlab.files.recovery import sheets
from circuitlab.gui.document import Document
from circuitlab.gui.safety.safety import Safety
from circuitlab.gui.safety.unsaved_work import UnsavedWork


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "recovery"


@pytest.fixture
def work(document, folder):
    made = UnsavedWork(document, folder)
    yield made
    made.end()


@pytest.fixture
def safety(window, folder):
    made = Safety(window, folder)
    yield made
    made.end()


def rename(document, title="renamed"):
    document.push(document.circuit.with_document({"title": title}, "Rename"))


def abandon(work):
    """Leave a sheet as a window does whose process was killed."""
    work.settle()
    work._keeper.end()
    work._lock.unlock()


@pytest.fixture
def left(catalog, circuit, folder, tmp_path, qapp):
    """Work on a file that was not saved."""
    document = Document(catalog, circuit.copy())
    document.save_as(tmp_path / "mine.circuit")
    work = UnsavedWork(document, folder)
    rename(document, "left behind")
    abandon(work)
    work.deleteLater()
    return document


def test_only_what_would_be_lost_is_kept(document, work, tmp_path):
    document.keep_view("camera", 1.0)
    assert work.settle()
    assert work.sheet.snapshot is None
    rename(document)
    assert work.settle()
    assert work.sheet.restored(document.catalog).circuit == document.circuit
    document.save_as(tmp_path / "a.circuit")
    assert work.settle()
    assert work.sheet.snapshot is None
    rename(document, "again")
    assert work.settle()
    document.undo()
    assert work.settle()
    assert work.sheet.snapshot is None
    (sheet,) = sheets(work.sheet.folder)
    assert sheet.about.path == str(tmp_path / "a.circuit")


def test_an_edit_is_handed_over_before_any_view_follows_it(window, safety, monkeypatch):
    """Views take a busy machine a second; the edit must not wait for them."""
    heard = []
    window.document.changed.connect(lambda _delta: heard.append("view"))
    monkeypatch.setattr(safety.work._keeper, "keep", lambda *_given: heard.append("kept"))
    rename(window.document)
    window.document.undo()
    window.document.redo()
    window.document.keep_view("camera", 2.0)
    assert heard == ["kept", "view"] * 4


def test_a_window_that_is_closed_leaves_nothing(document, folder):
    work = UnsavedWork(document, folder)
    rename(document)
    work.settle()
    work.end()
    assert list(folder.iterdir()) == []


def test_what_was_left_is_offered_once_and_goes_on_as_it_was(window, safety, left, folder):
    safety.offer()
    assert "mine" in window.banner.words.text()
    other = UnsavedWork(Document(left.catalog), folder)
    assert list(other.find()) == []  # it is being offered already
    other.end()
    window.banner.buttons[0].click()
    assert window.document.circuit == left.circuit
    assert window.document.dirty
    assert window.document.path == left.path
    assert window.banner.present is None
    assert [each.name for each in sheets(folder)] == [safety.work.sheet.name]
    assert safety.work.sheet.restored(left.catalog).circuit == left.circuit
    assert not window.document.was_changed_elsewhere


def test_a_file_that_was_written_meanwhile_is_not_overwritten_unasked(window, safety, left):
    left.path.write_text(left.path.read_text().replace("{", "{ ", 1))
    safety.offer()
    window.banner.buttons[0].click()
    assert window.document.was_changed_elsewhere


def test_it_is_thrown_away_by_two_presses(window, safety, left, folder):
    safety.offer()
    away = window.banner.buttons[1]
    away.click()
    assert len(sheets(folder)) == 2
    away.click()
    assert [each.name for each in sheets(folder)] == [safety.work.sheet.name]
    assert window.banner.present is None


def test_what_is_put_off_is_offered_again(window, safety, left):
    safety.offer()
    window.banner.buttons[2].click()
    assert window.banner.present is None
    assert len(list(safety.work.find())) == 1


def test_what_cannot_be_read_is_named_and_stays(window, safety, left, folder):
    (sheet,) = (each for each in sheets(folder) if each.snapshot is not None)
    sheet.snapshot.write_text("{")
    before = window.document.circuit.copy()
    safety.offer()
    window.banner.buttons[0].click()
    assert window.document.circuit == before
    assert "mine" in str(window.questions.problems[0])
    assert len(sheets(folder)) == 2


def test_two_windows_on_one_file_notice_each_other(window, safety, left, folder, qtbot):
    other = UnsavedWork(left, folder)
    other.settle()
    window.document.open(left.path)
    safety.work.settle()
    qtbot.waitUntil(lambda: window.banner.present is not None)
    assert window.banner.present.key == "others"
    assert [each.name for each in other.others()] == [safety.work.sheet.name]
    window.banner.buttons[1].click()
    safety.look()
    assert window.banner.present is None
    other.end()


def test_a_file_that_another_program_writes_is_told_at_once(window, safety, left, qtbot):
    window.document.open(left.path)
    safety.look()
    rename(left, "theirs")
    left.save()
    qtbot.waitUntil(lambda: window.banner.present is not None)
    assert window.banner.present.key == "file"
    rename(window.document, "mine")
    window.banner.buttons[1].click()
    safety.look()
    assert window.banner.present is None
    rename(left, "theirs again")
    left.save()
    qtbot.waitUntil(lambda: window.banner.present is not None)
    reload = window.banner.buttons[0]
    reload.click()
    assert window.document.circuit.document["title"] == "mine"
    reload.click()
    assert window.document.circuit.document["title"] == "theirs again"
    assert not window.document.dirty


def test_our_own_saving_is_no_news(window, safety, left, qtbot):
    window.document.open(left.path)
    safety.look()
    rename(window.document, "ours")
    window.document.save()
    qtbot.wait(500)
    assert window.banner.present is None


def test_a_killed_process_is_known_by_its_lock(folder, qapp, catalog, circuit):
    process = QProcess()
    code = (
        "from pathlib import Path; from PySide6.QtCore import QCoreApplication as A\n"
        "from circuitlab.gui.document import Document; import sys, time\n"
        "from circuitlab.catalog.load import default_catalog\n"
        "from circuitlab.gui.safety.unsaved_work import UnsavedWork\n"
        "a = A([]); d = Document(default_catalog()); w = UnsavedWork(d, Path(sys.argv[1]))\n"
        "d.push(d.circuit.with_document({'title': 'kept'}, 'x')); w.settle()\n"
        "print(1, flush=True)\n"
        "time.sleep(60)"
    )
    import sys

    process.start(sys.executable, ["-c", code, str(folder)])
    assert process.waitForReadyRead(60_000)
    work = UnsavedWork(Document(catalog, circuit), folder)
    assert list(work.find()) == []
    process.kill()
    process.waitForFinished()
    (leftover,) = work.find()
    assert leftover.sheet.restored(catalog).circuit.document["title"] == "kept"
    leftover.leave()
    work.end()
