"""Courses: points and ranges from what came."""

import math

import numpy as np
import pytest

from circuitlab.playback.trace_course import SpikeCourse, StateCourse


def values(course, start=-1.0, end=math.inf):
    return course.points(start, end, 0.001)[1].tolist()


def take(course, *given):
    start = max(0.0, course.recorded.last_ms + 1.0)
    course.take(np.arange(len(given)) + start, given)


def test_a_range_holds_what_came_and_seldom_grows():
    course = StateCourse("x")
    reaches = set()
    for value in np.linspace(0.0, 100.0, 1000):
        take(course, value)
        reaches.add(course.reach)
    assert course.reach[0] == 0.0
    assert 100.0 <= course.reach[1] <= 126.0
    assert len(reaches) < 45


def test_nothing_recorded_has_no_range():
    assert StateCourse("x").reach is None


def test_what_is_no_number_widens_no_range():
    course = StateCourse("x")
    take(course, 1.0, math.nan)
    take(course, 2.0)
    assert course.reach == pytest.approx((1.0, 2.0))


def test_what_is_forgotten_no_longer_widens_the_range():
    course = StateCourse("x")
    take(course, 1.0, 1000.0)
    assert course.reach[1] >= 1000.0
    course.forget_after(0.5)
    assert course.reach == (1.0, 1.0)
    assert values(course) == [1.0]


def test_it_knows_up_to_when_all_has_come():
    course, spikes = StateCourse("x"), SpikeCourse("x", 3)
    assert course.until_ms == math.inf
    take(course, 1.0, 2.0)
    assert course.until_ms == 1.0
    spikes.take(7.0, [], [])
    assert spikes.until_ms == 7.0
    spikes.forget_after(3.0)
    assert spikes.until_ms == 3.0


def test_a_spike_is_a_stroke_at_its_cell_counted_from_one():
    spikes = SpikeCourse("x", 4)
    spikes.take(9.0, [2.0, 5.0], [0, 3])
    times, y = spikes.points(0.0, 9.0, 0.1)
    assert times.tolist() == [2.0, 2.0, 5.0, 5.0]
    assert y.reshape(2, 2).tolist() == [[0.55, 1.45], [3.55, 4.45]]
    assert spikes.samples(0.0, 9.0)[1].tolist() == [1.0, 4.0]


def test_strokes_mark_the_spikes_of_the_first_cell_where_the_course_shows_none():
    marked, bare = StateCourse("x", has_strokes=True), StateCourse("x")
    for course in (marked, bare):
        course.take_spikes([1.0, 2.0, 3.0], [0, 1, 0])
    assert marked.strokes(0.0, 9.0).tolist() == [1.0, 3.0]
    assert bare.strokes(0.0, 9.0).tolist() == []
    assert bare.spikes(1.5, 2.5)[1].tolist() == [1.0]
