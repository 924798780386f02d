"""What the meters of a circuit record."""

from __future__ import annotations

from typing import TYPE_CHECKING

from circuitlab.model.element import Role

if TYPE_CHECKING:
    from circuitlab.catalog.spec import Catalog, Kind
    from circuitlab.model.circuit import Circuit

QUANTITY = "quantity"
"""The parameter of a meter that names the state it reads."""


def own_state(meter: Kind) -> str:
    """Return what a meter that reads something itself shows: the last of its states."""
    return tuple(meter.states)[-1]


def metered(circuit: Circuit, catalog: Catalog) -> list[tuple[str, str]]:
    """Return the (element, state) pairs that the circuit's voltmeters record, if not muted."""
    pairs = []
    for link in circuit.links.values():
        meter, goal = (catalog.kinds.get(circuit.elements[id].kind) for id in link.key)
        reads = link.role is Role.RECORDS and not circuit.elements[link.source].muted
        if reads and meter and goal and QUANTITY in meter.parameters:
            quantity = str(circuit.value(link.source, QUANTITY))
            pairs += [(link.target, quantity)] if quantity in goal.states else []
    return list(dict.fromkeys(pairs))
