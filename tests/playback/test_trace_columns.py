import numpy as np

from circuitlab.playback.trace_columns import Columns


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
