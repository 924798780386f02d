"""Aligning and distributing move along one axis."""

from toy import add, small_circuit

from circuitlab.model.layout import aligned, distributed


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
