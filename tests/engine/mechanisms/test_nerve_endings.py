"""Fibres that force, cold and chemicals make fire: rates, thresholds and latencies."""

import numpy as np
import pytest
from each_case import each_case
from engine.lab import advance, change, simulation, spikes

from circuitlab.api import Circuit
from circuitlab.catalog.load import default_catalog

SETTLED_MS = 1000.0


def stimulated(
    channel: str, start: dict[str, float], then: dict[str, float], lasting: float, **cell: float
) -> np.ndarray:
    """Spike times (ms) after a nociceptor's channel has gone from one stimulus to another."""
    circuit = Circuit()
    fibre = circuit.add("nociceptor_c", **cell)
    if channel == "trpm8":
        circuit.remove(*circuit.model.parts(fibre))
    id = circuit.add(channel, on=fibre, **start)
    running = simulation(circuit, fused="wait")
    advance(running, SETTLED_MS)
    circuit.set(id, **then)
    change(running, circuit)
    _index, times = spikes(running, advance(running, lasting), fibre)
    return times - SETTLED_MS


def pressed(force: float, **cell: float) -> float:
    """Rate (Hz) in two seconds of pressure (mN)."""
    return len(stimulated("mechanical", {}, {"force": force}, 2000.0, **cell)) / 2.0


def test_a_nociceptor_answers_a_pinch_and_no_touch() -> None:
    assert [pressed(force) for force in (1.0, 5.0, 10.0)] == [0.0, 0.0, 0.0]
    assert pressed(30.0) == pytest.approx(0.5)


def test_harder_pressure_makes_it_fire_faster() -> None:
    rates = [pressed(force) for force in (100.0, 200.0, 300.0)]
    assert rates == pytest.approx([2.5, 5.0, 5.5], abs=0.5)


def test_protein_kinase_a_lowers_the_force_that_hurts() -> None:
    assert pressed(10.0, pka=1.0) == 0.0
    assert pressed(20.0, pka=1.0) > 0.0


@pytest.fixture(scope="module")
def burning() -> dict[float, np.ndarray]:
    """Spike times of 20 s of mustard oil (µM)."""
    return {
        dose: stimulated("trpa1", {}, {"aitc": dose}, 20_000.0) for dose in (3.0, 10.0, 30.0, 100.0)
    }


def test_mustard_oil_burns_by_its_dose(burning: dict[float, np.ndarray]) -> None:
    late = [np.sum((t >= 9000.0) & (t < 19_000.0)) / 10.0 for t in burning.values()]
    assert late == pytest.approx([0.0, 0.9, 5.1, 8.9], rel=0.15)


def test_mustard_oil_takes_seconds_to_burn(burning: dict[float, np.ndarray]) -> None:
    assert burning[30.0][0] == pytest.approx(2476.0, rel=0.05)


def test_it_still_burns_a_minute_after_it_is_washed_off() -> None:
    circuit = Circuit()
    fibre = circuit.add("nociceptor_c")
    channel = circuit.add("trpa1", on=fibre, aitc=100.0)
    running = simulation(circuit, fused="wait")
    advance(running, 20_000.0)
    circuit.set(channel, aitc=0.0)
    change(running, circuit)
    _index, times = spikes(running, advance(running, 100_000.0), fibre)
    assert times[-1] - 20_000.0 == pytest.approx(77_000.0, abs=10_000.0)


def test_cold_makes_cold_fibres_fire() -> None:
    rates = [cooled(celsius) for celsius in (24.0, 18.0, 16.0, 12.0)]
    assert rates == pytest.approx([0.0, 0.33, 1.28, 5.57], rel=0.2, abs=0.2)


def cooled(celsius: float) -> float:
    """Mean rate (Hz) of 20 cold fibres in three seconds of cold."""
    times = stimulated("trpm8", {}, {"temperature": celsius}, 3000.0, size=20, noise=3.0)
    return len(times) / 3.0 / 20.0


@pytest.mark.parametrize("force", [0.5, 1.0, 2.0, 5.0, 10.0, 100.0, 1000.0])
def test_a_touch_fibre_answers_the_coming_of_a_touch_and_not_its_staying(force: float) -> None:
    circuit = Circuit()
    fibre = circuit.add("touch_fibre")
    circuit.add("force", on=fibre, force=force, start=100, stop=2100)
    running = simulation(circuit)
    _index, times = spikes(running, advance(running, 2500.0), fibre)
    assert len(times) <= 2
    assert len(times) >= (1 if force >= 5.0 else 0)
    assert all(100.0 <= t < 115.0 for t in times)


def test_a_touch_fibre_answers_every_touch_of_a_vibration() -> None:
    circuit = Circuit()
    fibre = circuit.add("touch_fibre")
    circuit.add("force", on=fibre, force=5, start=100, stop=125, period=50)
    running = simulation(circuit)
    _index, times = spikes(running, advance(running, 1099.0), fibre)
    answered = np.bincount(((times - 100.0) // 50.0).astype(int), minlength=20)
    assert len(set(answered.tolist())) == 1
    assert answered[0] in (1, 2)


def test_capsaicin_makes_it_burn_by_its_dose() -> None:
    rates = [len(stimulated_by_capsaicin(dose)) / 3.0 for dose in (0.1, 0.3, 1.0, 3.0)]
    assert rates == pytest.approx([0.3, 2.0, 18.0, 27.7], rel=0.15)


def stimulated_by_capsaicin(dose: float) -> np.ndarray:
    circuit = Circuit()
    fibre = circuit.add("nociceptor_c")
    (channel,) = circuit.model.parts(fibre)
    running = simulation(circuit, fused="wait")
    advance(running, SETTLED_MS)
    running.state[running.plan.address[channel, "trpv1", "capsaicin"]] = dose
    _index, times = spikes(running, advance(running, 3000.0), fibre)
    return times


HOSTS = [kind.name for kind in default_catalog().kinds.values() if "leak" in kind.docks]
SENSED = [
    ("trpv1", "heat", {"temperature": 47}, "temperature", 32.0, 47.0),
    ("trpm8", "cold", {"temperature": 5}, "temperature", 32.0, 5.0),
    ("trpa1", "wasabi", {"concentration": 100, "tau": 1}, "aitc", 0.0, 100.0),
    ("mechanical", "force", {"force": 300}, "force", 0.0, 300.0),
]


@each_case("host", HOSTS)
@each_case("sense", SENSED, ids=lambda sense: sense[0])
def test_a_sensory_channel_feels_its_stimulus_in_any_neuron_with_conductances(
    host: str, sense: tuple[str, str, dict[str, float], str, float, float]
) -> None:
    channel, stimulus, strength, felt, before, during = sense
    circuit = Circuit()
    cell = circuit.add(host)
    circuit.remove(*circuit.model.parts(cell))
    id = circuit.add(channel, on=cell)
    circuit.add(stimulus, on=cell, start=20, **strength)
    running = simulation(circuit)
    advance(running, 19.0)
    assert running.values(id, felt)[0] == pytest.approx(before)
    shut = running.values(id, "open")[0]
    advance(running, 21.0)
    assert running.values(id, felt)[0] == pytest.approx(during)
    assert running.values(id, "open")[0] > shut
