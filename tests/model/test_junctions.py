"""Junctions and clamps on the canvas: what they may be wired to, and what is said of them."""

import json
from pathlib import Path

import pytest

from circuitlab import api
from circuitlab.catalog.load import default_catalog
from circuitlab.catalog.words import Problem
from circuitlab.files import store
from circuitlab.files.serialise import text_of
from circuitlab.gui.inspector.pathway_words import step_rows
from circuitlab.gui.inspector.wire_words import role_words
from circuitlab.model import rules
from circuitlab.model.between import dropped_on_axon, joined_by
from circuitlab.model.delta import Delta
from circuitlab.model.element import Link, Role
from circuitlab.model.hints import hints_of
from circuitlab.model.pathways import routes
from circuitlab.model.rewiring import moved_end
from circuitlab.model.signal_graph import SignalGraph
from circuitlab.model.signs import Sign

CATALOG = default_catalog()


def pair() -> tuple[api.Circuit, str]:
    circuit = api.Circuit()
    circuit.add("adex")
    circuit.add("adex")
    return circuit, circuit.couple("adex1", "adex2", g="2 nS")


def test_two_neurons_are_joined_in_one_step() -> None:
    circuit, junction = pair()
    assert circuit.model.targets(junction, Role.COUPLES) == ["adex1", "adex2"]
    assert circuit.model.elements[junction].params["g"] == 2.0
    x = [circuit.model.elements[id].x for id in ("adex1", junction, "adex2")]
    assert x == sorted(x)


@pytest.mark.parametrize("turned", [False, True])
def test_a_wire_may_be_drawn_from_either_end(turned: bool) -> None:
    circuit = api.Circuit()
    cell, junction = circuit.add("hh_squid"), circuit.add("gap_junction")
    circuit.wire(*((cell, junction) if turned else (junction, cell)))
    assert circuit.model.links[junction, cell].role is Role.COUPLES


def test_a_part_stands_for_the_neuron_it_sits_in() -> None:
    circuit = api.Circuit()
    circuit.add("nociceptor_c")
    circuit.add("gap_junction", on="trpv1_1")
    assert ("gap_junction1", "nociceptor_c1") in circuit.model.links


def test_quick_add_offers_it_at_the_end_of_a_wire_from_a_neuron() -> None:
    circuit = api.Circuit()
    circuit.add("hh_squid")
    assert {"gap_junction", "voltage_clamp"} <= set(
        rules.kinds_for(circuit.model, CATALOG, "hh_squid1")
    )


def test_dropped_on_an_axon_it_joins_both_ends() -> None:
    circuit = api.Circuit()
    synapse = circuit.wire(circuit.add("hh_squid"), circuit.add("projection_neuron"))
    made = dropped_on_axon(circuit.model, CATALOG, "gap_junction", synapse, 50.0, 40.0)
    assert isinstance(made, tuple)
    circuit.model.apply(made[1])
    ends = circuit.model.targets(made[0], Role.COUPLES)
    assert ends == ["hh_squid1", "projection_neuron1"]
    assert (circuit.model.elements[made[0]].x, circuit.model.elements[made[0]].y) == (50.0, 40.0)


def test_on_the_axon_of_a_source_that_is_no_neuron_it_is_refused() -> None:
    circuit = api.Circuit()
    synapse = circuit.wire(circuit.add("poisson"), circuit.add("hh_squid"))
    made = dropped_on_axon(circuit.model, CATALOG, "gap_junction", synapse, 0.0, 0.0)
    assert isinstance(made, Problem)
    assert "joins the insides of two neurons" in made.what


def test_an_end_is_moved_to_another_neuron_and_to_nothing_else() -> None:
    circuit, junction = pair()
    other = circuit.add("izhikevich")
    moved = moved_end(circuit.model, CATALOG, (junction, "adex2"), "target", other)
    assert isinstance(moved, Delta)
    circuit.model.apply(moved)
    assert circuit.model.targets(junction) == ["adex1", other]
    refused = moved_end(
        circuit.model, CATALOG, (junction, other), "target", circuit.add("voltmeter")
    )
    assert isinstance(refused, Problem)


def test_it_stays_when_a_neuron_goes_and_says_what_it_lacks() -> None:
    circuit, junction = pair()
    circuit.add("current_step", on="adex1")
    assert not [hint for hint in hints_of(circuit.model, CATALOG) if hint.element == junction]
    circuit.remove("adex2")
    (hint,) = (hint for hint in hints_of(circuit.model, CATALOG) if hint.element == junction)
    assert hint.sentence == "It joins one neuron only; wire it to another neuron"
    circuit.set("adex1", size=5)
    assert not [hint for hint in hints_of(circuit.model, CATALOG) if hint.element == junction]


def test_signals_pass_it_both_ways() -> None:
    circuit, junction = pair()
    signals = SignalGraph(circuit.model, CATALOG)
    for ends in (("adex1", "adex2"), ("adex2", "adex1")):
        (route,) = routes(signals, *ends).found
        assert route.sign is Sign.EXCITES
        assert route.stations == ends
        assert [step.link[0] for step in route.steps] == [junction, junction]
        (row,) = step_rows(circuit.model, CATALOG, route)
        assert row[0].startswith("Junction: straight into Adaptive exponential neuron")
    assert circuit.graph.edges[junction, "adex1"]["role"] == "couples"
    assert "both ways" in role_words(circuit.model, (junction, "adex1"))


def test_a_joined_neuron_is_driven_by_what_drives_the_other() -> None:
    circuit, _junction = pair()
    circuit.add("current_step", on="adex2")
    assert not [hint for hint in hints_of(circuit.model, CATALOG) if hint.element == "adex1"]


def test_a_file_keeps_it_and_says_what_is_one_too_many(tmp_path: Path) -> None:
    circuit, junction = pair()
    circuit.add("voltage_clamp", on="adex1", levels=(-90.0, -20.0))
    third = circuit.add("hh_squid")
    path = tmp_path / "joined.circuit"
    circuit.save(path)
    assert api.load(path).model.elements == circuit.model.elements
    content = json.loads(path.read_text(encoding="utf-8"))
    content["links"] += [
        {"source": junction, "target": third, "role": "couples"},
        {"source": "voltage_clamp1", "target": third, "role": "drives"},
        {"source": junction, "target": "voltage_clamp1", "role": "couples"},
    ]
    path.write_text(json.dumps(content), encoding="utf-8")
    loaded = store.load(path)
    said = [problem.what for problem in loaded.problems]
    assert len(said) == 3
    assert sum("can be wired to nothing more" in what for what in said) == 2
    assert loaded.circuit is not None
    assert loaded.circuit.links == circuit.model.links


def test_a_second_clamp_in_a_file_is_named(tmp_path: Path) -> None:
    circuit = api.Circuit()
    circuit.add("voltage_clamp", on=circuit.add("hh_squid"))
    circuit.add("voltage_clamp")
    link = Link("voltage_clamp2", "hh_squid1", Role.DRIVES)
    circuit.model.apply(circuit.model.added(link))
    path = tmp_path / "two.circuit"
    path.write_text(text_of(circuit.model), encoding="utf-8")
    (problem,) = store.load(path).problems
    assert "takes no second that does the same" in problem.what


def test_a_neuron_is_not_joined_with_itself() -> None:
    circuit, _junction = pair()
    refused = joined_by(circuit.model, CATALOG, "gap_junction", "adex1", "adex1")
    assert isinstance(refused, Problem)
    assert refused.remedy
