"""Cut, copy and paste of parts of a circuit."""

import itertools

import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

CONTROL = Qt.KeyboardModifier.ControlModifier


def trigger(window, key):
    window.actions_by_key[key].trigger()


def body(window, id):
    place = window.canvas.scene.geometry.places[id]
    return place.body.united(place.label.box).translated(place.centre)


def shape(circuit, ids):
    """Return kinds and wires of some elements, whatever they are called."""
    kinds = sorted(circuit.elements[id].kind for id in ids)
    links = [link for link in circuit.links.values() if {link.source, link.target} <= set(ids)]
    kind = {id: circuit.elements[id].kind for id in ids}
    return kinds, sorted((kind[each.source], kind[each.target], each.role) for each in links)


def test_a_pasted_circuit_is_the_same_wires_and_all(window, document):
    before = document.circuit.copy()
    trigger(window, "select_all")
    trigger(window, "copy")
    trigger(window, "paste")
    new = [id for id in document.circuit.elements if id not in before.elements]
    assert shape(document.circuit, new) == shape(before, before.elements)
    assert document.undo_stack.count() == 1
    trigger(window, "undo")
    assert document.circuit == before


def test_parts_can_be_pasted_into_another_circuit(window, document):
    window.session.selection.select(["nociceptor_c1", "projection_neuron1"])
    trigger(window, "copy")
    document.undo_stack.setClean()
    document.new()
    trigger(window, "paste")
    kinds = sorted(element.kind for element in document.circuit.elements.values())
    assert {"nociceptor_c", "projection_neuron", "synapse", "nmda"} <= set(kinds)
    assert "ketamine" not in kinds
    assert "voltmeter" not in kinds


def test_without_the_pointer_each_paste_finds_its_own_place_in_view(window):
    window.session.selection.select(["heat1"])
    trigger(window, "copy")
    ids = ["heat1"]
    for _time in range(3):
        trigger(window, "paste")
        ids += window.session.selection.ids
    assert len(set(ids)) == 4
    for one, other in itertools.combinations(ids, 2):
        assert not body(window, one).intersects(body(window, other))
    seen = window.canvas.camera.visible(window.canvas.view_size())
    assert all(seen.contains(body(window, id)) for id in ids)


def test_what_was_copied_out_of_view_is_pasted_into_view(window):
    window.session.selection.select(["heat1"])
    trigger(window, "copy")
    window.canvas.centre_on(QPointF(4000, 3000))
    trigger(window, "paste")
    (id,) = window.session.selection.ids
    assert window.canvas.camera.visible(window.canvas.view_size()).contains(body(window, id))


def test_at_the_pointer_it_is_pasted_at_the_pointer(window, monkeypatch):
    window.session.selection.select(["heat1"])
    trigger(window, "copy")
    monkeypatch.setattr(window.canvas, "underMouse", lambda: True)
    at = window.canvas.mapFromScene(QPointF(300, 560))
    QTest.mouseMove(window.canvas, at)
    trigger(window, "paste")
    (id,) = window.session.selection.ids
    assert body(window, id).contains(window.canvas.camera.to_scene(QPointF(at)))


def test_cut_takes_away_in_one_step_and_paste_brings_back(window, document):
    window.session.selection.select(["ketamine1"])
    trigger(window, "cut")
    assert "ketamine1" not in document.circuit.elements
    assert document.undo_stack.count() == 1
    trigger(window, "paste")
    assert sum(each.kind == "ketamine" for each in document.circuit.elements.values()) == 1


def test_values_and_names_are_copied(window, document):
    document.push(document.circuit.relabelled("heat1", "Hot plate"))
    document.push(document.circuit.with_param("heat1", "temperature", 44.5))
    window.session.selection.select(["heat1"])
    trigger(window, "copy")
    trigger(window, "paste")
    (id,) = window.session.selection.ids
    element = document.circuit.elements[id]
    assert element.label == "Hot plate 2"
    assert element.params["temperature"] == 44.5


@pytest.mark.parametrize("text", ["", "some words", "{}", "circuitlab/circuit"])
def test_what_is_no_circuit_is_refused_in_words(window, document, answers, text):
    QGuiApplication.clipboard().setText(text)
    trigger(window, "paste")
    assert document.undo_stack.count() == 0
    assert window.status.currentMessage() or answers.problems


def test_in_a_text_field_the_keys_mean_the_text(window, document, qtbot: QtBot):
    window.session.selection.select(["heat1"])
    trigger(window, "copy")
    search = window.palette_.search
    search.setFocus()
    qtbot.keyClicks(search, "pain")
    qtbot.keyClick(search, Qt.Key.Key_A, CONTROL)
    qtbot.keyClick(search, Qt.Key.Key_C, CONTROL)
    assert QGuiApplication.clipboard().text() == "pain"
    qtbot.keyClick(search, Qt.Key.Key_V, CONTROL)
    assert search.text() == "pain"
    assert document.undo_stack.count() == 0


@pytest.mark.parametrize("key", ["copy", "cut"])
def test_a_wire_alone_cannot_be_copied_and_this_is_said(window, document, key):
    QGuiApplication.clipboard().setText("untouched")
    window.session.selection.select(["synapse1"])
    trigger(window, key)
    assert "synapse1" in document.circuit.elements
    assert "neurons" in window.status.currentMessage()
    assert QGuiApplication.clipboard().text() == "untouched"
