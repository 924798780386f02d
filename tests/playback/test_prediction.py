"""How far a drawn curve lies from what the run then did."""

from __future__ import annotations

import numpy as np
import pytest

from circuitlab.playback.prediction import Curve, gap_between

TIMES = np.linspace(0.0, 1000.0, 4001)


def drawn(begin: tuple[float, float], end: tuple[float, float]) -> Curve:
    return Curve.empty(0.0, 1000.0).stroked(begin, end)


def test_a_curve_that_lies_above_says_by_how_much() -> None:
    gap = gap_between(drawn((0.0, 5.0), (1000.0, 5.0)), TIMES, np.full(4001, 2.0))
    assert gap is not None
    assert gap.away == pytest.approx(3.0)
    assert gap.above == pytest.approx(3.0)
    assert not gap.is_close


def test_a_curve_that_crosses_is_off_though_not_on_the_average() -> None:
    gap = gap_between(drawn((0.0, 0.0), (1000.0, 10.0)), TIMES, np.full(4001, 5.0))
    assert gap is not None
    assert gap.above == pytest.approx(0.0, abs=0.01)
    assert gap.away == pytest.approx(2.5, abs=0.02)


def test_a_curve_on_the_run_is_close() -> None:
    gap = gap_between(drawn((0.0, 0.0), (1000.0, 10.0)), TIMES, TIMES / 100.0)
    assert gap is not None
    assert gap.away == pytest.approx(0.0, abs=1e-6)
    assert gap.is_close


def test_only_what_was_drawn_counts() -> None:
    run = np.where(TIMES < 500.0, 100.0, 1.0)
    gap = gap_between(drawn((600.0, 2.0), (900.0, 2.0)), TIMES, run)
    assert gap is not None
    assert gap.away == pytest.approx(1.0)


def test_without_common_time_there_is_no_gap() -> None:
    curve = drawn((0.0, 1.0), (1000.0, 1.0))
    assert gap_between(curve, TIMES + 5000.0, np.ones(4001)) is None
    assert gap_between(curve, np.zeros(0), np.zeros(0)) is None
    assert gap_between(Curve.empty(0.0, 1000.0), TIMES, np.ones(4001)) is None
