"""What a simulation remembers grows as it must, and nothing is lost."""

import numpy as np
import pytest
from engine.lab import Circuit, advance, counts, listener, planned, simulation, traces

from circuitlab.engine.numerics import arrays
from circuitlab.engine.stepping.simulation import Watch
from circuitlab.engine.stepping.state_memory import (
    Snapshot,
    copied,
    new_memory,
    with_more_events,
)


def crowded() -> Circuit:
    """3,000 events under way at once through one terminal."""
    circuit = listener("lif_current", tuple(np.round(1.0 + 0.1 * np.arange(3000), 3)))
    circuit.set("synapse1", delay=400.0)
    circuit.set("exp_current1", weight=1.0, tau_syn=1000.0)
    return circuit


def test_the_pool_of_events_grows_without_loss() -> None:
    running = simulation(crowded())
    advance(running, 720.0)
    arrivals = 401.0 + 0.1 * np.arange(3000)
    expected = np.exp(-(720.0 - arrivals) / 1000.0).sum()
    assert running.values("exp_current1", "current")[0] == pytest.approx(expected, rel=1e-9)


def test_all_events_return_to_the_pool() -> None:
    running = simulation(crowded())
    advance(running, 200.0)
    counters = running.snapshot().memory.counters
    assert running.snapshot().events - counters[arrays.FREE_COUNT] == 1991
    advance(running, 600.0)
    after = running.snapshot()
    assert after.memory.counters[arrays.FREE_COUNT] == after.events
    assert len(after.memory.terminal) == after.memory.counters[arrays.USED] < after.events


def test_a_snapshot_with_events_under_way_brings_them_back() -> None:
    running = simulation(crowded())
    advance(running, 350.0)
    snapshot = running.snapshot()
    advance(running, 300.0)
    expected = running.values("exp_current1", "current")
    running.restore(snapshot)
    advance(running, 300.0)
    assert np.array_equal(running.values("exp_current1", "current"), expected)


def test_more_room_keeps_the_free_places_in_one_chain() -> None:
    running = simulation(crowded())
    advance(running, 450.0)
    memory = with_more_events(running.snapshot().whole())
    place, seen = int(memory.counters[arrays.FREE]), set()
    while place >= 0:
        assert place not in seen
        seen.add(place)
        place = int(memory.following[place])
    unused = len(memory.terminal) - memory.counters[arrays.USED]
    assert 0 < len(seen) == memory.counters[arrays.FREE_COUNT] - unused


def test_a_pool_that_nothing_used_is_not_copied() -> None:
    memory = new_memory(planned(listener("lif_current", (1.0,))))
    assert memory.counters[arrays.FREE] == -1
    snapshot = Snapshot.of(memory)
    assert len(snapshot.memory.size) == 0
    assert [len(getattr(snapshot.whole(), name)) for name in ("following", "terminal", "size")] == [
        len(memory.size)
    ] * 3


def test_a_copy_shares_nothing() -> None:
    memory = new_memory(planned(listener("lif_current", (1.0,))))
    twin = copied(memory)
    assert not any(np.shares_memory(one, other) for one, other in zip(memory, twin, strict=True))


def test_more_spikes_than_fit_into_one_call_are_all_handed_out() -> None:
    circuit = Circuit()
    cells = circuit.add("poisson", size=4000, rate=4000.0)
    running = simulation(circuit)
    chunk = advance(running, 50.0)
    assert sum(counts(running, chunk, cells, 4000)) == len(chunk.spikes)
    assert len(chunk.spikes) == pytest.approx(800_000, rel=0.01)
    assert np.all(np.diff(chunk.spikes[:, 1]) >= 0)


def test_a_watched_spike_of_one_step_is_never_lost_between_columns() -> None:
    circuit = Circuit()
    cell = circuit.add("hh_squid", i_e=20.0)
    fine = traces(simulation(circuit), 50.0, (cell, "v"))[1][0]
    coarse = simulation(circuit)
    coarse.watch([_column(cell, 400)])
    (ranges,) = advance(coarse, 50.0).columns
    assert len(ranges) == 5
    assert np.array_equal(ranges[:, 0], fine.reshape(5, 400).min(axis=1))
    assert np.array_equal(ranges[:, 1], fine.reshape(5, 400).max(axis=1))


def test_columns_do_not_depend_on_the_length_of_calls() -> None:
    circuit = Circuit()
    cell = circuit.add("hh_squid", i_e=20.0)
    whole, cut = simulation(circuit), simulation(circuit)
    for running in (whole, cut):
        running.watch([_column(cell, 30)])
    (expected,) = whole.advance(1000).columns
    parts = [cut.advance(steps).columns[0] for steps in (7, 100, 23, 870)]
    assert np.array_equal(np.concatenate(parts), expected)


def test_what_is_not_there_cannot_be_watched() -> None:
    circuit = Circuit()
    circuit.add("hh_squid")
    running = simulation(circuit)
    with pytest.raises(ValueError, match="cannot be watched"):
        running.watch([_column("nobody", 1)])
    with pytest.raises(KeyError):
        running.values("nobody", "v")


def _column(cell: str, every: int) -> Watch:
    return Watch(cell, "v", 0, every)
