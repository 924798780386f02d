"""Hours and days of slow biology, seen through windows of neural time."""

import numpy as np
import pytest
from engine.lab import Circuit, advance, part, simulation

from circuitlab.engine.errors import CannotRun, NotFinite
from circuitlab.engine.stroboscope.body_clock import clock_problems
from circuitlab.engine.stroboscope.stroboscope import Stroboscope

HOUR, DAY = 3600.0, 86400.0


def driven(**ketamine: object) -> tuple[Circuit, str]:
    """A spinal neuron that hears ten spikes a second, under ketamine: circuit, NMDA receptor."""
    circuit = Circuit()
    train = circuit.add("spike_train", times=tuple(np.arange(50.0, 200_000.0, 100.0)), size=8)
    circuit.add("wdr_neuron")
    circuit.set(circuit.wire(train, "wdr_neuron1"), u=0)
    pore = part(circuit, "wdr_neuron1", "nmda")
    circuit.add("ketamine", on=pore, equilibrated=False, **ketamine)
    return circuit, pore


def blocked(window_ms: float, jump_s: float, hours: float) -> float:
    """Pores that hold ketamine after an infusion of 20 mg an hour."""
    circuit, pore = driven(infusion=20)
    strobe = Stroboscope(simulation(circuit, dt=0.1), window_ms, jump_s)
    strobe.run(hours * HOUR)
    return float(strobe.simulation.values(pore, "drugged")[0])


def test_a_voltage_that_runs_away_stops_a_window_and_names_its_cell() -> None:
    circuit = Circuit()
    cell = circuit.add("lif_current", i_e=-10_000, c_m=1)
    with pytest.raises(NotFinite) as stopped:
        Stroboscope(simulation(circuit), 500.0, HOUR).window()
    assert (stopped.value.element, stopped.value.time_ms) == (cell, 8.0)


def test_half_the_speed_up_leads_to_the_same_end() -> None:
    fast, slow = (blocked(500.0, jump, 2.0) for jump in (600.0, 300.0))
    assert fast > 0.05
    assert fast == pytest.approx(slow, rel=0.02)


def test_a_jump_ends_where_running_all_the_time_would() -> None:
    circuit, pore = driven(concentration=1.0)
    throughout = simulation(circuit, dt=0.1)
    advance(throughout, 60_000.0)
    strobe = Stroboscope(simulation(circuit, dt=0.1), 1000.0, 4.0, from_rest=False)
    strobe.run(59.0)
    found = strobe.simulation.values(pore, "drugged")[0]
    assert strobe.body_s == pytest.approx(60.0, abs=1.0)
    assert found == pytest.approx(throughout.values(pore, "drugged")[0], rel=0.05)


def test_the_level_in_the_blood_goes_on_during_a_jump() -> None:
    circuit, _pore = driven(dose_per_kg=0.5)
    strobe = Stroboscope(simulation(circuit, dt=0.1), 100.0, 600.0)
    strobe.run(2 * HOUR)
    first = 0.5 / 237.7 * 1e3 / 2.0
    expected = first * 0.5 ** (strobe.body_s / 60.0 / 79.0)
    assert strobe.simulation.values("ketamine1", "plasma")[0] == pytest.approx(expected, rel=1e-3)


def test_both_clocks_are_known_and_no_spike_falls_into_a_jump() -> None:
    circuit, _pore = driven(infusion=20)
    strobe = Stroboscope(simulation(circuit, dt=0.1), 500.0, 99.5)
    windows = strobe.run(400.0)
    assert strobe.factor == pytest.approx(200.0)
    assert len(windows) == 5
    assert [window.start_ms for window in windows] == pytest.approx([0, 500, 1000, 1500, 2000])
    assert [window.body_s for window in windows] == pytest.approx([0, 100, 200, 300, 400])
    for window in windows:
        assert len(window.spikes) > 0
        assert window.spikes[:, 1].min() >= 0
        assert window.spikes[:, 1].max() <= 5000


def test_every_window_begins_from_the_same_rest() -> None:
    circuit, _pore = driven()
    strobe = Stroboscope(simulation(circuit, dt=0.1), 500.0, HOUR)
    first, *later = (window.spikes for window in strobe.run(3 * HOUR))
    assert all(np.array_equal(first, other) for other in later)


def test_windows_may_also_go_on_where_the_last_one_ended() -> None:
    circuit, _pore = driven()
    strobe = Stroboscope(simulation(circuit, dt=0.1), 500.0, HOUR, from_rest=False)
    strobe.run(2 * HOUR)
    assert strobe.simulation.time == pytest.approx(1500.0)


def test_separable_biology_ends_as_on_a_faster_body_clock() -> None:
    def injured() -> Circuit:
        circuit = Circuit()
        tissue = circuit.add("tissue_damage", nerve=1, start=1e-3)
        circuit.wire(tissue, circuit.add("microglia"))
        return circuit

    strobe = Stroboscope(simulation(injured(), dt=1.0), 10.0, DAY / 2)
    strobe.run(4 * DAY)
    sped_up = injured()
    sped_up.model.apply(sped_up.model.with_document({"body_clock": HOUR}))
    running = simulation(sped_up, dt=1.0)
    advance(running, 4 * 24 * 1000.0)
    states = ("active", "bdnf", "kcc2", "e_cl")
    found, expected = (
        [float(each.values("microglia1", state)[0]) for state in states]
        for each in (strobe.simulation, running)
    )
    assert found == pytest.approx(expected, rel=0.01)


def test_an_expectation_learns_from_the_average_of_the_windows() -> None:
    circuit = Circuit()
    train = circuit.add("spike_train", times=tuple(np.arange(5.0, 5000.0, 50.0)))
    circuit.add("projection_neuron")
    circuit.set(circuit.wire(train, "projection_neuron1"), u=0)
    circuit.set(part(circuit, "projection_neuron1", "ampa"), weight=60)
    readout = circuit.add("pain_readout", on="projection_neuron1", tau=100)
    circuit.add("expectation", on=readout, expected=7.5, learning=0.05)
    strobe = Stroboscope(simulation(circuit, dt=0.1), 1000.0, 7 * DAY)
    felt = []
    for _week in range(8):
        strobe.window()
        felt.append(float(strobe.simulation.values(readout, "sensation")[0]))
        strobe.jump()
    mean = strobe.simulation.values(readout, "expected")[0]
    shape = np.exp(-0.05 * 56)
    settled = (mean - 7.5 * shape) / (1.0 - shape)
    assert 0.7 * felt[0] < settled < 1.1 * felt[0]
    assert felt[0] == pytest.approx(felt[-1])


def test_twelve_weeks_of_movement_pass_in_jumps_of_half_a_day() -> None:
    circuit = Circuit()
    circuit.add("movement", load=0.8)
    strobe = Stroboscope(simulation(circuit, dt=1.0), 10.0, DAY / 2)
    strobe.run(84 * DAY)
    ends = [strobe.simulation.values("movement1", state)[0] for state in ("days", "capacity")]
    assert ends == pytest.approx([84, 1.0], abs=0.02)
    assert strobe.simulation.values("movement1", "sensitisation")[0] == pytest.approx(
        0.01, abs=0.02
    )


def test_mediators_spread_in_stable_steps_during_a_jump() -> None:
    circuit = Circuit()
    tissue = circuit.add("spreading_damage", size=21, columns=21, start=1e-3)
    strobe = Stroboscope(simulation(circuit, dt=1.0), 10.0, 600.0)
    strobe.run(2 * HOUR)
    old = Circuit()
    same = old.add("spreading_damage", size=21, columns=21)
    steady = simulation(old, dt=1.0).values(same, "pge2")
    assert strobe.simulation.values(tissue, "pge2") == pytest.approx(steady, rel=1e-3)


def test_a_body_clock_that_is_sped_up_as_well_is_refused() -> None:
    circuit, _pore = driven()
    circuit.model.apply(circuit.model.with_document({"body_clock": 60.0}))
    with pytest.raises(CannotRun, match="sped up already"):
        Stroboscope(simulation(circuit, dt=0.1), 500.0, HOUR)


@pytest.mark.parametrize(
    ("kind", "given", "said"),
    [
        ("ketamine", {"infusion": 20}, "level"),
        ("ketamine", {"concentration": 1, "equilibrated": False}, "block"),
        ("ketamine", {"concentration": 1}, ""),
        ("ketamine", {}, ""),
        ("pregabalin", {"dose": 150}, ""),
        ("nmda", {"ltp": 1}, "learns"),
        ("expectation", {"learning": 0.05}, "experience"),
        ("expectation", {}, ""),
    ],
)
def test_what_may_not_run_faster_than_the_neurons_says_so(
    kind: str, given: dict[str, object], said: str
) -> None:
    circuit = Circuit()
    id = circuit.add(kind, **given)
    assert clock_problems(circuit.model, circuit.catalog) == []
    circuit.model.apply(circuit.model.with_document({"body_clock": 60.0}))
    found = clock_problems(circuit.model, circuit.catalog)
    assert [problem.where for problem in found] == ([id] if said else [])
    assert all(said in problem.what and problem.remedy for problem in found)
