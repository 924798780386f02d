"""Names of a large circuit find their places after an edit, whatever is done meanwhile."""

from __future__ import annotations

import math
import random

import pytest

from circuitlab.cli.bench.dense_circuit import dense_circuit
from circuitlab.gui.canvas.scene import CanvasScene
from circuitlab.gui.canvas.stepwise_scene import AT_ONCE
from circuitlab.gui.canvas.view import CanvasView
from circuitlab.gui.document import Document
from circuitlab.model.circuit import Circuit
from circuitlab.render.theme import theme

LARGER = 1.5


@pytest.fixture(scope="module")
def large() -> Circuit:
    """More elements than are drawn at once."""
    circuit = dense_circuit(64, 128)
    assert len(circuit.elements) > AT_ONCE
    return circuit


@pytest.fixture
def shown(document: Document, large: Circuit) -> CanvasScene:
    """A scene that follows each edit of a large circuit, and does nothing else."""
    document.replace(large.copy())
    scene = CanvasScene(document.circuit, document.catalog, theme("light"))
    document.changed.connect(lambda delta: scene.edited(document.circuit, delta.changes))
    return scene


def named(scene: CanvasScene) -> tuple[object, ...]:
    """All labels, and all names as they are written from afar."""
    labels = {id: place.label for id, place in scene.geometry.places.items()}
    return labels, {each.id: each for each in scene.names.inside(scene.world(), LARGER)}


def same_as_anew(scene: CanvasScene) -> None:
    anew = CanvasScene(scene.circuit, scene.catalog, theme("light"))
    for one, other in zip(named(scene), named(anew), strict=True):
        assert one == other


def cells_of(document: Document) -> list[str]:
    return [id for id in document.circuit.elements if not document.circuit.host(id)]


def test_they_end_where_they_stand_in_a_circuit_drawn_anew(shown, document) -> None:
    before = named(shown)
    document.push(document.circuit.removed(cells_of(document)[30:31]))
    assert shown.are_names_late
    assert shown.find_names(math.inf)
    assert not shown.are_names_late
    assert named(shown) != before
    same_as_anew(shown)
    document.undo()
    shown.find_names(math.inf)
    assert named(shown) == before


def test_they_are_found_in_steps_between_which_more_may_be_edited(shown, document) -> None:
    chance, steps = random.Random(7), 0
    for turn in range(24):
        cells = cells_of(document)
        id = chance.choice(cells)
        if turn % 4 == 3:
            document.undo()
        elif turn % 4 == 2:
            x, y = document.circuit.position(id)
            document.push(document.circuit.moved({id: (x + 90.0, y - 35.0)}))
        elif turn % 4 == 1:
            document.push(document.circuit.relabelled(id, f"a name of some length {turn}"))
        else:
            document.push(document.circuit.removed([id]))
        for _step in range(chance.randrange(1, 40)):
            steps += shown.are_names_late
            shown.find_names(0.0)
    assert steps > 100
    shown.find_names(math.inf)
    same_as_anew(shown)


def test_a_small_circuit_has_no_late_names(document) -> None:
    document.replace(dense_circuit(12, 12))
    scene = CanvasScene(document.circuit, document.catalog, theme("light"))
    document.changed.connect(lambda delta: scene.edited(document.circuit, delta.changes))
    document.push(document.circuit.removed(cells_of(document)[:1]))
    assert not scene.are_names_late
    same_as_anew(scene)


def test_the_canvas_finds_them_by_itself_and_shows_the_rest_meanwhile(
    canvas: CanvasView, document: Document, large: Circuit, qtbot
) -> None:
    document.replace(large.copy())
    canvas.scene.finish()
    qtbot.waitUntil(lambda: canvas.is_settled, timeout=60_000)
    gone = cells_of(document)[20]
    document.push(document.circuit.removed([gone]))
    assert canvas.scene.are_names_late
    assert canvas.scene.place(gone) is None
    assert not canvas.is_settled
    canvas.grab()
    assert canvas.scene.are_names_late
    qtbot.waitUntil(lambda: canvas.is_settled, timeout=60_000)
    same_as_anew(canvas.scene)
