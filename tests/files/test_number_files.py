"""Numbers from files: what a run writes, what spreadsheets and numpy save, and what is refused."""

import json
from pathlib import Path

import numpy as np
import pytest

from circuitlab.analysis.run_files import write_run
from circuitlab.api import Circuit, CircuitError, load, simulate
from circuitlab.catalog.words import Problem
from circuitlab.cli.errors import CannotDo
from circuitlab.cli.target import read_settings
from circuitlab.files import store
from circuitlab.files.number_files import named_content, path_of, read_file
from circuitlab.model.frozen import Array
from circuitlab.model.overlay import resolve

TABLE = "element,cell,time_ms\nfibres,0,1.5\nfibres,2,2.5\nother,0,9.0\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "times.txt").write_text("1.5\n2.5\n", encoding="utf-8")
    (tmp_path / "spikes.csv").write_text(TABLE, encoding="utf-8")
    (tmp_path / "german.csv").write_text("Zelle;Zeit (ms)\n0;1,5\n2;2,5\n", encoding="latin-1")
    (tmp_path / "excel.txt").write_text("t (s)\tI (nA)\n0\t0\n0.1\t0.05\n", encoding="utf-16")
    np.save(tmp_path / "times.npy", np.array([1.5, 2.5]))
    np.save(tmp_path / "pairs.npy", np.array([[0, 1.5], [2, 2.5]]))
    np.save(tmp_path / "cube.npy", np.zeros((2, 2, 2)))
    np.save(tmp_path / "object.npy", np.array([{"a": 1}], dtype=object), allow_pickle=True)
    (tmp_path / "binary.dat").write_bytes(b"1\x002\x003")
    return tmp_path


@pytest.mark.parametrize(
    ("name", "cells"),
    [
        ("times.txt", ()),
        ("times.npy", ()),
        ("pairs.npy", (0.0, 2.0)),
        ("german.csv", (0.0, 2.0)),
        ("spikes.csv#fibres", (0.0, 2.0)),
    ],
)
def test_spike_times_are_read_from_a_file(folder: Path, name: str, cells: tuple[float]) -> None:
    circuit = Circuit()
    train = circuit.add("spike_train", times=f"{folder}/{name}")
    params = circuit.model.elements[train].params
    assert params["times"] == (1.5, 2.5)
    assert params.get("cells", ()) == cells


def test_a_path_and_its_address_are_files_too(folder: Path) -> None:
    circuit = Circuit()
    for given in (folder / "times.txt", (folder / "times.txt").as_uri(), f'"{folder}/times.txt"'):
        train = circuit.add("spike_train", times=given)
        assert circuit.model.elements[train].params["times"] == (1.5, 2.5)


def test_a_current_is_read_from_a_spreadsheet_in_its_units(folder: Path) -> None:
    circuit = Circuit()
    current = circuit.add("recorded_current", currents=folder / "excel.txt")
    assert circuit.model.elements[current].params["times"] == (0.0, 100.0)
    assert circuit.model.elements[current].params["currents"] == (0.0, 50.0)


@pytest.mark.parametrize(
    ("name", "what"),
    [
        ("spikes.csv", "these are spikes of “fibres”, “other”"),
        ("spikes.csv#fibre", "did you mean “fibres”?"),
        ("missing.csv", "“missing.csv” cannot be read"),
        ("cube.npy", "holds 2×2×2 of float64"),
        ("object.npy", "is no array of numbers"),
        ("binary.dat", "this file is no text"),
    ],
)
def test_what_cannot_be_taken_is_told(folder: Path, name: str, what: str) -> None:
    with pytest.raises(CircuitError) as refused:
        Circuit().add("spike_train", times=f"{folder}/{name}")
    assert what in str(refused.value)


def test_a_column_of_something_else_is_not_taken_for_a_current(folder: Path) -> None:
    (folder / "v.csv").write_text("time_ms,v_mV\n0,-65\n1,-60\n", encoding="utf-8")
    with pytest.raises(CircuitError, match="“v_mV” is not a current"):
        Circuit().add("recorded_current", currents=folder / "v.csv")


@pytest.mark.parametrize("text", ["10, 20", "1.5", "", "10.5\n20.5", "x" * 5000, "0.5 ms"])
def test_what_is_no_path_stays_as_it_is(text: str) -> None:
    assert path_of(text) is None
    assert named_content(text) == text


def test_a_file_that_is_too_large_is_refused(folder: Path, monkeypatch) -> None:
    monkeypatch.setattr("circuitlab.files.number_files.MOST_BYTES", 3)
    problem = read_file(folder / "times.txt")
    assert isinstance(problem, Problem)
    assert "too large" in problem.what


def test_the_spikes_that_a_run_writes_drive_the_same_cells_again(tmp_path: Path) -> None:
    circuit = Circuit()
    cells = circuit.add("lif_current", size=4, i_e=[0.0, 400.0, 0.0, 600.0])
    run = simulate(circuit, "100 ms")
    write_run(run, tmp_path)
    again = Circuit()
    train = again.add("spike_train", times=tmp_path / "spikes.csv")
    index, times = simulate(again, "101 ms").spikes(train)
    assert len(times) > 4
    assert np.array_equal(index, run.spikes(cells)[0])
    assert times == pytest.approx(run.spikes(cells)[1])


@pytest.mark.parametrize("times", [[[0, 12.5], [2, 13.0]], "0 12.5\n2 13"])
def test_a_circuits_file_may_hold_the_two_columns_as_they_are(tmp_path: Path, times) -> None:
    content = {
        "format": "circuitlab/circuit",
        "version": 1,
        "elements": [{"id": "train", "kind": "spike_train", "params": {"times": times}}],
    }
    path = tmp_path / "train.circuit"
    path.write_text(json.dumps(content), encoding="utf-8")
    circuit = load(path)
    assert circuit.model.value("train", "cells") == (0.0, 2.0)
    assert circuit.model.value("train", "size") == 3


@pytest.mark.parametrize(
    ("params", "place"),
    [
        ({"times": [1, 2], "cells": [0]}, "params/times"),
        ({"times": [1], "cells": [7], "size": 3}, "params/times"),
        ({"times": "0,12\n1,13"}, "params/times"),
    ],
)
def test_lists_of_a_file_that_do_not_fit_are_left_out_and_listed(params, place) -> None:
    entry = {"id": "train", "kind": "spike_train", "params": params}
    content = {"format": "circuitlab/circuit", "version": 1, "elements": [entry]}
    loaded = store.load_text(json.dumps(content))
    assert loaded.circuit is not None
    assert not {"times", "cells"} & loaded.circuit.elements["train"].params.keys()
    assert any(place in problem.where for problem in loaded.problems)


def test_a_long_train_of_many_cells_is_kept_bit_for_bit(tmp_path: Path) -> None:
    index, times = np.arange(100_000) % 20, np.arange(100_000) / 3.0
    circuit = Circuit()
    train = circuit.add("spike_train", times=(index, times))
    circuit.save(tmp_path / "long.circuit")
    again = load(tmp_path / "long.circuit").model.elements[train]
    assert again == circuit.model.elements[train]
    assert again.params["times"] == Array(times)


def test_a_setting_of_a_command_may_name_a_file(folder: Path) -> None:
    circuit = Circuit()
    train = circuit.add("spike_train")
    setting = f"{train}.times={folder}/spikes.csv#fibres"
    resolved = resolve(circuit.model, [read_settings(circuit.model, [setting])])
    assert resolved.value(train, "times") == (1.5, 2.5)
    assert resolved.value(train, "cells") == (0.0, 2.0)
    with pytest.raises(CannotDo, match="say whose are wanted"):
        read_settings(circuit.model, [f"{train}.times={folder}/spikes.csv"])
