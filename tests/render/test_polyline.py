"""A line in few points keeps its extremes, each at its own time."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from circuitlab.render.polyline import decimated


@given(st.lists(st.floats(-100, 100), min_size=1, max_size=300), st.floats(0.3, 20.0))
def test_decimation_loses_no_extreme(values, bucket):
    times = np.arange(len(values), dtype=float)
    _times, line = decimated(times, np.array(values), bucket)
    assert line.min() == min(values)
    assert line.max() == max(values)


def test_a_spike_of_one_step_is_seen_in_a_long_window():
    times = np.arange(0.0, 1000.0, 0.1)
    values = np.where(np.arange(times.size) == 5000, 40.0, -65.0)
    _times, line = decimated(times, values, 2.0)
    assert line.max() == 40.0
    assert line.size < 1100


def test_buckets_do_not_move_with_the_window():
    times = np.arange(0.0, 100.0, 0.5)
    values = np.sin(times)
    _t, early = decimated(times, values, 3.0)
    _t, late = decimated(times[6:], values[6:], 3.0)
    assert np.array_equal(early[4:], late[2:])


def test_nothing_recorded_is_an_empty_line():
    times, line = decimated(np.empty(0), np.empty(0), 1.0)
    assert not times.size
    assert not line.size


def test_where_points_are_few_the_line_is_what_it_is():
    times, values = np.arange(8.0), np.arange(8.0) % 3
    when, line = decimated(times, values, 2.0)
    assert when.tolist() == times.tolist()
    assert line.tolist() == values.tolist()


def test_a_spike_across_two_buckets_is_no_wider_than_it_is():
    times = np.arange(0.0, 20.0, 0.25)
    spike = np.interp(times, [9.0, 10.25, 11.5], [-65.0, 30.0, -65.0])
    when, line = decimated(times, spike, 5.0)
    assert np.all(np.diff(when) >= 0.0)
    assert when[line.argmax()] == 10.25
    risen = when[line > -60.0]
    assert risen.max() - risen.min() <= 2.5


def test_what_is_no_number_is_no_error():
    times = np.arange(10.0)
    values = np.where(times == 4.0, np.nan, times)
    when, line = decimated(times, values, 5.0)
    assert when.size == line.size == 4
