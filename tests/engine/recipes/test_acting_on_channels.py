"""Stimuli, drugs and treatments reach the channels that are docked on a neuron."""

import numpy as np
import pytest
from engine.lab import Circuit, advance, nociceptors, part, simulation, spikes


def rate(circuit: Circuit, id: str, start: float, stop: float) -> float:
    """Spikes per second of the first cell between two moments (ms)."""
    running = simulation(circuit, fused="wait")
    index, times = spikes(running, advance(running, stop), id)
    return float(np.sum((index == 0) & (times > start))) / (1e-3 * (stop - start))


def pressed(force: float) -> float:
    circuit, cells, _channel = nociceptors(1)
    circuit.add("mechanical", on=cells)
    circuit.add("force", on=cells, force=force, start=1000)
    return rate(circuit, cells, 1000.0, 3000.0)


@pytest.mark.parametrize(("force", "hertz"), [(20, 0.0), (100, 2.5), (200, 5.0), (300, 5.5)])
def test_a_nociceptor_answers_a_pinch(force: float, hertz: float) -> None:
    assert pressed(force) == pytest.approx(hertz, abs=0.51)


def test_a_touch_fibre_answers_a_feather() -> None:
    circuit = Circuit()
    fibre = circuit.add("touch_fibre")
    circuit.add("force", on=fibre, force=5, start=100)
    assert rate(circuit, fibre, 100.0, 200.0) > 0.0


def test_wasabi_burns() -> None:
    circuit, cells, _channel = nociceptors(1)
    circuit.add("trpa1", on=cells)
    circuit.add("wasabi", on=cells, concentration=30, start=1000)
    assert rate(circuit, cells, 10_000.0, 20_000.0) == pytest.approx(5.1, rel=0.15)


@pytest.mark.parametrize(("load", "fires"), [(0.8, False), (1.0, False), (5.0, True)])
def test_movement_within_the_limit_does_not_hurt(load: float, fires: bool) -> None:
    circuit, cells, _channel = nociceptors(1)
    circuit.add("mechanical", on=cells)
    circuit.add("movement", on=cells, load=load)
    assert (rate(circuit, cells, 0.0, 4000.0) >= 0.5) is fires


def girk(kind: str, **given: object) -> float:
    """Potassium conductance (nS) that something opens on a projection neuron."""
    circuit = Circuit()
    cell = circuit.add("projection_neuron")
    channel = circuit.add("girk", on=cell)
    circuit.add(kind, on=cell, **given)
    running = simulation(circuit)
    advance(running, 5.0)
    return float(running.values(channel, "g")[0])


@pytest.mark.parametrize(("dose", "siemens"), [(0.0, 0.0), (0.05, 0.2), (0.15, 0.3)])
def test_an_opioid_opens_girk(dose: float, siemens: float) -> None:
    assert girk("opioid", concentration=dose) == pytest.approx(siemens, rel=1e-3)


@pytest.mark.parametrize(("drive", "siemens"), [(-1.0, 0.0), (0.5, 0.1), (1.0, 0.2)])
def test_descending_pathways_open_girk(drive: float, siemens: float) -> None:
    assert girk("descending_drive", drive=drive) == pytest.approx(siemens, rel=1e-3)


def test_a_docked_nav18_is_blocked_by_its_own_blocker() -> None:
    circuit = Circuit()
    channel = circuit.add("nav18", on=circuit.add("projection_neuron"))
    circuit.add("nav18_blocker", on=channel, concentration=4e-4)
    running = simulation(circuit)
    advance(running, 5.0)
    gain = running.state[running.plan.address[channel, "nav18", "nav18_gain"]]
    assert gain == pytest.approx([-0.5])


def heated() -> tuple[Circuit, str, str]:
    """(circuit, projection neuron, its synapse) whose fibres are held at 48 °C from 2 to 5 s."""
    circuit = Circuit()
    fibres = circuit.add("nociceptor_c", size=20, noise=3)
    cell = circuit.add("projection_neuron")
    synapse = circuit.wire(fibres, cell)
    circuit.set(synapse, delay=100, u=0.4, tau_rec=400)
    for kind, weight in (("ampa", 0.35), ("nmda", 0.15), ("nk1", 0.0005)):
        circuit.set(part(circuit, cell, kind), weight=weight)
    circuit.add("girk", on=cell)
    circuit.add("heat", on=fibres, temperature=48, start=2000, stop=5000)
    return circuit, cell, synapse


@pytest.mark.slow
@pytest.mark.parametrize(("dose", "hertz"), [(0.0, 12.4), (0.05, 3.2)])
def test_an_opioid_quiets_a_projection_neuron(dose: float, hertz: float) -> None:
    """Expected is the mean of eight seeds."""
    circuit, cell, synapse = heated()
    circuit.wire(circuit.add("opioid", on=synapse, concentration=dose), cell)
    assert rate(circuit, cell, 2100.0, 5100.0) == pytest.approx(hertz, rel=0.2)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("drive", "e_cl", "hertz"),
    [(-1.0, -70, 16.3), (-0.5, -70, 14.7), (0.0, -70, 12.7), (0.5, -70, 8.3), (0.5, -50, 11.0)],
)
def test_the_brain_turns_pain_up_and_down_in_the_cord(
    drive: float, e_cl: float, hertz: float
) -> None:
    circuit, cell, synapse = heated()
    circuit.add("tonic_chloride", on=cell, e_rev=e_cl)
    circuit.wire(circuit.add("descending_drive", on=synapse, drive=drive), cell)
    assert rate(circuit, cell, 2100.0, 5100.0) == pytest.approx(hertz, rel=0.15)


def test_the_tonic_brake_follows_drive_and_chloride() -> None:
    circuit = Circuit()
    cell = circuit.add("projection_neuron")
    channel = circuit.add("tonic_chloride", on=cell, e_rev=-72.8)
    circuit.add("descending_drive", on=cell, drive=1)
    glia = circuit.add("microglia", on=cell)
    circuit.add("tissue_damage", nerve=1, on=glia)
    running = simulation(circuit)
    advance(running, 5.0)
    assert running.values(channel, "g")[0] == pytest.approx(0.35)
    assert running.values(channel, "e_cl")[0] == pytest.approx(-49.0)
