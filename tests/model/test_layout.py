"""Tidying puts neurons in their lanes in the order of the signal, and nothing on anything."""

import math
from itertools import combinations

from hypothesis import given, settings
from toy import add, circuits, small_circuit, toy_catalog, wire

from circuitlab.catalog.load import default_catalog
from circuitlab.catalog.words import Problem
from circuitlab.model import rules
from circuitlab.model.circuit import Circuit
from circuitlab.model.layout import LANES, aligned, distributed, tidy

CATALOG = default_catalog()


def chain() -> Circuit:
    circuit = Circuit()
    for kind in ("projection_neuron", "inhibitory_interneuron", "nociceptor_c", "pain_readout"):
        added = rules.add_kind(circuit, CATALOG, kind)
        assert not isinstance(added, Problem)
        circuit.apply(added[1])
    for source, target in (
        ("nociceptor_c1", "inhibitory_interneuron1"),
        ("inhibitory_interneuron1", "projection_neuron1"),
        ("projection_neuron1", "inhibitory_interneuron1"),
        ("pain_readout1", "projection_neuron1"),
    ):
        wired = rules.connect(circuit, CATALOG, source, target)
        assert not isinstance(wired, Problem)
        circuit.apply(wired)
    return circuit


def test_a_pathway_runs_from_the_left_to_the_right_through_its_lanes() -> None:
    circuit = chain()
    circuit.apply(tidy(circuit, CATALOG))
    x = {id: element.x for id, element in circuit.elements.items()}
    assert LANES["drg"][0] < x["nociceptor_c1"] < LANES["drg"][1]
    assert LANES["spinal"][0] < x["inhibitory_interneuron1"] < x["projection_neuron1"]
    assert x["projection_neuron1"] < LANES["spinal"][1] < x["pain_readout1"]


@settings(max_examples=40, deadline=None)
@given(circuits())
def test_tidied_elements_stand_apart_and_parts_stay_on_their_hosts(circuit: Circuit) -> None:
    parts = {id: e for id, e in circuit.elements.items() if circuit.host(id)}
    delta = tidy(circuit, toy_catalog())
    circuit.apply(delta)
    assert all(circuit.elements[id] == part for id, part in parts.items())
    places = [(circuit.elements[id].x, circuit.elements[id].y) for id in delta.changes]
    kinds = {circuit.elements[id].kind for id in delta.changes}
    assert kinds.isdisjoint({"contact", "remark"})
    neurons = [p for i, p in zip(delta.changes, places, strict=True) if "cell" in str(i)]
    assert all(math.dist(a, b) > 40 for a, b in combinations(neurons, 2))


def test_what_acts_on_a_neuron_comes_to_stand_near_it() -> None:
    circuit = small_circuit()
    circuit.apply(circuit.moved({"warmer1": (1400, 900), "plug1": (0, 0)}))
    circuit.apply(tidy(circuit, toy_catalog()))
    ending = circuit.position("warm_gate1")
    assert math.dist(circuit.position("warmer1"), ending) < 250
    assert math.dist(circuit.position("plug1"), circuit.position("cell1")) < 300


def test_tidying_twice_changes_nothing_more() -> None:
    circuit = chain()
    circuit.apply(tidy(circuit, CATALOG))
    assert not tidy(circuit, CATALOG)


def test_aligning_and_distributing_move_along_one_axis() -> None:
    circuit = small_circuit()
    add(circuit, "cell", 1000, 700)
    ids = ["feeler1", "cell1", "cell2"]
    circuit.apply(aligned(circuit, ids, "y"))
    assert len({circuit.elements[id].y for id in ids}) == 1
    circuit.apply(distributed(circuit, ids, "x"))
    assert [circuit.elements[id].x for id in ids] == [400, 700, 1000]
    assert not distributed(circuit, ids[:2], "x")
    assert not aligned(circuit, [], "x")


def test_a_loop_of_neurons_can_be_tidied() -> None:
    circuit = small_circuit()
    add(circuit, "cell")
    for source, target in (("cell1", "cell2"), ("cell2", "cell1"), ("cell1", "cell1")):
        wire(circuit, source, target)
    circuit.apply(tidy(circuit, toy_catalog()))
    assert circuit.elements["cell1"].x != circuit.elements["cell2"].x
