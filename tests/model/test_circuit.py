"""A circuit gives what was put in, in order, and makes edits that cascade."""

import numpy as np
import pytest
from hypothesis import given, settings
from toy import add, circuits, small_circuit, toy_catalog, wire

from circuitlab.model.circuit import DOCUMENT_DEFAULTS, Circuit
from circuitlab.model.claims import Claim, Experiment
from circuitlab.model.delta import IllegalDelta
from circuitlab.model.element import Array, Element, Link, Params, Role, is_id
from circuitlab.model.frozen import FrozenMap, freeze, thaw
from circuitlab.model.step import Step


def test_a_new_circuit_has_every_field_of_the_document() -> None:
    assert dict(Circuit().document) == dict(DOCUMENT_DEFAULTS)


def test_iteration_follows_the_order_of_adding_even_after_undo() -> None:
    circuit = small_circuit()
    order = list(circuit.elements)
    delta = circuit.removed(["feeler1"])
    circuit.apply(delta)
    circuit.apply(delta.inverse())
    assert list(circuit.elements) == order
    assert circuit.parts("cell1") == ["ear1", "deep_ear1"]


def test_a_neuron_takes_its_parts_and_orphaned_synapses_with_it() -> None:
    circuit = small_circuit()
    circuit.apply(circuit.removed(["cell1"]))
    assert set(circuit.elements) == {"feeler1", "warm_gate1", "warmer1", "plug1", "probe1"}


def test_what_the_protocol_says_of_a_removed_element_goes_with_it_and_comes_back() -> None:
    circuit = small_circuit()
    hot = Experiment(values={("warmer1", "temperature"): 50.0})
    calm = Experiment(values={("cell1", "i_e"): 1.0})
    late = Experiment(timeline=(Step(5.0, {("warmer1", "temperature"): 40.0}),))
    both = Step(1.0, {("warmer1", "temperature"): 50.0, ("cell1", "i_e"): 2.0}, "Now")
    of_cell = {"element": "cell1"}
    claims = [
        Claim("kept", experiment="calm", args=of_cell),
        Claim("on lost", experiment="hot", args=of_cell),
        Claim("against lost", experiment="calm", against="late"),
        Claim("of lost", experiment="calm", args={**of_cell, "heat": "warmer1"}),
        Claim("of a state", experiment="calm", args={**of_cell, "state": "warmer1"}),
    ]
    protocol = {
        "timeline": [Step(0.0, {("warmer1", "temperature"): 33.0}), both],
        "experiments": {"hot": hot, "calm": calm, "late": late},
        "claims": claims,
    }
    circuit.apply(circuit.with_document(protocol))
    before, delta = dict(circuit.document), circuit.removed(["warmer1"])
    circuit.apply(delta)
    document = circuit.document
    assert document["timeline"] == (Step(1.0, {("cell1", "i_e"): 2.0}, "Now"),)
    assert document["experiments"] == {"calm": calm}
    assert [claim.id for claim in document["claims"]] == ["kept", "of a state"]
    circuit.apply(delta.inverse())
    assert dict(circuit.document) == before


@pytest.mark.parametrize(
    "fields",
    [
        {"timeline": [{"at": 5.0, "set": {}}]},
        {"experiments": {"hot": {"for": 1000.0}}},
        {"experiments": [Experiment()]},
        {"claims": [{"id": "a"}]},
        {"claims": Claim("a")},
    ],
)
def test_the_document_holds_steps_experiments_and_claims_and_nothing_like_them(
    fields: dict[str, object],
) -> None:
    circuit = small_circuit()
    with pytest.raises(IllegalDelta):
        circuit.apply(circuit.with_document(fields))
    assert circuit == small_circuit()


def test_a_synapse_takes_its_receptors_with_it() -> None:
    circuit = small_circuit()
    circuit.apply(circuit.removed(["contact1"]))
    assert circuit.parts("cell1") == []


def test_the_last_receptor_takes_its_synapse_with_it_and_the_last_but_one_does_not() -> None:
    circuit = small_circuit()
    circuit.apply(circuit.removed(["ear1"]))
    assert "contact1" in circuit.elements
    circuit.apply(circuit.removed(["deep_ear1"]))
    assert "contact1" not in circuit.elements


@pytest.mark.parametrize(
    ("link", "gone"),
    [
        (("feeler1", "contact1"), {"contact1", "ear1", "deep_ear1"}),
        (("contact1", "ear1"), {"ear1"}),
        (("ear1", "cell1"), {"ear1"}),
        (("plug1", "deep_ear1"), set()),
        (("warm_gate1", "feeler1"), set()),
    ],
)
def test_a_cut_wire_takes_what_it_leaves_useless(link: tuple[str, str], gone: set[str]) -> None:
    circuit = small_circuit()
    before = set(circuit.elements)
    circuit.apply(circuit.disconnected(*link))
    assert before - set(circuit.elements) == gone
    assert link not in circuit.links


def test_an_undocked_part_stays_where_it_was_seen() -> None:
    circuit = small_circuit()
    seen = circuit.position("warm_gate1")
    circuit.apply(circuit.disconnected("warm_gate1", "feeler1"))
    assert circuit.position("warm_gate1") == seen


def test_parts_move_with_their_host() -> None:
    circuit = small_circuit()
    x, y = circuit.position("warm_gate1")
    circuit.apply(circuit.moved({"feeler1": (500, 220)}))
    assert circuit.position("warm_gate1") == (x + 100, y + 20)


def test_a_value_is_what_was_set_or_the_catalogs() -> None:
    circuit = small_circuit()
    assert circuit.value("warmer1", "temperature", toy_catalog()) == 46
    assert circuit.value("warmer1", "warmth", toy_catalog()) == 15
    circuit.apply(circuit.with_param("warmer1", "temperature", None))
    assert circuit.value("warmer1", "temperature", toy_catalog()) == 47
    with pytest.raises(KeyError):
        circuit.value("warmer1", "colour", toy_catalog())


def test_an_edit_that_changes_nothing_is_empty() -> None:
    circuit = small_circuit()
    assert not circuit.with_param("warmer1", "temperature", 46.0)
    assert not circuit.moved({"cell1": (800, 250)})
    assert not circuit.relabelled("cell1", "")
    assert not circuit.with_document({"seed": 7})


def test_an_unknown_field_of_the_document_is_an_error() -> None:
    with pytest.raises(KeyError):
        Circuit().with_document({"colour": "red"})


def test_ids_are_the_kind_and_the_lowest_free_number() -> None:
    circuit = small_circuit()
    assert circuit.fresh_id("cell") == "cell2"
    assert circuit.fresh_id("cell", taken=["cell2"]) == "cell3"
    assert circuit.fresh_id("nk1") == "nk1_1"


@pytest.mark.parametrize(
    "word", ["", "Heat1", "1heat", "heat-1", "a b", "document", "é1", "a" * 65]
)
def test_words_that_cannot_be_ids(word: str) -> None:
    assert not is_id(word)
    with pytest.raises(ValueError, match="id"):
        Element(word, "cell")


def test_sources_and_targets_can_be_asked_for_by_role() -> None:
    circuit = small_circuit()
    wire(circuit, add(circuit, "counter"), "cell1")
    assert circuit.sources("cell1", Role.RECORDS) == ["probe1", "counter1"]
    assert circuit.targets("contact1", Role.BINDS) == ["ear1", "deep_ear1"]
    assert circuit.host("ear1") == "cell1"
    assert circuit.host("cell1") is None


@settings(max_examples=30, deadline=None)
@given(circuits())
def test_a_copy_is_equal_and_independent(circuit: Circuit) -> None:
    twin = circuit.copy()
    assert twin == circuit
    twin.apply(twin.with_document({"seed": 123456}))
    assert twin != circuit


def test_equality_ignores_order() -> None:
    a, b = Element("a1", "cell"), Element("b1", "cell")
    assert Circuit([a, b]) == Circuit([b, a])
    link = Link("a1", "b1", Role.DRIVES)
    assert Circuit([a, b], [link]) != Circuit([a, b])


def test_views_cannot_be_written_to() -> None:
    circuit = small_circuit()
    for view in (
        circuit.elements,
        circuit.links,
        circuit.document,
        circuit.elements["cell1"].params,
    ):
        with pytest.raises(TypeError):
            view["x"] = 1  # type: ignore[index]


def test_elements_are_hashable_whatever_their_values() -> None:
    element = Element("a1", "cell", params=Params({"gain": Array([1.0, 2.0]), "t": (1.0,)}))
    same = Element("a1", "cell", params={"t": [1.0], "gain": np.array([1.0, 2.0])})  # type: ignore[arg-type]
    assert element == same
    assert hash(element) == hash(same)


def test_an_array_is_equal_by_content_and_cannot_change() -> None:
    array = Array([1, 2, 3])
    assert array == Array(np.array([1, 2, 3], dtype=np.int32))
    assert array != Array([1.0, 2.0, 3.0])
    assert array != Array([[1, 2, 3]])
    assert len({array, Array([1, 2, 3])}) == 1
    with pytest.raises(ValueError, match="read-only"):
        array.values[0] = 5
    with pytest.raises(AttributeError):
        array.values = np.zeros(3)


def test_freezing_and_thawing_give_back_what_json_holds() -> None:
    content = {"a": [1, {"b": [True, None]}], "c": "x"}
    frozen = freeze(content)
    hash(frozen)
    assert thaw(frozen) == content
    assert FrozenMap(a=1).with_item("b", 2).without("a") == {"b": 2}
