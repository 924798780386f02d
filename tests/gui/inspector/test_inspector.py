from dataclasses import replace
from types import SimpleNamespace

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from circuitlab.catalog.load import default_catalog
from circuitlab.gui.inspector.circuit_page import CircuitSheet, SeveralSheet
from circuitlab.gui.inspector.element_page import ElementSheet
from circuitlab.gui.inspector.inspector import Inspector
from circuitlab.gui.widgets.slider import SliderFace
from circuitlab.gui.widgets.value_field import ValueField
from circuitlab.model.circuit import Circuit
from circuitlab.model.claims import Claim, Experiment
from circuitlab.model.delta import RefusedDelta
from circuitlab.model.element import Element
from circuitlab.render.theme import theme

HOT_CELL = {"element": "nociceptor_c1"}
"""What claims measure here."""


@pytest.fixture
def inspector(document, session, qtbot):
    made = Inspector(document, session, theme("light"))
    qtbot.addWidget(made)
    made.resize(312, 1600)
    made.show()
    qtbot.waitExposed(made)
    return made


@pytest.fixture
def ketamine(inspector, session, qtbot):
    session.selection.select(["ketamine1"])
    qtbot.wait(1)
    return inspector.sheet.rows["concentration"]


def drag(qtbot, face, *steps):
    middle = face.height() // 2
    qtbot.mousePress(face, Qt.MouseButton.LeftButton, pos=QPoint(100, middle))
    for x in steps:
        qtbot.mouseMove(face, QPoint(x, middle))
    qtbot.mouseRelease(face, Qt.MouseButton.LeftButton, pos=QPoint(steps[-1], middle))


def typed(qtbot, row, text):
    qtbot.mouseClick(row.editor.control, Qt.MouseButton.LeftButton, pos=QPoint(60, 10))
    editor = row.editor.control.findChild(ValueField)
    editor.setText(text)
    qtbot.keyClick(editor, Qt.Key.Key_Return)


def write(qtbot, title, text):
    qtbot.mouseClick(title, Qt.MouseButton.LeftButton)
    title.field.setText(text)
    qtbot.keyClick(title.field, Qt.Key.Key_Return)


def dose(document):
    return document.circuit.value("ketamine1", "concentration")


def test_nothing_chosen_shows_the_circuit(inspector):
    assert isinstance(inspector.sheet, CircuitSheet)
    assert inspector.sheet.title.label.text() == "Two neurons"


def test_a_circuit_without_a_title_is_called_like_its_file(inspector, document, tmp_path):
    document.push(document.circuit.with_document({"title": ""}))
    assert not document.save_as(tmp_path / "built.circuit")
    assert inspector.sheet.title.label.text() == "built"


def test_the_title_of_the_circuit_can_be_written(inspector, document, qtbot: QtBot):
    write(qtbot, inspector.sheet.title, "A title")
    assert document.circuit.document["title"] == "A title"


@pytest.mark.parametrize("kind", default_catalog().ordered(), ids=lambda kind: kind.name)
def test_every_parameter_of_every_kind_has_a_row_with_its_name(kind, document, session, qtbot):
    document.replace(Circuit([Element("it", kind.name)]))
    inspector = Inspector(document, session, theme("dark"))
    qtbot.addWidget(inspector)
    session.selection.select(["it"])
    assert isinstance(inspector.sheet, ElementSheet)
    beside = {parameter.beside for parameter in kind.parameters.values()}  # in the same row
    assert set(inspector.sheet.rows) == set(kind.parameters) - beside
    for name in inspector.sheet.rows:
        assert inspector.sheet.rows[name].title == kind.parameters[name].title
        if kind.parameters[name].beside:
            assert (
                inspector.sheet.rows[name].beside == kind.parameters[kind.parameters[name].beside]
            )


def test_a_drag_changes_the_circuit_while_it_moves_and_is_one_step(
    ketamine, document, session, qtbot: QtBot
):
    seen = []
    document.changed.connect(lambda _delta: seen.append(dose(document)))
    drag(qtbot, ketamine.editor.control, 140, 160, 180)
    assert len(seen) >= 3
    assert seen == sorted(seen)
    assert document.undo_stack.count() == 1
    document.undo()
    assert dose(document) == 0


def test_a_click_without_a_move_takes_a_quantity_with_its_unit(ketamine, document, qtbot: QtBot):
    typed(qtbot, ketamine, "1500 nM")
    assert dose(document) == pytest.approx(1.5)
    assert ketamine.editor.control.accessibleName() == "Concentration, 1.5 µM"


@pytest.mark.parametrize("text", ["20 ms", "-3", "1e9", "much", ""])
def test_wrong_input_says_why_and_changes_nothing(ketamine, document, qtbot: QtBot, text):
    typed(qtbot, ketamine, text)
    assert dose(document) == 0
    assert not document.dirty
    assert ketamine._wrong.label.isVisible()
    assert ketamine._wrong.label.text()


def test_out_of_range_says_what_is_allowed(ketamine, qtbot: QtBot):
    typed(qtbot, ketamine, "5 M")
    assert "0 to 100 µM" in ketamine._wrong.label.text()


def test_escape_gives_the_text_up(ketamine, document, qtbot: QtBot):
    qtbot.mouseClick(ketamine.editor.control, Qt.MouseButton.LeftButton, pos=QPoint(60, 10))
    editor = ketamine.editor.control.findChild(ValueField)
    editor.setText("7 uM")
    qtbot.keyClick(editor, Qt.Key.Key_Escape)
    assert dose(document) == 0


def test_reset_brings_the_default_back_and_leaves_no_trace(ketamine, document, qtbot: QtBot):
    before = document.circuit.copy()
    typed(qtbot, ketamine, "3 uM")
    qtbot.keyClick(ketamine.editor.control, Qt.Key.Key_Delete)
    assert document.circuit == before


def test_keys_move_the_slider(ketamine, document, qtbot: QtBot):
    typed(qtbot, ketamine, "3 uM")
    qtbot.keyClick(ketamine.editor.control, Qt.Key.Key_Right)
    raised = dose(document)
    assert 3 < raised < 4
    qtbot.keyClick(ketamine.editor.control, Qt.Key.Key_PageDown)
    assert dose(document) < raised


def test_keys_move_whole_numbers_by_one_at_least(inspector, session, document, qtbot: QtBot):
    session.selection.select(["nociceptor_c1"])
    face = inspector.sheet.rows["size"].editor.control
    face.setFocus()
    qtbot.keyClick(face, Qt.Key.Key_Right)
    assert document.circuit.value("nociceptor_c1", "size") >= 2


def test_a_switch_switches(inspector, session, document, qtbot: QtBot):
    session.selection.select(["ketamine1"])
    row = inspector.sheet.rows["equilibrated"]
    qtbot.mouseClick(row.editor.control, Qt.MouseButton.LeftButton)
    assert document.circuit.value("ketamine1", "equilibrated") is False


def test_a_voltmeter_offers_what_its_neuron_has(inspector, session, catalog):
    session.selection.select(["voltmeter1"])
    choices = inspector.sheet.rows["quantity"].parameter.choices
    assert set(choices) == set(catalog.kind("projection_neuron").states)


def test_details_say_the_range_the_default_and_the_source(inspector, session, catalog, qtbot):
    session.selection.select(["nmda1"])
    row = inspector.sheet.rows["mg"]
    row.toggle_details()
    said = " ".join(label.text() for label in row._details.findChildren(QLabel))
    parameter = catalog.kind("nmda").parameters["mg"]
    assert parameter.doc in said
    assert "0 to 10 mM" in said
    assert catalog.citations[parameter.source].text in said


def test_a_receptor_says_where_it_sits(inspector, session):
    session.selection.select(["nmda1"])
    assert inspector.sheet._place(inspector._document.circuit) == "on Projection neuron"


def test_a_name_can_be_written_and_taken_back(inspector, session, document, qtbot: QtBot):
    session.selection.select(["heat1"])
    write(qtbot, inspector.sheet.title, "Hot plate")
    assert document.circuit.elements["heat1"].label == "Hot plate"
    document.undo()
    assert document.circuit.elements["heat1"].label == ""


def test_a_name_that_is_too_long_is_refused_whole(inspector, session, document):
    session.selection.select(["heat1"])
    with pytest.raises(RefusedDelta, match="at most 200 characters"):
        inspector._rename(inspector.sheet, "a" * 201)
    assert document.circuit.elements["heat1"].label == ""
    assert isinstance(inspector.sheet, ElementSheet)


def test_several_chosen_are_listed(inspector, session):
    session.selection.select(["heat1", "ketamine1", "voltmeter1"])
    assert isinstance(inspector.sheet, SeveralSheet)


def test_what_is_removed_leaves_the_inspector(inspector, session, document):
    session.selection.select(["heat1"])
    document.push(document.circuit.removed(["heat1"]))
    assert isinstance(inspector.sheet, CircuitSheet)


def test_claims_on_what_is_removed_leave_the_page_and_come_back(inspector, document):
    claim = Claim("one", "It fires", "hot", "rate_hz", HOT_CELL, expected=1.0, tolerance=0.0)
    hot = Experiment(values={("heat1", "temperature"): 47.0})
    fields = {"experiments": {"hot": hot}, "claims": [claim]}
    document.push(document.circuit.with_document(fields))

    def shown():
        return [label.text() for label in inspector.sheet.findChildren(QLabel)]

    assert "It fires" in shown()
    document.push(document.circuit.removed(["heat1"]))
    assert "It fires" not in shown()
    document.undo()
    assert "It fires" in shown()


def test_claims_beside_the_literature_come_first_and_the_rest_are_checks_of_the_code(
    inspector, document
):
    checked = Claim(
        "one", "It fires again", "hot", "rate_hz", HOT_CELL, expected=1.0, tolerance=0.0
    )
    read = replace(checked, id="two", text="It fires", literature="once or twice")
    hot = Experiment(values={("heat1", "temperature"): 47.0})
    fields = {"experiments": {"hot": hot}, "claims": [checked, read]}
    document.push(document.circuit.with_document(fields))
    said = [label.text() for label in inspector.sheet.findChildren(QLabel)]
    wanted = [
        "Beside the literature",
        "It fires",
        "Literature: once or twice",
        "Checks of the code",
        "It fires again",
    ]
    assert [text for text in said if text in wanted] == wanted


def test_a_page_that_is_set_anew_stays_where_it_was_but_not_that_of_another_circuit(
    inspector, document, qtbot: QtBot
):
    one = Claim("", "It fires", "hot", "rate_hz", HOT_CELL, expected=1.0, tolerance=0.0)
    claims = [replace(one, id=f"claim{number}") for number in range(40)]
    fields = {"experiments": {"hot": Experiment()}, "claims": claims}
    document.push(document.circuit.with_document(fields))
    inspector.resize(312, 300)
    bar = inspector._scroll.verticalScrollBar()
    qtbot.waitUntil(lambda: bar.maximum() > 100)
    bar.setValue(80)
    document.push(document.circuit.with_document({"claims": claims[1:]}))
    assert inspector.sheet.isVisible()
    assert bar.value() == 80
    document.replace(document.circuit.copy())
    assert inspector.sheet.isVisible()
    assert bar.value() == 0


@pytest.mark.parametrize(("name", "typed"), [("seed", 2_000_000), ("body_clock", 0.5)])
def test_what_a_file_may_hold_may_be_typed_also_beyond_the_slider(
    inspector, document, qtbot: QtBot, name, typed
):
    row = inspector.sheet.rows[name]
    row.edit()
    qtbot.keyClicks(row.editor.findChild(ValueField), str(typed))
    qtbot.keyClick(row.editor.findChild(ValueField), Qt.Key.Key_Return)
    assert document.circuit.document[name] == typed
    row.editor._dragged(1.0 if typed > 1 else 0.0, 1)
    assert document.circuit.document[name] == typed
    row.editor._dragged(0.5, 2)
    low, high = row.parameter.slider
    assert low <= document.circuit.document[name] <= high


def test_a_value_that_is_left_as_it_stands_keeps_what_its_words_leave_out(
    inspector, document, qtbot: QtBot
):
    document.push(document.circuit.with_document({"body_clock": 1234.56789}))
    row = inspector.sheet.rows["body_clock"]
    row.edit()
    qtbot.keyClick(row.editor.findChild(ValueField), Qt.Key.Key_Return)
    assert document.circuit.document["body_clock"] == 1234.56789


def test_undo_shows_in_the_row(ketamine, document, qtbot: QtBot):
    typed(qtbot, ketamine, "3 uM")
    document.undo()
    assert "0 µM" in ketamine.editor.control.accessibleName()


def test_an_unknown_kind_is_said_to_be_kept(document, session, inspector):
    document.replace(Circuit([Element("it", "warp_drive")]))
    session.selection.select(["it"])
    assert not isinstance(inspector.sheet, ElementSheet)


def test_every_control_has_an_accessible_name(inspector, session):
    for id in ("ketamine1", "nociceptor_c1", "voltmeter1"):
        session.selection.select([id])
        for control in inspector.sheet.findChildren(SliderFace):
            assert control.accessibleName()


def test_the_live_state_is_shown(inspector, running, document, qtbot: QtBot):
    running.selection.select(["nociceptor_c1"])
    running.play()
    values = [each for live in inspector.sheet._live[1:] for each in live._values]
    values.append(inspector.sheet._live[0].value)
    qtbot.waitUntil(lambda: any("mV" in label.text() for label in values))


def test_a_drug_that_the_protocol_gives_can_be_taken_away(document, inspector, session, qtbot):
    session.selection.select(["ketamine1"])
    set_now = {("ketamine1", "concentration"): 10.0}
    session.engine.frame = SimpleNamespace(set_by_timeline=set_now, edits=0)
    row = inspector.sheet.rows["concentration"]
    row.show_present(10.0)
    row.wanted.emit(0.0, "")
    assert document.circuit.elements["ketamine1"].params["concentration"] == 0.0


def test_what_the_protocol_sets_is_said_and_marked(ketamine, inspector, session):
    sheet = inspector.sheet
    sheet.show_frame(session.live, {("ketamine1", "concentration"): 10.0})
    assert ketamine._present.label.text() == "Set by the protocol; at the start it is 0 µM."
    assert "10 µM" in ketamine.editor.control.accessibleName()
    assert sheet._dose._shown().dose == 10.0
    sheet.show_frame(session.live, {})
    assert not ketamine._present.label.isVisible()
    assert "10 µM" not in ketamine.editor.control.accessibleName()
    assert sheet._dose._shown().dose == 0.0


@pytest.mark.parametrize("chosen", ["", "c_fibres", "ketamine", "injury"])
def test_no_line_of_a_page_is_cut_off(inspector, document, session, qtbot: QtBot, chosen: str):
    document.open_preset("fig4")
    session.selection.select([chosen] if chosen else [])
    qtbot.wait(20)
    labels = [each for each in inspector.sheet.findChildren(QLabel) if each.wordWrap()]
    assert len(labels) > 3
    shown = [each for each in labels if each.isVisible()]

    def none_is_cut() -> None:
        cut = [one.text() for one in shown if one.height() < one.heightForWidth(one.width())]
        assert not cut

    qtbot.waitUntil(none_is_cut)


@pytest.mark.parametrize("width", [250, 312])
def test_no_line_of_a_long_page_is_cut_off(width, document, session, qtbot: QtBot):
    long = "A sentence that is so long that it wraps to several lines wherever it is shown"
    one = Claim("", long, "hot", "rate_hz", HOT_CELL, expected=1.0)
    one = replace(one, tolerance=0.5, literature=long)
    claims = [replace(one, id=f"claim{number}") for number in range(30)]
    fields = {"experiments": {"hot": Experiment()}, "claims": claims}
    document.push(document.circuit.with_document(fields))
    made = Inspector(document, session, theme("light"))
    qtbot.addWidget(made)
    made.resize(width, 500)
    made.show()
    qtbot.waitExposed(made)
    shown = [label for label in made.sheet.findChildren(QLabel) if label.isVisible()]
    assert len(shown) > 60
    assert not [one.text() for one in shown if one.height() < one.heightForWidth(one.width())]
