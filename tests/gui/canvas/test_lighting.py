"""The light on pathways follows the circuit, and leaves nothing behind."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPointF
from pytestqt.qtbot import QtBot

from circuitlab.gui.canvas.layers.lighting import Lighting
from circuitlab.gui.canvas.layers.pathway_wires import wire_path
from circuitlab.gui.canvas.view import CanvasView
from circuitlab.gui.session import Session
from circuitlab.model.element import Role

ENDS = ("heat1", "voltmeter1")


@pytest.fixture
def lighting(canvas: CanvasView, session: Session, qtbot: QtBot) -> Lighting:
    session.selection.select(ENDS)
    qtbot.waitUntil(lambda: canvas.is_settled)
    canvas.grab()
    return canvas._painting._lighting


def test_every_link_of_a_route_is_drawn_as_a_line(canvas, session):
    session.selection.select(ENDS)
    circuit = canvas.document.circuit
    for link in session.pathways.lit.links:
        assert wire_path(canvas.scene.geometry, link) is not None, circuit.links[link]


def test_all_links_of_a_synapse_are_drawn_as_its_axon(canvas, document):
    links = document.circuit.links.values()
    ids = {
        wire_path(canvas.scene.geometry, link.key)[0]
        for link in links
        if link.role in (Role.RELEASES_ONTO, Role.BINDS)
    }
    assert ids == {"synapse1"}


def test_what_is_lit_has_halos_and_is_dark_again_when_nothing_is_selected(
    canvas, session, lighting
):
    assert len(lighting._wires) == 3  # heat's cable, the axon, the meter's cable
    assert len(lighting._bodies) == 2  # the two neurons between
    session.selection.select(())
    outdated = lighting.follow()
    assert len(outdated) == 5
    assert lighting._boxes == []
    assert lighting.follow() == []


def test_wires_that_are_dragged_have_no_halo_until_they_are_put_down(
    canvas: CanvasView, hand, lighting: Lighting
):
    before = list(lighting._boxes)
    start = hand.centre("heat1")
    hand.drag(start, start + QPointF(60.0, 40.0), drop=False)
    canvas.grab()
    assert len(lighting._wires) == 1  # both ends move, the axon between stays
    hand.release(start + QPointF(60.0, 40.0))
    canvas.session.selection.select(ENDS)
    canvas.grab()
    assert len(lighting._wires) == 3
    assert lighting._boxes != before


def test_badges_stand_still_while_the_picture_is_moved(canvas: CanvasView, lighting: Lighting):
    shown = lighting._shown
    assert shown
    canvas.pan_by(30.0, -20.0)
    canvas.grab()
    assert lighting._shown is shown
