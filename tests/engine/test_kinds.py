"""Every kind of the catalog runs, and each of its parameters and states means something."""

import hashlib

import networkx as nx
import numpy as np
import pytest
from each_case import each_case
from engine.lab import Circuit, advance, part, part_bound, planned, simulation

from circuitlab.catalog.families import SPIKES
from circuitlab.catalog.load import default_catalog
from circuitlab.catalog.spec import Kind, Parameter
from circuitlab.engine.plan.plan import Plan
from circuitlab.engine.recipes import RECIPES, recipe_of
from circuitlab.engine.recipes.recipe import Sort
from circuitlab.model.delta import Delta
from circuitlab.model.leaving_out import without
from circuitlab.model.parameter_values import set_param

KINDS = default_catalog().kinds
ELECTRODES = [k for k in KINDS.values() if RECIPES[k.mechanism].sort is Sort.ELECTRODE]
"""Kinds that act from within the cell that they reach into, and not along a feed."""
SILENT = {"voltmeter", "raster", "note"}
"""Mechanisms that take no part in a run."""
ACTING = [kind for kind in KINDS.values() if kind.mechanism not in SILENT]
OTHER_CELLS = (
    "hh_traub_miles",
    "lif_conductance",
    "touch_fibre",
    "excitatory_interneuron",
    "adex",
    "adex_projection",
    "adex_interneuron",
    "adex_nociceptor",
    "izhikevich",
    "brain_area",
    "cold_fibre",
)
_PAIRS = {"rule": "pairs", "pre": (0, 0), "post": (0, 0)}
OVERRULED = {(kind, "temperature"): ("heat", "cold") for kind in ("trpv1", "trpm8")}
"""Values that hold only where nothing of these kinds brings another."""
RULED = {
    ("synapse", "probability"): ({"rule": "probability"}, 0.9),
    ("synapse", "degree"): ({"rule": "in_degree"}, 1),
    ("synapse", "seed"): ({"rule": "in_degree", "degree": 1}, 2),
    ("synapse", "pre"): (_PAIRS, (0, 1)),
    ("synapse", "post"): (_PAIRS, (0, 1)),
    ("spike_train", "cells"): ({"times": (1, 2), "cells": (0, 0), "size": 2}, (0, 1)),
    ("spike_train", "stop"): ({}, 150),
    ("spike_train", "period"): ({"stop": 2000}, 500),
    ("poisson", "period"): ({"width": 10}, 50),
    ("random_c_fibres", "period"): ({"width": 10}, 50),
    ("spinal_cord_stimulator", "follows"): ({"frequency": 500}, 250),
    ("voltage_clamp", "increment"): ({"steps": 3}, 5.0),
    ("voltage_clamp", "period"): ({"steps": 2}, 200.0),
    ("gap_junction", "probability"): ({"rule": "probability"}, 0.9),
    ("gap_junction", "seed"): ({"rule": "probability", "probability": 0.5}, 2),
    ("recorded_current", "times"): ({"times": (0, 9), "currents": (1, 2)}, (0, 5)),
    ("recorded_current", "currents"): ({"times": (0, 9), "currents": (1, 2)}, (1, 5)),
}
"""Parameters that count together with others only: what else to set, and another value."""


DOSES = {"dose": 20, "dose_every": 8, "infusion": 5}
"""What drugs are given, so that all of their parameters count."""


def everything() -> Circuit:
    """A circuit with every kind in its place."""
    circuit = Circuit()
    fibre = circuit.add("nociceptor_c", size=2)
    relay = circuit.add("adelta_fibre")
    inner = circuit.add("inhibitory_interneuron", size=4)
    deep, projecting = circuit.add("wdr_neuron"), circuit.add("projection_neuron")
    point, squid = circuit.add("lif_current"), circuit.add("hh_squid")
    others = [circuit.add(kind) for kind in OTHER_CELLS]
    for kind in ("touch_fibre", "cold_fibre"):
        circuit.set(first(circuit, kind), size=2)
    synapses = [
        circuit.wire(*pair)
        for pair in [
            (fibre, inner),
            (relay, deep),
            (inner, deep),
            (fibre, projecting),
            (deep, projecting),
            (relay, point),
            (relay, squid),
            (projecting, inner),
            (point, inner),
            (squid, inner),
            *((relay, other) for other in others if KINDS[kind_of(circuit, other)].receptors),
            *((other, inner) for other in others),
        ]
    ]
    for synapse in synapses:
        circuit.set(synapse, path_length=10)
    for channel in ("trpm8", "trpa1", "mechanical"):
        circuit.add(channel, on=fibre)
    for channel in KINDS["inhibitory_interneuron"].docks:
        if channel not in KINDS["inhibitory_interneuron"].receptors:
            circuit.add(channel, on=inner)
    circuit.add("exp_inflow", on=squid)
    bind(circuit, inner, relay)
    for cell in (fibre, relay, inner, deep, projecting, point, squid, *others):
        circuit.set(cell, noise=0.5)
    circuit.add("heat", on=fibre, temperature=48)
    circuit.add("shock", on=relay)
    circuit.add("current_step", on=deep)
    outside(circuit, fibre, relay, deep)
    for source in ("poisson", "random_c_fibres", "regular_train", "spike_train"):
        circuit.wire(circuit.add(source), inner)
    pore = part_bound(circuit, synapses[0], "nmda")
    circuit.add("ketamine", on=pore, concentration=3, **DOSES)
    medicines(circuit, fibre, synapses[3])
    wounds(circuit, fibre, synapses[3], deep)
    for meter in ("voltmeter", "raster", "pain_readout"):
        circuit.add(meter, on=projecting)
    brain(circuit, synapses[3])
    held(circuit)
    circuit.add("note")
    return circuit


def held(circuit: Circuit) -> None:
    """Cells of their own that an electrode holds, and others that they are joined to."""
    cells, others = (circuit.add("hh_squid", size=4) for _each in range(2))
    circuit.add("voltage_clamp", on=cells, start=1)
    circuit.couple(cells, others, g=0.1)


def bind(circuit: Circuit, cell: str, relay: str) -> None:
    """Fibres on every receptor of a cell that binds transmitter in clefts."""
    senders = {"glutamate": relay, "gaba": circuit.add("inhibitory_interneuron")}
    for receptor in circuit.model.parts(cell):
        kind = KINDS[kind_of(circuit, receptor)]
        if recipe_of(kind.mechanism).bouton:
            circuit.wire(senders[kind.ligands[0]], receptor)


def kind_of(circuit: Circuit, id: str) -> str:
    return circuit.model.elements[id].kind


def medicines(circuit: Circuit, fibre: str, synapse: str) -> None:
    """Drugs at the ending in the skin and at the first synapse."""
    for drug in ("gabapentin", "pregabalin", "opioid"):
        circuit.add(drug, on=synapse, concentration=1, **DOSES)
    circuit.add("lidocaine", on=fibre, concentration=5, **DOSES)
    circuit.add("nav18_blocker", on=fibre, concentration=0.01)
    circuit.add("suzetrigine", on=fibre, concentration=0.001)
    circuit.add("capsaicin", on=part(circuit, fibre, "trpv1"), concentration=0.3)
    circuit.add("aprepitant", on=part_bound(circuit, synapse, "nk1"), concentration=0.01, **DOSES)


def wounds(circuit: Circuit, fibre: str, synapse: str, cell: str) -> None:
    """Injured tissue, immune cells and glia, with the drugs that act on them."""
    tissue = circuit.add("tissue_damage", on=fibre, severity=0.5, nerve=1, ngf=3)
    circuit.wire(tissue, synapse)
    for kind in ("mast_cell", "macrophage"):
        immune = circuit.add(kind)
        circuit.wire(tissue, immune)
        circuit.wire(immune, tissue)
    circuit.add("nsaid", on=tissue, concentration=5, **DOSES)
    circuit.add("spreading_damage", on=fibre, ngf=3)
    glia = circuit.add("microglia")
    circuit.wire(tissue, glia)
    circuit.wire(glia, cell)
    circuit.add("p2x4_blocker", on=glia, concentration=1)
    circuit.wire("opioid1", glia)


def outside(circuit: Circuit, fibre: str, relay: str, cell: str) -> None:
    """Every other stimulus, and treatments of the skin and of the cord."""
    circuit.add("cold", on=fibre, rate=1)
    circuit.add("force", on=fibre, rate=10)
    circuit.add("wasabi", on=fibre)
    for current in ("current_ramp", "recorded_current", "sine", "noise"):
        circuit.add(current, on=cell)
    circuit.add("spinal_cord_stimulator", on=relay)
    circuit.add("rub", on=relay)


def brain(circuit: Circuit, synapse: str) -> None:
    """What the brain does, on the one pain read-out."""
    drive = circuit.add("descending_drive", on=synapse)
    circuit.add("expectation", on=first(circuit, "pain_readout"), learning=0.05)
    circuit.wire("expectation1", drive)
    circuit.wire("expectation1", circuit.add("movement", on=drive))


@pytest.fixture(scope="module")
def built() -> Circuit:
    return everything()


def first(circuit: Circuit, kind: str) -> str:
    return next(id for id, element in circuit.model.elements.items() if element.kind == kind)


def fingerprint(plan: Plan) -> str:
    """Everything of a plan that a parameter could change."""
    fed = [*plan.fast, *plan.slow, *plan.sensed]
    parts = [plan.state, *plan.terminals, *plan.listed, *plan.curves, *fed]
    for _address, (slots, values) in sorted(plan.parameters.items()):
        parts += [slots, values]
    parts += [each for bound in plan.begun for each in bound]
    return hashlib.sha256(b"".join(part.tobytes() for part in parts)).hexdigest()


def other_value(parameter: Parameter, present: object) -> object:
    """Another value than the present one."""
    if parameter.type == "switch":
        return not present
    if parameter.type == "numbers":
        return (5.0, 7.0)
    if parameter.type == "choice":
        return next(c for c in parameter.choices if c not in (present, "pairs"))
    low, high = float(parameter.minimum), float(parameter.maximum)
    given = float(present)
    if parameter.type == "integer":
        return int(given) + 1
    moved = given * 1.25 if given else min(high, max(low, 0.3))
    return moved if low <= moved <= high else given * 0.8


def agreeing(circuit: Circuit, id: str, parameter: Parameter) -> object:
    """Another value than the present one that contradicts no other of the element."""
    present = circuit.model.value(id, parameter.name)
    moved = other_value(parameter, present)
    numeric = isinstance(present, int | float) and not isinstance(present, bool)
    more = (0.8 * present, parameter.maximum) if numeric else ()
    for value in (moved, *(each for each in more if each != present)):
        if isinstance(set_param(circuit.model, circuit.catalog, id, parameter.name, value), Delta):
            return value
    raise AssertionError(f"{id}.{parameter.name} can take no other value")


def surroundings(built: Circuit, id: str) -> Circuit:
    """An element with all up to three links away: enough for each of its values to count."""
    near = nx.ego_graph(built.model.graph, id, radius=3, undirected=True)
    return Circuit(without(built.model, set(built.model.elements) - set(near)), built.catalog)


def test_the_circuit_holds_every_kind(built: Circuit) -> None:
    assert {element.kind for element in built.model.elements.values()} == set(KINDS)


@each_case("kind", KINDS.values(), ids=str)
def test_a_kind_has_a_recipe(kind: Kind) -> None:
    assert kind.mechanism in RECIPES


@each_case("kind", KINDS.values(), ids=str)
def test_every_state_of_a_kind_can_be_looked_at(built: Circuit, kind: Kind) -> None:
    assert set(kind.states) <= set(RECIPES[kind.mechanism].states)


@each_case("kind", KINDS.values(), ids=str)
def test_every_input_of_a_kind_leads_somewhere(kind: Kind) -> None:
    taken = {effect.input for electrode in ELECTRODES for effect in electrode.effects}
    recipe = RECIPES[kind.mechanism]
    assert set(kind.inputs) <= {*recipe.inputs, *recipe.counted} | taken


@each_case("kind", KINDS.values(), ids=str)
def test_every_effect_of_a_kind_comes_from_one_of_its_states(kind: Kind) -> None:
    for effect in (each for each in kind.effects if each.output != SPIKES):
        state = RECIPES[kind.mechanism].states.get(effect.output)
        assert isinstance(state, tuple) or (state and kind in ELECTRODES), effect


def test_what_neurons_do_by_their_spikes_is_counted_where_they_act() -> None:
    acting = [e for kind in KINDS.values() for e in kind.effects if e.output == SPIKES]
    assert {effect.target for effect in acting} == {"synapse", "tissue"}
    for effect in acting:
        for kind in (kind for kind in KINDS.values() if effect.reaches(kind)):
            assert effect.input in RECIPES[kind.mechanism].counted, kind.name


def test_everything_runs_together(built: Circuit) -> None:
    running = simulation(built)
    chunk = advance(running, 200.0)
    assert len(chunk.spikes) > 20
    assert running.first_non_finite() is None
    for key, values in running.view().items():
        assert np.all(np.isfinite(values)), key


@pytest.mark.parametrize(
    "kind", [k for k in KINDS.values() if k.mechanism not in SILENT], ids=lambda k: k.name
)
def test_turning_a_knob_changes_the_plan(built: Circuit, kind: Kind) -> None:
    id = first(built, kind.name)
    near = surroundings(built, id)
    as_it_is = fingerprint(planned(near))
    for name, parameter in kind.parameters.items():
        circuit = Circuit(near.model.copy(), near.catalog)
        before = as_it_is
        if rivals := OVERRULED.get((kind.name, name)):
            circuit.remove(*(each for each in circuit.ids if circuit[each].kind in rivals))
            before = fingerprint(planned(circuit))
        also, value = RULED.get((kind.name, name), ({}, None))
        if value is None:
            value = agreeing(circuit, id, parameter)
        circuit.set(id, **also)
        before = fingerprint(planned(circuit)) if also else before
        circuit.set(id, **{name: value})
        assert fingerprint(planned(circuit)) != before, name
