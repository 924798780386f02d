"""Files of earlier versions are brought up to date step by step."""

import json
from pathlib import Path
from typing import Any

from circuitlab.catalog.load import default_catalog
from circuitlab.catalog.words import Problem
from circuitlab.files import store
from circuitlab.files.migrate import MIGRATIONS, up_to_date
from circuitlab.files.schema import FORMAT, VERSION


def renamed(content: dict[str, Any]) -> dict[str, Any]:
    return {("elements" if name == "nodes" else name): v for name, v in content.items()}


def doubled(content: dict[str, Any]) -> dict[str, Any]:
    return content | {"elements": content["elements"] * 2}


def test_each_version_has_the_step_to_the_next() -> None:
    assert set(MIGRATIONS) == set(range(1, VERSION))


def test_steps_are_taken_one_after_another() -> None:
    old = {"format": FORMAT, "version": 5, "nodes": ["a"]}
    new = up_to_date(old, {5: renamed, 6: doubled}, version=7)
    assert new == {"format": FORMAT, "version": 7, "elements": ["a", "a"]}
    assert old == {"format": FORMAT, "version": 5, "nodes": ["a"]}


def test_the_present_version_is_taken_as_it_is() -> None:
    content = {"format": FORMAT, "version": VERSION}
    assert up_to_date(content) == content


def test_a_version_that_no_step_leads_on_from_is_refused() -> None:
    refused = up_to_date({"format": FORMAT, "version": 4}, {5: renamed}, version=7)
    assert isinstance(refused, Problem)
    assert refused.where == "/version"


def test_a_window_of_a_meter_is_no_parameter_any_more() -> None:
    meter = {"id": "m", "kind": "voltmeter", "params": {"quantity": "v", "window": 200}}
    raster = {"id": "r", "kind": "raster", "params": {"window": "5 s"}}
    other = {"id": "x", "kind": "oddity", "params": {"window": 3}}
    content = {"format": FORMAT, "version": 1, "elements": [meter, raster, other, "junk"]}
    new = up_to_date(content)
    assert isinstance(new, dict)
    assert new["elements"] == [
        {"id": "m", "kind": "voltmeter", "params": {"quantity": "v"}},
        {"id": "r", "kind": "raster"},
        other,
        "junk",
    ]
    assert meter["params"] == {"quantity": "v", "window": 200}


def test_a_gabapentinoid_keeps_its_potency_and_lidocaine_loses_its_set_fraction() -> None:
    drug = {"id": "g", "kind": "gabapentin", "params": {"ic50": 3, "dose": 300}}
    numb = {"id": "l", "kind": "lidocaine", "params": {"inactivated": 0.3}}
    other = {"id": "n", "kind": "nsaid", "params": {"ic50": 3}}
    new = up_to_date({"format": FORMAT, "version": 2, "elements": [drug, numb, other]})
    assert isinstance(new, dict)
    assert new["elements"] == [
        {"id": "g", "kind": "gabapentin", "params": {"ec50": 3, "dose": 300}},
        {"id": "l", "kind": "lidocaine"},
        other,
    ]


def test_an_old_file_opens_without_a_problem(tmp_path: Path) -> None:
    old = tmp_path / "old.circuit"
    elements = [
        {"id": "a", "kind": "lif_current", "x": 0, "y": 0},
        {"id": "m", "kind": "voltmeter", "x": 9, "y": 0, "params": {"window": 5000}},
    ]
    links = [{"source": "m", "target": "a", "role": "records"}]
    content = {"format": FORMAT, "version": 1, "elements": elements, "links": links}
    old.write_text(json.dumps(content), encoding="utf-8")
    loaded = store.load(old, default_catalog())
    assert loaded.circuit is not None
    assert loaded.problems == ()
    assert dict(loaded.circuit.elements["m"].params) == {}


def test_lanes_are_one_backdrop_of_several() -> None:
    def now(**fields: object) -> object:
        new = up_to_date({"format": FORMAT, "version": 3, **fields})
        assert isinstance(new, dict)
        assert "lanes" not in new
        return new.get("backdrop")

    assert now() is None
    assert now(lanes="cord") is None
    assert now(lanes="") == ""
    assert now(backdrop="joint") == "joint"


def test_a_file_from_before_backdrops_stands_on_its_lanes_or_on_paper() -> None:
    for lanes, backdrop in (("cord", "lanes"), ("", "")):
        text = json.dumps({"format": FORMAT, "version": 3, "lanes": lanes})
        loaded = store.load_text(text)
        assert loaded.circuit is not None
        assert loaded.problems == ()
        assert loaded.circuit.document["backdrop"] == backdrop
