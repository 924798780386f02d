"""Which elements belong together: those that links join, whichever way they lead."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from circuitlab.model.element import Role

if TYPE_CHECKING:
    from circuitlab.model.circuit import Circuit


def components(circuit: Circuit) -> list[tuple[str, ...]]:
    """Return the connected components of a circuit, each in its order, the first elements first."""
    rows, ranks = circuit.rows, {id: rank for rank, id in enumerate(circuit.elements)}
    left, found = dict(ranks), []
    while left:
        front = [next(iter(left))]
        del left[front[0]]
        for id in front:
            for near in (*rows.ahead[id], *rows.back[id]):
                if left.pop(near, None) is not None:
                    front.append(near)
        found.append(tuple(sorted(front, key=ranks.__getitem__)))
    return found


def connected(circuit: Circuit, ids: Iterable[str]) -> list[str]:
    """Return everything that links join to some elements, these included, in order."""
    chosen = set(ids)
    found = [id for each in components(circuit) if not chosen.isdisjoint(each) for id in each]
    return [element.id for element in circuit.rows.elements_of(found)]


def separate_circuits(circuit: Circuit) -> list[tuple[str, ...]]:
    """Return the components in which something is wired: lone elements make no circuit."""
    wired = {
        end for link in circuit.links.values() if link.role is not Role.SITS_IN for end in link.key
    }
    return [ids for ids in components(circuit) if not wired.isdisjoint(ids)]
