"""Microglia wake over days, take the chloride pump away, and give it back over weeks."""

import numpy as np
import pytest
from engine.lab import Circuit, change, mechanism, part, simulation

DAY = 86400.0
E_CL = {2: -68.6, 3: -61.8, 5: -53.8, 7: -50.7, 14: -49.1, 20: -62.0, 30: -72.3, 45: -72.8}
"""Chloride potential (mV) by day, injured from day 1 to day 15."""


def woken(blocker: float = 0.0) -> tuple[Circuit, str, str]:
    """(circuit, tissue, microglia); a second shows a day."""
    circuit = Circuit()
    tissue = circuit.add("tissue_damage", severity=0, nerve=1)
    glia = circuit.add("microglia")
    circuit.wire(tissue, glia)
    circuit.add("p2x4_blocker", on=glia, concentration=blocker)
    circuit.model.apply(circuit.model.with_document({"body_clock": DAY}))
    return circuit, tissue, glia


def e_cl(days: list[int], blocker: float = 0.0, state: str = "e_cl") -> list[float]:
    """A state of microglia at the ends of these days, injured from day 1 to day 15."""
    circuit, tissue, glia = woken(blocker)
    running = simulation(circuit, dt=1.0)
    found = []
    for day in range(max(days)):
        circuit.set(tissue, severity=1.0 if 1 <= day < 15 else 0.0)
        change(running, circuit)
        running.advance(1000)
        found.append(float(running.values(glia, state)[0]))
    return [found[day - 1] for day in days]


def test_chloride_climbs_within_a_week_and_recovers_within_a_month() -> None:
    assert e_cl(list(E_CL)) == pytest.approx(list(E_CL.values()), abs=0.5)


def test_its_receptors_follow_the_chloride_of_a_neuron_among_microglia() -> None:
    circuit, tissue, glia = woken()
    cell = circuit.add("projection_neuron")
    receptors = [circuit.add(kind, on=cell, e_rev=-72.8) for kind in ("gaba_a", "glycine")]
    circuit.wire(glia, cell)
    circuit.set(tissue, severity=1)
    running = simulation(circuit)
    for receptor in receptors:
        assert running.values(receptor, "e_cl")[0] == pytest.approx(-49.0, abs=1e-6)


def test_what_is_dragged_together_ends_at_the_potential_that_microglia_show() -> None:
    circuit, tissue, glia = woken()
    relay, cell = circuit.add("inhibitory_interneuron"), circuit.add("excitatory_interneuron")
    circuit.wire(relay, cell)
    circuit.wire(glia, cell)
    receptors = [part(circuit, cell, kind) for kind in ("gaba_a", "glycine")]
    receptors.append(circuit.add("tonic_chloride", on=cell))
    for severity in (0.0, 1.0):
        circuit.set(tissue, severity=severity)
        running = simulation(circuit)
        shown = running.values(glia, "e_cl")[0]
        assert [running.values(id, "e_cl")[0] for id in receptors] == pytest.approx([shown] * 3)


def opioid_days(days: int, blocker: float = 0.0, dose: float = 50.0) -> float:
    """Chloride potential (mV) after so many days of an opioid, in a healthy cord."""
    circuit, _tissue, glia = woken(blocker)
    drug = circuit.add("opioid", on=glia)  # a drug that is there from the start has done its work
    running = simulation(circuit, dt=1.0)
    circuit.set(drug, concentration=dose)
    change(running, circuit)
    running.advance(1000 * days)
    return float(running.values(glia, "e_cl")[0])


def test_an_opioid_for_a_week_takes_the_chloride_pump_away_through_microglia() -> None:
    days = [opioid_days(day) for day in (0, 1, 6, 8)]
    assert days[0] == pytest.approx(-72.8)
    assert days[1] < -68.0
    assert -52.0 < days[2] < days[3] < -49.0


def test_it_does_not_with_p2x4_blocked_nor_without_the_drug() -> None:
    assert opioid_days(8, blocker=9.0) < -70.0
    assert opioid_days(8, dose=0.0) == pytest.approx(-72.8)


def test_a_run_may_begin_with_microglia_awake_and_pumps_lost() -> None:
    circuit, _tissue, glia = woken()
    circuit.set(glia, active_start=0.8, bdnf_start=0.7, kcc2_start=0.05)
    running = simulation(circuit, dt=1.0)
    states = [running.values(glia, name)[0] for name in ("active", "bdnf", "kcc2", "e_cl")]
    assert states == pytest.approx([0.8, 0.7, 0.05, -49.0])
    running.advance(30_000)
    assert running.values(glia, "e_cl")[0] < -70.0


def test_a_healthy_cord_keeps_its_chloride_low() -> None:
    circuit, _tissue, glia = woken()
    running = simulation(circuit, dt=1.0)
    running.advance(5000)
    assert running.values(glia, "e_cl")[0] == pytest.approx(-72.8, abs=1e-9)
    assert running.values(glia, "rise")[0] == pytest.approx(0.0, abs=1e-9)


def test_inflamed_skin_alone_wakes_no_microglia() -> None:
    circuit, tissue, glia = woken()
    mast_cell = circuit.add("mast_cell")
    circuit.wire(tissue, mast_cell)
    circuit.set(tissue, severity=1, nerve=0)
    running = simulation(circuit, dt=1.0)
    running.advance(5000)
    assert running.values(glia, "active")[0] == running.values(glia, "rise")[0] == 0.0
    assert running.values(mast_cell, "active")[0] == pytest.approx(1.0)
    circuit.set(tissue, nerve=0.5)
    assert simulation(circuit, dt=1.0).values(glia, "active")[0] == pytest.approx(0.5)


def test_a_blocker_from_the_first_day_keeps_the_pump() -> None:
    assert max(e_cl([2, 3, 5, 7, 14], blocker=9.0)) <= -70.0


def test_bdnf_follows_microglia_and_the_pump_follows_bdnf() -> None:
    active, bdnf, kcc2 = (e_cl([2], state=name)[0] for name in ("active", "bdnf", "kcc2"))
    assert active == pytest.approx(1 - np.exp(-24 / 48), abs=0.01)
    exact = 1 - (48 * np.exp(-24 / 48) - 12 * np.exp(-24 / 12)) / 36
    assert bdnf == pytest.approx(exact, abs=0.01)
    assert 1 - 0.95 * active < kcc2 < 1.0


def test_an_old_injury_has_done_its_work_before_the_run() -> None:
    circuit, tissue, glia = woken()
    circuit.set(tissue, severity=1)
    assert simulation(circuit, dt=1.0).values(glia, "e_cl")[0] == pytest.approx(-49.0, abs=1e-6)


def test_a_jump_over_two_days_ends_where_small_steps_do() -> None:
    times = {"tau_activity": 48.0, "tau_bdnf": 12.0, "tau_loss": 6.0, "tau_recovery": 72.0}
    given = {name: 3600.0 * hours for name, hours in times.items()}
    given |= {"loss": 0.95, "healthy": -72.8, "injured": -49.0, "longest": 0.05 * 6 * 3600}
    given |= {"activation": 1.0}
    rested = {"activity": 0.0, "bdnf": 0.0, "kcc2": 1.0, "rise": 0.0, "e_cl": -72.8}
    jumped = mechanism("microglia", dt=2 * DAY, **given, **rested)
    states = rested
    for _step in range(2880):
        states = mechanism("microglia", dt=60.0, **given, **states)
    assert jumped["e_cl"] == pytest.approx(states["e_cl"], abs=0.01)


def test_microglia_move_the_chloride_of_the_neurons_they_surround() -> None:
    circuit, tissue, glia = woken()
    circuit.set(tissue, severity=1)
    relay, cell = circuit.add("inhibitory_interneuron"), circuit.add("projection_neuron", size=3)
    circuit.wire(relay, cell)
    circuit.wire(glia, cell)
    channels = [part(circuit, cell, kind) for kind in ("gaba_a", "glycine")]
    for channel in channels:
        circuit.set(channel, e_rev=-72.8)
    running = simulation(circuit, dt=1.0)
    running.advance(10)
    for channel in channels:
        assert running.values(channel, "e_cl")[0] == pytest.approx(-49.0, abs=1e-6)
