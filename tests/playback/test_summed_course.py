"""What a course comes to is added up as it grows, and is what the whole comes to."""

import math

import numpy as np
import pytest

from circuitlab.analysis import trace_measures
from circuitlab.playback.summed_course import SummedCourses
from circuitlab.playback.trace_course import StateCourse

STEP_MS = 0.025


def recorded(course: StateCourse, first: int, count: int) -> None:
    """Let a course record a wave with a peak of its own."""
    steps = np.arange(first, first + count)
    times = steps * STEP_MS
    course.take(times, np.sin(times / 3.0) - 2.0 * np.exp(-((times - 30.0) ** 2)))


def of_all(course: StateCourse, until_ms: float) -> dict[str, float]:
    t, v = course.samples(0.0, until_ms)
    peak, mean, area = trace_measures.peak(v), trace_measures.mean(v), trace_measures.area(t, v)
    return {"peak": peak, "mean": mean, "area": area}


def test_sums_of_what_comes_are_those_of_the_whole() -> None:
    course, sums = StateCourse("ink"), SummedCourses()
    for first in range(0, 4000, 250):
        recorded(course, first, 250)
        until_ms = (first + 137) * STEP_MS  # what is shown lies behind what has come
        assert sums.numbers(course, until_ms) == pytest.approx(of_all(course, until_ms))
    assert sums.numbers(course, 1e9) == pytest.approx(of_all(course, 1e9))


def test_only_what_is_new_is_looked_at(monkeypatch: pytest.MonkeyPatch) -> None:
    course, sums = StateCourse("ink"), SummedCourses()
    recorded(course, 0, 40_000)
    sums.numbers(course, 1e9)
    recorded(course, 40_000, 10)
    sizes: list[int] = []
    samples = course.samples

    def counted(start_ms: float, end_ms: float) -> tuple[object, object]:
        found = samples(start_ms, end_ms)
        sizes.append(found[0].size)
        return found

    monkeypatch.setattr(course, "samples", counted)
    assert sums.numbers(course, 1e9) == pytest.approx(of_all(course, 1e9))
    assert sizes[0] <= 11


def test_a_run_that_goes_back_is_added_up_anew() -> None:
    course, sums = StateCourse("ink"), SummedCourses()
    recorded(course, 0, 2000)
    sums.numbers(course, 1e9)
    course.forget_after(20.0)
    assert sums.numbers(course, 1e9) == pytest.approx(of_all(course, 20.0))


def test_of_nothing_there_is_no_number_and_of_one_sample_no_area() -> None:
    course, sums = StateCourse("ink"), SummedCourses()
    assert all(math.isnan(each) for each in sums.numbers(course, 1e9).values())
    course.take([1.0], [3.0])
    found = sums.numbers(course, 1e9)
    assert (found["peak"], found["mean"]) == (3.0, 3.0)
    assert math.isnan(found["area"])
