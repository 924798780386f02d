"""Whose spikes are heard: those of what is chosen, else of what a pain read-out listens to."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection

    from circuitlab.catalog.spec import Catalog
    from circuitlab.model.circuit import Circuit

FIRES, FELT = "v", "pain"
"""The state of what can fire, and that of a read-out of pain."""


def heard(circuit: Circuit, catalog: Catalog, chosen: Collection[str]) -> tuple[str, ...]:
    """Return the elements whose spikes are heard, in the circuit's order.

    Where nothing is chosen that fires, and nothing tells of pain, they are all that fire.
    """
    firing = [id for id in circuit.elements if has_state(circuit, catalog, id, FIRES)]
    told = {
        one
        for link in circuit.links
        for one, other in (link, link[::-1])
        if has_state(circuit, catalog, other, FELT)
    }
    for wanted in (set(chosen), told):
        if found := tuple(id for id in firing if id in wanted):
            return found
    return tuple(firing)


def has_state(circuit: Circuit, catalog: Catalog, id: str, state: str) -> bool:
    """Return whether an element is of a kind with such a state."""
    kind = catalog.kinds.get(circuit.elements[id].kind)
    return kind is not None and state in kind.states
