"""What commands write of a run: by the ending of a name, or by the name of a format."""

import json
from pathlib import Path

import libsonata
import numpy as np
import pynwb
import pytest

import circuitlab as cl
from circuitlab.cli.export_to import RUN_ENDINGS, TARGETS
from circuitlab.exchange.run_formats import RUN_FORMATS
from tests.cli.conftest import Command


@pytest.fixture
def pair(tmp_path: Path) -> Path:
    circuit = cl.Circuit()
    circuit.wire(circuit.add("lif_current", i_e=900), circuit.add("hh_squid"))
    circuit.save(tmp_path / "pair.circuit")
    return tmp_path / "pair.circuit"


def test_every_format_of_runs_can_be_exported_to() -> None:
    assert {".csv", ".npz", *RUN_FORMATS} == set(RUN_ENDINGS)
    assert {ending.lstrip(".") for ending in RUN_ENDINGS} <= TARGETS.keys()


def test_a_run_is_written_as_its_name_ends(circuitlab: Command, pair: Path, tmp_path: Path) -> None:
    answer = circuitlab("run", pair, "--for", "30 ms", "--out", tmp_path / "run.nwb")
    assert (answer.code, answer.err) == (0, "")
    assert "synapse1: NWB has no place for" in answer.out
    run = cl.simulate(cl.load(pair), "30 ms")
    with pynwb.NWBHDF5IO(str(tmp_path / "run.nwb"), "r") as io:
        voltages = io.read().acquisition["hh_squid1_v"].data[:]
    np.testing.assert_array_equal(voltages, run.voltage("hh_squid1"))


def test_what_is_left_out_stands_in_the_json_too(
    circuitlab: Command, pair: Path, tmp_path: Path
) -> None:
    words = ["run", pair, "--for", "10 ms", "--out", tmp_path / "run.sonata", "--json"]
    found = json.loads(circuitlab(*words).out)
    assert any(line.startswith("synapse1: ") for line in found["left_out"])
    assert (tmp_path / "run.sonata" / "spikes.h5").exists()


def test_export_runs_the_circuit_and_ends_the_name(
    circuitlab: Command, pair: Path, tmp_path: Path
) -> None:
    words = ("export", pair, tmp_path / "made", "--for", "30 ms", "--seed", "7", "--to")
    assert circuitlab(*words, "npz").code == 0
    with np.load(tmp_path / "made.npz") as found:
        assert (int(found["seed"]), float(found["model_ms"])) == (7, 30.0)
        spikes = found["spikes/time_ms"]
    assert circuitlab(*words, "sonata").code == 0
    reader = libsonata.SpikeReader(str(tmp_path / "made" / "spikes.h5"))
    times = [t for name in reader.get_population_names() for _id, t in reader[name].get()]
    assert sorted(times) == sorted(spikes.tolist())


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["export", "{pair}", "{here}/run.nix", "--to", "nwb"], "does not end in .nwb"),
        (["run", "{pair}", "--out", "{here}/no/run.nwb"], "There is no such folder"),
    ],
)
def test_what_cannot_be_written_is_said_before_anything_runs(
    circuitlab: Command, pair: Path, tmp_path: Path, words: list[str], said: str
) -> None:
    answer = circuitlab(*(word.format(pair=pair, here=tmp_path) for word in words))
    assert answer.code == 1
    assert said in answer.err
    assert answer.out == ""
