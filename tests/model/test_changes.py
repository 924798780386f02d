"""Each difference from where a circuit began is named, and can be taken back by itself."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from two_neurons import put, two_neurons

from circuitlab.catalog.load import default_catalog
from circuitlab.files.store import load_preset, presets
from circuitlab.model.changes import changes, taking_all_back
from circuitlab.model.circuit import Circuit

CATALOG = default_catalog()


def _apply(circuit: Circuit, edit: Callable[[Circuit], object]) -> Circuit:
    after = circuit.copy()
    after.apply(edit(after))  # type: ignore[arg-type]
    return after


EDITS: dict[str, Callable[[Circuit], object]] = {
    "Ketamine: concentration: 0 µM → 2 µM": lambda c: c.with_param(
        "ketamine1", "concentration", 2.0
    ),
    "Name: Heat → Stove": lambda c: c.relabelled("heat1", "Stove"),
    "Ketamine muted": lambda c: c.muting({"ketamine1": True}),
    "2 parts moved": lambda c: c.moved({"heat1": (0, 0), "ketamine1": (1, 1)}),
    "Heat moved": lambda c: c.moved({"heat1": (0, 0)}),
    "Seed of chance: 1 → 7": lambda c: c.with_document({"seed": 7}),
    "Title: “Two neurons” → “Two”": lambda c: c.with_document({"title": "Two"}),
    "Ketamine parted from NMDA receptor": lambda c: c.disconnected("ketamine1", "nmda1"),
    "Ketamine removed": lambda c: c.removed(["ketamine1"]),
    "Projection neuron removed": lambda c: c.removed(["projection_neuron1"]),
    "Synapse removed": lambda c: c.removed(["synapse1"]),
}


@pytest.mark.parametrize("said", EDITS)
def test_an_edit_is_one_change_that_is_taken_back(said: str) -> None:
    began = two_neurons(CATALOG)
    after = _apply(began, EDITS[said])
    found = changes(began, after, CATALOG)
    assert said in [each.sentence for each in found]
    for _time in range(len(found)):
        left = changes(began, after, CATALOG)
        if left:
            after.apply(left[0].back)
    assert not changes(began, after, CATALOG)
    assert after == began


def test_what_came_together_is_one_change() -> None:
    began = two_neurons(CATALOG)
    after = began.copy()
    put(after, CATALOG, "wdr_neuron", x=1200.0, y=300.0, wired_from="projection_neuron1")
    added = [each for each in changes(began, after, CATALOG) if each.sentence.endswith("added")]
    assert len(added) == 1
    after.apply(added[0].back)
    assert not changes(began, after, CATALOG)


def test_all_are_taken_back_at_once_but_for_how_it_is_looked_at() -> None:
    began = two_neurons(CATALOG)
    after = began.copy()
    for said in ("Heat moved", "Seed of chance: 1 → 7", "Projection neuron removed"):
        after.apply(EDITS[said](after))  # type: ignore[arg-type]
    after.apply(after.with_document({"view": {"x": 1}, "origin": "fig4"}))
    after.apply(taking_all_back(began, after))
    assert not changes(began, after, CATALOG)
    assert after.document["origin"] == "fig4"


def test_a_preset_as_it_stands_has_no_changes_and_any_part_of_it_comes_back() -> None:
    name = "fig4"
    assert any(preset.name == name for preset in presets())
    began = load_preset(name).circuit
    assert began is not None
    assert not changes(began, began.copy(), CATALOG)
    for id in began.elements:
        after = _apply(began, lambda c, id=id: c.removed([id]))  # type: ignore[misc]
        while left := changes(began, after, CATALOG):
            after.apply(left[0].back)
        assert after == began, id
