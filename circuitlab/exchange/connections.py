"""Which cells a circuit connects, cell by cell, with weights and delays."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from circuitlab.catalog.load import default_catalog
from circuitlab.engine.plan.compiler import compile_circuit, settings_of
from circuitlab.engine.plan.pairs import connected, per_pair
from circuitlab.engine.recipes import recipe_of
from circuitlab.engine.recipes.parameters import Values, numbers_of
from circuitlab.model.conduction import conduction_between
from circuitlab.model.element import Role

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from circuitlab.model.circuit import Circuit

    Floats = NDArray[np.float64]
    Cells = NDArray[np.int32]


@dataclass(frozen=True, eq=False, slots=True)
class Connections:
    """What one synapse opens of one receptor, for the cells of one source.

    Attributes
    ----------
    pre, post : (connections,) number of the cell in the source, and in the host of the receptor
    weight : (connections,) in the unit of the receptor's weight; 0 where it or its source is muted
    delay : (connections,) ms from a spike to the opening of receptors, its way along the axon in it
    delay_sd : ms, with which the delay is drawn anew for each spike
    """

    synapse: str
    source: str
    host: str
    receptor: str
    pre: Cells
    post: Cells
    weight: Floats
    delay: Floats
    delay_sd: float


def cells_that_fire(circuit: Circuit) -> dict[str, int]:
    """Return how many cells each element has that can fire.

    Raises
    ------
    CannotRun
        When the circuit does not run.
    """
    plan = compile_circuit(circuit, default_catalog())
    return {p.cells.element: p.cells.size for p in plan.populations if p.cells.spiking}


def connections_of(circuit: Circuit, cells: Mapping[str, int]) -> Iterator[Connections]:
    """Yield all connections of a circuit, receptor by receptor."""
    kinds, settings = default_catalog().kinds, settings_of(circuit)
    known = {id: kinds[each.kind] for id, each in circuit.elements.items() if each.kind in kinds}
    values = {id: Values(circuit.elements[id], kind, settings) for id, kind in known.items()}
    for synapse, kind in known.items():
        if recipe_of(kind.mechanism).release is None:
            continue
        for source in circuit.sources(synapse, Role.RELEASES_ONTO):
            for receptor in circuit.targets(synapse, Role.BINDS):
                host = circuit.host(receptor)
                if source in cells and host in cells and receptor in values:
                    ends = source, str(host), receptor
                    yield _connections(circuit, values, synapse, ends, cells)


def _connections(
    circuit: Circuit,
    values: Mapping[str, Values],
    synapse: str,
    ends: tuple[str, str, str],
    cells: Mapping[str, int],
) -> Connections:
    source, host, receptor = ends
    p = values[synapse]
    pairs = connected(p, cells[source], cells[host])
    way_ms = conduction_between(circuit, default_catalog(), source, synapse)
    delay = per_pair(p, "delay", len(pairs.pre)) + way_ms
    weight = _weights(values[receptor], cells[host], pairs.post)
    if circuit.elements[synapse].muted or circuit.elements[source].muted:
        weight = np.zeros_like(weight)
    spread = float(np.mean(numbers_of(p.raw("delay_sd"))))
    return Connections(synapse, *ends[:2], receptor, pairs.pre, pairs.post, weight, delay, spread)


def _weights(p: Values, size: int, post: Cells) -> Floats:
    """(connections,) weights, which may be given for all, by connection, or by cell."""
    if "weight" not in p.kind.parameters:
        return np.ones(len(post))
    given = numbers_of(p.raw("weight"))
    if len(given) == size and len(given) not in (1, len(post)):
        return np.asarray(given[post])
    return np.array(np.broadcast_to(given, (len(post),)))
