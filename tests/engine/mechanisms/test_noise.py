"""Random numbers: well spread, independent, and a function of (seed, element, index, tick)."""

import numpy as np
import pytest
from engine.lab import Circuit, advance, counts, simulation, spikes

from circuitlab.engine.numerics.noise import fill_normals, keys, normals

MANY = 200_000


def test_deviates_are_standard_normal() -> None:
    found = normals(1, "a", MANY)
    assert found.mean() == pytest.approx(0.0, abs=5 / np.sqrt(MANY))
    assert found.std() == pytest.approx(1.0, abs=5 / np.sqrt(2 * MANY))
    assert np.mean(found**3) == pytest.approx(0.0, abs=5 * np.sqrt(15 / MANY))
    assert np.mean(found**4) == pytest.approx(3.0, abs=5 * np.sqrt(96 / MANY))


def test_tails_are_those_of_a_normal_distribution() -> None:
    found = np.abs(normals(2, "a", MANY))
    for limit, share in ((1.0, 0.31731), (2.0, 0.0455), (3.0, 0.0027)):
        assert np.mean(found > limit) == pytest.approx(share, abs=5 * np.sqrt(share / MANY))


@pytest.mark.parametrize(
    "other", [(1, "a", 1), (1, "b", 0), (2, "a", 0)], ids=["tick", "element", "seed"]
)
def test_another_tick_element_or_seed_gives_unrelated_deviates(
    other: tuple[int, str, int],
) -> None:
    seed, element, counter = other
    together = np.corrcoef(normals(1, "a", MANY), normals(seed, element, MANY, counter))[0, 1]
    assert abs(together) < 5 / np.sqrt(MANY)


def test_one_cell_draws_unrelated_deviates_tick_by_tick() -> None:
    key, out = keys(1, "a", 1), np.empty(1)
    series = []
    for tick in range(20_000):
        fill_normals(key, tick, out)
        series.append(out[0])
    along = np.asarray(series)
    assert abs(np.corrcoef(along[:-1], along[1:])[0, 1]) < 5 / np.sqrt(len(along))
    assert along.std() == pytest.approx(1.0, abs=0.03)


def test_the_same_place_gives_the_same_deviate() -> None:
    assert np.array_equal(normals(1, "a", 10, 7), normals(1, "a", 100, 7)[:10])


def test_membrane_noise_has_its_sd_and_its_memory() -> None:
    circuit = Circuit()
    cells = circuit.add("lif_current", size=2000, noise=10.0, noise_tau=5.0)
    running = simulation(circuit, dt=0.1)
    slots = running.plan.address[cells, "noise_current", "noise"]
    advance(running, 50.0)
    before = running.state[slots].copy()
    advance(running, 5.0)
    after = running.state[slots]
    assert before.std() == pytest.approx(10.0, rel=0.08)
    assert after.std() == pytest.approx(10.0, rel=0.08)
    assert np.corrcoef(before, after)[0, 1] == pytest.approx(np.exp(-1.0), abs=0.08)


def test_membrane_noise_keeps_its_sd_whatever_the_step() -> None:
    found = []
    for dt in (0.4, 0.05):
        circuit = Circuit()
        cells = circuit.add("lif_current", size=2000, noise=10.0)
        running = simulation(circuit, dt=dt)
        advance(running, 60.0)
        found.append(running.values(cells, "v").std())
    assert found[0] == pytest.approx(found[1], rel=0.08)


def test_poisson_cells_fire_at_their_rate_and_independently() -> None:
    circuit = Circuit()
    cells = circuit.add("poisson", size=500, rate=40.0)
    running = simulation(circuit, dt=0.1)
    found = np.asarray(counts(running, advance(running, 2000.0), cells, 500))
    assert found.mean() == pytest.approx(80.0, abs=5 * np.sqrt(80.0 / 500))
    assert found.var() == pytest.approx(80.0, rel=0.3)


def test_intervals_of_a_poisson_cell_are_exponential() -> None:
    circuit = Circuit()
    cell = circuit.add("poisson", rate=1000.0)
    running = simulation(circuit)
    intervals = np.diff(spikes(running, advance(running, 10_000.0), cell)[1])
    assert intervals.mean() == pytest.approx(1.0, rel=0.05)
    assert intervals.std() == pytest.approx(1.0, rel=0.06)


def test_cells_of_a_population_differ_by_its_spread() -> None:
    circuit = Circuit()
    cells = circuit.add("lif_current", size=4000, spread=0.1)
    taus = simulation(circuit).plan.parameters[cells, "leaky_integrator", "keep"][1]
    found = -0.025 / np.log(taus)
    assert found.mean() == pytest.approx(20.0, rel=0.01)
    assert found.std() == pytest.approx(2.0, rel=0.1)


def test_however_wide_the_spread_no_cell_gets_a_value_that_it_cannot_have() -> None:
    circuit = Circuit()
    cells = circuit.add("inhibitory_interneuron", size=4000, spread=0.5)
    leaks = simulation(circuit).plan.parameters[cells, "leak", "g_l"][1]
    assert leaks.min() == pytest.approx(0.1 * 0.01 * 0.05 * 2000.0)
    assert (leaks > leaks.min()).mean() > 0.9
