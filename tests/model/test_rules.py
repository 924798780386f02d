"""What may be wired to what follows from the catalog, and every no comes with a reason."""

import ast
import math
from itertools import product
from pathlib import Path

import pytest
from each_case import each_case
from hypothesis import given, settings
from toy import add, circuits, small_circuit, toy_catalog, wire

import circuitlab.model
from circuitlab.catalog.load import default_catalog
from circuitlab.catalog.words import Problem
from circuitlab.model import rules
from circuitlab.model.circuit import Circuit
from circuitlab.model.delta import Delta
from circuitlab.model.element import Array, Element, Role
from circuitlab.model.link_checks import link_problem, loose_ends

TOY = toy_catalog()


def world() -> Circuit:
    circuit = small_circuit()
    add(circuit, "hushed", 800, 500)
    add(circuit, "cell", 900, 500)
    for kind in ("hurt", "crew", "counter", "remark", "dice", "ear"):
        add(circuit, kind)
    return circuit


def roles(delta: Delta) -> list[tuple[str, str, Role]]:
    return [(*key, link.role) for key, (_b, link) in delta.changes.items() if hasattr(link, "role")]


def test_a_wire_between_neurons_makes_a_synapse_with_the_receptors_that_fit() -> None:
    circuit = Circuit()
    add(circuit, "feeler", 400, 200)
    add(circuit, "cell", 800, 250)
    assert roles(wire(circuit, "feeler1", "cell1")) == [
        ("feeler1", "contact1", Role.RELEASES_ONTO),
        ("contact1", "ear1", Role.BINDS),
        ("ear1", "cell1", Role.SITS_IN),
        ("contact1", "deep_ear1", Role.BINDS),
        ("deep_ear1", "cell1", Role.SITS_IN),
    ]


def test_a_second_wire_between_the_same_two_is_another_synapse_beside_the_first() -> None:
    circuit = small_circuit()
    wire(circuit, "feeler1", "cell1")
    places = [(circuit.elements[p].x, circuit.elements[p].y) for p in circuit.parts("cell1")]
    assert len(circuit.targets("feeler1", Role.RELEASES_ONTO)) == 2
    assert min(math.dist(a, b) for a, b in product(places, places) if a != b) > 15
    assert len(set(places)) == len(places) == 4


def test_forty_synapses_on_one_neuron_do_not_overlap() -> None:
    circuit = small_circuit()
    for _number in range(40):
        wire(circuit, "feeler1", "cell1")
    places = [(circuit.elements[p].x, circuit.elements[p].y) for p in circuit.parts("cell1")]
    assert min(math.dist(a, b) for i, a in enumerate(places) for b in places[:i]) > 15


def test_receptors_face_where_the_wire_comes_from() -> None:
    circuit = Circuit()
    add(circuit, "cell", 500, 500)
    add(circuit, "cell", 900, 500)
    wire(circuit, "cell2", "cell1")
    assert all(circuit.elements[part].x > 40 for part in circuit.parts("cell1"))


def test_a_neuron_may_be_wired_to_itself_through_a_synapse() -> None:
    circuit = small_circuit()
    wire(circuit, "cell1", "cell1")
    assert circuit.targets("cell1", Role.RELEASES_ONTO) == ["contact2"]


def test_what_releases_anything_is_heard_by_one_sort_of_receptor() -> None:
    circuit = world()
    wire(circuit, "dice1", "hushed1")
    assert [circuit.elements[part].kind for part in circuit.parts("hushed1")] == ["ear"]


def test_one_receptor_can_be_asked_for() -> None:
    circuit = world()
    delta = rules.connect(circuit, TOY, "feeler1", "cell2", receptors=["deep_ear"])
    assert isinstance(delta, Delta)
    circuit.apply(delta)
    assert [circuit.elements[part].kind for part in circuit.parts("cell2")] == ["deep_ear"]
    refused = rules.connect(circuit, TOY, "feeler1", "cell2", receptors=["hush_ear"])
    assert isinstance(refused, Problem)
    assert "ear, deep_ear" in refused.remedy


def test_a_free_receptor_that_a_wire_ends_on_is_used() -> None:
    circuit = world()
    wire(circuit, "ear2", "cell2")
    delta = wire(circuit, "feeler1", "ear2")
    assert ("contact2", "ear2", Role.BINDS) in roles(delta)
    assert circuit.parts("cell2") == ["ear2"]


def test_a_wire_that_ends_on_a_taken_receptor_binds_it_too() -> None:
    circuit = small_circuit()
    wire(circuit, "feeler1", "ear1")
    assert circuit.sources("ear1", Role.BINDS) == ["contact1", "contact2"]
    assert circuit.parts("cell1") == ["ear1", "deep_ear1"]


def test_a_wire_to_a_part_of_another_neuron_does_not_take_it_from_there() -> None:
    circuit = world()
    for source, part in (("hushed1", "deep_ear1"), ("cell1", "warm_gate1")):
        assert isinstance(rules.connect(circuit, TOY, source, part), Problem)


@pytest.mark.parametrize(
    ("source", "target", "link"),
    [
        ("plug1", "cell1", ("plug1", "cell1", Role.MODULATES)),
        ("plug1", "contact1", ("plug1", "contact1", Role.MODULATES)),
        ("contact1", "plug1", ("plug1", "contact1", Role.MODULATES)),
        ("hurt1", "feeler1", ("hurt1", "feeler1", Role.MODULATES)),
        ("hurt1", "crew1", ("hurt1", "crew1", Role.DRIVES)),
        ("crew1", "hurt1", ("crew1", "hurt1", Role.MODULATES)),
        ("counter1", "cell1", ("counter1", "cell1", Role.RECORDS)),
        ("cell1", "counter1", ("counter1", "cell1", Role.RECORDS)),
        ("ear2", "cell2", ("ear2", "cell2", Role.SITS_IN)),
        ("cell2", "ear2", ("ear2", "cell2", Role.SITS_IN)),
        ("ear2", "deep_ear1", ("ear2", "cell1", Role.SITS_IN)),
    ],
)
def test_wires_mean_one_thing_in_either_direction(
    source: str, target: str, link: tuple[str, str, Role]
) -> None:
    circuit = world()
    if link[0] == "plug1":
        add(circuit, "plug")
        source, target = (word.replace("plug1", "plug2") for word in (source, target))
        circuit.apply(circuit.removed(["plug1"]))
        link = ("plug2", link[1], link[2])
    delta = rules.connect(circuit, TOY, source, target)
    assert isinstance(delta, Delta), str(delta)
    assert roles(delta) == [link]


@each_case(
    ("source", "target", "words"),
    [
        ("warmer1", "cell1", "Warm gate; Cell has none; drop it on Warm gate of Feeler"),
        ("cell1", "warmer1", "Warmer is felt by Warm gate; Cell has none"),
        ("plug1", "feeler1", "Plug acts on Deep ear or Contact; drop it on Deep ear of Cell"),
        ("plug1", "hushed1", "A drug needs a receptor or channel to act on"),
        ("plug1", "cell2", "dock Deep ear on Cell first"),
        ("hushed1", "cell1", "for hush, which Hushed cell releases; it has receptors for spark"),
        ("cell1", "feeler1", "Feeler takes no synapses; wire to Cell or Hushed cell instead"),
        ("ear2", "feeler1", "not found in the membrane of Feeler; drop it on Cell or Hushed cell"),
        ("ear2", "remark1", "a note is only text"),
        ("ear1", "hushed1", "Ear of Cell belongs to a synapse; drop a new one instead"),
        ("feeler1", "ear2", "Ear sits in no neuron yet; drop it on a neuron first"),
        ("counter1", "hurt1", "Counter finds nothing to record on Damage"),
        ("probe1", "ear1", "which Ear does not have; wire a meter of its own to it"),
        ("hurt1", "cell1", "Damage acts on Feeler or Crew, not on Cell"),
        ("warmer1", "feeler1", "Warmer and Feeler are wired already (drives)"),
        ("warmer1", "warm_gate1", "Warmer acts on Warm gate already, through another wire"),
        ("warmer1", "warmer1", "No wire goes from Warmer to Warmer"),
        ("contact1", "cell2", "a synapse is made by wiring one neuron to another"),
        ("cel1", "cell1", "There is no element called “cel1”; did you mean “cell1”?"),
    ],
)  # fmt: skip
def test_a_refusal_says_why_and_what_to_do(source: str, target: str, words: str) -> None:
    circuit = world()
    circuit.apply(circuit.relabelled("hurt1", "Damage"))
    before = circuit.copy()
    refused = rules.connect(circuit, TOY, source, target)
    assert isinstance(refused, Problem)
    assert words in str(refused)
    assert circuit == before


def test_a_meter_is_set_to_what_it_finds_where_it_is_wired_first() -> None:
    circuit = world()
    meter = add(circuit, "probe")
    wire(circuit, meter, "ear1")
    assert circuit.value(meter, "quantity", TOY) in TOY.kinds["ear"].states
    dropped = add(circuit, "probe", on="ear1")
    assert circuit.value(dropped, "quantity", TOY) in TOY.kinds["ear"].states
    other = add(circuit, "probe")
    before = circuit.elements[other]
    wire(circuit, other, "cell1")
    wire(circuit, other, "cell2")
    assert circuit.elements[other] == before


def test_axons_are_never_turned_round() -> None:
    circuit = world()
    assert rules.can_connect(circuit, TOY, "cell1", "hushed1") is None
    assert rules.can_connect(circuit, TOY, "hushed1", "cell1") is not None
    assert rules.can_connect(circuit, TOY, "ear1", "feeler1") is not None


def test_nothing_is_wired_to_a_kind_that_is_not_known() -> None:
    circuit = world()
    circuit.apply(circuit.added(Element("odd1", "oddity")))
    refused = rules.can_connect(circuit, TOY, "cell1", "odd1")
    assert refused is not None
    assert "“oddity” is not a kind known here" in refused.what


def test_can_connect_and_targets_for_agree_with_connect() -> None:
    circuit = world()
    for source in circuit.elements:
        allowed = rules.targets_for(circuit, TOY, source)
        for target in circuit.elements:
            made = rules.connect(circuit, TOY, source, target)
            assert isinstance(made, Delta) == (target in allowed)


@settings(max_examples=60, deadline=None)
@given(circuits())
def test_whatever_the_rules_allow_is_legal_in_a_file(circuit: Circuit) -> None:
    for link in circuit.links.values():
        assert link_problem(circuit, TOY, link) is None
    assert not loose_ends(circuit, TOY)


def test_a_stimulus_whose_receptor_is_gone_stays_wired_and_does_nothing() -> None:
    circuit = small_circuit()
    circuit.apply(circuit.removed(["warm_gate1"]))
    link = circuit.links["warmer1", "feeler1"]
    assert link_problem(circuit, TOY, link) is None
    assert rules.effects_of(circuit, TOY, link) == []


def test_a_part_docked_elsewhere_leaves_its_host() -> None:
    circuit = world()
    add(circuit, "feeler", 300, 600)
    wire(circuit, "warm_gate1", "feeler2")
    assert circuit.host("warm_gate1") == "feeler2"
    assert circuit.parts("feeler1") == []


def test_a_kind_that_comes_with_parts_has_them_docked_at_its_ending() -> None:
    circuit = Circuit()
    add(circuit, "feeler", 400, 200)
    part = circuit.elements["warm_gate1"]
    assert circuit.host("warm_gate1") == "feeler1"
    assert (part.x, part.y) == (-200, -50)
    add(circuit, "warm_gate", 0, 0, on="feeler1")
    assert circuit.elements["warm_gate2"].y != part.y


def test_a_part_is_docked_on_the_side_it_was_dropped_at() -> None:
    circuit = Circuit()
    add(circuit, "cell", 500, 500)
    add(circuit, "ear", 500, 600, on="cell1")
    assert circuit.elements["ear1"].y > 50
    add(circuit, "ear", 500, 600, on="ear1")
    assert circuit.host("ear2") == "cell1"


def test_adding_takes_values_with_units_and_keeps_only_what_differs() -> None:
    circuit = Circuit()
    add(circuit, "warmer", temperature="46 degC", warmth=15)
    assert dict(circuit.elements["warmer1"].params) == {"temperature": 46.0}
    add(circuit, "cell", size="3", gain=[1, 2, 3])
    assert circuit.elements["cell1"].params["gain"] == Array([1.0, 2.0, 3.0])


@pytest.mark.parametrize(
    ("kind", "more", "words"),
    [
        ("feler", {}, "did you mean “feeler”?"),
        ("contact", {}, "draw a wire"),
        ("warmer", {"temperature": "46 mV"}, "not a temperature"),
        ("warmer", {"temperature": 99}, "allowed: 0 to 60 °C"),
        ("warmer", {"temprature": 46}, "did you mean “temperature”?"),
        ("cell", {"size": 3, "gain": [1, 2]}, "2 values for 3 cells"),
        ("cell", {"size": 3, "gain": [1, 2, 11]}, "allowed: 0 to 10 nS"),
        ("warmer", {"on": "cell1"}, "felt by Warm gate"),
        ("ear", {"on": "feeler1"}, "not found in the membrane"),
    ],
)
def test_what_cannot_be_added_is_refused_in_words(
    kind: str, more: dict[str, object], words: str
) -> None:
    refused = rules.add_kind(small_circuit(), TOY, kind, **more)  # type: ignore[arg-type]
    assert isinstance(refused, Problem)
    assert words in str(refused)


def test_a_new_element_can_be_wired_from_another_in_the_same_edit() -> None:
    circuit = small_circuit()
    added = rules.add_kind(circuit, TOY, "cell", 900, 600, wired_from="feeler1")
    assert not isinstance(added, Problem)
    circuit.apply(added[1])
    assert len(circuit.parts(added[0])) == 2


def test_the_kinds_offered_for_a_wire_are_those_it_could_end_on() -> None:
    circuit = small_circuit()
    assert rules.kinds_for(circuit, TOY, "warmer1") == ["feeler", "warm_gate"]
    assert "feeler" not in rules.kinds_for(circuit, TOY, "cell1")
    assert rules.kinds_for(circuit, TOY, add(circuit, "remark")) == []


def test_effects_reach_the_target_or_its_parts_or_what_it_binds() -> None:
    circuit = world()
    reached = {
        source: [
            (e.input, target) for e, s, target in rules.all_effects(circuit, TOY) if s == source
        ]
        for source in ("warmer1", "plug1")
    }
    assert reached == {"warmer1": [("warmth", "warm_gate1")], "plug1": [("plugged", "deep_ear1")]}
    delta = wire(circuit, add(circuit, "plug"), "contact1")
    link = next(link for _before, link in delta.changes.values())
    assert {target for _e, _s, target in rules.effects_of(circuit, TOY, link)} == {
        "deep_ear1",
        "contact1",
    }


def test_an_effect_that_two_wires_lead_to_counts_once() -> None:
    circuit = small_circuit()
    wire(circuit, "feeler1", "cell1")
    wire(circuit, "plug1", "cell1")
    targets = [
        target for _e, source, target in rules.all_effects(circuit, TOY) if source == "plug1"
    ]
    assert sorted(targets) == ["deep_ear1", "deep_ear2"]


def test_every_kind_of_the_real_catalog_can_be_added_and_some_wire_ends_on_it() -> None:
    catalog = default_catalog()
    circuit = Circuit()
    for kind in catalog.ordered():
        added = rules.add_kind(circuit, catalog, kind.name, on=None)
        if kind.family == "synapse":
            assert isinstance(added, Problem)
            continue
        assert not isinstance(added, Problem), str(added)
        circuit.apply(added[1])
        offered = rules.kinds_for(circuit, catalog, added[0])
        assert bool(offered) != (kind.family == "note"), kind.name


def test_the_model_names_no_kind() -> None:
    catalog = default_catalog()
    parameters = {name for kind in catalog.kinds.values() for name in kind.parameters}
    of_measures = {"heat"}  # an argument that names an element
    kinds = set(catalog.kinds) - {"synapse", "note"} - parameters - of_measures  # "noise" is both
    for path in Path(circuitlab.model.__file__).parent.glob("*.py"):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        words = {n.value for n in ast.walk(tree) if isinstance(n, ast.Constant)}
        assert not words & kinds, path.name
