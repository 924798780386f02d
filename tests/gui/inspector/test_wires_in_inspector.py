"""Wires in the inspector: each can be cut from an element's page, and a link has its own."""

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot
from two_neurons import put

from circuitlab import api
from circuitlab.gui.inspector.element_page import ElementSheet
from circuitlab.gui.inspector.inspector import Inspector
from circuitlab.gui.inspector.wire_page import WireSheet
from circuitlab.gui.inspector.wire_row import WireRow
from circuitlab.gui.inspector.wire_words import MOST_ROWS, role_words, wire_rows
from circuitlab.gui.shell.deletion import delete_selected
from circuitlab.gui.widgets.steady_label import Reading
from circuitlab.model.between import joined_by
from circuitlab.model.element import Role
from circuitlab.model.rewiring import is_there
from circuitlab.render.live_frame import LiveFrame
from circuitlab.render.theme import theme

KETAMINE = ("ketamine1", "nmda1")


@pytest.fixture
def inspector(document, session, qtbot):
    made = Inspector(document, session, theme("light"))
    qtbot.addWidget(made)
    made.resize(312, 1600)
    made.show()
    qtbot.waitExposed(made)
    return made


def rows(inspector) -> list[WireRow]:
    return inspector.sheet.findChildren(WireRow)


@pytest.mark.parametrize(
    "id", ["nociceptor_c1", "projection_neuron1", "synapse1", "nmda1", "ketamine1", "voltmeter1"]
)
def test_every_wire_of_an_element_can_be_cut_in_one_step(
    inspector, session, document, qtbot: QtBot, id
):
    session.selection.select([id])
    for index, (arrow, other) in enumerate(inspector.sheet.wires):
        session.selection.select([id])
        before, steps = document.circuit.copy(), document.undo_stack.index()
        cross = rows(inspector)[index].cross
        assert cross.accessibleName()
        assert cross.toolTip()
        qtbot.mouseClick(cross, Qt.MouseButton.LeftButton)
        key = (id, other) if arrow == "→" else (other, id)
        assert key not in document.circuit.links
        assert document.undo_stack.index() == steps + 1
        document.undo()
        assert document.circuit == before


def test_delete_on_a_line_with_the_focus_cuts_that_wire_and_not_the_element(
    window, document, session, qtbot: QtBot
):
    session.selection.select(["ketamine1"])
    row = window.inspector.sheet.findChild(WireRow)
    row.go.setFocus()
    qtbot.keyClick(row.go, Qt.Key.Key_Delete)
    assert KETAMINE not in document.circuit.links
    assert "ketamine1" in document.circuit.elements


def test_a_line_leads_to_the_other_end(inspector, session, qtbot: QtBot):
    session.selection.select(["ketamine1"])
    qtbot.mouseClick(rows(inspector)[0].go, Qt.MouseButton.LeftButton)
    assert session.selection.ids == ("nmda1",)


def test_a_selected_link_has_a_page_that_says_what_it_does(inspector, session, document, qtbot):
    session.selection.select((), KETAMINE)
    sheet = inspector.sheet
    assert isinstance(sheet, WireSheet)
    said = " ".join(label.text() for label in sheet.findChildren(QLabel))
    assert "Ketamine → NMDA receptor" in said
    assert "changes what it ends on" in said
    assert "open pore" in said
    ends = [button.text() for button in sheet.findChildren(QPushButton)]
    assert "NMDA receptor of Projection neuron" in ends


def test_the_page_goes_to_the_ends_and_takes_the_wire_away(inspector, session, document, qtbot):
    session.selection.select((), KETAMINE)
    qtbot.mouseClick(inspector.sheet.findChildren(QPushButton)[0], Qt.MouseButton.LeftButton)
    assert session.selection.ids == ("ketamine1",)
    session.selection.select((), KETAMINE)
    qtbot.mouseClick(inspector.sheet.findChildren(QPushButton)[-1], Qt.MouseButton.LeftButton)
    assert KETAMINE not in document.circuit.links
    assert session.selection.link is None


def test_the_page_of_an_axon_is_that_of_its_synapse(inspector, session):
    session.selection.select_wire("synapse1")
    assert isinstance(inspector.sheet, ElementSheet)
    said = [label.text() for label in inspector.sheet.findChildren(QLabel)]
    assert any("→ Projection neuron" in text for text in said)
    assert session.selection.wire == "synapse1"


def test_a_link_and_elements_are_never_selected_together(session, qtbot):
    session.selection.select(["ketamine1"])
    with qtbot.waitSignal(session.selection.changed):
        session.selection.select_wire(KETAMINE)
    assert (session.selection.ids, session.selection.link, session.selection.wire) == (
        (),
        KETAMINE,
        KETAMINE,
    )
    session.selection.select(["heat1"])
    assert (session.selection.ids, session.selection.link, session.selection.wire) == (
        ("heat1",),
        None,
        None,
    )


def test_delete_takes_the_selected_link_and_undo_brings_it_back(window, document, session):
    before = document.circuit.copy()
    session.selection.select_wire(KETAMINE)
    assert window.actions_by_key["delete"].isEnabled()
    assert not window.actions_by_key["duplicate"].isEnabled()
    window.actions_by_key["delete"].trigger()
    assert KETAMINE not in document.circuit.links
    assert session.selection.link is None
    document.undo()
    assert document.circuit == before


def test_a_deleted_axon_takes_its_synapse_and_receptors(document, session):
    session.selection.select_wire("synapse1")
    delete_selected(document, session)
    assert not {"synapse1", "ampa1", "nmda1"} & set(document.circuit.elements)


def test_a_link_that_goes_by_another_edit_is_selected_no_more(document, session):
    session.selection.select_wire(KETAMINE)
    document.push(document.circuit.removed(["ketamine1"]))
    assert session.selection.link is None


def test_numbers_of_a_drug_say_dose_effect_and_the_block_now(document, catalog):
    circuit = document.circuit
    circuit.apply(circuit.with_param("ketamine1", "concentration", 1.0))
    frame = LiveFrame(
        values={
            ("ketamine1", "concentration"): np.array([1.0]),
            ("nmda1", "drugged"): np.array([0.55]),
        }
    )
    told = dict(wire_rows(circuit, catalog, KETAMINE, frame))
    assert told["Ketamine in the pore"] == "0.550"
    assert "1.00 µM" in told.values()
    assert told["Of open pores blocked"].endswith(" %")


def test_numbers_of_an_axon_say_delay_and_weights(document, catalog):
    circuit = document.circuit
    circuit.apply(circuit.with_param("synapse1", "path_length", 20.0))
    told = dict(wire_rows(circuit, catalog, "synapse1", LiveFrame(rate_hz={"nociceptor_c1": 7.0})))
    assert told["Firing rate"] == "7.00 Hz"
    assert told["Synaptic delay"] == "assumed 0.5 ms"
    assert told["On the way along the axon"].endswith("ms")
    assert told["AMPA receptor"] == "assumed 7 nS"


def test_an_action_that_finds_nothing_says_so(document, catalog):
    circuit = document.circuit
    circuit.apply(circuit.removed(circuit.parts("nociceptor_c1")))
    told = wire_rows(circuit, catalog, ("heat1", "nociceptor_c1"), LiveFrame())
    assert told == [("What it finds there to act on", "nothing")]


def test_every_wire_has_words_and_as_many_rows_for_every_frame(document, catalog):
    circuit = document.circuit
    put(circuit, catalog, "pain_readout", on="projection_neuron1")
    put(circuit, catalog, "raster", on="projection_neuron1")
    put(circuit, catalog, "wdr_neuron")
    made = joined_by(circuit, catalog, "", "projection_neuron1", "wdr_neuron1")
    assert isinstance(made, tuple)
    circuit.apply(made[1])
    frame = LiveFrame(rate_hz={"projection_neuron1": 3.0})
    for wire in [*circuit.links, *(id for id in circuit.elements if is_there(circuit, id))]:
        assert role_words(circuit, wire)
        rows = wire_rows(circuit, catalog, wire, frame)
        assert [title for title, _text in rows] == [
            title for title, _text in wire_rows(circuit, catalog, wire, LiveFrame())
        ]
        assert len(rows) <= MOST_ROWS
        assert all(title and text for title, text in rows)
    assert {link.role for link in circuit.links.values()} == set(Role)


def test_names_of_numbers_keep_to_one_line_where_the_numbers_are_short(inspector, session, qtbot):
    session.selection.select_wire(KETAMINE)
    for label in inspector.sheet.findChildren(QLabel, "liveName"):
        if "\n" not in label.text() and len(label.text()) < 26:
            assert label.height() < 1.5 * label.fontMetrics().height(), label.text()


def test_long_words_among_the_numbers_are_not_clipped(inspector, session):
    session.selection.select_wire(("voltmeter1", "projection_neuron1"))
    for value in inspector.sheet.findChildren(Reading):
        assert value.fontMetrics().horizontalAdvance(value.text()) <= value.width() + 1


def test_a_wire_by_which_spikes_act_tells_how_fast_they_come() -> None:
    built = api.Circuit()
    fibre, cell, brake = (
        built.add(kind) for kind in ("nociceptor_c", "projection_neuron", "inhibitory_interneuron")
    )
    synapse = built.wire(fibre, cell)
    built.wire(brake, synapse)
    frame = LiveFrame(rate_hz={brake: 40.0})
    told = dict(wire_rows(built.model, built.catalog, (brake, synapse), frame))
    assert told["Firing rate"] == "40.0 Hz"
    assert "Release per spike" in told
