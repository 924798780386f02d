"""Wiring by keyboard: the list of targets, its reasons, and one undo step."""

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from circuitlab.catalog.words import Problem
from circuitlab.gui.shell import commands
from circuitlab.gui.sidebar.connect import Connect
from circuitlab.model import rules

CONTROL, ENTER, ESCAPE = Qt.KeyboardModifier.ControlModifier, Qt.Key.Key_Return, Qt.Key.Key_Escape


def put(window, kind, x=500.0, y=600.0):
    id, delta = rules.add_kind(window.document.circuit, window.catalog, kind, x, y)
    window.document.push(delta)
    return id


@pytest.fixture
def offered(window, qtbot: QtBot):
    """Open the list for an element, by its key."""

    def opened(id, focus=None):
        window.session.selection.select([id])
        (focus or window.canvas).setFocus()
        qtbot.keyClick(focus or window.canvas, Qt.Key.Key_L, CONTROL)
        return window.findChild(Connect)

    return opened


def by_id(popup):
    return {target.id: target for target in popup.list.targets()}


@pytest.mark.parametrize(
    "kind",
    ["heat", "nociceptor_c", "projection_neuron", "ampa", "ketamine", "gabapentin", "raster"],
)
def test_every_part_is_listed_as_the_rules_say(window, offered, kind):
    source = put(window, kind)
    listed = by_id(offered(source))
    circuit, catalog = window.document.circuit, window.catalog
    for id in circuit.elements:
        problem = rules.can_connect(circuit, catalog, source, id)
        if id == source and problem is not None:
            assert id not in listed
            continue
        assert listed[id].refused == (problem is not None)
        if problem is not None:
            assert problem.what in listed[id].note


def test_what_is_possible_comes_first_and_the_nearest_of_it(window, offered):
    far = put(window, "projection_neuron", 1000.0, 900.0)
    popup = offered("nociceptor_c1")
    refused = [target.refused for target in popup.list.targets()]
    assert refused == sorted(refused)
    legal = [target.id for target in popup.list.targets() if not target.refused]
    assert legal.index("projection_neuron1") < legal.index(far)
    assert popup.list.current().id == legal[0]


def test_enter_wires_in_one_step(window, document, offered, qtbot: QtBot):
    cell = put(window, "inhibitory_interneuron", 700.0, 560.0)
    before = document.circuit.copy()
    count = document.undo_stack.count()
    popup = offered("nociceptor_c1")
    qtbot.keyClicks(popup.search, "inhibitory")
    assert popup.list.current().id == cell
    qtbot.keyClick(popup.search, ENTER)
    assert document.undo_stack.count() == count + 1
    assert any(document.circuit.host(part) == cell for part in document.circuit.elements)
    assert window.session.selection.ids == ("nociceptor_c1",)
    document.undo()
    assert document.circuit == before


def test_a_receptor_docks_into_a_neuron(window, document, offered, qtbot: QtBot):
    part = put(window, "nav18")
    popup = offered(part)
    qtbot.keyClicks(popup.search, "nociceptor")
    qtbot.keyClick(popup.search, ENTER)
    assert document.circuit.host(part) == "nociceptor_c1"


def test_a_drug_meets_receptors_and_synapses(window, document, offered, qtbot: QtBot):
    drug = put(window, "gabapentin")
    popup = offered(drug)
    synapse = by_id(popup)["synapse1"]
    assert synapse.name == "Nociceptor (C fibre) → Projection neuron"
    legal = [target.id for target in popup.list.targets() if not target.refused and target.id]
    popup.list.chosen.emit(legal[0])
    assert list(document.circuit.targets(drug)) == [legal[0]]


def test_what_is_refused_is_read_and_not_done(window, document, offered, qtbot: QtBot):
    count = document.undo_stack.count()
    popup = offered("ketamine1")
    qtbot.keyClicks(popup.search, "heat1")
    target = popup.list.current()
    assert target.refused
    assert "Ketamine acts on" in target.note
    assert target.note in popup.search.accessibleDescription()
    qtbot.keyClick(popup.search, ENTER)
    assert popup.isVisible()
    assert document.undo_stack.count() == count


def test_a_word_that_nothing_matches_is_said(window, offered, qtbot: QtBot):
    popup = offered("ketamine1")
    qtbot.keyClicks(popup.search, "zebra")
    assert popup._nothing.isVisible()
    assert "zebra" in popup._nothing.text()
    qtbot.keyClick(popup.search, ENTER)
    qtbot.keyClick(popup.search, ESCAPE)
    assert popup.search.text() == ""
    assert popup.list.targets()


def test_keys_go_through_all_of_it(window, offered, qtbot: QtBot):
    popup = offered("nociceptor_c1")
    ids = [target.id for target in popup.list.targets()]
    seen = [popup.list.current().id]
    for _press in ids[1:]:
        qtbot.keyClick(popup.search, Qt.Key.Key_Down)
        seen.append(popup.list.current().id)
    assert seen == ids


def test_a_new_part_can_be_wired_from_here(window, document, offered, qtbot: QtBot):
    popup = offered("projection_neuron1")
    qtbot.keyClicks(popup.search, "new part")
    qtbot.keyClick(popup.search, ENTER)
    from circuitlab.gui.sidebar.quick_add import QuickAdd

    adding = window.findChild(QuickAdd)
    qtbot.keyClicks(adding.palette_.search, "pain")
    qtbot.keyClick(adding.palette_.search, ENTER)
    (new,) = window.session.selection.ids
    assert new.startswith("pain_readout")
    assert "projection_neuron1" in {*document.circuit.sources(new), *document.circuit.targets(new)}


def test_the_outline_opens_it_too(window, offered, qtbot: QtBot):
    window.actions_by_key["outline"].trigger()
    assert offered("ketamine1", window.outline.tree).isVisible()


def test_the_inspector_opens_it_too(window, qtbot: QtBot):
    window.session.selection.select(["ketamine1"])
    window.inspector.sheet.connection_wanted.emit()
    assert window.findChild(Connect).isVisible()


@pytest.mark.parametrize("chosen", [(), ("heat1", "ketamine1")])
def test_one_part_is_wired_at_a_time(window, chosen):
    window.session.selection.select(chosen)
    assert not window.actions_by_key["connect"].isEnabled()


def test_a_circuit_that_has_changed_meanwhile_is_asked_again(window, document):
    window.session.selection.select(["ketamine1"])
    popup = commands.connect_to(window)
    document.push(document.circuit.removed(["projection_neuron1"]))
    popup._choose("nmda1")
    assert not isinstance(window.document, Problem)
    assert "nmda1" not in document.circuit.elements
    assert window.status.currentMessage()
