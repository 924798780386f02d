"""Cells that need no stepping sleep, and nobody can tell by looking."""

import numpy as np
import pytest
from engine.lab import Circuit, advance, carried, change, pain_circuit, planned, same, traces

from benchmarks.ours import build
from benchmarks.workloads import network
from circuitlab.engine.numerics.arrays import ASLEEP
from circuitlab.engine.plan.plan import Population
from circuitlab.engine.stepping.driver import RANGES_EVERY
from circuitlab.engine.stepping.kernel_choice import Fused
from circuitlab.engine.stepping.resting import AT_REST, AWAKE, FADING
from circuitlab.engine.stepping.simulation import Simulation
from circuitlab.model.element import Role

QUICK = {
    "hh_squid": 1.3,
    "hh_traub_miles": -300.0,
    "inhibitory_interneuron": 3.3,
    "izhikevich": 0.0,
    "lif_conductance": 77.0,
    "nociceptor_c": 5.1,
    "adelta_fibre": 7.7,
}
"""Kinds whose slowest state settles within seconds, each with a current below threshold, pA."""
LAST_BIT_MS = 17_000.0
"""Until no bit changes: ln 2⁵³ = 37 times the slowest time constant, the 458 ms of ``slow_ahp``."""
BURSTS = ((100, 400), (60_400, 60_800))
"""Beginning and end (ms) of what makes cells fire, with a silent minute between."""


def both_ways(
    circuit: Circuit, *, dt: float | None = None, fused: Fused = "wait"
) -> tuple[Simulation, Simulation]:
    """The same circuit, its cells stepped always, and only when they need it."""
    plan = planned(circuit, dt=dt)
    return Simulation(plan, dense=True, fused=fused), Simulation(plan, fused=fused)


def asleep(running: Simulation) -> dict[int, int]:
    """Blocks in each state; those that sleep are as many as the driver counts."""
    memory = running.snapshot().memory
    assert memory.counters[ASLEEP] == np.count_nonzero(memory.asleep)
    found, counts = np.unique(memory.asleep, return_counts=True)
    return dict(zip(found.tolist(), counts.tolist(), strict=True))


def let_fade(running: Simulation) -> None:
    """Let cells fade however many events reach them: forget those that were counted."""
    snapshot = running.snapshot()
    snapshot.memory.seldom[:] = 1
    snapshot.memory.met[:] = 0
    running.restore(snapshot)


def sources_of(cells: Population) -> range:
    """Numbers of the cells of a population in a list of spikes."""
    return range(cells.first_source, cells.first_source + cells.cells.size)


def quiet_network(driven: int = 3, cells: int = 160) -> Circuit:
    """Integrate-and-fire cells that excite and inhibit each other; few of them fire."""
    rng = np.random.default_rng(5)
    drive = np.zeros(cells)
    drive[rng.choice(cells, driven, replace=False)] = 400.0
    circuit = Circuit()
    id = circuit.add("lif_current", size=cells, i_e=drive, c_m=250.0, tau_m=20.0, t_ref=2.0)
    pre, post = np.repeat(np.arange(cells), 20), rng.integers(0, cells, 20 * cells)
    weight = np.where(pre < 0.8 * cells, 60.0, -120.0) * rng.uniform(0.5, 1.5, len(pre))
    synapse = circuit.connect(
        id, id, receptor="exp_current", pre=pre, post=post, weight=weight, delay=1.5
    )
    circuit.set(synapse, u=0)
    return circuit


def every_kind() -> Circuit:
    """A cell of each kind of neuron, one with noise, and inflamed, heated fibres with noise.

    Events, currents and heat come at the start and again after a silent minute.
    """
    circuit = Circuit()
    times = [float(t) for start, stop in BURSTS for t in range(start, stop, 20)]
    train = circuit.add("spike_train", times=tuple(times))
    neurons = [kind for kind in circuit.catalog.kinds.values() if kind.family == "neuron"]
    cells = [circuit.add(kind.name) for kind in neurons]
    cells.append(circuit.add("wdr_neuron", noise=5.0))
    fibres = circuit.add("nociceptor_c", size=4, pkc=0.3, noise=3.0)
    circuit.add("tissue_damage", on=fibres)
    circuit.wire(fibres, cells[-1])
    for cell, kind in zip(cells, neurons, strict=False):
        if kind.receptors:
            circuit.wire(train, cell)
    for start, stop in BURSTS:
        circuit.add("heat", on=fibres, temperature=48.0, start=start, stop=stop)
        for cell in cells:  # more would drive adaptation so far that it pulls v out of its range
            amplitude = 100.0 if circuit.model.elements[cell].kind.startswith("adex_") else 800.0
            circuit.add("current_step", on=cell, amplitude=amplitude, start=start, stop=stop)
    return circuit


@pytest.mark.parametrize("kind", QUICK)
def test_silent_cells_come_to_rest_and_are_left_out(kind: str) -> None:
    circuit = Circuit()
    circuit.add(kind, size=20, i_e=QUICK[kind])
    running = Simulation(planned(circuit))
    advance(running, LAST_BIT_MS)
    assert asleep(running) == {AT_REST: 3}


def test_a_noisy_cell_never_sleeps() -> None:
    circuit = Circuit()
    circuit.add("projection_neuron", noise=2.0)
    running = Simulation(planned(circuit))
    advance(running, 3000.0)
    assert asleep(running) == {AWAKE: 1}


def test_the_pain_circuit_gives_the_same_bits_either_way() -> None:
    dense, adaptive = both_ways(pain_circuit())
    expected, found = advance(dense, 400.0), advance(adaptive, 400.0)
    assert len(expected.spikes) > 20
    assert np.array_equal(expected.spikes, found.spikes)
    assert same(carried(dense), carried(adaptive))


@pytest.mark.slow
@pytest.mark.timeout(300)
def test_trains_of_every_kind_are_the_same_across_a_silent_minute() -> None:
    dense, adaptive = both_ways(every_kind(), dt=0.05, fused="ready")
    expected, found = advance(dense, 60_000.0), advance(adaptive, 60_000.0)
    assert asleep(adaptive).keys() == {AWAKE, AT_REST, FADING}
    assert np.array_equal(expected.spikes, found.spikes)
    expected, found = advance(dense, 800.0), advance(adaptive, 800.0)
    sources = {source for cells in dense.plan.cells for source in sources_of(cells)}
    assert set(expected.spikes[:, 0].tolist()) == sources
    assert np.array_equal(expected.spikes, found.spikes)


def test_a_network_of_2000_cells_gives_the_same_trains_in_every_mode() -> None:
    circuit, _cells = build(network("W2"))
    dense, adaptive = both_ways(circuit, dt=0.1)
    sleeping = Simulation(adaptive.plan)
    expected, found = advance(dense, 300.0), advance(adaptive, 300.0)
    parts = []
    for _part in range(60):
        let_fade(sleeping)
        parts.append(advance(sleeping, 5.0).spikes)
    assert asleep(adaptive) == {AWAKE: 250}
    assert asleep(sleeping)[FADING] > 20
    assert len(expected.spikes) > 500
    assert np.array_equal(expected.spikes, found.spikes)
    assert np.array_equal(expected.spikes, np.concatenate(parts))


def test_few_events_let_integrate_and_fire_cells_fade() -> None:
    dense, adaptive = both_ways(quiet_network(), dt=0.1)
    expected, found = advance(dense, 3000.0), advance(adaptive, 3000.0)
    assert asleep(adaptive)[FADING] > 10
    assert len(expected.spikes) > 100
    assert np.array_equal(expected.spikes, found.spikes)
    for key in (("lif_current1", "v"), ("exp_current1", "current")):
        assert adaptive.values(*key) == pytest.approx(dense.values(*key), rel=1e-11, abs=1e-11)


def test_many_events_wake_them_all() -> None:
    dense, adaptive = both_ways(quiet_network(driven=60), dt=0.1)
    expected, found = advance(dense, 2000.0), advance(adaptive, 2000.0)
    assert asleep(adaptive) == {AWAKE: 20}
    assert np.array_equal(expected.spikes, found.spikes)


def test_looking_at_a_fading_cell_leaves_it_as_it_was() -> None:
    plan = planned(quiet_network(), dt=0.1)
    watched, unseen, dense = Simulation(plan), Simulation(plan), Simulation(plan, dense=True)
    (_t, (seen,)) = traces(watched, 2000.0, ("lif_current1", "v"))
    (_t, (expected,)) = traces(dense, 2000.0, ("lif_current1", "v"))
    for _call in range(20):
        advance(unseen, 100.0)
        unseen.view()
    assert seen == pytest.approx(expected, rel=1e-12)
    one, other = watched.snapshot().memory, unseen.snapshot().memory
    assert np.array_equal(one.state, other.state)
    assert np.array_equal(one.since, other.since)


def test_a_snapshot_of_fading_cells_goes_on_bit_for_bit() -> None:
    running = Simulation(planned(quiet_network(), dt=0.1))
    advance(running, 1000.0)
    snapshot = running.snapshot()
    assert FADING in snapshot.memory.asleep
    expected = advance(running, 1000.0).spikes
    state = running.snapshot().memory.state
    running.restore(snapshot)
    assert np.array_equal(advance(running, 1000.0).spikes, expected)
    assert np.array_equal(running.snapshot().memory.state, state)


@pytest.mark.parametrize("edit", [{"i_e": 100.0}, {"size": 200, "i_e": 90.0}])
def test_an_edit_finds_fading_cells_up_to_date(edit: dict[str, float]) -> None:
    circuit = quiet_network()
    circuit.set("lif_current1", i_e=0.0)
    train = circuit.add("spike_train", times=tuple(float(t) for t in range(5, 900, 40)))
    synapse = circuit.wire(train, "lif_current1")
    circuit.set(synapse, u=0)
    circuit.set(circuit.model.targets(synapse, Role.BINDS)[0], weight=100.0)
    dense, adaptive = both_ways(circuit, dt=0.1)
    for running in (dense, adaptive):
        advance(running, 500.0)
    assert FADING in asleep(adaptive)
    circuit.set("lif_current1", **edit)
    for running in (dense, adaptive):
        change(running, circuit)
        advance(running, 500.0)
    expected = dense.values("lif_current1", "v")
    assert adaptive.values("lif_current1", "v") == pytest.approx(expected, rel=1e-12)


def test_a_cell_that_rests_outside_its_range_stops_the_run_either_way() -> None:
    circuit = Circuit()
    cell = circuit.add("lif_current", i_e=-10_000.0, v_init=-120.0, tau_m=1.0, c_m=1.0)
    for running in both_ways(circuit, fused="never"):
        advance(running, 50.0)
        assert running.time == RANGES_EVERY
        assert running.first_non_finite() == cell


def test_a_cell_that_fires_at_every_step_is_not_at_rest() -> None:
    circuit = Circuit()
    circuit.add("lif_current", size=3, v_reset=-50.5, t_ref=0.0, v_init=-30.0, i_e=10_000.0)
    dense, resting = both_ways(circuit, fused="never")
    fired = [advance(running, 50.0).spikes for running in (dense, resting)]
    assert len(fired[0]) == 3 * round(50.0 / dense.plan.settings.dt)
    assert np.array_equal(*fired)
