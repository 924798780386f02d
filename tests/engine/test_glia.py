"""Microglia wake over days, take the chloride pump away, and give it back over weeks."""

import numpy as np
import pytest
from engine.lab import Circuit, change, mechanism, simulation

DAY = 86400.0
E_CL = {2: -68.6, 3: -61.8, 5: -53.8, 7: -50.7, 14: -49.1, 20: -62.0, 30: -72.3, 45: -72.8}
"""Chloride potential (mV) by day, injured from day 1 to day 15."""


def woken(blocker: float = 0.0) -> tuple[Circuit, str, str, str]:
    """(circuit, tissue, microglia, GABA receptor of a neuron near them); a second shows a day."""
    circuit = Circuit()
    tissue = circuit.add("tissue_damage", severity=0)
    glia = circuit.add("microglia")
    circuit.wire(tissue, glia)
    cell = circuit.add("projection_neuron")
    circuit.wire(glia, cell)
    receptor = circuit.add("gaba_a", on=cell, e_rev=-72.8)
    circuit.add("p2x4_blocker", on=glia, concentration=blocker)
    circuit.model.apply(circuit.model.with_document({"body_clock": DAY}))
    return circuit, tissue, glia, receptor


def e_cl(days: list[int], blocker: float = 0.0) -> list[float]:
    """Chloride potential (mV) at the ends of these days, injured from day 1 to day 15."""
    circuit, tissue, _glia, receptor = woken(blocker)
    running = simulation(circuit, dt=0.5)
    found = []
    for day in range(max(days)):
        circuit.set(tissue, severity=1.0 if 1 <= day < 15 else 0.0)
        change(running, circuit)
        running.advance(2000)
        found.append(float(running.values(receptor, "e_cl")[0]))
    return [found[day - 1] for day in days]


def test_chloride_climbs_within_a_week_and_recovers_within_a_month() -> None:
    assert e_cl(list(E_CL)) == pytest.approx(list(E_CL.values()), abs=0.5)


def test_a_healthy_cord_keeps_its_chloride_low() -> None:
    circuit, _tissue, _glia, receptor = woken()
    running = simulation(circuit, dt=0.5)
    running.advance(10_000)
    assert running.values(receptor, "e_cl")[0] == pytest.approx(-72.8, abs=1e-9)


def test_a_blocker_from_the_first_day_keeps_the_pump() -> None:
    assert max(e_cl([2, 3, 5, 7, 14], blocker=9.0)) <= -70.0


def test_bdnf_follows_microglia() -> None:
    circuit, tissue, glia, _receptor = woken()
    running = simulation(circuit, dt=0.5)
    circuit.set(tissue, severity=1.0)
    change(running, circuit)
    running.advance(2000)
    assert running.values(glia, "active")[0] == pytest.approx(1 - np.exp(-24 / 48), rel=0.01)
    exact = 1 - (48 * np.exp(-24 / 48) - 12 * np.exp(-24 / 12)) / 36
    assert running.values(glia, "bdnf")[0] == pytest.approx(exact, rel=0.01)


def test_an_old_injury_has_done_its_work_before_the_run() -> None:
    circuit, tissue, glia, receptor = woken()
    circuit.set(tissue, severity=1)
    running = simulation(circuit, dt=0.5)
    assert running.values(glia, "bdnf")[0] == pytest.approx(1.0)
    assert running.values(receptor, "e_cl")[0] == pytest.approx(-49.0, abs=1e-6)


def test_a_jump_over_two_days_ends_where_small_steps_do() -> None:
    given = {"tau_activity": 48 * 3600.0, "tau_bdnf": 12 * 3600.0, "activation": 1.0}
    given |= {"longest": 0.05 * 12 * 3600}
    jumped = mechanism("microglia", dt=2 * DAY, **given)
    states = {"activity": 0.0, "bdnf": 0.0}
    for _step in range(2880):
        states = mechanism("microglia", dt=60.0, **given, **states)
    for name, value in states.items():
        assert jumped[name] == pytest.approx(value, rel=1e-3), name
