"""Files dropped on the window: where they land is shown, and what fits is done with each."""

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDragMoveEvent, QDropEvent
from PySide6.QtWidgets import QApplication

from circuitlab.gui.data.add_dialog import AddDialog, places_beside
from circuitlab.gui.data.landing import RECORDINGS, What, what_is
from circuitlab.gui.shell.dialogs import Unsaved
from circuitlab.gui.traces.strip import EVENTS_HEIGHT

COPY, LEFT = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
PLAIN = Qt.KeyboardModifier.NoModifier


@pytest.fixture
def table(tmp_path):
    path = tmp_path / "cell ü.csv"
    path.write_text("t_ms,v_mV\n0,-65\n1,-60\n2,-65\n")
    return path


@pytest.fixture
def saved(window, tmp_path):
    path = tmp_path / "other.circuit"
    window.document.save_as(path)
    return path


def carried(*paths):
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    return data


def hover(window, at, data):
    """Drag over a place of the window; whether it would be taken."""
    for make in (QDragEnterEvent, QDragMoveEvent):
        event = make(at, COPY, data, LEFT, PLAIN)
        event.ignore()
        QApplication.sendEvent(window, event)
    return event.isAccepted()


def drop(window, at, data, qtbot):
    hover(window, at, data)
    event = QDropEvent(QPointF(at), COPY, data, LEFT, PLAIN)
    event.ignore()
    QApplication.sendEvent(window, event)
    qtbot.wait(1)
    return event.isAccepted()


def over_cell(window, id):
    place, canvas = window.canvas.scene.place(id), window.canvas
    return canvas.mapTo(window, canvas.mapFromScene(place.centre))


def cell_of(window):
    kinds, circuit = window.catalog.kinds, window.document.circuit
    return next(id for id, each in circuit.elements.items() if "v" in kinds[each.kind].states)


def dialogs(window):
    return [each for each in window.findChildren(AddDialog) if each.isVisible()]


def test_a_recording_lands_on_a_strip_or_a_cell(window, table, qtbot):
    plot, cell = window.traces.plot, cell_of(window)
    qtbot.waitUntil(plot.isVisible)
    window.grab()  # lays it out
    places = places_beside(window.document)
    strip = next(each for each in plot.strips if each.key in places)
    names = window.traces.names
    inside = QPoint(40, round(EVENTS_HEIGHT + strip.top + strip.height / 2.0))
    assert hover(window, names.mapTo(window, inside), carried(table))
    landing = window.dropped.sign.landing
    assert landing.key == strip.key
    assert table.name in landing.words
    assert landing.box.contains(names.mapTo(window, inside))
    assert landing.box.height() == pytest.approx(strip.height, abs=1.0)
    at = over_cell(window, cell)
    assert hover(window, at, carried(table))
    assert window.dropped.sign.landing.key == (cell, "v")
    assert window.dropped.sign.isVisible()
    assert not window.grab().isNull()
    assert drop(window, at, carried(table), qtbot)
    assert not window.dropped.sign.isVisible()
    (dialog,) = dialogs(window)
    assert dialog.beside.currentData() == f"{cell}.v"
    dialog.job.wait()
    dialog.take()
    dialog.job.wait()
    window.recorded.job.wait()
    assert [each.key for each in window.recorded.recordings] == [(cell, "v")]


def test_where_nothing_is_the_trace_is_asked(window, table, qtbot):
    assert drop(window, QPoint(5, 5), carried(table, table), qtbot)
    for _each in range(2):
        (dialog,) = dialogs(window)
        dialog.reject()
    assert dialogs(window) == []


def test_circuits_are_opened_and_ask_about_changes(window, answers, saved, table, qtbot):
    document = window.document
    document.push(document.circuit.with_document({"title": "mine"}, "Title"))
    answers.unsaved = Unsaved.CANCEL
    assert drop(window, QPoint(400, 300), carried(saved), qtbot)
    assert document.circuit.document["title"] == "mine"
    answers.unsaved = Unsaved.DISCARD
    odd = saved.with_suffix(".xyz")
    drop(window, QPoint(400, 300), carried(saved, saved, table, odd), qtbot)
    assert document.path == saved
    assert document.circuit.document["title"] != "mine"
    assert {each.where for each in answers.problems} == {saved.name, table.name, odd.name}


def test_unknown_files_and_pages_of_the_web_get_a_sentence(window, tmp_path, qtbot):
    drop(window, QPoint(400, 300), carried(tmp_path / "talk.pptx"), qtbot)
    assert "talk.pptx" in window.status.currentMessage()
    web = QMimeData()
    web.setUrls([QUrl("https://example.org/a.csv")])
    hover(window, QPoint(400, 300), web)
    assert window.dropped.sign.landing.is_refused
    QApplication.sendEvent(window, QDragLeaveEvent())
    assert not window.dropped.sign.isVisible()


def test_what_is_no_file_is_left_to_others(window, qtbot):
    text = QMimeData()
    text.setText("hello")
    assert not hover(window, QPoint(400, 300), text)


def test_recordings_need_a_circuit_and_a_lecture_takes_none(window, table, qtbot):
    window.show_start_page()
    hover(window, QPoint(400, 300), carried(table))
    assert window.dropped.sign.landing.is_refused
    window.show_start_page(False)
    window.presentation.enter()
    assert not hover(window, QPoint(400, 300), carried(table))
    window.presentation.leave()


def test_each_kind_of_file_is_known_by_its_name(tmp_path):
    circuits = {what_is(tmp_path / f"a{end}") for end in (".CIRCUIT", ".json", ".nml", ".nfy")}
    assert circuits == {What.CIRCUIT}
    assert {what_is(tmp_path / f"a{end}") for end in RECORDINGS} == {What.RECORDING}
    folder = tmp_path / "folder.csv"
    folder.mkdir()
    assert what_is(folder) is What.UNKNOWN
