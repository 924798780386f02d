"""What a figure of a run shows of it."""

import pytest

from circuitlab.api import Circuit
from circuitlab.cli.simulate import watched
from circuitlab.cli.still import traces_of
from circuitlab.engine.run import Run, run_circuit


def run_with(*meters: str) -> Run:
    """Two cells that fire together, at 20 and at 40 ms, and what looks at them."""
    circuit = Circuit()
    cells = circuit.add("lif_current", size=2)
    circuit.add("shock", on=cells, start=20, period=20, count=2, amplitude=10_000, stop=100)
    for meter in meters:
        circuit.add(meter, on=cells)
    return run_circuit(circuit.model, 60.0, record=watched(circuit.model))


def test_a_raster_shows_the_spikes_of_all_cells() -> None:
    (shown,) = traces_of(run_with("raster"))
    assert shown.time_ms.size == 0
    assert shown.spikes_ms == pytest.approx([20.5, 20.5, 40.5, 40.5], abs=0.6)


def test_what_a_voltmeter_draws_has_its_spikes_above_it_and_no_second_row() -> None:
    (shown,) = traces_of(run_with("raster", "voltmeter"))
    assert shown.time_ms.size > 0
    assert shown.spikes_ms == pytest.approx([20.5, 40.5], abs=0.6)
