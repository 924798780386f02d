"""The runner: messages in, frames out, nothing lost, and a run that can be replayed."""

import threading

import numpy as np
import pytest
from engine.lab import Circuit, advance, pain_circuit, simulation
from engine.watched import Watched

from circuitlab.api import simulate
from circuitlab.engine.running import worker as worker_module
from circuitlab.engine.running.messages import (
    Edit,
    Pause,
    Play,
    Reset,
    RunnerFrame,
    Speed,
    Status,
    merged,
)
from circuitlab.engine.running.model_times import times_of
from circuitlab.engine.running.runner import Runner
from circuitlab.engine.running.spikes import Spikes
from circuitlab.engine.stepping.simulation import Simulation
from circuitlab.model.frozen import Array
from circuitlab.model.rules import add_kind
from circuitlab.model.step import Step as TimelineStep


def named(running: Simulation, spikes: np.ndarray) -> list[tuple[str, int, float]]:
    found = []
    for source, tick in spikes:
        cells = [p for p in running.plan.cells if p.first_source <= source][-1]
        time = float(times_of(tick, 0.025))
        found.append((cells.cells.element, int(source - cells.first_source), time))
    return found


def test_it_waits_for_play(small: Watched) -> None:
    frame = small.frames[-1]
    assert (frame.tick, frame.running, frame.status) == (0, False, Status.READY)


def test_steps_are_done_exactly(small: Watched) -> None:
    assert small.step(1).time_ms == pytest.approx(0.025)
    assert small.step(999).time_ms == pytest.approx(25.0)
    assert not small.frames[-1].running


def test_play_lets_time_run_and_pause_holds_it(small: Watched) -> None:
    small.runner.post(Play())
    assert small.until(lambda frame: frame.tick > 0).running
    small.runner.post(Pause())
    held = small.until(lambda frame: not frame.running)
    assert small.step(1).tick == held.tick + 1


def test_spikes_are_those_of_a_run_without_a_window(pain: Watched) -> None:
    pain.step(4000)
    pain.step(8000)
    alone = simulation(pain_circuit())
    assert pain.spikes == named(alone, advance(alone, 300.0).spikes)


def test_frames_say_what_every_element_is_doing(pain: Watched) -> None:
    values = pain.step(10).values
    for id, element in pain.circuit.model.elements.items():
        for state in pain.circuit.catalog.kind(element.kind).states:
            assert np.all(np.isfinite(values[id, state])), (id, state)
    with pytest.raises(KeyError):
        values["nobody", "v"]


def test_a_frame_stays_as_it_was(small: Watched) -> None:
    frame = small.step(10)
    before = frame.values["lif_current1", "v"].copy()
    small.step(100)
    assert np.array_equal(frame.values["lif_current1", "v"], before)


def test_meters_send_every_step_once(small: Watched) -> None:
    small.step(400)
    small.step(1600)
    columns = [frame.columns[key] for frame in small.frames for key in frame.columns]
    t, v = (np.concatenate([column[k] for column in columns]) for k in (0, 1))
    run = simulate(small.circuit, 50.0, record=[("lif_current1", "v")])
    times, values = run.trace("lif_current1", "v")
    assert t == pytest.approx(times)
    assert np.array_equal(v, values[:, 0])


def test_an_edit_takes_effect_where_it_arrives_and_is_logged(small: Watched) -> None:
    small.step(100)
    frame = small.edit(lif_current1__i_e=0.0)
    assert frame.tick == 100
    assert [entry.tick for entry in small.runner.log] == [100]
    small.step(40_000)
    assert small.frames[-1].values["lif_current1", "v"] == pytest.approx(-65.0, abs=1e-6)


def test_a_run_with_edits_is_replayed_from_its_log(pain: Watched) -> None:
    pain.runner.post(Speed(5.0))
    pain.runner.post(Play())
    for temperature in (46.0, 49.5, 44.0):
        pain.until(lambda frame: frame.tick > 0)
        pain.edit(heat1__temperature=temperature)
    _id, added = add_kind(pain.circuit.model, pain.circuit.catalog, "projection_neuron", 0, 0)
    pain.circuit.model.apply(added)
    pain.apply(added)
    pain.runner.post(Pause())
    end = pain.until(lambda frame: not frame.running).tick

    assert len(pain.runner.log) == 4
    replayed = simulate(pain_circuit(), end * 0.025, edits=pain.runner.log, record=[])
    pairs = [(id, *replayed.spike_pairs(id)) for id in replayed.firing]
    found = [(id, i, t) for id, index, ms in pairs for i, t in zip(index, ms, strict=True)]
    assert sorted(found) == sorted(pain.spikes)


def test_frames_name_what_a_fast_body_clock_gets_wrong(small: Watched) -> None:
    assert small.step(1).not_sped_up == ()
    _id, added = add_kind(small.circuit.model, small.circuit.catalog, "nmda", ltp=1)
    small.circuit.model.apply(added)
    small.apply(added)
    faster = small.circuit.model.with_document({"body_clock": 60.0})
    small.circuit.model.apply(faster)
    (problem,) = small.apply(faster).not_sped_up
    assert problem.where == "nmda1"
    assert "learns" in problem.what


def test_reset_goes_back_to_the_start_with_the_edited_circuit(small: Watched) -> None:
    small.step(100)
    small.edit(lif_current1__i_e=0.0)
    small.runner.post(Reset())
    frame = small.until(lambda frame: frame.tick == 0)
    assert frame.values["lif_current1", "v"] == pytest.approx(-65.0)
    assert small.runner.log == ()
    small.frames.append(frame)
    small.step(4000)
    assert not any(spike for spike in small.spikes if spike[2] > 2.5)


def test_numbers_that_run_away_stop_the_run_and_name_the_element(small: Watched) -> None:
    good = small.step(100)
    small.edit(lif_current1__i_e=-10_000.0, lif_current1__c_m=1.0)
    small.runner.post(Play())
    frame = small.until(lambda frame: frame.problem is not None)
    assert frame.problem.where == "lif_current1"
    assert frame.problem.remedy
    assert not frame.running
    assert frame.tick >= good.tick
    assert np.all(np.abs(frame.values["lif_current1", "v"]) < 150.0)


def test_a_step_that_cannot_be_is_said_at_once() -> None:
    circuit = Circuit()
    circuit.model.apply(circuit.model.with_document({"dt_ms": 0.0}))
    watched = Watched.__new__(Watched)
    watched.runner, watched.frames = Runner(circuit.model, circuit.catalog), []
    watched.runner.start()
    try:
        assert watched.until(lambda frame: frame.problem).problem.what == "0 ms is too low"
    finally:
        watched.runner.stop()


def test_after_a_problem_the_run_goes_on_once_it_is_undone(small: Watched) -> None:
    small.edit(lif_current1__i_e=-10_000.0, lif_current1__c_m=1.0)
    small.runner.post(Play())
    small.until(lambda frame: frame.problem is not None)
    small.edit(lif_current1__i_e=300.0, lif_current1__c_m=250.0)
    tick = small.frames[-1].tick
    assert small.step(4000).tick == tick + 4000
    assert small.frames[-1].problem is None


def test_an_edit_that_cannot_run_is_refused_and_can_be_undone(small: Watched) -> None:
    small.edit(lif_current1__i_e=300.0)
    model = small.circuit.model
    each = model.with_param("lif_current1", "i_e", Array([300.0, 300.0, 300.0]))
    model.apply(each)
    small.apply(each)
    wrong = model.with_param("lif_current1", "size", 5)
    model.apply(wrong)
    refused = small.apply(wrong)
    assert refused.problem.where == "lif_current1"
    assert "3 values for 5 cells" in refused.problem.what
    model.apply(wrong.inverse())
    assert small.apply(wrong.inverse()).problem is None
    assert small.step(10).problem is None


def test_a_circuit_that_cannot_run_at_all_says_so_and_waits_for_an_edit() -> None:
    circuit = Circuit()
    circuit.add("lif_current", size=3, i_e=np.array([1.0, 2.0, 3.0]))
    circuit.model.apply(circuit.model.with_param("lif_current1", "size", 4))
    runner = Runner(circuit.model, circuit.catalog)
    watched = Watched.__new__(Watched)
    watched.circuit, watched.runner, watched.frames = circuit, runner, []
    runner.start()
    try:
        assert watched.until(lambda frame: frame.problem).problem.where == "lif_current1"
        watched.edit(lif_current1__size=3)
        assert watched.step(10).values["lif_current1", "v"].shape == (3,)
    finally:
        runner.stop()


def test_the_timeline_sets_values_and_leaves_marks() -> None:
    circuit = Circuit()
    circuit.add("lif_current")
    step = TimelineStep(5.0, {("lif_current1", "i_e"): 400.0}, "more current")
    circuit.model.apply(circuit.model.with_document({"timeline": (step,)}))
    watched = Watched(circuit)
    try:
        watched.step(4000)
        marks = [mark for frame in watched.frames for mark in frame.marks]
        assert marks == [(pytest.approx(5.0), "more current")]
        assert watched.frames[-1].set_by_timeline == {("lif_current1", "i_e"): 400.0}
        assert min(time_ms for _id, _index, time_ms in watched.spikes) > 5.0
        frame = watched.edit(lif_current1__i_e=0.0)
        assert not frame.set_by_timeline
    finally:
        watched.runner.stop()


def test_stop_ends_the_thread_even_while_it_runs() -> None:
    before = threading.active_count()
    circuit = Circuit()
    circuit.add("lif_current")
    simulation(circuit, fused="wait")
    watched = Watched(circuit)
    watched.runner.post(Play())
    watched.runner.stop()
    watched.runner.stop()
    assert threading.active_count() == before


def test_a_slip_in_the_engine_is_reported_before_the_thread_ends(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    raised = []
    monkeypatch.setattr(threading, "excepthook", lambda caught: raised.append(caught.exc_type))
    monkeypatch.setattr(worker_module, "Simulation", _broken)
    circuit = Circuit()
    runner = Runner(circuit.model, circuit.catalog)
    runner.start()
    runner.stop()
    assert "out of order" in runner.poll().problem.what
    assert raised == [RuntimeError]


def _broken(*_given: object, **_more: object) -> None:
    raise RuntimeError("out of order")


def test_merged_frames_keep_every_spike_column_mark_and_problem() -> None:
    one = np.ones(1)
    key = ("a", "v")
    frames = [
        RunnerFrame(tick=1, spikes=Spikes.of([("a", 0, 0.1)]), columns={key: (one, one)}),
        RunnerFrame(tick=2, marks=((0.2, "now"),), columns={key: (2 * one, one)}),
        RunnerFrame(tick=3, spikes=Spikes.of([("b", 1, 0.3)])),
    ]
    frame = merged(frames)
    assert frame.tick == 3
    assert tuple(frame.spikes) == (("a", 0, 0.1), ("b", 1, 0.3))
    assert frame.marks == ((0.2, "now"),)
    assert frame.columns[key][0].tolist() == [1.0, 2.0]


def test_the_runner_never_touches_the_circuit_that_it_was_given(small: Watched) -> None:
    twin = small.circuit.model.copy()
    small.runner.post(Edit(twin.with_param("lif_current1", "i_e", 1.0)))
    small.until(lambda _frame: small.runner.log)
    assert small.circuit.model == twin
    assert small.circuit.model.value("lif_current1", "i_e") == 300
