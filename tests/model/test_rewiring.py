"""A wire's end can be moved: what it is worth stays with it, and undo brings all of it back."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from toy import add, circuits, small_circuit, toy_catalog, wire

from circuitlab.catalog.load import default_catalog
from circuitlab.catalog.words import Problem
from circuitlab.model import rules
from circuitlab.model.circuit import Circuit
from circuitlab.model.delta import Delta
from circuitlab.model.element import Array, Link, Role
from circuitlab.model.link_checks import link_problem, loose_ends
from circuitlab.model.rewiring import (
    ends_of,
    is_there,
    moved_end,
    name_in_lists,
    removed_wire,
    wire_name,
)

TOY = toy_catalog()


def move(circuit: Circuit, key: object, end: str, to: str) -> Delta:
    delta = moved_end(circuit, TOY, key, end, to)  # type: ignore[arg-type]
    assert isinstance(delta, Delta), str(delta)
    before = circuit.copy()
    circuit.apply(delta)
    back = circuit.copy()
    back.apply(delta.inverse())
    assert back == before
    assert list(back.elements) == list(before.elements)
    return delta


def told() -> Circuit:
    """A circuit in which synapse and receptors have values of their own."""
    circuit = small_circuit()
    add(circuit, "cell", 900, 600)
    add(circuit, "feeler", 400, 600)
    add(circuit, "hushed", 1100, 600)
    circuit.apply(circuit.with_param("contact1", "rule", "one_to_one"))
    circuit.apply(circuit.relabelled("deep_ear1", "My ear"))
    return circuit


def test_the_target_end_takes_synapse_and_receptors_to_another_neuron() -> None:
    circuit = told()
    before = circuit.elements["contact1"]
    move(circuit, "contact1", "target", "cell2")
    assert ends_of(circuit, "contact1") == ("feeler1", "cell2")
    assert circuit.elements["contact1"] == before
    assert circuit.parts("cell1") == []
    assert circuit.parts("cell2") == ["ear1", "deep_ear1"]
    old = small_circuit().elements["deep_ear1"]
    new = circuit.elements["deep_ear1"]
    assert (new.kind, new.label, new.params) == (old.kind, "My ear", old.params)
    assert circuit.targets("plug1") == ["deep_ear1"]
    assert not loose_ends(circuit, TOY)


def test_in_lists_a_synapse_is_called_by_what_it_joins_unless_it_has_a_name() -> None:
    circuit = told()
    assert name_in_lists(circuit, TOY, "contact1") == wire_name(circuit, TOY, "contact1")
    assert "→" in name_in_lists(circuit, TOY, "contact1")
    assert name_in_lists(circuit, TOY, "deep_ear1") == "My ear"
    circuit.apply(circuit.relabelled("contact1", "First contact"))
    assert name_in_lists(circuit, TOY, "contact1") == "First contact"
    assert name_in_lists(circuit, TOY, "gone") == "gone"


def test_the_receptors_face_where_the_axon_comes_from() -> None:
    circuit = told()
    add(circuit, "cell", -500, 200)
    move(circuit, "contact1", "target", "cell3")
    assert all(circuit.elements[part].x > 0 for part in circuit.parts("cell3"))


def test_the_source_end_changes_who_releases_and_nothing_else() -> None:
    circuit = told()
    before = dict(circuit.elements)
    move(circuit, "contact1", "source", "feeler2")
    assert ends_of(circuit, "contact1") == ("feeler2", "cell1")
    assert dict(circuit.elements) == before


def test_a_part_stands_for_the_neuron_it_sits_in() -> None:
    circuit = told()
    move(circuit, "contact1", "source", circuit.parts("feeler2")[0])
    assert ends_of(circuit, "contact1")[0] == "feeler2"


def test_an_end_that_stays_where_it_is_changes_nothing() -> None:
    circuit = told()
    for key, end, to in [
        ("contact1", "target", "cell1"),
        ("contact1", "target", "ear1"),
        ("contact1", "source", "feeler1"),
        (("plug1", "deep_ear1"), "target", "deep_ear1"),
    ]:
        assert not move(circuit, key, end, to)


def test_receptors_that_the_other_neuron_cannot_have_stay_behind_and_go() -> None:
    circuit = told()
    move(circuit, "contact1", "target", "hushed1")
    assert circuit.parts("hushed1") == ["ear1"]
    assert "deep_ear1" not in circuit.elements
    assert ("plug1", "deep_ear1") not in circuit.links


def test_a_receptor_that_two_synapses_use_stays_and_a_copy_goes() -> None:
    circuit = told()
    circuit.apply(circuit.disconnected("contact1", "deep_ear1"))
    wire(circuit, "feeler2", "cell1")
    ears = circuit.targets("contact2", Role.BINDS)
    circuit.apply(circuit.added(Link("contact1", ears[0], Role.BINDS)))
    move(circuit, "contact1", "target", "cell2")
    assert circuit.host(ears[0]) == "cell1"
    assert len(circuit.targets("contact1", Role.BINDS)) == 2
    assert not loose_ends(circuit, TOY)


@pytest.mark.parametrize(
    ("key", "end", "to", "words"),
    [
        ("contact1", "source", "hushed1", "does not open"),
        ("contact1", "source", "plug1", ""),
        ("contact1", "target", "probe1", ""),
        ("contact1", "target", "feeler2", "takes no synapses"),
        (("plug1", "deep_ear1"), "target", "feeler1", ""),
        (("plug1", "deep_ear1"), "target", "probe1", "acts on"),
        (("plug1", "deep_ear1"), "source", "cell2", ""),
        (("plug1", "deep_ear1"), "source", "deep_ear1", "other end"),
        (("probe1", "cell1"), "source", "cell2", "cannot take over"),
        (("ear1", "cell1"), "target", "cell2", "belongs together"),
        (("contact1", "ear1"), "source", "probe1", "belongs together"),
    ],
)
def test_an_end_that_cannot_be_there_is_refused_in_words(
    key: object, end: str, to: str, words: str
) -> None:
    circuit = told()
    refused = moved_end(circuit, TOY, key, end, to)  # type: ignore[arg-type]
    assert isinstance(refused, Problem)
    assert words in refused.what
    assert refused.remedy


def test_values_listed_cell_by_cell_go_to_as_many_cells_only() -> None:
    circuit = told()
    weights = Array([1.0, 2.0])
    new = circuit.elements["contact1"]
    new = replace(new, params=new.params.with_item("weights", weights))
    circuit.apply(Delta("", {"contact1": (circuit.elements["contact1"], new)}))
    circuit.apply(circuit.with_param("cell2", "size", 2))
    refused = moved_end(circuit, TOY, "contact1", "target", "cell2")
    assert isinstance(refused, Problem)
    assert "cell by cell" in refused.what
    circuit.apply(circuit.with_param("cell1", "size", 2))
    move(circuit, "contact1", "target", "cell2")


def test_links_move_either_end_and_keep_their_role() -> None:
    circuit = told()
    add(circuit, "plug", 0, 0)
    move(circuit, ("plug1", "deep_ear1"), "source", "plug2")
    assert circuit.links["plug2", "deep_ear1"].role is Role.MODULATES
    move(circuit, ("plug2", "deep_ear1"), "target", "contact1")
    assert circuit.links["plug2", "contact1"].role is Role.MODULATES
    move(circuit, ("warmer1", "feeler1"), "target", "feeler2")
    assert circuit.links["warmer1", "feeler2"].role is Role.DRIVES
    move(circuit, ("probe1", "cell1"), "target", "hushed1")
    assert circuit.targets("probe1", Role.RECORDS) == ["hushed1"]


def test_a_wire_that_goes_takes_what_is_useless_without_it() -> None:
    circuit = told()
    delta = removed_wire(circuit, TOY, "contact1")
    assert "Feeler → Cell" in delta.label
    before = circuit.copy()
    circuit.apply(delta)
    assert not is_there(circuit, "contact1")
    assert circuit.parts("cell1") == []
    circuit.apply(delta.inverse())
    assert circuit == before
    circuit.apply(removed_wire(circuit, TOY, ("plug1", "deep_ear1")))
    assert not is_there(circuit, ("plug1", "deep_ear1"))
    assert "plug1" in circuit.elements


def test_a_wire_is_named_by_what_it_joins() -> None:
    circuit = told()
    assert wire_name(circuit, TOY, ("plug1", "deep_ear1")) == "Plug → My ear"


@settings(max_examples=25)
@given(circuit=circuits())
def test_whatever_end_may_move_leaves_a_legal_circuit(circuit: Circuit) -> None:
    wires = [*circuit.links, *(id for id in circuit.elements if is_there(circuit, id))]
    sound = not loose_ends(circuit, TOY)
    for key in wires[:8]:
        for to in list(circuit.elements)[:8]:
            for end in ("source", "target"):
                made = moved_end(circuit, TOY, key, end, to)  # type: ignore[arg-type]
                if isinstance(made, Problem):
                    assert made.what
                    continue
                after = circuit.copy()
                after.apply(made)
                assert not [
                    p for link in after.links.values() if (p := link_problem(after, TOY, link))
                ]
                assert not (sound and loose_ends(after, TOY))
                after.apply(made.inverse())
                assert after == circuit


def test_in_the_real_catalog_every_end_can_move_to_another_of_its_kind() -> None:
    catalog = default_catalog()
    world = Circuit()
    for other in catalog.ordered():
        if other.family not in ("synapse", "note"):
            _put(world, catalog, other.name)
    for kind in catalog.ordered():
        if kind.family in ("synapse", "note", "receptor", "channel"):
            continue
        circuit = world.copy()
        twin = _put(circuit, catalog, kind.name)
        first = next(id for id, e in circuit.elements.items() if e.kind == kind.name)
        made = _some_wire(circuit, catalog, first)
        if made is None:
            continue
        moved = moved_end(circuit, catalog, made, "source", twin)
        assert isinstance(moved, Delta), (kind.name, str(moved))
        circuit.apply(moved)
        assert ends_of(circuit, made if isinstance(made, str) else (twin, made[1]))[0] == twin


def _put(circuit: Circuit, catalog, kind: str) -> str:  # type: ignore[no-untyped-def]
    added = rules.add_kind(circuit, catalog, kind)
    assert not isinstance(added, Problem)
    circuit.apply(added[1])
    return added[0]


def _some_wire(circuit: Circuit, catalog, source: str):  # type: ignore[no-untyped-def]
    """Wire an element to the first that takes it; return the wire, led from that element."""
    for target in circuit.elements:
        delta = rules.connect(circuit, catalog, source, target)
        if isinstance(delta, Problem) or target == source:
            continue
        keys = [k for k, (before, _a) in delta.changes.items() if before is None]
        synapses = [k[1] for k in keys if isinstance(k, tuple) and k[0] == source]
        if isinstance(keys[0], str):
            circuit.apply(delta)
            return synapses[0]
        if (source, target) in keys:
            circuit.apply(delta)
            return (source, target)
    return None
