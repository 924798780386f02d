"""What is known of a preset's claims outlives the program, and no damage."""

import datetime
from pathlib import Path

import pytest

from circuitlab.files import checked_claims
from circuitlab.files.checked_claims import Checked, recall, remember

FOUND = Checked(21, 20, 1, datetime.date(2026, 1, 2))


def test_a_changed_figure_is_not_believed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(checked_claims, "folder", lambda: tmp_path / "claims")
    preset = tmp_path / "fig1.json"
    preset.write_text("{}")
    remember(preset, FOUND)
    assert recall(preset) == FOUND
    (kept,) = (tmp_path / "claims").iterdir()
    text = kept.read_text(encoding="utf-8")
    for damaged in (text.replace("20,", "21,"), text[:-1], text.replace("20,", "Infinity,"), ""):
        assert damaged != text
        kept.write_text(damaged, encoding="utf-8")
        assert recall(preset) is None
