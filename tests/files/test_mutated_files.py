"""Presets that are spoiled at random are read or refused, and what is read is saved and read again.

`python -m benchmarks.broken_files` does it with thousands, and with the window.
"""

import os
from pathlib import Path

import pytest

from benchmarks.broken_files import Trials, spoiled
from circuitlab.engine.running import run
from circuitlab.files import store

FILES = 1000 if os.environ.get("CIRCUITLAB_LONG") else 50
RUN = FILES // 8
SOURCES = [preset.path.read_bytes() for preset in store.presets()]


def test_a_spoiled_file_is_outlived(tmp_path: Path) -> None:
    trials = Trials(tmp_path)
    for number in range(FILES):
        trials.write(spoiled(SOURCES, 7, number))
        assert trials.opened() == "", number
    assert {"mended", "unread", "whole"} <= trials.answers.keys()


def test_what_check_praises_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(run, "fused_or_not", lambda: "ready")
    trials = Trials(tmp_path)
    for number in range(RUN):
        trials.write(spoiled(SOURCES, 11, number))
        assert trials.checked_and_run() == "", number
