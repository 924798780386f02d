"""What the catalog does not know, and what sits in it, is left out of the plan; the rest runs."""

from dataclasses import replace

import pytest
from engine.test_kinds import everything

from circuitlab.catalog.load import default_catalog
from circuitlab.engine.plan.compiler import compile_circuit
from circuitlab.files.serialise import text_of
from circuitlab.files.store import load_text
from circuitlab.model.circuit import Circuit

CATALOG = default_catalog()


@pytest.fixture(scope="module")
def known():
    return everything().model


@pytest.fixture(scope="module")
def all_that_runs(known):
    return compile_circuit(known, CATALOG).taking_part


def without(known, kind):
    """The circuit as a version without a kind sees it."""
    elements = [
        replace(element, kind="of_tomorrow") if element.kind == kind else element
        for element in known.elements.values()
    ]
    return Circuit(elements, known.links.values(), known.document)


@pytest.mark.parametrize("kind", sorted(CATALOG.kinds))
def test_a_circuit_without_a_kind_still_has_a_plan(known, all_that_runs, kind):
    strange = without(known, kind)
    plan = compile_circuit(strange, CATALOG)
    gone = {id for id, element in strange.elements.items() if element.kind == "of_tomorrow"}
    assert gone
    sits_in_it = {part for id in gone for part in strange.parts(id)}
    assert not plan.taking_part & (gone | sits_in_it)
    assert all_that_runs - plan.taking_part <= gone | sits_in_it | reached(known, gone)


def reached(circuit, ids):
    """Synapses that lack an end without these elements."""
    parts = {part for id in ids for part in circuit.parts(id)}
    return {
        synapse
        for synapse in circuit.elements
        if {*circuit.sources(synapse), *circuit.targets(synapse)} & {*ids, *parts}
    }


def test_nothing_of_it_is_lost_on_saving(known):
    for kind in ("nociceptor_c", "trpv1", "synapse", "ketamine", "tissue_damage"):
        strange = without(known, kind)
        assert load_text(text_of(strange), CATALOG).circuit == strange
