"""Canvases take turns while frames come late, and only then."""

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


def test_they_go_back_once_there_is_time_again_and_not_at_once() -> None:
    clock = Clock()
    turns = Turns(clock)
    painted(turns, clock, 0.03, 40)
    painted(turns, clock, 0.016, 30)
    assert turns.is_late
    painted(turns, clock, 0.016, 120)
    assert painted(turns, clock, 0.016, 10) == [10, 10]


def test_one_long_wait_is_no_sign_of_a_slow_window() -> None:
    clock = Clock()
    turns = Turns(clock)
    painted(turns, clock, 0.016, 100)
    painted(turns, clock, 5.0, 1)
    assert painted(turns, clock, 0.016, 100)[0] >= 50
