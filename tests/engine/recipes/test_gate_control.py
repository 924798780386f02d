"""Spinal cord stimulation closes the gate for pain at 50 Hz, not at 1 Hz, nor without chloride."""

from collections.abc import Iterator
from dataclasses import replace

import numpy as np
import pytest
from engine import lab
from engine.lab import Circuit, advance, simulation, spikes

from circuitlab.catalog.load import default_catalog
from circuitlab.catalog.spec import Catalog

WEIGHTS = {"ampa": 0.35, "nmda": 0.35, "nk1": 0.0007}
"""Of a C fibre, nS."""


@pytest.fixture
def catalog(monkeypatch: pytest.MonkeyPatch) -> Catalog:
    """The program's catalog, in which random spikes release substance P as C fibres do."""
    kinds = dict(default_catalog().kinds)
    kinds["poisson"] = replace(kinds["poisson"], transmitters=("glutamate", "substance_p"))
    made = Catalog(kinds, default_catalog().citations)
    monkeypatch.setattr(lab, "default_catalog", lambda: made)
    return made


def wired(circuit: Circuit, source: str, target: str, delay: float, **weights: float) -> None:
    """A synapse with these receptors; what is not named is silent."""
    synapse = circuit.wire(source, target)
    circuit.set(synapse, u=0, delay=delay)
    for receptor in circuit.model.targets(synapse):
        kind = circuit.model.elements[receptor].kind
        circuit.set(receptor, weight=weights.get(kind, 0.0))


def horn(catalog: Catalog, frequency: float, e_cl: float, **pulses: float) -> Circuit:
    """Nociceptors on a deep cell, and stimulated touch fibres whose interneuron inhibits it."""
    circuit = Circuit(catalog=catalog)
    pain, sharp = circuit.add("poisson", rate=2.6, size=30), circuit.add("poisson", rate=4, size=15)
    cell, brake = circuit.add("wdr_neuron"), circuit.add("inhibitory_interneuron")
    touch = circuit.add("touch_fibre", size=15)
    wired(circuit, pain, cell, 0.05, **WEIGHTS)
    wired(circuit, sharp, cell, 0.05, ampa=0.4)
    wired(circuit, touch, brake, 1.0, ampa=0.9)
    wired(circuit, brake, cell, 1.5, gaba_a=3.0, glycine=2.0)
    for receptor in ("gaba_a1", "glycine1"):
        circuit.set(receptor, e_rev=e_cl)
    circuit.add("spinal_cord_stimulator", on=touch, frequency=frequency, start=2000, **pulses)
    return circuit


def fired(
    catalog: Catalog, frequency: float, e_cl: float = -70.0, **pulses: float
) -> Iterator[list[np.ndarray]]:
    """Spike times (ms) of the deep cell and the interneuron in 8 s, for three seeds."""
    for seed in (1, 2, 3):
        circuit = horn(catalog, frequency, e_cl, **pulses)
        running = simulation(circuit, seed=seed, dt=0.05, fused="wait")
        chunk = advance(running, 8000.0)
        cells = ("wdr_neuron1", "inhibitory_interneuron1")
        yield [spikes(running, chunk, id)[1] for id in cells]


def rates(catalog: Catalog, frequency: float, e_cl: float = -70.0) -> tuple[float, float]:
    """(Hz of the deep cell, of the interneuron) from 3 to 8 s, mean of three seeds."""
    found = [
        [np.sum(each > 3000.0) / 5.0 for each in times] for times in fired(catalog, frequency, e_cl)
    ]
    deep, brake = np.mean(found, axis=0)
    return float(deep), float(brake)


@pytest.mark.slow
def test_fifty_pulses_a_second_close_the_gate_and_one_does_not(catalog: Catalog) -> None:
    off, once, closed = (rates(catalog, frequency)[0] for frequency in (0, 1, 50))
    assert off == pytest.approx(23.2, rel=0.1)
    assert abs(once / off - 1.0) <= 0.05
    assert -0.60 <= closed / off - 1.0 <= -0.30


@pytest.mark.slow
@pytest.mark.parametrize("frequency", [1000, 10_000])
def test_pulses_that_axons_cannot_follow_leave_the_gate_open(
    catalog: Catalog, frequency: float
) -> None:
    """Wind-up at 1 kHz was unchanged: Shechter et al. 2013."""
    off, on = (rates(catalog, f)[0] for f in (0, frequency))
    assert abs(on / off - 1.0) <= 0.1


@pytest.mark.slow
def test_one_strong_pulse_silences_the_deep_cell_for_tens_of_milliseconds(catalog: Catalog) -> None:
    """All axons at once: 50 ms of silence, with the same weights."""
    since = np.concatenate(
        [(deep[deep > 3000.0]) % 1000.0 for deep, _brake in fired(catalog, 1, recruited=1)]
    )
    assert not np.any((since > 8.0) & (since < 45.0))
    assert len(since) > 200


@pytest.mark.slow
def test_the_gate_does_not_close_once_chloride_has_risen(catalog: Catalog) -> None:
    deep, brake = rates(catalog, 50, e_cl=-50.0)
    assert deep == pytest.approx(24.5, rel=0.1)
    assert brake == pytest.approx(26, rel=0.15)
