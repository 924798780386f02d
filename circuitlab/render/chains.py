"""How elements hang together on the canvas: synapses as one chain each, and the other wires."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from circuitlab.model.element import Role
from circuitlab.render.bodies import SYNAPSE

if TYPE_CHECKING:
    from circuitlab.model.circuit import Circuit

NERVE_READOUT = "brain"
"""The glyph of the meter that a neuron reaches with its axon and not with a cable."""


@dataclass(frozen=True, slots=True)
class Chain:
    """A synapse with what releases onto it, the receptors it binds, and where they sit."""

    id: str
    source: str
    receptors: tuple[str, ...]
    host: str


@dataclass(frozen=True, slots=True)
class Cable:
    """A wire that is no axon: a drug, a stimulus or a meter at work on something."""

    source: str
    target: str
    role: Role


@dataclass(frozen=True, slots=True)
class Projection:
    """An axon to a readout in the brain."""

    id: str
    source: str
    readout: str


@dataclass(frozen=True, slots=True)
class Wiring:
    """Every wire of a circuit, sorted by how it is drawn.

    Parameters
    ----------
    chains : mapping of synapse id to Chain
    projections : mapping of axon id to Projection
        The readout's id for its first neuron, ``readout:neuron`` for each further one.
    cables : tuple of Cable
    hosts : mapping of part id to the id it sits in
    chain_of : mapping of receptor id to its synapse, the first of several
    onto, out_of : mapping of neuron id to the synapses it receives and makes
    loose : mapping of neuron id to the parts that sit in it without a synapse
    """

    chains: Mapping[str, Chain]
    projections: Mapping[str, Projection]
    cables: tuple[Cable, ...]
    hosts: Mapping[str, str]
    chain_of: Mapping[str, Chain]
    onto: Mapping[str, list[Chain]]
    out_of: Mapping[str, list[Chain]]
    loose: Mapping[str, list[str]]

    def shared_with(self, chain: Chain) -> Chain | None:
        """The synapse at whose receptors a further one ends, if it has none of its own."""
        owners = [self.chain_of[receptor] for receptor in chain.receptors]
        return owners[0] if owners and chain not in owners else None

    def members(self, id: str) -> set[str]:
        """The elements whose drawing depends on one element, itself included."""
        found = {id, self.hosts.get(id, ""), *self.loose.get(id, ())}
        own = self.chains.get(id) or self.chain_of.get(id)
        for chain in (*self.onto.get(id, ()), *self.out_of.get(id, ()), *((own,) if own else ())):
            found |= {chain.id, chain.source, chain.host, *chain.receptors}
            for mate in self.onto.get(chain.host, ()):
                found |= {mate.id, *mate.receptors}
        for projection in self.projections.values():
            if id in (projection.source, projection.readout):
                found |= {projection.source, projection.readout}
        return found - {""}


def wiring(circuit: Circuit, glyph_of: Mapping[str, str]) -> Wiring:
    """Sort the links of a circuit; `glyph_of` names each element's glyph."""
    sources: dict[str, str] = {}
    bound: dict[str, list[str]] = {}
    hosts: dict[str, str] = {}
    projections: dict[str, Projection] = {}
    cables: list[Cable] = []
    for link in circuit.links.values():
        if link.role is Role.RELEASES_ONTO:
            sources.setdefault(link.target, link.source)
        elif link.role is Role.BINDS:
            bound.setdefault(link.source, []).append(link.target)
        elif link.role is Role.SITS_IN:
            hosts[link.source] = link.target
        elif link.role is Role.RECORDS and glyph_of[link.source] == NERVE_READOUT:
            taken = link.source in projections
            key = f"{link.source}:{link.target}" if taken else link.source
            projections[key] = Projection(key, link.target, link.source)
        else:
            cables.append(Cable(link.source, link.target, link.role))
    synapses = (id for id, glyph in glyph_of.items() if glyph == SYNAPSE)
    chains = _chains(synapses, sources, bound, hosts)
    return _indexed(chains, projections, tuple(cables), hosts)


def _indexed(
    chains: Mapping[str, Chain],
    projections: Mapping[str, Projection],
    cables: tuple[Cable, ...],
    hosts: Mapping[str, str],
) -> Wiring:
    chain_of: dict[str, Chain] = {}
    for chain in chains.values():
        for receptor in chain.receptors:
            chain_of.setdefault(receptor, chain)
    onto: dict[str, list[Chain]] = {}
    out_of: dict[str, list[Chain]] = {}
    for chain in chains.values():
        onto.setdefault(chain.host, []).append(chain)
        out_of.setdefault(chain.source, []).append(chain)
    loose: dict[str, list[str]] = {}
    for part, host in hosts.items():
        if part not in chain_of:
            loose.setdefault(host, []).append(part)
    return Wiring(chains, projections, cables, hosts, chain_of, onto, out_of, loose)


def _chains(
    synapses: Iterable[str],
    sources: Mapping[str, str],
    bound: Mapping[str, list[str]],
    hosts: Mapping[str, str],
) -> dict[str, Chain]:
    chains = {}
    for id in synapses:
        receptors = tuple(bound.get(id, ()))
        host = next((hosts[r] for r in receptors if r in hosts), "")
        chains[id] = Chain(id, sources.get(id, ""), receptors, host)
    return chains
