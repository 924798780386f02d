"""How elements hang together on the canvas: synapses as one chain each, and the other wires."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeVar

from circuitlab.model.element import DOCUMENT, Role
from circuitlab.render.bodies import SYNAPSE
from circuitlab.render.stepwise import Steps, done, pieces

if TYPE_CHECKING:
    from circuitlab.model.circuit import Circuit
    from circuitlab.model.delta import Key

Pair = tuple[str, str]
Wire = TypeVar("Wire")

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


@dataclass(slots=True)
class Rewired:
    """Which wires an edit made, changed or took away."""

    chains: set[str] = field(default_factory=set)
    projections: set[str] = field(default_factory=set)
    cables: set[Pair] = field(default_factory=set)


class Wiring:
    """Every wire of a circuit, sorted by how it is drawn, and followed edit by edit.

    Parameters
    ----------
    circuit : Circuit
        None of its wires is read yet: `following` all its elements and links reads them.
    glyph_of : mapping
        The glyph of each element; the circuit's owner keeps it up to date.

    Attributes
    ----------
    chains : mapping of synapse id to Chain
    projections : mapping of axon id to Projection
        The readout's id for its first neuron, ``readout:neuron`` for each further one.
    cables : mapping of (source, target) to Cable
    chain_of : mapping of receptor id to its synapse, the first of several
    onto, out_of : mapping of neuron id to the synapses it receives and makes
    loose : mapping of neuron id to the parts that sit in it without a synapse
    ends : mapping of neuron or readout id to the axons that lead from it or to it
    """

    def __init__(self, circuit: Circuit, glyph_of: Mapping[str, str]) -> None:
        self._glyph_of = glyph_of
        self._rows = circuit.rows
        self.chains: dict[str, Chain] = {}
        self.projections: dict[str, Projection] = {}
        self.cables: dict[Pair, Cable] = {}
        self.chain_of: dict[str, Chain] = {}
        self.onto: dict[str, list[Chain]] = {}
        self.out_of: dict[str, list[Chain]] = {}
        self.loose: dict[str, list[str]] = {}
        self.ends: dict[str, list[Projection]] = {}

    # ---- reading

    def host(self, id: str) -> str:
        """Return the element that a part sits in; empty where it sits in none."""
        known = id in self._rows.nodes
        return next(iter(self._rows.targets(id, Role.SITS_IN)), "") if known else ""

    def shared_with(self, chain: Chain) -> Chain | None:
        """The synapse at whose receptors a further one ends, if it has none of its own."""
        owners = [self.chain_of[receptor] for receptor in chain.receptors]
        return owners[0] if owners and chain not in owners else None

    def members(self, id: str) -> set[str]:
        """The elements whose drawing depends on one element, itself included."""
        found = {id, self.host(id), *self.loose.get(id, ())}
        own = self.chains.get(id) or self.chain_of.get(id)
        for chain in (*self.onto.get(id, ()), *self.out_of.get(id, ()), *((own,) if own else ())):
            found |= {chain.id, chain.source, chain.host, *chain.receptors}
            for mate in self.onto.get(chain.host, ()):
                found |= {mate.id, *mate.receptors}
        for projection in self.ends.get(id, ()):
            found |= {projection.source, projection.readout}
        return found - {""}

    def cables_at(self, ids: Iterable[str]) -> list[Cable]:
        """Return the cables that start or end at some elements, in order."""
        rows = self._rows
        links = rows.links_of(id for id in ids if id in rows.nodes)
        return [self.cables[link.key] for link in links if link.key in self.cables]

    # ---- following the circuit

    def follow(self, circuit: Circuit, keys: Iterable[Key]) -> Rewired:
        """Follow an edit that changed `keys`; returns the wires that it changed."""
        return done(self.following(circuit, keys))

    def following(self, circuit: Circuit, keys: Iterable[Key]) -> Steps[Rewired]:
        """Do the same step by step."""
        keys = list(keys)
        self._rows = circuit.rows
        pairs = [key for key in keys if not isinstance(key, str) and key[0] != DOCUMENT]
        named = {key for key in keys if isinstance(key, str)}
        pairs += self._links_at(named - {end for pair in pairs for end in pair})
        ends = {end for pair in pairs for end in pair}
        found = Rewired()
        synapses: set[str] = set()
        for few in pieces(named | ends, _AT_A_TIME):
            synapses |= self._synapses_at(few)
            yield
        yield from self._follow_chains(synapses, ends, found)
        for piece in pieces({source for source, _t in pairs} | named, _AT_A_TIME):
            self._follow_projections(piece, found)
            yield
        for some in pieces(pairs, _AT_A_TIME):
            self._follow_cables(some, found)
            yield
        return found

    def _links_at(self, ids: Iterable[str]) -> list[Pair]:
        """The links of elements that may be of another kind now."""
        rows = self._rows
        return [link.key for link in rows.links_of(id for id in ids if id in rows.nodes)]

    def _synapses_at(self, ids: Iterable[str]) -> set[str]:
        """The synapses among some elements, and those that bind any of them."""
        found = set()
        for id in ids:
            if id in self.chains or self._glyph_of.get(id) == SYNAPSE:
                found.add(id)
            elif id in self._glyph_of:
                found.update(self._rows.sources(id, Role.BINDS))
        return found

    def _follow_chains(
        self, synapses: Collection[str], ends: set[str], found: Rewired
    ) -> Steps[None]:
        """Read synapses anew; `ends` are those of all links that came or went."""
        receptors, hosts = set(ends), {self.host(id) for id in ends} | ends
        for id in self._in_order(synapses):
            yield
            old, new = self.chains.get(id), self._chain(id)
            if old == new:
                continue
            found.chains.add(id)
            for chain in (each for each in (old, new) if each is not None):
                receptors.update(chain.receptors)
                hosts |= {self.host(id) for id in chain.receptors}
            if old is not None:
                del self.chains[id]
                _drop(self.onto, old.host, old)
                _drop(self.out_of, old.source, old)
            if new is not None:
                self.chains[id] = new
                self._put(self.onto, new.host, new)
                self._put(self.out_of, new.source, new)
        for id in receptors:
            self._follow_receptor(id)
            yield
        for id in hosts:
            self._follow_loose(id)
            yield

    def _chain(self, id: str) -> Chain | None:
        if self._glyph_of.get(id) != SYNAPSE:
            return None
        sources = self._rows.sources(id, Role.RELEASES_ONTO)
        receptors = tuple(self._rows.targets(id, Role.BINDS))
        host = next((host for r in receptors if (host := self.host(r))), "")
        return Chain(id, sources[0] if sources else "", receptors, host)

    def _put(self, of: dict[str, list[Chain]], id: str, chain: Chain) -> None:
        """Add a chain to those of an element, which keep the order of their synapses."""
        row, rank = of.setdefault(id, []), self._rows.rank
        is_last = not row or rank(row[-1].id) < rank(chain.id)
        row.append(chain)
        if not is_last:
            row.sort(key=lambda each: rank(each.id))

    def _follow_receptor(self, id: str) -> None:
        self.chain_of.pop(id, None)
        binding = self._rows.sources(id, Role.BINDS) if id in self._glyph_of else []
        owner = next(iter(self._in_order(s for s in binding if s in self.chains)), None)
        if owner is not None:
            self.chain_of[id] = self.chains[owner]

    def _follow_loose(self, id: str) -> None:
        self.loose.pop(id, None)
        parts = self._rows.sources(id, Role.SITS_IN) if id in self._glyph_of else []
        if loose := [part for part in parts if part not in self.chain_of]:
            self.loose[id] = loose

    def _follow_projections(self, ids: Iterable[str], found: Rewired) -> None:
        """Read the axons to readouts anew."""
        for id in ids:
            for old in [each for each in self.ends.get(id, ()) if each.readout == id]:
                found.projections.add(old.id)
                del self.projections[old.id]
                _drop(self.ends, old.source, old)
                _drop(self.ends, old.readout, old)
            if self._glyph_of.get(id) == NERVE_READOUT:
                for number, neuron in enumerate(self._rows.targets(id, Role.RECORDS)):
                    new = Projection(f"{id}:{neuron}" if number else id, neuron, id)
                    found.projections.add(new.id)
                    self.projections[new.id] = new
                    for end in (neuron, id):
                        self.ends[end] = sorted([*self.ends.get(end, ()), new], key=_named)

    def _follow_cables(self, pairs: Iterable[Pair], found: Rewired) -> None:
        for pair in pairs:
            old, new = self.cables.pop(pair, None), self._cable(pair)
            if new is not None:
                self.cables[pair] = new
            if old != new:
                found.cables.add(pair)

    def _cable(self, pair: Pair) -> Cable | None:
        link = self._rows.link(*pair)
        if link is None or link.role in _NO_CABLES:
            return None
        if link.role is Role.RECORDS and self._glyph_of[link.source] == NERVE_READOUT:
            return None
        return Cable(*pair, link.role)

    def _in_order(self, ids: Iterable[str]) -> list[str]:
        """Elements in the order of the circuit, those that are gone first."""
        nodes, rank = self._rows.nodes, self._rows.rank
        return sorted(ids, key=lambda id: rank(id) if id in nodes else -1)


_AT_A_TIME = 100
_NO_CABLES = frozenset({Role.RELEASES_ONTO, Role.BINDS, Role.SITS_IN})


def _named(projection: Projection) -> str:
    return projection.id


def _drop(of: dict[str, list[Wire]], id: str, wire: Wire) -> None:
    """Take a wire out of those of an element."""
    of[id].remove(wire)
    if not of[id]:
        del of[id]
