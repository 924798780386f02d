"""What is watched over several calls comes out in one piece, however often each is kept."""

import numpy as np

from circuitlab.engine.numerics.arrays import Output
from circuitlab.engine.stepping.watched_columns import joined_columns


def call(*written: int) -> Output:
    """A call in which each watch has so many columns, numbered."""
    columns = np.arange(2.0 * 9 * len(written)).reshape(len(written), 9, 2)
    return Output(np.zeros((0, 3), np.int64), columns, np.array(written, np.int64))


def test_columns_of_several_calls_stand_one_after_another() -> None:
    first, second = call(3, 3), call(2, 2)
    for watch, found in enumerate(joined_columns([first, second])):
        expected = [*first.columns[watch, :3], *second.columns[watch, :2]]
        assert np.array_equal(found, expected)


def test_what_is_kept_less_often_has_fewer() -> None:
    found = joined_columns([call(4, 1), call(4, 2)])
    assert [len(ranges) for ranges in found] == [8, 3]


def test_where_nothing_is_watched_there_is_nothing() -> None:
    assert len(joined_columns([call(), call()])) == 0
