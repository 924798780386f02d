"""What drugs do to a nociceptor, against the reference runs of the same equations."""

import numpy as np
import pytest
from engine.lab import Circuit, advance, nociceptors, part, simulation, spikes

HOLD_MS = 4000.0


def rate(circuit: Circuit, start: float = 500.0, hold: float = HOLD_MS) -> float:
    """Spikes per second of the first cell from ``start`` ms on, for ``hold`` ms."""
    running = simulation(circuit, fused="wait")
    index, times = spikes(running, advance(running, start + hold), "nociceptor_c1")
    return float(np.sum((index == 0) & (times > start))) / (1e-3 * hold)


def numbed(available: float, temperature: float, **kinases: float) -> float:
    """Rate (Hz) at a temperature under lidocaine that leaves so much of the sodium channels."""
    circuit, cells, _channel = nociceptors(1, **kinases)
    circuit.add("heat", on=cells, temperature=temperature, start=500)
    drug = circuit.add("lidocaine", on=cells)
    half = 1.0 / (0.85 / 440.0 + 0.15 / 10.0)
    circuit.set(drug, concentration=half * (1.0 / available - 1.0))
    running = simulation(circuit)
    assert running.values(drug, "available")[0] == pytest.approx(available)
    return rate(circuit)


@pytest.mark.parametrize(("available", "hertz"), [(1.0, 10.5), (0.7, 5.8), (0.5, 0.2), (0.2, 0.2)])
def test_lidocaine_silences_a_heated_nociceptor(available: float, hertz: float) -> None:
    assert numbed(available, 48.0) == pytest.approx(hertz, rel=0.2, abs=0.06)


@pytest.mark.parametrize(("available", "hertz"), [(1.0, 4.0), (0.7, 0.8), (0.5, 0.2), (0.2, 0.0)])
def test_lidocaine_silences_firing_at_body_temperature_sooner(
    available: float, hertz: float
) -> None:
    assert numbed(available, 37.0, pkc=1.0) == pytest.approx(hertz, rel=0.2, abs=0.06)


def test_lidocaine_prefers_inactivated_channels() -> None:
    circuit, cells, _channel = nociceptors(1)
    drug = circuit.add("lidocaine", on=cells, concentration=100)
    left = []
    for inactivated in (0.0, 0.5, 1.0):
        circuit.set(drug, inactivated=inactivated)
        left.append(simulation(circuit).values(drug, "available")[0])
    assert left == pytest.approx([440 / 540, 1 / (1 + 50 / 440 + 5), 10 / 110], rel=1e-6)


@pytest.mark.parametrize("halves", [1.0, 9.0])
def test_half_of_nav18_is_enough_to_silence_a_nociceptor(halves: float) -> None:
    circuit, cells, _channel = nociceptors(1)
    circuit.add("heat", on=cells, temperature=48, start=500)
    circuit.add("nav18_blocker", on=cells, concentration=0.01 * halves)
    assert rate(circuit) == pytest.approx(0.2, abs=0.06)


@pytest.mark.parametrize(
    ("dose", "hertz"), [(0.0, 0.0), (0.1, 0.3), (0.3, 2.0), (1.0, 18.0), (3.0, 27.7)]
)
def test_capsaicin_burns_without_heat(dose: float, hertz: float) -> None:
    circuit, _cells, channel = nociceptors(1)
    circuit.add("capsaicin", on=channel, concentration=dose)
    assert rate(circuit, 1000.0, 3000.0) == pytest.approx(hertz, rel=0.15, abs=0.35)


@pytest.mark.parametrize("drug", ["gabapentin", "pregabalin"])
def test_a_gabapentinoid_halves_its_effect_on_receptors_in_8_hours(drug: str) -> None:
    circuit = Circuit()
    circuit.add("spike_train")
    circuit.add("wdr_neuron")
    synapse = circuit.wire("spike_train1", "wdr_neuron1")
    tissue = circuit.add("tissue_damage", on=synapse)
    assert tissue in circuit.model.sources(synapse)
    circuit.add(drug, on=synapse, concentration=0.0)
    circuit.model.apply(circuit.model.with_document({"body_clock": 3600.0}))
    running = simulation(circuit, dt=0.1)
    receptor = part(circuit, "wdr_neuron1", "nmda")
    injured = running.values(receptor, "number")[0]
    saturating = running.plan.address[f"{drug}1", "drug", "concentration"]
    running.state[saturating] = 1000.0
    while running.values(receptor, "number")[0] > 0.5 * (injured + 1.0):
        advance(running, 20.0)
    assert injured == pytest.approx(1.8)
    assert running.time / 1000.0 == pytest.approx(8.3, rel=0.05)
