"""Receptors as reactions with the transmitter in a cleft, and the release that fills it."""

import numpy as np
import pytest
from engine.lab import advance, simulation

from circuitlab.api import Circuit
from circuitlab.engine.mechanisms.receptors import released
from circuitlab.engine.stepping.simulation import Simulation

RELEASE_MS = 10.5
"""When the transmitter of a spike at 10 ms reaches the receptors."""
SPOKEN_TO = {
    "ampa_kinetic": (0.6180, 5.263),
    "nmda_kinetic": (0.0692, 151.5),
    "gaba_a_kinetic": (0.9598, 5.556),
}
"""Bound after a release of 1 ms, and time constant of unbinding (ms)."""


def spoken_to(
    kind: str,
    times: tuple[float, ...],
    host: str = "inhibitory_interneuron",
    **parameters: float,
) -> tuple[Circuit, str]:
    """A cell with one receptor that a spike train speaks to."""
    circuit = Circuit()
    train = circuit.add("spike_train", times=times)
    receptor = circuit.add(kind, on=circuit.add(host), **parameters)
    circuit.set(circuit.wire(train, receptor), u=0)
    return circuit, receptor


def alone(kind: str, dt: float | None = None) -> tuple[Simulation, str]:
    """A receptor in a cell, with the bouton of a fibre that never fires."""
    circuit = Circuit()
    cell = circuit.add("inhibitory_interneuron")
    fibre = circuit.add("inhibitory_interneuron" if kind.startswith("gaba") else "lif_current")
    receptor = circuit.add(kind, on=cell)
    circuit.set(circuit.wire(fibre, receptor), u=0)
    return simulation(circuit, dt=dt), receptor


def release(running: Simulation, receptor: str) -> None:
    """Let one release arrive at the receptor."""
    (entry,) = (a for a in running.plan.address if a[0] == receptor and a[2] == "a")
    running.state[running.plan.address[entry]] += 1.0


@pytest.mark.parametrize("kind", SPOKEN_TO)
def test_a_millisecond_of_transmitter_binds_the_fraction_of_the_closed_form(kind: str) -> None:
    running, receptor = alone(kind)
    release(running, receptor)
    advance(running, 1.0)
    bound, tau = SPOKEN_TO[kind]
    at_the_end = running.values(receptor, "bound")[0]
    assert at_the_end == pytest.approx(bound, abs=5e-5)
    advance(running, 10.0)
    assert running.values(receptor, "bound")[0] == pytest.approx(
        at_the_end * np.exp(-10.0 / tau), rel=2e-4
    )


def test_a_spike_fills_the_cleft_half_a_millisecond_later() -> None:
    circuit, receptor = spoken_to("ampa_kinetic", (10.0,))
    running = simulation(circuit)
    advance(running, RELEASE_MS + 1.0)
    assert running.values(receptor, "bound")[0] == pytest.approx(0.6180, abs=5e-5)


def test_the_cleft_is_filled_for_a_millisecond() -> None:
    circuit, receptor = spoken_to("ampa_kinetic", (10.0,))
    t, (transmitter,) = filled(circuit, receptor)
    assert transmitter.max() == pytest.approx(1.0)
    assert t[transmitter > 0.5][[0, -1]] == pytest.approx([RELEASE_MS + 0.025, RELEASE_MS + 1.0])


def filled(circuit: Circuit, receptor: str) -> tuple[np.ndarray, list[np.ndarray]]:
    running = simulation(circuit)
    t, seen = [], []
    for _ in range(800):
        advance(running, 0.025)
        t.append(running.time)
        seen.append(running.values(receptor, "transmitter")[0])
    return np.array(t), [np.array(seen)]


def bound_after(milliseconds: float, millimolar: float, bound: float = 0.0) -> float:
    """AMPA receptors with glutamate after so long in so much of it."""
    rate = 1.1 * millimolar + 0.19
    target = 1.1 * millimolar / rate
    return float(target + (bound - target) * np.exp(-milliseconds * rate))


def test_releases_of_one_fibre_that_overlap_mix_in_its_cleft() -> None:
    circuit, receptor = spoken_to("ampa_kinetic", (10.0, 10.5))
    running = simulation(circuit)
    advance(running, RELEASE_MS + 1.5)
    mixed = bound_after(1.0, 1.5, bound_after(0.5, 1.0))
    assert running.values(receptor, "bound")[0] == pytest.approx(mixed, abs=1e-6)


def test_releases_in_one_step_fill_the_cleft_together() -> None:
    circuit, receptor = spoken_to("ampa_kinetic", (10.0, 10.01))
    running = simulation(circuit)
    advance(running, RELEASE_MS + 1.0)
    assert running.values(receptor, "bound")[0] == pytest.approx(bound_after(1.0, 2.0), abs=1e-6)


@pytest.mark.parametrize("duration", [0.3, 0.31, 0.01, 0.0333, 2.0])
@pytest.mark.parametrize("dt", [0.0125, 0.025, 0.04, 0.1])
def test_transmitter_stays_exactly_as_long_as_it_is_told(duration: float, dt: float) -> None:
    circuit, receptor = spoken_to("ampa_kinetic", (10.0,), duration=duration)
    circuit.set("synapse1", delay=0.4)
    running = simulation(circuit, dt=dt)
    advance(running, 14.4)
    expected = bound_after(duration, 1.0) * np.exp(-0.19 * (4.0 - duration))
    assert running.values(receptor, "bound")[0] == pytest.approx(expected, rel=1e-6)


def test_magnesium_keeps_most_bound_nmda_receptors_shut_at_rest() -> None:
    circuit, receptor = spoken_to("nmda_kinetic", (10.0,), weight=0.1)
    running = simulation(circuit)
    advance(running, RELEASE_MS + 1.0)
    share = running.values(receptor, "open")[0] / running.values(receptor, "bound")[0]
    v = running.values("inhibitory_interneuron1", "v")[0]
    assert share == pytest.approx(1.0 / (1.0 + np.exp(-0.062 * v) / 3.57), rel=1e-3)


def gaba_b_peak(pulses: int, dt: float | None = None) -> tuple[float, float]:
    """Greatest open fraction of GABA-B's channels, and when (ms after the first release)."""
    running, receptor = alone("gaba_b", dt)
    seen = []
    for ms in range(800):
        if ms in range(0, 5 * pulses, 5):
            release(running, receptor)
        advance(running, 1.0)
        seen.append(running.values(receptor, "open")[0])
    return max(seen), float(np.argmax(seen)) + 1.0


def gaba_b_reference(pulses: int) -> tuple[float, float]:
    """The same by the Runge–Kutta scheme, for pulses of 0.5 mM and 0.3 ms, 5 ms apart."""

    def slope(t: float, x: np.ndarray) -> np.ndarray:
        on = any(5.0 * k <= t < 5.0 * k + 0.3 for k in range(pulses))
        bound, protein = x
        return np.array(
            [0.52 * 0.5 * on * (1.0 - bound) - 0.0013 * bound, 0.098 * bound - 0.033 * protein]
        )

    x, dt, best = np.zeros(2), 0.05, (0.0, 0.0)
    for step in range(16_000):
        t = (step + 1e-6) * dt
        k1 = slope(t, x)
        k2 = slope(t + dt / 2, x + dt / 2 * k1)
        k3 = slope(t + dt / 2, x + dt / 2 * k2)
        x = x + dt / 6 * (k1 + 2 * k2 + 2 * k3 + slope(t + dt - 2e-6, x + dt * k3))
        best = max(best, (float(x[1] ** 4 / (x[1] ** 4 + 100.0)), t + dt))
    return best


def test_a_burst_opens_gaba_b_more_than_a_thousand_times_as_far_as_a_spike() -> None:
    """One release 0.0015 %, ten at 200 Hz 3.9 %: ModelDB 18198, Destexhe & Sejnowski 1995."""
    once, burst = gaba_b_peak(1)[0], gaba_b_peak(10)[0]
    assert once == pytest.approx(1.5e-5, rel=0.05)
    assert burst == pytest.approx(0.039, rel=0.05)
    assert burst / once > 1000.0


@pytest.mark.parametrize("pulses", [1, 10])
def test_gaba_b_opens_slowly_and_answers_to_bursts(pulses: int) -> None:
    opened, when = gaba_b_peak(pulses)
    expected, at = gaba_b_reference(pulses)
    assert opened == pytest.approx(expected, rel=0.01)
    assert when == pytest.approx(at, abs=2.0)


@pytest.mark.parametrize(
    ("use", "recovery", "facilitation"), [(0.5, 800.0, 1e-9), (0.05, 100.0, 1000.0)]
)
def test_release_depresses_or_facilitates_as_tsodyks_and_markram_say(
    use: float, recovery: float, facilitation: float
) -> None:
    times = np.array([0.0, 20.0, 40.0, 60.0, 300.0])
    left, running, found = 1.0, 0.0, []
    for waited in np.diff(times, prepend=-1e9):
        size, left, running = released.py_func(left, running, waited, use, recovery, facilitation)
        found.append(size)
    assert found == pytest.approx(tsodyks(times, use, recovery, facilitation), rel=1e-9)
    assert found[0] == pytest.approx(1.0)
    assert (found[3] > found[0]) == (facilitation > recovery)


def tsodyks(times: np.ndarray, use: float, recovery: float, facilitation: float) -> list[float]:
    """The model in the variables of its paper: resources R and utilisation u before each spike."""
    resources, utilisation, sizes = 1.0, use, []
    for step in np.diff(times, append=times[-1]):
        sizes.append(utilisation * resources / use)
        resources -= utilisation * resources
        utilisation += use * (1.0 - utilisation)
        resources = 1.0 - (1.0 - resources) * np.exp(-step / recovery)
        utilisation = use + (utilisation - use) * np.exp(-step / facilitation)
    return sizes


def test_a_metre_of_nerve_takes_as_long_as_its_fibres_conduct() -> None:
    delays = [
        conduction(kind, velocity)
        for kind, velocity in (
            ("touch_fibre", 50.0),
            ("adelta_fibre", 13.0),
            ("nociceptor_c", 0.86),
        )
    ]
    assert delays == pytest.approx([20.0, 77.0, 1163.0], abs=0.5)


def conduction(kind: str, velocity: float) -> float:
    """Milliseconds that a spike takes over 1 m, without the synaptic delay."""
    circuit = Circuit()
    fibre = circuit.add(kind, conduction_velocity=velocity)
    cell = circuit.add("projection_neuron")
    synapse = circuit.wire(fibre, cell)
    circuit.set(synapse, path_length="1 m")
    plan = simulation(circuit).plan
    (delay,) = np.unique(plan.terminals.delay[plan.terminals_of[synapse]])
    return float(delay * plan.settings.dt) - 0.5


def test_a_facilitating_synapse_releases_more_at_each_spike() -> None:
    times = (10.0, 30.0, 50.0, 70.0, 310.0)
    circuit, receptor = spoken_to("exp_conductance", times, "hh_traub_miles")
    circuit.set("synapse1", u=0.05, tau_rec=100.0, tau_fac=1000.0)
    circuit.set(receptor, weight=1.0, tau_syn=0.5)
    running = simulation(circuit)
    found = []
    for time in times:
        advance(running, time + 0.525 - running.time)
        found.append(running.values(receptor, "g")[0])
    rested = np.exp(-0.025 / 0.5)
    assert found == pytest.approx(
        rested * np.array(tsodyks(np.array(times), 0.05, 100.0, 1000.0)), rel=1e-9
    )
