"""Whether a part of a circuit belongs to the central or to the peripheral nervous system."""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum
from types import MappingProxyType

from circuitlab.catalog.families import NEURON, SYNAPSE
from circuitlab.catalog.spec import Catalog
from circuitlab.model.circuit import Circuit
from circuitlab.model.effects import kind_of
from circuitlab.model.element import Role


class Division(StrEnum):
    """A part of the nervous system.

    `NEITHER` is what stands in no body, such as a neuron alone in a dish.
    """

    CENTRAL = "central"
    PERIPHERAL = "peripheral"
    NEITHER = ""


_OF_LANE = MappingProxyType(
    {
        "skin": Division.PERIPHERAL,
        "drg": Division.PERIPHERAL,
        "spinal": Division.CENTRAL,
        "brain": Division.CENTRAL,
    }
)


def division_of(circuit: Circuit, catalog: Catalog, id: str) -> Division:
    """Return where an element belongs.

    Brain and spinal cord are central; skin, nerves and dorsal root ganglia, where the bodies of
    sensory neurons lie, are peripheral. A receptor or channel belongs where its neuron does.
    Synapses lie in the centre, and so does a neuron of no lane that takes any. What else has no
    lane belongs where the first does that it is joined to.
    """
    own = _by_itself(circuit, catalog, circuit.host(id) or id)
    if own is not Division.NEITHER:
        return own
    beside = (_by_itself(circuit, catalog, other) for other in _joined_to(circuit, id))
    return next((each for each in beside if each is not Division.NEITHER), Division.NEITHER)


def _by_itself(circuit: Circuit, catalog: Catalog, id: str) -> Division:
    kind = kind_of(circuit, catalog, id)
    if kind is None:
        return Division.NEITHER
    if kind.lane in _OF_LANE:
        return _OF_LANE[kind.lane]
    if kind.family == SYNAPSE or (kind.family == NEURON and _takes_synapses(circuit, id)):
        return Division.CENTRAL
    return Division.NEITHER


def _takes_synapses(circuit: Circuit, neuron: str) -> bool:
    return any(circuit.sources(part, Role.BINDS) for part in circuit.parts(neuron))


def _joined_to(circuit: Circuit, id: str) -> Iterator[str]:
    for other in (*circuit.targets(id), *circuit.sources(id)):
        yield circuit.host(other) or other
