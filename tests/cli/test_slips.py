"""Words that are no commands, and names that are no files on a disk."""

import os
import sys
from pathlib import Path

import pytest

from circuitlab.cli import main

Printed = pytest.CaptureFixture[str]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["rum", "fig4"], "there is no command called “rum”; did you mean “run”?"),
        (["figures", "fig4", "-o", "a.svg"], "did you mean “figure”?"),
        (["xx", "yy"], "there is no command called “xx”; choose from tour, run"),
    ],
)
def test_a_slip_in_a_command_is_named(words: list[str], said: str, capsys: Printed) -> None:
    with pytest.raises(SystemExit, match="2"):
        main(words)
    told = capsys.readouterr().err
    assert said in told
    assert told.count("\n") == 1


def test_a_group_alone_shows_its_help_and_nothing_more(capsys: Printed) -> None:
    with pytest.raises(SystemExit, match="2"):
        main(["bench"])
    told = capsys.readouterr()
    assert "engine" in told.out
    assert told.err == ""


@pytest.mark.skipif(sys.platform == "win32", reason="pipes have no names there")
def test_a_circuit_is_read_from_a_pipe(tmp_path: Path, capsys: Printed) -> None:
    text = b'{"format": "circuitlab/circuit", "version": 1, "elements": [{"id": "a", "kind": "x"}]}'
    reading, writing = os.pipe()
    os.write(writing, text)
    os.close(writing)
    with pytest.raises(SystemExit, match="1"):
        main(["check", f"/dev/fd/{reading}"])
    os.close(reading)
    assert "“x”" in capsys.readouterr().out
