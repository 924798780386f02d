"""Pins and shown values in files: read with every problem, written back as they stood."""

from __future__ import annotations

import json
from typing import Any

import pytest

from circuitlab.files.serialise import text_of
from circuitlab.files.store import Loaded, load_preset, load_text
from circuitlab.model.pins import Driven, Pin
from circuitlab.model.shown_values import ShownValue

PINS: list[dict[str, Any]] = [
    {
        "id": "dose",
        "title": "Both drugs",
        "sort": "slider",
        "drives": [
            {"set": "ketamine.concentration", "from": 0.01, "to": 100, "scale": "log"},
            {"set": "nmda_c.number", "from": 3, "to": 0.5},
        ],
        "x": 0.25,
        "y": 0.75,
    },
    {
        "id": "drug",
        "sort": "switch",
        "drives": [{"set": "ketamine.concentration", "from": 0, "to": 2}],
    },
]
SHOWN = ["ketamine.concentration", "spinal.v"]


def places(found: Loaded) -> list[str]:
    return [problem.where.rpartition(" ")[2] for problem in found.problems]


def loaded(**fields: Any) -> Loaded:
    found: dict[str, Any] = json.loads(text_of(load_preset("fig4").circuit))
    return load_text(json.dumps({**found, **fields}))


def test_what_is_pinned_and_shown_comes_back_as_it_stood() -> None:
    found = loaded(pins=PINS, shown=SHOWN, origin="fig4")
    assert not found.problems
    first, second = found.circuit.document["pins"]
    assert first.place == (0.25, 0.75)
    assert first.drives[1] == Driven("nmda_c", "number", 3, 0.5)
    assert second == Pin("drug", (Driven("ketamine", "concentration", 0, 2),), sort="switch")
    assert found.circuit.document["shown"][1] == ShownValue("spinal", "v")
    text = text_of(found.circuit)
    content = json.loads(text)
    assert (content["pins"], content["shown"], content["origin"]) == (PINS, SHOWN, "fig4")
    assert load_text(text).circuit == found.circuit


def test_a_circuit_without_is_written_as_before() -> None:
    content = json.loads(text_of(load_preset("fig4").circuit))
    assert content.keys().isdisjoint({"pins", "shown", "origin"})


def test_ends_may_be_written_with_a_unit() -> None:
    drives = [{"set": "ketamine.concentration", "from": "10 nM", "to": "50 uM"}]
    found = loaded(pins=[{"id": "dose", "drives": drives}])
    assert found.circuit.document["pins"][0].drives[0].low == pytest.approx(0.01)


def _driving(*drives: dict[str, Any], **fields: Any) -> Loaded:
    return loaded(pins=[{"id": "pin1", "drives": list(drives), **fields}])


def test_what_does_not_fit_is_named_and_the_rest_is_taken() -> None:
    good = {"set": "ketamine.concentration", "from": 0, "to": 2}
    wrong = {
        "/pins/0/drives/1/set": [good, {"set": "morphine.dose", "from": 0, "to": 1}],
        "/pins/0/drives/0/set": [{"set": "ketamine.potency", "from": 0, "to": 1}, good],
        "/pins/0/drives/1/from": [good, {**good, "from": "2 mV"}],
        "/pins/0/drives/1/to": [good, {**good, "to": 0}],
    }
    for where, drives in wrong.items():
        found = _driving(*drives)
        assert places(found) == [where]
        assert len(found.circuit.document["pins"][0].drives) == 1
    assert places(_driving()) == ["/pins/0/drives"]
    assert places(_driving(good, sort="dial")) == ["/pins/0/sort"]
    assert places(_driving(good, x=2)) == ["/pins/0/x"]


def test_two_pins_of_one_name_are_refused() -> None:
    found = loaded(pins=[PINS[0], {**PINS[1], "id": "dose"}])
    assert places(found) == ["/pins/1/id"]
    assert len(found.circuit.document["pins"]) == 1


def test_values_on_the_picture_must_be_there() -> None:
    found = loaded(shown=["ketamine.potency", "nobody.v", 3, "spinal.v"])
    assert places(found) == ["/shown/0", "/shown/1", "/shown/2"]
    assert found.circuit.document["shown"] == (ShownValue("spinal", "v"),)
