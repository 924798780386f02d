"""A circuit with kinds that only another version knows: all of the rest works in the window."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QPointF

from circuitlab.files.store import load
from circuitlab.gui.canvas.gestures.gesture import Pointer
from circuitlab.model.circuit import Circuit
from circuitlab.playback.heat_thresholds import EVERY

KINDS = (
    "nociceptor_c",
    "projection_neuron",
    "synapse",
    "trpv1",
    "ampa",
    "nmda",
    "nk1",
    "heat",
    "ketamine",
    "voltmeter",
)


@pytest.mark.parametrize("kind", KINDS)
def test_the_window_works_with_what_it_does_not_know(
    window, running, document, qtbot, tmp_path, kind
):
    circuit = document.circuit
    assert any(element.kind == kind for element in circuit.elements.values())
    strange = Circuit(
        [
            replace(element, kind="of_tomorrow") if element.kind == kind else element
            for element in circuit.elements.values()
        ],
        circuit.links.values(),
        circuit.document,
    )
    document.replace(strange)
    qtbot.waitUntil(lambda: running.engine.ready)
    running.play()
    for _frame in range(2 * EVERY):
        running.tick()
    assert running.live.time_ms > 0.0
    canvas = window.canvas
    for id in strange.elements:
        running.selection.select([id])
        place = canvas.scene.place(id)
        if place is not None:
            view = canvas.camera.to_view(place.centre)
            canvas._point(Pointer(view, place.centre))
        canvas.grab()
    canvas.look(canvas.camera.zoomed(9.0, QPointF(400, 300)))
    canvas.grab()
    running.tick()
    assert document.save_as(tmp_path / "strange.circuit") == []
    assert load(tmp_path / "strange.circuit").circuit == strange
    document.push(document.circuit.removed(list(strange.elements)))
    document.undo()
    assert document.circuit == strange
