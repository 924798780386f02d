"""What days show does not depend on how long a window is: half and twice the probe, within 2 %."""

from collections.abc import Callable

import numpy as np
import pytest
from engine.lab import Circuit, part

from circuitlab.api import simulate
from circuitlab.engine.stroboscope.averages import near_peak

Run = Callable[[float], list[float]]
"""Given how long a window is (ms), returns what the days end with."""


def struck(
    times: np.ndarray, fibres: int = 8, kind: str = "wdr_neuron"
) -> tuple[Circuit, str, str]:
    """A spinal neuron that hears a volley at each time: circuit, neuron, synapse."""
    circuit = Circuit()
    train = circuit.add("spike_train", times=tuple(times), size=fibres)
    cell = circuit.add(kind)
    synapse = circuit.wire(train, cell)
    circuit.set(synapse, u=0)
    return circuit, cell, synapse


def belief(probe: float) -> list[float]:
    """A volley each 25 ms for 300 ms, then silence for as long as the window is."""
    circuit, cell, _synapse = struck(np.arange(50.0, 350.0, 25.0))
    readout = circuit.add("pain_readout", on=cell, tau=50)
    circuit.add("expectation", on=readout, expected=2.5, weight=0.4, learning=0.05)
    run = simulate(circuit, days=28, probe=probe, every="7 d", dt=0.1, record=[])
    return [float(run.values(readout, "expected")[-1])]


def movement(probe: float) -> list[float]:
    circuit = Circuit()
    plan = circuit.add("movement", load=2.0, every=4)
    run = simulate(circuit, days=28, probe=probe, every="1 d", dt=1.0)
    return [float(run.values(plan, name)[-1]) for name in ("sensitisation", "capacity", "fear")]


def microglia(probe: float) -> list[float]:
    circuit = Circuit()
    damage, glia = circuit.add("tissue_damage", nerve=1, start=0.001), circuit.add("microglia")
    circuit.wire(damage, glia)
    run = simulate(circuit, days=5, probe=probe, every="12 h", dt=1.0)
    return [float(value) for value in run.values(glia, "e_cl")[1:]]


def pregabalin(probe: float) -> list[float]:
    circuit, cell, synapse = struck(np.array([10.0]))
    circuit.wire(circuit.add("tissue_damage"), synapse)
    circuit.add("pregabalin", on=synapse, dose=150, dose_every=12, dose_count=9, dose_start=12)
    run = simulate(circuit, days=3, probe=probe, every="12 h", dt=0.1, record=[])
    pore = part(circuit, cell, "nmda")
    found = [run.values(pore, "number"), run.values(synapse, "release")]
    return [float(value) for value in np.concatenate(found)]


def ketamine(probe: float) -> list[float]:
    """Four volleys a second, in whole periods, to a cell that does not wind up."""
    volleys = np.arange(1.0, 5000.0, 250.0)
    circuit, cell, _synapse = struck(volleys, fibres=3, kind="projection_neuron")
    circuit.set(part(circuit, cell, "ampa"), weight=3)
    pore = part(circuit, cell, "nmda")
    circuit.add("ketamine", on=pore, equilibrated=False, infusion=20)
    run = simulate(circuit, days=1, probe=probe, every="12 h", dt=0.1, record=[])
    return [float(value) for value in run.values(pore, "drugged")[1:]]


@pytest.mark.parametrize(
    ("run", "probe"),
    [(belief, 1000), (movement, 200), (microglia, 100), (pregabalin, 100), (ketamine, 2000)],
    ids=lambda given: getattr(given, "__name__", ""),
)
def test_half_and_twice_the_probe_end_within_two_percent(run: Run, probe: float) -> None:
    usual = run(probe)
    assert all(np.isfinite(usual))
    for length in (probe / 2, 2 * probe):
        assert run(length) == pytest.approx(usual, rel=0.02)


def test_a_belief_learns_from_pain_as_it_is_felt_and_not_from_pauses() -> None:
    (learnt,) = belief(1000.0)
    assert learnt > 4.0
    felt = np.concatenate([np.full(100, 6.0), 6.0 * np.exp(-np.arange(500) / 50.0)])
    plateau = near_peak(np.stack([felt, np.zeros(600)], axis=1))
    paused = near_peak(np.append(felt, np.zeros(5000))[:, np.newaxis])
    assert plateau[0] == pytest.approx(6.0, rel=0.01)
    assert paused[0] == pytest.approx(plateau[0])
    assert plateau[1] == 0.0
