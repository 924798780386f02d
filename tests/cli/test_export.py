"""`circuitlab export` writes a graph file, or says in one line why not."""

import json
from pathlib import Path

import networkx as nx
import pytest

from tests.cli.conftest import Command

READERS = {
    "graphml": nx.read_graphml,
    "gexf": nx.read_gexf,
    "json": lambda path: nx.node_link_graph(json.loads(path.read_text()), edges="edges"),
}


@pytest.mark.parametrize("ending", READERS)
def test_a_graph_is_written_and_read(circuitlab: Command, tmp_path: Path, ending: str) -> None:
    out = tmp_path / f"fig4.{ending}"
    answer = circuitlab("export", "fig4", "-o", out, "--set", "heat.temperature=50")
    assert (answer.code, answer.err) == (0, "")
    graph = READERS[ending](out)
    assert graph.nodes["heat"]["param.temperature (°C)"] == 50.0
    assert nx.has_path(graph, "heat", "trpv1") or nx.has_path(graph, "heat", "c_fibres")
    assert [each.name for each in tmp_path.iterdir()] == [out.name]


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("fig4", "-o", "x.gml"), 1, ".graphml, .gexf, .json"),
        (("fig4", "-o", "/no/where/x.gexf"), 1, "/no/where"),
        (("fig4", "-o", "."), 1, ".graphml"),
        (("fig44", "-o", "x.json"), 1, "fig4"),
        (("fig4", "-o", "x.json", "--set", "heat.temprature=3"), 1, "temperature"),
        (("fig4",), 2, "--out"),
    ],
)
def test_what_cannot_be_exported_is_said_in_one_line(
    circuitlab: Command,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    words: tuple[str, ...],
    code: int,
    said: str,
) -> None:
    monkeypatch.chdir(tmp_path)
    answer = circuitlab("export", *words)
    assert answer.code == code
    assert said in answer.err
    assert len(answer.err.splitlines()) == 1
    assert list(tmp_path.iterdir()) == []


def test_a_file_that_cannot_be_replaced_stays_as_it_was(
    circuitlab: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "fig4.graphml"
    out.write_text("mine")

    def full(*_given: object) -> int:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("circuitlab.files.atomic_write.os.fsync", full)
    answer = circuitlab("export", "fig4", "-o", out)
    assert answer.code == 1
    assert "full" in answer.err
    assert [each.read_text() for each in tmp_path.iterdir()] == ["mine"]
