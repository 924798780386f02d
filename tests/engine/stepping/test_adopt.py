"""Edits of a running circuit: what is there already goes on undisturbed."""

import numpy as np
import pytest
from engine.lab import (
    Circuit,
    advance,
    carried,
    change,
    listener,
    only,
    pain_circuit,
    part_bound,
    planned,
    same,
    simulation,
    spikes,
    traces,
)

from circuitlab.engine.stepping.simulation import Simulation

EDITS = {
    "a conductance": ("wdr_neuron1", {"g_can": 0.03}),
    "a current": ("nociceptor_c1", {"i_e": 12.0}),
    "a temperature": ("heat1", {"temperature": 45.0}),
    "a receptor's weight": ("ampa1", {"weight": 1.3}),
    "depletion": ("synapse1", {"u": 0.1, "tau_rec": 100.0}),
    "a dose": ("ketamine1", {"concentration": 10.0}),
    "a drug that stays in the pores": ("ketamine1", {"equilibrated": False, "concentration": 0.0}),
    "a capacitance": ("adelta_fibre1", {"c_m": 25.0}),
}


@pytest.fixture(scope="module")
def warm() -> Simulation:
    """The pain circuit after 60 ms."""
    running = simulation(pain_circuit(), fused="wait")
    advance(running, 60.0)
    return running


def copies(warm: Simulation, count: int) -> list[Simulation]:
    made = [Simulation(warm.plan, fused="wait") for _copy in range(count)]
    for one in made:
        one.restore(warm.snapshot())
    return made


@pytest.mark.parametrize("edit", EDITS)
def test_patching_gives_the_same_bits_as_adopting(warm: Simulation, edit: str) -> None:
    circuit = pain_circuit()
    id, values = EDITS[edit]
    circuit.set(id, **values)
    patched, adopted = copies(warm, 2)
    plan = planned(circuit)
    assert patched.patch(plan)
    adopted.adopt(plan)
    one, other = advance(patched, 60.0), advance(adopted, 60.0)
    assert np.array_equal(one.spikes, other.spikes)
    assert same(carried(patched), carried(adopted))


def test_a_value_for_each_cell_in_place_of_one_for_all_makes_another_plan(
    warm: Simulation,
) -> None:
    circuit = pain_circuit()
    circuit.set("nociceptor_c1", i_e=np.linspace(0.0, 20.0, 12))
    (one,) = copies(warm, 1)
    before = carried(one)
    assert not one.patch(planned(circuit))
    change(one, circuit)
    assert same(carried(one), before)
    assert len(set(one.state[one.plan.address["nociceptor_c1", "conductance_membrane", "i_e"]])) > 1


@pytest.mark.parametrize("edit", EDITS)
def test_an_edit_has_an_effect(warm: Simulation, edit: str) -> None:
    circuit = pain_circuit()
    id, values = EDITS[edit]
    circuit.set(id, **values)
    untouched, changed = copies(warm, 2)
    change(changed, circuit)
    advance(untouched, 60.0)
    advance(changed, 60.0)
    assert not same(carried(untouched), carried(changed))


def test_an_added_element_leaves_the_others_as_they_were(warm: Simulation) -> None:
    untouched, grown = copies(warm, 2)
    circuit = pain_circuit()
    circuit.add("projection_neuron")
    circuit.add("poisson", size=3, rate=100)
    change(grown, circuit)
    expected, found = advance(untouched, 60.0), advance(grown, 60.0)
    for id in ("nociceptor_c1", "adelta_fibre1", "wdr_neuron1"):
        for one, other in zip(
            spikes(untouched, expected, id), spikes(grown, found, id), strict=True
        ):
            assert np.array_equal(one, other)


def test_a_removed_element_leaves_the_others_as_they_were(warm: Simulation) -> None:
    untouched, shrunk = copies(warm, 2)
    circuit = pain_circuit()
    circuit.remove("wdr_neuron1")
    change(shrunk, circuit)
    expected, found = advance(untouched, 60.0), advance(shrunk, 60.0)
    for id in ("nociceptor_c1", "adelta_fibre1"):
        assert np.array_equal(spikes(untouched, expected, id)[1], spikes(shrunk, found, id)[1])


def test_an_edit_and_its_undoing_go_on_as_before(warm: Simulation) -> None:
    untouched, edited = copies(warm, 2)
    circuit = pain_circuit()
    circuit.add("projection_neuron")
    change(edited, circuit)
    change(edited, pain_circuit())
    assert np.array_equal(advance(untouched, 60.0).spikes, advance(edited, 60.0).spikes)
    assert same(carried(untouched), carried(edited))


def test_an_event_under_way_survives_an_edit() -> None:
    circuit = listener("wdr_neuron", (10.0,))
    circuit.set("synapse1", delay=30.0)
    receptor = only(circuit, "wdr_neuron1", "ampa", 1.0)
    running = simulation(circuit)
    advance(running, 20.0)
    circuit.add("adelta_fibre")
    change(running, circuit)
    _t, (g,) = traces(running, 25.0, (receptor, "g"))
    assert g.max() == pytest.approx(1.0, abs=1e-3)


def test_an_event_under_way_to_a_removed_cell_is_gone() -> None:
    circuit = listener("wdr_neuron", (10.0,))
    circuit.set("synapse1", delay=30.0)
    running = simulation(circuit)
    advance(running, 20.0)
    circuit.remove("wdr_neuron1")
    change(running, circuit)
    assert len(advance(running, 30.0).spikes) == 0


def test_a_stimulus_that_is_removed_while_it_acts_acts_no_longer() -> None:
    circuit = Circuit()
    cell = circuit.add("nociceptor_c")
    circuit.add("current_step", on=cell, amplitude=-20)
    circuit.add("heat", on=cell, temperature=45)
    running = simulation(circuit)
    advance(running, 10.0)
    circuit.remove("heat1", "current_step1")
    change(running, circuit)
    advance(running, 5.0)
    assert running.values("trpv1_1", "temperature")[0] == pytest.approx(32.0)
    assert running.state[running.plan.address[cell, "", "current"]][0] == 0.0


def test_a_drug_that_is_removed_acts_no_longer() -> None:
    circuit = pain_circuit()
    running = simulation(circuit)
    receptor = part_bound(circuit, "synapse2", "nmda")
    circuit.remove("ketamine1")
    change(running, circuit)
    assert running.values(receptor, "drugged")[0] == 0.0


def test_a_population_may_grow_and_shrink_while_it_runs() -> None:
    circuit = Circuit()
    cells = circuit.add("lif_current", size=10, i_e=300.0)
    running = simulation(circuit)
    for size in (25, 3, 10):
        advance(running, 30.0)
        kept = running.values(cells, "v")
        circuit.set(cells, size=size)
        change(running, circuit)
        both = min(size, len(kept))
        assert np.array_equal(running.values(cells, "v")[:both], kept[:both])
    assert running.tick == 3600


def test_a_listed_spike_is_neither_lost_nor_repeated_by_an_edit() -> None:
    circuit = listener("lif_current", (10.0, 20.0, 30.0))
    running = simulation(circuit)
    found = [spikes(running, advance(running, 20.0), "spike_train1")[1]]
    circuit.add("note")
    circuit.add("adelta_fibre")
    change(running, circuit)
    found.append(spikes(running, advance(running, 20.0), "spike_train1")[1])
    assert np.concatenate(found) == pytest.approx([10.0, 20.0, 30.0])
