"""A small circuit of the catalog's own kinds."""

from circuitlab.catalog.spec import Catalog
from circuitlab.catalog.words import Problem
from circuitlab.model.circuit import Circuit
from circuitlab.model.rules import add_kind


def put(circuit: Circuit, catalog: Catalog, kind: str, **given: object) -> str:
    """Add an element of `kind` to `circuit` and return its id."""
    made = add_kind(circuit, catalog, kind, **given)  # type: ignore[arg-type]
    assert not isinstance(made, Problem), str(made)
    circuit.apply(made[1])
    return made[0]


def two_neurons(catalog: Catalog) -> Circuit:
    """A nociceptor that is heated and drives a projection neuron, under ketamine, measured."""
    made = Circuit()
    fibre = put(made, catalog, "nociceptor_c", x=440.0, y=300.0)
    cell = put(made, catalog, "projection_neuron", x=800.0, y=300.0, wired_from=fibre)
    put(made, catalog, "heat", x=80.0, y=250.0, on=fibre)
    put(made, catalog, "ketamine", x=640.0, y=120.0, on="nmda1")
    put(made, catalog, "voltmeter", x=800.0, y=520.0, on=cell)
    made.apply(made.with_document({"title": "Two neurons"}))
    return made
