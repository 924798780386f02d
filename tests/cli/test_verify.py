"""The command `verify`: which claims it runs, what it prints, and how it leaves."""

import json
from pathlib import Path
from typing import Any

import pytest

from circuitlab.analysis import claim_runs
from circuitlab.cli.errors import INTERRUPTED
from tests.cli.conftest import Command


def changed(path: Path, **fields: Any) -> None:
    """Change the file's first claim."""
    content = json.loads(path.read_text(encoding="utf-8"))
    content["claims"][0] |= fields
    path.write_text(json.dumps(content), encoding="utf-8")


def test_measured_stands_beside_expected_and_source_with_units(
    circuitlab: Command, step: Path
) -> None:
    out = circuitlab("verify", step).out
    assert "✓ It fires\n      70 Hz, expected 68 ± 6.8 Hz · theory" in out
    assert "✓ It rests\n      0 Hz, expected 0 Hz · theory" in out
    assert "2 of 2 claims hold" in out


@pytest.mark.parametrize("pattern", ["fires", "FIRE*", "it fires", "*ire*"])
def test_only_the_claims_that_are_meant_are_run(
    circuitlab: Command, step: Path, pattern: str
) -> None:
    answer = circuitlab("verify", step, "--only", pattern, "--json")
    (results,) = json.loads(answer.out).values()
    assert [result["id"] for result in results] == ["fires"]


def test_a_pattern_that_means_no_claim_is_refused(circuitlab: Command, step: Path) -> None:
    answer = circuitlab("verify", step, "--only", "ketamine")
    assert answer.code == 1
    assert "no claim has “ketamine” in its id or its text" in answer.err


def test_other_seeds_take_the_place_of_the_files(circuitlab: Command, step: Path) -> None:
    answer = circuitlab("verify", step, "--seed", 5, "--seed", 9, "--json")
    (results,) = json.loads(answer.out).values()
    assert all(result["seeds"] == [5, 9] and len(result["by_seed"]) == 2 for result in results)


def test_a_known_miss_is_told_apart_and_is_no_failure(circuitlab: Command, step: Path) -> None:
    miss = {"measured": 70.4, "reason": "the axon of a squid"}
    changed(step, expected=10, relative=0.1, known_miss=miss)
    answer = circuitlab("verify", step)
    assert answer.code == 0
    apart = answer.out.split("Known to miss:\n")[1]
    assert "fires: 70 Hz, expected 10 ± 1 Hz; known to give 70.4 Hz: the axon" in apart
    assert "1 of 2 claims hold" in apart


def test_a_known_miss_that_holds_again_is_said(circuitlab: Command, step: Path) -> None:
    changed(step, known_miss={"measured": 10, "reason": "the axon of a squid"})
    answer = circuitlab("verify", step)
    assert answer.code == 0
    assert "Holds again, though it was known to miss:" in answer.out


def test_a_miss_that_is_not_as_told_is_a_failure(circuitlab: Command, step: Path) -> None:
    changed(step, expected=10, known_miss={"measured": 20, "reason": "the axon of a squid"})
    answer = circuitlab("verify", step)
    assert answer.code == 1
    assert "Missed:" in answer.out


@pytest.mark.parametrize(
    ("miss", "said"),
    [
        ({"measured": 3}, "/claims/0/known_miss/reason: “reason” is missing"),
        ({"measured": "x", "reason": "y"}, "/claims/0/known_miss/measured: “x” does not fit"),
        ({"measured": 3, "reason": "y", "why": 1}, "“why” is not known here"),
    ],
)
def test_what_is_wrong_in_a_known_miss_is_named(
    circuitlab: Command, step: Path, miss: dict[str, Any], said: str
) -> None:
    changed(step, known_miss=miss)
    answer = circuitlab("verify", step)
    assert answer.code == 1
    assert said in answer.err


def test_a_key_press_ends_it_without_a_traceback(
    circuitlab: Command, step: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(*_given: Any, **_more: Any) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(claim_runs, "run_circuit", interrupted)
    answer = circuitlab("verify", step)
    assert answer.code == INTERRUPTED
    assert "Traceback" not in answer.err
