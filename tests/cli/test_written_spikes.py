"""Spikes are written as JSON has them, and very many of them quickly."""

import json
import time

import numpy as np
import pytest

from circuitlab.cli.console import Written, json_text
from circuitlab.cli.written_spikes import written_pairs, written_times


@pytest.mark.parametrize(
    "pairs",
    [[], [(0, 1.5)], [(0, 1.5), (2, 1.5), (1, 202.725)], [(7, 0.1), (7, 0.30000000000000004)]],
)
def test_pairs_are_written_as_lists_of_lists_are(pairs: list[tuple[int, float]]) -> None:
    index = np.array([cell for cell, _ms in pairs], np.int64)
    times = np.array([ms for _cell, ms in pairs])
    assert written_pairs(index, times) == json.dumps([list(pair) for pair in pairs])
    assert written_times(times) == json.dumps(times.tolist())


def test_what_is_written_already_stands_in_its_place() -> None:
    value = {"a": Written("[1, 2]"), "b": float("nan"), "c": [Written("[]"), "written"]}
    assert json.loads(json_text(value)) == {"a": [1, 2], "b": None, "c": [[], "written"]}


def test_a_million_spikes_take_a_moment() -> None:
    """Forty millions took minutes, and then some; it grows with their number."""
    index = np.tile(np.arange(100_000), 10)
    times = np.repeat(np.arange(10) * 0.025, 100_000)
    start = time.process_time()
    text = json_text({"cells": written_pairs(index, times)})
    assert time.process_time() - start < 3.0
    assert text.count("],") == 999_999
