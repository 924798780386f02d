"""Pins on the canvas: what they show, what moving them does, and that nothing is left behind."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenu

from circuitlab.catalog.short_values import short_value
from circuitlab.gui.canvas.view import CanvasView
from circuitlab.gui.document import Document
from circuitlab.gui.pins.pin_board import PinBoard
from circuitlab.gui.pins.pin_card import PinCard
from circuitlab.gui.pins.pin_dialog import PinDialog
from circuitlab.gui.pins.pin_menu import Offered, pin_menu
from circuitlab.gui.pins.pin_values import fraction_of, value_at
from circuitlab.gui.session import Session
from circuitlab.model.pinning import pin_title, pinned, pins_of, with_pins
from circuitlab.model.pins import LONGEST_TITLE, SWITCH, Driven, Pin
from circuitlab.render.theme import theme

DOSE = ("ketamine1", "concentration")
NUMBER = ("nmda1", "number")


@pytest.fixture
def canvas(document: Document, session: Session, qtbot: Any) -> CanvasView:
    view = CanvasView(document, session, theme("light"), document.catalog)
    qtbot.addWidget(view)
    view.resize(900, 640)
    view.show()
    return view


@pytest.fixture
def board(canvas: CanvasView) -> PinBoard:
    return canvas.corners.pins


def pin(document: Document, *addresses: tuple[str, str], sort: str = "slider") -> None:
    for id, name in addresses:
        document.push(pinned(document.circuit, document.catalog, [id], name, sort))


def card(board: PinBoard, number: int = 0) -> PinCard:
    board.follow()
    return list(board.cards.values())[number]


def drag(widget: Any, *places: QPoint) -> None:
    QTest.mousePress(widget, Qt.MouseButton.LeftButton, pos=places[0])
    for place in places[1:]:
        QTest.mouseMove(widget, place)
    QTest.mouseRelease(widget, Qt.MouseButton.LeftButton, pos=places[-1])


def value(document: Document, at: tuple[str, str]) -> Any:
    return document.circuit.value(*at, document.catalog)


def test_a_drag_along_the_groove_is_one_step_and_lands_in_the_circuit(
    document: Document, board: PinBoard
) -> None:
    pin(document, NUMBER)
    steps = document.undo_stack.count()
    groove = card(board).groove
    drag(groove, *(QPoint(x, 12) for x in (60, 90, 120, 200)))
    assert value(document, NUMBER) > 4.5
    assert document.undo_stack.count() == steps + 1
    document.undo()
    assert value(document, NUMBER) == 1


def test_one_pin_sets_several_parameters_each_over_its_own_range(
    document: Document, board: PinBoard
) -> None:
    both = (Driven(*DOSE, 0.01, 100.0, True), Driven(*NUMBER, 3.0, 1.0))
    document.push(with_pins(document.circuit, (Pin("pin1", both),), "Pin"))
    card(board).wanted.emit(0.5, 1)
    assert value(document, DOSE) == pytest.approx(1.0)
    assert value(document, NUMBER) == pytest.approx(2.0)
    assert document.undo_stack.undoText().startswith("Set ")
    document.undo()
    assert (value(document, DOSE), value(document, NUMBER)) == (0.0, 1)


def test_a_switch_goes_between_its_two_values(document: Document, board: PinBoard) -> None:
    document.push(document.circuit.with_param("ketamine1", "concentration", 5.0))
    pin(document, DOSE, sort=SWITCH)
    shown = card(board)
    assert shown.toggle.isChecked()
    assert not shown.groove.isVisible()
    QTest.mouseClick(shown.toggle, Qt.MouseButton.LeftButton)
    assert value(document, DOSE) == 0.0
    QTest.keyClick(shown.toggle, Qt.Key.Key_Return)
    assert value(document, DOSE) == 5.0


def test_it_shows_what_is_set_elsewhere(document: Document, board: PinBoard) -> None:
    pin(document, NUMBER)
    document.push(document.circuit.with_param("nmda1", "number", 2.4))
    assert card(board).control.accessibleName().endswith("×2.4")
    document.undo()
    assert card(board).control.accessibleName().endswith("×1")


def test_pins_stand_at_the_bottom_left_and_cover_neither_each_other_nor_the_circuit(
    document: Document, board: PinBoard, canvas: CanvasView
) -> None:
    pin(document, NUMBER, DOSE, ("heat1", "temperature"))
    first, *rest = (card(board, n) for n in range(3))
    assert first.x() < 20
    assert first.y() > canvas.height() / 2
    for number, one in enumerate((first, *rest)):
        others = [each for each in board.cards.values() if each is not one]
        assert not any(one.geometry().intersects(each.geometry()) for each in others), number
        assert canvas.rect().contains(one.geometry())
        corner = canvas.camera.to_scene(QPointF(one.geometry().topLeft()))
        assert not canvas.scene.at(corner, 1.0)


def test_it_is_dragged_to_a_place_in_one_step_and_keeps_it_on_a_smaller_canvas(
    document: Document, board: PinBoard, canvas: CanvasView
) -> None:
    pin(document, NUMBER)
    steps, shown = document.undo_stack.count(), card(board)
    drag(shown, QPoint(80, 10), QPoint(120, -60), QPoint(400, -300))
    assert document.undo_stack.count() == steps + 1
    x, y = pins_of(document.circuit)[0].place or (0, 0)
    assert 0.3 < x < 0.8
    assert y < 0.6
    canvas.resize(500, 400)
    board.follow()
    assert canvas.rect().contains(shown.geometry())
    document.undo()
    board.follow()
    assert shown.x() < 20


def test_keys_move_rename_and_take_off(document: Document, board: PinBoard) -> None:
    pin(document, NUMBER)
    shown = card(board)
    QTest.keyClick(shown.groove, Qt.Key.Key_Right)
    assert value(document, NUMBER) > 1
    QTest.keyClick(shown.groove, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert pins_of(document.circuit)[0].place is not None
    QTest.keyClick(shown.groove, Qt.Key.Key_F2)
    QTest.keyClicks(shown.focusWidget(), "Dose of calm")
    QTest.keyClick(shown.focusWidget(), Qt.Key.Key_Return)
    assert pins_of(document.circuit)[0].title == "Dose of calm"
    shown.named.emit("a" * (LONGEST_TITLE + 1))  # too long: nothing is cut
    assert pins_of(document.circuit)[0].title == "Dose of calm"
    QTest.keyClick(shown.groove, Qt.Key.Key_Return)
    QTest.keyClicks(shown.focusWidget(), "2.5")
    QTest.keyClick(shown.focusWidget(), Qt.Key.Key_Return)
    assert value(document, NUMBER) == 2.5
    QTest.keyClick(shown.groove, Qt.Key.Key_Delete)
    assert not pins_of(document.circuit)
    assert not board.cards


def test_it_goes_with_its_element_and_comes_back(document: Document, board: PinBoard) -> None:
    pin(document, DOSE)
    document.push(document.circuit.removed(["ketamine1"]))
    assert not board.cards
    document.undo()
    assert list(board.cards) == ["pin1"]
    document.new()
    assert not board.cards


def test_what_cannot_be_is_said_and_changes_nothing(document: Document, board: PinBoard) -> None:
    pin(document, NUMBER)
    steps = document.undo_stack.count()
    card(board).written.emit("12 mV")
    card(board).written.emit("9999")
    assert document.undo_stack.count() == steps
    assert value(document, NUMBER) == 1


def test_two_canvases_may_show_other_values(document: Document, canvas: CanvasView) -> None:
    class OfState:
        def __init__(self) -> None:
            self.held: dict[Any, Any] = {NUMBER: 3.0}

        def now(self, address: tuple[str, str]) -> Any:
            return self.held[address]

        def put(self, values: Any, label: str, gesture: str) -> None:
            self.held.update(values)

    pin(document, NUMBER)
    state = OfState()
    other = PinBoard(canvas, canvas, lambda _room: 0, canvas.corners.foot, state)
    assert card(other).control.accessibleName().endswith("×3")
    card(other).wanted.emit(1.0, 1)
    assert state.held[NUMBER] == 5.0
    assert value(document, NUMBER) == 1


def test_a_menu_makes_it_a_switch_and_puts_it_back(document: Document, canvas: CanvasView) -> None:
    pin(document, DOSE)
    made: list[Pin] = []
    does = Offered(lambda changed, _label: made.append(changed), lambda: None, lambda: None)
    first = Pin("pin1", pins_of(document.circuit)[0].drives, place=(0.5, 0.5))
    menu = pin_menu(document.circuit, document.catalog, first, canvas, does)
    words = {each.text(): each for each in menu.actions()}
    words["Make it a switch"].trigger()
    words["Put it back among the others"].trigger()
    assert (made[0].sort, made[1].place) == (SWITCH, None)
    menu.deleteLater()


def test_the_dialog_takes_ranges_and_what_else_is_set(
    document: Document, canvas: CanvasView, qtbot: Any
) -> None:
    pin(document, DOSE)
    (first,) = pins_of(document.circuit)
    dialog = PinDialog(document.circuit, document.catalog, first, canvas)
    taken: list[Pin] = []
    dialog.taken.connect(taken.append)
    dialog.rows[0].low.setText("lots")
    dialog._take()
    assert not taken
    assert dialog.wrong.text()
    dialog.rows[0].low.setText("10 nM")
    dialog.rows[0].high.setText("10 uM")
    dialog.elements.setCurrentIndex(dialog.elements.findData("nmda1"))
    dialog.parameters.setCurrentIndex(dialog.parameters.findData("number"))
    dialog.add.click()
    dialog.title.setText("Both")
    dialog._take()
    (changed,) = taken
    assert changed.title == "Both"
    assert [each.address for each in changed.drives] == [DOSE, NUMBER]
    assert changed.drives[0].low == pytest.approx(0.01)
    assert pin_title(document.circuit, document.catalog, changed) == "Both"


def test_places_and_values_go_there_and_back(document: Document) -> None:
    parameter = document.catalog.kind("ketamine").parameters["concentration"]
    for driven in (Driven(*DOSE, 0.01, 100.0, True), Driven(*DOSE, 50.0, 1.0)):
        for place in (0.0, 0.25, 0.5, 1.0):
            found = fraction_of(parameter, driven, value_at(parameter, driven, place))
            assert found == pytest.approx(place, abs=0.01)
    assert short_value(parameter, 1.0) == "1 µM"


def test_rows_of_the_inspector_pin_and_show(
    window: Any, document: Document, session: Session
) -> None:
    session.selection.select(["ketamine1"])
    row = window.inspector.sheet.rows["concentration"]
    row.pin_wanted.emit()
    row.shown_wanted.emit()
    assert [each.drives[0].address for each in pins_of(document.circuit)] == [DOSE]
    assert row.editor.face.accessibleDescription()
    assert document.circuit.document["shown"]
    row.pin_wanted.emit()
    assert not pins_of(document.circuit)
    assert not row.editor.face.accessibleDescription()


def test_a_menu_of_what_is_selected_pins_and_shows(
    window: Any, document: Document, session: Session
) -> None:
    session.selection.select(["ketamine1"])
    for key, title in (("pin", "Concentration"), ("show_value", "Concentration")):
        window.actions_by_key[key].trigger()
        shown = (each for each in window.findChildren(QMenu, "contextMenu") if each.isVisible())
        menu = next(shown)
        next(each for each in menu.actions() if each.text() == title).trigger()
        menu.close()
    assert len(pins_of(document.circuit)) == 1
    assert len(document.circuit.document["shown"]) == 1
