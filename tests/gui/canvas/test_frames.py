"""The canvas is painted once a frame, and only where it looks different."""

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QWidget

from circuitlab.gui.canvas.layers.repaint import Frames
from circuitlab.gui.canvas.view import CanvasView
from circuitlab.gui.document import Document


class Counted(QWidget):
    """A widget that counts how often it is painted."""

    def __init__(self) -> None:
        super().__init__()
        self.frames = Frames(self)
        self.painted = 0

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint:
            self.frames.begin()
            self.painted += 1
        return super().event(event)


def test_many_wishes_are_one_frame(qtbot) -> None:
    widget = Counted()
    qtbot.addWidget(widget)
    widget.show()
    qtbot.waitExposed(widget)
    qtbot.waitUntil(lambda: widget.painted > 0)
    widget.repaint()
    before = widget.painted
    for _ in range(50):
        widget.frames.ask()
    qtbot.waitUntil(lambda: widget.painted > before)
    assert widget.painted == before + 1


def test_a_number_that_only_the_run_shows_repaints_nothing(
    canvas: CanvasView, document: Document
) -> None:
    delta = document.circuit.with_param("projection_neuron1", "i_e", 5.0)
    document.circuit.apply(delta)
    assert canvas.scene.edited(document.circuit, delta.changes) == []


def test_moving_one_neuron_leaves_what_has_nothing_to_do_with_it(
    canvas: CanvasView, document: Document
) -> None:
    far = canvas.scene.geometry.places["ketamine1"]
    delta = document.circuit.moved({"heat1": (40.0, 700.0)})
    document.circuit.apply(delta)
    assert canvas.scene.edited(document.circuit, delta.changes)
    assert canvas.scene.geometry.places["ketamine1"] is far
