"""What a step waits for, observed on frames."""

from __future__ import annotations

import numpy as np
from runner_frames import frame_at

from circuitlab.engine.running.spikes import Spikes
from circuitlab.model.scenario import WaitFor
from circuitlab.playback.waiting import Waiting

V = ("cell", "v")


def test_nothing_to_wait_for_is_over_at_once() -> None:
    assert Waiting(None, 0.0).is_over


def test_model_time_counts_from_where_the_step_began() -> None:
    waiting = Waiting(WaitFor(seconds=2.0), 1000.0)
    waiting.take(frame_at(2000.0, {}))
    assert not waiting.is_over
    assert waiting.part == 0.5
    waiting.take(frame_at(3000.0, {}))
    assert waiting.is_over


def test_time_counts_anew_in_a_run_that_begins_anew() -> None:
    waiting = Waiting(WaitFor(seconds=2.0), 1000.0)
    waiting.take(frame_at(2500.0, {}))
    waiting.take(frame_at(10.0, {}))
    waiting.take(frame_at(1900.0, {}))
    assert not waiting.is_over
    waiting.take(frame_at(2010.0, {}))
    assert waiting.is_over


def test_a_state_has_to_pass_its_bound_after_the_step_began() -> None:
    waiting = Waiting(WaitFor(state=V, above=0.0), 100.0)
    waiting.take(frame_at(100.0, {V: np.array([20.0])}))
    assert not waiting.is_over
    waiting.take(frame_at(110.0, {V: np.array([-20.0])}))
    assert not waiting.is_over
    waiting.take(frame_at(120.0, {V: np.array([-10.0, 30.0])}))
    assert waiting.is_over
    waiting.take(frame_at(130.0, {V: np.array([-20.0])}))
    assert waiting.is_over


def test_a_state_may_have_to_fall() -> None:
    waiting = Waiting(WaitFor(state=V, below=-50.0), 0.0)
    waiting.take(frame_at(10.0, {V: np.array([-40.0])}))
    assert not waiting.is_over
    waiting.take(frame_at(20.0, {V: np.array([-60.0])}))
    assert waiting.is_over


def test_spikes_of_one_element_are_counted_from_the_beginning_of_the_step() -> None:
    waiting = Waiting(WaitFor(spikes="cell", count=2), 100.0)
    early = Spikes.of([("cell", 0, 90.0), ("other", 0, 101.0), ("cell", 0, 102.0)])
    waiting.take(frame_at(110.0, {}, spikes=early))
    assert waiting.part == 0.5
    waiting.take(frame_at(120.0, {}, spikes=Spikes.of([("cell", 0, 115.0)])))
    assert waiting.is_over
