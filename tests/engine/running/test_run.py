"""A run from start to end: spikes, traces, values, and what stops it."""

import numpy as np
import pytest
from engine.lab import Circuit, listener, pain_circuit, simulation

from circuitlab.engine.errors import NotFinite
from circuitlab.engine.plan.compiler import settings_of
from circuitlab.engine.running.run import Run, run_circuit
from circuitlab.engine.stepping.driver import RANGES_EVERY
from circuitlab.engine.stepping.simulation import Simulation
from circuitlab.model.overlay import Overlay
from circuitlab.model.step import Step


@pytest.fixture(scope="module")
def run() -> Run:
    record = [("wdr_neuron1", "v"), ("nociceptor_c1", "v"), ("nmda1", "open")]
    return run_circuit(pain_circuit().model, 50.0, record=record, every_ms=0.5)


def test_it_says_how_it_was_made(run: Run) -> None:
    assert (run.duration_ms, run.dt, run.seed) == (50.0, 0.025, 11)
    assert run.wall_s > 0.0
    assert set(run.firing) == {"nociceptor_c1", "adelta_fibre1", "wdr_neuron1"}


def test_a_population_gives_cells_and_times(run: Run) -> None:
    index, times = run.spikes("adelta_fibre1")
    assert set(index) == {0, 1, 2}
    assert np.all((times > 10.0) & (times < 15.0))


def test_a_single_cell_gives_times() -> None:
    run = run_circuit(listener("lif_current", (10.0, 20.0)).model, 50.0)
    assert run.spikes("spike_train1") == pytest.approx([10.0, 20.0])


def test_recorded_states_come_with_their_times(run: Run) -> None:
    t, v = run.trace("wdr_neuron1")
    assert t == pytest.approx(np.arange(1, 101) * 0.5)
    assert v.shape == (100,)
    assert run.trace("nociceptor_c1", "v")[1].shape == (100, 12)


def test_a_state_that_is_computed_may_be_recorded_too(run: Run) -> None:
    t, opened = run.trace("nmda1", "open")
    assert t == pytest.approx(np.arange(1, 101) * 0.5)
    assert opened[-1] == run.value("nmda1", "open")[0]
    assert opened.min() == 0.0


def test_recording_does_not_change_the_run(run: Run) -> None:
    assert np.array_equal(run_circuit(pain_circuit().model, 50.0).raw_spikes, run.raw_spikes)


def test_what_was_not_recorded_is_named(run: Run) -> None:
    with pytest.raises(KeyError, match=r"wdr_neuron1\.ca was not recorded"):
        run.trace("wdr_neuron1", "ca")
    with pytest.raises(KeyError, match="heat1"):
        run.spikes("heat1")


def test_seed_and_step_may_be_given_for_one_run() -> None:
    settings = settings_of(pain_circuit().model, seed=3, dt=0.05)
    run = run_circuit(pain_circuit().model, 10.0, seed=3, dt=0.05)
    assert (settings.seed, settings.dt) == (run.seed, run.dt) == (3, 0.05)


def test_overlays_hold_for_one_run_only() -> None:
    circuit = Circuit()
    circuit.add("lif_current")
    hot = Overlay("hot", {("lif_current1", "i_e"): 400.0})
    assert len(run_circuit(circuit.model, 100.0, overlays=[hot]).raw_spikes) > 0
    assert len(run_circuit(circuit.model, 100.0).raw_spikes) == 0


def test_progress_is_told_as_it_goes() -> None:
    circuit = Circuit()
    circuit.add("lif_current")
    told: list[float] = []
    run_circuit(circuit.model, 350.0, progress=told.append)
    assert told[-1] == pytest.approx(350.0)
    assert told == sorted(told)
    assert len(told) >= 3


def test_a_voltage_that_runs_away_names_its_cell() -> None:
    circuit = Circuit()
    circuit.add("lif_current")
    circuit.add("lif_current", i_e=-10_000, c_m=1)
    with pytest.raises(NotFinite) as stopped:
        run_circuit(circuit.model, 500.0)
    assert stopped.value.element == "lif_current2"
    assert 0.0 < stopped.value.time_ms <= 500.0


@pytest.mark.parametrize(
    ("kind", "pull", "stops"),
    [
        ("wdr_neuron", -120.0, False),
        ("wdr_neuron", -140.0, True),
        ("wdr_neuron", 300.0, True),
        ("hh_squid", -140.0, True),
        ("lif_conductance", -140.0, False),
    ],
)
def test_cells_with_ion_channels_keep_within_what_a_membrane_can_have(
    kind: str, pull: float, stops: bool
) -> None:
    circuit = Circuit()
    cell = circuit.add(kind)
    plan = simulation(circuit).plan
    running = Simulation(plan, fused="never", dense=True)
    looked_at = round(RANGES_EVERY / plan.settings.dt)
    running.advance(looked_at - 1)
    running.state[plan.voltages] = pull
    assert running.first_non_finite() is None
    assert running.advance(100).steps == (1 if stops else 100)
    assert (running.first_non_finite() == cell) is stops


@pytest.mark.parametrize("pieces", [[4000], [1] * 400 + [3600], [333] * 13])
def test_a_run_stops_at_the_same_moment_however_it_is_cut(pieces: list[int]) -> None:
    circuit = Circuit()
    cell = circuit.add("inhibitory_interneuron")
    circuit.add("current_step", on=cell, amplitude=-2000.0, start=5.9, stop=8.4)
    running = simulation(circuit)
    for steps in pieces:
        running.advance(steps)
        if running.first_non_finite() is not None:
            break
    assert running.time == pytest.approx(8.0)
    assert running.first_non_finite() == cell


def test_an_empty_circuit_runs() -> None:
    run = run_circuit(Circuit().model, 100.0)
    assert run.firing == ()
    assert len(run.raw_spikes) == 0


def test_a_run_of_no_length_is_a_look_at_rest() -> None:
    circuit = Circuit()
    circuit.add("hh_squid")
    run = run_circuit(circuit.model, 0.0, record=[("hh_squid1", "v")])
    assert len(run.trace("hh_squid1")[0]) == 0
    assert run.value("hh_squid1", "v")[0] == -65.0


def test_a_timeline_step_acts_at_its_moment() -> None:
    circuit = Circuit()
    circuit.add("lif_current")
    steps = (
        Step(200.0, {("lif_current1", "i_e"): 0.0}),
        Step(100.0, {("lif_current1", "i_e"): 400.0}),
    )
    circuit.model.apply(circuit.model.with_document({"timeline": steps}))
    times = run_circuit(circuit.model, 300.0).spikes("lif_current1")
    assert len(times) > 5
    assert np.all((times > 100.0) & (times < 205.0))
