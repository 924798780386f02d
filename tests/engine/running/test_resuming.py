"""Going on from an earlier moment of a run: the same again, and a log that tells how."""

import numpy as np
from engine.lab import Circuit, pain_circuit
from engine.watched import Watched, every_moment

from circuitlab.api import simulate
from circuitlab.model.rules import add_kind
from circuitlab.model.step import Step


def test_it_resumes_from_an_earlier_moment_and_does_the_same_again(pain: Watched) -> None:
    pain.step(2000)
    moment = pain.step(1000).moment
    first = pain.step(3000)
    since = [spike for spike in pain.spikes if spike[2] > moment.time_ms]
    del pain.frames[:-1]
    back = pain.resume(moment)
    assert (back.tick, back.body_s, back.running) == (3000, moment.body_s, False)
    del pain.frames[:-1]
    second = pain.step(3000)
    assert since
    assert pain.spikes == since
    for key in first.values:
        assert np.array_equal(first.values[key], second.values[key]), key


def test_what_was_edited_since_a_moment_is_kept_when_it_is_resumed(pain: Watched) -> None:
    start = pain.step(2000).moment
    pain.edit(heat1__temperature=44.0)
    pain.step(2000)
    _id, added = add_kind(pain.circuit.model, pain.circuit.catalog, "projection_neuron", 0, 0)
    pain.circuit.model.apply(added)
    pain.apply(added)
    pain.step(2000)
    early = [spike for spike in pain.spikes if spike[2] <= start.time_ms]
    pain.resume(start)
    del pain.frames[:-1]
    end = pain.step(4000).tick
    assert [entry.tick for entry in pain.runner.log] == [2000, 2000]
    assert pain.frames[-1].values["projection_neuron1", "v"].shape == (1,)

    replayed = simulate(pain_circuit(), end * 0.025, edits=pain.runner.log, record=[])
    pairs = [(id, *replayed.spike_pairs(id)) for id in replayed.firing]
    found = [(id, i, t) for id, index, ms in pairs for i, t in zip(index, ms, strict=True)]
    assert sorted(found) == sorted(early + pain.spikes)


def test_it_resumes_and_does_again_what_was_done_up_to_a_tick(pain: Watched) -> None:
    start = pain.step(2000).moment
    pain.step(400)
    pain.edit(heat1__temperature=50.0)
    pain.step(600)
    shown = pain.frames[-1]
    pain.step(100)
    back = pain.resume(start, until=3000)
    back = pain.until(lambda frame: frame.tick == 3000) if back.tick < 3000 else back
    assert [entry.tick for entry in pain.runner.log] == [2400]
    for key in shown.values:
        assert np.array_equal(shown.values[key], back.values[key]), key


def test_a_resumed_run_is_replayed_where_edits_and_steps_share_a_tick() -> None:
    def made() -> Circuit:
        circuit = pain_circuit()
        steps = (Step(50.0, {("heat1", "temperature"): 50.0}, "hotter"),)
        circuit.model.apply(circuit.model.with_document({"timeline": steps}))
        return circuit

    watched = Watched(made())
    published = every_moment(watched.runner)
    watched.step(2000)
    watched.step(1000)
    watched.edit(heat1__temperature=44.0)
    before, after = (moment for moment in published if moment.tick == 2000)
    assert (before.timeline.done, after.timeline.done) == (0, 1)
    for moment in (before, after, None):
        moment = moment or published[-1]
        watched.resume(moment)
        start = len(watched.frames)
        end = watched.step(6000).tick
        found = [spike for frame in watched.frames[start:] for spike in frame.spikes]
        replayed = simulate(made(), end * 0.025, edits=watched.runner.log, record=[])
        pairs = [(id, *replayed.spike_pairs(id)) for id in replayed.firing]
        again = [(id, i, t) for id, index, ms in pairs for i, t in zip(index, ms, strict=True)]
        assert sorted(found) == sorted(one for one in again if one[2] > moment.time_ms)
    watched.runner.stop()


def test_a_neuron_that_was_gone_at_a_moment_comes_back_new_in_the_replay_too() -> None:
    def made() -> Circuit:
        circuit = pain_circuit()
        circuit.add("lif_current", i_e=300.0)
        return circuit

    watched = Watched(made())
    watched.step(2000)
    removed = watched.circuit.model.removed(["lif_current1"])
    watched.circuit.model.apply(removed)
    gone = watched.apply(removed).moment
    watched.circuit.model.apply(removed.inverse())
    watched.apply(removed.inverse())
    watched.resume(gone)
    watched.step(2000)
    log = watched.runner.log
    assert [(entry.tick, entry.batch) for entry in log] == [(2000, 1), (2000, 3)]
    replayed = simulate(made(), 100.0, edits=log, record=[])
    assert watched.frames[-1].values["lif_current1", "v"] == replayed.value("lif_current1", "v")
    watched.runner.stop()


def test_a_moment_knows_how_far_the_timeline_had_come() -> None:
    circuit = pain_circuit()
    steps = (Step(20.0, {("heat1", "temperature"): 50.0}, "hotter"),)
    circuit.model.apply(circuit.model.with_document({"timeline": steps}))
    watched = Watched(circuit)
    before = watched.step(400)
    after = watched.step(800)
    assert (before.set_by_timeline, after.set_by_timeline) == (
        {},
        {("heat1", "temperature"): 50.0},
    )
    assert watched.resume(before.moment).set_by_timeline == {}
    assert watched.step(800).set_by_timeline == after.set_by_timeline
    assert watched.resume(after.moment).set_by_timeline == after.set_by_timeline
    watched.edit(heat1__temperature=39.0)
    assert watched.resume(after.moment).set_by_timeline == {}
    watched.runner.stop()
