"""Where nothing is recorded, the first trace is one press away."""

import pytest

from circuitlab.gui.document import Document
from circuitlab.gui.session import Session
from circuitlab.gui.traces.empty_page import EmptyPage
from circuitlab.model.circuit import Circuit
from circuitlab.model.rules import add_kind


@pytest.fixture
def document(catalog):
    return Document(catalog, Circuit())


@pytest.fixture
def page(document, qtbot):
    made = EmptyPage(document, Session(document))
    qtbot.addWidget(made)
    return made


def added(document, kind):
    id, delta = add_kind(document.circuit, document.catalog, kind, 100.0, 300.0)
    document.push(delta)
    return id


def test_nothing_is_offered_where_there_is_no_neuron(document, page):
    assert page.first.isHidden()
    added(document, "current_step")
    assert page.first.isHidden()


def test_a_press_follows_the_first_neuron_in_one_undo_step(document, page):
    cell = added(document, "excitatory_interneuron")
    added(document, "projection_neuron")
    assert page.first.text() == "Voltmeter on “Excitatory interneuron”"
    before = document.circuit.copy()
    page.first.click()
    (meter,) = set(document.circuit.elements) - set(before.elements)
    assert (meter, cell) in document.circuit.links
    document.undo()
    assert document.circuit == before


def test_the_neuron_that_is_selected_is_meant(document, qtbot):
    session = Session(document)
    page = EmptyPage(document, session)
    qtbot.addWidget(page)
    added(document, "excitatory_interneuron")
    session.selection.select([added(document, "projection_neuron")])
    assert "Projection neuron" in page.first.text()


def test_a_room_is_offered_nothing(document, page):
    added(document, "projection_neuron")
    page.show_to_audience(1.5)
    assert page.first.isHidden()
    page.show_to_audience(None)
    assert not page.first.isHidden()
