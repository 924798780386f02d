"""Errors are one clear line on stderr; a traceback goes to a log file."""

from pathlib import Path

import pytest
import typer

from circuitlab import error_log
from circuitlab.catalog.words import Problem
from circuitlab.cli import errors
from circuitlab.cli.errors import CannotDo, guarded


def failing(error: BaseException) -> int:
    def action() -> None:
        raise error

    return guarded(action)


def test_refusal_says_its_problems_and_leaves_with_its_code(
    capsys: pytest.CaptureFixture[str],
) -> None:
    problems = (Problem("a", "is wrong", "mend it"), Problem("b", "too"))
    assert failing(CannotDo(*problems, code=2)) == 2
    assert capsys.readouterr().err == "circuitlab: a: is wrong; mend it\ncircuitlab: b: too\n"


def test_unwritable_place_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    assert failing(PermissionError(13, "Permission denied", "/root/x")) == 1
    assert capsys.readouterr().err.startswith("circuitlab: /root/x: Permission denied; ")


def test_unforeseen_error_is_one_line_that_names_the_log(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(error_log, "user_log_path", lambda _name: tmp_path)
    assert failing(ZeroDivisionError("by nought")) == 1
    said = capsys.readouterr().err
    log = tmp_path / "circuitlab-error.log"
    assert said.count("\n") == 1
    assert str(log) in said
    assert "by nought" not in said
    assert "ZeroDivisionError: by nought" in log.read_text(encoding="utf-8")


def test_unwritable_log_folder_is_passed_over(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("")
    monkeypatch.setattr(error_log, "user_log_path", lambda _name: blocked)
    assert failing(ValueError("hidden")) == 1
    assert "circuitlab-error-" in capsys.readouterr().err


def test_leaving_and_stopping_have_their_codes(capsys: pytest.CaptureFixture[str]) -> None:
    assert guarded(lambda: None) == 0
    assert failing(typer.Exit(3)) == 3
    assert failing(KeyboardInterrupt()) == errors.INTERRUPTED
    assert capsys.readouterr().err == "circuitlab: stopped\n"
