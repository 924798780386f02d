"""Whatever may differ from cell to cell of a population is taken cell by cell."""

import pytest

import circuitlab as cl
from circuitlab.catalog.families import NEURON
from circuitlab.catalog.load import default_catalog
from circuitlab.catalog.spec import Kind
from circuitlab.engine.plan.compiler import compile_circuit, settings_of

CATALOG = default_catalog()
POPULATIONS = [kind for kind in CATALOG.kinds.values() if "size" in kind.parameters]


def given(kind: Kind) -> dict[str, list[float]]:
    """Return for each such parameter of a kind its default twice, and another value."""
    values = {}
    for name, about in kind.parameters.items():
        if about.per_cell and isinstance(about.default, int | float):
            default = float(about.default)
            near = about.maximum if about.maximum > default else about.minimum
            other = default + 0.01 * max(-100.0, min(100.0, near - default))
            values[name] = [default, default, other]
    return values


@pytest.mark.parametrize("family", sorted({kind.family for kind in POPULATIONS}))
def test_a_population_takes_a_value_for_each_cell(family: str) -> None:
    circuit = cl.Circuit()
    for kind in (each for each in POPULATIONS if each.family == family):
        id = circuit.add(kind.name, size=3)
        for name, values in given(kind).items():
            circuit.set(id, **{name: values})
    plan = compile_circuit(circuit.model, CATALOG, settings_of(circuit.model))
    assert plan.banks or family != NEURON
