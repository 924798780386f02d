"""What is muted acts on nothing, as if it were not there; what it is stays, and can act again.

Compared to the bit: a muted element's contributions are zeros among those that are added up, and
its layout, and so the order of every sum, stays as it was.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from itertools import zip_longest

import numpy as np
import pytest
from engine.lab import Circuit, advance, change, planned, simulation
from engine.test_kinds import everything, first

from circuitlab.api import CircuitError, simulate
from circuitlab.catalog.families import CHANNEL, RECEPTOR
from circuitlab.catalog.load import default_catalog
from circuitlab.engine.plan.row_layout import Layout
from circuitlab.engine.stepping.simulation import Simulation
from circuitlab.model.element import MUTED, Role
from circuitlab.model.step import Step
from circuitlab.model.timeline import with_steps

KINDS = default_catalog().kinds
READING = {"voltmeter", "raster", "pain_readout", "note"}
"""Kinds that act on nothing in a run anyway."""
LASTING_MS = 25.0
MEANS = ("open", "bound", "transmitter", "g_protein")
"""What a receptor shows of its boutons as their mean; what flows through it is their sum."""
DRIVEN = {"i_e": 400, "basal": 0.2, "recruited": 1, "gbar": 0.1}

Seen = dict[tuple[str, str], list[float]]


@pytest.fixture(scope="module")
def whole() -> Circuit:
    return lively()


def lively() -> Circuit:
    """A circuit with every kind, in which each gives what it can within a few milliseconds."""
    circuit = everything()
    for id, element in circuit.model.elements.items():
        for name, value in DRIVEN.items():
            if name in KINDS[element.kind].parameters:
                circuit.set(id, **{name: value})
    for kind in ("poisson", "random_c_fibres"):
        circuit.set(first(circuit, kind), rate=2000)
    for kind in ("adex", "brain_area"):
        circuit.set(first(circuit, kind), i_e=1000)
    circuit.set(first(circuit, "spike_train"), times=[1, 4, 9])
    circuit.add("force", on=first(circuit, "touch_fibre"), force=50)
    for kind in ("ampa_kinetic", "nmda_kinetic", "exp_inflow"):
        circuit.wire(first(circuit, "poisson"), first(circuit, kind))
    for kind in ("gaba_a_kinetic", "gaba_b"):
        circuit.wire(first(circuit, "adex_interneuron"), first(circuit, kind))
    return circuit


@pytest.fixture(scope="module")
def usual(whole: Circuit) -> Seen:
    return seen(ran(whole))


def ran(circuit: Circuit) -> Simulation:
    running = simulation(circuit)
    advance(running, LASTING_MS)
    return running


def seen(running: Simulation) -> Seen:
    return {key: values.tolist() for key, values in running.view().items()}


def copy_of(circuit: Circuit) -> Circuit:
    return Circuit(circuit.model.copy())


def muted(circuit: Circuit, *ids: str) -> Circuit:
    other = copy_of(circuit)
    other.mute(*ids)
    return other


def without(circuit: Circuit, id: str) -> Circuit:
    """The circuit without an element; of a neuron, without all that leads away from it.

    A calcium channel brings a shell of calcium along, in which its current alone is left out.
    """
    model = circuit.model
    kind = KINDS[model.elements[id].kind]
    if kind.family == CHANNEL and "p_cal" in kind.parameters:
        other = copy_of(circuit)
        other.set(id, p_cal=0)
        return other
    gone = [id]
    if model.targets(id, Role.RELEASES_ONTO):
        gone = model.targets(id, Role.RELEASES_ONTO)
        gone += [m for m in model.sources(id, Role.RECORDS) if KINDS[model.elements[m].kind].states]
    other = copy_of(circuit)
    other.remove(*gone)
    return other


def fewer_boutons(circuit: Circuit, other: Circuit) -> set[str]:
    """Receptors that fewer synapses bind: what they show as a mean of boutons is another mean."""
    found = (circuit.model.sources(id, Role.BINDS) for id in other.ids)
    pairs = zip(other.ids, found, strict=True)
    return {id for id, synapses in pairs if synapses != other.model.sources(id, Role.BINDS)}


def differing(one: Seen, other: Seen, *apart: str, means_of: Collection[str] = ()) -> set[str]:
    both = (one.keys() & other.keys()) - {key for key in one if key[0] in apart}
    both -= {(id, state) for id in means_of for state in MEANS}
    assert len(both) > 100
    alike = {key for key in both if len(one[key]) == len(other[key])}
    return {key[0] for key in alike if one[key] != other[key]}


@pytest.mark.parametrize("kind", KINDS)
def test_a_muted_element_acts_as_if_it_were_not_there(
    whole: Circuit, usual: Seen, kind: str
) -> None:
    id = first(whole, kind)
    silent = seen(ran(muted(whole, id)))
    bare = without(whole, id)
    fewer = fewer_boutons(whole, bare)
    assert differing(silent, seen(ran(bare)), id, means_of=fewer) == set()
    assert bool(differing(silent, usual, id)) == (kind not in READING)
    if KINDS[kind].family in (RECEPTOR, CHANNEL):
        assert not any(np.any(silent.get((id, state), 0.0)) for state in ("g", "i"))


def test_a_muted_element_acts_again_where_it_was_muted_under_way() -> None:
    """Nothing restarts: its state has gone on, and what it does is taken up."""
    circuit = Circuit()
    source = circuit.add("regular_train", period=10)
    cell = circuit.add("lif_conductance")
    synapse = circuit.wire(source, cell)
    running = simulation(circuit)
    for muted_now in (False, True, False):
        (circuit.mute if muted_now else circuit.unmute)(synapse)
        change(running, circuit)
        before = running.values(cell, "v")[0]
        advance(running, 15)
        assert (running.values(cell, "v")[0] > before) is not muted_now
    assert running.tick == round(45 / running.plan.settings.dt)


@pytest.mark.parametrize("id", ["synapse1", "ampa1", "nociceptor_c1", "lidocaine1", "heat1"])
def test_a_mute_under_way_leaves_every_state_as_it_is(whole: Circuit, id: str) -> None:
    """Muted and unmuted between two steps, a run is the one that nobody has touched."""
    running = ran(whole)
    change(running, muted(whole, id))
    change(running, whole)
    straight = ran(whole)
    for each in (running, straight):
        advance(each, LASTING_MS)
    assert differing(seen(running), seen(straight)) == set()


@pytest.mark.parametrize("id", ["ampa1", "heat1", "trpv1_1", "lidocaine1", "microglia1"])
def test_a_mute_is_taken_over_without_another_plan(whole: Circuit, id: str) -> None:
    running = ran(whole)
    assert running.patch(planned(muted(whole, id)))


def test_no_loop_of_a_circuit_depends_on_what_is_muted(whole: Circuit) -> None:
    """Else a mute would have to be compiled while it runs; populations keep their own rows.

    A row belongs to a kind, so that one element of each kind may be muted at once.
    """
    circuit = copy_of(whole)
    circuit.set("inhibitory_interneuron1", spread=0.2)
    circuit.set("nociceptor_c1", spread=0.2)
    loops = loops_of(circuit)
    rounds = list(zip_longest(*ids_by_kind(circuit)))
    assert sorted(id for ids in rounds for id in ids if id) == sorted(circuit.ids)
    for ids in rounds:
        together = [id for id in ids if id]
        if loops_of(muted(circuit, *together)) != loops:
            assert not [id for id in together if loops_of(muted(circuit, id)) != loops]
            pytest.fail(f"of these at once: {together}")


def ids_by_kind(circuit: Circuit) -> Iterator[list[str]]:
    elements = circuit.model.elements
    for kind in KINDS:
        yield [id for id in circuit.ids if elements[id].kind == kind]


def loops_of(circuit: Circuit) -> tuple[list[Layout], tuple[int, ...]]:
    plan = planned(circuit)
    return [bank.layout for bank in plan.banks], plan.state.shape


def test_a_whole_population_is_silenced_and_lives_on() -> None:
    circuit = Circuit()
    cells = circuit.add("lif_conductance", size=20, i_e=1000)
    goal = circuit.add("lif_conductance")
    circuit.wire(cells, goal)
    meter = circuit.add("pain_readout", on=cells)
    circuit.mute(cells)
    run = simulate(circuit, 50, record=[(goal, "v"), (cells, "v")])
    index, _times = run.spikes(cells)
    assert set(index) == set(range(20))
    assert np.ptp(run.trace(goal)[1]) == 0.0
    assert run.value(meter, "rate") == 0.0


def test_a_run_may_mute_what_its_circuit_does_not() -> None:
    circuit = Circuit()
    source = circuit.add("regular_train", period=10)
    cell = circuit.add("lif_conductance")
    synapse = circuit.wire(source, cell)
    quiet, heard = (simulate(circuit, 50, mute=mute) for mute in ([synapse], []))
    assert np.ptp(quiet.trace(cell)[1]) == 0.0 < np.ptp(heard.trace(cell)[1])
    assert circuit.muted == ()
    with pytest.raises(CircuitError, match=r"no element called “synapse9”.*synapse1"):
        simulate(circuit, 50, mute=["synapse9"])


def test_a_timeline_mutes_and_lets_act_again() -> None:
    circuit = Circuit()
    source = circuit.add("regular_train", period=10)
    cell = circuit.add("lif_conductance")
    synapse = circuit.wire(source, cell)
    steps = (Step(20.0, {(synapse, MUTED): True}), Step(60.0, {(synapse, MUTED): False}))
    circuit.model.apply(with_steps(circuit.model, steps))
    t, v = simulate(circuit, 100, record=[(cell, "v")]).trace(cell)
    rises = t[1:][np.diff(v) > 0.01]
    assert np.any(rises < 20)
    assert not np.any((rises > 22) & (rises < 60))
    assert np.any(rises > 60)
