"""How strips share the room: none of those that fit is cut."""

from types import SimpleNamespace
from typing import Any

import pytest

from circuitlab.gui.traces.stacking import LEAST, stacked


def row(number: int) -> Any:
    return SimpleNamespace(key=(f"cell{number}", "v"), share=1.0, parts=())


@pytest.mark.parametrize("room", [100.0, 147.0, 190.0, 333.0])
def test_where_not_all_fit_those_that_do_end_at_the_foot(room: float) -> None:
    stack = stacked([row(n) for n in range(9)], (), room)
    ends = [sum(stack.heights[: n + 1]) for n in range(9)]
    assert int(room) in ends
    assert stack.height > room
    assert min(stack.heights) >= LEAST


def test_where_all_fit_they_share_the_room() -> None:
    stack = stacked([row(n) for n in range(3)], (), 300.0)
    assert stack.heights == (100.0, 100.0, 100.0)


def test_one_that_is_too_large_for_the_room_keeps_its_height() -> None:
    assert stacked([row(1), row(2)], (), 20.0).heights == (LEAST, LEAST)
