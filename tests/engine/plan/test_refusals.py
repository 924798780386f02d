"""What cannot be run is refused in words, before anything is allocated."""

import math
import re
import tracemalloc

import numpy as np
import pytest
from engine.lab import Circuit, planned

from circuitlab.catalog.load import default_catalog
from circuitlab.engine.errors import CannotRun
from circuitlab.engine.plan import memory_estimate
from circuitlab.engine.plan.compiler import compile_circuit, settings_of
from circuitlab.engine.recipes.parameters import Settings
from circuitlab.engine.running.run import run_circuit


@pytest.mark.parametrize("value", [-1.0, 1e9, math.nan, math.inf])
def test_a_bad_value_is_refused_with_its_place_and_the_allowed_range(value: float) -> None:
    circuit = Circuit()
    cell = circuit.add("wdr_neuron")
    circuit.model.apply(circuit.model.with_param(cell, "g_can", value))
    with pytest.raises(CannotRun) as refusal:
        planned(circuit)
    assert refusal.value.problem.where == "wdr_neuron1.g_can"
    assert ("0 " if math.isfinite(value) else "mS/cm²") in refusal.value.problem.remedy


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        (Settings(0.0, 1, 1.0), "dt: 0 ms is too low; allowed: 0.001 to 1 ms"),
        (Settings(-1.0, 1, 1.0), "dt: −1 ms is too low"),
        (Settings(50.0, 1, 1.0), "dt: 50 ms is too high"),
        (Settings(math.nan, 1, 1.0), "dt: “nan” is not a finite number"),
        (Settings(0.025, -1, 1.0), "seed: −1 is too low; allowed: 0 to "),
        (Settings(0.025, 2**63, 1.0), "seed: 9223372036854775808 is too high"),
        (Settings(0.025, 1, 0.0), "body_clock: 0 is too low"),
    ],
)
def test_a_setting_is_refused_with_the_allowed_range(settings: Settings, said: str) -> None:
    with pytest.raises(CannotRun) as refusal:
        compile_circuit(Circuit().model, default_catalog(), settings)
    assert str(refusal.value.problem).startswith(said)


def test_the_settings_of_a_document_are_held_to_the_same_ranges() -> None:
    model = Circuit().model
    model.apply(model.with_document({"dt_ms": 2.0}))
    with pytest.raises(CannotRun, match="dt: 2 ms is too high"):
        settings_of(model)
    assert settings_of(model, dt="0.05 ms").dt == 0.05


@pytest.mark.parametrize(
    ("recorded", "said"),
    [
        (("lif_curent1", "v"), "did you mean “lif_current1”?"),
        (("lif_current1", "vv"), "“lif_current1” has no quantity called “vv”; did you mean “v”?"),
        (("note1", "v"), "“note1” takes no part in the run"),
    ],
)
def test_what_cannot_be_recorded_is_refused(recorded: tuple[str, str], said: str) -> None:
    circuit = Circuit()
    circuit.add("lif_current")
    circuit.add("note")
    with pytest.raises(CannotRun, match=re.escape(said)):
        run_circuit(circuit.model, 1.0, record=[recorded])


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
    monkeypatch.setattr(memory_estimate, "free_memory", lambda: 50e6)
    tracemalloc.start()
    with pytest.raises(CannotRun) as refusal:
        planned(circuit)
    _now, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert refusal.value.problem.where == large != small
    assert "GB" in refusal.value.problem.what
    assert peak < 20e6


@pytest.mark.parametrize("recorded", ["lif_current1", "exp_current1"])
def test_recordings_too_large_for_memory_are_refused_before_the_circuit_is_made(
    recorded: str,
) -> None:
    circuit = Circuit()
    cells = circuit.add("lif_current", size=100_000)
    circuit.add("exp_current", on=cells)
    tracemalloc.start()
    with pytest.raises(CannotRun) as refusal:
        run_circuit(circuit.model, 10_000.0, record=[(recorded, "v")])
    _now, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    problem = refusal.value.problem
    assert problem.where == recorded
    assert "the circuit and its recordings would need about 6" in problem.what
    assert problem.remedy == "record less, or run for a shorter time"
    assert peak < 5e6


def test_recording_less_often_takes_less(monkeypatch: pytest.MonkeyPatch) -> None:
    circuit = Circuit()
    cell = circuit.add("lif_current", size=100)
    monkeypatch.setattr(memory_estimate, "free_memory", lambda: 20e6)
    record = [(cell, "v")]
    with pytest.raises(CannotRun, match="recordings"):
        run_circuit(circuit.model, 500.0, record=record)
    assert run_circuit(circuit.model, 500.0, record=record, every_ms=1.0).trace(cell)[1].size


def test_the_estimate_of_a_recording_is_near_what_it_takes() -> None:
    circuit = Circuit()
    cell = circuit.add("lif_current", size=300)
    run_circuit(circuit.model, 1.0)
    estimated = 8 * 300 * memory_estimate.numbers_recorded(12_000, 4000)
    tracemalloc.start()
    run_circuit(circuit.model, 300.0, record=[(cell, "v")])
    _now, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert 0.5 * estimated < peak < 1.1 * estimated


def test_the_estimate_is_near_what_a_large_circuit_takes() -> None:
    circuit = Circuit()
    cells = circuit.add("lif_current", size=20_000)
    synapse = circuit.wire(cells, cells)
    circuit.set(synapse, rule="in_degree", degree=20)
    kinds = {id: circuit.catalog.kinds[e.kind] for id, e in circuit.model.elements.items()}
    sizes = dict.fromkeys(kinds, 1) | {cells: 20_000}
    estimated = sum(memory_estimate.bytes_of(circuit.model, kinds, sizes, id) for id in kinds)
    tracemalloc.start()
    planned(circuit)
    _now, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert 0.3 * estimated < peak < estimated
