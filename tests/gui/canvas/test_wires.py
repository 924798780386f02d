"""Wires on the canvas: lit under the pointer, selected, taken away, and led to something else."""

import pytest
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtTest import QTest
from two_neurons import put

from circuitlab.catalog.words import Problem
from circuitlab.gui.canvas.gestures.gesture import RubberBand
from circuitlab.gui.canvas.gestures.grips import GRIP_REACH
from circuitlab.gui.canvas.gestures.rewire import MoveEnd
from circuitlab.gui.canvas.gestures.wire_hover import REACH
from circuitlab.gui.canvas.view import CanvasView
from circuitlab.gui.canvas.wire_index import own_way
from circuitlab.gui.document import Document
from circuitlab.gui.session import Session
from circuitlab.model import rules
from circuitlab.model.circuit import Circuit
from circuitlab.model.element import Role
from circuitlab.model.rewiring import ends_of, is_there

KETAMINE = ("ketamine1", "nmda1")
WIRES = [
    "synapse1",
    KETAMINE,
    ("heat1", "nociceptor_c1"),
    ("voltmeter1", "projection_neuron1"),
]


def on(canvas: CanvasView, wire, share: float = 0.5) -> QPointF:
    """Return a point of a wire that no element covers, near a share of its way."""
    line = canvas.scene.line(wire)
    assert line is not None
    path = own_way(line)
    for step in sorted(range(101), key=lambda step: abs(step / 100 - share)):
        point = path.pointAtPercent(step / 100)
        if not canvas.scene.at(point, 6.0) and canvas.hover.wires.nearest(point, 2.0) == wire:
            return point
    raise AssertionError(f"all of {wire} is covered")


def grip(canvas: CanvasView, wire, spot: str) -> QPointF:
    grips = canvas.hover.wires.grips(wire)
    assert grips is not None
    return canvas.camera.to_scene(getattr(grips, spot))


def add(document: Document, kind: str, x: float, y: float, **more: object) -> str:
    made = rules.add_kind(document.circuit, document.catalog, kind, x, y, **more)
    assert not isinstance(made, Problem)
    document.push(made[1])
    return made[0]


def test_a_wire_and_its_grips_are_large_enough_for_an_unsteady_hand() -> None:
    assert REACH >= 12.0
    assert 2 * GRIP_REACH >= 20.0


@pytest.mark.parametrize("wire", WIRES, ids=str)
def test_the_pointer_lights_a_wire_from_twelve_pixels_away(canvas: CanvasView, hand, wire) -> None:
    point = on(canvas, wire)
    hand.hover(point)
    assert canvas.hover.wires.wire == wire
    canvas.grab()
    beside = [QPointF(0.0, -11.0), QPointF(0.0, 11.0), QPointF(-11.0, 0.0), QPointF(11.0, 0.0)]
    near = [point + step / canvas.camera.scale for step in beside]
    assert any(canvas.hover.wires.nearest(each, REACH) == wire for each in near)


@pytest.mark.parametrize("wire", WIRES, ids=str)
def test_a_click_selects_a_wire_and_delete_takes_it_away_in_one_step(
    canvas: CanvasView, document: Document, session: Session, hand, wire
) -> None:
    before, steps = document.circuit.copy(), document.undo_stack.index()
    hand.click(on(canvas, wire))
    assert session.selection.wire == wire
    canvas.grab()
    QTest.keyClick(canvas, Qt.Key.Key_Delete)
    assert not is_there(document.circuit, wire)
    assert document.undo_stack.index() == steps + 1
    document.undo()
    assert document.circuit == before


@pytest.mark.parametrize("wire", WIRES, ids=str)
def test_the_cross_beside_a_wire_takes_it_away(
    canvas: CanvasView, document: Document, hand, wire
) -> None:
    before = document.circuit.copy()
    hand.hover(on(canvas, wire))
    canvas.grab()
    cross = grip(canvas, wire, "cross")
    hand.hover(cross)
    assert canvas.hover.wires.spot == "cross"
    hand.click(cross)
    assert not is_there(document.circuit, wire)
    document.undo()
    assert document.circuit == before


def test_a_press_on_the_cross_that_is_let_go_elsewhere_does_nothing(
    canvas: CanvasView, document: Document, hand
) -> None:
    hand.hover(on(canvas, KETAMINE))
    hand.drag(grip(canvas, KETAMINE, "cross"), QPointF(640.0, 560.0))
    assert is_there(document.circuit, KETAMINE)


def test_an_element_lies_over_a_wire(canvas: CanvasView, hand) -> None:
    hand.hover(hand.centre("nmda1"))
    assert canvas.hover.id == "nmda1"
    assert canvas.hover.wires.wire is None


def test_nothing_is_lit_where_there_is_no_wire_or_no_pointer(canvas: CanvasView, hand) -> None:
    hand.hover(QPointF(560.0, 560.0))
    assert canvas.hover.wires.wire is None
    hand.hover(on(canvas, KETAMINE))
    canvas.forget_pointer()
    assert canvas.hover.wires.wire is None


def test_a_drag_that_begins_on_a_wire_still_encloses_elements(
    canvas: CanvasView, session: Session, hand
) -> None:
    start = on(canvas, "synapse1")
    hand.drag(start, QPointF(960.0, 640.0))
    assert session.selection.link is None
    assert "voltmeter1" in session.selection.ids


def test_a_wire_that_is_gone_by_undo_is_lit_no_more(
    canvas: CanvasView, document: Document, hand
) -> None:
    other = add(document, "inhibitory_interneuron", 640.0, 560.0)
    wired = rules.connect(document.circuit, document.catalog, "nociceptor_c1", other)
    assert not isinstance(wired, Problem)
    document.push(wired)
    hand.hover(on(canvas, "synapse2"))
    assert canvas.hover.wires.wire == "synapse2"
    document.undo()
    assert list(canvas.hover.wires.lit()) == []
    canvas.grab()


# ---- moving an end


def test_the_end_of_an_axon_can_be_led_to_another_neuron_with_all_its_values(
    canvas: CanvasView, document: Document, hand
) -> None:
    add(document, "wdr_neuron", 700.0, 560.0)
    document.push(document.circuit.with_param("synapse1", "delay", 7.0))
    document.push(document.circuit.with_param("ampa1", "weight", 9.0))
    before, steps = document.circuit.copy(), document.undo_stack.index()
    hand.hover(on(canvas, "synapse1"))
    hand.drag(grip(canvas, "synapse1", "end"), hand.centre("wdr_neuron1"))
    assert ends_of(document.circuit, "synapse1") == ("nociceptor_c1", "wdr_neuron1")
    assert document.circuit.value("synapse1", "delay") == 7.0
    assert document.circuit.value("ampa1", "weight") == 9.0
    assert is_there(document.circuit, KETAMINE)
    assert document.undo_stack.index() == steps + 1
    assert canvas.session.selection.wire == "synapse1"
    document.undo()
    assert document.circuit == before


def test_the_start_of_an_axon_can_be_led_to_another_sender(
    canvas: CanvasView, document: Document, hand
) -> None:
    add(document, "excitatory_interneuron", 560.0, 560.0)
    hand.hover(on(canvas, "synapse1"))
    hand.drag(grip(canvas, "synapse1", "start"), hand.centre("excitatory_interneuron1"))
    assert ends_of(document.circuit, "synapse1")[0] == "excitatory_interneuron1"


def test_the_end_of_a_drugs_wire_can_be_led_to_another_target(
    canvas: CanvasView, document: Document, session: Session, hand
) -> None:
    hand.hover(on(canvas, KETAMINE))
    hand.drag(grip(canvas, KETAMINE, "end"), hand.centre("synapse1"))
    assert document.circuit.links["ketamine1", "synapse1"].role is Role.MODULATES
    assert session.selection.link == ("ketamine1", "synapse1")


def test_the_start_of_a_wire_can_be_led_to_another_drug(
    canvas: CanvasView, document: Document, hand
) -> None:
    add(document, "gabapentin", 420.0, 120.0)
    hand.hover(on(canvas, KETAMINE))
    hand.drag(grip(canvas, KETAMINE, "start"), hand.centre("gabapentin1"))
    assert document.circuit.targets("gabapentin1") == ["nmda1"]
    assert document.circuit.targets("ketamine1") == []


def test_an_axon_to_the_brain_is_led_by_either_end(
    canvas: CanvasView, document: Document, hand
) -> None:
    add(document, "pain_readout", 1100.0, 300.0, on="projection_neuron1")
    add(document, "wdr_neuron", 800.0, 640.0)
    add(document, "pain_readout", 1100.0, 640.0)
    canvas.fit()
    wire = ("pain_readout1", "projection_neuron1")
    hand.hover(on(canvas, wire))
    hand.drag(grip(canvas, wire, "start"), hand.centre("wdr_neuron1"))
    assert document.circuit.targets("pain_readout1") == ["wdr_neuron1"]
    wire = ("pain_readout1", "wdr_neuron1")
    hand.hover(on(canvas, wire))
    hand.drag(grip(canvas, wire, "end"), hand.centre("pain_readout2"))
    assert document.circuit.targets("pain_readout2") == ["wdr_neuron1"]


def test_what_does_not_take_the_end_says_why_and_nothing_changes(
    canvas: CanvasView, document: Document, hand
) -> None:
    before = document.circuit.copy()
    hand.hover(on(canvas, KETAMINE))
    hand.drag(grip(canvas, KETAMINE, "end"), hand.centre("voltmeter1"), drop=False)
    assert canvas.said is not None
    assert canvas.said[0].what
    assert canvas.said[0].remedy
    canvas.grab()
    hand.release(hand.centre("voltmeter1"))
    assert document.circuit == before


@pytest.mark.parametrize("where", [QPointF(520.0, 600.0), None])
def test_let_go_on_nothing_or_on_its_old_place_it_stays(
    canvas: CanvasView, document: Document, hand, where
) -> None:
    before, steps = document.circuit.copy(), document.undo_stack.index()
    hand.hover(on(canvas, KETAMINE))
    hand.drag(grip(canvas, KETAMINE, "end"), where or hand.centre("nmda1"))
    assert document.circuit == before
    assert document.undo_stack.index() == steps


def test_escape_leaves_the_wire_where_it_was(canvas: CanvasView, document: Document, hand) -> None:
    before = document.circuit.copy()
    hand.hover(on(canvas, KETAMINE))
    hand.drag(grip(canvas, KETAMINE, "end"), hand.centre("synapse1"), drop=False)
    QTest.keyClick(canvas, Qt.Key.Key_Escape)
    assert canvas.gesture is None
    hand.release(hand.centre("synapse1"))
    assert document.circuit == before


def test_a_click_on_a_grip_selects_the_wire(canvas: CanvasView, session: Session, hand) -> None:
    hand.hover(on(canvas, KETAMINE))
    hand.click(grip(canvas, KETAMINE, "end"))
    assert session.selection.link == KETAMINE


def test_legal_targets_are_found_while_an_end_is_dragged(
    canvas: CanvasView, document: Document, hand, qtbot
) -> None:
    add(document, "wdr_neuron", 700.0, 560.0)
    hand.hover(on(canvas, "synapse1"))
    hand.drag(grip(canvas, "synapse1", "end"), QPointF(560.0, 600.0), drop=False)
    gesture = canvas.gesture
    assert isinstance(gesture, MoveEnd)
    qtbot.waitUntil(lambda: "wdr_neuron1" in gesture.legal)
    assert "heat1" not in gesture.legal
    canvas.cancel_gesture()


# ---- everything that the catalog allows


def _every_pair(document: Document) -> list[Circuit]:
    """Return a circuit for each two kinds, the source left, that a wire may join."""
    catalog = document.catalog
    kinds = [kind for kind in catalog.ordered() if kind.family not in ("synapse", "note")]
    found, seen = [], set()
    for source in kinds:
        for target in kinds:
            circuit = Circuit()
            put(circuit, catalog, source.name, x=300.0, y=420.0)
            to = put(circuit, catalog, target.name, x=900.0, y=300.0)
            start = next(iter(circuit.elements))
            made = rules.connect(circuit, catalog, start, to)
            if isinstance(made, Problem):
                continue
            sort = (source.family, target.family, source.glyph, target.glyph)
            if sort not in seen:
                seen.add(sort)
                circuit.apply(made)
                found.append(circuit)
    return found


def test_every_wire_that_the_catalog_allows_is_hovered_selected_deleted_and_undone(
    canvas: CanvasView, document: Document, session: Session, hand
) -> None:
    tried: set[object] = set()
    for circuit in _every_pair(document):
        document.replace(circuit)
        for wire in _wires(canvas):
            before = document.circuit.copy()
            point = on(canvas, wire, 0.55)
            hand.hover(point)
            assert canvas.hover.wires.wire == wire
            hand.click(point)
            assert session.selection.wire == wire
            QTest.keyClick(canvas, Qt.Key.Key_Delete)
            assert not is_there(document.circuit, wire)
            document.undo()
            assert document.circuit == before
            tried.add("axon" if isinstance(wire, str) else circuit.links[wire].role)
    assert tried == {"axon", Role.DRIVES, Role.MODULATES, Role.RECORDS, Role.COUPLES}


def _wires(canvas: CanvasView) -> list[object]:
    everywhere = QRectF(-5000.0, -5000.0, 10000.0, 10000.0)
    return [wire for wire, _line in canvas.scene.wires_near(everywhere)]


def test_a_press_beside_everything_begins_a_rubber_band(canvas: CanvasView, hand) -> None:
    hand.press(QPointF(560.0, 560.0))
    assert type(canvas.gesture) is RubberBand
    canvas.cancel_gesture()
