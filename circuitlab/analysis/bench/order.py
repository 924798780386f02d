"""What is to be measured: an element, by a protocol with its settings."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from circuitlab.analysis.bench.protocols import BenchProtocol
    from circuitlab.catalog.spec import Catalog
    from circuitlab.model.circuit import Circuit


@dataclass(frozen=True, slots=True, eq=False)
class Order:
    """An element of a circuit as it is now, and how it is to be measured."""

    circuit: Circuit
    catalog: Catalog
    id: str
    protocol: BenchProtocol
    settings: Mapping[str, float]
