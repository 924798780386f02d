"""How long a spike takes along an axon, and single numbers for what may differ between cells."""

from __future__ import annotations

from typing import TYPE_CHECKING

from circuitlab.model.signs import extent

if TYPE_CHECKING:
    from circuitlab.catalog.spec import Catalog
    from circuitlab.model.circuit import Circuit


def conduction_ms(path_mm: float | None, velocity_m_per_s: float | None) -> float:
    """Return path length over conduction velocity, in ms; 0 where one of them is not known."""
    return path_mm / velocity_m_per_s if path_mm and velocity_m_per_s else 0.0


def conduction_between(circuit: Circuit, catalog: Catalog, source: str, synapse: str) -> float:
    """Return how long a spike of a source is on its way to a synapse, in ms."""
    path = mean_value(circuit, catalog, synapse, "path_length")
    return conduction_ms(path, mean_value(circuit, catalog, source, "conduction_velocity"))


def mean_value(circuit: Circuit, catalog: Catalog, id: str, name: str) -> float | None:
    """Return a parameter as one number, the mean over cells; None where there is none."""
    found = extent(circuit, catalog, id, name) if id else None
    return None if found is None else found[1]
