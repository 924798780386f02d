"""The voltage clamp: a held membrane, its current, and Hodgkin and Huxley's numbers."""

import numpy as np
import pytest
from engine.lab import Circuit, advance, change, part, planned, simulation, traces
from engine.watched import Watched

from circuitlab.api import CircuitError
from circuitlab.catalog.load import default_catalog
from circuitlab.engine.errors import CannotRun
from circuitlab.engine.plan.retune import retuned
from circuitlab.engine.running.run import Run, run_circuit
from circuitlab.model.mutes import toggled

CATALOG = default_catalog()
CLAMPED = [kind.name for kind in CATALOG.kinds.values() if "command" in kind.inputs]


def clamped(kind: str = "hh_squid", **protocol: object) -> tuple[Circuit, str, str]:
    circuit = Circuit()
    cell = circuit.add(kind)
    return circuit, cell, circuit.add("voltage_clamp", on=cell, **protocol)


def hodgkin_huxley(t: np.ndarray, v: float, before: float) -> tuple[np.ndarray, np.ndarray]:
    """Sodium and potassium current (µA/cm²) t ms after a step from ``before`` to v mV at 6.3 °C.

    Their equations of 1952, written down anew: each gate goes exponentially to its new value.
    """
    rates = {
        "m": lambda u: (0.1 * (u + 40) / (1 - np.exp(-(u + 40) / 10)), 4 * np.exp(-(u + 65) / 18)),
        "h": lambda u: (0.07 * np.exp(-(u + 65) / 20), 1 / (1 + np.exp(-(u + 35) / 10))),
        "n": lambda u: (
            0.01 * (u + 55) / (1 - np.exp(-(u + 55) / 10)),
            0.125 * np.exp(-(u + 65) / 80),
        ),
    }
    gates = {}
    for name, rate in rates.items():
        (a, b), (a0, b0) = rate(v), rate(before)
        start = a0 / (a0 + b0)
        gates[name] = a / (a + b) + (start - a / (a + b)) * np.exp(-(a + b) * t)
    m, h, n = gates.values()
    return 120 * m**3 * h * (v - 50), 36 * n**4 * (v + 77)


@pytest.fixture(scope="module")
def squid() -> tuple[Run, str, str]:
    circuit, cell, clamp = clamped()
    states = [(cell, name) for name in ("v", "i_na", "i_k", "i_l")]
    record = [*states, (clamp, "current"), (clamp, "density"), (clamp, "command")]
    return run_circuit(circuit.model, 40.0, record=record), cell, clamp


def test_the_axon_gives_the_currents_that_their_equations_give(squid: tuple[Run, str, str]) -> None:
    run, cell, _clamp = squid
    t, sodium = run.trace(cell, "i_na")
    since = t - 10.0
    after = since > 0.0
    na, k = hodgkin_huxley(since[after], 0.0, -65.0)
    assert sodium[after] == pytest.approx(na, abs=0.05)
    assert run.trace(cell, "i_k")[1][after] == pytest.approx(k, abs=0.05)


def test_the_currents_peak_where_they_are_known_to(squid: tuple[Run, str, str]) -> None:
    run, cell, _clamp = squid
    t, sodium = run.trace(cell, "i_na")
    fine = np.linspace(0.0, 2.0, 200_001)
    exact = hodgkin_huxley(fine, 0.0, -65.0)[0]
    assert exact.min() == pytest.approx(-1456.8, abs=0.05)
    assert fine[exact.argmin()] == pytest.approx(0.618, abs=0.001)
    assert sodium.min() == pytest.approx(exact.min(), rel=1e-3)
    assert t[sodium.argmin()] - 10.0 == pytest.approx(0.618, abs=0.013)
    late = run.trace(cell, "i_k")[1][np.isclose(t, 30.0)]
    assert late == pytest.approx(1890.3, abs=0.1)


def test_the_clamp_passes_what_the_channels_do(squid: tuple[Run, str, str]) -> None:
    run, cell, clamp = squid
    t, passed = run.trace(clamp, "current")
    ionic = sum(run.trace(cell, name)[1] for name in ("i_na", "i_k", "i_l"))
    still = np.abs(t - 10.0) > 0.06
    assert passed[still] == pytest.approx(ionic[still], abs=1e-6)
    assert run.trace(clamp, "density")[1] == pytest.approx(passed)  # 100 µm²


def test_the_voltage_is_the_command_from_the_edge_on(squid: tuple[Run, str, str]) -> None:
    run, cell, clamp = squid
    t, v = run.trace(cell, "v")
    expected = np.where(t > 10.0 - 0.01, 0.0, -65.0)
    assert v == pytest.approx(expected, abs=1e-9)
    assert run.trace(clamp, "command")[1] == pytest.approx(v)
    assert not len(run.spikes(cell))


@pytest.mark.parametrize("kind", CLAMPED)
def test_every_cell_is_held_without_a_spike_and_fires_once_it_is_let_go(kind: str) -> None:
    circuit, cell, clamp = clamped(kind, level=-20.0, start=2.0, width=5.0)
    running = simulation(circuit)
    chunk = advance(running, 12.0)
    assert not len(chunk.spikes)
    assert running.values(cell, "v")[0] == pytest.approx(-65.0)
    assert np.isfinite(running.values(clamp, "current")[0])
    circuit.set(clamp, on=False)
    circuit.add("current_step", on=cell, amplitude=3000.0)
    change(running, circuit)
    assert len(advance(running, 60.0).spikes)


@pytest.mark.parametrize("kind", CLAMPED)
def test_the_clamp_passes_what_keeps_the_cell_where_it_is(kind: str) -> None:
    """The current that the clamp has passed at last, passed by an electrode, holds the cell too."""
    circuit, cell, clamp = clamped(kind, holding=-75.0, level=-75.0)
    running = simulation(circuit)
    advance(running, 3000.0)
    needed = float(running.values(clamp, "current")[0])
    circuit.set(clamp, on=False)
    circuit.add("current_step", on=cell, amplitude=needed)
    change(running, circuit)
    advance(running, 5.0)
    assert running.values(cell, "v")[0] == pytest.approx(-75.0, abs=0.02)
    assert running.values(clamp, "current")[0] == 0.0


def test_a_current_of_another_electrode_is_made_up_for() -> None:
    circuit, cell, clamp = clamped("lif_conductance", holding=-60.0, level=-60.0)
    circuit.add("current_step", on=cell, amplitude=80.0, start=5.0)
    circuit.set(cell, i_e=10.0)
    _t, (passed, v) = traces(simulation(circuit), 20.0, (clamp, "current"), (cell, "v"))
    assert passed[100] == pytest.approx(-10.0)
    assert passed[-1] == pytest.approx(-90.0)
    assert np.all(v == -60.0)


def levels_of(**protocol: object) -> tuple[np.ndarray, np.ndarray]:
    circuit, cell, _clamp = clamped("lif_conductance", holding=-70.0, start=1.0, **protocol)
    t, (v,) = traces(simulation(circuit), 12.0, (cell, "v"))
    return t, v


def test_steps_follow_each_other() -> None:
    t, v = levels_of(level=-60.0, increment=5.0, steps=3, width=1.0, period=2.0)
    at = [v[np.isclose(t, time)][0] for time in (0.5, 1.5, 2.5, 3.5, 4.5, 5.5, 7.5)]
    assert at == pytest.approx([-70.0, -60.0, -70.0, -55.0, -70.0, -50.0, -70.0])


def test_steps_may_be_listed_and_begin_anew() -> None:
    t, v = levels_of(levels=(-90.0, 0.0), width=5.0, period=2.0, repeat=True)
    at = [v[np.isclose(t, time)][0] for time in (0.5, 1.5, 3.5, 5.5, 7.5, 11.5)]
    assert at == pytest.approx([-70.0, -90.0, 0.0, -90.0, 0.0, 0.0])


def test_a_ramp_takes_its_time_and_charges_the_membrane() -> None:
    circuit, cell, clamp = clamped(
        "lif_conductance", holding=-70.0, start=1.0, level=-50.0, rise=4.0
    )
    t, (v, passed) = traces(simulation(circuit), 8.0, (cell, "v"), (clamp, "current"))
    assert v[np.isclose(t, 3.0)] == pytest.approx(-60.0, abs=0.001)
    assert v[np.isclose(t, 6.0)] == pytest.approx(-50.0)
    leak = 10.0 * (v - -60.0)
    capacitive = (passed - leak)[(t > 1.1) & (t < 4.9)]
    assert capacitive == pytest.approx(200.0 * 5.0, rel=0.002)
    assert (passed - leak)[t > 5.1] == pytest.approx(0.0, abs=1e-6)


def test_every_cell_of_a_population_is_held() -> None:
    circuit, cell, clamp = clamped("hh_squid")
    circuit.set(cell, size=11, g_k=np.linspace(10.0, 60.0, 11))
    running = simulation(circuit)
    advance(running, 35.0)
    assert np.all(running.values(cell, "v") == 0.0)
    assert np.all(np.diff(running.values(clamp, "current")) > 0.0)


def test_fused_loops_give_the_same_bits() -> None:
    circuit, _cell, _clamp = clamped("wdr_neuron", level=-30.0)
    circuit.add("current_step", on="wdr_neuron1", amplitude=50.0)
    carried = []
    for fused in ("never", "wait"):
        running = simulation(circuit, fused=fused)
        advance(running, 30.0)
        carried.append(
            running.state[running.plan.address["voltage_clamp1", "voltage_clamp", "passed"]]
        )
    assert np.array_equal(*carried)


def test_a_slider_of_the_clamp_is_a_mere_write() -> None:
    circuit, cell, clamp = clamped(start=1.0)
    before = circuit.model.copy()
    plan = planned(circuit)
    circuit.set(clamp, level=20.0, holding=-80.0)
    assert retuned(plan, before, circuit.model, CATALOG) is not None
    middle = circuit.model.copy()
    circuit.set(cell, g_na=100.0)
    assert retuned(planned(circuit), middle, circuit.model, CATALOG) is not None


def test_edits_and_looking_back_in_a_running_window_are_followed() -> None:
    circuit, _cell, _clamp = clamped(start=1.0, width=1000.0)
    circuit.add("voltmeter", on="voltage_clamp1", quantity="current")
    watched = Watched(circuit)
    try:
        moment = watched.step(800).moment
        assert moment is not None
        watched.edit(voltage_clamp1__level=-30.0)
        frame = watched.step(400)
        assert frame.values["hh_squid1", "v"][0] == pytest.approx(-30.0)
        assert frame.columns["voltage_clamp1", "current"][1].size == 400
        passed = frame.values["voltage_clamp1", "current"][0]
        watched.resume(moment)
        assert watched.step(400).values["voltage_clamp1", "current"][0] == passed
    finally:
        watched.runner.stop()


def test_one_clamp_holds_one_neuron_and_a_neuron_has_one() -> None:
    circuit, cell, clamp = clamped()
    other = circuit.add("hh_squid")
    with pytest.raises(CircuitError, match="already, and can be wired to nothing more"):
        circuit.wire(clamp, other)
    with pytest.raises(CircuitError, match="takes no second that does the same"):
        circuit.add("voltage_clamp", on=cell)
    with pytest.raises(CircuitError, match="acts on"):
        circuit.add("voltage_clamp", on=part(circuit, circuit.add("nociceptor_c"), "trpv1"))


def test_steps_beyond_what_is_allowed_are_refused() -> None:
    circuit, _cell, _clamp = clamped(level=80.0, increment=20.0, steps=4)
    with pytest.raises(CannotRun, match="would be to 120 mV"):
        planned(circuit)


def test_a_clamp_without_a_cell_takes_no_part() -> None:
    circuit = Circuit()
    circuit.add("hh_squid")
    circuit.add("voltage_clamp")
    running = simulation(circuit)
    advance(running, 5.0)
    assert "voltage_clamp1" not in running.plan.taking_part


def test_a_muted_clamp_lets_the_cell_go() -> None:
    circuit, cell, clamp = clamped("lif_conductance", holding=-80.0)
    circuit.model.apply(toggled(circuit.model, CATALOG, [clamp]))
    running = simulation(circuit)
    advance(running, 200.0)
    assert running.values(cell, "v")[0] == pytest.approx(-60.0)
    assert running.values(clamp, "current")[0] == 0.0
    circuit.model.apply(toggled(circuit.model, CATALOG, [clamp]))
    change(running, circuit)
    advance(running, 1.0)
    assert running.values(cell, "v")[0] == -80.0
