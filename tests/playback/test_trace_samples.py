"""Samples of a long run are kept in bounded memory, the near past whole, no extreme ever lost."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from circuitlab.playback import trace_samples as samples
from circuitlab.playback.trace_samples import LENGTH, Samples

STEP = 0.025


def noise(count, seed=1):
    return np.random.default_rng(seed).normal(size=count).astype(np.float32)


def times(start, count):
    return STEP * (1.0 + np.arange(start, start + count))


def filled(count, block=640):
    made, values = Samples(), noise(count)
    for start in range(0, count, block):
        part = values[start : start + block]
        made.append(times(start, part.size), part)
    return made, values


def test_every_sample_comes_back():
    made, values = filled(2 * LENGTH + 777)
    t, v = made.between(0.0, math.inf)
    assert t == pytest.approx(times(0, values.size), abs=1e-6)
    assert np.array_equal(v, values)


def test_a_stretch_holds_both_its_ends_and_what_is_asked_for_beyond():
    made, _values = filled(1000)
    t, _v = made.between(5.0, 6.0)
    assert (t[0], t[-1]) == pytest.approx((5.0, 6.0))
    t, _v = made.between(5.0, 6.0, beyond=2)
    assert (t[0], t[-1]) == pytest.approx((4.95, 6.05))


@pytest.mark.parametrize("bucket_ms", [0.01, 0.9, 1.7, 30.0, 400.0])
def test_points_are_samples_and_hold_the_extremes(bucket_ms):
    made, values = filled(3 * LENGTH // 2 + 99)
    t, v = made.points(100.0, 2000.0, bucket_ms)
    place = np.round(t / STEP).astype(int) - 1
    assert t == pytest.approx(STEP * (place + 1), abs=1e-6)
    assert np.array_equal(values[place], v.astype(np.float32))
    assert np.all(np.diff(t) >= -1e-9)
    inside = values[round(100.0 / STEP) - 1 : round(2000.0 / STEP)]
    assert v.max() >= inside.max()
    assert v.min() <= inside.min()


def test_what_is_old_keeps_its_extremes_only(monkeypatch):
    monkeypatch.setattr(samples, "WHOLE_BYTES", 2 * 4 * LENGTH)
    monkeypatch.setattr(samples, "FINE_BYTES", 4 * 10 * LENGTH // 16)
    made, values = filled(8 * LENGTH)
    whole_from = made.whole_from_ms
    assert whole_from == pytest.approx(STEP * (6 * LENGTH + 1))
    for start, factor in ((6.5 * LENGTH, 1), (4.5 * LENGTH, 16), (0.0, 256)):
        t, v = made.between(STEP * start, STEP * (start + 0.25 * LENGTH))
        place = np.round(t / STEP).astype(int) - 1
        assert np.array_equal(values[place], v.astype(np.float32))
        assert t.size == pytest.approx(0.25 * LENGTH / factor * (2 if factor > 1 else 1), abs=4)
        assert v.max() == values[place.min() : place.max() + 1].max()
    assert made.range() == (values.min(), values.max())


def test_time_that_goes_back_replaces_what_was_later():
    made, values = filled(1000)
    made.append(times(500, 100), np.full(100, 9.0))
    t, v = made.between(0.0, math.inf)
    assert (t.size, made.taken_back) == (600, 1)
    assert np.array_equal(v[:500], values[:500])
    assert np.all(v[500:] == 9.0)


def test_what_is_later_than_a_time_can_be_forgotten():
    made, _values = filled(2 * LENGTH)
    made.points(0.0, math.inf, 100.0)
    made.forget_after(STEP * (LENGTH + 100))
    assert len(made) == LENGTH + 100
    made.append(times(LENGTH + 100, 640), np.full(640, 50.0))
    t, v = made.points(0.0, math.inf, 100.0)
    assert v.max() == 50.0
    assert t[v.argmax()] == pytest.approx(STEP * (LENGTH + 101))
    made.forget_after(-math.inf)
    assert (len(made), made.last_ms, made.range()) == (0, -math.inf, None)


blocks = st.lists(st.tuples(st.integers(1, 300), st.booleans()), min_size=1, max_size=30)


@settings(max_examples=40)
@given(blocks)
def test_times_without_a_step_are_kept_one_by_one(lengths):
    made, now, given_t = Samples(), 0.0, []
    rng = np.random.default_rng(len(lengths))
    for length, is_even in lengths:
        steps = np.full(length, STEP) if is_even else rng.uniform(0.01, 3.0, length)
        t = now + np.cumsum(steps)
        now = t[-1]
        made.append(t, t.astype(np.float32))
        given_t.append(t)
    t, v = made.between(-1.0, math.inf)
    assert t == pytest.approx(np.concatenate(given_t), abs=0.02 * STEP)
    assert np.array_equal(v, np.concatenate(given_t).astype(np.float32))
