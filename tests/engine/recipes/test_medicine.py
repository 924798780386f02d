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


def numbed(dose: float, temperature: float, **kinases: float) -> float:
    """Rate (Hz) at a temperature under lidocaine (µM)."""
    circuit, cells, _channel = nociceptors(1, **kinases)
    circuit.add("heat", on=cells, temperature=temperature, start=500)
    circuit.add("lidocaine", on=cells, concentration=dose)
    return rate(circuit)


def inactivated(channel: str, v: float) -> float:
    """Part of a channel that is inactivated at a held voltage, by its published rates."""
    if channel == "nav17":
        opening = 0.0744 / (1 + np.exp((v + 99.76) / 11.07))
        closing = 2.54 - 2.54 / (1 + np.exp((v + 7.8) / 10.68))
    else:
        opening = 0.011 + 1.39 / (1 + np.exp((v + 78.04) / 11.32))
        closing = 0.56 - 0.56 / (1 + np.exp((v - 21.82) / 20.03))
    return float(closing / (opening + closing))


AFFINITIES = {"nav17": (440.0, 10.0), "nav18": (440.0, 2.9)}
"""µM, at rest and inactivated."""


def left_by_lidocaine(channel: str, v: float, dose: float = 100.0) -> float:
    """What lidocaine leaves of a channel in a cell that its leak holds at a voltage."""
    circuit = Circuit()
    cell = circuit.add("lif_conductance", e_l=v, v_init=v, v_th=v + 40.0, g_l=100)
    docked = circuit.add(channel, on=cell, gbar=0)
    circuit.add("lidocaine", on=docked, concentration=dose)
    running = simulation(circuit)
    advance(running, 1500.0)
    return float(running.values(docked, "left")[0])


@pytest.mark.parametrize("v", [-90.0, -75.0, -63.0, -50.0])
@pytest.mark.parametrize("channel", ["nav17", "nav18"])
def test_lidocaine_blocks_a_channel_by_its_own_inactivation(channel: str, v: float) -> None:
    lost = inactivated(channel, v)
    resting, closed = AFFINITIES[channel]
    taken = 100.0 * ((1.0 - lost) / resting + lost / closed)
    assert left_by_lidocaine(channel, v) == pytest.approx(1.0 / (1.0 + taken), rel=1e-3)


def test_nav18_is_five_times_as_sensitive_at_60_as_at_90_millivolts() -> None:
    """Bräu et al. 2001, Anesthesiology 94:137, tetrodotoxin-resistant current of rats."""
    taken = [1.0 / left_by_lidocaine("nav18", v) - 1.0 for v in (-90.0, -60.0)]
    assert taken[1] / taken[0] == pytest.approx(5.0, rel=0.02)


def test_lidocaine_silences_firing_at_body_temperature_sooner_than_heat() -> None:
    doses = (0.0, 3.0, 10.0, 30.0, 100.0)
    heated = [numbed(dose, 48.0) for dose in doses]
    sensitised = [numbed(dose, 37.0, pkc=1.0) for dose in doses]
    assert heated[0] == pytest.approx(10.4, rel=0.1)
    assert heated == sorted(heated, reverse=True)
    assert sensitised == sorted(sensitised, reverse=True)
    assert heated[-1] <= 0.3
    assert sensitised[-1] == 0.0
    left = [(s / sensitised[0], h / heated[0]) for s, h in zip(sensitised, heated, strict=True)]
    assert all(ectopic <= evoked + 0.05 for ectopic, evoked in left)


@pytest.mark.parametrize(
    ("dose", "hertz"), [(0.0, 0.0), (0.1, 0.3), (0.3, 1.5), (1.0, 18.0), (3.0, 27.7)]
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
