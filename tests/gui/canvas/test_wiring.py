from PySide6.QtCore import QPointF, Qt
from PySide6.QtTest import QTest

from circuitlab.catalog.words import Problem
from circuitlab.gui.canvas.gestures.gesture import Move
from circuitlab.gui.canvas.gestures.wire import HANDLE_REACH, Wire, handle_of
from circuitlab.gui.canvas.view import CanvasView
from circuitlab.gui.document import Document
from circuitlab.model.element import Role
from circuitlab.model.rules import add_kind
from circuitlab.render.labels import placed, sides

ALT = Qt.KeyboardModifier.AltModifier


def add(document: Document, kind: str, x: float, y: float) -> str:
    made = add_kind(document.circuit, document.catalog, kind, x, y)
    assert not isinstance(made, Problem)
    document.push(made[1])
    return made[0]


def test_the_handle_is_large_enough_for_a_finger() -> None:
    assert 2 * HANDLE_REACH >= 28


def test_everything_that_may_begin_a_wire_has_a_handle(canvas: CanvasView) -> None:
    with_handle = {
        id for id, place in canvas.scene.geometry.places.items() if handle_of(place) is not None
    }
    assert with_handle == {
        "nociceptor_c1",
        "projection_neuron1",
        "heat1",
        "ketamine1",
        "voltmeter1",
    }


def test_a_handle_stands_on_no_name(canvas: CanvasView, document: Document) -> None:
    """Wherever the name stands: on each side that it may have."""
    cell = canvas.scene.geometry.places[add(document, "excitatory_interneuron", 640, 560)]
    turned = set()
    for side in range(len(sides(cell))):
        place = placed(cell, side)
        at = handle_of(place)
        assert at is not None
        assert not place.label.box.translated(place.centre).contains(at)
        turned.add((round(at.x()), round(at.y())))
        assert (at - place.centre).manhattanLength() > 20.0
    assert len(turned) > 1


def test_seen_from_so_far_that_a_handle_would_cover_it_a_neuron_is_gripped_itself(
    canvas: CanvasView, hand
) -> None:
    canvas.zoom_by(0.12)
    hand.hover(hand.centre("projection_neuron1"))
    assert canvas.hover.id == "projection_neuron1"
    assert canvas.hover.handle() is None
    hand.press(hand.centre("projection_neuron1"))
    assert isinstance(canvas.gesture, Move)
    canvas.cancel_gesture()


def test_a_wire_from_neuron_to_neuron_is_one_undo_step(
    canvas: CanvasView, document: Document, hand
) -> None:
    target = add(document, "inhibitory_interneuron", 640, 560)
    steps = document.undo_stack.count()
    hand.drag(hand.grip("nociceptor_c1"), QPointF(640, 560))
    assert document.undo_stack.count() == steps + 1
    synapses = document.circuit.targets("nociceptor_c1", Role.RELEASES_ONTO)
    assert len(synapses) == 2
    receptors = document.circuit.targets(synapses[-1], Role.BINDS)
    assert receptors
    assert all(document.circuit.host(receptor) == target for receptor in receptors)


def test_a_refused_wire_says_why_at_the_pointer_and_changes_nothing(
    canvas: CanvasView, document: Document, hand
) -> None:
    before = document.circuit.copy()
    hand.drag(hand.grip("projection_neuron1"), hand.centre("ketamine1"), drop=False)
    assert canvas.said is not None
    problem, _at = canvas.said
    assert problem.what
    assert problem.remedy
    hand.release(hand.centre("ketamine1"))
    assert document.circuit == before


def test_a_wire_let_go_on_a_receptor_binds_that_one_or_says_why_not(
    canvas: CanvasView, document: Document, hand
) -> None:
    add(document, "inhibitory_interneuron", 640, 560)
    parts = document.circuit.parts("projection_neuron1")
    hand.drag(hand.grip("nociceptor_c1"), hand.centre("ampa1"))
    assert len(document.circuit.sources("ampa1", Role.BINDS)) == 2
    assert document.circuit.parts("projection_neuron1") == parts
    before = document.circuit.copy()
    hand.drag(hand.grip("inhibitory_interneuron1"), hand.centre("ampa1"), drop=False)
    assert canvas.said is not None
    assert "releases GABA and glycine" in canvas.said[0].what
    assert "wire to Projection neuron itself" in canvas.said[0].remedy
    hand.release(hand.centre("ampa1"))
    assert document.circuit == before


def test_let_go_on_empty_canvas_asks_for_what_may_be_wired_there(
    canvas: CanvasView, hand, qtbot
) -> None:
    with qtbot.waitSignal(canvas.quick_add_requested) as asked:
        hand.drag(hand.grip("projection_neuron1"), QPointF(500, 600))
    assert asked.args[1] == "projection_neuron1"
    assert (asked.args[0] - QPointF(500, 600)).manhattanLength() < 4


def test_a_wire_let_go_beside_a_thin_ending_is_meant_for_it(
    canvas: CanvasView, document: Document, hand
) -> None:
    place, scale = canvas.scene.geometry.places["nociceptor_c1"], canvas.camera.scale
    points = list(place.outline.toFillPolygon())
    tip = place.centre + min(points, key=lambda point: point.x())
    beside, far = tip - QPointF(9.0 / scale, 0.0), tip - QPointF(30.0 / scale, 0.0)
    assert not canvas.scene.at(beside)
    other = add(document, "heat", tip.x() - 100.0, tip.y() + 160.0)
    for end, met in ((far, ""), (beside, "nociceptor_c1")):
        hand.drag(hand.grip(other), end, drop=False)
        assert canvas.gesture.target == met
        canvas.cancel_gesture()
    hand.drag(hand.grip("projection_neuron1"), beside, drop=False)
    assert canvas.gesture.target in ("", "nociceptor_c1")
    assert canvas.said is None
    canvas.cancel_gesture()


def test_alt_keeps_the_wire_in_hand_and_all_of_it_is_one_step(
    canvas: CanvasView, document: Document, hand
) -> None:
    add(document, "inhibitory_interneuron", 640, 560)
    add(document, "wdr_neuron", 860, 640)
    canvas.fit()
    steps = document.undo_stack.count()
    before = document.circuit.copy()
    hand.drag(hand.grip("nociceptor_c1"), hand.centre("inhibitory_interneuron1"), ALT)
    assert canvas.gesture is not None
    hand.hover(hand.centre("wdr_neuron1"))
    hand.click(hand.centre("wdr_neuron1"))
    assert canvas.gesture is None
    assert len(document.circuit.targets("nociceptor_c1", Role.RELEASES_ONTO)) == 3
    assert document.undo_stack.count() == steps + 1
    document.undo()
    assert document.circuit == before


def test_escape_lets_the_wire_go(canvas: CanvasView, document: Document, hand) -> None:
    before = document.circuit.copy()
    hand.drag(hand.grip("ketamine1"), hand.centre("projection_neuron1"), drop=False)
    QTest.keyClick(canvas, Qt.Key.Key_Escape)
    assert canvas.gesture is None
    hand.release(hand.centre("projection_neuron1"))
    assert document.circuit == before


def test_legal_targets_are_found_while_the_wire_is_dragged(
    canvas: CanvasView, document: Document, hand, qtbot
) -> None:
    add(document, "inhibitory_interneuron", 640, 560)
    hand.drag(hand.grip("nociceptor_c1"), QPointF(500, 600), drop=False)
    gesture = canvas.gesture
    assert isinstance(gesture, Wire)
    qtbot.waitUntil(lambda: "inhibitory_interneuron1" in gesture.legal)
    assert "ketamine1" not in gesture.legal
