"""A window on a small circuit, with the page on which its lecture is made."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtGui import QGuiApplication

from circuitlab.gui.document import Document
from circuitlab.gui.walk import flight
from circuitlab.model.element import MUTED
from circuitlab.model.scenario import Camera, Question, ScenarioStep, WaitFor


@pytest.fixture
def cell(document: Document) -> str:
    """The neuron that a meter records."""
    elements = document.circuit.elements
    return next(id for id, each in elements.items() if each.kind == "projection_neuron")


@pytest.fixture
def steps(cell: str) -> tuple[ScenarioStep, ...]:
    return (
        ScenarioStep("a", "First", "Look.", camera=Camera(), wait=WaitFor(seconds=0.1)),
        ScenarioStep("b", "Silenced", values={(cell, MUTED): True}, speed=0.5, watch=(cell,)),
        ScenarioStep("c", "Asked", question=Question("What now?", ("Less", "More"), 1, "More.")),
    )


@pytest.fixture
def lecturing(
    document: Document,
    steps: tuple[ScenarioStep, ...],
    window: Any,
    running: Any,
    qtbot: Any,
    monkeypatch: pytest.MonkeyPatch,
) -> Any:
    """The window with three steps and the page on which they are made."""
    monkeypatch.setattr(flight, "FLIGHT_MS", 1)
    circuit = document.circuit.copy()
    circuit.apply(circuit.with_document({"scenario": steps}))
    document.replace(circuit)
    qtbot.waitUntil(lambda: running.engine.ready)
    QGuiApplication.clipboard().clear()
    window.actions_by_key["edit_steps"].trigger()
    return window
