"""In the window a value that would contradict another is refused, and its field says why."""

from types import MappingProxyType

import pytest
from contradicting import CONSTRAINTS, alone, breaking, sentence
from each_case import each_case
from gui.inspector.test_inspector import drag, inspector, typed  # noqa: F401 - one is a fixture
from PySide6.QtGui import QGuiApplication

from circuitlab.catalog.load import default_catalog
from circuitlab.catalog.words import format_value
from circuitlab.files.serialise import text_of
from circuitlab.gui.widgets.value_field import ValueField
from circuitlab.model.circuit import Circuit
from circuitlab.model.contradictions import contradictions
from circuitlab.model.element import Element
from circuitlab.model.step import Step


def shown(row):
    label = row._wrong.label
    return label.text() if label is not None and label.isVisible() else ""


@pytest.fixture
def cell(document, session, inspector, qtbot):  # noqa: F811
    document.replace(Circuit([Element("it", "lif_current")]))
    session.selection.select(["it"])
    qtbot.wait(1)
    for name in inspector.sheet.rows:
        inspector.sheet.reveal(name)
    return inspector.sheet.rows


@each_case(("kind", "constraint"), CONSTRAINTS)
def test_what_is_typed_is_refused_and_stays_to_be_mended(
    kind,
    constraint,
    document,
    session,
    inspector,  # noqa: F811
    qtbot,
):
    session.selection.select([])
    document.replace(alone(kind))
    session.selection.select(["it"])
    values, refused = breaking(kind, constraint), []
    for name, value in values.items():
        row = inspector.sheet.reveal(name)
        row.edit()
        field = row.editor.findChild(ValueField)
        field.setText(format_value(kind.parameters[name], value))
        before = document.circuit.copy()
        field.entered.emit(field.text())
        if shown(row):
            refused.append(shown(row))
            assert document.circuit == before
            assert field.isVisible()
            assert field.text() == format_value(kind.parameters[name], value)
    assert refused
    if len(values) == 1:
        assert refused == [sentence(kind, constraint, values)]
    assert not list(contradictions(kind, document.circuit.elements["it"].params))


def test_a_slider_goes_as_far_as_values_agree_and_says_why_no_farther(cell, document, qtbot):
    row = cell["v_reset"]
    face = row.editor.face
    drag(qtbot, face, *range(100, face.width() - 2, 12))
    reached = document.circuit.value("it", "v_reset")
    assert -65.0 < reached < -50.0
    assert "must lie below “Threshold” (−50 mV)" in shown(row)
    assert document.undo_stack.count() == 1
    drag(qtbot, face, 90, 80)
    assert not shown(row)
    assert document.circuit.value("it", "v_reset") < reached


def test_back_to_the_default_is_refused_where_the_default_would_contradict(cell, document, qtbot):
    typed(qtbot, cell["v_reset"], "-95 mV")
    typed(qtbot, cell["v_th"], "-85 mV")
    cell["v_reset"].editor.face.reset_wanted.emit()
    assert "“Reset potential” (−65 mV)" in shown(cell["v_reset"])
    assert document.circuit.value("it", "v_reset") == -95.0


def test_what_the_timeline_sets_later_counts(cell, document, qtbot):
    later = (Step(2000.0, {("it", "v_th"): -60.0}),)
    document.push(document.circuit.with_document({"timeline": later}))
    typed(qtbot, cell["v_reset"], "-58 mV")
    assert shown(cell["v_reset"]).startswith("at 2000 ms of the timeline: “Reset potential” (−58")


def test_what_the_timeline_has_set_by_now_counts(cell, document, session, qtbot, monkeypatch):
    now = MappingProxyType({("it", "v_th"): -40.0, ("it", "v_reset"): -45.0})
    monkeypatch.setattr(type(session), "set_by_timeline", property(lambda _self: now))
    typed(qtbot, cell["v_th"], "-48 mV")
    assert "“Reset potential” (−45 mV) must lie below “Threshold” (−48" in shown(cell["v_th"])
    typed(qtbot, cell["v_th"], "-42 mV")
    assert document.circuit.value("it", "v_th") == -42.0


def test_what_is_pasted_is_taken_without_them(window, answers, document):
    values = {"v_reset": -45.0, "i_e": 100.0}
    text = text_of(Circuit([Element("it", "lif_current", params=values)]))
    QGuiApplication.clipboard().setText(text)
    before = set(document.circuit.elements)
    window.actions_by_key["paste"].trigger()
    (new,) = set(document.circuit.elements) - before
    assert document.circuit.elements[new].params == {"i_e": 100.0}
    kind = default_catalog().kind("lif_current")
    constraint = kind.constraints[0]
    (problem,) = answers.problems
    assert problem.sentence == sentence(kind, constraint, {"v_reset": -45.0})
