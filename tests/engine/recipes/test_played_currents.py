"""A current that follows points: straight between them, level before and after, or repeated."""

import numpy as np
import pytest
from engine.lab import Circuit, advance, change, simulation, traces

from circuitlab.engine.errors import CannotRun
from circuitlab.engine.stepping.played_curves import height_at

STEP = 0.025
POINTS = ([10.0, 20.0, 20.0, 40.0], [0.0, 50.0, -30.0, 10.0])


def played(milliseconds: float, **parameters: object) -> tuple[np.ndarray, np.ndarray]:
    """(time in the middle of each step, pA) of a played current."""
    circuit = Circuit()
    cell = circuit.add("lif_current")
    stimulus = circuit.add("recorded_current", on=cell, **{"currents": POINTS, **parameters})
    t, (found,) = traces(simulation(circuit), milliseconds, (stimulus, "current"))
    return t - 0.5 * STEP, found


def test_the_current_goes_straight_from_point_to_point_and_jumps_where_two_have_one_time() -> None:
    t, found = played(60.0)
    rises, falls = (
        np.interp(t, [10.0, 20.0], [0.0, 50.0]),
        np.interp(t, [20.0, 40.0], [-30.0, 10.0]),
    )
    assert found == pytest.approx(np.where(t < 20.0, rises, falls), abs=1e-4)


def test_it_is_zero_before_its_start_and_from_its_stop_on() -> None:
    t, found = played(100.0, start=30, stop=55)
    on = (t > 30.0) & (t < 55.0)
    assert np.all(found[~on] == 0.0)
    assert found[on] == pytest.approx(played(25.0)[1], abs=1e-4)


def test_it_begins_anew_with_each_period() -> None:
    _t, found = played(100.0, stop=50, period=50)
    assert found[:2000] == pytest.approx(found[2000:], abs=1e-4)


def test_its_factor_is_live_and_its_points_are_taken_over_in_a_run() -> None:
    circuit = Circuit()
    cell = circuit.add("lif_current")
    stimulus = circuit.add("recorded_current", on=cell, currents=POINTS)
    running = simulation(circuit)
    advance(running, 50.0)
    assert running.values(stimulus, "current")[0] == 10.0
    circuit.set(stimulus, gain=-3)
    change(running, circuit)
    advance(running, 1.0)
    assert running.values(stimulus, "current")[0] == -30.0
    circuit.set(stimulus, currents=([0.0, 51.0, 52.0], [0.0, 0.0, 5.0]))
    change(running, circuit)
    advance(running, 2.0)
    assert running.values(stimulus, "current")[0] == -15.0
    assert running.time == 53.0


def test_a_run_that_is_turned_back_goes_on_the_same() -> None:
    circuit = Circuit()
    cell = circuit.add("hh_squid")
    circuit.add("recorded_current", on=cell, currents=POINTS, stop=50, period=50)
    running = simulation(circuit)
    advance(running, 33.0)
    kept = running.snapshot()
    first = advance(running, 90.0).spikes
    running.restore(kept)
    assert np.array_equal(advance(running, 90.0).spikes, first)


def test_two_currents_each_follow_their_own_points() -> None:
    circuit = Circuit()
    ids = []
    for height in (5.0, 7.0):
        cell = circuit.add("lif_current")
        points = ([0.0, 10.0, 20.0], [0.0, height, height])
        ids.append(circuit.add("recorded_current", on=cell, currents=points))
    circuit.add("recorded_current", on=cell, currents=([], []))
    running = simulation(circuit)
    advance(running, 30.0)
    assert [running.values(id, "current")[0] for id in ids] == [5.0, 7.0]


def test_a_long_recording_is_followed_at_every_point() -> None:
    times = np.arange(100_000) * 0.01
    currents = np.random.default_rng(3).normal(0.0, 20.0, 100_000)
    t, found = played(900.0, currents=(times, currents))
    assert found == pytest.approx(np.interp(t, times, currents), abs=0.02)


def test_lists_that_do_not_fit_do_not_run() -> None:
    circuit = Circuit()
    stimulus = circuit.add("recorded_current", currents=POINTS)
    circuit.model.apply(circuit.model.with_param(stimulus, "times", (1.0, 2.0)))
    with pytest.raises(CannotRun, match="has 2 entries, Current has 4"):
        simulation(circuit)


def test_the_height_between_points_is_found_for_any_number_of_them() -> None:
    rng = np.random.default_rng(1)
    for count in (1, 2, 3, 7, 100):
        time, height = np.sort(rng.uniform(0.0, 10.0, count)), rng.normal(size=count)
        wanted = np.linspace(-1.0, 11.0, 97)
        found = [height_at.py_func(at, 0, count, time, height) for at in wanted]
        assert found == pytest.approx(np.interp(wanted, time, height))
