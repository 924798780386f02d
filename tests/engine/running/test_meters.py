"""What meters record of a run, however it is cut into chunks."""

import numpy as np
import pytest
from engine.lab import simulation

from circuitlab.api import Circuit
from circuitlab.catalog.load import default_catalog
from circuitlab.engine.running.meters import Metering

STEPS = 4000


def read_out() -> tuple[Circuit, str, str]:
    circuit = Circuit()
    fibres = circuit.add("nociceptor_c", size=4)
    circuit.add("heat", on=fibres, temperature=50)
    return circuit, fibres, circuit.add("pain_readout", on=fibres)


def recorded(cuts: tuple[int, ...]) -> tuple[dict[tuple[str, str], tuple], str]:
    circuit, _fibres, meter = read_out()
    running = simulation(circuit)
    metering = Metering(circuit.model, running, default_catalog())
    parts = []
    for steps in cuts:
        chunk = running.advance(steps)
        parts.append(metering.of(chunk, running, running.view()))
    keys = parts[0]
    return {
        key: tuple(np.concatenate([part[key][k] for part in parts]) for k in (0, 1)) for key in keys
    }, meter


def test_a_reading_is_kept_at_the_same_steps_however_a_run_is_cut() -> None:
    whole, meter = recorded((STEPS,))
    cut, _meter = recorded((1, 8, 13, 478, 1500, STEPS - 2000))
    times, values = whole[meter, "pain"]
    assert np.diff(times) == pytest.approx(0.25)
    assert values[-1] > values[0]
    for one, other in zip(whole[meter, "pain"], cut[meter, "pain"], strict=True):
        np.testing.assert_array_equal(one, other)


def test_a_reading_kept_is_that_of_its_step() -> None:
    circuit, _fibres, meter = read_out()
    running = simulation(circuit)
    metering = Metering(circuit.model, running, default_catalog())
    chunk = running.advance(STEPS)
    times, values = metering.of(chunk, running, running.view())[meter, "pain"]
    assert times[-1] == pytest.approx(running.time)
    assert values[-1] == pytest.approx(running.values(meter, "pain")[0])


def test_a_muted_meter_reads_nothing() -> None:
    circuit, _fibres, meter = read_out()
    circuit.mute(meter)
    running = simulation(circuit)
    metering = Metering(circuit.model, running, default_catalog())
    assert (meter, "pain") not in metering.of(running.advance(40), running, running.view())
