"""The window of a walk, shown to a room."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from circuitlab.gui.document import Document
from circuitlab.gui.walk import flight
from circuitlab.model.rules import add_kind
from circuitlab.model.scenario import Question, ScenarioStep, WaitFor


@pytest.fixture
def presenting(
    document: Document,
    window: Any,
    running: Any,
    qtbot: Any,
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[Any]:
    """A window that presents a circuit without a walk."""
    monkeypatch.setattr(flight, "FLIGHT_MS", 1)
    window.presentation.enter()
    yield window
    window.presentation.leave()


@pytest.fixture
def lecture(document: Document, presenting: Any) -> Any:
    """A window that presents a circuit with a walk of four steps, not yet begun."""
    elements = document.circuit.elements
    cell = next(id for id, each in elements.items() if each.kind == "projection_neuron")
    steps = (
        ScenarioStep("a", "First", "Look.", wait=WaitFor(seconds=0.1), note="Say hello."),
        ScenarioStep(
            "b", "Second", "Asked.", question=Question("What?", ("Less", "More"), 1, "So.")
        ),
        ScenarioStep("c", "Drawn", "Draw.", question=Question("Draw it.", draw=(cell, "v"))),
        ScenarioStep("d", "Last", "Bye."),
    )
    document.push(document.circuit.with_document({"scenario": steps}))
    return presenting


@pytest.fixture
def press(presenting: Any) -> Callable[[Qt.Key], None]:
    """Press a key as a desktop tells it: to the window."""

    def pressed(key: Qt.Key) -> None:
        QTest.keyClick(presenting.windowHandle(), key)

    return pressed


@pytest.fixture
def read_out(document: Document, presenting: Any, monkeypatch: pytest.MonkeyPatch) -> Any:
    """What tells the reading of a circuit's pain read-out, which stands far off all else."""
    _id, delta = add_kind(document.circuit, document.catalog, "pain_readout", 900.0, 100.0)
    document.push(delta)
    monkeypatch.setattr(type(presenting.session.live), "value", lambda _live, _id, _name: 5.94)
    read_out = presenting.presentation.read_out
    read_out.follow()
    return read_out
