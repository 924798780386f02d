"""For every constraint of the catalog: values in range that break it, found by trying."""

from collections.abc import Iterator
from itertools import product

import pytest

from circuitlab.catalog.constraints import broken, refusal, rule_of
from circuitlab.catalog.load import default_catalog
from circuitlab.catalog.spec import Constraint, Kind, Parameter
from circuitlab.model.circuit import Circuit
from circuitlab.model.element import Element

CONSTRAINTS = [
    pytest.param(kind, constraint, id=f"{kind.name}: {constraint.must}")
    for kind in default_catalog().ordered()
    for constraint in kind.constraints
]


def breaking(kind: Kind, constraint: Constraint) -> dict[str, float | int]:
    """Values that break one constraint and no other, the fewest that differ from the catalog's."""
    at = kind.name, constraint.must
    if at not in _TRIED:
        _TRIED[at] = _fewest_that_break(kind, constraint)
    return dict(_TRIED[at])


_TRIED: dict[tuple[str, str], dict[str, float | int]] = {}


def _fewest_that_break(kind: Kind, constraint: Constraint) -> dict[str, float | int]:
    names = rule_of(constraint).names
    found = []
    for values in product(*(_tried(kind.parameters[name]) for name in names)):
        chosen = dict(zip(names, values, strict=True))
        numbers = {p.name: p.default for p in kind.parameters.values()} | chosen
        if list(broken(kind, numbers)) == [constraint]:
            found.append({n: v for n, v in chosen.items() if v != kind.parameters[n].default})
    return min(found, key=len)


def sentence(kind: Kind, constraint: Constraint, values: dict[str, float | int]) -> str:
    """What everybody is told of these values."""
    defaults = {p.name: p.default for p in kind.parameters.values()}
    return refusal(kind, constraint, defaults | values).sentence


def alone(kind: Kind) -> Circuit:
    """A circuit of one element, called “it”."""
    return Circuit([Element("it", kind.name)])


def _tried(parameter: Parameter) -> Iterator[float | int]:
    low, high = parameter.minimum, parameter.maximum
    whole = parameter.type == "integer"
    tried = [
        parameter.default,
        low,
        high,
        0.5 * (low + high),
        low + 0.1 * (high - low),
        1.0,
        1e-4,
        0.0,
    ]
    for value in tried:
        if low <= value <= high:
            yield int(value) if whole else float(value)
