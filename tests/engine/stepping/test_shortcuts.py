"""A step by a shortcut is the step that it is short for, whichever cells share a block."""

import numpy as np
import pytest
from engine.lab import advance, simulation

from circuitlab.api import Circuit
from circuitlab.engine.mechanisms import MECHANISMS
from circuitlab.engine.mechanisms.gating import GRADUAL, gradual_step
from circuitlab.engine.mechanisms.mechanism import Mechanism

SHORT = [made for made in MECHANISMS.values() if made.shortcut]
DT, C_M = 0.1, 20.0
LEAKS = np.geomspace(0.5, 1000.0, 21)[np.random.default_rng(3).permutation(21)]
"""Conductances (nS) of cells side by side, of which some stand far beyond the limit."""


def leaky(size: int = 21, **cells: object) -> Circuit:
    circuit, leaks = Circuit(), LEAKS[:size]
    circuit.add("lif_conductance", size=size, c_m=C_M, g_l=leaks, v_init=-75.0, v_th=90.0, **cells)
    return circuit


def test_a_gradual_step_is_that_of_the_exponential_whatever_the_unit_of_time() -> None:
    middle = np.random.default_rng(2).uniform(0.0, GRADUAL, 300)
    for z in (0.0, 1e-300, 1e-12, *middle, GRADUAL):
        for dt in (DT, 5e-4, 7.0):
            expected = -np.expm1(-z) / z * dt if z else dt
            assert gradual_step(z / dt, dt) == pytest.approx(expected, rel=5e-15)


def test_only_what_keeps_no_state_has_a_shortcut() -> None:
    assert SHORT
    assert not any(made.states for made in SHORT)


@pytest.mark.parametrize("made", SHORT, ids=lambda made: made.name)
def test_a_shortcut_gives_the_bits_of_the_way_itself(made: Mechanism) -> None:
    rng, held = np.random.default_rng(1), 0
    for g in np.append(rng.uniform(-100.0, 2500.0, 400), [0.0, 1000.0, np.nan]):
        at = (rng.uniform(-90, -40), g, rng.uniform(-9e4, 0), 3.0, rng.uniform(0, 200), 5e-4)
        assert made.shortcut is not None
        if made.shortcut.holds(*at):
            held += 1
            assert made.shortcut.way(*at) == made.function(*at)
    assert 100 < held < 250


def test_cells_on_both_sides_of_the_limit_follow_their_exponential() -> None:
    limit = GRADUAL * C_M / DT
    assert all(0 < np.sum(each < limit) < len(each) for each in (LEAKS[:8], LEAKS[8:16]))
    running = simulation(leaky(i_e=40.0), dt=DT, fused="wait")
    advance(running, 3.0)
    steady = -60.0 + 40.0 / LEAKS
    expected = steady + (-75.0 - steady) * np.exp(-LEAKS * 3.0 / C_M)
    assert running.values("lif_conductance1", "v") == pytest.approx(expected, rel=1e-11)


@pytest.mark.parametrize("size", [3, 21])
def test_loops_by_mechanism_take_the_same_steps(size: int) -> None:
    """While conductances that fade carry cells over the limit one by one."""
    found = []
    for fused in ("wait", "never"):
        circuit = leaky(size, i_e=np.linspace(1e4, 3e3, size))
        circuit.set("lif_conductance1", v_th=-50.0, t_ref=0.3)
        receptor = circuit.add("exp_conductance", on="lif_conductance1")
        circuit.set(receptor, g_init=np.linspace(900.0, 90.0, size), tau_syn=4.0)
        running = simulation(circuit, dt=DT, fused=fused)
        chunk = advance(running, 25.0)
        found.append((running.values("lif_conductance1", "v"), chunk.spikes))
    assert np.array_equal(found[0][0], found[1][0])
    assert np.array_equal(found[0][1], found[1][1])
    assert len(found[0][1]) > 20
