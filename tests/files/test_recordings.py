"""Recordings in a circuit's file: written, read back, and what is said of wrong ones."""

import json
import shutil
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import circuitlab as cl
from circuitlab.files import store
from circuitlab.model.leaving_out import without


@pytest.fixture
def recorded(tmp_path: Path) -> cl.Circuit:
    (tmp_path / "data").mkdir()
    rows = "\n".join(f"{t},{np.sin(t):.4f}" for t in range(50))
    (tmp_path / "data" / "cell.csv").write_text(f"t_ms,v_mV\n{rows}\n")
    circuit = cl.Circuit()
    cell = circuit.add("hh_squid")
    circuit.recordings.add(tmp_path / "data" / "cell.csv", cell, shift="5 ms", scale=2.0)
    return circuit


def test_a_recording_is_read_back_as_it_was(recorded: cl.Circuit, tmp_path: Path) -> None:
    recorded.save(tmp_path / "a.circuit")
    again = cl.load(tmp_path / "a.circuit")
    assert again.model == recorded.model
    assert again.recordings.missing() == ()
    content = json.loads((tmp_path / "a.circuit").read_text(encoding="utf-8"))
    assert content["recordings"][0]["path"] == "data/cell.csv"


def test_circuit_and_recording_move_together(recorded: cl.Circuit, tmp_path: Path) -> None:
    recorded.save(tmp_path / "a.circuit")
    (tmp_path / "new place").mkdir()
    for name in ("a.circuit", "data"):
        shutil.move(tmp_path / name, tmp_path / "new place" / name)
    again = cl.load(tmp_path / "new place" / "a.circuit")
    assert again.recordings.missing() == ()
    again.save(tmp_path / "elsewhere.circuit")
    assert cl.load(tmp_path / "elsewhere.circuit").recordings.missing() == ()


def test_a_missing_or_changed_file_is_said_and_the_curve_stays(
    recorded: cl.Circuit, tmp_path: Path
) -> None:
    before = recorded.recordings.samples(0)
    (tmp_path / "data" / "cell.csv").write_text("t_ms,v_mV\n0,1\n1,2\n")
    assert "has changed" in recorded.recordings.missing()[0]
    (tmp_path / "data" / "cell.csv").unlink()
    assert "is not there" in recorded.recordings.missing()[0]
    for one, other in zip(before, recorded.recordings.samples(0), strict=True):
        np.testing.assert_array_equal(one, other)


def test_a_circuit_without_recordings_is_written_as_before(tmp_path: Path) -> None:
    circuit = cl.Circuit()
    circuit.add("hh_squid")
    circuit.save(tmp_path / "a.circuit")
    assert "recording" not in (tmp_path / "a.circuit").read_text(encoding="utf-8")


def test_a_recording_goes_with_its_element(recorded: cl.Circuit) -> None:
    left = without(recorded.model, ["hh_squid1"])
    assert left.document["recordings"] == ()


def test_a_recording_is_no_part_of_what_is_run(recorded: cl.Circuit) -> None:
    bare = recorded.copy()
    bare.recordings.clear()
    assert bare.digest == recorded.digest


FITTING = {"id": "r", "element": "hh_squid1", "state": "v", "times": [0, 1], "values": [1, 2]}
WRONG: dict[str, tuple[dict[str, Any], str]] = {
    "no such element": ({"element": "hh_squid9"}, "There is no element called “hh_squid9”"),
    "no such state": ({"state": "w"}, "has no quantity called “w”"),
    "too few times": ({"times": [0]}, "1 times stand beside 2 values"),
    "times go back": ({"times": [1, 0]}, "the times go back"),
    "a word": ({"values": ["a", "b"]}, "write numbers"),
    "a bad id": ({"id": "R 1"}, "cannot be an id"),
    "an unknown word": ({"colour": "red"}, "“colour” is not known here"),
    "a shift beyond": ({"shift": 1e12}, "at most"),
    "a bad digest": ({"digest": "xyz"}, "/recordings/0/digest"),
}


@pytest.mark.parametrize("wrong", WRONG)
def test_what_is_wrong_is_said_and_the_rest_opens(wrong: str) -> None:
    change, said = WRONG[wrong]
    content = {
        "format": "circuitlab/circuit",
        "version": 4,
        "elements": [{"id": "hh_squid1", "kind": "hh_squid"}],
        "recordings": [{**FITTING, **change}],
    }
    loaded = store.load_text(json.dumps(content))
    assert loaded.circuit is not None
    assert not loaded.is_whole
    assert said in "; ".join(map(str, loaded.problems))
    assert "hh_squid1" in loaded.circuit.elements
