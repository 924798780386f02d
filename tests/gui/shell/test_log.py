"""A log that one can send: what failed, with versions and what was done last."""

import subprocess
import sys
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from circuitlab import error_log
from circuitlab.gui.shell.log_dialog import LogDialog


@pytest.fixture
def log(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the log lies, in a folder of the test's own; nothing has been done yet."""
    monkeypatch.setattr(error_log, "user_log_path", lambda _name: tmp_path / "logs")
    error_log._done.clear()
    return tmp_path / "logs" / error_log.NAME


def test_an_error_is_written_with_versions_and_the_last_ten_actions(log: Path) -> None:
    for number in range(12):
        error_log.note(f"step {number}")
    error_log.written_down(ZeroDivisionError("by nought"))
    said = log.read_text(encoding="utf-8")
    assert "ZeroDivisionError: by nought" in said
    assert "numpy" in said
    assert "step 1\n" not in said
    assert said.count("  20") == error_log.MOST_ACTIONS
    assert said.index("step 2\n") < said.index("step 11\n")


def test_a_full_log_is_put_aside(log: Path) -> None:
    error_log.written_down(ValueError("first"))
    log.write_bytes(log.read_bytes() + b"x" * error_log.MOST_BYTES)
    error_log.written_down(ValueError("second"))
    assert "first" not in log.read_text(encoding="utf-8")
    assert "first" in log.with_name(error_log.OLD).read_text(encoding="utf-8")


CRASH = """
import sys, os, signal, pathlib, faulthandler
from circuitlab import error_log
error_log.user_log_path = lambda _name: pathlib.Path(sys.argv[1])
error_log.begin()
for number in range(12):
    error_log.note(f"step {number}")
if sys.argv[2] == "itself":
    faulthandler._sigsegv()
os.kill(os.getpid(), signal.SIGSEGV)
"""


@pytest.mark.parametrize("by", ["itself", "another"])
def test_where_the_interpreter_ends_is_in_the_log_with_what_was_done(log: Path, by: str) -> None:
    command = [sys.executable, "-c", CRASH, str(log.parent), by]
    done = subprocess.run(command, timeout=60, check=False)
    assert done.returncode != 0
    said = log.read_text(encoding="utf-8")
    assert "started" in said
    assert "Segmentation fault" in said
    assert f"line {9 if by == 'itself' else 10}" in said
    assert said.index("numpy") < said.index("step 2\n") < said.index("step 11\n")
    assert said.index("step 11\n") < said.index("Segmentation fault")


def test_a_link_in_the_place_of_the_log_is_not_followed(log: Path, tmp_path: Path) -> None:
    log.parent.mkdir()
    log.symlink_to(tmp_path / "elsewhere")
    assert error_log.begin() is None
    assert not (tmp_path / "elsewhere").exists()


def test_the_window_shows_and_copies_it(log: Path, qtbot: QtBot, qapp) -> None:
    error_log.note("add heat")
    error_log.written_down(ValueError("<b>odd</b>"))
    dialog = LogDialog()
    qtbot.addWidget(dialog)
    dialog.copy.click()
    copied = qapp.clipboard().text()
    assert "ValueError: <b>odd</b>" in copied
    assert "add heat" in copied


def test_help_offers_it_and_what_is_done_is_noted(window, log: Path) -> None:
    window.actions_by_key["log"].trigger()
    assert window.questions.asked == ["log"]
    assert error_log._done[-1].endswith(" log")
