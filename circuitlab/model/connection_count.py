"""How many connections rules make, told from rules and sizes alone."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from circuitlab.catalog.spec import Catalog, Kind
from circuitlab.model.circuit import Circuit
from circuitlab.model.element import Element, Role
from circuitlab.model.frozen import Array, Value

RULE, PAIRS = "rule", "pairs"
CONNECTING = ("size", RULE, "probability", "degree")
"""Values that decide how many connections there are."""
_DECIDING = {"probability": "probability", "in_degree": "degree", "out_degree": "degree"}
_DRAWINGS = 2
"""How often the pairs of a junction are drawn: to see how strong it is, and to make it."""
_ENTRIES_OF_A_JOINT = 12
"""What making one pair of a junction takes, in connections, as measured: it is a unit of its own,
to which two voltages are fed, and which feeds its current to two cells."""
MOST_TRIED = 1 << 31
"""Pairs up to which a rule with a probability tries each; beyond, it draws how many it passes over.
"""
_PER_PARTNER = 2.0
"""Numbers drawn for each connection of a rule with a degree."""


@dataclass(frozen=True, slots=True)
class Count:
    """What one synapse, or a whole circuit, connects.

    Attributes
    ----------
    connections : of cell to cell
    entries : the same, once for each receptor on which they end, and several times for a junction
    drawn : random numbers drawn to find them
    """

    connections: float = 0.0
    entries: float = 0.0
    drawn: float = 0.0

    def __add__(self, other: Count) -> Count:
        return Count(
            self.connections + other.connections,
            self.entries + other.entries,
            self.drawn + other.drawn,
        )


def count_of(circuit: Circuit, catalog: Catalog, synapses: Iterable[str] | None = None) -> Count:
    """Return how many connections some synapses make, or all of a circuit."""
    found = Count()
    for id in circuit.elements if synapses is None else synapses:
        kind = catalog.kinds.get(circuit.elements[id].kind)
        if kind is not None and RULE in kind.parameters:
            found += _of_one(circuit, catalog, id, kind)
    return found


def synapses_of(circuit: Circuit, id: str) -> Iterator[str]:
    """Return the synapses and junctions that end on an element's cells or begin there, or itself.

    One that joins the cells to themselves comes once.
    """
    ending = (s for part in circuit.parts(id) for s in circuit.sources(part, Role.BINDS))
    leaving = circuit.targets(id, Role.RELEASES_ONTO)
    yield from dict.fromkeys([id, *leaving, *ending, *circuit.sources(id, Role.COUPLES)])


def expected(kind: Kind, params: Mapping[str, Value], pre: int, post: int) -> float:
    """Return how many pairs of cells a rule connects, on average.

    Parameters
    ----------
    kind, params : of the synapse, or of the junction
    pre, post : sizes of the two populations
    """
    rule = params.get(RULE, kind.parameters[RULE].default)
    if rule == PAIRS:
        listed = params.get("pre", kind.parameters["pre"].default)
        return float(np.size(listed.values if isinstance(listed, Array) else listed))
    degree = _number(kind, params, "degree") if "degree" in kind.parameters else 0.0
    fractions = {
        "one_to_one": 1.0 / max(pre, post),
        "all_to_all": 1.0,
        "probability": _number(kind, params, "probability"),
        "in_degree": min(1.0, degree / pre),
        "out_degree": min(1.0, degree / post),
    }
    return pre * post * fractions[str(rule)]


def deciding(element: Element, catalog: Catalog) -> str:
    """Return which of an element's values decides most how many connections it has."""
    kind = catalog.kinds[element.kind]
    if RULE not in kind.parameters:
        return "size"
    return _DECIDING.get(str(element.params.get(RULE, kind.parameters[RULE].default)), RULE)


def size_of(element: Element, kind: Kind) -> int:
    """Return how many cells an element stands for."""
    if "size" not in kind.parameters:
        return 1
    return int(_number(kind, element.params, "size"))


def joints(kind: Kind, params: Mapping[str, Value], ends: Sequence[int]) -> float:
    """Return how many pairs of cells a gap junction joins, on average.

    Parameters
    ----------
    ends : sizes of the populations that it couples; a single one's cells are joined among
        themselves, each pair once
    """
    if len(ends) > 1:
        return expected(kind, params, ends[0], ends[-1])
    if not ends or params.get(RULE, kind.parameters[RULE].default) == "one_to_one":
        return max(0.0, sum(ends) - 1.0)
    return expected(kind, params, ends[0], ends[0]) * (1.0 - 1.0 / ends[0]) / 2.0


def _of_junction(circuit: Circuit, catalog: Catalog, id: str, kind: Kind) -> Count:
    params = circuit.elements[id].params
    ends = _sizes(circuit, catalog, circuit.targets(id, Role.COUPLES))
    joined = joints(kind, params, ends)
    drawn = _DRAWINGS * _drawn(kind, params, ends[0], ends[-1]) if ends else 0.0
    return Count(joined, _ENTRIES_OF_A_JOINT * joined, drawn)


def _of_one(circuit: Circuit, catalog: Catalog, id: str, kind: Kind) -> Count:
    if circuit.targets(id, Role.COUPLES):
        return _of_junction(circuit, catalog, id, kind)
    params = circuit.elements[id].params
    found = Count()
    hosts = [h for r in circuit.targets(id, Role.BINDS) if (h := circuit.host(r)) is not None]
    for pre in _sizes(circuit, catalog, circuit.sources(id, Role.RELEASES_ONTO)):
        each = [expected(kind, params, pre, n) for n in _sizes(circuit, catalog, hosts)]
        sizes = _sizes(circuit, catalog, set(hosts))
        once = [expected(kind, params, pre, n) for n in sizes]
        drawn = [_drawn(kind, params, pre, n) for n in set(sizes)]
        found += Count(sum(once), sum(each), sum(drawn))
    return found


def _drawn(kind: Kind, params: Mapping[str, Value], pre: int, post: int) -> float:
    """Return how many random numbers are drawn to find the pairs of a rule."""
    rule = str(params.get(RULE, kind.parameters[RULE].default))
    pairs = expected(kind, params, pre, post)
    tried = float(pre * post) if pre * post <= MOST_TRIED else pairs
    drawn = {"probability": tried, "in_degree": _PER_PARTNER * pairs}
    return {**drawn, "out_degree": _PER_PARTNER * pairs}.get(rule, 0.0)


def _sizes(circuit: Circuit, catalog: Catalog, ids: Iterable[str]) -> list[int]:
    """Return how many cells each of some elements has; of unknown ones nothing."""
    kinds = catalog.kinds
    known = (circuit.elements[id] for id in ids)
    return [size_of(each, kinds[each.kind]) for each in known if each.kind in kinds]


def _number(kind: Kind, params: Mapping[str, Value], name: str) -> float:
    return float(params.get(name, kind.parameters[name].default))  # type: ignore[arg-type]
