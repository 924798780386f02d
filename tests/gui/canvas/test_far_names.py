"""Names on a canvas seen from far: tiles follow what is dragged and edited."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPointF
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from circuitlab.gui.canvas.camera import Camera
from circuitlab.gui.canvas.view import CanvasView
from circuitlab.gui.document import Document
from circuitlab.render.paint_context import enlarged_at

FAR = [0.38, 0.22]


def settled(canvas: CanvasView, qtbot: QtBot) -> QImage:
    def is_settled() -> bool:
        canvas.grab()
        return canvas.is_settled

    qtbot.waitUntil(is_settled)
    map_room = canvas.corners.map.geometry()
    return canvas.grab().toImage().copy(0, 0, map_room.left() - 8, map_room.top() - 8)


def from_far(canvas: CanvasView, qtbot: QtBot, zoom: float) -> QImage:
    canvas.look(Camera(zoom, -200.0, -200.0))
    return settled(canvas, qtbot)


def painted_anew(canvas: CanvasView, qtbot: QtBot) -> QImage:
    canvas._painting.clear()
    return settled(canvas, qtbot)


@pytest.mark.parametrize("zoom", FAR)
def test_names_are_written_from_far(canvas: CanvasView, qtbot: QtBot, zoom: float) -> None:
    with_names = from_far(canvas, qtbot, zoom)
    names, larger = canvas.scene.names, enlarged_at(zoom)
    (box,) = names.boxes(["projection_neuron1"], larger)
    room = canvas.camera.to_view(box.center()).toPoint()
    ink = canvas.theme.colour("ink").lightness()
    seen = [
        with_names.pixelColor(room.x() + x, room.y() + y).lightness()
        for x in range(-20, 20)
        for y in range(-5, 5)
    ]
    assert min(abs(lightness - ink) for lightness in seen) < 60


@pytest.mark.parametrize("zoom", FAR)
def test_what_is_lifted_and_put_back_leaves_no_trace(
    canvas: CanvasView, qtbot: QtBot, zoom: float
) -> None:
    before = from_far(canvas, qtbot, zoom)
    canvas.lift(["projection_neuron1"])
    canvas.preview(QPointF(150.0, 90.0))
    assert settled(canvas, qtbot) != before
    canvas.put_down()
    assert settled(canvas, qtbot) == before


@pytest.mark.parametrize("zoom", FAR)
def test_after_an_edit_names_are_those_that_are_painted_anew(
    canvas: CanvasView, document: Document, qtbot: QtBot, zoom: float
) -> None:
    before = from_far(canvas, qtbot, zoom)
    document.push(document.circuit.moved({"projection_neuron1": (520.0, 420.0)}))
    moved = settled(canvas, qtbot)
    assert moved != before
    assert moved == painted_anew(canvas, qtbot)
    document.push(document.circuit.relabelled("projection_neuron1", "A name that is much longer"))
    renamed = settled(canvas, qtbot)
    assert renamed != moved
    assert renamed == painted_anew(canvas, qtbot)
