"""The same file and seed give the same spikes, bit for bit, however a run is made."""

import numpy as np
import pytest
from engine.conftest import MILLISECONDS
from engine.lab import (
    Reals,
    advance,
    carried,
    change,
    pain_circuit,
    planned,
    same,
    simulation,
    spikes,
)

from circuitlab.engine.running.run import run_circuit
from circuitlab.engine.stepping.simulation import Simulation, Watch

Ended = tuple[Reals, dict[tuple[str, str, str], Reals]]


@pytest.fixture
def running() -> Simulation:
    return simulation(pain_circuit(), fused="wait")


def agrees(running: Simulation, parts: list[Reals], reference: Ended) -> bool:
    return np.array_equal(np.concatenate(parts), reference[0]) and same(
        carried(running), reference[1]
    )


def test_every_kind_of_cell_fires_in_the_reference_run(
    running: Simulation, reference_run: Ended
) -> None:
    fired = set(reference_run[0][:, 0])
    for cells in running.plan.cells:
        sources = range(cells.first_source, cells.first_source + cells.cells.size)
        assert fired & set(sources), cells.cells.element


def test_a_second_run_gives_the_same(running: Simulation, reference_run: Ended) -> None:
    assert agrees(running, [advance(running, MILLISECONDS).spikes], reference_run)


def test_another_seed_gives_other_spikes(reference_run: Ended) -> None:
    other = simulation(pain_circuit(), seed=12, fused="wait")
    assert not np.array_equal(advance(other, MILLISECONDS).spikes, reference_run[0])


@pytest.mark.parametrize("steps", [1, 7, 640, 5000])
def test_the_length_of_a_call_changes_nothing(
    running: Simulation, reference_run: Ended, steps: int
) -> None:
    parts = []
    left = round(MILLISECONDS / 0.025)
    while left > 0:
        parts.append(running.advance(min(steps, left)).spikes)
        left -= steps
    assert agrees(running, parts, reference_run)


def test_watching_changes_nothing(running: Simulation, reference_run: Ended) -> None:
    running.watch([Watch("wdr_neuron1", "v", 0, 1), Watch("nociceptor_c1", "v", 11, 40)])
    assert agrees(running, [advance(running, MILLISECONDS).spikes], reference_run)


def test_looking_at_every_state_changes_nothing(running: Simulation, reference_run: Ended) -> None:
    first = advance(running, 100.0).spikes
    assert all(np.all(np.isfinite(values)) for values in running.view().values())
    assert agrees(running, [first, advance(running, MILLISECONDS - 100.0).spikes], reference_run)


def test_loops_by_mechanism_give_the_same_as_fused_loops(reference_run: Ended) -> None:
    generic = simulation(pain_circuit(), fused="never")
    assert agrees(generic, [advance(generic, MILLISECONDS).spikes], reference_run)


def test_fused_loops_may_take_over_at_any_moment(reference_run: Ended) -> None:
    switching = Simulation(planned(pain_circuit()), fused="never")
    first = advance(switching, 70.0).spikes
    fused = simulation(pain_circuit(), fused="wait")
    fused.restore(switching.snapshot())
    assert agrees(fused, [first, advance(fused, MILLISECONDS - 70.0).spikes], reference_run)


def test_a_restored_snapshot_goes_on_as_before(running: Simulation, reference_run: Ended) -> None:
    first = advance(running, 110.0).spikes
    snapshot = running.snapshot()
    advance(running, 60.0)
    running.restore(snapshot)
    assert agrees(running, [first, advance(running, MILLISECONDS - 110.0).spikes], reference_run)


def test_a_snapshot_is_not_touched_by_what_follows(running: Simulation) -> None:
    snapshot = running.snapshot()
    before = snapshot.memory.state.copy()
    advance(running, 20.0)
    running.restore(snapshot)
    advance(running, 20.0)
    assert np.array_equal(snapshot.memory.state, before)


def test_a_run_without_a_window_gives_the_same(reference_run: Ended) -> None:
    run = run_circuit(pain_circuit().model, MILLISECONDS)
    assert np.array_equal(run.raw_spikes, reference_run[0])


def test_an_edit_that_sets_a_value_again_changes_nothing(
    running: Simulation, reference_run: Ended
) -> None:
    first = advance(running, 90.0).spikes
    change(running, pain_circuit())
    assert agrees(running, [first, advance(running, MILLISECONDS - 90.0).spikes], reference_run)


def test_other_populations_change_nothing(running: Simulation, reference_run: Ended) -> None:
    crowded = pain_circuit()
    crowded.add("poisson", size=5, rate=200)
    crowded.add("adelta_fibre", size=3, noise=5.0, i_e=20.0)
    busy = simulation(crowded, fused="wait")
    chunk = advance(busy, MILLISECONDS)
    for cells in running.plan.cells:
        first = cells.first_source
        mine = (reference_run[0][:, 0] >= first) & (
            reference_run[0][:, 0] < first + cells.cells.size
        )
        index, times = spikes(busy, chunk, cells.cells.element)
        assert np.array_equal(index, reference_run[0][mine, 0] - first)
        assert np.array_equal(times, reference_run[0][mine, 1] * 0.025)
