"""Model time keeps to the speed that is asked for, and says what it reaches."""

import pytest

from circuitlab.engine.running import pace as pace_module
from circuitlab.engine.running.pace import Pace

DT = 0.025


class Wall:
    """A clock on the wall that moves when told."""

    def __init__(self) -> None:
        self.now = 100.0

    def perf_counter(self) -> float:
        return self.now


@pytest.fixture
def wall(monkeypatch: pytest.MonkeyPatch) -> Wall:
    clock = Wall()
    monkeypatch.setattr(pace_module, "time", clock)
    return clock


def run(wall: Wall, pace: Pace, seconds: float, cost_s: float) -> float:
    """Model time (ms) after some seconds in which a step costs ``cost_s``."""
    model, end = 0.0, wall.now + seconds
    while wall.now < end:
        steps = pace.steps_due(model)
        if steps == 0:
            wall.now += max(pace.patience(model), 1e-6)
            continue
        wall.now += steps * cost_s
        model += steps * DT
        pace.stepped(steps, steps * cost_s, model)
    return model


@pytest.mark.parametrize("speed", [0.001, 0.02, 0.5, 1.0, 4.0])
def test_time_passes_at_the_speed_that_is_asked_for(wall: Wall, speed: float) -> None:
    pace = Pace(DT, speed)
    reached = run(wall, pace, 2.0, 1e-6)
    assert reached == pytest.approx(2000.0 * speed, abs=max(DT, 0.02 * 2000.0 * speed))
    assert pace.reached == pytest.approx(speed, rel=0.1)


def test_a_slow_machine_falls_behind_and_says_so(wall: Wall) -> None:
    pace = Pace(DT, 1.0)
    reached = run(wall, pace, 2.0, 1e-4)
    assert reached == pytest.approx(500.0, rel=0.05)
    assert pace.reached == pytest.approx(0.25, rel=0.05)
    assert pace.load == pytest.approx(1.0, abs=0.05)
    assert reached + pace.given_up_ms == pytest.approx(2000.0, rel=0.1)


def test_what_a_slow_machine_missed_is_not_made_up_for(wall: Wall) -> None:
    pace = Pace(DT, 1.0)
    model = run(wall, pace, 1.0, 1e-4)
    wall.now += 30.0
    assert pace.steps_due(model) * DT <= 10.0


def test_a_chunk_never_takes_more_than_a_frame(wall: Wall) -> None:
    pace = Pace(DT, 100.0)
    run(wall, pace, 1.0, 2e-5)
    wall.now += 0.05
    assert pace.steps_due(0.0) * 2e-5 <= 0.016


def test_a_step_that_costs_more_than_a_frame_is_still_done(wall: Wall) -> None:
    pace = Pace(DT, 1.0)
    assert run(wall, pace, 3.0, 0.03) == pytest.approx(100 * DT, rel=0.1)


def test_a_new_speed_counts_from_here(wall: Wall) -> None:
    pace = Pace(DT, 1.0)
    run(wall, pace, 0.5, 1e-6)
    pace.anchor(500.0, 0.1)
    assert pace.steps_due(500.0) == 0
    wall.now += 0.05
    assert pace.steps_due(500.0) * DT == pytest.approx(5.0, abs=DT)


def test_an_idle_machine_has_no_load(wall: Wall) -> None:
    assert Pace(DT, 1.0).load == 0.0


@pytest.mark.parametrize("worthwhile_s", [0.008, 0.014])
@pytest.mark.parametrize("speed", [0.2, 1.0])
def test_it_goes_on_at_each_look_however_late_that_comes(
    wall: Wall, speed: float, worthwhile_s: float
) -> None:
    pace = Pace(DT, speed, worthwhile_s)
    for _chunk in range(40):
        pace.stepped(1, 1e-6, 0.0)
    model = 0.0
    for _look in range(20):
        wall.now += 0.15
        steps = pace.steps_due(model)
        assert steps * DT == pytest.approx(1e3 * worthwhile_s * speed, abs=2 * DT)
        model += steps * DT
