"""Runs that go on together: in step at every moment, and without the one that cannot go on."""

from collections.abc import Iterator
from unittest.mock import Mock

import pytest
from engine.lab import pain_circuit
from engine.watched import Watched

from circuitlab.engine.running import pace
from circuitlab.engine.running.convoy import Company, Convoy
from circuitlab.engine.running.messages import Join, Pause, Play, Reset, RunnerFrame

LIMIT_MS = 200.0


@pytest.fixture
def three() -> Iterator[list[Watched]]:
    convoy = Convoy(0.025, 1.0)
    made = [Watched(pain_circuit()) for _ in range(3)]
    for each in made:
        each.runner.post(Join(convoy.place()))
    yield made
    for each in made:
        each.runner.stop()


def post(three: list[Watched], message: object) -> None:
    for each in three:
        each.runner.post(message)  # type: ignore[arg-type]


def held(three: list[Watched]) -> list[RunnerFrame]:
    post(three, Pause())
    return [each.until(lambda frame: not frame.running) for each in three]


def test_all_hold_at_the_same_step_and_do_the_same(three: list[Watched]) -> None:
    post(three, Play())
    for each in three:
        each.until(lambda frame: frame.time_ms > LIMIT_MS)
    ticks = {frame.tick for frame in held(three)}
    assert len(ticks) == 1
    until = next(iter(ticks)) * 0.025
    spikes = [[spike for spike in each.spikes if spike[2] <= until] for each in three]
    assert spikes[0] == spikes[1] == spikes[2] != []


def test_nobody_goes_on_before_the_last_has_come(three: list[Watched]) -> None:
    first, *others = three
    first.runner.post(Play())
    assert first.step(1).tick == 1
    assert all(frame.tick == 0 for each in others for frame in each.frames)


def test_all_begin_anew_together(three: list[Watched]) -> None:
    post(three, Play())
    three[0].until(lambda frame: frame.time_ms > 20.0)
    post(three, Reset())
    for each in three:
        each.until(lambda frame: frame.begun == 2 and frame.tick > 0)
    assert len({frame.tick for frame in held(three)}) == 1


def test_one_that_falls_out_is_waited_for_no_more() -> None:
    convoy = Convoy(0.025, 1.0)
    places = [convoy.place(), convoy.place()]
    for place in places:
        place.begin(0, True, 1.0)
    assert convoy._are_all_there()
    places[0].stand(400)
    assert not convoy._are_all_there()
    places[1].fall_out()
    assert convoy._are_all_there()
    places[1].play(True, 1.0)
    assert places[1].missing() == 400 == places[1].steps_due()


def test_all_keep_moments_at_the_same_steps(three: list[Watched]) -> None:
    post(three, Play())
    for each in three:
        each.until(lambda frame: frame.time_ms > LIMIT_MS)
    held(three)
    kept = [{frame.kept: frame.tick for frame in each.frames if frame.kept} for each in three]
    assert kept[0]
    shared = kept[0].keys() & kept[1].keys() & kept[2].keys()
    assert shared
    assert all(kept[0][n] == kept[1][n] == kept[2][n] for n in shared)
    moments = [frame for each in three for frame in each.frames if frame.kept]
    assert all(frame.moment.tick == frame.tick for frame in moments)


def test_a_moment_that_nobody_fetched_in_time_is_given_up() -> None:
    company, place = Company(), Convoy(0.025, 1.0).place()
    assert company.keep(10, "alone") is None
    company.join(place)
    place._convoy._kept_tick, place._convoy._kept_number = 10, 4
    assert company.keep(9, "other") == 0
    assert company.keep(10, "kept") == 4
    assert company.fetch(3) is None
    assert company.fetch(4) == "kept"
    assert company.fetch(4) is None


def test_who_is_there_first_sleeps_until_the_next_stretch_can_be_due(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    wall = Mock(perf_counter=Mock(return_value=100.0))
    monkeypatch.setattr(pace, "time", wall)
    convoy = Convoy(0.025, 1.0)
    first, last = convoy.place(), convoy.place()
    for place in (first, last):
        place.begin(0, True, 1.0)
    for _chunk in range(40):
        convoy._pace.stepped(1, 1e-6, 0.0)
    wall.perf_counter.return_value += 0.016
    steps = first.steps_due()
    assert last.steps_due() == steps > 500
    first.stand(steps)  # the last one is under way still
    assert first.steps_due() == 0
    assert first.patience() > 0.01
    wall.perf_counter.return_value += 0.02
    assert 0.0 < first.patience() < 0.005  # now it is the last one alone that is waited for
    last.stand(steps)
    assert last.steps_due() > 0
