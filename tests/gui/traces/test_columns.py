import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from circuitlab.gui.traces.columns import Columns, decimated


def test_the_newest_rows_are_kept_in_bounded_memory():
    columns = Columns(capacity=100)
    for start in range(0, 5000, 7):
        times = np.arange(start, start + 7.0)
        columns.append(times, times, times + 1)
    kept = columns.between(-1.0)
    assert kept.shape[1] >= 100
    assert kept[0, -1] == 5004.0
    assert np.all(np.diff(kept[0]) == 1.0)


def test_a_window_starts_just_before_the_time_asked_for():
    columns = Columns()
    columns.append([0.0, 1.0, 2.0, 3.0], [0, 0, 0, 0], [1, 1, 1, 1])
    assert columns.between(1.5)[0].tolist() == [1.0, 2.0, 3.0]


def test_a_stretch_takes_in_what_lies_just_beyond_its_ends():
    columns = Columns(fields=1)
    columns.append(np.arange(10.0))
    assert columns.between(3.5, 5.0)[0].tolist() == [3.0, 4.0, 5.0, 6.0]
    assert columns.between(3.5, 5.0, beyond=2)[0].tolist() == [2.0, 3.0, 4.0, 5.0, 6.0, 7.0]
    assert columns.between(-5.0, 20.0).shape == (1, 10)


def test_what_is_later_than_a_time_can_be_forgotten():
    columns = Columns(fields=1)
    columns.append(np.arange(10.0))
    columns.forget_after(10.0)
    assert columns.taken_back == 0
    columns.forget_after(4.5)
    assert (columns.last_ms, columns.taken_back) == (4.0, 1)
    columns.clear()
    assert (len(columns), columns.last_ms) == (0, -np.inf)


def test_time_that_goes_back_forgets_what_was_later():
    columns = Columns()
    columns.append([0.0, 1.0, 2.0], [0, 0, 0], [1, 1, 1])
    columns.append([1.0], [5], [6])
    assert columns.between(-1.0).tolist() == [[0.0, 1.0], [0.0, 5.0], [1.0, 6.0]]


@given(st.lists(st.floats(-100, 100), min_size=1, max_size=300), st.floats(0.3, 20.0))
def test_decimation_loses_no_extreme(values, bucket):
    times = np.arange(len(values), dtype=float)
    low = np.array(values)
    _times, line = decimated(np.array([times, low, low + 1]), bucket)
    assert line.min() == low.min()
    assert line.max() == (low + 1).max()


def test_a_spike_of_one_step_is_seen_in_a_long_window():
    times = np.arange(0.0, 1000.0, 0.1)
    values = np.where(np.arange(times.size) == 5000, 40.0, -65.0)
    _times, line = decimated(np.array([times, values, values]), 2.0)
    assert line.max() == 40.0
    assert line.size < 1100


def test_buckets_do_not_move_with_the_window():
    times = np.arange(0.0, 100.0, 0.5)
    values = np.sin(times)
    columns = np.array([times, values, values])
    _t, early = decimated(columns, 3.0)
    _t, late = decimated(columns[:, 6:], 3.0)
    assert np.array_equal(early[4:], late[2:])


def test_nothing_recorded_is_an_empty_line():
    times, line = decimated(Columns().between(0.0), 1.0)
    assert not times.size
    assert not line.size


def test_a_slope_in_coarse_columns_has_no_teeth():
    times = np.arange(20.0)
    falling = np.array([times, -times - 1, -times])
    _t, line = decimated(falling, 0.5)
    assert np.all(np.diff(line[2:]) <= 0)


def test_a_spike_across_two_buckets_is_no_wider_than_it_is():
    times = np.arange(0.0, 20.0, 0.25)
    spike = np.interp(times, [9.0, 10.25, 11.5], [-65.0, 30.0, -65.0])
    when, line = decimated(np.array([times, spike, spike]), 5.0)
    assert np.all(np.diff(when) >= 0.0)
    assert when[line.argmax()] == 10.25
    risen = when[line > -60.0]
    assert risen.max() - risen.min() <= 2.5


def test_what_is_no_number_is_no_error():
    times = np.arange(10.0)
    values = np.where(times == 4.0, np.nan, times)
    when, line = decimated(np.array([times, values, values]), 5.0)
    assert when.size == line.size == 4
