"""Runs over days: windows of their own chance, slow biology that goes on, steps on body time."""

import numpy as np
import pytest
from engine.lab import Circuit, part

from circuitlab.api import CircuitError, simulate
from circuitlab.engine.errors import CannotRun
from circuitlab.engine.running.days_run import DaysRun, run_days
from circuitlab.engine.stroboscope.chance import other_keys
from circuitlab.model.days import DAY_S, Days
from circuitlab.model.step import Step
from circuitlab.model.timeline import with_steps

TWO_DAYS = Days(2 * DAY_S, 50.0, DAY_S)


def noisy() -> Circuit:
    circuit = Circuit()
    source, cell = circuit.add("poisson", rate=200), circuit.add("projection_neuron", noise=5)
    circuit.set(circuit.wire(source, cell), delay_sd=1.0)
    return circuit


def injured(*steps: Step, start: object = 0.001, cells: int = 0) -> Circuit:
    circuit = Circuit()
    damage, glia = circuit.add("tissue_damage", nerve=1, start=start), circuit.add("microglia")
    circuit.wire(damage, glia)
    for _cell in range(cells):
        circuit.add("inhibitory_interneuron")
        circuit.wire(circuit.ids[-1], circuit.add("inhibitory_interneuron"))
    circuit.model.apply(with_steps(circuit.model, steps))
    return circuit


def rising(run: DaysRun) -> list[float]:
    return [round(float(value), 2) for value in run.values("microglia1", "e_cl")]


def test_windows_draw_random_numbers_of_their_own_and_the_same_in_every_run() -> None:
    first, again = (run_days(noisy().model, TWO_DAYS, seed=3) for _time in range(2))
    other = run_days(noisy().model, TWO_DAYS, seed=4)
    trains = [window.raw_spikes for window in first.windows]
    assert all(map(np.array_equal, trains, [window.raw_spikes for window in again.windows]))
    different = [*trains, *(window.raw_spikes for window in other.windows)]
    assert len({spikes.tobytes() for spikes in different}) == 6


def test_the_first_window_is_a_plain_run() -> None:
    plain = simulate(noisy(), 50.0, seed=3)
    window = run_days(noisy().model, TWO_DAYS, seed=3).windows[0]
    assert len(plain.raw_spikes) > 5
    assert np.array_equal(plain.raw_spikes, window.raw_spikes)


def test_keys_of_windows_differ_from_each_other() -> None:
    keys = np.arange(100, dtype=np.uint64)
    several = np.concatenate([other_keys(keys, number) for number in range(100)])
    assert len(np.unique(several)) == 10_000
    assert np.array_equal(other_keys(keys, 0), keys)


def test_a_circuit_of_many_neurons_made_alike_runs_over_days() -> None:
    run = run_days(injured(cells=10).model, TWO_DAYS)
    assert run.values("microglia1", "e_cl")[-1] == pytest.approx(-68.9 + 6.85, abs=0.1)


def test_an_injury_begins_at_its_body_time_within_a_jump() -> None:
    days = Days(4 * DAY_S, 50.0, DAY_S)
    at_once = rising(run_days(injured().model, days))
    later = run_days(injured(start=1.5 * DAY_S).model, days)
    half = rising(run_days(injured().model, Days(2.5 * DAY_S, 50.0, DAY_S / 2)))
    assert list(later.values("tissue_damage1", "injury")) == [0, 0, 1, 1, 1]
    assert rising(later)[:2] == [-72.8, -72.8]
    assert rising(later)[2:] == pytest.approx(half[1::2], abs=0.1)
    assert at_once[1] == pytest.approx(-68.9, abs=0.05)


def test_a_step_at_a_body_time_holds_from_then_on() -> None:
    healed = Step(1.5 * DAY_S * 1e3, {("tissue_damage1", "severity"): 0.0}, of_body=True)
    run = run_days(injured(healed).model, Days(4 * DAY_S, 50.0, DAY_S))
    assert list(run.values("tissue_damage1", "injury")) == [1, 1, 0, 0, 0]
    assert np.argmax(run.values("microglia1", "e_cl")) == 2


def test_a_step_may_change_what_the_circuit_is_made_of() -> None:
    silenced = Step(2 * DAY_S * 1e3, {("projection_neuron1", "muted"): True}, of_body=True)
    circuit = noisy()
    cell = circuit.add("projection_neuron")
    circuit.set(circuit.wire("projection_neuron1", cell), u=0)
    circuit.set(part(circuit, cell, "ampa"), weight=60)
    circuit.set(part(circuit, "projection_neuron1", "ampa"), weight=60)
    circuit.model.apply(with_steps(circuit.model, (silenced,)))
    rates = run_days(circuit.model, Days(3 * DAY_S, 200.0, DAY_S)).rates(cell)
    assert all(rates[:2] > 0.0)
    assert not any(rates[2:])


def test_a_step_at_a_model_time_belongs_to_each_window() -> None:
    circuit = Circuit()
    cell = circuit.add("lif_current", i_e=0)
    driven = Step(20.0, {(cell, "i_e"): 1000.0})
    circuit.model.apply(with_steps(circuit.model, (driven,)))
    run = run_days(circuit.model, TWO_DAYS)
    firsts = [float(window.spikes(cell)[0]) for window in run.windows]
    assert firsts[0] > 20.0
    assert firsts == [firsts[0]] * 3


def test_a_step_of_body_time_takes_place_where_a_fast_body_clock_reaches_it() -> None:
    healed = Step(2 * DAY_S * 1e3, {("tissue_damage1", "severity"): 0.0}, of_body=True)
    circuit = injured(healed)
    circuit.model.apply(circuit.model.with_document({"body_clock": DAY_S}))
    run = simulate(circuit, "3 s", dt=1.0, record=[("tissue_damage1", "injury")])
    when, injury = run.trace("tissue_damage1", "injury")
    assert when[injury == 1.0].max() == pytest.approx(2000.0, abs=2.0)
    assert run.body_s == pytest.approx(3 * DAY_S)


def test_a_run_over_days_says_when_and_what() -> None:
    run = simulate(noisy(), days=2, probe="50 ms", every="12 h", seed=1)
    assert run.body_s.tolist() == [0, 43200, 86400, 129600, 172800]
    assert run.body_days.tolist() == [0, 0.5, 1, 1.5, 2]
    assert run.rates("projection_neuron1").shape == (5,)
    assert run.window("day 1") is run.windows[2]
    assert run.window(-1) is run.window("day 2")
    assert run.duration_ms == 250.0
    assert [len(train) for train in run.spikes("poisson1")] == [
        round(0.05 * rate) for rate in run.rates("poisson1")
    ]
    when, voltage = run.window("12 h").trace("projection_neuron1")
    assert len(when) == len(voltage) == 2000
    with pytest.raises(KeyError, match="no window begins at day 9"):
        run.window("day 9")


def test_what_cannot_be_run_over_days_is_refused_in_a_sentence() -> None:
    faster = Step(10.0, {("document", "body_clock"): 60.0})
    with pytest.raises(CannotRun, match="the timeline speeds the body clock up"):
        run_days(injured(faster).model, TWO_DAYS)
    circuit = noisy()
    for said, given in (
        ("without “days”", {"duration": 50, "probe": 5}),
        ("nothing says how long", {}),
        ("as its duration or as its days", {"duration": 50, "days": 2}),
        ("cannot begin every", {"days": 2, "probe": "2 d"}),
        ("no quantity called “w”", {"days": 2, "record": [("poisson1", "w")]}),
    ):
        with pytest.raises(CircuitError) as refused:
            simulate(circuit, **given)  # type: ignore[call-overload]
        assert said in str(refused.value) or "no part" in str(refused.value)


def test_a_body_clock_that_the_document_speeds_up_goes_with_the_neurons_in_windows() -> None:
    sped_up = injured()
    sped_up.model.apply(sped_up.model.with_document({"body_clock": DAY_S}))
    days = Days(2 * DAY_S, 50.0, DAY_S)
    assert rising(run_days(sped_up.model, days)) == rising(run_days(injured().model, days))
