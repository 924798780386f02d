"""What cannot be run is refused in words, before anything is allocated."""

import math
import tracemalloc

import numpy as np
import pytest
from engine.lab import Circuit, planned

from circuitlab.engine import estimate
from circuitlab.engine.refusal import CannotRun


@pytest.mark.parametrize("value", [-1.0, 1e9, math.nan, math.inf])
def test_a_bad_value_is_refused_with_its_place_and_the_allowed_range(value: float) -> None:
    circuit = Circuit()
    cell = circuit.add("wdr_neuron")
    circuit.model.apply(circuit.model.with_param(cell, "g_can", value))
    with pytest.raises(CannotRun) as refusal:
        planned(circuit)
    assert refusal.value.problem.where == "wdr_neuron1.g_can"
    assert ("0 " if math.isfinite(value) else "mS/cm²") in refusal.value.problem.remedy


def test_one_bad_value_among_many_is_refused() -> None:
    circuit = Circuit()
    cell = circuit.add("lif_current", size=50, i_e=np.zeros(50))
    wrong = np.zeros(50)
    wrong[33] = 1e12
    circuit.model.apply(circuit.model.with_param(cell, "i_e", tuple(wrong.tolist())))
    with pytest.raises(CannotRun, match=r"lif_current1\.i_e"):
        planned(circuit)


def test_a_circuit_too_large_for_memory_is_refused_with_the_estimate(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    circuit = Circuit()
    small, large = circuit.add("lif_current", size=10), circuit.add("wdr_neuron", size=100_000)
    monkeypatch.setattr(estimate, "free_memory", lambda: 50e6)
    tracemalloc.start()
    with pytest.raises(CannotRun) as refusal:
        planned(circuit)
    _now, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert refusal.value.problem.where == large != small
    assert "GB" in refusal.value.problem.what
    assert peak < 20e6


def test_the_estimate_is_near_what_a_large_circuit_takes() -> None:
    circuit = Circuit()
    cells = circuit.add("lif_current", size=20_000)
    synapse = circuit.wire(cells, cells)
    circuit.set(synapse, rule="in_degree", degree=20)
    kinds = {id: circuit.catalog.kinds[e.kind] for id, e in circuit.model.elements.items()}
    sizes = dict.fromkeys(kinds, 1) | {cells: 20_000}
    estimated = sum(estimate.bytes_of(circuit.model, kinds, sizes, id) for id in kinds)
    tracemalloc.start()
    planned(circuit)
    _now, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert 0.3 * estimated < peak < estimated
