from PySide6.QtCore import QPointF, Qt
from PySide6.QtTest import QTest

from circuitlab.gui.canvas.view import CanvasView
from circuitlab.gui.document import Document

SHIFT = Qt.KeyboardModifier.ShiftModifier
EMPTY = QPointF(300, 620)


def positions(document: Document) -> dict[str, tuple[float, float]]:
    return {id: (e.x, e.y) for id, e in document.circuit.elements.items()}


def test_a_click_selects_and_a_click_on_nothing_deselects(canvas: CanvasView, hand) -> None:
    hand.click(hand.centre("projection_neuron1"))
    assert canvas.selection == ("projection_neuron1",)
    hand.click(EMPTY)
    assert canvas.selection == ()


def test_shift_adds_and_takes_away(canvas: CanvasView, hand) -> None:
    hand.click(hand.centre("nociceptor_c1"))
    hand.click(hand.centre("ketamine1"), SHIFT)
    assert set(canvas.selection) == {"nociceptor_c1", "ketamine1"}
    hand.click(hand.centre("nociceptor_c1"), SHIFT)
    assert canvas.selection == ("ketamine1",)


def test_a_rubber_band_selects_what_stands_by_itself(canvas: CanvasView, hand) -> None:
    hand.drag(QPointF(560, 60), QPointF(960, 620))
    assert set(canvas.selection) == {"projection_neuron1", "ketamine1", "voltmeter1"}


def test_a_drag_is_one_undo_step_and_parts_come_along(
    canvas: CanvasView, document: Document, hand
) -> None:
    before = positions(document)
    part = canvas.scene.geometry.places["nmda1"].centre
    start = hand.centre("projection_neuron1")
    hand.drag(start, start + QPointF(80, 40))
    assert document.undo_stack.count() == 1
    x, y = positions(document)["projection_neuron1"]
    assert abs(x - before["projection_neuron1"][0] - 80) < 3
    assert abs(y - before["projection_neuron1"][1] - 40) < 3
    moved = {id for id, at in positions(document).items() if at != before[id]}
    assert moved == {"projection_neuron1"}
    assert canvas.scene.geometry.places["nmda1"].centre.x() > part.x() + 40
    document.undo()
    assert positions(document) == before


def test_while_dragged_the_neuron_follows_the_pointer_and_the_document_waits(
    canvas: CanvasView, document: Document, hand
) -> None:
    start = hand.centre("projection_neuron1")
    axon = canvas.scene.axon("synapse1")
    hand.drag(start, start + QPointF(50, 90), drop=False)
    assert (hand.centre("projection_neuron1") - start - QPointF(50, 90)).manhattanLength() < 4
    assert canvas.scene.axon("synapse1") is not axon
    assert document.undo_stack.count() == 0


def test_escape_cancels_a_drag(canvas: CanvasView, document: Document, hand) -> None:
    start = hand.centre("projection_neuron1")
    hand.drag(start, start + QPointF(70, 0), drop=False)
    QTest.keyClick(canvas, Qt.Key.Key_Escape)
    assert hand.centre("projection_neuron1") == start
    hand.release(start + QPointF(70, 0))
    assert document.undo_stack.count() == 0


def test_an_undo_in_the_middle_of_a_drag_ends_it(
    canvas: CanvasView, document: Document, hand
) -> None:
    document.push(document.circuit.relabelled("ketamine1", "K"))
    start = hand.centre("projection_neuron1")
    hand.drag(start, start + QPointF(70, 0), drop=False)
    document.undo()
    assert canvas.gesture is None
    hand.release(start + QPointF(70, 0))
    assert document.circuit.elements["projection_neuron1"].x == 800.0


def test_dragging_a_bouton_moves_its_receptors(
    canvas: CanvasView, document: Document, hand
) -> None:
    start = hand.centre("synapse1")
    hand.drag(start, start + QPointF(-10, 60))
    changed = document.undo_stack.command(0).delta.changes  # type: ignore[attr-defined]
    assert {document.circuit.elements[id].kind for id in changed} <= {"ampa", "nmda", "nk1"}
    assert len(changed) == 3


def test_arrow_keys_nudge_and_many_presses_are_one_step(
    canvas: CanvasView, document: Document
) -> None:
    canvas.select(["projection_neuron1"])
    for _press in range(3):
        QTest.keyClick(canvas, Qt.Key.Key_Right)
    QTest.keyClick(canvas, Qt.Key.Key_Up, SHIFT)
    assert positions(document)["projection_neuron1"] == (824.0, 299.0)
    assert document.undo_stack.count() == 1


def test_delete_removes_the_selection_with_its_parts(
    canvas: CanvasView, document: Document
) -> None:
    canvas.select(["projection_neuron1"])
    QTest.keyClick(canvas, Qt.Key.Key_Delete)
    assert set(document.circuit.elements) >= {"nociceptor_c1", "heat1"}
    assert "nmda1" not in document.circuit.elements
    assert canvas.selection == ()


def test_dragging_with_the_middle_button_pans(canvas: CanvasView, hand) -> None:
    before, point = canvas.camera, QPointF(500, 500)
    at = hand.at(point)
    middle = Qt.MouseButton.MiddleButton
    QTest.mousePress(canvas, middle, Qt.KeyboardModifier.NoModifier, at)
    QTest.mouseMove(canvas, at + hand.at(QPointF(100, 0)) - hand.at(QPointF(0, 0)))
    QTest.mouseRelease(canvas, middle, Qt.KeyboardModifier.NoModifier, at)
    assert canvas.camera.scale == before.scale
    assert canvas.gesture is None
    assert canvas.selection == ()


def test_tab_asks_for_quick_add(canvas: CanvasView, qtbot) -> None:
    with qtbot.waitSignal(canvas.quick_add_requested) as asked:
        QTest.keyClick(canvas, Qt.Key.Key_Tab)
    assert asked.args[1] == ""


def test_a_double_click_on_nothing_asks_for_quick_add_there(
    canvas: CanvasView, hand, qtbot
) -> None:
    with qtbot.waitSignal(canvas.quick_add_requested) as asked:
        QTest.mouseDClick(canvas, Qt.MouseButton.LeftButton, pos=hand.at(EMPTY))
    assert (asked.args[0] - EMPTY).manhattanLength() < 4
