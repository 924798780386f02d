"""Damaged files: what they are made from, that a number names one, and what may be said of them."""

import json
from pathlib import Path
from random import Random

import pytest

from benchmarks import broken_sources
from benchmarks.broken_answers import OURS, unfit, wanting
from benchmarks.broken_kinds import KINDS, Files
from benchmarks.broken_patience import patience, within
from benchmarks.broken_trials import RecordingTrial
from benchmarks.broken_workers import Tally, try_file
from benchmarks.contents import Change
from benchmarks.killed import summary
from benchmarks.mutations_of_circuits import NEARLY_RIGHT
from circuitlab.catalog.words import Problem
from circuitlab.files import store

OF_TEXT = ["nfy", "table"]


def test_the_small_circuits_open_without_a_problem() -> None:
    for text in broken_sources.small_circuits():
        assert store.load_text(text.decode()).problems == ()


def test_the_shares_of_the_kinds_are_a_whole() -> None:
    assert sum(kind.share for kind in KINDS.values()) == 100


def test_a_seed_and_a_number_name_one_file(tmp_path: Path) -> None:
    files = [Files(tmp_path, OF_TEXT, seed) for seed in (3, 3, 4)]
    first, again, other = ([each.file(number) for number in range(20)] for each in files)
    assert first == again != other
    assert {kind for kind, _content, _how in first} == set(OF_TEXT)


def test_what_is_met_with_a_file_is_told_and_counted(tmp_path: Path) -> None:
    tally, files = Tally(), Files(tmp_path, ["table"], 3)
    for number in range(3):
        try_file(files, number, tmp_path, tally.hear)
    assert (tally.files, tally.counted["table: recordings"], tally.wrong) == (3, 3, {})


def test_a_file_that_failed_is_kept_and_its_fault_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(RecordingTrial, "read_all", lambda _trial: "it is odd")
    tally, files = Tally(), Files(tmp_path, ["table"], 3)
    try_file(files, 5, tmp_path, tally.hear)
    assert tally.wrong == {"table: bench:  it is odd": 1}
    assert (tmp_path / "3-5.csv").read_bytes() == files.file(5)[1]


@pytest.mark.parametrize(
    ("problem", "wrong"),
    [
        (Problem("a", "It is too long", "shorten it"), ""),
        (Problem("a", " ", "shorten it"), "what is wrong"),
        (Problem("a", "It is too long", ""), "what to do"),
        (Problem("a", "<class 'int'> is odd", "shorten it"), "no words for people"),
    ],
)
def test_a_problem_says_what_is_wrong_and_what_to_do(problem: Problem, wrong: str) -> None:
    found = wanting([problem])
    assert wrong in found
    assert bool(wrong) == bool(found)


@pytest.mark.parametrize("answer", [(1, ""), (2, "x"), (1, OURS), (0, "ValueError('x')")])
def test_an_answer_that_is_not_for_people_is_unfit(answer: tuple[int, str]) -> None:
    assert unfit(*answer)
    assert not unfit(1, "the file is too long: shorten it")


def test_what_a_step_raises_is_told() -> None:
    assert "ZeroDivisionError" in within(patience(5), lambda: str(1 // 0))
    assert within(patience(5), lambda: None) == ""


def test_what_was_lost_is_summed_up_also_where_nothing_is_known() -> None:
    assert summary([]) == {}
    found = summary([(0.0, 0.0), (2.0, 0.5), (1.0, 0.25)])
    assert (found["median_s_on_a_clock"], found["over_on_a_clock"]) == (1.0, 1)
    assert (found["most_s_of_a_processor"], found["over_of_a_processor"]) == (0.5, 0)


def test_what_is_nearly_right_becomes_another_file() -> None:
    texts = broken_sources.small_circuits()
    for change in NEARLY_RIGHT:
        tried = [(text, texts[-2], seed) for text in texts for seed in range(5)]
        assert any(_spoiled(change, *each) != json.loads(each[0]) for each in tried), change


def _spoiled(change: Change, text: str, other: str, seed: int) -> object:
    content = json.loads(text)
    change(content, Random(seed), json.loads(other))
    return content
