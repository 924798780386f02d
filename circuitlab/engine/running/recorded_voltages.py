"""What a run records where nobody says: voltages and what meters read, as long as that is not much.

It is kept sample by sample in memory.
"""

from __future__ import annotations

from collections.abc import Sequence

from circuitlab.catalog.spec import Catalog
from circuitlab.model.circuit import Circuit

SAMPLES_KEPT = 5_000_000
"""Voltages of all cells are recorded by themselves as long as they are no more than this."""
_V = "v"


def all_voltages(
    circuit: Circuit, catalog: Catalog, duration: float, dt: float
) -> list[tuple[str, str]]:
    """Return (id, "v") of every cell; none where a run of `duration` ms would be too long."""
    cells = [
        (id, _V)
        for id, element in circuit.elements.items()
        if element.kind in catalog.kinds and _V in catalog.kinds[element.kind].states
    ]
    return as_long_as_kept(circuit, catalog, cells, duration, dt)


def as_long_as_kept(
    circuit: Circuit,
    catalog: Catalog,
    pairs: Sequence[tuple[str, str]],
    duration: float,
    dt: float,
) -> list[tuple[str, str]]:
    """Return the (id, state) pairs; none where `duration` ms of them are too many samples."""
    cells = sum(_size(circuit, catalog, id) for id, _state in pairs)
    return list(pairs) if cells * duration / dt <= SAMPLES_KEPT else []


def _size(circuit: Circuit, catalog: Catalog, id: str) -> int:
    """Return how many cells an element stands for."""
    if "size" not in catalog.kinds[circuit.elements[id].kind].parameters:
        return 1
    return int(str(circuit.value(id, "size", catalog)))
