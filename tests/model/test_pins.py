"""Pins and shown values as edits: made, changed, and gone with what they are of."""

from __future__ import annotations

from dataclasses import replace

import pytest

from circuitlab.catalog.load import default_catalog
from circuitlab.model.circuit import Circuit
from circuitlab.model.element import Element
from circuitlab.model.pinning import (
    pin_of,
    pin_title,
    pinned,
    pins_of,
    undriven,
    unpinned,
    with_pin,
)
from circuitlab.model.pins import SWITCH, Driven, pinnable, spans_decades
from circuitlab.model.showing import is_shown, showing, shown_of
from circuitlab.model.shown_values import ShownValue

CATALOG = default_catalog()


@pytest.fixture
def circuit() -> Circuit:
    dose = {"concentration": 5.0}
    return Circuit([Element("a", "ketamine", params=dose), Element("b", "ketamine")])


def test_a_slider_goes_over_the_whole_range_and_is_named_by_what_it_sets(circuit: Circuit) -> None:
    circuit.apply(pinned(circuit, CATALOG, ["a"], "concentration"))
    (pin,) = pins_of(circuit)
    dose = CATALOG.kind("ketamine").parameters["concentration"]
    assert (pin.drives[0].low, pin.drives[0].high) == (dose.minimum, dose.maximum)
    assert pin.drives[0].log == (dose.scale == "log")
    assert pin_title(circuit, CATALOG, pin) == f"Ketamine: {dose.title.lower()}"
    assert pin_of(circuit, "a", "concentration") is pin


def test_a_switch_is_on_as_it_is_and_off_without(circuit: Circuit) -> None:
    circuit.apply(pinned(circuit, CATALOG, ["a"], "concentration", SWITCH))
    assert pins_of(circuit)[0].drives == (Driven("a", "concentration", 0.0, 5.0),)


def test_each_parameter_that_can_be_pinned_has_two_values_to_go_between() -> None:
    for kind in CATALOG.kinds.values():
        one = Circuit([Element("it", kind.name)])
        for parameter in filter(pinnable, kind.parameters.values()):
            for sort in ("slider", SWITCH):
                delta = pinned(one, CATALOG, ["it"], parameter.name, sort)
                after = one.copy()
                after.apply(delta)
                (driven,) = pins_of(after)[0].drives
                assert driven.low != driven.high, (kind.name, parameter.name)


def test_what_sets_nothing_any_more_goes_with_the_element_in_one_step(circuit: Circuit) -> None:
    for elements in (["a"], ["a", "b"]):
        circuit.apply(pinned(circuit, CATALOG, elements, "concentration"))
    circuit.apply(showing(circuit, CATALOG, ["a", "b"], "concentration", True))
    before = circuit.copy()
    delta = circuit.removed(["a"])
    circuit.apply(delta)
    assert [pin.id for pin in pins_of(circuit)] == ["pin2"]
    assert [each.element for each in pins_of(circuit)[0].drives] == ["b"]
    assert shown_of(circuit) == (ShownValue("b", "concentration"),)
    circuit.apply(delta.inverse())
    assert circuit == before


def test_a_pin_can_be_taken_off_and_so_can_one_of_what_it_sets(circuit: Circuit) -> None:
    circuit.apply(pinned(circuit, CATALOG, ["a", "b"], "concentration"))
    circuit.apply(undriven(circuit, CATALOG, ["a"], "concentration"))
    assert [each.element for each in pins_of(circuit)[0].drives] == ["b"]
    circuit.apply(unpinned(circuit, CATALOG, "pin1"))
    assert not pins_of(circuit)


def test_a_pin_moves_without_touching_the_others(circuit: Circuit) -> None:
    for element in ("a", "b"):
        circuit.apply(pinned(circuit, CATALOG, [element], "concentration"))
    first, second = pins_of(circuit)
    circuit.apply(with_pin(circuit, replace(first, place=(0.5, 0.25)), "Move"))
    assert pins_of(circuit) == (replace(first, place=(0.5, 0.25)), second)


def test_a_range_over_two_powers_of_ten_is_spread_by_them() -> None:
    assert spans_decades(0.01, 1.0)
    assert spans_decades(100, 0.1)
    assert not spans_decades(0.0, 100.0)
    assert not spans_decades(1.0, 50.0)
    assert not spans_decades(False, True)


def test_a_value_is_shown_once_and_no_more_when_asked(circuit: Circuit) -> None:
    for _time in range(2):
        circuit.apply(showing(circuit, CATALOG, ["a"], "concentration", True))
    assert shown_of(circuit) == (ShownValue("a", "concentration"),)
    circuit.apply(showing(circuit, CATALOG, ["a"], "concentration", False))
    assert not is_shown(circuit, "a", "concentration")
