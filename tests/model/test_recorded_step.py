"""What was set by hand becomes a step's values, and the circuit is as before."""

from __future__ import annotations

from circuitlab.catalog.load import default_catalog
from circuitlab.model.circuit import Circuit
from circuitlab.model.element import MUTED, Element
from circuitlab.model.recorded_step import is_structural, put_back, set_by_hand

CATALOG = default_catalog()


def circuit() -> Circuit:
    return Circuit([Element("heat1", "heat"), Element("fibre", "nociceptor_c")])


def edited() -> Circuit:
    now = circuit()
    now.apply(now.with_param("heat1", "temperature", 47.0))
    now.apply(now.muting({"fibre": True}))
    now.apply(now.relabelled("fibre", "My fibre"))
    now.apply(now.with_document({"body_clock": 60.0}))
    return now


def test_exactly_what_was_changed_is_recorded() -> None:
    assert set_by_hand(circuit(), edited(), CATALOG) == {
        ("heat1", "temperature"): 47.0,
        ("fibre", MUTED): True,
        ("document", "body_clock"): 60.0,
    }


def test_a_value_given_back_to_the_default_is_recorded_as_that() -> None:
    before, now = edited(), edited()
    now.apply(now.with_param("heat1", "temperature", None))
    default = CATALOG.kind("heat").parameters["temperature"].default
    assert set_by_hand(before, now, CATALOG) == {("heat1", "temperature"): default}


def test_what_was_touched_is_recorded_though_it_is_as_before() -> None:
    touched = {("heat1", "temperature"), ("gone", "temperature")}
    found = set_by_hand(circuit(), circuit(), CATALOG, touched)
    assert found.keys() == {("heat1", "temperature")}


def test_values_are_put_back_and_names_stay() -> None:
    now = edited()
    now.apply(now.added(Element("cell", "projection_neuron")))
    assert is_structural(circuit(), now)
    now.apply(put_back(circuit(), now, "back"))
    assert set_by_hand(circuit(), now, CATALOG) == {}
    assert now.elements["fibre"].label == "My fibre"
    assert "cell" in now.elements
    assert not put_back(circuit(), circuit(), "back").changes
