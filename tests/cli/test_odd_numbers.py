"""Numbers at their extremes: whatever an option is given, one sentence says what is wrong."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from typer.main import get_command

from circuitlab.cli.app import app
from tests.cli.conftest import Command

NUMBERS = {
    "--at",
    "--days",
    "--dpi",
    "--every",
    "--for",
    "--probe",
    "--ranks",
    "--seconds",
    "--seed",
    "--width",
}
"""Options that take a number; the test fails where a command has lost one of them."""
ODD = ("x", "nan", "-inf", "-1", "1e300", "1" + "0" * 400, "5e-324", "−", "3 kg")
FIRST = {"figure": ["-o", "a.png"], "export": ["neuroml", "--to", "neuroml"]}
BESIDE = {"--probe": ["--days", "2"], "--every": ["--days", "2"]}


def options(command: Any, path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], str]]:
    """Yield every number's option, with the command that has it."""
    for name, each in getattr(command, "commands", {}).items():
        yield from options(each, (*path, name))
    for parameter in command.params:
        yield from ((path, name) for name in parameter.opts if name in NUMBERS)


def test_whatever_a_number_is_given_is_refused_in_one_sentence(
    circuitlab: Command, step: Path, monkeypatch: Any
) -> None:
    monkeypatch.chdir(step.parent)
    found = [(path, name) for path, name in options(get_command(app)) if path != ("tour",)]
    assert {name for _path, name in found} == NUMBERS
    for path, name in found:
        for given in ODD:
            first, beside = FIRST.get(path[-1], []), BESIDE.get(name, [])
            answer = circuitlab(*path, step, *first, *beside, f"{name}={given}")
            where = (path, name, given)
            assert answer.code in (1, 2), where
            assert answer.out == "", where
            assert answer.err.count("\n") == 1, where
            assert answer.err.startswith("circuitlab: "), where
            assert "Input should" not in answer.err, where
            assert "mistake" not in answer.err, where
            assert len(answer.err) < 300, where


def test_a_graph_has_no_use_for_what_only_a_run_has(
    circuitlab: Command, step: Path, tmp_path: Path
) -> None:
    graph = tmp_path / "a.json"
    answer = circuitlab("export", step, "-o", graph, "--for", "2 s")
    assert (answer.code, graph.exists()) == (1, False)
    assert "add “--to”" in answer.err
