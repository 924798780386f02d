"""Lists in the inspector: all entries are kept, looking is no edit, files and a pointer fill it."""

import numpy as np
import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtWidgets import QApplication, QFileDialog, QInputDialog

from circuitlab.gui.inspector.inspector import Inspector
from circuitlab.gui.inspector.list_editor import SHOWN_AT_ONCE
from circuitlab.model.frozen import Array
from circuitlab.model.rules import add_kind, connect
from circuitlab.render.theme import theme


@pytest.fixture
def inspector(document, session, qtbot):
    made = Inspector(document, session, theme("light"))
    qtbot.addWidget(made)
    made.resize(312, 1400)
    made.show()
    qtbot.waitExposed(made)
    return made


@pytest.fixture
def select(document, session, inspector, qtbot):
    def added(kind, **params):
        id, delta = add_kind(document.circuit, document.catalog, kind, **params)
        document.push(delta)
        session.selection.select([id])
        qtbot.wait(1)
        return id

    return added


@pytest.fixture
def field(inspector):
    return lambda name="times": inspector.sheet.rows[name].editor.field


def steps(document):
    return document.undo_stack.count()


def replace_text(field, text):
    field.setFocus()
    field.selectAll()
    field.insertPlainText(text)


def leave(qtbot, field, inspector):
    field.setFocus()
    inspector.sheet.title.setFocus()
    field.clearFocus()
    qtbot.wait(1)


def complaint(inspector, name="times"):
    label = inspector.sheet.rows[name]._wrong.label
    return label.text() if label is not None and not label.isHidden() else ""


def test_six_thousand_pasted_times_are_all_kept(select, field, document, inspector, qtbot):
    id = select("spike_train")
    times = [round(0.37 * k + 0.0123456, 7) for k in range(6000)]
    QApplication.clipboard().setText("\n".join(map(str, times)))
    field().setFocus()
    field().selectAll()
    field().paste()
    leave(qtbot, field(), inspector)
    assert document.circuit.value(id, "times") == Array(np.array(times))
    assert "6000 values" in inspector.sheet.rows["times"].editor._summary.text()


@pytest.mark.parametrize("count", [3, 40, SHOWN_AT_ONCE + 500])
def test_looking_is_no_edit_not_even_a_rounding(select, field, document, inspector, qtbot, count):
    times = tuple(0.1 + k / 3.0 for k in range(count))
    id = select("spike_train", times=times)
    before, undo = document.circuit.value(id, "times"), steps(document)
    field().setFocus()
    assert field().toPlainText().count("3") > 0
    leave(qtbot, field(), inspector)
    field().setFocus()
    qtbot.keyClick(field(), Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert document.circuit.value(id, "times") == before
    assert steps(document) == undo


def test_changing_one_entry_leaves_the_digits_of_all_others(
    select, field, document, inspector, qtbot
):
    times = tuple(0.1 + k / 3.0 for k in range(30))
    id = select("spike_train", times=times)
    text = field().toPlainText().replace(repr(times[4]), "1.5")
    replace_text(field(), text)
    leave(qtbot, field(), inspector)
    assert document.circuit.value(id, "times") == (*times[:4], 1.5, *times[5:])


def test_two_pasted_columns_are_cells_and_times_in_one_step(
    select, field, document, inspector, qtbot
):
    id = select("spike_train")
    undo = steps(document)
    replace_text(field(), "0\t10,5\n2\t20,5\n")
    leave(qtbot, field(), inspector)
    circuit = document.circuit
    assert [circuit.value(id, name) for name in ("cells", "times", "size")] == [
        (0.0, 2.0),
        (10.5, 20.5),
        3,
    ]
    assert steps(document) == undo + 1
    assert field().toPlainText() == "0\t10.5\n2\t20.5"
    document.undo()
    assert document.circuit.value(id, "cells") == ()


def test_wires_that_are_there_go_from_one_to_one_then(select, field, document, inspector, qtbot):
    id = select("spike_train")
    document.push(connect(document.circuit, document.catalog, id, "projection_neuron1"))
    qtbot.wait(1)
    replace_text(field(), "0 10.5\n0 20.5\n")
    leave(qtbot, field(), inspector)
    (synapse,) = document.circuit.targets(id)
    assert document.circuit.value(synapse, "rule") == "one_to_one"


def test_what_can_be_read_in_two_ways_is_refused_and_stays_to_be_mended(
    select, field, document, inspector, qtbot
):
    id = select("spike_train")
    undo = steps(document)
    replace_text(field(), "10,5")
    leave(qtbot, field(), inspector)
    assert "can be read in two ways" in complaint(inspector)
    assert field().toPlainText() == "10,5"
    assert steps(document) == undo
    replace_text(field(), "10,5; 20,5; 30,5")
    leave(qtbot, field(), inspector)
    assert document.circuit.value(id, "times") == (10.5, 20.5, 30.5)
    assert not complaint(inspector)


def test_escape_puts_the_list_back(select, field, document, qtbot):
    select("spike_train")
    replace_text(field(), "hot")
    qtbot.keyClick(field(), Qt.Key.Key_Escape)
    assert field().toPlainText() == "100, 200, 300"


def test_a_current_with_one_column_is_refused(select, field, document, inspector, qtbot):
    select("recorded_current")
    undo = steps(document)
    replace_text(field("currents"), "1, 2, 3")
    leave(qtbot, field("currents"), inspector)
    assert "has 4 entries, Current has 3" in complaint(inspector, "currents")
    assert steps(document) == undo


def test_a_file_is_opened_dropped_or_named(
    select, field, document, inspector, qtbot, tmp_path, monkeypatch
):
    path = tmp_path / "spikes of a run.csv"
    path.write_text("element,cell,time_ms\none,0,1.5\ntwo,1,2.5\n", encoding="utf-8")
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(path), ""))
    asked = []

    def chosen(_parent, _title, _question, names, *_more):
        asked.append(list(names))
        return "two", True

    monkeypatch.setattr(QInputDialog, "getItem", chosen)
    id = select("spike_train")
    inspector.sheet.rows["times"].editor._ask()
    assert document.circuit.value(id, "times") == (2.5,)
    assert document.circuit.value(id, "cells") == (1.0,)
    document.undo()
    dropped = QMimeData()
    dropped.setUrls([QUrl.fromLocalFile(str(path))])
    assert field().canInsertFromMimeData(dropped)
    field().insertFromMimeData(dropped)
    assert document.circuit.value(id, "times") == (2.5,)
    document.undo()
    replace_text(field(), str(path))
    leave(qtbot, field(), inspector)
    assert document.circuit.value(id, "times") == (2.5,)
    assert asked == [["one", "two"]] * 3


def test_a_file_that_cannot_be_read_is_told(select, field, inspector, qtbot):
    select("spike_train")
    replace_text(field(), "nowhere/spikes.csv")
    leave(qtbot, field(), inspector)
    assert "“spikes.csv” cannot be read" in complaint(inspector)


def draw(qtbot, picture, *places):
    qtbot.mousePress(picture, Qt.MouseButton.LeftButton, pos=QPoint(*places[0]))
    for place in places[1:]:
        qtbot.mouseMove(picture, QPoint(*place))
    qtbot.mouseRelease(picture, Qt.MouseButton.LeftButton, pos=QPoint(*places[-1]))


def test_a_current_is_drawn_with_the_pointer_in_one_step(select, document, inspector, qtbot):
    id = select("recorded_current")
    undo = steps(document)
    picture = inspector.sheet._pictures["currents"]
    box = picture._box().toRect()
    middle, top = box.center().y(), box.top()
    across = range(box.left() + 60, box.left() + 121)
    draw(qtbot, picture, *[(x, middle if x < box.left() + 90 else top) for x in across])
    times, currents = (document.circuit.value(id, name) for name in ("times", "currents"))
    assert steps(document) == undo + 1
    assert len(times) == len(currents) < 12
    assert list(times) == sorted(times)
    assert times[0] == 0.0
    assert times[-1] == 300.0
    assert max(currents) == pytest.approx(62.5, abs=1.0)
    document.undo()
    assert document.circuit.value(id, "currents") == (0.0, 50.0, 50.0, 0.0)


def test_escape_takes_a_stroke_back(select, document, inspector, qtbot):
    select("recorded_current")
    undo = steps(document)
    picture = inspector.sheet._pictures["currents"]
    qtbot.mousePress(picture, Qt.MouseButton.LeftButton, pos=QPoint(80, 50))
    qtbot.mouseMove(picture, QPoint(120, 20))
    qtbot.keyClick(picture, Qt.Key.Key_Escape)
    qtbot.mouseRelease(picture, Qt.MouseButton.LeftButton, pos=QPoint(120, 20))
    assert steps(document) == undo


@pytest.mark.parametrize("kind", ["recorded_current", "spike_train"])
def test_the_picture_shows_what_the_lists_hold(select, document, inspector, qtbot, kind):
    points = tuple(float(k) for k in range(50))
    lists = {"currents": (points, points)} if kind == "recorded_current" else {}
    select(kind, **(lists or {"times": (tuple(k % 5 for k in range(50)), points)}))
    picture = next(iter(inspector.sheet._pictures.values()))
    before = picture.grab().toImage()
    picture.show_columns(type(picture._columns)((), ()))
    assert picture.grab().toImage() != before
