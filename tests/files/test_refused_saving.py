"""`save` refuses what opening would not give back, in the sentences of opening it."""

import json
import math
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from circuitlab.catalog.load import default_catalog
from circuitlab.files import store
from circuitlab.files.limits import MAX_DEPTH
from circuitlab.files.serialise import text_of
from circuitlab.model.circuit import Circuit
from circuitlab.model.claims import Experiment
from circuitlab.model.element import Element
from circuitlab.model.frozen import Array, FrozenMap
from circuitlab.model.limits import FARTHEST, LONGEST_LABEL

HEAD = {"format": "circuitlab/circuit", "version": 4}
CELL = Element("lif_current1", "lif_current")


def refused(circuit: Circuit, folder: Path) -> list[str]:
    """What is said of saving a circuit; where anything is, nothing is written."""
    path = folder / "a.circuit"
    problems = store.save(circuit, path)
    assert path.exists() != bool(problems)
    return [str(problem) for problem in problems]


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("label", "a" * (LONGEST_LABEL + 1), "write at most 200 characters"),
        ("label", "\ud800", "does not fit here"),
        ("x", math.nan, "write a finite number"),
        ("y", -math.inf, "write a finite number"),
        ("x", 2 * FARTHEST, "allowed: at most 1e+06"),
        ("params", FrozenMap({"size": 0}), "too low"),
        ("params", FrozenMap({"size": 3, "i_e": Array([1.0, 2.0])}), "2 values for 3 cells"),
        ("params", FrozenMap({"nothing": 1}), "nothing"),
    ],
)
def test_an_element_that_would_open_otherwise(
    field: str, value: Any, words: str, tmp_path: Path
) -> None:
    circuit = Circuit([replace(CELL, **{field: value})])
    (said,) = refused(circuit, tmp_path)
    assert words in said


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"title": "t" * 20_001}, "write at most 20000 characters"),
        ({"seed": -1}, "too low"),
        ({"dt_ms": 5.0}, "too high"),
        ({"view": {"zoom": math.nan}}, "write a finite number"),
        ({"gallery": {"order": math.inf}}, "write a finite number"),
        ({"other": {"mood": (1.0, {"at": math.nan})}}, "/mood/1/at: This is not a finite number"),
        ({"other": {"mood": 10**500}}, "This is not a finite number"),
        ({"other": {"mood": "\ud800"}}, "A character here cannot be shown"),
        ({"other": {"\ud800": 1}}, "A character here cannot be shown"),
        ({"title": "a\x00b"}, "A character here cannot be shown"),
        ({"experiments": {"\ud800": Experiment(10.0)}}, "A character here cannot be shown"),
    ],
)
def test_a_document_that_would_open_otherwise(
    fields: dict[str, Any], words: str, tmp_path: Path
) -> None:
    circuit = Circuit([CELL], document=fields)
    (said,) = refused(circuit, tmp_path)
    assert words in said


def test_what_lies_too_deep(tmp_path: Path) -> None:
    deep: dict[str, Any] = {}
    for _level in range(MAX_DEPTH):
        deep = {"in": deep}
    circuit = Circuit([CELL], document={"view": deep})
    (said,) = refused(circuit, tmp_path)
    assert "levels lie inside one another" in said


def test_every_preset_and_what_is_kept_as_it_is_can_be_saved(tmp_path: Path) -> None:
    for preset in store.presets():
        circuit = store.load_preset(preset.name).circuit
        assert circuit is not None
        assert store.save(circuit, tmp_path / "a.circuit") == []
    unknown = Circuit([Element("x1", "nosuchkind", params=FrozenMap({"a": (1.0, 2.0)}))])
    assert store.save(unknown, tmp_path / "a.circuit") == []
    assert store.load(tmp_path / "a.circuit").circuit == unknown
    assert text_of(unknown)


def test_what_stands_as_the_catalog_has_it_hinders_nothing(tmp_path: Path) -> None:
    usual = default_catalog().kind("lif_current").parameters["i_e"].default
    circuit = Circuit([replace(CELL, params=FrozenMap({"i_e": usual}))])
    assert refused(circuit, tmp_path) == []


def test_what_opening_only_names_hinders_nothing(tmp_path: Path) -> None:
    content = {"elements": [{"id": "x1", "kind": "nosuchkind"}]}
    loaded = store.load_text(json.dumps(HEAD | content))
    assert loaded.circuit is not None
    assert len(loaded.problems) == 1
    assert refused(loaded.circuit, tmp_path) == []


CLAIM = {"id": "a", "measure": "rate_hz", "experiment": "e", "expected": 1, "tolerance": 1}


@pytest.mark.parametrize(
    ("claim", "cells"),
    [
        ({"args": {"element": "gone"}}, [{"id": "cell", "kind": "lif_current"}]),
        ({"args": {"element": "cell"}}, [{"id": "cell", "kind": 3.5}]),
        ({"args": {"element": "cell"}, "against": "gone"}, [{"id": "cell", "kind": "lif_current"}]),
    ],
)
def test_a_file_that_was_mended_and_saved_is_whole(
    claim: dict[str, Any], cells: list[Any], tmp_path: Path
) -> None:
    content = {"elements": cells, "experiments": {"e": {"for": "1 s"}}, "claims": [CLAIM | claim]}
    loaded = store.load_text(json.dumps(HEAD | content))
    assert loaded.circuit is not None
    assert not loaded.is_whole
    assert refused(loaded.circuit, tmp_path) == []
    assert store.load(tmp_path / "a.circuit").problems == ()


@pytest.mark.parametrize("given", ["-0.0", "3.0", "[2.0, {}]", "1e300"])
def test_what_is_kept_though_it_fits_nowhere_is_named_alike_once_saved(given: str) -> None:
    content = {"experiments": {"e": {"for": "1 s"}}, "claims": [CLAIM | {"args": "?"}]}
    text = json.dumps(HEAD | content).replace('"?"', given)
    loaded = store.load_text(text)
    assert loaded.circuit is not None
    again = store.load_text(text_of(loaded.circuit))
    assert [str(p.what) for p in again.problems] == [str(p.what) for p in loaded.problems]
    assert any("does not fit here" in p.what for p in again.problems)
