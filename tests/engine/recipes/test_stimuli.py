"""Stimuli act at the step that their times name, and no other."""

import numpy as np
import pytest
from engine.lab import Circuit, Spikes, advance, listener, only, part, simulation, spikes, traces

from circuitlab.engine.errors import CannotRun

STEP = 0.025


def current(kind: str, milliseconds: float, **parameters: object) -> tuple[np.ndarray, np.ndarray]:
    """(time at the start of each step, pA) of a stimulus on a cell."""
    circuit = Circuit()
    cell = circuit.add("lif_current")
    stimulus = circuit.add(kind, on=cell, **parameters)
    t, (found,) = traces(simulation(circuit), milliseconds, (stimulus, "current"))
    return t - STEP, found


def test_a_current_step_begins_and_ends_on_its_steps() -> None:
    t, found = current("current_step", 30.0, amplitude=40, start=10, stop=20)
    on = (t > 10.0 - 1e-6) & (t < 20.0 - 1e-6)
    assert np.array_equal(found, np.where(on, 40.0, 0.0))


def test_a_repeated_step_returns_with_its_period() -> None:
    t, found = current("current_step", 100.0, amplitude=40, start=10, stop=15, period=30)
    begins = t[np.nonzero(np.diff(found, prepend=0.0) > 0.0)[0]]
    assert begins == pytest.approx([10.0, 40.0, 70.0])


def test_a_train_of_shocks_has_as_many_pulses_as_it_is_told() -> None:
    t, found = current("shock", 200.0, amplitude=500, width=0.5, start=20, period=30, count=3)
    begins = t[np.nonzero(np.diff(found, prepend=0.0) > 0.0)[0]]
    assert begins == pytest.approx([20.0, 50.0, 80.0])
    assert np.sum(found > 0.0) * STEP == pytest.approx(3 * 0.5)


def test_two_currents_on_one_cell_add_up() -> None:
    circuit = Circuit()
    cell = circuit.add("lif_current")
    for amplitude in (30, 40):
        circuit.add("current_step", on=cell, amplitude=amplitude)
    running = simulation(circuit)
    advance(running, 500.0)
    assert running.values(cell, "v")[0] == pytest.approx(-65.0 + 70.0 * 0.08, abs=1e-6)


def temperature(milliseconds: float, **parameters: object) -> float:
    circuit = Circuit()
    cell = circuit.add("nociceptor_c")
    circuit.add("heat", on=cell, **parameters)
    running = simulation(circuit)
    advance(running, milliseconds)
    return float(running.values("trpv1_1", "temperature")[0])


def test_heat_steps_the_skin_to_its_temperature_and_back() -> None:
    steps = {"temperature": 47, "resting": 32, "start": 10, "stop": 30}
    assert temperature(9.0, **steps) == pytest.approx(32.0)
    assert temperature(20.0, **steps) == pytest.approx(47.0)
    assert temperature(40.0, **steps) == pytest.approx(32.0)


def test_heat_may_rise_slowly() -> None:
    ramp = {"temperature": 47, "resting": 32, "rate": 100, "start": 10}
    assert temperature(61.0, **ramp) == pytest.approx(37.0, abs=0.15)
    assert temperature(200.0, **ramp) == pytest.approx(47.0)


def test_listed_spikes_come_exactly_when_they_are_listed() -> None:
    times = (0.025, 1.0, 33.325, 100.0)
    circuit = Circuit()
    train = circuit.add("spike_train", times=times, size=2)
    running = simulation(circuit)
    index, found = spikes(running, advance(running, 200.0), train)
    assert found == pytest.approx(np.repeat(times, 2))
    assert index.tolist() == [0, 1] * 4


def test_each_cell_may_fire_at_its_own_times() -> None:
    index, times = np.array([2, 0, 2, 1]), np.array([5.0, 1.0, 2.0, 5.0])
    circuit = Circuit()
    train = circuit.add("spike_train", times=(index, times))
    cells = circuit.add("lif_conductance", size=3, e_l=-52)
    circuit.set(circuit.wire(train, cells), u=0, delay=1.0)
    running = simulation(circuit)
    found, when = spikes(running, advance(running, 20.0), train)
    order = np.lexsort((index, times))
    assert found.tolist() == index[order].tolist()
    assert when == pytest.approx(times[order])


def test_cell_i_of_the_trains_drives_cell_i_alone() -> None:
    circuit = Circuit()
    train = circuit.add("spike_train", times=([1, 3], [10.0, 20.0]))
    cells = circuit.add("lif_current", size=5)
    circuit.set(circuit.wire(train, cells), u=0, delay=1.0)
    running = simulation(circuit)
    advance(running, 15.0)
    driven = running.values(cells, "v") > running.values(cells, "v").min() + 1e-6
    assert driven.tolist() == [False, True, False, False, False]
    advance(running, 10.0)
    driven = running.values(cells, "v") > running.values(cells, "v").min() + 1e-6
    assert driven.tolist() == [False, True, False, True, False]


def test_a_hundred_thousand_spikes_of_many_cells_come_each_once() -> None:
    rng = np.random.default_rng(2)
    index, tick = rng.integers(0, 50, 100_000), rng.integers(1, 200_000, 100_000)
    both = np.unique(np.stack([tick, index], axis=1), axis=0)
    circuit = Circuit()
    train = circuit.add("spike_train", times=(both[:, 1], both[:, 0] * STEP))
    running = simulation(circuit)
    found, when = spikes(running, advance(running, 5_000.0), train)
    assert np.array_equal(np.round(when / STEP).astype(int), both[:, 0])
    assert np.array_equal(found, both[:, 1])


def regular(milliseconds: float, *, seed: int = 1, **parameters: float) -> Spikes:
    """(index, ms) of the spikes of a regular train in a run."""
    circuit = Circuit()
    train = circuit.add("regular_train", **parameters)
    running = simulation(circuit, seed=seed)
    return spikes(running, advance(running, milliseconds), train)


@pytest.mark.parametrize("step", [0.025, 0.1])
def test_the_first_interval_of_a_regular_train_is_as_long_as_the_others(step: float) -> None:
    circuit = Circuit()
    train = circuit.add("regular_train", period=100)
    running = simulation(circuit, dt=step)
    assert spikes(running, advance(running, 450.0), train)[1].tolist() == pytest.approx(
        [0.0, 100.0, 200.0, 300.0, 400.0], abs=1e-9
    )


def test_regular_spikes_come_at_equal_intervals_from_start_to_before_stop() -> None:
    _index, found = regular(500.0, start=50, stop=350, period=100)
    assert found == pytest.approx([50.0, 150.0, 250.0])
    _index, found = regular(10_000.0, start=1.0, period=100 / 3)
    assert len(found) == 300
    assert found == pytest.approx(1.0 + np.arange(300) * 100 / 3, abs=STEP / 2)


def test_regular_spikes_without_an_interval_are_one_and_without_a_span_none() -> None:
    assert regular(500.0, start=20, period=0)[1] == pytest.approx([20.0])
    assert len(regular(500.0, start=20, stop=20)[1]) == 0


def test_all_cells_of_a_regular_train_fire_together_whatever_the_seed() -> None:
    found = [regular(95.0, seed=seed, start=10, period=30, size=3) for seed in (1, 2)]
    for index, when in found:
        assert index.tolist() == [0, 1, 2] * 3
        assert when == pytest.approx(np.repeat([10.0, 40.0, 70.0], 3))


def test_regular_spikes_open_what_they_are_wired_to() -> None:
    circuit = Circuit()
    train = circuit.add("regular_train", start=10, stop=100, period=20)
    cell = circuit.add("wdr_neuron")
    circuit.set(circuit.wire(train, cell), u=0, delay=1.0)
    t, (g,) = traces(simulation(circuit), 120.0, (part(circuit, cell, "nmda"), "g"))
    assert t[np.nonzero(g)[0][0]] - STEP == pytest.approx(11.0)


def test_more_regular_spikes_than_can_be_listed_are_refused() -> None:
    with pytest.raises(CannotRun, match="spikes are more than can be listed"):
        regular(1.0, period=1, size=10)


def test_an_axon_of_100_mm_at_08_m_per_s_takes_125_ms() -> None:
    circuit = Circuit()
    fibre = circuit.add("nociceptor_c")
    cell = circuit.add("wdr_neuron")
    synapse = circuit.wire(fibre, cell)
    circuit.set(synapse, path_length=100, delay=0.5)
    circuit.add("shock", on=fibre, start=5, count=1)
    running = simulation(circuit)
    running.watch([])
    t, (g,) = traces(running, 160.0, ("ampa1", "g"))
    again = simulation(circuit)
    (fired,) = spikes(again, advance(again, 160.0), fibre)[1]
    arrived = t[np.nonzero(g)[0][0]] - STEP
    assert arrived - fired == pytest.approx(125.5, abs=1e-6)


def test_a_delay_that_is_drawn_anew_has_its_mean_and_its_sd() -> None:
    trains = tuple(np.arange(50.0, 20_050.0, 50.0))
    circuit = listener("inhibitory_interneuron", trains)
    circuit.set("synapse1", delay=20.0, delay_sd=2.0)
    receptor = only(circuit, "inhibitory_interneuron1", "ampa", 0.1)
    t, (g,) = traces(simulation(circuit), 20_100.0, (receptor, "g"))
    rising = np.diff(g, prepend=0.0) > 0.0
    arrived = t[np.nonzero(rising & ~np.roll(rising, 1))[0]] - STEP
    delays = arrived - np.asarray(trains)
    assert delays.mean() == pytest.approx(20.0, abs=5 * 2.0 / np.sqrt(len(trains)))
    assert delays.std() == pytest.approx(2.0, rel=0.2)


def test_random_c_fibres_open_what_substance_p_opens() -> None:
    circuit = Circuit()
    fibres, cell = circuit.add("random_c_fibres"), circuit.add("wdr_neuron")
    circuit.wire(fibres, cell)
    kinds = {circuit.model.elements[id].kind for id in circuit.model.parts(cell)}
    assert {"ampa", "nmda", "nk1"} <= kinds
    running = simulation(circuit)
    advance(running, 500.0)
    assert running.values(part(circuit, cell, "nk1"), "g")[0] > 0.0
