"""How growth with the number of connections is fitted and shown."""

import pytest

from benchmarks.scale import SIZES, exponent
from benchmarks.tables import all_tables


@pytest.mark.parametrize("power", [1.0, 1.5])
def test_the_power_with_which_time_grows_is_found(power: float) -> None:
    times = [1e-7 * size**power for size in SIZES]
    assert exponent(SIZES, times) == pytest.approx(power)


def test_sizes_that_could_not_be_measured_are_left_out() -> None:
    assert exponent(SIZES, [None, 0.1, 1.0, None]) == pytest.approx(1.0)
    assert exponent(SIZES, [None, None, 1.0, None]) is None


def test_the_table_leaves_empty_what_was_not_measured() -> None:
    found = {"NEST, 10 connections": {"build_s": 1.5, "save_s": None}}
    (table,) = [table for table in all_tables({"scale": found}) if table.title == "Scale"]
    assert table.rows == (("NEST, 10 connections", "1.5", "", "", "", ""),)
