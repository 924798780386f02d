"""The command that sets states of a circuit side by side."""

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Command


def test_states_and_experiments_are_set_side_by_side_with_their_differences(
    circuitlab: Command, step: Path
) -> None:
    words = ("compare", step, "--states", "as drawn,calm", "--for", "100 ms", "--own-stimuli")
    found = json.loads(circuitlab(*words, "--json").out)
    assert list(found["states"]) == ["As drawn", "Calm"]
    (row,) = (row for row in found["measured"] if row["what"] == "Rate")
    assert row["minus_first"]["Calm"] == row["values"]["Calm"] - row["values"]["As drawn"] != 0.0
    alone = json.loads(circuitlab("run", step, "--for", "100 ms", "--json").out)
    assert found["states"]["As drawn"]["spikes"] == alone["spikes"]
    assert found["set"][0]["values"] == {"As drawn": "10 pA", "Calm": "0 pA"}
    assert "Calm − As drawn" in circuitlab(*words).out


def test_stimuli_are_as_drawn_unless_each_state_keeps_its_own(
    circuitlab: Command, step: Path
) -> None:
    words = ("compare", step, "--states", "As drawn,calm", "--for", "60 ms", "--json")
    found = json.loads(circuitlab(*words).out)
    first, second = (each["spikes"] for each in found["states"].values())
    assert found["set"] == []
    assert first == second != {"hh_squid1": []}


def test_each_state_is_written_into_a_folder_beside_the_table(
    circuitlab: Command, step: Path, tmp_path: Path
) -> None:
    out = tmp_path / "made"
    circuitlab("compare", step, "--states", "As drawn,calm", "--for", "40 ms", "--out", out)
    assert sorted(path.name for path in out.iterdir()) == ["as_drawn", "calm", "differences.csv"]
    assert (out / "calm" / "spikes.csv").is_file()
    assert (out / "differences.csv").read_text("utf-8").startswith(",As drawn,Calm,Calm − As drawn")


@pytest.mark.parametrize(
    ("states", "said"),
    [
        ((), "name two or three by --states, with commas; there are: As drawn, driven, calm"),
        (("--states", "calm"), "compares with nothing"),
        (("--states", "calm,clam"), "did you mean “calm”"),
        (("--states", "calm,calm"), "is named twice"),
        (("--states", "As drawn,calm,driven,calm"), "at most 3"),
    ],
)
def test_what_cannot_be_compared_is_one_sentence(
    circuitlab: Command, step: Path, states: tuple[str, ...], said: str
) -> None:
    answer = circuitlab("compare", step, *states)
    assert answer.code == 1
    assert said in answer.err
    assert not answer.out


@pytest.mark.parametrize("ending", ["svg", "png"])
def test_a_figure_sets_states_beside_each_other(
    circuitlab: Command, step: Path, tmp_path: Path, ending: str
) -> None:
    out = tmp_path / f"figure.{ending}"
    words = ("figure", step, "-o", out, "--dpi", 60, "--states", "As drawn,calm")
    assert "say how far to run" in circuitlab(*words).err
    answer = circuitlab(*words, "--own-stimuli", "--at", "30 ms")
    assert answer.code == 0, answer.err
    content = out.read_bytes()
    if ending == "svg":
        text = content.decode()
        for told in ("As drawn", "Calm", "state-2-circuit", "differences", "Rate"):
            assert told in text
        assert text.count("amplitude") == 1
    else:
        assert content.startswith(b"\x89PNG")
