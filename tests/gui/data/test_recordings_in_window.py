"""Recordings in the window: added, drawn beside their trace, moved, aligned, driving a cell."""

import numpy as np
import pytest
from PySide6.QtCore import QPointF, Qt

from circuitlab.gui.data.recording_drag import RecordingTaker
from circuitlab.gui.shell import data_actions
from circuitlab.gui.traces.gestures import Press
from circuitlab.model.element import Role
from circuitlab.model.recordings import MOST_POINTS
from circuitlab.playback.recorded_course import RecordedCourse
from circuitlab.playback.trace_rows import rows_of


def table(path, count=2000, step_ms=0.5):
    times = np.arange(count) * step_ms
    volts = -65.0 + 100.0 * (np.arange(count) % 200 == 100)
    rows = np.c_[times, volts, 100.0 * (times >= 300.0)]
    np.savetxt(path, rows, fmt="%.3f", header="t_ms v_mV i_pA", comments="")
    return path


@pytest.fixture
def neuron(window):
    kinds, circuit = window.catalog.kinds, window.document.circuit
    return next(id for id, each in circuit.elements.items() if "v" in kinds[each.kind].states)


@pytest.fixture
def added(window, neuron, tmp_path, qtbot):
    """The window with a recording beside the voltage of a neuron."""
    dialog = data_actions.open_recording(window, table(tmp_path / "cell.csv"))
    dialog.job.wait()
    dialog.beside.setCurrentIndex(dialog.beside.findData(f"{neuron}.v"))
    dialog.stimulus.setCurrentIndex(dialog.stimulus.findData("i_pA"))
    dialog.lying.shift.setText("20 ms")
    dialog.take()
    dialog.job.wait()
    window.recorded.job.wait()
    return window


def test_adding_is_one_step_that_can_be_taken_back(added, neuron):
    (recording,) = added.recorded.recordings
    assert (recording.key, recording.signal, recording.shift_ms) == ((neuron, "v"), "v_mV", 20.0)
    assert recording.onset_ms == 300.0
    added.document.undo()
    assert added.recorded.recordings == ()
    assert added.recorded.courses == {}
    added.document.redo()
    assert added.recorded.recordings == (recording,)


def test_a_trace_that_is_not_shown_gets_a_meter(added, neuron):
    circuit = added.document.circuit
    assert (neuron, "v") in {row.key for row in rows_of(circuit, added.catalog)}
    assert circuit.sources(neuron, Role.RECORDS)


def test_it_is_drawn_dashed_beside_its_trace(added, neuron):
    courses = added.traces.recording.courses[neuron, "v"]
    (recorded,) = [each for each in courses if isinstance(each, RecordedCourse)]
    assert recorded is not courses[0]
    assert recorded.dash
    times, values = recorded.points(60.0, 80.0, 0.1)
    assert values.max() == 35.0
    assert times[np.argmax(values)] == 70.0
    (figure,) = [each for each in added.traces.for_figure() if each.others]
    assert [(each.unit, each.dash) for each in figure.others] == [("mV", recorded.dash)]


def test_it_is_moved_by_hand_in_one_step(added, neuron):
    plot, beside = added.traces.plot, added.recorded
    (strip,) = [each for each in plot.strips if each.key == (neuron, "v")]
    at = QPointF(-500.0, strip.top + strip.height / 2)
    taker = RecordingTaker(added.document, beside, plot)
    left, ctrl = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.ControlModifier
    assert taker(Press(at, at, left, Qt.KeyboardModifier.NoModifier)) is None
    steps = added.document.undo_stack.count()
    drag = taker(Press(at, at, left, ctrl))
    drag.move(at + QPointF(30.0, 0.0))
    assert beside.courses["recording1"].recording.shift_ms == 50.0
    assert beside.recordings[0].shift_ms == 20.0
    drag.cancel()
    assert beside.courses["recording1"].recording.shift_ms == 20.0
    taker(Press(at, at, left, ctrl)).end(at + QPointF(-25.0, 0.0))
    assert beside.recordings[0].shift_ms == -5.0
    assert added.document.undo_stack.count() == steps + 1


def actions_in(menu, words):
    return next(each for each in menu.actions() if words in each.text())


def test_the_strips_menu_aligns_and_removes(added, neuron):
    menu = added.traces.strip_menu.menu((neuron, "v"))
    mine = actions_in(menu, "cell, v_mV").menu()
    stimuli = actions_in(mine, "begin with").menu()
    assert stimuli.isEnabled() == bool(stimuli.actions())
    also = added.traces.strip_menu.also
    also.align(added.recorded.recordings[0], 1000.0)
    assert added.recorded.recordings[0].shift_ms == 700.0
    actions_in(mine, "Remove").trigger()
    assert added.recorded.recordings == ()
    assert added.recorded.courses == {}


def test_shift_and_scale_are_typed(added):
    dialog = added.traces.strip_menu.also.shift(added.recorded.recordings[0])
    dialog.lying.shift.setText("three")
    dialog.take()
    assert not dialog.wrong.isHidden()
    dialog.lying.shift.setText("−1.5 s")
    dialog.lying.scale.setText("2")
    dialog.lying.offset.setText("65 mV")
    dialog.take()
    (recording,) = added.recorded.recordings
    assert (recording.shift_ms, recording.scale, recording.offset) == (-1500.0, 2.0, 65.0)


def test_its_spikes_drive_a_cell_in_one_step(added, neuron):
    steps = added.document.undo_stack.count()
    dialog = added.traces.strip_menu.also.drive(added.recorded.recordings[0])
    assert "10" in dialog.found.text()
    offered = [dialog.cells.itemData(place) for place in range(dialog.cells.count())]
    assert offered == ["projection_neuron1"]  # nothing but the skin drives a nociceptor
    dialog.take()
    dialog.job.wait()
    document = added.document
    assert document.undo_stack.count() == steps + 1
    source = next(id for id in document.circuit.elements if id.startswith("spike_train"))
    times = document.circuit.value(source, "times")
    np.testing.assert_allclose(times, 69.825 + 100.0 * np.arange(10), atol=0.3)


def test_a_missing_file_is_said_and_its_curve_stays(added, tmp_path):
    said = []
    added.recorded.told.connect(said.append)
    (tmp_path / "cell.csv").unlink()
    added.recorded._replaced()
    added.recorded.job.wait()
    assert "is not there" in said[0]
    assert added.recorded.courses["recording1"].is_known


def test_all_samples_of_a_long_one_come_later(window, neuron, tmp_path):
    path = table(tmp_path / "long.csv", 2 * MOST_POINTS, 0.1)
    dialog = data_actions.open_recording(window, path)
    dialog.job.wait()
    dialog.beside.setCurrentIndex(dialog.beside.findData(f"{neuron}.v"))
    dialog.take()
    dialog.job.wait()
    course = window.recorded.courses["recording1"]
    assert len(course.samples(0.0, 100.0)[0]) < 1001
    window.recorded.job.wait()
    assert len(course.samples(0.0, 100.0)[0]) == 1001


def test_what_cannot_be_read_is_said_in_the_dialog(window, tmp_path):
    (tmp_path / "bad.csv").write_text("no numbers\n")
    dialog = data_actions.open_recording(window, tmp_path / "bad.csv")
    dialog.job.wait()
    assert "no columns of numbers" in dialog.wrong.text()
    assert not dialog.wrong.isHidden()
    dialog.reject()
    assert window.recorded.recordings == ()


def test_a_dialog_that_is_closed_early_adds_nothing(window, answers, tmp_path):
    answers.path = table(tmp_path / "cell.csv")
    dialog = data_actions.add_recording(window)
    dialog.job.wait()
    dialog.take()
    dialog.reject()
    assert not dialog.job.is_busy
    assert window.recorded.recordings == ()
    answers.path = None
    assert data_actions.add_recording(window) is None


def test_it_is_named_below_the_name_of_its_trace(added, neuron, monkeypatch, qtbot):
    from circuitlab.gui.traces import names

    written = []
    kept = names.write
    monkeypatch.setattr(
        names, "write", lambda p, text, *more: written.append(text) or kept(p, text, *more)
    )
    shown = added.traces.names
    qtbot.waitUntil(lambda: any(len(strip.courses) > 1 for strip in shown.strips))
    shown.grab()
    assert "cell, v_mV" in written
