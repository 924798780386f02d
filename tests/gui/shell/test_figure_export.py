"""What is exported is the circuit as it is, and the figure says so."""

from dataclasses import replace

import pytest
from pytestqt.qtbot import QtBot

from circuitlab.gui.shell import export_figure
from circuitlab.gui.shell.export_figure import export
from circuitlab.model.step import Step
from circuitlab.model.timeline import with_steps
from circuitlab.playback.run_event import Event
from circuitlab.render.figure.figure import Figure


@pytest.fixture
def drawn(window, running, monkeypatch, tmp_path, qtbot: QtBot):
    """Export, and return the figure that was painted."""
    running.play()
    qtbot.waitUntil(lambda: running.live.time_ms > 60)
    running.pause()
    figures: list[Figure] = []

    def encoded(figure: Figure, *_how: object, **_more: object) -> bytes:
        figures.append(figure)
        return b""

    monkeypatch.setattr(export_figure, "encoded", encoded)

    def draw() -> Figure:
        assert export(window.document, running, window.traces, tmp_path / "x.svg") is None
        return figures[-1]

    return draw


def test_the_stamp_says_that_the_circuit_was_changed(window, drawn):
    document = window.document
    assert "Two neurons · seed 1 · step 0.025 ms · at " in drawn().stamp
    document.push(document.circuit.with_document({"seed": 7}))
    assert "Two neurons (changed) · seed 7 · " in drawn().stamp
    document.undo()
    assert "(changed)" not in drawn().stamp


def test_a_step_without_a_label_is_marked_by_what_it_does(window, drawn, monkeypatch):
    circuit = window.document.circuit
    step = Step(50.0, {("ketamine1", "concentration"): 10.0})
    circuit.apply(with_steps(circuit, (step,)))
    event = Event(50.0, (export_figure.TIMELINE, ""), "", "accent")
    by_hand = replace(event, key=("heat1", "temperature"), text="Heat 46 °C")
    monkeypatch.setattr(window.traces, "events", lambda: [event, by_hand])
    words = [mark.label for mark in drawn().marks]
    assert "10 µM" in words[0]
    assert words[1] == "Heat 46 °C"
    circuit.apply(circuit.removed(["ketamine1"]))
    assert [mark.label for mark in drawn().marks] == ["Heat 46 °C"]
