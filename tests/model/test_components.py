"""What links join belongs together, whichever way they lead."""

from hypothesis import given, settings
from toy import add, circuits, small_circuit, wire

from circuitlab.model.circuit import Circuit
from circuitlab.model.components import components, connected, separate_circuits


def two_circuits() -> Circuit:
    circuit = small_circuit()
    add(circuit, "feeler")
    add(circuit, "cell")
    wire(circuit, "feeler2", "cell2")
    add(circuit, "remark")
    return circuit


def test_a_component_holds_parts_synapses_drugs_and_meters() -> None:
    circuit = two_circuits()
    first, second, note = components(circuit)
    assert first == tuple(small_circuit().elements)
    assert {"feeler2", "cell2", "contact2", "warm_gate2"} < set(second)
    assert note == ("remark1",)


def test_connected_is_the_same_from_wherever_one_asks() -> None:
    circuit = two_circuits()
    first, second, _note = components(circuit)
    assert connected(circuit, ["probe1"]) == connected(circuit, ["warmer1", "cell1"]) == [*first]
    assert connected(circuit, ["cell2", "plug1"]) == [*circuit.elements][:-1]
    assert connected(circuit, ["remark1"]) == ["remark1"]
    assert connected(circuit, []) == []
    assert set(connected(circuit, ["ear2"])) == set(second)


def test_what_is_wired_to_nothing_makes_no_circuit() -> None:
    circuit = two_circuits()
    assert separate_circuits(circuit) == components(circuit)[:2]
    lone = Circuit()
    add(lone, "feeler")
    assert separate_circuits(lone) == []
    assert components(lone) == [("feeler1", "warm_gate1")]
    assert components(Circuit()) == []


@settings(max_examples=40, deadline=None)
@given(circuits())
def test_components_part_the_circuit_and_no_link_leads_between_them(circuit: Circuit) -> None:
    found = components(circuit)
    assert sorted(id for ids in found for id in ids) == sorted(circuit.elements)
    where = {id: number for number, ids in enumerate(found) for id in ids}
    assert all(where[source] == where[target] for source, target in circuit.links)
    assert all(connected(circuit, ids[:1]) == list(ids) for ids in found)
