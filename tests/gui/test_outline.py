import pytest

from circuitlab.gui.kind_list import items_of
from circuitlab.gui.outline import ID, Outline
from circuitlab.render.theme import theme


@pytest.fixture
def outline(document, session, qtbot):
    made = Outline(document, session, theme("light"))
    qtbot.addWidget(made)
    made.resize(230, 600)
    made.show()
    return made


def item(outline, id):
    return next(i for i in items_of(outline.tree) if i.data(0, ID) == id)


def test_every_element_is_listed_once(outline, document):
    assert sorted(i.data(0, ID) for i in items_of(outline.tree)) == sorted(
        document.circuit.elements
    )


def test_a_part_stands_under_what_it_sits_in(outline):
    assert item(outline, "nmda1").parent() is item(outline, "projection_neuron1")


def test_choosing_in_the_outline_selects_and_selecting_shows(outline, session):
    item(outline, "heat1").setSelected(True)
    assert session.selection == ("heat1",)
    session.select(["ketamine1"])
    assert item(outline, "ketamine1").isSelected()
    assert not item(outline, "heat1").isSelected()


def test_a_synapse_is_named_by_its_ends(outline):
    assert item(outline, "synapse1").text(0) == "Nociceptor (C fibre) → Projection neuron"


def test_the_wires_of_an_element_are_spoken(outline):
    from PySide6.QtCore import Qt

    spoken = item(outline, "ketamine1").data(0, Qt.ItemDataRole.AccessibleTextRole)
    assert spoken == "Ketamine, modulates NMDA receptor"


def test_the_outline_follows_edits_and_undo(outline, document):
    document.push(document.circuit.removed(["heat1"]))
    assert all(i.data(0, ID) != "heat1" for i in items_of(outline.tree))
    document.undo()
    assert item(outline, "heat1")


def test_find_hides_what_does_not_match_and_keeps_its_host(outline):
    outline.field.setText("nmda")
    assert not item(outline, "nmda1").isHidden()
    assert not item(outline, "projection_neuron1").isHidden()
    assert item(outline, "heat1").isHidden()


def test_a_changed_value_leaves_the_tree_alone(outline, document):
    before = item(outline, "ketamine1")
    document.push(document.circuit.with_param("ketamine1", "concentration", 5.0))
    document.push(document.circuit.moved({"ketamine1": (1.0, 2.0)}))
    assert item(outline, "ketamine1") is before


def test_a_new_name_shows(outline, document):
    document.push(document.circuit.relabelled("heat1", "Hot plate"))
    assert item(outline, "heat1").text(0) == "Hot plate"
