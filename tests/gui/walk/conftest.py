"""A window on a small circuit with a walk of four steps."""

from __future__ import annotations

from typing import Any

import pytest

from circuitlab.gui.document import Document
from circuitlab.gui.walk import flight
from circuitlab.model.element import MUTED
from circuitlab.model.scenario import Camera, Question, ScenarioStep, WaitFor

REACH = (-120.0, 80.0)


@pytest.fixture
def cell(document: Document) -> str:
    """The neuron that a meter records."""
    elements = document.circuit.elements
    return next(id for id, each in elements.items() if each.kind == "projection_neuron")


@pytest.fixture
def steps(document: Document, cell: str) -> tuple[ScenarioStep, ...]:
    return (
        ScenarioStep("a", "First", "Look.", camera=Camera(), wait=WaitFor(seconds=0.1)),
        ScenarioStep(
            "b",
            "Silenced",
            "It is silenced.",
            values={(cell, MUTED): True},
            speed=0.5,
            watch=(cell,),
            camera=Camera((cell,)),
        ),
        ScenarioStep(
            "c",
            "Asked",
            "It acts again.",
            values={(cell, MUTED): False},
            wait=WaitFor(seconds=0.1),
            question=Question("What now?", ("Less", "More"), 1, "More it is."),
        ),
        ScenarioStep(
            "d",
            "Drawn",
            "Draw.",
            values={(cell, MUTED): True},
            traces=((cell, "v"),),
            question=Question("Draw it.", draw=(cell, "v"), window_ms=(0.0, 400.0), range=REACH),
        ),
    )


@pytest.fixture
def walking(
    document: Document,
    steps: tuple[ScenarioStep, ...],
    window: Any,
    running: Any,
    qtbot: Any,
    monkeypatch: pytest.MonkeyPatch,
) -> Any:
    """The window at the first step of the walk."""
    monkeypatch.setattr(flight, "FLIGHT_MS", 1)
    circuit = document.circuit.copy()
    circuit.apply(circuit.with_document({"scenario": steps}))
    document.replace(circuit)
    qtbot.waitUntil(lambda: running.engine.ready)
    window.guide.begin()
    return window
