"""Fit shows every part, or says which one lies too far off."""

from dataclasses import replace

import pytest

from circuitlab.gui.shell import commands
from circuitlab.model.delta import Delta


def move(document, id: str, x: float, y: float = 300.0) -> None:
    element = document.circuit.elements[id]
    document.push(Delta("Move", {id: (element, replace(element, x=x, y=y))}))


def seen(window) -> set[str]:
    area = window.canvas.camera.visible(window.canvas.view_size())
    places = window.canvas.scene.geometry.places
    return {id for id, place in places.items() if area.contains(place.centre)}


@pytest.mark.parametrize("x", [-1e6, -9e4, 0.0, 9e3, 9e4, 1e6])
def test_every_part_is_shown_or_named(window, document, x: float) -> None:
    move(document, "heat1", x)
    commands.fit(window)
    unseen = set(window.canvas.scene.geometry.places) - seen(window)
    assert unseen == set(window.canvas.far_off) == ({"heat1"} if abs(x) == 1e6 else set())
    assert ("too far off" in window.status.currentMessage()) == bool(unseen)


def test_several_far_ones_are_counted(window, document) -> None:
    move(document, "heat1", 1e6)
    move(document, "ketamine1", -1e6)
    commands.fit(window)
    assert len(window.canvas.far_off) == 2
    assert "2 parts" in window.status.currentMessage()


def test_from_where_no_shape_can_be_told_each_cell_is_a_dot(window, document, qtbot) -> None:
    move(document, "heat1", 9e4)
    commands.fit(window)
    canvas = window.canvas
    assert canvas.far_off == ()
    qtbot.waitUntil(lambda: canvas.is_settled)
    image = canvas.grab().toImage()
    for id in ("heat1", "projection_neuron1"):
        place = canvas.scene.geometry.places[id]
        at = canvas.mapFromScene(place.centre)
        colours = {image.pixelColor(at.x() + dx, at.y()).name() for dx in (-12, 0, 12)}
        assert len(colours) > 1, id
