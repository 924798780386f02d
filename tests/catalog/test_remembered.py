"""What a catalog's file said is remembered, and never believed of another text."""

import tomllib
from pathlib import Path
from typing import Any

import pytest

from circuitlab.catalog import remembered as module
from circuitlab.catalog.load import default_catalog, load_catalog
from circuitlab.catalog.remembered import remembered
from circuitlab.resources import assets

TEXT = """
[nmda]
title = "NMDA"
list = [1, 2.5, "three", true]
[nmda.parameters.weight]
min = -inf
"""


@pytest.fixture(autouse=True)
def own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(module, "folder", lambda: tmp_path / "kept")
    return tmp_path / "kept"


def test_it_says_the_same_the_second_time_without_reading_toml(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    first = remembered("a.toml", TEXT)
    monkeypatch.setattr(module, "tomllib", None)
    assert remembered("a.toml", TEXT) == first == tomllib.loads(TEXT)


def test_another_text_under_the_same_name_is_read_anew() -> None:
    remembered("a.toml", TEXT)
    assert remembered("a.toml", "[other]\n") == {"other": {}}
    assert remembered("a.toml", TEXT) == tomllib.loads(TEXT)


@pytest.mark.parametrize("rubbish", ["", "{", "[]", '{"of": 1}', "\x00\xff"])
def test_rubbish_in_its_place_is_read_over(own_folder: Path, rubbish: str) -> None:
    remembered("a.toml", TEXT)
    (own_folder / "a.toml.sealed").write_text(rubbish, encoding="utf-8")
    assert remembered("a.toml", TEXT) == tomllib.loads(TEXT)


def test_one_changed_figure_is_not_believed(own_folder: Path) -> None:
    remembered("a.toml", TEXT)
    kept = own_folder / "a.toml.sealed"
    text = kept.read_text(encoding="utf-8")
    assert "2.5" in text
    kept.write_text(text.replace("2.5", "2.7"), encoding="utf-8")
    assert remembered("a.toml", TEXT) == tomllib.loads(TEXT)
    assert kept.read_text(encoding="utf-8") == text


def test_where_nothing_can_be_kept_it_is_read_all_the_same(own_folder: Path) -> None:
    own_folder.write_text("a file, not a folder")
    assert remembered("a.toml", TEXT) == tomllib.loads(TEXT)


def test_what_json_does_not_have_is_read_each_time(own_folder: Path) -> None:
    text = "day = 2020-02-02\n"
    assert remembered("a.toml", text) == remembered("a.toml", text) == tomllib.loads(text)
    assert not own_folder.exists()


def test_no_toml_is_said_so() -> None:
    with pytest.raises(ValueError, match="end of document"):
        remembered("a.toml", "[")


def test_every_file_of_the_catalog_says_the_same_read_or_remembered() -> None:
    for path in sorted((assets() / "catalog").glob("*.toml")):
        text = path.read_text(encoding="utf-8")
        for _time in range(2):
            assert remembered(path.name, text) == tomllib.loads(text), path.name


def test_the_catalog_asks_what_is_remembered() -> None:
    asked: list[str] = []

    def read(name: str, text: str) -> dict[str, Any]:
        asked.append(name)
        return remembered(name, text)

    kinds = load_catalog(assets() / "catalog", read=read).kinds
    assert list(kinds) == list(default_catalog().kinds)
    assert asked == sorted(path.name for path in (assets() / "catalog").glob("*.toml"))
