"""Mediators, kinases, receptor traffic and drugs come to the levels that their equations say."""

import numpy as np
import pytest
from engine.lab import Circuit, advance, change, listener, mechanism, part, simulation


def injured(**mediators: float) -> Circuit:
    """A nociceptor in injured tissue."""
    circuit = Circuit()
    fibre = circuit.add("nociceptor_c")
    none = {"bradykinin": 0.0, "pge2": 0.0, "ngf": 0.0}
    circuit.add("tissue_damage", on=fibre, severity=1.0, start=0.0, **{**none, **mediators})
    return circuit


def level(circuit: Circuit, id: str, state: str) -> float:
    """A level that has come to rest before the run begins."""
    return float(simulation(circuit).values(id, state)[0])


@pytest.mark.parametrize("bradykinin", [0.0, 30.0, 100.0, 300.0])
def test_bradykinin_activates_protein_kinase_c(bradykinin: float) -> None:
    found = level(injured(bradykinin=bradykinin), "nociceptor_c1", "pkc")
    assert found == pytest.approx(bradykinin / (bradykinin + 30.0), abs=1e-9)


@pytest.mark.parametrize("pge2", [30.0, 100.0, 300.0])
def test_prostaglandin_activates_both_kinases(pge2: float) -> None:
    circuit = injured(pge2=pge2)
    full = pge2 / (pge2 + 100.0)
    assert level(circuit, "nociceptor_c1", "pka") == pytest.approx(full, abs=1e-9)
    assert level(circuit, "nociceptor_c1", "pkc") == pytest.approx(0.6 * full, abs=1e-9)


def test_growth_factor_adds_receptors() -> None:
    assert level(injured(ngf=5.0), "nociceptor_c1", "number") == pytest.approx(1.5, abs=1e-9)


def test_30_micromolar_ibuprofen_leave_a_fifth_of_the_prostaglandin() -> None:
    circuit = injured(pge2=100.0)
    circuit.add("nsaid", on="tissue_damage1", concentration=30.0)
    assert level(circuit, "tissue_damage1", "pge2") == pytest.approx(19.35, rel=0.02)


def test_kinases_come_on_in_a_minute_and_go_off_in_twenty() -> None:
    constants = {"ec50_bradykinin": 30.0, "ec50_pge2": 100.0, "ec50_ngf": 5.0, "tau_number": 1800.0}
    constants |= {"tau_on": 60.0, "tau_off": 1200.0, "dt": 60.0}
    on = mechanism("kinases", bradykinin=30.0, **constants)["pkc"]
    off = mechanism("kinases", pkc_dynamic=on, **constants)["pkc"]
    assert on == pytest.approx(0.5 * (1.0 - np.exp(-1.0)), rel=1e-9)
    assert off == pytest.approx(on * np.exp(-60.0 / 1200.0), rel=1e-9)


def test_the_body_clock_lets_slow_biology_run_faster_than_spikes() -> None:
    circuit = injured(bradykinin=30.0)
    circuit.set("tissue_damage1", severity=0.0)
    circuit.model.apply(circuit.model.with_document({"body_clock": 60.0}))
    running = simulation(circuit)
    circuit.set("tissue_damage1", severity=1.0)
    change(running, circuit)
    advance(running, 500.0)
    found = running.values("tissue_damage1", "bradykinin")[0]
    assert found == pytest.approx(30.0 * (1.0 - np.exp(-30.0 / 60.0)), rel=1e-9)


def test_damage_waits_for_its_start() -> None:
    circuit = injured(bradykinin=30.0)
    circuit.set("tissue_damage1", start=0.05, tau_bk=1.0)
    circuit.model.apply(circuit.model.with_document({"body_clock": 60.0}))
    running = simulation(circuit)
    advance(running, 49.0)
    assert running.values("tissue_damage1", "bradykinin")[0] == 0.0
    advance(running, 100.0)
    assert running.values("tissue_damage1", "bradykinin")[0] == pytest.approx(30.0, rel=0.01)


def central(injury: float, gabapentin: float) -> Circuit:
    """A fibre from injured tissue on a spinal neuron, with gabapentin on the synapse."""
    circuit = Circuit()
    fibre = circuit.add("nociceptor_c")
    cell = circuit.add("wdr_neuron")
    synapse = circuit.wire(fibre, cell)
    tissue = circuit.add("tissue_damage", on=fibre, severity=injury)
    circuit.wire(tissue, synapse)
    circuit.add("gabapentin", on=synapse, concentration=gabapentin)
    return circuit


@pytest.mark.parametrize(
    ("injury", "gabapentin", "occupancy"),
    [(0.0, 0.0, 0.0), (1.0, 0.0, 0.0), (1.0, 6.0, 0.5), (0.0, 60.0, 10 / 11), (1.0, 594.0, 0.99)],
)
def test_gabapentin_takes_away_only_what_the_injury_has_added(
    injury: float, gabapentin: float, occupancy: float
) -> None:
    running = simulation(central(injury, gabapentin))
    left = injury * (1.0 - occupancy)
    assert running.values("nmda1", "number")[0] == pytest.approx(1.0 + 0.8 * left, abs=1e-3)
    assert running.values("synapse1", "release")[0] == pytest.approx(1.0 + 0.25 * left, abs=1e-3)


def test_receptors_follow_a_dose_over_half_a_day() -> None:
    circuit = central(1.0, 0.0)
    circuit.model.apply(circuit.model.with_document({"body_clock": 43_200.0}))
    running = simulation(circuit, dt=0.1)
    circuit.set("gabapentin1", concentration=6.0)
    change(running, circuit)
    advance(running, 1000.0)
    expected = 1.4 + 0.4 * np.exp(-1.0)
    assert running.values("nmda1", "number")[0] == pytest.approx(expected, rel=0.005)


def test_a_spike_of_a_projecting_cell_raises_the_pain_that_then_fades() -> None:
    circuit = listener("projection_neuron", (10.0,))
    circuit.set(part(circuit, "projection_neuron1", "ampa"), weight=60.0)
    circuit.add("pain_readout", on="projection_neuron1", tau=1000.0)
    running = simulation(circuit)
    fired = len(advance(running, 50.0).spikes) - 1
    advance(running, 1000.0)
    rate = running.values("pain_readout1", "rate")[0]
    assert fired >= 1
    assert rate == pytest.approx(fired * np.exp(-1.03), rel=0.03)
    assert running.values("pain_readout1", "pain")[0] == pytest.approx(10 * rate / (rate + 10))
