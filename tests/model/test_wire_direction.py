"""Which wires are understood against their direction, and what is said of the others."""

from itertools import permutations

import pytest
from toy import add, small_circuit, toy_catalog

from circuitlab.catalog.load import default_catalog
from circuitlab.catalog.words import Problem
from circuitlab.model import rules
from circuitlab.model.circuit import Circuit
from circuitlab.model.delta import Delta
from circuitlab.model.element import Link, Role

TOY = toy_catalog()


def test_between_things_in_the_body_a_wire_is_not_turned_round_in_silence() -> None:
    circuit = small_circuit()
    add(circuit, "hurt")
    refused = rules.can_connect(circuit, TOY, "feeler1", "hurt1")
    assert refused is not None
    assert "acts on Feeler here, not Feeler on" in refused.what
    assert "to Feeler" in refused.remedy


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("pain_readout", "expectation"),
        ("microglia", "tissue_damage"),
        ("descending_drive", "expectation"),
        ("descending_drive", "movement"),
        ("movement", "expectation"),
    ],
)
def test_drawn_against_its_direction_a_wire_says_which_way_to_draw_it(
    source: str, target: str
) -> None:
    catalog = default_catalog()
    circuit = Circuit()
    for kind in (source, target):
        added = rules.add_kind(circuit, catalog, kind)
        assert not isinstance(added, Problem)
        circuit.apply(added[1])
    ends = f"{source}1", f"{target}1"
    titles = [catalog.kind(kind).title for kind in (source, target)]
    refused = rules.can_connect(circuit, catalog, *ends)
    assert refused is not None
    assert refused.remedy == f"draw the wire from {titles[1]} to {titles[0]}"
    assert rules.can_connect(circuit, catalog, *reversed(ends)) is None


def test_only_what_acts_from_outside_is_understood_against_its_direction() -> None:
    """Every pair of the real catalog: no signal in the body is read the other way round."""
    catalog = default_catalog()
    inside = {"neuron", "meter", "tissue", "glia", "treatment"}
    kinds = [kind for kind in catalog.kinds.values() if kind.family in inside]
    turned = set()
    for source, target in permutations(kinds, 2):
        circuit = Circuit()
        for kind in (source, target):
            added = rules.add_kind(circuit, catalog, kind.name)
            assert not isinstance(added, Problem)
            circuit.apply(added[1])
        made = rules.connect(circuit, catalog, f"{source.name}1", f"{target.name}1")
        links = made.changes if isinstance(made, Delta) else {}
        back = links.get((f"{target.name}1", f"{source.name}1"), (None, None))[1]
        if isinstance(back, Link) and back.role in (Role.DRIVES, Role.MODULATES):
            turned.add(target.name)
    assert turned == {"rub", "spinal_cord_stimulator"}
