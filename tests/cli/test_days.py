"""Runs over days from the command line."""

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Command

DAYS = ("--days", "1", "--probe", "20 ms", "--every", "12 h")


def test_a_run_over_days_prints_a_line_for_each_window(circuitlab: Command, step: Path) -> None:
    answer = circuitlab("run", step, *DAYS)
    assert answer.code == 0
    assert "1 d of body time in 3 windows" in " ".join(answer.out.split())
    assert all(time in answer.out for time in ("0 s", "12 h", "day 1"))


def test_a_run_over_days_is_one_json_object(circuitlab: Command, step: Path) -> None:
    found = json.loads(circuitlab("run", step, *DAYS, "--json").out)
    assert found["body_s"] == [0, 43200, 86400]
    assert len(found["rates_hz"]["hh_squid1"]) == len(found["spikes"]["hh_squid1"]) == 3


def _rows(path: Path) -> list[str]:
    lines = path.read_text(encoding="utf-8").splitlines()
    return [line for line in lines if not line.startswith("# ")]


def test_a_run_over_days_writes_its_windows(
    circuitlab: Command, step: Path, tmp_path: Path
) -> None:
    circuitlab("run", step, *DAYS, "--out", tmp_path)
    lines = _rows(tmp_path / "windows.csv")
    assert lines[0] == "window,body_time_s,hh_squid1_Hz"
    assert [line.split(",")[1] for line in lines[1:]] == ["0", "43200", "86400"]
    spikes = _rows(tmp_path / "spikes.csv")
    assert spikes[0] == "window,body_time_s,element,cell,time_ms"
    assert {line.split(",")[0] for line in spikes[1:]} == {"0", "1", "2"}
    assert (tmp_path / "methods.md").exists()


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--probe", "2 s"), "--probe: “probe” says nothing without “days”"),
        (("--days", "2", "--for", "2 s"), "--days: a run is as long as"),
        (("--days", "never"), "--days: “never” is not a number"),
        (("--days", "2", "--every", "1 s"), "--every: windows of 2 s cannot begin every 1 s"),
    ],
)
def test_bad_days_are_refused_in_a_sentence(
    circuitlab: Command, step: Path, words: tuple[str, ...], said: str
) -> None:
    answer = circuitlab("run", step, *words)
    assert answer.code == 1
    assert said in " ".join(answer.err.split())
