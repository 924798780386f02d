"""What is dropped on an axon goes in between, joins the synapse, acts on it, or says why not."""

import pytest
from toy import add, small_circuit, toy_catalog

from circuitlab.catalog.load import default_catalog
from circuitlab.catalog.spec import Catalog
from circuitlab.catalog.words import Problem
from circuitlab.model import rules
from circuitlab.model.between import dropped_on_axon
from circuitlab.model.circuit import Circuit
from circuitlab.model.element import Role
from circuitlab.model.link_checks import link_problem, loose_ends
from circuitlab.model.rewiring import ends_of

TOY = toy_catalog()
REAL = default_catalog()


def drop(circuit: Circuit, catalog: Catalog, kind: str, wire: object) -> str:
    made = dropped_on_axon(circuit, catalog, kind, wire, 600.0, 225.0)  # type: ignore[arg-type]
    assert isinstance(made, tuple), str(made)
    before = circuit.copy()
    circuit.apply(made[1])
    back = circuit.copy()
    back.apply(made[1].inverse())
    assert back == before
    assert not loose_ends(circuit, catalog)
    assert not [p for link in circuit.links.values() if (p := link_problem(circuit, catalog, link))]
    return made[0]


def relay() -> Circuit:
    """A fibre onto a projection neuron that is read in the brain."""
    circuit = Circuit()
    for kind, more in (
        ("nociceptor_c", {}),
        ("projection_neuron", {"wired_from": "nociceptor_c1"}),
        ("pain_readout", {"on": "projection_neuron1"}),
    ):
        added = rules.add_kind(circuit, REAL, kind, **more)  # type: ignore[arg-type]
        assert not isinstance(added, Problem)
        circuit.apply(added[1])
    circuit.apply(circuit.with_param("ampa1", "weight", 7.5))
    circuit.apply(circuit.with_param("synapse1", "delay", 3.0))
    return circuit


def test_a_neuron_goes_in_between_and_the_old_synapse_keeps_its_values() -> None:
    circuit = relay()
    id = drop(circuit, REAL, "excitatory_interneuron", "synapse1")
    assert ends_of(circuit, "synapse1") == (id, "projection_neuron1")
    assert circuit.value("synapse1", "delay", REAL) == 3.0
    assert circuit.value("ampa1", "weight", REAL) == 7.5
    (new,) = circuit.targets("nociceptor_c1", Role.RELEASES_ONTO)
    assert ends_of(circuit, new) == ("nociceptor_c1", id)


def test_where_the_old_receptors_do_not_hear_the_new_neuron_they_move_to_it() -> None:
    circuit = relay()
    id = drop(circuit, REAL, "inhibitory_interneuron", "synapse1")
    assert ends_of(circuit, "synapse1") == ("nociceptor_c1", id)
    assert circuit.host("ampa1") == id
    assert circuit.value("ampa1", "weight", REAL) == 7.5
    (new,) = circuit.targets(id, Role.RELEASES_ONTO)
    kinds = {circuit.elements[part].kind for part in circuit.targets(new, Role.BINDS)}
    assert kinds == {"gaba_a", "glycine"}


def test_a_neuron_goes_into_the_way_to_the_brain() -> None:
    circuit = relay()
    id = drop(circuit, REAL, "wdr_neuron", ("pain_readout1", "projection_neuron1"))
    assert circuit.targets("pain_readout1", Role.RECORDS) == [id]
    assert len(circuit.targets("projection_neuron1", Role.RELEASES_ONTO)) == 1


def test_a_neuron_that_takes_no_synapse_is_refused_with_the_reason() -> None:
    refused = dropped_on_axon(relay(), REAL, "touch_fibre", "synapse1", 0.0, 0.0)
    assert isinstance(refused, Problem)
    assert "in between" in refused.what
    assert "takes no synapses" in refused.remedy


def test_a_receptor_joins_the_synapse() -> None:
    circuit = relay()
    id = drop(circuit, REAL, "nmda", "synapse1")
    assert id in circuit.targets("synapse1", Role.BINDS)
    assert circuit.host(id) == "projection_neuron1"
    refused = dropped_on_axon(circuit, REAL, "gaba_a", "synapse1", 0.0, 0.0)
    assert isinstance(refused, Problem)
    assert "does not open" in refused.what


def test_a_channel_goes_into_the_membrane_that_the_axon_is_of() -> None:
    circuit = relay()
    assert circuit.host(drop(circuit, REAL, "nav18", "synapse1")) == "nociceptor_c1"


@pytest.mark.parametrize("kind", ["gabapentin", "opioid", "ketamine", "tissue_damage"])
def test_what_acts_on_synapses_or_their_receptors_acts_on_this_one(kind: str) -> None:
    circuit = relay()
    id = drop(circuit, REAL, kind, "synapse1")
    assert circuit.targets(id, Role.MODULATES) == ["synapse1"]


def test_a_meter_reads_the_synapse_or_else_who_speaks_there() -> None:
    circuit = relay()
    assert circuit.targets(drop(circuit, REAL, "voltmeter", "synapse1")) == ["synapse1"]
    assert circuit.targets(drop(circuit, REAL, "raster", "synapse1")) == ["nociceptor_c1"]


@pytest.mark.parametrize("kind", ["heat", "note", "nsaid"])
def test_what_means_nothing_there_stands_beside_it(kind: str) -> None:
    assert dropped_on_axon(relay(), REAL, kind, "synapse1", 0.0, 0.0) is None


def test_every_kind_of_the_catalog_fits_stands_beside_or_is_told_why() -> None:
    for kind in REAL.ordered():
        if kind.family == "synapse":
            continue
        circuit = relay()
        for wire in ("synapse1", ("pain_readout1", "projection_neuron1")):
            made = dropped_on_axon(circuit, REAL, kind.name, wire, 0.0, 0.0)  # type: ignore[arg-type]
            if isinstance(made, Problem):
                assert made.what
                assert made.remedy
            elif made is not None:
                circuit.apply(made[1])
                assert not loose_ends(circuit, REAL)


def test_it_follows_from_the_catalog_alone() -> None:
    circuit = small_circuit()
    add(circuit, "hushed", 900, 600)
    id = drop(circuit, TOY, "cell", "contact1")
    assert ends_of(circuit, "contact1") == (id, "cell1")
