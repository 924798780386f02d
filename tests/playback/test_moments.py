"""What is kept of a run, and how a moment of it is found again."""

from types import SimpleNamespace

import pytest

from circuitlab.playback.moments import SPAN_MS, Kept, Past


def moment(tick, nbytes=10):
    return SimpleNamespace(tick=tick, nbytes_beside=lambda _other: nbytes)


def kept(screen_ms, tick, nbytes=10):
    return Kept(screen_ms, 1.0, SimpleNamespace(nbytes=0), moment(tick, nbytes))


def test_a_minute_is_kept_and_no_more():
    past = Past()
    for n in range(8000):
        if past.is_due(16.0 * n, n):
            past.keep(kept(16.0 * n, n))
    assert past.begins_ms == pytest.approx(16.0 * 7999 - SPAN_MS, abs=50.0)
    assert past.at(16.0 * 7999 - 1000.0).screen_ms == pytest.approx(16.0 * 7999 - 1000.0, abs=40.0)


def test_large_moments_are_kept_farther_apart():
    past = Past(most_bytes=1000)
    for n in range(8000):
        if past.is_due(16.0 * n, n):
            past.keep(kept(16.0 * n, n))
    assert len(past) <= 100
    assert past.begins_ms == pytest.approx(16.0 * 7999 - SPAN_MS, abs=1500.0)
    assert past.at(1e9).tick == pytest.approx(7999, abs=100)


def test_moments_come_closer_again_when_they_have_become_small():
    past = Past(most_bytes=1000)
    for n in range(20_000):
        if past.is_due(16.0 * n, n):
            past.keep(kept(16.0 * n, n, 100 if n < 8000 else 0))
    assert len(past) > 1000


def test_a_moment_is_found_by_time_and_by_step():
    past = Past()
    assert past.at(5.0) is None
    assert past.before(5) is None
    for n in range(5):
        past.keep(kept(100.0 * n, 10 * n))
    assert past.at(250.0).tick == 20
    assert past.at(-1.0).tick == 0
    assert past.before(30).tick == 30
    assert past.before(29).tick == 20
    assert past.before(-1) is None


def test_what_came_after_a_moment_can_be_forgotten():
    past = Past()
    for n in range(5):
        past.keep(kept(100.0 * n, 10 * n))
    past.forget_after(past.at(200.0))
    assert past.at(1e9).tick == 20
    assert past.is_due(300.0, 30)


def test_every_step_by_hand_is_kept():
    past = Past()
    for tick in range(4):
        assert past.is_due(100.0, tick)
        past.keep(kept(100.0, tick))
    assert not past.is_due(100.0, 3)


def test_of_moments_that_others_keep_too_the_same_ones_stay():
    """However large they are, and whenever each run has to thin them out."""
    pasts = [Past(most_bytes=most) for most in (1000, 2500)]
    for past in pasts:
        for n in range(1, 400):
            if past.is_wanted(n):
                past.keep(Kept(50.0 * n, 1.0, SimpleNamespace(nbytes=0), moment(n), n))
    few, many = sorted((past.ticks for past in pasts), key=len)
    assert len(few) >= 30
    assert few < many
    seen = pasts[1].at(50.0 * 301, pasts[0].ticks)
    assert seen.tick in few
    assert pasts[1].at(50.0 * 301, frozenset()).tick in many
