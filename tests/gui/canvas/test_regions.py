"""The drawing behind a circuit: chosen as one undo step, its regions selected and shown near."""

import pytest
from PySide6.QtCore import QPointF, Qt

from circuitlab.gui.canvas.view import CanvasView
from circuitlab.gui.document import Document
from circuitlab.render.backdrops.drawing import Words


@pytest.fixture
def on_joint(canvas: CanvasView, document: Document) -> CanvasView:
    document.push(document.circuit.with_document({"backdrop": "joint"}))
    drawing = canvas.scene.drawing
    assert drawing is not None
    middle = drawing.region("lower_bone").path.boundingRect().center()
    document.push(document.circuit.moved({"voltmeter1": (middle.x(), middle.y() - 60.0)}))
    canvas.fit()
    return canvas


def named(canvas: CanvasView, region: str) -> QPointF:
    """Where on the canvas the name of a region stands."""
    drawing = canvas.scene.drawing
    assert drawing is not None
    words: Words = next(words for words in drawing.words if words.region == region)
    return words.box().center()


def test_the_whole_drawing_is_in_view_when_the_circuit_is(on_joint: CanvasView) -> None:
    drawing = on_joint.scene.drawing
    assert drawing is not None
    seen = on_joint.camera.visible(on_joint.view_size())
    assert seen.contains(drawing.extent)


def test_a_press_on_a_name_selects_what_lies_in_the_region_and_shows_it(
    on_joint: CanvasView, hand
) -> None:
    before = on_joint.camera
    hand.click(named(on_joint, "lower_bone"))
    assert on_joint.selection == ("voltmeter1",)
    assert on_joint.camera.scale > before.scale
    drawing = on_joint.scene.drawing
    assert drawing is not None
    seen = on_joint.camera.visible(on_joint.view_size())
    assert seen.contains(drawing.region("lower_bone").path.boundingRect())


def test_pressed_again_there_the_whole_is_shown(on_joint: CanvasView, hand) -> None:
    whole = on_joint.camera
    hand.click(named(on_joint, "lower_bone"))
    hand.click(named(on_joint, "lower_bone"))
    assert on_joint.camera == whole


def test_a_name_under_the_pointer_shows_a_hand(on_joint: CanvasView, hand) -> None:
    hand.hover(named(on_joint, "upper_bone"))
    assert on_joint.hover.region is not None
    assert on_joint.cursor().shape() is Qt.CursorShape.PointingHandCursor
    hand.hover(hand.centre("voltmeter1"))
    assert on_joint.hover.region is None
    assert on_joint.cursor().shape() is Qt.CursorShape.ArrowCursor


def test_a_drag_from_a_name_is_a_rubber_band(on_joint: CanvasView, hand) -> None:
    start, before = named(on_joint, "upper_bone"), on_joint.camera
    hand.drag(start, start + QPointF(3000.0, 3000.0))
    assert "projection_neuron1" in on_joint.selection
    assert on_joint.camera == before


def test_on_lanes_nothing_but_the_circuit_can_be_pointed_at(canvas: CanvasView, hand) -> None:
    hand.hover(QPointF(300, 620))
    assert canvas.hover.region is None
