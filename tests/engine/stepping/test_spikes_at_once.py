"""Several spikes of one source in one step, and spikes at the very start."""

from itertools import pairwise

import numpy as np
import pytest
from engine.lab import Reals, Spikes, advance, change, only, simulation, spikes, traces

from circuitlab.api import Circuit, simulate
from circuitlab.catalog.load import default_catalog
from circuitlab.engine.stepping.simulation import Simulation

STEPS = (0.0125, 0.025, 0.05, 0.1, 0.5)
RECEPTORS = {
    "exp_conductance": ("hh_traub_miles", "g"),
    "exp_current": ("lif_current", "current"),
    "ampa": ("inhibitory_interneuron", "g"),
    "nmda": ("wdr_neuron", "g"),
}


def train(times: tuple[float, ...], milliseconds: float = 20.0, **given: float) -> Spikes:
    """(index, ms) of the spikes of a train of which the times are set."""
    dt = given.pop("dt", None)
    circuit = Circuit()
    source = circuit.add("spike_train", times=times, **given)
    running = simulation(circuit, dt=dt)
    return spikes(running, advance(running, milliseconds), source)


@pytest.mark.parametrize("dt", STEPS)
def test_spikes_closer_than_a_step_are_all_there(dt: float) -> None:
    _index, found = train((10.0, 10.01), dt=dt)
    assert found == pytest.approx([10.0, 10.0], abs=dt / 2 + 0.01)


def test_every_spike_that_is_listed_counts_in_each_cell() -> None:
    index, found = train((5.0,) * 10_000 + (5.001,), size=2)
    assert np.bincount(index).tolist() == [10_001, 10_001]
    assert set(found.tolist()) == {5.0}


@pytest.mark.parametrize("dt", STEPS)
def test_a_spike_at_time_0_is_at_time_0(dt: float) -> None:
    assert train((0.0, 2.0), dt=dt)[1].tolist() == pytest.approx([0.0, 2.0], abs=1e-9)


@pytest.mark.parametrize("rate", [20.0, 1000.0, 20_000.0])
@pytest.mark.parametrize("dt", STEPS)
def test_spikes_at_random_are_poisson_at_any_step(rate: float, dt: float) -> None:
    circuit = Circuit()
    source = circuit.add("poisson", rate=rate, size=100)
    running = simulation(circuit, dt=dt)
    window, windows = 1000.0 * 4.0 / rate if rate < 1000.0 else 4.0, 100
    index, found = spikes(running, advance(running, window * windows), source)
    edges = [np.arange(101) - 0.5, np.arange(windows + 1) * window + dt / 2]
    counts, *_edges = np.histogram2d(index, found, bins=edges)
    whole = counts[:, :-1]
    mean = rate * 1e-3 * window
    assert whole.mean() == pytest.approx(mean, rel=5.0 / np.sqrt(mean * whole.size))
    assert whole.var() / whole.mean() == pytest.approx(1.0, abs=0.1)


def opened(kind: str, times: tuple[float, ...], dt: float = 0.025, **synapse: float) -> Reals:
    """A receptor's conductance, or current, over time."""
    host, state = RECEPTORS[kind]
    circuit = Circuit()
    source = circuit.add("spike_train", times=times)
    cell = circuit.add(host)
    circuit.set(circuit.wire(source, cell), **{"u": 0, **synapse})
    receptor = only(circuit, cell, kind, 1e-3)
    running, found = simulation(circuit, dt=dt), []
    for _step in range(round(20.0 / dt)):
        running.advance(1)
        found.append(running.values(receptor, state)[0])
    return np.array(found)


@pytest.mark.parametrize("kind", RECEPTORS)
def test_spikes_of_one_step_count_each_to_the_receptor(kind: str) -> None:
    once, thrice = opened(kind, (5.0,)), opened(kind, (5.0, 5.004, 5.008))
    assert once.max() > 0.0
    assert thrice == pytest.approx(3.0 * once, rel=1e-3)


def test_an_event_at_time_0_reaches_its_receptor_after_the_delay_and_no_later() -> None:
    at_once = opened("exp_conductance", (0.0,), delay=0.05)
    later = opened("exp_conductance", (10.0,), delay=0.05)
    assert at_once[1] == 0.0
    assert at_once[2] > 0.0
    assert at_once[:400] == pytest.approx(later[400:800], rel=1e-12)


def test_each_of_several_spikes_at_once_uses_vesicles() -> None:
    rested = opened("exp_conductance", (5.0,), u=0.5, tau_rec=800.0).max()
    together = opened("exp_conductance", (5.0, 5.0, 5.0), u=0.5, tau_rec=800.0).max()
    assert together / rested == pytest.approx(1.0 + 0.5 + 0.25, rel=1e-5)


def test_each_of_several_spikes_at_once_has_a_delay_of_its_own() -> None:
    g = opened("exp_conductance", (2.0,) * 400, delay=5.0, delay_sd=1.0)
    arrived = np.diff(g, prepend=0.0)
    began = np.nonzero(arrived > 0.0)[0] * 0.025 - 7.0
    assert began.min() < -1.5
    assert began.max() > 1.5
    assert len(began) > 60


def felt(times: tuple[float, ...]) -> float:
    """Rate that a read-out has counted of a source after 20 ms."""
    circuit = Circuit()
    source = circuit.add("spike_train", times=times)
    readout = circuit.add("pain_readout")
    circuit.wire(readout, source)
    running = simulation(circuit)
    advance(running, 20.0)
    return float(running.values(readout, "rate")[0])


def test_a_read_out_counts_every_spike() -> None:
    assert felt((5.0,) * 4) == pytest.approx(4.0 * felt((5.0,)), rel=1e-9)


def cut(times: tuple[float, ...], at: list[float]) -> list[float]:
    circuit = Circuit()
    source = circuit.add("spike_train", times=times)
    circuit.wire(source, circuit.add("wdr_neuron"))
    running, found = simulation(circuit), []
    for start, stop in pairwise([0.0, *at]):
        found += spikes(running, advance(running, stop - start), source)[1].tolist()
    return found


def test_spikes_come_once_however_a_run_is_cut() -> None:
    times = (0.0, 0.0, 0.025, 5.0, 5.0, 10.0)
    assert cut(times, [10.0]) == pytest.approx(times)
    assert cut(times, [0.025, 0.05, 5.0, 5.025, 10.0]) == pytest.approx(times)


def edited(at: float) -> list[float]:
    """Spikes of a source whose list is renewed after some time."""
    circuit = Circuit()
    source = circuit.add("spike_train", times=(0.0, 4.0))
    running = simulation(circuit)
    found = spikes(running, advance(running, at), source)[1].tolist()
    circuit.set(source, times=(0.0, 4.0, 4.0, 6.0))
    change(running, circuit)
    return found + spikes(running, advance(running, 10.0 - at), source)[1].tolist()


def test_a_list_that_is_edited_goes_on_from_now() -> None:
    assert edited(0.0) == pytest.approx([0.0, 4.0, 4.0, 6.0])
    assert edited(2.0) == pytest.approx([0.0, 4.0, 4.0, 6.0])
    assert edited(4.0) == pytest.approx([0.0, 4.0, 6.0])


def test_loops_of_both_kinds_draw_the_same_numbers() -> None:
    circuit = Circuit()
    source = circuit.add("poisson", rate=20_000, size=20)
    cell = circuit.add("lif_current")
    circuit.set(circuit.wire(source, cell), delay_sd=1.0, delay=5.0)
    one, other = (simulation(circuit, fused=how) for how in ("wait", "never"))
    assert np.array_equal(one.advance(400).spikes, other.advance(400).spikes)
    assert one.values(cell, "v") == other.values(cell, "v")


def restored(running: Simulation) -> np.ndarray:
    kept = running.snapshot()
    first = running.advance(400).spikes
    running.restore(kept)
    assert np.array_equal(running.advance(400).spikes, first)
    return first


def test_a_snapshot_keeps_what_is_under_way() -> None:
    circuit = Circuit()
    source = circuit.add("poisson", rate=20_000, size=5)
    circuit.set(circuit.wire(source, circuit.add("lif_current")), delay_sd=1.0, delay=5.0)
    running = simulation(circuit)
    assert len(restored(running))
    assert len(restored(running))


def test_a_run_tells_every_spike() -> None:
    circuit = Circuit()
    source = circuit.add("spike_train", times=(10.0, 10.01, 20.0))
    run = simulate(circuit, "50 ms")
    assert run.spikes(source).tolist() == pytest.approx([10.0, 10.0, 20.0])


PULSED = [
    ("current_step", "lif_current", "current", {}),
    ("current_ramp", "lif_current", "current", {"initial": 5}),
    ("recorded_current", "lif_current", "current", {"times": (0, 9), "currents": (20, 30)}),
    ("sine", "lif_current", "current", {"phase": 90}),
    ("noise", "lif_current", "current", {}),
    ("shock", "lif_current", "current", {"width": 5}),
    ("heat", "nociceptor_c", "difference", {}),
    ("cold", "nociceptor_c", "difference", {}),
    ("force", "touch_fibre", "force", {}),
]


@pytest.mark.parametrize("dt", [0.025, 0.1])
@pytest.mark.parametrize(("kind", "host", "state", "given"), PULSED)
def test_what_begins_at_a_time_acts_from_there_to_its_end(
    kind: str, host: str, state: str, given: dict[str, object], dt: float
) -> None:
    for start in (0.0, 10.0):
        circuit = Circuit()
        times = {"start": start, "stop": start + 5.0, "period": 20.0}
        if "width" in given:
            times["stop"] = 1000.0
        stimulus = circuit.add(kind, on=circuit.add(host), **times, **given)
        t, (found,) = traces(simulation(circuit, dt=dt), 60.0, (stimulus, state))
        phase = np.mod(t - dt - start + 1e-6, 20.0)
        acts = (t - dt > start - 1e-6) & (phase < 5.0)
        assert np.array_equal(found != 0.0, acts)


def test_every_stimulus_with_a_start_is_looked_at() -> None:
    kinds = default_catalog().kinds.values()
    timed = {k.name for k in kinds if k.family == "stimulus" and "start" in k.parameters}
    elsewhere = {
        "regular_train",
        "wasabi",
        "poisson",
        "random_c_fibres",
        "spike_train",
        "voltage_clamp",
    }
    assert timed - elsewhere <= {kind for kind, *_more in PULSED}
