"""Looking back: what is kept of a run, how it is shown again, and how the run goes on from it."""

import time
from dataclasses import replace

import fake_engine
import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt

from circuitlab.catalog.words import Problem
from circuitlab.engine.running.messages import Resume
from circuitlab.gui.canvas.controls.look_back_sign import PastSign, ago_words
from circuitlab.gui.transport.look_back_bar import PastBar
from circuitlab.playback.moments import SPAN_MS


def ran(session, frames):
    """Let so many frames of 16 ms pass."""
    session._timer.stop()
    session.play()
    for _ in range(frames):
        session._polled_at = time.perf_counter() - 0.016  # however long the machine took
        session.tick()


def test_looking_back_shows_what_was_shown(running):
    ran(running, 40)
    before, then_ms = running.live, running._shown._screen_ms
    ran(running, 40)
    assert running.live.time_ms > before.time_ms + 500
    running.look_back(running._shown._screen_ms - then_ms)
    running.tick()
    again = running.live
    assert not running.playing
    assert again.time_ms == pytest.approx(before.time_ms, abs=60.0)
    assert again.time_ms in [k.moment.time_ms for k in running._shown._past._kept]
    assert set(again.rate_hz) == set(before.rate_hz)
    expected = [fake_engine.potential(np.array([again.time_ms]), place)[0] for place in (0, 1)]
    assert list(again.potential.values()) == pytest.approx(expected)


def test_back_to_now_shows_what_was_left(running):
    ran(running, 60)
    running.pause()
    running.tick()
    left = running.live
    running.look_back(500.0)
    running.tick()
    assert running.live.time_ms < left.time_ms
    running.look_at_now()
    running.tick()
    assert running.ago_ms == 0.0
    assert running.live.time_ms == left.time_ms
    assert running.live.rate_hz == left.rate_hz
    assert running.live.flash == left.flash


def test_an_edit_while_the_past_is_shown_does_not_bring_the_present_back(running, document):
    ran(running, 60)
    running.look_back(500.0)
    running.tick()
    shown = running.live.time_ms
    document.push(document.circuit.with_param("ketamine1", "concentration", 5.0))
    running.tick()
    running.tick()
    assert running.live.time_ms == shown
    assert running.ago_ms > 0.0


def test_what_is_set_by_hand_in_the_past_is_not_the_protocols_any_more(
    window, running, document, qtbot
):
    dose = ("ketamine1", "concentration")
    running.engine._runner.set_by_timeline = {dose: 3.0}
    ran(running, 60)
    running.selection.select(["ketamine1"])
    running.look_back(500.0)
    running.tick()
    row = window.inspector.sheet.rows["concentration"]
    assert running.set_by_timeline == {dose: 3.0}
    qtbot.waitUntil(row._present.label.isVisible)
    assert row._present.label.text().startswith("Set by the protocol")
    running.engine._runner.set_by_timeline = {}
    document.push(document.circuit.with_param(*dose, 5.0))
    running.tick()
    assert running.set_by_timeline == {}
    qtbot.waitUntil(row._present.label.isHidden)


def test_play_goes_on_from_the_moment_that_is_shown(running):
    ran(running, 60)
    running.look_back(500.0)
    running.tick()
    shown = running.live.time_ms
    told = []
    running.went_back.connect(told.append)
    running.play()
    resumed = [m for m in running.engine._runner.messages if isinstance(m, Resume)]
    assert [m.moment.time_ms for m in resumed] == [shown] == told
    assert running.ago_ms == 0.0
    running.tick()
    assert running.live.time_ms == pytest.approx(shown + 16.0, abs=17.0)
    assert max(k.moment.time_ms for k in running._shown._past._kept) < shown + 40.0


def test_frames_that_were_on_their_way_when_the_run_went_back_are_not_shown(running, monkeypatch):
    ran(running, 60)
    running.look_back(500.0)
    late = running.engine._runner.last
    running.play()
    before = running.engine.frame
    with monkeypatch.context() as patch:
        patch.setattr(running.engine._runner, "poll", lambda: late)
        running.tick()
    assert running.engine.frame is before


def test_a_problem_of_a_run_that_is_over_does_not_stop_the_new_one(running, monkeypatch):
    ran(running, 60)
    running.pause()
    running.tick()
    late = replace(running.engine.frame, problem=Problem("heat1", "too hot", "cool it"))
    running.reset()
    running.play()
    with monkeypatch.context() as patch:
        patch.setattr(running.engine._runner, "poll", lambda: late)
        running.tick()
    assert running.playing
    running.tick()
    assert running._shown.tick < late.tick


def test_a_step_back_repeats_all_but_one(running):
    ran(running, 30)
    running.pause()
    running.tick()
    tick = running.engine.frame.tick
    running.step_back()
    running.tick()
    assert running.engine.frame.tick == tick - 1
    running.step()
    running.tick()
    assert running.engine.frame.tick == tick


def test_steps_back_that_come_faster_than_frames_are_all_counted(running):
    ran(running, 30)
    running.pause()
    running.tick()
    tick = running.engine.frame.tick
    for _ in range(3):
        running.step_back()
    running.step()
    running.step_back()
    running.tick()
    assert running.engine.frame.tick == tick - 3


def test_nothing_lies_before_the_start(running):
    running.tick()
    running.step_back()
    running.look_back(1000.0)
    assert running.ago_ms == 0.0
    assert not any(isinstance(m, Resume) for m in running.engine._runner.messages)


@pytest.mark.parametrize("leave", ["reset", "new"])
def test_another_run_has_no_past(running, document, leave):
    ran(running, 60)
    running.look_back(500.0)
    running.reset() if leave == "reset" else document.new()
    assert (running.ago_ms, running.kept_ms) == (0.0, 0.0)


def test_words_for_how_long_ago():
    assert ago_words(0.0) == "now"
    assert ago_words(12_340.0) == "12.3 s ago"


def test_the_bar_is_dragged_and_the_sign_leads_back(window, running, qtbot):
    ran(running, 200)
    bar, sign = window.findChild(PastBar), window.findChild(PastSign)
    assert not sign.isVisible()
    start, end = bar._room()
    x = round(end - (end - start) * 2000.0 / SPAN_MS)
    qtbot.mousePress(bar, Qt.MouseButton.LeftButton, pos=QPoint(round(end), 11))
    qtbot.mouseMove(bar, QPoint(x, 11))
    qtbot.mouseRelease(bar, Qt.MouseButton.LeftButton, pos=QPoint(x, 11))
    running.tick()
    assert running.ago_ms == pytest.approx(2000.0, abs=300.0)
    assert sign.isVisible()
    assert window.actions_by_key["now"].isEnabled()
    assert window.status.words.text().startswith("Looking back")
    window.actions_by_key["earlier"].trigger()
    assert running.ago_ms == pytest.approx(3000.0, abs=330.0)
    _words, _go_on, now = sign.children()[1:]
    qtbot.mouseClick(now, Qt.MouseButton.LeftButton)
    running.tick()
    assert running.ago_ms == 0.0
    assert not sign.isVisible()


def test_the_bar_follows_keys(window, running, qtbot):
    ran(running, 200)
    bar = window.findChild(PastBar)
    qtbot.keyClick(bar, Qt.Key.Key_Left)
    assert running.ago_ms == pytest.approx(1000.0, abs=40.0)
    qtbot.keyClick(bar, Qt.Key.Key_Home)
    assert running.ago_ms == pytest.approx(running.kept_ms, abs=1.0)
    qtbot.keyClick(bar, Qt.Key.Key_End)
    assert running.ago_ms == 0.0


def test_traces_show_the_past_and_forget_what_is_over(window, running):
    ran(running, 100)
    running.look_back(800.0)
    running.tick()
    shown = running.live.time_ms
    trace, *_others = window.traces.for_figure()
    assert trace.unit == "mV"
    assert trace.time_ms[-1] == pytest.approx(shown, abs=3.0)
    running.play()
    (course,) = window.traces.recording.courses["projection_neuron1", "v"]
    assert course.recorded.last_ms <= shown


def test_traces_are_pulled_back_by_hand(window, running, qtbot):
    ran(running, 200)
    plot = window.traces.plot
    view = plot.viewport()
    y, wide = plot.height() // 2, plot.across
    qtbot.mousePress(view, Qt.MouseButton.LeftButton, pos=QPoint(100, y))
    assert running.playing
    qtbot.mouseMove(view, QPoint(100 + wide // 5, y))
    expected = window.traces.window_ms / 5 / running.speed
    assert running.ago_ms == pytest.approx(expected, abs=60.0)
    qtbot.mouseMove(view, QPoint(90, y))
    assert running.ago_ms == 0.0
    qtbot.mouseRelease(view, Qt.MouseButton.LeftButton, pos=QPoint(90, y))


def test_a_click_on_the_traces_or_at_now_leaves_the_run_alone(window, running, qtbot):
    ran(running, 100)
    view, bar = window.traces.plot.viewport(), window.traces.header.past_bar
    for button in (Qt.MouseButton.LeftButton, Qt.MouseButton.RightButton):
        qtbot.mousePress(view, button, pos=QPoint(100, 20))
        qtbot.mouseMove(view, QPoint(101, 20))
        qtbot.mouseRelease(view, button, pos=QPoint(101, 20))
    qtbot.mouseClick(bar, Qt.MouseButton.LeftButton, pos=QPoint(round(bar.place(0.0)), 11))
    assert running.playing


def test_the_way_back_is_found_by_keyboard(window, running, qtbot):
    ran(running, 100)
    running.look_back(1000.0)
    running.tick()
    now = window.findChild(PastSign).children()[-1]
    assert now.accessibleName() == "Back to now"
    now.setFocus()
    qtbot.keyClick(now, Qt.Key.Key_Space)
    assert running.ago_ms == 0.0
    assert not running.playing
    assert not any(isinstance(m, Resume) for m in running.engine._runner.messages)


def test_marks_of_edits_stand_where_they_take_effect(window, running, document):
    ran(running, 100)
    running.look_back(800.0)
    running.tick()
    held, shown = running.engine.frame.time_ms, running.live.time_ms
    document.push(document.circuit.with_param("ketamine1", "concentration", 5.0))
    events = window.traces._events
    assert [event.time_ms for event in events.since(0.0)] == [held]
    running.play()
    assert [event.time_ms for event in events.since(0.0)] == [shown]
