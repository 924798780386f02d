"""The window says how many changes there are, lists them, and takes each back by one step."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QPushButton

from circuitlab import resources
from circuitlab.catalog.spec import Catalog
from circuitlab.gui.changes.beginning import Beginning
from circuitlab.gui.changes.changes_dialog import ChangesDialog
from circuitlab.gui.document import Document
from circuitlab.resources import speak


def test_a_badge_counts_and_the_list_takes_back(window: Any, document: Document) -> None:
    assert not window.badge.isVisible()
    document.open_preset("fig4")
    assert not window.badge.isVisible()
    document.push(document.circuit.with_param("ketamine", "concentration", 2.0))
    document.push(document.circuit.with_document({"seed": 11}))
    window.beginning._paced.now()
    assert window.badge.text() == "2"
    assert window.badge.accessibleName() == "2 changes"
    assert window.badge.isVisible()
    window.badge.click()
    dialog = window.findChild(ChangesDialog)
    assert "Figure 4" in dialog.heading.text()
    buttons = [each for each in dialog.findChildren(QPushButton) if each.text() == "Revert"]
    assert len(buttons) == 2
    steps = document.undo_stack.count()
    buttons[0].click()
    assert document.undo_stack.count() == steps + 1
    assert document.circuit.value("ketamine", "concentration") == 0.0
    assert window.badge.accessibleName() == "1 change"
    dialog.all.click()
    assert not window.badge.isVisible()
    assert not dialog.all.isEnabled()
    document.undo()
    window.beginning._paced.now()
    assert window.badge.isVisible()
    dialog.close()


def test_a_saved_copy_of_a_preset_still_knows_it(document: Document, tmp_path: Path) -> None:
    document.open_preset("fig4")
    document.push(document.circuit.with_document({"seed": 11}))
    assert not document.save_as(tmp_path / "mine.circuit")
    other = Document(document.catalog)
    beginning = Beginning(other)
    other.open(tmp_path / "mine.circuit")
    assert [each.sentence for each in beginning.changes] == ["Seed of chance: 1 → 11"]


def test_a_copy_begun_in_another_language_has_not_changed(
    document: Document, tmp_path: Path, catalog: Catalog, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(resources, "_spoken", None)
    speak(["de"])
    document.open_preset("fig4")
    german = document.circuit.document["title"]
    document.push(document.circuit.with_document({"seed": 11}))
    assert not document.save_as(tmp_path / "mine.circuit")
    speak(["en"])
    other = Document(catalog)
    beginning = Beginning(other)
    other.open(tmp_path / "mine.circuit")
    assert [each.sentence for each in beginning.changes] == ["Seed of chance: 1 → 11"]
    assert german in beginning.words
    other.push(other.circuit.relabelled("ketamine", "mine"))
    beginning._paced.now()
    beginning.revert_all()
    assert other.circuit.document["title"] == german
    other.open_preset("fig4")
    assert (beginning.changes, "Figure 4" in beginning.words) == ([], True)


def test_a_file_of_ones_own_is_compared_with_how_it_was_opened(
    document: Document, tmp_path: Path
) -> None:
    beginning = Beginning(document)
    assert beginning.circuit is None
    assert not document.save_as(tmp_path / "own.circuit")
    document.open(tmp_path / "own.circuit")
    document.push(document.circuit.with_document({"seed": 11}))
    beginning._paced.now()
    assert [each.sentence for each in beginning.changes] == ["Seed of chance: 1 → 11"]
    document.new()
    assert not beginning.changes
