import math

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent

from circuitlab.gui.canvas.gestures.drop import MIME, Drop
from circuitlab.gui.canvas.view import CanvasView
from circuitlab.gui.canvas.wire_index import own_way
from circuitlab.gui.document import Document
from circuitlab.model.docking import RING
from circuitlab.model.element import Role
from circuitlab.model.rewiring import ends_of

NONE = Qt.KeyboardModifier.NoModifier
LEFT = Qt.MouseButton.LeftButton
COPY = Qt.DropAction.CopyAction


class Palette:
    """Drags kinds over the canvas as the palette does."""

    def __init__(self, canvas: CanvasView) -> None:
        self._canvas = canvas

    def over(self, kind: str, point: QPointF) -> QMimeData:
        data = QMimeData()
        data.setData(MIME, kind.encode())
        at = self._canvas.mapFromScene(point)
        self._canvas.dragEnterEvent(QDragEnterEvent(at, COPY, data, LEFT, NONE))
        self._canvas.dragMoveEvent(QDragMoveEvent(at, COPY, data, LEFT, NONE))
        return data

    def drop(self, kind: str, point: QPointF) -> None:
        data = self.over(kind, point)
        at = QPointF(self._canvas.mapFromScene(point))
        self._canvas.dropEvent(QDropEvent(at, COPY, data, LEFT, NONE))


@pytest.fixture
def palette(canvas: CanvasView) -> Palette:
    return Palette(canvas)


def test_dropped_on_nothing_it_is_added_there_and_selected(
    canvas: CanvasView, document: Document, palette: Palette
) -> None:
    palette.drop("wdr_neuron", QPointF(600, 560))
    made = document.circuit.elements["wdr_neuron1"]
    assert abs(made.x - 600) < 2
    assert abs(made.y - 560) < 2
    assert canvas.selection == ("wdr_neuron1",)
    assert document.undo_stack.count() == 1


def test_a_receptor_dropped_on_a_neuron_docks_in_one_step(
    document: Document, palette: Palette, hand
) -> None:
    palette.drop("gaba_a", hand.centre("projection_neuron1"))
    assert document.circuit.host("gaba_a1") == "projection_neuron1"
    assert document.undo_stack.count() == 1


@pytest.mark.parametrize(
    ("kind", "target", "role"),
    [
        ("gabapentin", "nmda1", Role.MODULATES),
        ("shock", "nociceptor_c1", Role.DRIVES),
    ],
)
def test_what_acts_is_put_beside_its_target_and_wired(
    canvas: CanvasView, document: Document, palette: Palette, hand, kind, target, role
) -> None:
    palette.drop(kind, hand.centre(target))
    assert document.circuit.targets(f"{kind}1", role) == [target]
    assert document.undo_stack.count() == 1
    body = canvas.scene.geometry.places[f"{kind}1"]
    other = canvas.scene.geometry.places[target]
    assert not body.body.translated(body.centre).contains(other.centre)


def test_a_second_part_lands_beside_the_first_in_the_same_membrane(
    canvas: CanvasView, document: Document, palette: Palette, hand
) -> None:
    for _time in range(2):
        palette.drop("gaba_a", hand.centre("projection_neuron1"))
    assert document.circuit.host("gaba_a1") == document.circuit.host("gaba_a2")
    places = [document.circuit.position(f"gaba_a{n}") for n in (1, 2)]
    shown = [canvas.scene.geometry.places[f"gaba_a{n}"].centre for n in (1, 2)]
    assert math.dist(*places) > 0.75 * RING
    assert (shown[0] - shown[1]).manhattanLength() > 0.75 * RING
    assert canvas.selection == ("gaba_a2",)


def test_a_note_dropped_on_a_neuron_lies_there_and_means_nothing_to_it(
    canvas: CanvasView, document: Document, palette: Palette, hand
) -> None:
    before = len(document.circuit.links)
    point = hand.centre("projection_neuron1")
    palette.drop("note", point)
    made = document.circuit.elements["note1"]
    assert (made.x, made.y) == pytest.approx((point.x(), point.y()), abs=2)
    assert document.circuit.host("note1") is None
    assert len(document.circuit.links) == before
    assert canvas.selection == ("note1",)
    assert document.undo_stack.count() == 1


def test_a_meter_dropped_on_a_neuron_records_it(document: Document, palette: Palette, hand) -> None:
    palette.drop("voltmeter", hand.centre("nociceptor_c1"))
    assert document.circuit.targets("voltmeter2", Role.RECORDS) == ["nociceptor_c1"]


def test_a_refused_drop_says_why_before_and_after_and_changes_nothing(
    canvas: CanvasView, document: Document, palette: Palette, hand
) -> None:
    before = document.circuit.copy()
    palette.over("exp_current", hand.centre("projection_neuron1"))
    assert canvas.said is not None
    palette.drop("exp_current", hand.centre("projection_neuron1"))
    assert document.circuit == before
    assert canvas.said is not None
    assert canvas.said[0].remedy


def test_what_is_no_kind_is_not_taken(canvas: CanvasView, palette: Palette) -> None:
    palette.over("elephant", QPointF(600, 560))
    assert canvas.gesture is None


def test_a_drag_that_leaves_forgets_itself(
    canvas: CanvasView, document: Document, palette: Palette
) -> None:
    palette.over("note", QPointF(600, 560))
    canvas.cancel_gesture()
    assert canvas.gesture is None
    assert document.undo_stack.count() == 0


def test_heat_dropped_on_a_fibre_is_put_at_its_ending_in_the_skin(
    canvas: CanvasView, palette: Palette, hand
) -> None:
    soma = hand.centre("nociceptor_c1")
    palette.drop("heat", soma)
    assert canvas.scene.geometry.places["heat2"].centre.x() < soma.x() - 150


def test_what_lands_beside_its_target_out_of_sight_is_brought_into_view(
    canvas: CanvasView, document: Document, palette: Palette, hand
) -> None:
    fibre = canvas.scene.place("nociceptor_c1")
    assert fibre is not None
    ending = fibre.body.translated(fibre.centre).left()
    canvas.pan_by(
        canvas.mapFromScene(QPointF(0, 0)).x() - canvas.mapFromScene(QPointF(ending, 0)).x(), 0
    )
    before = canvas.camera
    palette.drop("heat", hand.centre("nociceptor_c1"))
    added = next(id for id in reversed(document.circuit.elements) if id.startswith("heat"))
    place = canvas.scene.place(added)
    assert place is not None
    area = place.body.translated(place.centre)
    assert not before.visible(canvas.view_size()).contains(area)
    assert canvas.camera.visible(canvas.view_size()).contains(area)
    assert canvas.camera.scale == before.scale


# ---- on an axon


def middle(canvas: CanvasView) -> QPointF:
    line = canvas.scene.line("synapse1")
    assert line is not None
    path = own_way(line)
    ways = (path.pointAtPercent(step / 20) for step in range(6, 16))
    return next(point for point in ways if not canvas.scene.at(point, 4.0))


def test_a_neuron_dropped_on_an_axon_goes_in_between_in_one_step(
    canvas: CanvasView, document: Document, palette: Palette
) -> None:
    before, point = document.circuit.copy(), middle(canvas)
    palette.drop("excitatory_interneuron", point)
    new = canvas.selection[0]
    assert ends_of(document.circuit, "synapse1") == (new, "projection_neuron1")
    assert len(document.circuit.targets("nociceptor_c1", Role.RELEASES_ONTO)) == 1
    assert document.undo_stack.count() == 1
    document.undo()
    assert document.circuit == before


def test_the_axon_is_lit_while_something_that_fits_is_over_it(
    canvas: CanvasView, palette: Palette
) -> None:
    palette.over("gabapentin", middle(canvas))
    gesture = canvas.gesture
    assert isinstance(gesture, Drop)
    assert gesture.wire == "synapse1"
    assert canvas.said is None
    canvas.grab()
    canvas.cancel_gesture()


def test_a_drug_dropped_on_an_axon_acts_on_its_synapse(
    canvas: CanvasView, document: Document, palette: Palette
) -> None:
    palette.drop("gabapentin", middle(canvas))
    assert document.circuit.targets("gabapentin1", Role.MODULATES) == ["synapse1"]
    place = canvas.scene.geometry.places["gabapentin1"]
    assert place.centre != canvas.scene.geometry.places["synapse1"].centre


def test_what_means_nothing_on_an_axon_is_put_there_without_a_wire(
    canvas: CanvasView, document: Document, palette: Palette
) -> None:
    palette.over("nsaid", middle(canvas))
    assert isinstance(canvas.gesture, Drop)
    assert canvas.gesture.wire is None
    palette.drop("nsaid", middle(canvas))
    assert document.circuit.targets("nsaid1") == []


def test_a_neuron_that_does_not_fit_in_between_says_why_and_stands_beside(
    canvas: CanvasView, document: Document, palette: Palette
) -> None:
    palette.drop("touch_fibre", middle(canvas))
    assert canvas.said is not None
    assert "in between" in canvas.said[0].what
    assert "touch_fibre1" in document.circuit.elements
    assert document.circuit.targets("touch_fibre1") == []
