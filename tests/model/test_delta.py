"""Edits are values: they can be taken back, joined, and refused without a trace."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from toy import circuits, edits, small_circuit

from circuitlab.model.circuit import Circuit
from circuitlab.model.delta import Delta, IllegalDelta, StaleDelta
from circuitlab.model.element import Element, Link, Role
from circuitlab.model.overlay import difference

quick = settings(max_examples=60, deadline=None)


@quick
@given(st.data())
def test_an_edit_and_its_inverse_leave_everything_as_it_was(data: st.DataObject) -> None:
    circuit = data.draw(circuits())
    before, order = circuit.copy(), list(circuit.elements)
    links = list(circuit.links)
    delta = data.draw(edits(circuit))
    circuit.apply(delta)
    circuit.apply(delta.inverse())
    assert circuit == before
    assert list(circuit.elements) == order
    assert list(circuit.links) == links


@quick
@given(st.data())
def test_two_edits_merged_do_what_the_two_do(data: st.DataObject) -> None:
    one = data.draw(circuits())
    other = one.copy()
    first = data.draw(edits(one))
    one.apply(first)
    second = data.draw(edits(one))
    one.apply(second)
    other.apply(first.merged(second))
    assert one == other


@quick
@given(st.data())
def test_a_stale_edit_changes_nothing(data: st.DataObject) -> None:
    circuit = data.draw(circuits())
    delta = data.draw(edits(circuit))
    circuit.apply(delta)
    after = circuit.copy()
    if delta:
        with pytest.raises(StaleDelta):
            circuit.apply(delta)
    assert circuit == after


@quick
@given(circuits(), circuits())
def test_the_difference_of_two_circuits_turns_one_into_the_other(
    one: Circuit, other: Circuit
) -> None:
    one.apply(difference(one, other))
    assert one == other


@pytest.mark.parametrize(
    "changes",
    [
        {("cell1", "nobody"): (None, Link("cell1", "nobody", Role.DRIVES))},
        {("cell1", "cell1"): (None, Link("cell1", "cell1", Role.DRIVES))},
        {("cell1", "ear1"): (None, Link("cell1", "ear1", Role.SITS_IN))},
        {("ear1", "feeler1"): (None, Link("ear1", "feeler1", Role.SITS_IN))},
        {("cell1", "plug1"): (None, Link("feeler1", "plug1", Role.DRIVES))},
        {("deep_ear1", "plug1"): (None, Link("deep_ear1", "plug1", Role.MODULATES))},
        {"plug2": (None, Element("plug3", "plug"))},
        {("document", "colour"): (None, "red")},
    ],
    ids=[
        "a link to nowhere",
        "a link to itself",
        "two that sit in each other",
        "a second host",
        "a link under another key",
        "two that modulate each other",
        "an element under another id",
        "an unknown field",
    ],
)
def test_what_no_circuit_may_be_is_refused_wholly(changes: dict) -> None:
    circuit = small_circuit()
    before = circuit.copy()
    good = circuit.relabelled("cell1", "changed").changes
    with pytest.raises(IllegalDelta):
        circuit.apply(Delta("bad", {**good, **changes}))
    assert circuit == before
    assert circuit.elements["cell1"].label == ""


def test_an_element_cannot_go_while_a_link_to_it_stays() -> None:
    circuit = small_circuit()
    with pytest.raises(IllegalDelta):
        circuit.apply(Delta("bad", {"cell1": (circuit.elements["cell1"], None)}))
    assert "cell1" in circuit.elements


def test_a_loop_through_synapses_is_legal() -> None:
    circuit = Circuit(
        [Element("a1", "cell"), Element("s1", "contact"), Element("r1", "ear")],
        [
            Link("a1", "s1", Role.RELEASES_ONTO),
            Link("s1", "r1", Role.BINDS),
            Link("r1", "a1", Role.SITS_IN),
        ],
    )
    assert len(circuit.links) == 3


def test_edits_that_do_not_follow_each_other_do_not_merge() -> None:
    circuit = small_circuit()
    one, other = circuit.relabelled("cell1", "a"), circuit.relabelled("cell1", "b")
    with pytest.raises(StaleDelta):
        one.merged(other)


def test_an_edit_taken_back_by_the_next_merges_to_nothing() -> None:
    delta = small_circuit().relabelled("cell1", "a")
    assert not delta.merged(delta.inverse())


def test_a_merged_edit_keeps_the_name_and_the_key_of_the_first() -> None:
    circuit = small_circuit()
    first = circuit.moved({"cell1": (1, 1)}, "Nudge", merge_key="nudge")
    circuit.apply(first)
    merged = first.merged(circuit.moved({"cell1": (2, 2)}, "Nudge again", merge_key="nudge"))
    assert (merged.label, merged.merge_key) == ("Nudge", "nudge")
