"""A run that is watched day by day: windows one after the other, and body time between them."""

from collections.abc import Iterator

import numpy as np
import pytest
from engine.lab import Circuit, simulation
from engine.watched import Watched

from circuitlab.api import simulate
from circuitlab.engine.running.messages import ByDays, NextWindow, Play, Reset
from circuitlab.model.days import DAY_S
from circuitlab.model.step import Step
from circuitlab.model.timeline import with_steps

PROBE_MS = 40.0
WINDOW = round(PROBE_MS / 0.025)


@pytest.fixture
def injured() -> Iterator[Watched]:
    circuit = Circuit()
    cell = circuit.add("lif_current", i_e=300.0, noise=20)
    circuit.add("voltmeter", on=cell)
    damage, glia = circuit.add("tissue_damage", nerve=1, start=0.001), circuit.add("microglia")
    circuit.wire(damage, glia)
    healed = Step(1.5 * DAY_S * 1e3, {(damage, "severity"): 0.0}, "healed", of_body=True)
    circuit.model.apply(with_steps(circuit.model, (healed,)))
    simulation(circuit, fused="wait")
    watched = Watched(circuit)
    watched.runner.post(ByDays(PROBE_MS, DAY_S))
    watched.until(lambda frame: frame.begun == 1)
    watched.frames.clear()
    yield watched
    watched.runner.stop()


def next_window(watched: Watched) -> float:
    """Go on to the next window; return the body time at its beginning."""
    begun = watched.runner._worker._days.mark().windows
    watched.runner.post(NextWindow())
    watched.until(lambda frame: frame.moment.days.windows > begun and frame.marks)
    return watched.frames[-1].body_s


def test_windows_follow_each_other_and_body_time_jumps_between_them(injured: Watched) -> None:
    assert [next_window(injured) for _time in range(3)] == [DAY_S, 2 * DAY_S, 3 * DAY_S]
    frame = injured.frames[-1]
    assert (frame.tick, frame.time_ms) == (3 * WINDOW, pytest.approx(3 * PROBE_MS))
    marks = [mark for each in injured.frames for mark in each.marks]
    assert [label for _time, label in marks] == ["day 1", "day 2", "healed", "day 3"]
    assert [time for time, _label in marks] == pytest.approx([40.0, 80.0, 80.0, 120.0])
    assert frame.values["tissue_damage1", "injury"][0] == 0.0


def test_it_shows_what_a_run_over_days_gives(injured: Watched) -> None:
    for _time in range(3):
        next_window(injured)
    run = simulate(injured.circuit, days=2, probe=PROBE_MS, every="1 d")
    shown = [ms for _element, _cell, ms in injured.spikes]
    alone = [number * PROBE_MS + run.windows[number].spikes("lif_current1") for number in range(3)]
    assert shown == pytest.approx(np.concatenate(alone).tolist())
    columns = [frame.columns["lif_current1", "v"] for frame in injured.frames if frame.columns]
    times, voltages = (np.concatenate([column[k] for column in columns]) for k in (0, 1))
    assert times == pytest.approx(np.arange(1, 3 * WINDOW + 1) * 0.025)
    alone = [window.trace("lif_current1", "v")[1] for window in run.windows]
    assert np.array_equal(voltages, np.concatenate(alone))


def test_an_edit_reaches_the_windows_to_come(injured: Watched) -> None:
    next_window(injured)
    injured.edit(lif_current1__i_e=0.0)
    injured.edit(tissue_damage1__severity=0.5)
    before = len(injured.spikes)
    assert next_window(injured) == 2 * DAY_S
    assert len(injured.spikes) == before


def test_one_may_go_back_to_a_window_before(injured: Watched) -> None:
    next_window(injured)
    kept = injured.step(100).moment
    body_s, time_ms = injured.frames[-1].body_s, injured.frames[-1].time_ms
    next_window(injured)
    next_window(injured)
    again = injured.resume(kept)
    assert (again.body_s, again.time_ms) == (body_s, time_ms)
    assert kept.tick == WINDOW + 100
    assert next_window(injured) == 2 * DAY_S


def test_playing_jumps_by_itself_and_going_back_to_plain_stops_it(injured: Watched) -> None:
    injured.runner.post(Play())
    injured.until(lambda frame: frame.body_s >= 2 * DAY_S)
    injured.runner.post(ByDays())
    plain = injured.until(lambda frame: frame.begun == 2)
    assert plain.body_s < 1.0
    injured.until(lambda frame: frame.time_ms > 2 * PROBE_MS)
    assert injured.frames[-1].body_s == pytest.approx(1e-3 * injured.frames[-1].time_ms)
    injured.runner.post(Reset())
