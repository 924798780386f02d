"""A circuit of hundreds of neurons, for timing the window: columns of cells, all of them firing."""

from circuitlab.api import Circuit
from circuitlab.model.circuit import Circuit as Model

COLUMNS, ACROSS, DOWN = 25, 150.0, 150.0
FIRST = (80.0, 130.0)
SOURCES, TARGETS = ("adelta_fibre", 14.0), ("lif_current", 210.0)
"""Kinds in turn, each with the current, in pA, at which it fires a few times a second."""


def dense_circuit(neurons: int = 500, connections: int = 1000) -> Model:
    """Return neurons in columns, every one wired onwards to neurons further to the right."""
    circuit = Circuit()
    ids = []
    for number in range(neurons):
        kind, current = (SOURCES, TARGETS)[number % 2]
        step = 1.0 + 0.002 * (number % 97)
        ids.append(circuit.add(kind, i_e=current * step))
    circuit.model.apply(circuit.model.moved({id: _place(n) for n, id in enumerate(ids)}))
    for number in range(connections):
        circuit.wire(ids[number % neurons], ids[_target(number, neurons)])
    return circuit.model


def _place(number: int) -> tuple[float, float]:
    column, row = number % COLUMNS, number // COLUMNS
    return FIRST[0] + ACROSS * column, FIRST[1] + DOWN * row


def _target(number: int, neurons: int) -> int:
    """Return an odd neuron near a source: the next column, or a row below."""
    turn, source = divmod(number, neurons)
    step = (1 if source % 2 == 0 else 2) + (COLUMNS + 1 if turn % 2 else 0)
    target = (source + step) % neurons
    return target if target % 2 else (target + 1) % neurons
