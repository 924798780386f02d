"""What acts on an element that lives by the slow clock: tissue, glia, drugs and treatments."""

from __future__ import annotations

from typing import TYPE_CHECKING

from circuitlab.catalog.families import DRUG, GLIA, NEURON, TISSUE, TREATMENT
from circuitlab.model.element import Role

if TYPE_CHECKING:
    from collections.abc import Iterator

    from circuitlab.catalog.spec import Catalog
    from circuitlab.model.circuit import Circuit

_ACTING = (Role.DRIVES, Role.MODULATES)
SLOW = (TISSUE, GLIA, DRUG, TREATMENT)
"""The families of what changes in minutes to weeks."""


def upstream(circuit: Circuit, catalog: Catalog, id: str) -> list[str]:
    """Return all that acts on an element, directly or through others, and is no neuron."""
    found: dict[str, None] = {}
    waiting = [id]
    while waiting:
        for other in _acting(circuit, catalog, waiting.pop()):
            if other not in found and other != id:
                found[other] = None
                waiting.append(other)
    return list(found)


def is_slow(circuit: Circuit, catalog: Catalog, id: str) -> bool:
    """Whether an element is of a family that lives by the slow clock."""
    return _family(circuit, catalog, id) in SLOW


def hears_neurons(circuit: Circuit, catalog: Catalog, id: str) -> bool:
    """Whether a neuron acts on an element, or on what acts on it."""
    heard = (id, *upstream(circuit, catalog, id))
    return any(
        _family(circuit, catalog, other) == NEURON
        for each in heard
        for role in _ACTING
        for other in circuit.sources(each, role)
    )


def _acting(circuit: Circuit, catalog: Catalog, id: str) -> Iterator[str]:
    for role in _ACTING:
        for other in circuit.sources(id, role):
            if _family(circuit, catalog, other) in SLOW and not circuit.elements[other].muted:
                yield other


def _family(circuit: Circuit, catalog: Catalog, id: str) -> str:
    kind = catalog.kinds.get(circuit.elements[id].kind)
    return kind.family if kind is not None else ""
