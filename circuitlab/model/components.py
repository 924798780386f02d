"""Which elements belong together: those that links join, whichever way they lead."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

import networkx as nx

from circuitlab.model.element import Role

if TYPE_CHECKING:
    from circuitlab.model.circuit import Circuit


def components(circuit: Circuit) -> list[tuple[str, ...]]:
    """Return the connected components of a circuit, each in its order, the first elements first."""
    ranks = dict(circuit.graph.nodes(data="rank"))
    found = (
        tuple(sorted(each, key=ranks.__getitem__))
        for each in nx.weakly_connected_components(circuit.graph)
    )
    return sorted(found, key=lambda ids: ranks[ids[0]])


def connected(circuit: Circuit, ids: Iterable[str]) -> list[str]:
    """Return everything that links join to some elements, these included, in order."""
    chosen = set(ids)
    found = [id for each in components(circuit) if not chosen.isdisjoint(each) for id in each]
    return [element.id for element in circuit.graph.elements_of(found)]


def separate_circuits(circuit: Circuit) -> list[tuple[str, ...]]:
    """Return the components in which something is wired: lone elements make no circuit."""
    wired = {
        end for link in circuit.links.values() if link.role is not Role.SITS_IN for end in link.key
    }
    return [ids for ids in components(circuit) if not wired.isdisjoint(ids)]
