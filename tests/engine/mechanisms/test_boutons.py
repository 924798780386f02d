"""Each fibre has a bouton of its own on a receptor that binds transmitter."""

import numpy as np
import pytest
from engine.lab import Reals, advance, change, listener, simulation

from circuitlab.api import Circuit, simulate
from circuitlab.catalog.load import default_catalog
from circuitlab.engine.recipes import recipe_of
from circuitlab.engine.stepping.simulation import Simulation

BINDING = [
    kind.name
    for kind in default_catalog().kinds.values()
    if kind.family == "receptor" and recipe_of(kind.mechanism).bouton
]
"""Receptors that bind transmitter in clefts."""
STEP = 0.025


def lit(kind: str, times: list[float], **parameters: float) -> tuple[Circuit, str]:
    """A receptor that fibres reach, each with a spike of its own."""
    circuit = Circuit()
    receptor = circuit.add(kind, on=circuit.add("inhibitory_interneuron"), **parameters)
    for time in times:
        fibre = fibre_of(circuit, kind, time)
        circuit.set(circuit.wire(fibre, receptor), u=0)
    return circuit, receptor


def fibre_of(circuit: Circuit, kind: str, time: float) -> str:
    if "gaba" not in default_catalog().kinds[kind].ligands:
        return circuit.add("spike_train", times=(time,))
    fibre = circuit.add("inhibitory_interneuron")
    circuit.add("shock", on=fibre, start=time, count=1, amplitude=2000, width=0.5)
    return fibre


def conductance(kind: str, times: list[float], dt: float = STEP, **parameters: float) -> Reals:
    """The receptor's conductance in every step."""
    circuit, receptor = lit(kind, times, **{"weight": 1e-4, **parameters})
    duration = 300.0 if kind == "gaba_b" else 40.0
    return simulate(circuit, duration, dt=dt, record=[(receptor, "g")]).trace(receptor, "g")[1]


def test_there_are_receptors_that_bind() -> None:
    assert {"gaba_b", "ampa_kinetic", "nmda_kinetic", "gaba_a_kinetic"} <= set(BINDING)


@pytest.mark.parametrize("kind", BINDING)
def test_what_fibres_open_is_the_sum_of_what_each_opens(kind: str) -> None:
    first, second = conductance(kind, [10.0]), conductance(kind, [12.0])
    assert conductance(kind, [10.0, 12.0]) == pytest.approx(first + second, rel=1e-4, abs=1e-12)


@pytest.mark.parametrize("kind", BINDING)
def test_twenty_fibres_at_about_one_time_open_twenty_times_as_much(kind: str) -> None:
    once = conductance(kind, [10.0]).max()
    for apart in (0.0, STEP, 0.01):
        times = [10.0 + apart * k for k in range(20)]
        assert conductance(kind, times).max() == pytest.approx(20.0 * once, rel=0.05)


@pytest.mark.parametrize("kind", BINDING)
def test_the_peak_falls_smoothly_as_two_fibres_move_apart(kind: str) -> None:
    apart = np.array([0.0, 0.025, 0.05, 0.1, 0.3, 0.5, 1.0, 1.5, 3.0, 10.0])
    peaks = np.array([conductance(kind, [10.0, 10.0 + each]).max() for each in apart])
    assert np.all(np.diff(peaks) <= 1e-9 * peaks[0])
    assert np.all(-np.diff(peaks) <= 0.35 * peaks[0] * np.diff(apart) + 1e-3 * peaks[0])


@pytest.mark.parametrize("kind", BINDING)
@pytest.mark.parametrize("apart", [0.0, 0.2, 1.0])
def test_what_fibres_open_does_not_depend_on_the_step(kind: str, apart: float) -> None:
    peaks = [
        conductance(kind, [10.0, 10.0 + apart], STEP / finer).max() for finer in (0.5, 1, 2, 4)
    ]
    assert peaks == pytest.approx([peaks[-1]] * 4, rel=0.02)


@pytest.mark.parametrize("kind", BINDING)
def test_fibres_of_one_population_have_boutons_of_their_own(kind: str) -> None:
    circuit = Circuit()
    cells = circuit.add("inhibitory_interneuron", size=3)
    receptor = circuit.add(kind, on=cells, weight=1e-4)
    glutamate = "glutamate" in default_catalog().kinds[kind].ligands
    fibres = circuit.add("lif_current" if glutamate else "inhibitory_interneuron", size=5)
    circuit.set(circuit.wire(fibres, receptor), u=0, rule="pairs", pre=(0, 1, 4), post=(0, 2, 2))
    running = simulation(circuit)
    release(running, receptor)
    advance(running, 20.0)
    g = running.values(receptor, "g")
    assert g[1] == 0.0
    assert g[2] == pytest.approx(2.0 * g[0], rel=1e-6)
    assert running.values(receptor, "bound") == pytest.approx(
        running.values(receptor, "bound")[0] * np.array([1.0, 0.0, 1.0])
    )


def release(running: Simulation, receptor: str, boutons: slice = slice(None)) -> None:
    (entry,) = (a for a in running.plan.address if a[0] == receptor and a[2] == "a")
    running.state[running.plan.address[entry][boutons]] += 1.0


def test_weights_of_connections_scale_what_each_opens() -> None:
    circuit = Circuit()
    cells = circuit.add("inhibitory_interneuron", size=2)
    receptor = circuit.add("ampa_kinetic", on=cells, weight=(0.001, 0.003))
    circuit.set(circuit.wire(circuit.add("lif_current"), receptor), u=0, rule="all_to_all")
    running = simulation(circuit)
    release(running, receptor)
    advance(running, 2.0)
    g = running.values(receptor, "g")
    assert g[1] == pytest.approx(3.0 * g[0], rel=1e-9)
    assert running.values(receptor, "bound")[0] == running.values(receptor, "bound")[1]


def test_what_is_open_survives_when_a_fibre_comes_and_when_one_goes() -> None:
    circuit, receptor = lit("gaba_b", [1000.0, 1000.0])
    running = simulation(circuit)
    release(running, receptor, slice(1, 2))
    advance(running, 30.0)
    before = running.values(receptor, "g")[0]
    assert before > 0.0
    circuit.set(circuit.wire(fibre_of(circuit, "gaba_b", 1000.0), receptor), u=0)
    change(running, circuit)
    running.advance(1)
    assert running.values(receptor, "g")[0] == pytest.approx(before, rel=1e-2)
    circuit.remove("synapse1")
    change(running, circuit)
    running.advance(1)
    assert running.values(receptor, "g")[0] == pytest.approx(before, rel=1e-2)
    circuit.remove("synapse2")
    change(running, circuit)
    running.advance(1)
    assert running.values(receptor, "g")[0] == 0.0


@pytest.mark.parametrize("kind", BINDING)
def test_a_receptor_that_nothing_reaches_is_shut(kind: str) -> None:
    circuit = Circuit()
    receptor = circuit.add(kind, on=circuit.add("inhibitory_interneuron"))
    running = simulation(circuit)
    advance(running, 10.0)
    states = ("g", "open", "bound", "transmitter")
    assert [running.values(receptor, state)[0] for state in states] == [0.0] * 4


@pytest.mark.parametrize("kind", BINDING)
def test_loops_of_both_kinds_and_snapshots_agree(kind: str) -> None:
    circuit, receptor = lit(kind, [2.0, 3.0, 3.01])
    one, other = (simulation(circuit, fused=how) for how in ("wait", "never"))
    one.advance(160)
    kept = one.snapshot()
    one.advance(400)
    other.advance(560)
    for state in ("g", "bound", "transmitter"):
        assert one.values(receptor, state) == other.values(receptor, state)
    last = one.values(receptor, "g")
    one.restore(kept)
    one.advance(400)
    assert one.values(receptor, "g") == last


def test_a_constant_of_binding_can_be_turned_while_it_runs() -> None:
    circuit, receptor = lit("ampa_kinetic", [2.0])
    running = simulation(circuit)
    advance(running, 4.0)
    bound = running.values(receptor, "bound")[0]
    circuit.set(receptor, beta=1.0)
    change(running, circuit)
    advance(running, 1.0)
    assert running.values(receptor, "bound")[0] == pytest.approx(bound * np.exp(-1.0), rel=1e-9)


LINEAR = ["ampa", "nmda", "exp_conductance"]


@pytest.mark.parametrize("kind", LINEAR)
def test_what_fibres_open_adds_up_in_other_receptors_too(kind: str) -> None:
    host = "hh_traub_miles" if kind == "exp_conductance" else "wdr_neuron"

    def peak(fibres: int, apart: float) -> float:
        circuit = listener(host, (10.0,))
        (receptor,) = (id for id, each in circuit.model.elements.items() if each.kind == kind)
        for number in range(1, fibres):
            train = circuit.add("spike_train", times=(10.0 + number * apart,))
            circuit.set(circuit.wire(train, receptor), u=0)
        circuit.set(receptor, weight=1e-4)
        return float(
            simulate(circuit, 60.0, record=[(receptor, "g")]).trace(receptor, "g")[1].max()
        )

    once = peak(1, 0.0)
    assert peak(20, 0.0) == pytest.approx(20.0 * once, rel=1e-3)
    assert peak(20, STEP) == pytest.approx(20.0 * once, rel=0.1)
