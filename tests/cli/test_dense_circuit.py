"""The circuit that the window is timed on."""

from collections import Counter

from circuitlab.analysis.run_tables import neurons
from circuitlab.catalog.load import default_catalog
from circuitlab.cli.bench.dense_circuit import dense_circuit


def test_it_has_as_many_neurons_and_connections_as_asked_for() -> None:
    circuit = dense_circuit(60, 90)
    kinds = Counter(element.kind for element in circuit.elements.values())
    assert len(neurons(circuit)) == 60
    assert kinds["synapse"] == 90
    assert set(kinds) <= set(default_catalog().kinds)


def test_no_two_neurons_stand_in_one_place() -> None:
    circuit = dense_circuit(60, 0)
    assert len({circuit.position(id) for id in neurons(circuit)}) == 60
