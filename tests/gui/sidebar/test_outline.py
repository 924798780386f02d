import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from circuitlab.gui.sidebar.kind_list import items_of
from circuitlab.gui.sidebar.outline import ID, SOUGHT, Outline
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
    assert session.selection.ids == ("heat1",)
    session.selection.select(["ketamine1"])
    assert item(outline, "ketamine1").isSelected()
    assert not item(outline, "heat1").isSelected()


def test_a_synapse_is_named_by_its_ends(outline):
    assert item(outline, "synapse1").text(0) == "Nociceptor (C fibre) → Projection neuron"


def test_the_wires_of_an_element_are_spoken(outline):
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


ENTER, SHIFT = Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier


def test_enter_selects_the_next_match_and_shift_enter_the_one_before(
    outline, session, qtbot: QtBot
):
    qtbot.keyClicks(outline.field, "receptor")
    ids = [i.data(0, ID) for i in items_of(outline.tree) if "receptor" in i.data(0, SOUGHT)]
    assert len(ids) >= 3
    assert session.selection.ids == ()
    for id in (*ids, ids[0]):
        with qtbot.waitSignal(outline.wanted) as wanted:
            qtbot.keyClick(outline.field, ENTER)
        assert wanted.args == [id]
        assert session.selection.ids == (id,)
    for id in (ids[-1], ids[-2]):
        qtbot.keyClick(outline.field, ENTER, SHIFT)
        assert session.selection.ids == (id,)
    assert outline.hits.text() == f"{len(ids) - 1} of {len(ids)}"


def test_shift_enter_first_begins_with_the_last(outline, session, qtbot: QtBot):
    qtbot.keyClicks(outline.field, "receptor")
    qtbot.keyClick(outline.field, ENTER, SHIFT)
    assert session.selection.ids == ([i.data(0, ID) for i in outline._matches()][-1],)


def test_another_word_begins_anew(outline, session, qtbot: QtBot):
    qtbot.keyClicks(outline.field, "ketamine")
    qtbot.keyClick(outline.field, ENTER)
    outline.field.clear()
    qtbot.keyClicks(outline.field, "heat1")
    qtbot.keyClick(outline.field, ENTER)
    assert session.selection.ids == ("heat1",)


def test_what_has_a_name_of_its_own_is_found_by_its_kind_too(outline, document, session, qtbot):
    document.push(document.circuit.relabelled("heat1", "Hot plate"))
    qtbot.keyClicks(outline.field, "HEAT1")
    qtbot.keyClick(outline.field, ENTER)
    assert session.selection.ids == ("heat1",)


def test_no_match_is_said_and_changes_nothing(outline, session, qtbot: QtBot):
    session.selection.select(["ketamine1"])
    qtbot.keyClicks(outline.field, "zebra")
    qtbot.keyClick(outline.field, ENTER)
    assert "No match" in outline.hits.text()
    assert "zebra" in outline.hits.text()
    assert outline.hits.isVisible()
    assert session.selection.ids == ("ketamine1",)
    outline.field.clear()
    assert not outline.hits.isVisible()


def test_enter_in_an_empty_field_does_nothing(outline, session, qtbot: QtBot):
    qtbot.keyClick(outline.field, ENTER)
    assert session.selection.ids == ()


def test_down_goes_into_the_list_and_up_out_of_it(outline, session, qtbot: QtBot):
    outline.field.setFocus()
    qtbot.keyClicks(outline.field, "ampa")
    qtbot.keyClick(outline.field, Qt.Key.Key_Down)
    assert outline.tree.hasFocus()
    assert outline.tree.currentItem().data(0, ID) == "ampa1"
    assert session.selection.ids == ("ampa1",)
    qtbot.keyClick(outline.tree, Qt.Key.Key_Up)
    qtbot.keyClick(outline.tree, Qt.Key.Key_Up)
    assert outline.field.hasFocus()


@pytest.mark.parametrize("part", ["field", "tree"])
def test_escape_goes_back_to_the_canvas_and_lists_all_again(outline, qtbot: QtBot, part):
    qtbot.keyClicks(outline.field, "ampa")
    with qtbot.waitSignal(outline.left):
        qtbot.keyClick(getattr(outline, part), Qt.Key.Key_Escape)
    assert not any(i.isHidden() for i in items_of(outline.tree))


def test_enter_in_the_list_shows_what_is_chosen_and_goes_to_it(outline, session, qtbot: QtBot):
    outline.tree.setFocus()
    outline.tree.setCurrentItem(item(outline, "ketamine1"))
    with qtbot.waitSignals([outline.wanted, outline.left]):
        qtbot.keyClick(outline.tree, ENTER)
    assert session.selection.ids == ("ketamine1",)


def test_found_by_keyboard_it_stands_in_the_middle_of_the_canvas(window, qtbot: QtBot):
    window.canvas.setFocus()
    control = Qt.KeyboardModifier.ControlModifier
    qtbot.keyClick(window.canvas, Qt.Key.Key_F, control)
    qtbot.keyClicks(window.outline.field, "ketamine")
    qtbot.keyClick(window.outline.field, ENTER)
    place = window.canvas.scene.geometry.places["ketamine1"]
    assert (window.canvas.scene_centre() - place.centre).manhattanLength() < 1
    assert window.canvas.selection == ("ketamine1",)
    assert window.outline.field.hasFocus()
    qtbot.keyClick(window.outline.field, Qt.Key.Key_Escape)
    assert window.focusWidget() is window.canvas
    assert window.canvas.selection == ("ketamine1",)
