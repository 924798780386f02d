"""To mute is an attribute of an element: not an edit of its values, and undone like any edit."""

import pytest
from each_case import each_case
from toy import small_circuit

from circuitlab.catalog.families import families
from circuitlab.catalog.load import default_catalog
from circuitlab.catalog.words import Problem
from circuitlab.model.circuit import Circuit
from circuitlab.model.duplicate import duplicated
from circuitlab.model.element import MUTED, Element, Link, Role
from circuitlab.model.mutes import meaning_of, muted_in, mutes, read_mute, toggled
from circuitlab.model.overlay import Overlay, difference, resolve

CATALOG = default_catalog()


def two() -> Circuit:
    return Circuit([Element("fibre1", "touch_fibre"), Element("cell1", "wdr_neuron", "Wide")])


def test_one_press_mutes_all_that_are_chosen_and_the_next_lets_them_act() -> None:
    circuit = two()
    delta = toggled(circuit, CATALOG, ["fibre1", "cell1"])
    circuit.apply(delta)
    assert muted_in(circuit) == {"fibre1", "cell1"}
    circuit.apply(toggled(circuit, CATALOG, ["fibre1", "cell1"]))
    assert muted_in(circuit) == frozenset()


def test_where_some_are_muted_the_others_follow() -> None:
    circuit = two()
    circuit.apply(circuit.muting({"cell1": True}))
    delta = toggled(circuit, CATALOG, ["fibre1", "cell1"])
    assert set(delta.changes) == {"fibre1"}
    assert delta.label == "Mute"
    assert toggled(circuit, CATALOG, ["cell1"]).label == "Unmute Wide"


def test_undo_takes_a_mute_back() -> None:
    circuit, before = two(), two()
    delta = circuit.muting({"cell1": True})
    circuit.apply(delta)
    assert circuit != before
    circuit.apply(delta.inverse())
    assert circuit == before


def test_other_edits_leave_a_mute_as_it_is() -> None:
    circuit = two()
    circuit.apply(circuit.muting({"cell1": True}))
    circuit.apply(circuit.moved({"cell1": (5, 5)}))
    circuit.apply(circuit.relabelled("cell1", "Other"))
    circuit.apply(circuit.with_param("cell1", "i_e", 5.0))
    assert circuit.elements["cell1"] == Element(
        "cell1", "wdr_neuron", "Other", 5.0, 5.0, {"i_e": 5.0}, muted=True
    )


def test_a_copy_of_what_is_muted_is_muted() -> None:
    circuit = small_circuit()
    circuit.apply(circuit.muting({"cell1": True}))
    (copy, *_parts), delta = duplicated(circuit, ["cell1"])
    circuit.apply(delta)
    assert circuit.elements[copy].muted


def test_an_overlay_holds_mutes_and_lets_others_act() -> None:
    circuit = two()
    circuit.apply(circuit.muting({"cell1": True}))
    overlay = Overlay("compare", mutes(["fibre1"], unmuted=["cell1"]))
    assert muted_in(resolve(circuit, [overlay])) == {"fibre1"}
    assert muted_in(circuit) == {"cell1"}


def test_a_mute_is_a_difference() -> None:
    healthy, silent = two(), two()
    silent.apply(silent.muting({"cell1": True}))
    changes = difference(healthy, silent).changes
    assert changes == {"cell1": (healthy.elements["cell1"], silent.elements["cell1"])}


@pytest.mark.parametrize(("said", "wanted"), [("yes", True), ("off", False), (True, True)])
def test_a_mute_is_said_as_any_switch(said: object, wanted: bool) -> None:
    assert read_mute(said) is wanted


def test_a_mute_that_is_none_is_refused() -> None:
    assert isinstance(read_mute("46 °C"), Problem)


@each_case("family", families())
def test_every_family_says_what_it_means_to_be_muted(family: str) -> None:
    assert meaning_of(family).endswith(".")


def test_no_parameter_has_the_name_of_the_mute() -> None:
    assert not [kind.name for kind in CATALOG.kinds.values() if MUTED in kind.parameters]


def test_a_muted_element_keeps_its_wires() -> None:
    link = Link("fibre1", "cell1", Role.DRIVES)
    circuit = Circuit(two().elements.values(), [link])
    circuit.apply(circuit.muting({"fibre1": True}))
    assert list(circuit.links.values()) == [link]
