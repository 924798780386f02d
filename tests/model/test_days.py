"""Body time as people write it, and days seen through windows."""

import pytest

from circuitlab.catalog.words import Problem
from circuitlab.model.days import (
    DAY_S,
    Days,
    body_moment,
    body_words,
    read_days,
    window_number,
    written_moment,
)
from circuitlab.model.lasting import read_lasting
from circuitlab.model.timeline import read_moment

HOUR_S = 3600.0


@pytest.mark.parametrize(
    ("given", "seconds"),
    [
        ("day 2", 2 * DAY_S),
        ("Day 2.5", 2.5 * DAY_S),
        ("day 3, 12 h", 3.5 * DAY_S),
        ("day 0", 0.0),
        ("36 h", 1.5 * DAY_S),
        ("2 days", 2 * DAY_S),
        ("1 week", 7 * DAY_S),
        ("day 1, 90 min", DAY_S + 5400.0),
    ],
)
def test_body_time_is_written_in_days_and_hours(given: str, seconds: float) -> None:
    assert body_moment(given) == seconds
    assert body_moment(written_moment(seconds)) == seconds
    assert read_moment(given) == (1e3 * seconds, True)


@pytest.mark.parametrize(("given", "ms"), [("500 ms", 500.0), ("2 min", 1.2e5), (250, 250.0)])
def test_shorter_times_and_plain_numbers_are_model_time(given: object, ms: float) -> None:
    assert body_moment(given) is None
    assert read_moment(given) == (ms, False)


@pytest.mark.parametrize("given", ["day", "day two", "day -1", "-3 h", "day 2, soon", "1e9 days"])
def test_what_is_no_time_gets_a_sentence(given: str) -> None:
    found = read_moment(given)
    assert isinstance(found, Problem)
    assert found.what
    assert found.remedy


def test_windows_begin_as_often_as_is_asked_and_the_last_ends_the_days() -> None:
    assert Days(2 * DAY_S, 2000.0, 12 * HOUR_S).starts_s == (0, 43200, 86400, 129600, 172800)
    assert Days(1.5 * DAY_S).starts_s == (0, 86400, 129600)
    assert Days(DAY_S + 1.0, 2000.0).starts_s == (0, 86400)
    assert Days(10.0, 2000.0).starts_s == (0, 10)


def test_days_are_read_with_their_units() -> None:
    assert read_days(14, "2 s", "12 h") == Days(14 * DAY_S, 2000.0, 12 * HOUR_S)
    assert read_days("2 weeks", 500, 0.5) == Days(14 * DAY_S, 500.0, 12 * HOUR_S)
    assert read_days("5 h", every="10 min") == Days(5 * HOUR_S, 2000.0, 600.0)


@pytest.mark.parametrize(
    ("given", "where", "said"),
    [
        ((0, None, None), "days", "0 does not fit"),
        (("soon", None, None), "days", "not a number"),
        ((True, None, None), "days", "True does not fit"),
        ((3, "2 mV", None), "probe", "not a time"),
        ((3, "-2 s", None), "probe", "does not fit"),
        ((3, "2 s", "1 s"), "every", "windows of 2 s cannot begin every 1 s"),
        ((365, "1 s", "1 min"), "every", "more than can be run"),
    ],
)
def test_bad_days_get_one_clear_sentence(
    given: tuple[object, object, object], where: str, said: str
) -> None:
    found = read_days(*given)
    assert isinstance(found, list)
    (problem,) = found
    assert problem.where == where
    assert said in problem.what
    assert problem.remedy


def test_days_that_are_too_many_are_told_how_many_there_may_be() -> None:
    (problem,) = read_days(1e9)  # type: ignore[misc]
    assert "up to 36500 d" in problem.remedy
    (problem,) = read_days(14, "1e9 s")  # type: ignore[misc]
    assert "up to 1000000 s" in problem.remedy


def test_a_window_is_named_by_its_number_or_its_body_time() -> None:
    days = Days(14 * DAY_S, 2000.0, 12 * HOUR_S)
    assert [window_number(days, given) for given in (0, 28, -1)] == [0, 28, 28]
    assert [window_number(days, given) for given in ("day 7", "36 h", "day 14")] == [14, 3, 28]
    for given, said in (
        (29, "no window 29, only 29"),
        ("day 7, 1 h", "the nearest begins at day 7"),
        ("soon", "names no window"),
        (1.5, "names no window"),
    ):
        found = window_number(days, given)
        assert isinstance(found, Problem)
        assert said in found.what


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (0, "0 s"),
        (90, "1.5 min"),
        (6 * HOUR_S, "6 h"),
        (2 * DAY_S, "day 2"),
        (3.5 * DAY_S, "day 3, 12 h"),
        (DAY_S - 0.001, "day 1"),
    ],
)
def test_body_time_is_said_as_people_say_it(seconds: float, words: str) -> None:
    assert body_words(seconds) == words


def test_a_run_is_as_long_as_its_duration_or_its_days() -> None:
    assert read_lasting("2 s") == 2000.0
    assert read_lasting(days=2) == Days(2 * DAY_S)
    for given in ({}, {"duration": 5, "days": 3}, {"duration": 5, "probe": 3}, {"every": 1}):
        found = read_lasting(**given)
        assert isinstance(found, list)
        assert len(found) == 1
