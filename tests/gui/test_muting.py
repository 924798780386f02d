"""One key mutes what is chosen: it shows everywhere, and is taken back in one step."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot
from two_neurons import put

from circuitlab.analysis.tables import step_words
from circuitlab.gui.canvas.layers import readout
from circuitlab.gui.sidebar.kind_list import items_of
from circuitlab.gui.sidebar.outline import ID, Outline
from circuitlab.model.element import MUTED
from circuitlab.model.step import Step
from circuitlab.playback.live_state import LiveState
from circuitlab.playback.trace_bands import bands_of
from circuitlab.playback.trace_rows import rows_of
from circuitlab.render.live_frame import LiveFrame
from circuitlab.render.theme import theme


def muted(window) -> set[str]:
    elements = window.document.circuit.elements
    return {id for id, element in elements.items() if element.muted}


def ran(session, frames: int) -> None:
    """Let so many frames of 16 ms pass."""
    session._timer.stop()
    session.play()
    for _ in range(frames):
        session._polled_at -= 0.016
        session.tick()


def press(window, qtbot: QtBot) -> None:
    window.actions_by_key["mute"].trigger()


def test_the_key_is_m_and_needs_something_chosen(window):
    made = window.actions_by_key["mute"]
    assert made.shortcut().toString() == "M"
    window.session.selection.select(())
    window.mark_actions()
    assert not made.isEnabled()


def test_all_that_is_chosen_is_muted_in_one_step(window, qtbot):
    window.session.selection.select(["heat1", "nmda1", "synapse1"])
    press(window, qtbot)
    assert muted(window) == {"heat1", "nmda1", "synapse1"}
    assert window.actions_by_key["mute"].isChecked()
    assert window.document.undo_stack.count() == 1
    window.document.undo()
    assert muted(window) == set()
    window.document.redo()
    press(window, qtbot)
    assert muted(window) == set()
    assert not window.actions_by_key["mute"].isChecked()


def test_a_press_in_the_canvas_reaches_the_action(window, qtbot):
    window.show()
    window.session.selection.select(["heat1"])
    window.canvas.setFocus()
    qtbot.keyClick(window.canvas, Qt.Key.Key_M)
    assert muted(window) == {"heat1"}


def test_the_page_has_a_switch_that_says_what_it_means(window, qtbot):
    window.session.selection.select(["projection_neuron1"])
    row = window.inspector.sheet.mute
    assert not row.meaning.isVisibleTo(row)
    row.toggle.click()
    assert muted(window) == {"projection_neuron1"}
    assert row.meaning.isVisibleTo(row)
    assert "no spike" in row.meaning.text()
    assert window.document.undo_stack.undoText() == "Mute Projection neuron"
    window.document.undo()
    assert not row.toggle.isChecked()


def test_the_page_says_what_the_timeline_has_muted(window):
    window.session.selection.select(["heat1"])
    row = window.inspector.sheet.mute
    row.show_present(True)
    assert row.by_protocol.text() == "Muted by the timeline now"
    row.show_present(None)
    assert not row.by_protocol.isVisibleTo(row)


def test_the_outline_lists_what_is_muted(window, document, session, qtbot):
    outline = Outline(document, session, theme("light"))
    qtbot.addWidget(outline)
    outline.show()
    document.push(document.circuit.muting({"heat1": True}))
    heat = next(i for i in items_of(outline.tree) if i.data(0, ID) == "heat1")
    assert heat.text(0) == "Heat · muted"
    assert "muted" in heat.data(0, Qt.ItemDataRole.AccessibleTextRole)
    document.undo()
    heat = next(i for i in items_of(outline.tree) if i.data(0, ID) == "heat1")
    assert heat.text(0) == "Heat"


def settled(canvas) -> QImage:
    """The picture once its tiles are painted: each frame paints some of them."""
    for _ in range(12):
        canvas.grab()
    return canvas.grab().toImage()


@pytest.mark.parametrize("id", ["projection_neuron1", "heat1", "nmda1", "synapse1", "ketamine1"])
def test_what_is_muted_looks_so_on_the_canvas_and_undo_takes_it_back(window, id):
    window.resize(1200, 800)
    window.canvas.fit()
    before = settled(window.canvas)
    window.document.push(window.document.circuit.muting({id: True}))
    assert settled(window.canvas) != before
    window.document.undo()
    assert settled(window.canvas) == before


def test_the_corner_says_that_it_is_muted(window, catalog):
    circuit = window.document.circuit
    circuit.apply(circuit.muting({"heat1": True}))
    assert readout.rows_of(circuit, catalog, "heat1", LiveFrame())[0] == ("Muted", "")
    then = LiveFrame(muted=frozenset())
    assert ("Muted", "") not in readout.rows_of(circuit, catalog, "heat1", then)


def test_the_past_shows_what_was_muted_then(window, running, qtbot):
    ran(running, 60)
    running.pause()
    running.tick()
    element = window.document.circuit.elements["heat1"]
    assert not running.live.is_muted(element)
    window.document.push(window.document.circuit.muting({"heat1": True}))
    element = window.document.circuit.elements["heat1"]
    assert running.live.is_muted(element)
    running.look_back(400.0)
    running.tick()
    assert running.ago_ms > 0
    assert not running.live.is_muted(element)
    running.look_at_now()
    running.tick()
    assert running.live.is_muted(element)


def test_along_what_is_muted_no_spike_travels(circuit, catalog):
    state = LiveState(circuit, catalog)
    assert state._travel._ways.get("nociceptor_c1")
    for id in ("nociceptor_c1", "synapse1"):
        delta = circuit.muting({id: True})
        circuit.apply(delta)
        state.edited(circuit, delta)
        assert not state._travel._ways.get("nociceptor_c1")
        circuit.apply(delta.inverse())
        state.edited(circuit, delta.inverse())
        assert state._travel._ways.get("nociceptor_c1")


def test_a_muted_stimulus_has_no_band(circuit, catalog):
    assert "heat1" in {part.id for row in bands_of(circuit, catalog) for part in row.parts}
    circuit.apply(circuit.muting({"heat1": True}))
    assert "heat1" not in {part.id for row in bands_of(circuit, catalog) for part in row.parts}
    past = bands_of(circuit, catalog, seen=["heat1"])
    assert "heat1" in {part.id for row in past for part in row.parts}


@pytest.mark.parametrize("kind", ["voltmeter", "raster", "pain_readout"])
def test_a_muted_meter_has_no_strip(circuit, catalog, kind):
    meter = put(circuit, catalog, kind, on="nociceptor_c1")
    shown = rows_of(circuit, catalog)
    circuit.apply(circuit.muting({meter: True}))
    assert len(rows_of(circuit, catalog)) == len(shown) - 1
    circuit.apply(circuit.muting({meter: False}))
    assert rows_of(circuit, catalog) == shown


def test_traces_mark_when_something_was_muted(window, running, qtbot):
    running.play()
    qtbot.waitUntil(lambda: running.now_ms > 20)
    window.document.push(window.document.circuit.muting({"heat1": True}))
    texts = [event.text for event in window.traces.events()]
    assert "Heat · muted" in texts


def test_a_step_that_mutes_says_so(circuit, catalog):
    step = Step(5.0, {("heat1", MUTED): True, ("ketamine1", MUTED): False})
    assert step_words(circuit, catalog, step) == "Heat muted, Ketamine acts again"
