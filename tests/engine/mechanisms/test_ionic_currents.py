"""Ionic currents of every cell and of all that sits in it: together they move its voltage."""

import numpy as np
import pytest
from engine.lab import Circuit, advance, simulation

from circuitlab.catalog.load import default_catalog
from circuitlab.catalog.spec import Kind
from circuitlab.engine.mechanisms import MECHANISMS
from circuitlab.engine.recipes.parameters import Settings, Values
from circuitlab.engine.running.run import Run, run_circuit
from circuitlab.engine.stepping.derived import derived
from circuitlab.engine.stepping.simulation import Simulation

CATALOG = default_catalog()
DT = 0.0125
NEURONS = [k for k in CATALOG.kinds.values() if k.family == "neuron" and "i_l" in k.states]
CELLS = list({(k.mechanism, k.docks): k for k in NEURONS}.values())
PARTS = [k for k in CATALOG.kinds.values() if k.family in ("receptor", "channel")]


def capacitance(circuit: Circuit, cell: str) -> float:
    """Capacitance (pF) of a cell, from its own parameters."""
    element = circuit.model.elements[cell]
    p = Values(element, CATALOG.kind(element.kind), Settings(DT, 0, 1.0))
    return float((p.capacitance() if "area" in p.kind.parameters else p["c_m"])[0])


def ionic(circuit: Circuit, cell: str) -> list[tuple[str, str]]:
    """Every current of a cell and of what sits in it."""
    found = []
    for id in (cell, *circuit.model.parts(cell)):
        kind = CATALOG.kind(circuit.model.elements[id].kind)
        found += [(id, name) for name, state in kind.states.items() if state.unit == "pA"]
    return found


def stirred(kind: Kind) -> tuple[Circuit, str]:
    """A cell with every part it can carry, which a train and a current stir but do not let fire."""
    circuit = Circuit()
    train = circuit.add("spike_train", times=(2.0, 4.0, 4.5, 9.0))
    cell = circuit.add(kind.name)
    if kind.receptors:
        for receptor in circuit.receptors(circuit.wire(train, cell)):
            usual = CATALOG.kind(circuit[receptor].kind).parameters["weight"].default
            circuit.set(receptor, weight=usual)
    for part in kind.docks:
        circuit.add(
            part, on=cell, **({"gbar": 0.05} if "gbar" in CATALOG.kind(part).parameters else {})
        )
    circuit.add("current_step", on=cell, amplitude=60.0, start=5.0, stop=8.0)
    return circuit, cell


def outward(running: Simulation, currents: list[tuple[str, str]], cell: str, v: float) -> float:
    """Sum of the currents (pA) as they are now, but at another voltage."""
    view = running.view()
    view._memory.state[running.plan.address[cell, "", "v"]] = v
    return float(np.sum([view[key][0] for key in currents]))


@pytest.mark.parametrize("kind", CELLS, ids=lambda kind: kind.name)
def test_what_flows_out_is_what_the_membrane_loses(kind: Kind) -> None:
    circuit, cell = stirred(kind)
    running, currents = simulation(circuit, dt=DT), ionic(circuit, cell)
    reset = element_value(circuit, cell, "v_reset") if "v_reset" in kind.parameters else np.nan
    before, wrong, flowing, reached = running.values(cell, "v")[0], [], [], []
    for _step in range(round(11.0 / DT)):
        advance(running, DT)
        v = running.values(cell, "v")[0]
        passed = outward(running, currents, cell, 0.5 * (before + v))
        moved = capacitance(circuit, cell) * (v - before) / DT
        if reset not in (v, before):
            wrong.append(moved + passed - running.values("current_step1", "current")[0])
            flowing.append(abs(passed))
            reached.append(v)
        before = v
    assert np.ptp(reached) > 2.0
    assert np.abs(wrong).max() < 1e-2 * max(flowing)
    assert np.abs(wrong).mean() < 3e-3 * max(flowing)


def element_value(circuit: Circuit, id: str, name: str) -> float:
    return float(circuit.model.value(id, name, CATALOG))


def test_every_channel_and_receptor_has_a_current() -> None:
    for kind in PARTS:
        assert any(state.unit == "pA" for state in kind.states.values()), kind.name


def test_inward_current_is_negative() -> None:
    circuit, cell = stirred(CATALOG.kind("hh_squid"))
    run = run_circuit(circuit.model, 14.0, record=[(cell, "i_na"), (cell, "i_k")])
    assert run.trace(cell, "i_na")[1].min() < -500.0
    assert run.trace(cell, "i_k")[1].max() > 500.0


def recorded(every: float | None, size: int = 1) -> Run:
    circuit = Circuit()
    circuit.add("hh_squid", size=size, i_e=10.0)
    record = [("hh_squid1", "i_na"), ("hh_squid1", "v")]
    return run_circuit(circuit.model, 12.0, record=record, every_ms=every)


def test_a_current_is_known_at_every_step_and_at_some() -> None:
    t, whole = recorded(None).trace("hh_squid1", "i_na")
    assert len(t) == 480
    few = recorded(0.5).trace("hh_squid1", "i_na")[1]
    assert np.array_equal(whole[19::20], few)


def test_many_cells_give_what_each_gives_alone() -> None:
    alone = recorded(0.1).trace("hh_squid1", "i_na")[1]
    many = recorded(0.1, size=200).trace("hh_squid1", "i_na")[1]
    assert many.shape == (len(alone), 200)
    assert np.array_equal(many[:, 7], alone)


def test_only_rows_that_move_are_watched() -> None:
    circuit = Circuit()
    circuit.add("hh_squid")
    running = simulation(circuit)
    made = derived(running.plan, running.view(), "hh_squid1", "i_na")
    assert made is not None
    assert set(made.rows) == {("hodgkin_huxley", "m"), ("hodgkin_huxley", "h"), ("", "v")}
    assert derived(running.plan, running.view(), "hh_squid1", "v") is None


def test_the_calcium_current_is_that_of_its_equation() -> None:
    circuit = Circuit()
    cell = circuit.add("wdr_neuron", v_init=-20.0)
    running = simulation(circuit)
    state = {
        name: running.state[running.plan.address[cell, "cal", name]][0]
        for name in ("m", "permeability")
    }
    v, ca = (running.state[running.plan.address[cell, "", name]][0] for name in ("v", "ca"))
    _m, g, ge, _ica = MECHANISMS["cal"].function(v, ca, state["m"], state["permeability"], 0.0)
    assert running.values(cell, "i_ca")[0] == pytest.approx(g * v - ge, rel=1e-9)
    assert running.values(cell, "i_ca")[0] < -1.0
