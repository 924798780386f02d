"""Wires of neurons that act by their spikes themselves: on tissue, and on endings."""

from __future__ import annotations

from circuitlab.catalog.load import default_catalog
from circuitlab.catalog.words import Problem
from circuitlab.model import rules
from circuitlab.model.circuit import Circuit
from circuitlab.model.delta import Delta
from circuitlab.model.element import Role
from circuitlab.model.link_checks import link_problem


def roles(delta: Delta) -> list[tuple[str, str, Role]]:
    return [(*key, link.role) for key, (_b, link) in delta.changes.items() if hasattr(link, "role")]


def real(*kinds: str) -> tuple[Circuit, list[str]]:
    """A circuit of the catalog's own kinds, each once."""
    circuit, ids = Circuit(), []
    for kind in kinds:
        added = rules.add_kind(circuit, default_catalog(), kind)
        assert not isinstance(added, Problem)
        circuit.apply(added[1])
        ids.append(added[0])
    return circuit, ids


def joined(circuit: Circuit, source: str, target: str) -> Delta:
    delta = rules.connect(circuit, default_catalog(), source, target)
    assert isinstance(delta, Delta), delta
    circuit.apply(delta)
    return delta


def test_a_nociceptor_wired_to_tissue_acts_on_it_and_tissue_wired_to_it_on_the_fibre() -> None:
    circuit, (fibre, tissue) = real("nociceptor_c", "tissue_damage")
    assert roles(joined(circuit, fibre, tissue)) == [(fibre, tissue, Role.DRIVES)]
    assert roles(joined(circuit, tissue, fibre)) == [(tissue, fibre, Role.MODULATES)]
    assert all(
        link_problem(circuit, default_catalog(), link) is None for link in circuit.links.values()
    )


def test_an_interneuron_may_end_on_another_axons_ending() -> None:
    circuit, (fibre, cell, brake) = real(
        "nociceptor_c", "projection_neuron", "inhibitory_interneuron"
    )
    joined(circuit, fibre, cell)
    (synapse,) = (id for id in circuit.elements if circuit.elements[id].kind == "synapse")
    assert roles(joined(circuit, brake, synapse)) == [(brake, synapse, Role.MODULATES)]
    link = circuit.links[brake, synapse]
    assert link_problem(circuit, default_catalog(), link) is None


def test_what_releases_no_gaba_ends_on_no_ending() -> None:
    circuit, (fibre, cell, other) = real(
        "nociceptor_c", "projection_neuron", "excitatory_interneuron"
    )
    joined(circuit, fibre, cell)
    (synapse,) = (id for id in circuit.elements if circuit.elements[id].kind == "synapse")
    assert isinstance(rules.connect(circuit, default_catalog(), other, synapse), Problem)
