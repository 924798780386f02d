"""Hints: what is there to no effect is named, and nothing else."""

from __future__ import annotations

import pytest
from each_case import each_case

from circuitlab import api
from circuitlab.catalog.load import default_catalog
from circuitlab.model.circuit import Circuit
from circuitlab.model.element import Element, Role
from circuitlab.model.hints import hints_of
from circuitlab.model.step import Step

SILENT = "No stimulus reaches this"


def said(circuit: api.Circuit) -> list[tuple[str, str]]:
    return [(hint.element, hint.what) for hint in hints_of(circuit.model, default_catalog())]


def pair() -> tuple[api.Circuit, str, str]:
    c = api.Circuit()
    a, b = c.add("excitatory_interneuron"), c.add("projection_neuron")
    c.wire(a, b)
    return c, a, b


@pytest.mark.parametrize("preset", ["fig3", "fig4"])
def test_a_preset_has_none(preset):
    assert said(api.preset(preset)) == []


def test_an_empty_circuit_and_a_note_have_none():
    c = api.Circuit()
    c.add("note")
    assert said(c) == said(api.Circuit()) == []


def test_neurons_that_nothing_drives_are_named_each():
    c, a, b = pair()
    assert said(c) == [(a, SILENT), (b, SILENT)]


def test_a_stimulus_drives_all_that_its_signals_come_to():
    c, a, _b = pair()
    c.add("current_step", on=a)
    assert said(c) == []


def test_a_stimulus_at_the_end_does_not_drive_what_comes_before():
    c, a, b = pair()
    c.add("current_step", on=b)
    assert said(c) == [(a, SILENT)]


@pytest.mark.parametrize("background", [{"i_e": 5.0}, {"i_e": -5.0}, {"noise": 2.0}])
def test_a_steady_current_or_noise_drives(background):
    c, a, _b = pair()
    c.set(a, **background)
    assert said(c) == []


def test_a_current_that_only_the_timeline_sets_drives():
    c, a, _b = pair()
    steps = (Step(500.0, {(a, "i_e"): 20.0}),)
    c.model.apply(c.model.with_document({"timeline": steps}))
    assert said(c) == []


def test_a_cell_that_rests_beyond_its_threshold_drives():
    c = api.Circuit()
    cell = c.add("lif_current", e_l=-49, v_th=-50)
    assert said(c) == []
    c.set(cell, e_l=-60)
    assert said(c) == [(cell, SILENT)]


def test_generators_of_spikes_are_stimuli():
    for kind in ("poisson", "regular_train", "spike_train"):
        c, a, _b = pair()
        source = c.add(kind)
        assert (source, "It acts on nothing") in said(c)
        c.wire(source, a)
        assert said(c) == []


@pytest.mark.parametrize("kind", ["rub", "spinal_cord_stimulator"])
def test_a_treatment_that_makes_fibres_fire_drives(kind):
    c = api.Circuit()
    fibre = c.add("touch_fibre")
    c.add(kind, on=fibre)
    assert said(c) == []


def test_a_drug_that_opens_a_channel_drives_and_one_that_shuts_it_does_not():
    c = api.Circuit()
    fibre = c.add("nociceptor_c")
    c.add("lidocaine", on=fibre)
    assert said(c) == [(fibre, SILENT)]
    c.add("capsaicin", on=fibre)
    assert said(c) == []


@each_case(
    "kind",
    [
        name
        for name, kind in default_catalog().kinds.items()
        if kind.effects and kind.family != "neuron"
    ],
)
def test_whatever_is_made_to_act_and_is_wired_to_nothing_is_named(kind):
    c = api.Circuit()
    id = c.add(kind)
    assert said(c) == [(id, "It acts on nothing")]


def test_a_drug_whose_receptor_is_gone_acts_on_nothing():
    c, a, _b = pair()
    c.add("current_step", on=a)
    nmda = next(id for id, e in c.model.elements.items() if e.kind == "nmda")
    c.add("ketamine", on=nmda)
    assert said(c) == []
    c.remove(nmda)
    assert said(c) == [("ketamine1", "It acts on nothing")]


@pytest.mark.parametrize("kind", ["voltmeter", "raster", "pain_readout"])
def test_a_meter_that_is_wired_to_nothing_records_nothing(kind):
    c = api.Circuit()
    cell = c.add("lif_current", i_e=10)
    id = c.add(kind)
    assert said(c) == [(id, "It records nothing")]
    c.wire(id, cell)
    assert said(c) == []


def test_a_meter_set_to_what_its_target_lacks_is_named():
    c = api.Circuit()
    c.add("lif_current", i_e=10)
    c.add("voltmeter", on="lif_current1")
    c.set("voltmeter1", quantity="open")
    assert [what for _id, what in said(c)] == ["What it records does not have this quantity"]


def test_receptors_that_lie_about_or_that_nothing_opens_are_named():
    c = api.Circuit()
    cell = c.add("projection_neuron", i_e=10)
    c.add("nmda")
    c.add("ampa", on=cell)
    assert said(c) == [
        ("nmda1", "It sits in no neuron"),
        ("ampa1", "No synapse and no drug reaches this"),
    ]


def test_a_synapse_that_binds_nothing_is_named():
    bare = api.Circuit(Circuit([Element("synapse1", "synapse")]))
    assert said(bare) == [("synapse1", "Nothing releases onto the synapse “synapse1”")]


def test_every_hint_says_what_to_do():
    c = api.Circuit()
    for kind in default_catalog().kinds.values():
        if kind.family != "synapse":
            c.add(kind.name)
    hints = hints_of(c.model, default_catalog())
    assert len({hint.element for hint in hints}) == len(hints) > 40
    assert all(hint.what and hint.remedy and hint.remedy in hint.sentence for hint in hints)


@pytest.mark.parametrize("receiver", ["lif_current", "lif_conductance"])
def test_a_receptor_that_excites_behind_what_inhibits_is_named(receiver):
    c = api.Circuit()
    brake, cell = c.add("inhibitory_interneuron", i_e=50), c.add(receiver)
    (receptor,) = c.model.targets(c.wire(brake, cell), Role.BINDS)
    assert said(c) == []
    c.set(receptor, **({"weight": 50} if receiver == "lif_current" else {"e_rev": 0}))
    assert said(c) == [(receptor, "What is released here inhibits, and this is set to excite")]


def test_a_loss_of_chloride_pumps_is_no_mistake():
    c = api.Circuit()
    brake, cell = c.add("inhibitory_interneuron", i_e=50), c.add("projection_neuron")
    for receptor in c.model.targets(c.wire(brake, cell), Role.BINDS):
        c.set(receptor, e_rev=-30)
    assert said(c) == []
