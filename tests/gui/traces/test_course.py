"""Courses: heights in a row from what came."""

import math

import numpy as np
import pytest

from circuitlab.gui.traces.columns import Columns
from circuitlab.gui.traces.course import SpikeCourse, StateCourse


def heights(course, start=-1.0, end=math.inf):
    return course.points(start, end, 0.001)[1]


def take(course, *values):
    times = np.arange(len(values)) + max(0.0, course.columns.last_ms + 1.0)
    course.take(times[-1], times, values, values)


def test_a_fixed_range_lets_rows_be_compared():
    course = StateCourse(Columns(), "x", (-95.0, 50.0))
    take(course, -95.0, 50.0)
    assert heights(course).tolist() == [0.0, 1.0]


def test_a_range_holds_nought_and_what_came_and_seldom_grows():
    course = StateCourse(Columns(), "x")
    looks = set()
    for value in np.linspace(0.0, 100.0, 1000):
        take(course, value)
        looks.add(course.look)
    assert heights(course).min() == 0.0
    assert 0.75 <= heights(course).max() <= 1.0
    assert len(looks) < 45


def test_values_below_nought_are_taken_in():
    course = StateCourse(Columns(), "x")
    take(course, 4.0, -4.0)
    assert 0.0 < heights(course)[1] < heights(course)[0] < 1.0


def test_a_constant_nought_lies_in_the_middle():
    course = StateCourse(Columns(), "x")
    take(course, 0.0, 0.0)
    assert heights(course).tolist() == [0.5, 0.5]


def test_what_is_forgotten_no_longer_widens_the_range():
    course = StateCourse(Columns(), "x")
    take(course, 1.0, 1000.0)
    course.forget_after(0.5)
    assert heights(course)[0] == pytest.approx(0.8)


def test_it_knows_up_to_when_all_has_come():
    course, spikes = StateCourse(Columns(), "x"), SpikeCourse(Columns(2), "x", 3)
    assert course.until_ms == math.inf
    take(course, 1.0, 2.0)
    assert course.until_ms == 1.0
    spikes.take(7.0, [], [])
    assert spikes.until_ms == 7.0
    spikes.forget_after(3.0)
    assert spikes.until_ms == 3.0


def test_a_spike_is_a_stroke_at_its_cell():
    spikes = SpikeCourse(Columns(2), "x", 4)
    spikes.take(9.0, [2.0, 5.0], [0, 3])
    times, y = spikes.points(0.0, 9.0, 0.1)
    assert times.tolist() == [2.0, 2.0, 5.0, 5.0]
    assert y.reshape(2, 2).tolist() == [[0.0, 0.225], [0.75, 0.975]]
