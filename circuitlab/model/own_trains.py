"""Senders of which each cell has spikes of its own: what follows from that for their wires.

Each drives the cell of its own number, so their synapses go from one to one, and there are as many
of them as of the cells that they drive.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from circuitlab.catalog.spec import Catalog
from circuitlab.model.circuit import Circuit
from circuitlab.model.delta import Delta
from circuitlab.model.element import Role
from circuitlab.model.paired_lists import SIZE, cells_needed, indexes_cells

_RULE, _ONE_TO_ONE = "rule", "one_to_one"


def has_own_trains(circuit: Circuit, catalog: Catalog, id: str) -> bool:
    """Return whether each cell of an element has spikes of its own."""
    element = circuit.elements[id]
    kind = catalog.kinds.get(element.kind)
    cells = indexes_cells(kind) if kind is not None else None
    return cells is not None and len(element.params.get(cells.name, ())) > 0


def trains_beyond(circuit: Circuit, catalog: Catalog, id: str) -> tuple[str, int] | None:
    """Return what an element drives cell by cell that has fewer cells than it has trains.

    Returns
    -------
    (id, cells)
        Of the smallest; None where each train has its cell.
    """
    if not has_own_trains(circuit, catalog, id):
        return None
    driven = [
        (_size(circuit, catalog, host), host)
        for synapse in circuit.targets(id, Role.RELEASES_ONTO)
        if circuit.elements[synapse].params.get(_RULE) == _ONE_TO_ONE
        for host in _driven(circuit, synapse)
    ]
    size, host = min(driven, default=(0, ""))
    cells = indexes_cells(catalog.kind(circuit.elements[id].kind))
    named = circuit.value(id, cells.name, catalog) if cells is not None else ()
    return (host, size) if host and cells_needed(named) > size else None


def following_wires(circuit: Circuit, catalog: Catalog, id: str) -> Delta:
    """Return the edit by which the wires of an element follow from its having trains of its own.

    A rule that somebody chose stays; the population grows to that which it drives cell by cell.
    """
    delta = Delta("", {})
    if not has_own_trains(circuit, catalog, id):
        return delta
    sizes = [_size(circuit, catalog, id)]
    for synapse in circuit.targets(id, Role.RELEASES_ONTO):
        if _RULE not in circuit.elements[synapse].params:
            delta = delta.merged(circuit.with_param(synapse, _RULE, _ONE_TO_ONE))
            sizes += [_size(circuit, catalog, host) for host in _driven(circuit, synapse)]
    if max(sizes) > sizes[0]:
        delta = delta.merged(circuit.with_param(id, SIZE, max(sizes)))
    return delta


def _driven(circuit: Circuit, synapse: str) -> Iterator[str]:
    for receptor in circuit.targets(synapse, Role.BINDS):
        host = circuit.host(receptor)
        if host is not None:
            yield host


def _size(circuit: Circuit, catalog: Catalog, id: str) -> int:
    element = circuit.elements[id]
    parameters = catalog.kind(element.kind).parameters
    size: Any = element.params.get(SIZE, parameters[SIZE].default if SIZE in parameters else 1)
    return int(size)
