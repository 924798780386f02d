"""One wire carries what comes: more spikes that arrive never leave a neuron with far fewer."""

from itertools import combinations

from engine.lab import advance, simulation, spikes

from circuitlab.api import Circuit
from circuitlab.catalog.load import default_catalog
from circuitlab.model.delta import Delta
from circuitlab.model.rewiring import moved_end

SECONDS = 3
RATES = (5, 10, 15, 20, 30)
"""Spikes a second; from ten on each finds the release of the one before not yet made good."""
KINDS = [kind for kind in default_catalog().ordered() if "ampa" in kind.parts]


def test_a_neuron_on_one_wire_is_not_silenced_by_a_faster_input() -> None:
    circuit = Circuit()
    cells = {
        (kind.name, rate): driven(circuit, kind.name, rate) for kind in KINDS for rate in RATES
    }
    running = simulation(circuit)
    chunk = advance(running, 1000.0 * SECONDS)
    fired = {key: len(spikes(running, chunk, cell)[0]) for key, cell in cells.items()}
    assert KINDS
    weaker = {
        (kind.name, rate, fired[kind.name, rate])
        for kind in KINDS
        for slower, rate in combinations(RATES, 2)
        if fired[kind.name, rate] < 0.75 * fired[kind.name, slower]
    }
    assert not weaker, fired
    assert all(fired[kind.name, RATES[0]] >= SECONDS * RATES[0] for kind in KINDS), fired


def driven(circuit: Circuit, kind: str, rate: float) -> str:
    """A neuron on one wire from a fibre that fires at a steady rate (Hz)."""
    fibre, cell = circuit.add("adelta_fibre"), circuit.add(kind)
    circuit.wire(fibre, cell)
    circuit.add("shock", on=fibre, period=1000 / rate)
    return cell


def test_a_synapse_is_worth_what_the_neuron_that_it_ends_on_says_also_when_it_is_moved() -> None:
    circuit = Circuit()
    cell, area = circuit.add("projection_neuron"), circuit.add("brain_area")
    synapse = circuit.wire(cell, area)
    usual = default_catalog().kind("synapse").parameters["u"].default
    onto = {area: (0.0, 60.0), circuit.add("projection_neuron"): (usual, 7.0)}
    for host in (*reversed(onto), *onto):
        moved = moved_end(circuit.model, circuit.catalog, synapse, "target", host)
        assert isinstance(moved, Delta), str(moved)
        circuit.model.apply(moved)
        values = circuit[synapse].u, circuit[circuit.receptors(synapse)[0]].weight
        assert values == onto[host], host
