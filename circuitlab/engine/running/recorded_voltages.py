"""What a run records where nobody says: the voltage of every cell, as long as that is not much."""

from __future__ import annotations

from circuitlab.catalog.spec import Catalog
from circuitlab.model.circuit import Circuit

SAMPLES_KEPT = 5_000_000
"""Voltages of all cells are recorded by themselves as long as they are no more than this."""


def all_voltages(
    circuit: Circuit, catalog: Catalog, duration: float, dt: float
) -> list[tuple[str, str]]:
    """Return (id, "v") of every cell; none where a run of `duration` ms would be too long."""
    cells = [
        id
        for id, element in circuit.elements.items()
        if element.kind in catalog.kinds and "v" in catalog.kinds[element.kind].states
    ]
    sizes = sum(int(str(circuit.value(id, "size"))) for id in cells)
    samples = sizes * duration / dt
    return [(id, "v") for id in cells] if samples <= SAMPLES_KEPT else []
