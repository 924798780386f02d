"""Rows of results.md say what was measured, what had to be, and what could not be."""

import json
import sys
from dataclasses import asdict, replace

import pytest

from benchmarks.one_run import MARK, Measured, read_answer, timed
from benchmarks.rounds import CouldNotRun, Pairs, in_turn, one, pairs_of
from benchmarks.shares import Shares, difference
from benchmarks.tables import all_tables
from benchmarks.targets import Reached, Target, targets
from benchmarks.workloads import chain, cobahh, leaky_network, network

RUN = timed("CircuitLab", "", chain(), Measured("1", 0.5, 0.2, [3, 1], [1.0, 2.0]))
ANSWER = MARK + json.dumps(asdict(RUN))


def target(*, most: bool = False) -> Target:
    return Target("work", "peer", 10.0, lambda _results: Reached(None), goal=20.0, most=most)


def verdict(value: float | None, made: Target | None = None) -> str:
    return replace(made or target(), measure=lambda _results: Reached(value)).row({})[-1]


def pairs(ours: float, theirs: float, spikes: int = 2) -> Pairs:
    second = replace(RUN, simulator="NEST", run_s=theirs, spikes=spikes)
    return Pairs(2 * (replace(RUN, run_s=ours),), (second,))


@pytest.mark.parametrize(
    ("value", "said"),
    [(9.9, "NO"), (10.0, "yes"), (20.0, "yes, and the goal"), (None, "not measured")],
)
def test_a_target_says_whether_it_holds(value: float | None, said: str) -> None:
    assert verdict(value) == said


def test_a_limit_holds_from_below() -> None:
    limit = replace(target(most=True), goal=None)
    assert (verdict(10.0, limit), verdict(10.1, limit)) == ("yes", "NO")


def test_a_count_must_be_met_exactly() -> None:
    count = replace(target(), exact=True, required=3204, goal=None)
    assert (verdict(3204, count), verdict(3205, count)) == ("yes", "NO")


def trains_row(*trains: str) -> tuple[str, ...]:
    """The row of results.md for runs of W1 with these trains."""
    runs = [replace(RUN, trains=train) for train in trains]
    kept = Pairs(tuple(runs[:2]), tuple(runs[2:]))
    made = next(target for target in targets() if target.work == "W1, different trains")
    return made.row({"adaptive": {"W1": kept.plain()}})


def test_dense_and_adaptive_stepping_must_give_one_train() -> None:
    assert trains_row("a", "a", "a")[-2:] == ("1", "yes")
    assert trains_row("a", "a", "b")[-2:] == ("2", "NO")


def test_a_difference_is_the_median_over_pairs() -> None:
    assert difference([3.0, 9.0, 5.0], [2.0, 4.0, 3.0]) == (2.0, 1.0)


def test_a_share_below_its_spread_is_too_small_to_tell() -> None:
    shares = Shares(1.0, 0.9, 0.1, 0.2, 0.5, 0.2, 0.1, 1e6, 1e6, 1e6)
    tables = all_tables({"W1": {"pairs": {}, "shares": asdict(shares)}})
    text = "".join(table.markdown() for table in tables)
    assert "| W1 | 90% | too small to tell | 40% | 900 | too small to tell | 200 |" in text


def test_a_ratio_is_the_median_over_rounds_held_to_the_runs_around_it() -> None:
    first = tuple(replace(RUN, run_s=seconds) for seconds in (1.0, 1.0, 2.0, 4.0, 9.0, 1.0))
    second = tuple(replace(RUN, run_s=seconds) for seconds in (3.0, 3.0, 10.0))
    assert Pairs(first, second).ratio == 2.0


def test_a_peer_that_cannot_run_is_reported_and_stops_nothing() -> None:
    silent = [sys.executable, "-c", "raise SystemExit('no such simulator')"]
    speaking = [sys.executable, "-c", f"print({ANSWER!r})"]
    failed = in_turn(speaking, silent, 3)
    assert failed.failure == "no such simulator"
    assert len(failed.first) == 1
    results = {"W2": {"pairs": {"NEST": failed.plain(), "Brian2 C++": pairs(1.0, 4.0).plain()}}}
    text = "".join(table.markdown() for table in all_tables(results))
    assert "could not be run: no such simulator" in text
    assert "4×" in text


def test_a_program_that_is_missing_could_not_run() -> None:
    with pytest.raises(CouldNotRun):
        one(["/nowhere/python"])


def test_an_answer_is_found_among_what_else_is_printed() -> None:
    assert read_answer(f"Warning: no display\n{ANSWER}\nbye") == RUN
    assert read_answer("nothing") is None


def test_pairs_are_read_back_as_they_were_kept() -> None:
    assert pairs_of(pairs(1.0, 2.0).plain()) == pairs(1.0, 2.0)


def test_every_target_can_be_said_of_no_results() -> None:
    assert {target.row({})[-1] for target in targets()} == {"not measured"}


def test_what_was_not_measured_stays_empty() -> None:
    still = {"fps": 60.0, "p95_ms": 18.0, "worst_ms": 30.0, "edit_ms": None}
    tables = all_tables({"window": {"fig4": {"still": still}}})
    assert "| still | 60 | 18 | 30 |  |" in "".join(table.markdown() for table in tables)


def test_every_simulator_is_given_the_same_arrays() -> None:
    """Every ratio in results.md rests on these: a change to a network makes the old ones void."""
    digests = [made().digest() for made in (chain, leaky_network, cobahh)]
    assert digests == ["1f6d8b404d40", "36675171676e", "78b65d3a4b97"]


def test_a_tenth_of_the_cells_is_driven_in_the_quieter_network() -> None:
    driven = {name: int((network(name).i_e > 187.5).sum()) for name in ("S10", "S100")}
    assert driven == {"S10": 10, "S100": 100}
