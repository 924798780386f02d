import re
import sys
import threading

import fake_engine
import pytest
from each_case import each_case

from circuitlab.catalog.words import Problem
from circuitlab.engine.running.messages import Edit, Pause, Play, Speed, Status, StepOnce
from circuitlab.gui.session import Session
from circuitlab.gui.shell.window_parts import show_element
from circuitlab.gui.transport.speed_dial import SLOWDOWNS
from circuitlab.gui.transport.speed_words import speed_words


def messages(session):
    return session.engine._runner.messages


def test_the_engine_is_made_on_a_thread_and_told_what_happened_meanwhile(document, qtbot):
    session = Session(document, lambda: fake_engine.Runner)
    session.set_speed(0.1)
    session.start()
    session.play()
    delta = document.circuit.with_param("ketamine1", "concentration", 5.0)
    document.push(delta)
    assert session.engine.status is Status.COMPILING
    qtbot.waitUntil(lambda: session.engine.ready)
    assert messages(session) == [
        Speed(0.1),
        Edit(delta),
        Play(),
    ]
    session.stop()


def test_edits_undo_and_redo_all_reach_the_run_as_edits(running, document):
    delta = document.circuit.with_param("ketamine1", "concentration", 5.0)
    document.push(delta)
    document.undo()
    document.redo()
    sent = [m for m in messages(running) if isinstance(m, Edit)]
    assert [m.delta for m in sent] == [delta, delta.inverse(), delta]
    assert running.engine._runner.circuit == document.circuit


def test_undo_never_rolls_the_run_back(running, document):
    running.play()
    running.tick()
    document.push(document.circuit.with_param("ketamine1", "concentration", 5.0))
    before = running.engine._runner.time_ms
    document.undo()
    assert running.engine._runner.time_ms == before


def test_play_and_pause_tell_the_runner_and_the_window(running, qtbot):
    with qtbot.waitSignal(running.playing_changed) as told:
        running.toggle()
    assert told.args == [True]
    running.toggle()
    assert messages(running)[-2:] == [Play(), Pause()]


def test_a_step_pauses_first(running):
    running.play()
    running.step()
    assert not running.playing
    assert messages(running)[-1] == StepOnce()


@pytest.mark.parametrize(("asked", "got"), [(5.0, 1.0), (1e-9, 0.001), (0.05, 0.05)])
def test_speed_stays_between_a_millisecond_per_second_and_real_time(running, asked, got):
    running.set_speed(asked)
    assert running.speed == got
    assert messages(running)[-1] == Speed(got)


def test_a_frame_is_built_from_what_the_runner_says(running, qtbot):
    running.play()
    qtbot.waitUntil(lambda: running.live.rate_hz.get("nociceptor_c1", 0) > 0)
    assert running.live.potential["nociceptor_c1"] == pytest.approx(-60, abs=100)
    assert running.reached == 1.0


def test_time_flows_only_once_the_runner_has_begun(document, running, qtbot):
    assert not running.flows
    running.play()
    qtbot.waitUntil(lambda: running.flows)
    document.new()
    assert running.engine.compiles
    assert not running.flows


def test_restart_goes_back_to_time_zero(running, qtbot):
    running.play()
    qtbot.waitUntil(lambda: running.live.time_ms > 50)
    running.pause()
    with qtbot.waitSignal(running.restarted):
        running.reset()
    running.tick()
    assert running.live.time_ms == 0.0
    assert not running.live.flash


def test_what_is_there_no_more_cannot_be_selected(window, running, document):
    show_element(window, "km1")  # a list of hints may be older than an undo
    assert running.selection.ids == ()
    running.selection.select(["heat1", "km1"], ("heat1", "gone"))
    assert (running.selection.ids, running.selection.link) == (("heat1",), None)


def test_what_is_removed_is_no_longer_selected(running, document):
    running.selection.select(["ketamine1", "heat1"])
    document.push(document.circuit.removed(["heat1"]))
    assert running.selection.ids == ("ketamine1",)


def test_another_circuit_gets_another_runner_and_the_old_one_ends(running, document, qtbot):
    old = running.engine._runner
    document.new()
    qtbot.waitUntil(lambda: running.engine.ready)
    assert old.stopped
    assert running.engine._runner is not old


def test_a_problem_of_the_run_pauses_it_and_is_told(running, qtbot):
    running.play()
    running.engine._runner.problem = Problem(
        "Projection neuron", "not finite", "lower the conductance"
    )
    with qtbot.waitSignal(running.problem_found) as told:
        running.tick()
    assert told.args[0].where == "Projection neuron"
    assert not running.playing


def test_stop_ends_the_runner(document, qtbot):
    session = Session(document, lambda: fake_engine.Runner)
    session.start()
    qtbot.waitUntil(lambda: session.engine.ready)
    runner = session.engine._runner
    session.stop()
    assert runner.stopped


def test_a_paused_run_asks_for_no_repainting(running, qtbot):
    running.tick()
    running.tick()
    seen = []
    running.frame_ready.connect(lambda: seen.append(1))
    running._timer.stop()
    for _ in range(5):
        running.tick()
    assert not seen


def test_an_engine_that_cannot_be_made_is_not_hidden(document, qtbot, monkeypatch):
    def broken():
        raise RuntimeError("no engine")

    told = []
    monkeypatch.setattr(sys, "excepthook", lambda *raised: told.append(str(raised[1])))
    session = Session(document, broken)
    session._make_runner()
    qtbot.waitUntil(lambda: not session.engine._maker._ready.empty())
    session.tick()
    assert len(told) == 1
    assert "no engine" in told[0]


def test_speeds_are_said_as_people_do():
    assert speed_words(0.05) == "1/20 ×"
    assert speed_words(1.0) == "real time"
    assert speed_words(1 / 1.95) == "1/2 ×"
    assert speed_words(0.8) == "0.8 ×"
    assert speed_words(1 / 137.3) == "1/140 ×"


@each_case("slowdown", SLOWDOWNS)
def test_every_speed_of_the_dial_is_a_plain_fraction(slowdown):
    assert speed_words(1 / slowdown, short=True) == (f"1/{slowdown} ×" if slowdown > 1 else "1 ×")


@pytest.mark.parametrize("reached", [0.0009, 0.00333, 0.0127, 0.0999, 0.2718, 0.51, 0.66, 0.97])
def test_a_speed_that_is_reached_is_as_short_as_one_that_is_asked_for(reached):
    assert re.fullmatch(r"(1/\d{1,4}|0\.\d\d?) ×", speed_words(reached))


def test_a_runner_that_is_made_too_late_is_ended(document, qtbot):
    made, go = [], threading.Event()

    def slow():
        go.wait()
        return lambda *given: made.append(fake_engine.Runner(*given)) or made[0]

    session = Session(document, slow)
    session.start()
    session.stop()
    go.set()
    qtbot.waitUntil(lambda: bool(made) and made[0].stopped)
    assert not session.engine.ready


def test_another_circuit_while_the_engine_is_made_gets_its_own_runner(document, qtbot):
    session = Session(document, lambda: fake_engine.Runner)
    session.start()
    document.new()
    qtbot.waitUntil(lambda: session.engine.ready)
    assert session.engine._runner.circuit == document.circuit
    session.stop()
