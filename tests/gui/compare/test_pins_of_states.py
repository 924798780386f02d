"""Pins while states are compared: on each picture, setting what that picture's state has."""

from typing import Any

import pytest

from circuitlab.gui.pins.pinning_by_hand import turn_pin
from circuitlab.model.states import AS_DRAWN


@pytest.fixture
def pinned(window: Any, qtbot: Any) -> Any:
    """A window in which two states are compared, and a capacitance is pinned."""
    window.session.start()
    window.actions_by_key["compare"].trigger()
    window.compare_desk.add_copy()
    sessions = window.comparison.runs.values()
    qtbot.waitUntil(lambda: all(session.engine.ready for session in sessions))
    turn_pin(window.document, [neuron(window)], "c_m")
    yield window
    window.comparison.end()


def neuron(window: Any) -> str:
    elements = window.document.circuit.elements
    return next(
        id for id, each in elements.items() if "c_m" in window.catalog.kind(each.kind).parameters
    )


def cards(window: Any) -> dict[str, Any]:
    boards = {id: canvas.corners.pins for id, canvas in window.compare_desk.canvases.items()}
    return {id: next(iter(board.cards.values())) for id, board in boards.items()}


def values(window: Any) -> dict[str, Any]:
    at, catalog = (neuron(window), "c_m"), window.catalog
    runs = window.comparison.runs.items()
    return {id: run.document.circuit.value(*at, catalog) for id, run in runs}


def test_a_pin_lies_on_every_picture(pinned: Any) -> None:
    assert cards(pinned).keys() == pinned.comparison.runs.keys()


def test_it_sets_the_state_whose_picture_it_lies_on_and_that_is_worked_on_then(
    pinned: Any,
) -> None:
    other = next(id for id in pinned.comparison.runs if id != AS_DRAWN)
    name = next(state.name for state in pinned.comparison.states if state.id == other)
    pinned.comparison.activate(AS_DRAWN)
    before = values(pinned)[AS_DRAWN]
    cards(pinned)[other].written.emit("1.5")
    assert values(pinned) == {AS_DRAWN: before, other: 1.5}
    assert pinned.comparison.active == other
    assert name in pinned.document.undo_stack.undoText()
    pinned.document.undo()
    assert values(pinned) == {AS_DRAWN: before, other: before}


def test_on_the_picture_as_drawn_it_sets_the_circuit(pinned: Any) -> None:
    other = next(id for id in pinned.comparison.runs if id != AS_DRAWN)
    cards(pinned)[other].written.emit("1.5")
    cards(pinned)[AS_DRAWN].written.emit("1.2")
    assert values(pinned) == {AS_DRAWN: 1.2, other: 1.5}
    assert pinned.comparison.active == AS_DRAWN
    at, canvases = (neuron(pinned), "c_m"), pinned.compare_desk.canvases.items()
    assert {id: each.corners.pins.values.now(at) for id, each in canvases} == values(pinned)
