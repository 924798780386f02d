"""A spike takes path length over conduction velocity, said once for drawing, search and engine."""

import numpy as np
import pytest

from circuitlab.api import Circuit
from circuitlab.catalog.load import default_catalog
from circuitlab.engine.plan.compiler import compile_circuit
from circuitlab.model.conduction import conduction_between, conduction_ms, mean_value

CATALOG = default_catalog()


@pytest.mark.parametrize(
    ("path", "velocity", "wanted"), [(100.0, 0.8, 125.0), (None, 1.0, 0.0), (5.0, 0.0, 0.0)]
)
def test_conduction_is_length_over_velocity(
    path: float | None, velocity: float, wanted: float
) -> None:
    assert conduction_ms(path, velocity) == wanted


@pytest.mark.parametrize(("kind", "wanted"), [("nociceptor_c", 100.0), ("spike_train", 0.0)])
def test_what_is_drawn_takes_as_long_as_what_is_run(kind: str, wanted: float) -> None:
    circuit = Circuit()
    source, cell = circuit.add(kind), circuit.add("projection_neuron")
    synapse = circuit.wire(source, cell)
    circuit.set(synapse, path_length=80.0, delay=1.0)
    shown = conduction_between(circuit.model, CATALOG, source, synapse)
    plan = compile_circuit(circuit.model, CATALOG)
    run = plan.terminals.delay[plan.terminals_of[synapse]] * plan.settings.dt - 1.0
    assert shown == pytest.approx(wanted)
    assert np.allclose(run, shown)


def test_what_differs_between_cells_is_its_mean() -> None:
    circuit = Circuit()
    cells = circuit.add("nociceptor_c", size=2)
    circuit.set(cells, conduction_velocity=np.array([0.5, 1.5]))
    assert mean_value(circuit.model, CATALOG, cells, "conduction_velocity") == 1.0
    assert mean_value(circuit.model, CATALOG, cells, "no_such") is None
