"""Everything can be reached by keyboard, and every key means one thing where it is pressed."""

from collections import Counter

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QContextMenuEvent, QKeySequence
from PySide6.QtWidgets import QAbstractButton, QApplication, QMenu, QScrollArea
from pytestqt.qtbot import QtBot

from circuitlab.gui.canvas.gestures import keys
from circuitlab.gui.canvas.gestures.walk import order
from circuitlab.gui.shell.actions import MENUS, SUBMENUS, actions, menu_titles
from circuitlab.gui.shell.context_menu import ON_NOTHING, ON_PARTS
from circuitlab.gui.shell.dialogs import text_dialog

SHIFT = Qt.KeyboardModifier.ShiftModifier
SHARED = {"Del": "delete", "Backspace": "delete", "/": "quick_add"}
"""Keys that the canvas knows as well as the window, and the one action that both mean."""


def test_every_action_has_a_key_or_a_place_in_a_menu_that_a_key_opens():
    listed = {key for menu in (*MENUS.values(), *SUBMENUS.values()) for key in menu}
    assert all(each.shortcuts or each.key in listed for each in actions())
    letters = Counter(title[title.index("&") + 1].casefold() for title in menu_titles().values())
    assert set(letters.values()) == {1}


def test_no_key_of_the_canvas_means_something_else_in_the_window():
    bound = {QKeySequence(key).toString(): each.key for each in actions() for key in each.shortcuts}
    own = (*keys.ARROWS, *keys.DELETING, *keys.ADDING, Qt.Key.Key_Escape, Qt.Key.Key_Backtab)
    for key in own:
        name = QKeySequence(key).toString()
        assert bound.get(name) == SHARED.get(name), name


def test_no_two_entries_of_one_menu_share_a_letter():
    for menu in MENUS.values():
        texts = [each.text for each in actions() if each.key in menu and "&" in each.text]
        letters = [text[text.index("&") + 1].casefold() for text in texts]
        assert len(set(letters)) == len(letters)


def test_keys_go_to_every_part_of_the_circuit_and_back(window, qtbot: QtBot):
    canvas, ids = window.canvas, order(window.canvas.scene)
    assert sorted(ids) == sorted(window.canvas.scene.geometry.places)
    canvas.setFocus()
    canvas.select([ids[0]])
    seen = [ids[0]]
    for _press in ids:
        qtbot.keyClick(canvas, Qt.Key.Key_Tab)
        seen += canvas.selection
    assert seen == [*ids, ids[0]]
    qtbot.keyClick(canvas, Qt.Key.Key_Backtab, SHIFT)
    assert canvas.selection == (ids[-1],)


def test_the_way_leads_from_the_skin_to_the_brain_and_parts_follow_their_neuron(window):
    ids = order(window.canvas.scene)
    circuit = window.document.circuit
    assert ids.index("heat1") < ids.index("nociceptor_c1") < ids.index("projection_neuron1")
    for id in circuit.elements:
        host = circuit.host(id)
        if host is not None:
            assert ids.index(host) < ids.index(id)
    assert ids.index("nociceptor_c1") < ids.index("synapse1") < ids.index("projection_neuron1")


def test_where_the_keys_go_is_in_view(window, qtbot: QtBot):
    canvas = window.canvas
    canvas.look(canvas.camera.zoomed(3.0, QPointF(100, 100)))
    for _press in range(6):
        qtbot.keyClick(canvas, Qt.Key.Key_Backtab, SHIFT)
        place = canvas.scene.geometry.places[canvas.selection[0]]
        assert canvas.camera.visible(canvas.view_size()).contains(place.centre)


def test_tab_adds_only_where_nothing_is_selected(window, qtbot: QtBot):
    window.canvas.select(["heat1"])
    qtbot.keyClick(window.canvas, Qt.Key.Key_Tab)
    assert window.canvas.selection not in ((), ("heat1",))
    qtbot.keyClick(window.canvas, Qt.Key.Key_Escape)
    with qtbot.waitSignal(window.canvas.quick_add_requested):
        qtbot.keyClick(window.canvas, Qt.Key.Key_Tab)
    QApplication.activePopupWidget().close()


def test_arrow_keys_move_what_is_selected_or_else_the_picture(window, document, qtbot: QtBot):
    before = document.circuit.elements["heat1"].x
    window.canvas.select(["heat1", "ketamine1"])
    qtbot.keyClick(window.canvas, Qt.Key.Key_Right)
    assert document.circuit.elements["heat1"].x == before + keys.NUDGE
    window.canvas.select(())
    camera = window.canvas.camera
    qtbot.keyClick(window.canvas, Qt.Key.Key_Right)
    assert window.canvas.camera.x > camera.x
    assert document.circuit.elements["heat1"].x == before + keys.NUDGE


@pytest.mark.parametrize("folded", [False, True])
@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Escape])
def test_f2_renames_and_goes_back(window, document, qtbot: QtBot, key, folded):
    if folded:
        window.actions_by_key["inspector"].trigger()
    window.canvas.setFocus()
    window.session.selection.select(["heat1"])
    qtbot.keyClick(window.canvas, Qt.Key.Key_F2)
    field = window.inspector.sheet.title.field
    assert field.isVisible()
    assert window.focusWidget() is field
    qtbot.keyClicks(field, "Hot plate")
    qtbot.keyClick(field, key)
    label = document.circuit.elements["heat1"].label
    assert label == ("Hot plate" if key == Qt.Key.Key_Return else "")
    assert window.focusWidget() is window.canvas


def menu(window, qtbot):
    qtbot.waitUntil(lambda: window.findChild(QMenu, "contextMenu") is not None)
    return window.findChild(QMenu, "contextMenu")


def offered(opened):
    return [each.objectName() for each in opened.actions() if not each.isSeparator()]


@pytest.mark.parametrize(
    ("key", "held"), [(Qt.Key.Key_Menu, Qt.KeyboardModifier.NoModifier), (Qt.Key.Key_F10, SHIFT)]
)
def test_the_menu_key_opens_the_menu_of_what_is_selected(window, qtbot: QtBot, key, held):
    window.canvas.setFocus()
    window.session.selection.select(["heat1"])
    qtbot.keyClick(window.canvas, key, held)
    opened = menu(window, qtbot)
    assert offered(opened) == [each for each in ON_PARTS if each != "-"]
    assert opened.activeAction().objectName() == "connect"
    opened.close()


def test_the_menu_key_opens_the_menu_in_the_outline_too(window, qtbot: QtBot):
    window.actions_by_key["outline"].trigger()
    window.session.selection.select(["heat1"])
    window.outline.tree.setFocus()
    qtbot.keyClick(window.outline.tree, Qt.Key.Key_Menu)
    assert "connect" in offered(menu(window, qtbot))
    menu(window, qtbot).close()


def right_click(window, at):
    canvas = window.canvas
    event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, at, canvas.mapToGlobal(at))
    QApplication.sendEvent(canvas, event)


def test_a_right_click_on_a_wire_means_the_wire(window, qtbot: QtBot):
    canvas = window.canvas
    wire = ("voltmeter1", "projection_neuron1")
    middle = canvas.scene.line(wire).path.pointAtPercent(0.5)
    right_click(window, canvas.mapFromScene(middle))
    assert window.session.selection.link == wire
    assert "delete" in offered(menu(window, qtbot))
    menu(window, qtbot).close()


def test_a_right_click_means_what_it_is_on(window, qtbot: QtBot):
    canvas = window.canvas
    window.session.selection.select(["heat1"])
    place = canvas.scene.geometry.places["ketamine1"]
    right_click(window, canvas.mapFromScene(place.centre))
    assert canvas.selection == ("ketamine1",)
    assert offered(menu(window, qtbot))[0] == "connect"
    menu(window, qtbot).close()


def test_a_right_click_on_nothing_offers_what_can_be_added(window, qtbot: QtBot):
    window.session.selection.select(["heat1"])
    right_click(window, QPoint(60, window.canvas.height() - 90))
    assert window.canvas.selection == ()
    assert offered(menu(window, qtbot)) == [each for each in ON_NOTHING if each != "-"]
    menu(window, qtbot).close()


def test_menus_name_only_actions_that_there_are():
    known = {each.key for each in actions()}
    assert {each for each in (*ON_PARTS, *ON_NOTHING) if each != "-"} <= known


def buttons(window):
    found = [each for each in window.findChildren(QAbstractButton) if each.isVisibleTo(window)]
    return [
        each for each in found if each.isEnabled() and each.focusPolicy() & Qt.FocusPolicy.TabFocus
    ]


@pytest.mark.parametrize("folded", [False, True])
def test_enter_presses_every_button_that_can_have_the_focus(
    window, session, qtbot, monkeypatch, folded
):
    if folded:
        window.actions_by_key["left_side"].trigger()
    session.selection.select(["ketamine1"])
    assert window.inspector.sheet.id == "ketamine1"
    found = buttons(window)
    presses = []
    assert {"primary", "link"} <= {each.objectName() for each in found}
    for button in found:
        button.setFocus(Qt.FocusReason.TabFocusReason)
        monkeypatch.setattr(type(button), "click", lambda self: presses.append(self), raising=False)
        qtbot.keyClick(button, Qt.Key.Key_Return)
        assert presses[-1:] == [button], button.accessibleName()
    assert len(presses) == len(found)


def test_the_canvas_tells_what_is_selected(window, session):
    session.selection.select(["heat1", "ketamine1"])
    assert window.canvas.accessibleName() == "Canvas, Heat, Ketamine"
    session.selection.select(())
    assert window.canvas.accessibleName() == "Canvas"


def test_a_long_text_is_no_higher_than_its_window(window):
    window.resize(960, 540)
    rows = "".join(f"<tr><td>{number}</td></tr>" for number in range(90))
    dialog = text_dialog(window, "Long", f"<table>{rows}</table>")
    dialog.adjustSize()
    assert dialog.height() <= window.height()
    (scroll,) = dialog.findChildren(QScrollArea)
    assert scroll.widget().height() > scroll.viewport().height()
    assert scroll.widget().width() <= scroll.viewport().width()
