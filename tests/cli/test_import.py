"""`circuitlab import` writes another program's file as a circuit."""

import json
from pathlib import Path

import circuitlab as cl
from tests.cli.conftest import Command


def own(folder: Path) -> Path:
    nodes = [
        {"filename": f"{what}.qml", "savedProperties": {"x": 0, "y": 0, "engine": {}}}
        for what in ("neurons/LeakyNeuron", "sensors/Retina")
    ]
    path = folder / "eye.nfy"
    path.write_text(json.dumps({"nodes": nodes, "edges": []}))
    return path


def test_a_file_becomes_a_circuit_beside_it(circuitlab: Command, tmp_path: Path) -> None:
    answer = circuitlab("import", own(tmp_path))
    assert (answer.code, answer.err) == (0, "")
    assert "nodes[1]: “Retina” is not known here" in answer.out
    kinds = [e.kind for e in cl.load(tmp_path / "eye.circuit").model.elements.values()]
    assert kinds == ["lif_current", "note"]


def test_our_own_files_and_bad_ones_are_refused(circuitlab: Command, tmp_path: Path) -> None:
    answer = circuitlab("import", tmp_path / "x.circuit")
    assert answer.code == 1
    assert ".nml, .nfy" in answer.err
    (tmp_path / "bad.nfy").write_text("{}")
    answer = circuitlab("import", tmp_path / "bad.nfy", "-o", tmp_path / "out.circuit")
    assert answer.code == 1
    assert "no nodes and edges" in answer.err
    assert not (tmp_path / "out.circuit").exists()


def test_other_commands_take_such_files_too(circuitlab: Command, tmp_path: Path) -> None:
    answer = circuitlab("run", own(tmp_path), "--for", "10ms", "--json")
    assert answer.code == 0
    assert json.loads(answer.out)["spikes"] == {"lif_current1": []}
    assert "Retina" in answer.err


def test_a_check_names_what_is_not_taken(circuitlab: Command, tmp_path: Path) -> None:
    answer = circuitlab("check", own(tmp_path))
    assert answer.code == 1
    assert "nodes[1]: “Retina” is not known here" in answer.out
