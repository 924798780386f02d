"""Canvases take turns while frames come late, and only then."""

import pytest

from circuitlab.gui.compare.turns import Turns


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


def painted(turns: Turns, clock: Clock, gap_s: float, frames: int) -> list[int]:
    """How often each of two canvases is painted in so many frames."""
    counts = [0, 0]
    for _frame in range(frames):
        clock.now += gap_s
        turns.next()
        for place in range(2):
            counts[place] += turns.is_due(place, 2)
    return counts


def test_all_are_painted_with_every_frame_that_is_in_time() -> None:
    clock = Clock()
    assert painted(Turns(clock), clock, 0.016, 200) == [200, 200]


def test_each_is_painted_with_every_other_frame_while_they_are_late() -> None:
    clock = Clock()
    turns = Turns(clock)
    painted(turns, clock, 0.03, 60)
    assert painted(turns, clock, 0.03, 100) == [50, 50]


def test_they_go_back_once_there_is_time_again_and_later_where_it_is_late_again() -> None:
    clock = Clock()
    turns = Turns(clock)
    for in_time_after in (0.4, 1.9):
        painted(turns, clock, 0.03, 16)
        assert turns.is_late
        begun = clock.now
        while turns.is_late:
            painted(turns, clock, 0.016, 1)
        assert clock.now - begun == pytest.approx(in_time_after, abs=0.2)
    assert painted(turns, clock, 0.016, 10) == [10, 10]


@pytest.mark.parametrize("held_up_s", [0.05, 0.2, 5.0])
def test_one_long_wait_is_no_sign_of_a_slow_window(held_up_s: float) -> None:
    clock = Clock()
    turns = Turns(clock)
    for _second in range(5):
        painted(turns, clock, 0.016, 60)
        painted(turns, clock, held_up_s, 1)
    assert painted(turns, clock, 0.016, 100) == [100, 100]


def test_frames_late_now_and_then_are_all_painted() -> None:
    clock = Clock()
    turns = Turns(clock)
    for _frame in range(100):
        assert painted(turns, clock, 0.026, 1) == painted(turns, clock, 0.012, 1) == [1, 1]
