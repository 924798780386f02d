"""A slider's edit takes the short way, and gives the plan that the long way gives."""

import numpy as np
import pytest

from circuitlab.api import Circuit
from circuitlab.catalog.load import default_catalog
from circuitlab.engine.plan.compiler import compile_circuit
from circuitlab.engine.plan.plan import Plan
from circuitlab.engine.plan.retune import retuned

CATALOG = default_catalog()


def pathway() -> Circuit:
    circuit = Circuit()
    fibre = circuit.add("nociceptor_c", size=3, noise=2.0)
    cell = circuit.add("wdr_neuron")
    circuit.wire(fibre, cell)
    circuit.add("heat", on=fibre)
    circuit.add("ketamine", on="nmda1")
    circuit.add("pain_readout", on=cell)
    return circuit


def values(plan: Plan) -> dict[tuple[str, str, str], list[float]]:
    return {address: list(numbers) for address, (_slots, numbers) in plan.parameters.items()}


@pytest.mark.parametrize(
    ("id", "name", "value"),
    [
        ("nociceptor_c1", "g_nav18", 40.0),
        ("nociceptor_c1", "pkc", 0.5),
        ("trpv1_1", "number", 2.0),
        ("nmda1", "mg", 0.5),
        ("ampa1", "weight", 2.0),
        ("wdr_neuron1", "g_can", 0.02),
        ("heat1", "temperature", 41.0),
        ("ketamine1", "concentration", 3.0),
    ],
)
def test_one_value_is_taken_over_as_a_new_plan_would(id: str, name: str, value: float) -> None:
    circuit = pathway()
    before = circuit.model.copy()
    plan = compile_circuit(before, CATALOG)
    circuit.set(id, **{name: value})
    short = retuned(plan, before, circuit.model, CATALOG)
    long = compile_circuit(circuit.model, CATALOG)
    assert short is not None
    assert (values(long), long.jumps) != (values(plan), plan.jumps)
    assert values(short) == values(long)
    assert short.jumps == long.jumps
    assert np.array_equal(short.terminals.weight, long.terminals.weight)


@pytest.mark.parametrize(
    ("id", "name", "value"),
    [
        ("nociceptor_c1", "size", 4),
        ("wdr_neuron1", "noise", 5.0),
        ("synapse1", "delay", 3.0),
        ("synapse1", "u", 0.2),
        ("pain_readout1", "tau", 500.0),
    ],
)
def test_what_changes_more_than_values_asks_for_a_new_plan(
    id: str, name: str, value: float
) -> None:
    circuit = pathway()
    before = circuit.model.copy()
    plan = compile_circuit(before, CATALOG)
    circuit.set(id, **{name: value})
    assert retuned(plan, before, circuit.model, CATALOG) is None


def test_a_new_element_asks_for_a_new_plan() -> None:
    circuit = pathway()
    before = circuit.model.copy()
    plan = compile_circuit(before, CATALOG)
    circuit.add("current_step", on="wdr_neuron1")
    assert retuned(plan, before, circuit.model, CATALOG) is None
