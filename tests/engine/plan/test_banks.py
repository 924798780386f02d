"""Neurons drawn one by one and stepped side by side give what each gives alone."""

import numpy as np
import pytest
from engine.lab import Circuit, advance, planned, simulation

from circuitlab.engine.plan import addresses
from circuitlab.engine.plan.compiler import compile_circuit, settings_of
from circuitlab.engine.plan.retune import retuned
from circuitlab.engine.stepping.simulation import Chunk, Simulation
from circuitlab.model.element import Element

KINDS = ("lif_current", "nociceptor_c", "inhibitory_interneuron")
MILLISECONDS = 60.0


def drawn(count: int = 30) -> Circuit:
    """Neurons of several kinds in turn, wired at random and driven above threshold."""
    rng, circuit = np.random.default_rng(3), Circuit()
    ids = [circuit.add(KINDS[number % len(KINDS)]) for number in range(count)]
    for id, current in zip(ids, rng.uniform(60.0, 320.0, count), strict=True):
        circuit.set(id, i_e=float(current))
    for source, target in rng.integers(0, count, (count, 2)).tolist():
        if source != target and ids[target].startswith("lif"):
            circuit.wire(ids[source], ids[target])
    return circuit


def run_apart(monkeypatch: pytest.MonkeyPatch, circuit: Circuit) -> tuple[Simulation, Chunk]:
    with monkeypatch.context() as patch:
        patch.setattr(addresses, "MANY", 10**9)
        running = simulation(circuit)
        return running, advance(running, MILLISECONDS)


def test_many_neurons_of_one_make_share_a_bank() -> None:
    plan = planned(drawn())
    together = [bank for bank in plan.banks if bank.size > 1]
    assert together
    assert len(plan.banks) < len(plan.cells)
    slots = np.concatenate([plan.address[p.cells.element, "", "v"] for p in plan.cells])
    assert len(np.unique(slots)) == len(plan.cells)


def test_few_keep_banks_of_their_own() -> None:
    circuit = Circuit()
    for _each in range(addresses.MANY - 1):
        circuit.add("lif_current")
    assert [bank.size for bank in planned(circuit).banks] == [1] * (addresses.MANY - 1)
    circuit.add("lif_current")
    assert [bank.size for bank in planned(circuit).banks] == [addresses.MANY]


def test_company_changes_no_bit(monkeypatch: pytest.MonkeyPatch) -> None:
    circuit = drawn()
    alone, apart = run_apart(monkeypatch, circuit)
    running = simulation(circuit)
    chunk = advance(running, MILLISECONDS)
    assert len(chunk.spikes) > 50
    assert np.array_equal(chunk.spikes, apart.spikes)
    for population in running.plan.cells:
        id = population.cells.element
        assert np.array_equal(running.values(id, "v"), alone.values(id, "v")), id


def test_spikes_of_one_step_come_in_the_order_of_the_neurons() -> None:
    circuit = Circuit()
    for number in range(3 * addresses.MANY):
        circuit.add(("lif_current", "lif_conductance")[number % 2], i_e=300.0)
    running = simulation(circuit)
    spikes = advance(running, MILLISECONDS).spikes
    ticks, counts = np.unique(spikes[:, 1], return_counts=True)
    assert counts.max() >= addresses.MANY
    for tick in ticks:
        assert np.all(np.diff(spikes[spikes[:, 1] == tick, 0]) > 0)


def test_each_keeps_a_value_of_its_own_while_it_runs() -> None:
    circuit = Circuit()
    ids = [circuit.add("lif_current", i_e=0.0) for _each in range(addresses.MANY)]
    running = simulation(circuit)
    before = circuit.model.copy()
    circuit.set(ids[3], i_e=400.0)
    plan = retuned(running.plan, before, circuit.model, circuit.catalog)
    assert plan is not None  # no other layout, so nothing is compiled
    assert running.patch(plan)
    spikes = advance(running, MILLISECONDS).spikes
    assert set(spikes[:, 0].tolist()) == {3}


def test_neurons_move_into_a_bank_with_all_that_they_are() -> None:
    circuit = Circuit()
    for number in range(addresses.MANY - 1):
        circuit.add("lif_current", i_e=100.0 + 30.0 * number)
    running, twin = simulation(circuit), simulation(circuit)
    advance(running, 7.0)
    advance(twin, 7.0)
    model = circuit.model.copy()
    model.apply(model.added(Element("late", "lif_current")))
    running.adopt(compile_circuit(model, circuit.catalog, settings_of(model)))
    found, expected = advance(running, MILLISECONDS).spikes, advance(twin, MILLISECONDS).spikes
    assert len(running.plan.banks) == 1
    assert np.array_equal(found[found[:, 0] < addresses.MANY - 1], expected)
