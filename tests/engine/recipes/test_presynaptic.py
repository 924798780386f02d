"""Interneurons that end on endings: what they leave of a synapse's release."""

from __future__ import annotations

import numpy as np
import pytest

from circuitlab.api import Circuit, simulate


def held(
    *, spikes: int = 1, wired: bool = True, size: int = 1, **hold: float
) -> tuple[Circuit, str]:
    """A fibre's synapse, and an interneuron that fires so many times from 50 ms on."""
    c = Circuit()
    fibre, cell = c.add("nociceptor_c"), c.add("projection_neuron")
    synapse = c.wire(fibre, cell)
    c.set(synapse, u=0, **hold)
    brake = c.add("adex_interneuron", size=size)
    c.add("shock", on=brake, start=50, period=10, count=spikes, amplitude=2000, width=1)
    if wired:
        c.wire(brake, synapse)
    return c, synapse


def release(c: Circuit, synapse: str, until: float = 300.0) -> tuple[np.ndarray, np.ndarray]:
    return simulate(c, until, record=[(synapse, "release")]).trace(synapse, "release")


def test_a_spike_on_the_ending_holds_its_release_back_and_lets_go() -> None:
    c, synapse = held(hold_a=0.4, tau_hold_a=80, hold_b=0.05, tau_hold_b=300)
    t, left = release(c, synapse)
    assert left[t < 49.0].min() == 1.0
    least = int(np.argmin(left))
    assert 50.0 < t[least] < 55.0
    assert left[least] == pytest.approx(1.0 / 1.45, rel=0.02)
    after = t[-1] - t[least]
    still = 0.4 * np.exp(-after / 80.0) + 0.05 * np.exp(-after / 300.0)
    assert left[-1] == pytest.approx(1.0 / (1.0 + still), rel=5e-3)


def test_spikes_add_up_and_so_do_cells() -> None:
    deepest = []
    for spikes, size in ((1, 1), (4, 1), (1, 4)):
        c, synapse = held(spikes=spikes, size=size)
        deepest.append(release(c, synapse)[1].min())
    assert deepest[1] < deepest[0] - 0.15
    assert deepest[2] == pytest.approx(1.0 / (1.0 + 4 * 0.45), rel=0.03)


def test_an_interneuron_that_ends_elsewhere_leaves_the_release_alone() -> None:
    c, synapse = held(wired=False)
    assert release(c, synapse)[1].min() == 1.0


def test_a_muted_interneuron_holds_nothing() -> None:
    c, synapse = held()
    c.mute("adex_interneuron1")
    assert release(c, synapse)[1].min() == 1.0


def test_held_endings_excite_the_next_cell_less() -> None:
    def fired(wired: bool) -> int:
        c = Circuit()
        fibres = c.add("adex_nociceptor")
        cell = c.add("projection_neuron")
        synapse = c.wire(fibres, cell)
        c.add("shock", on=fibres, start=200, period=200, count=6, amplitude=2000, width=1)
        brake = c.add("inhibitory_interneuron", i_e=30)
        if wired:
            c.wire(brake, synapse)
        return len(simulate(c, "1500 ms").spikes(cell))

    assert fired(wired=True) < 0.5 * fired(wired=False)


def test_what_opposes_release_adds_up() -> None:
    c, synapse = held(hold_a=1.0, hold_b=0.0)
    drug = c.add("opioid", concentration=0.1)
    c.wire(drug, synapse)
    t, left = release(c, synapse)
    alone = left[t < 49.0][-1]
    assert left.min() == pytest.approx(1.0 / (1.0 / alone + 1.0), rel=0.02)
