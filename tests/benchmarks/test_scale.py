"""How growth with the number of connections is fitted and shown."""

import pytest

from benchmarks import shapes
from benchmarks.scale import IN_TURN, SIMULATORS, SIZES, Said, exponent, in_turn, row
from benchmarks.tables import all_tables
from benchmarks.targets import targets


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
    assert table.rows == (("NEST, 10 connections", "1.5", "", "", "", "", ""),)


class Speaking:
    """Simulators whose runs take as many seconds as they are told, one after the other."""

    def __init__(self, **seconds: list[float | None]) -> None:
        self.seconds, self.asked = seconds, list[str]()

    def __call__(self, simulator: str) -> Said:
        self.asked.append(simulator)
        taken = self.seconds[simulator].pop(0)
        return {"build_s": taken, "bytes_a_connection": taken, "save_s": None, "open_s": None}


def test_rounds_are_in_turn_and_each_peer_is_held_to_ours_around_it() -> None:
    say = Speaking(ours=[1.0, 1.0, 3.0, 1.0], NEST=[4.0, 8.0, 10.0], Brian2=[2.0, 2.0, 2.0])
    found = in_turn(3, say)
    assert say.asked == [*SIMULATORS, *SIMULATORS, *SIMULATORS, "ours"]
    assert (found["NEST"]["ratio"], found["NEST"]["build_s"]) == (4.0, 8.0)
    assert (found["ours"]["ratio"], found["ours"]["bytes_a_connection"]) == (None, 1.0)


def test_a_round_without_an_answer_counts_for_nothing() -> None:
    say = Speaking(ours=[1.0, 1.0, 1.0], NEST=[None, 5.0], Brian2=[None, None])
    found = in_turn(2, say)
    assert (found["NEST"]["ratio"], found["NEST"]["build_s"]) == (5.0, 5.0)
    assert (found["Brian2"]["ratio"], found["Brian2"]["build_s"]) == (None, None)


@pytest.mark.parametrize(
    ("ratio", "taken", "said"), [(3.6, 39.0, ["yes", "yes"]), (3.4, 41.0, ["NO", "NO"])]
)
def test_targets_read_the_rows_in_turn(ratio: float, taken: float, said: list[str]) -> None:
    found = {
        row("ours", IN_TURN): {"bytes_a_connection": taken},
        row("NEST", IN_TURN): {"ratio": ratio, "bytes_a_connection": 90.0},
        shapes.row("ours", shapes.EACH_DELAYED): {"bytes_a_connection": taken + 22.0},
        shapes.row("NEST", shapes.EACH_DELAYED): {"ratio": ratio - 1.95},
    }
    rows = [target.row({"scale": found}) for target in targets()]
    verdicts = [row[-1] for row in rows if row[0].startswith("1,000,000 pairs")]
    assert verdicts[:2] == said
    assert verdicts[2:] == (["yes", "yes"] if said == ["yes", "yes"] else ["NO", "yes"])


def test_every_shape_has_the_connections_that_it_is_divided_by() -> None:
    for name, made in shapes.SHAPES.items():
        shape = made()
        found = 0
        for each in shape.projections:
            source, target = shape.sizes[each.source], shape.sizes[each.target]
            if each.pre is None:
                found += each.number * target or source * target
                continue
            assert len(each.pre) == len(each.post) == len(each.weight) == len(each.delay), name
            assert each.pre.max() < source, name
            assert each.post.max() < target, name
            found += len(each.pre)
        assert found == shape.connections, name
