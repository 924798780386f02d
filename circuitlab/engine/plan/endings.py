"""Boutons on receptors that bind transmitter in clefts: whose they are, and where they end."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from circuitlab.catalog.spec import Kind
from circuitlab.engine.plan.pairs import connected
from circuitlab.engine.plan.plan import Ending, Short, Slots
from circuitlab.engine.recipes import recipe_of
from circuitlab.engine.recipes.parameters import NO_BOUTONS, Boutons, Numbers, Settings, Values
from circuitlab.engine.recipes.receptors import relative_weights
from circuitlab.model.circuit import Circuit
from circuitlab.model.element import Role


@dataclass(frozen=True, slots=True)
class Workplace:
    """What finding the boutons of a receptor needs: the circuit, its kinds, and sizes of cells."""

    circuit: Circuit
    kinds: Mapping[str, Kind]
    settings: Settings
    size_of: Callable[[str], int]

    def endings(self, receptor: str) -> tuple[Ending, ...]:
        """What ends on a receptor that binds transmitter in clefts; nothing on any other."""
        circuit, host = self.circuit, self.circuit.host(receptor)
        bouton = recipe_of(self.kinds[receptor].mechanism).bouton
        if host is None or host not in self.kinds or not bouton:
            return ()
        return tuple(
            Ending(synapse, source, *self._pairs(synapse, source, host))
            for synapse in circuit.sources(receptor, Role.BINDS)
            for source in circuit.sources(synapse, Role.RELEASES_ONTO)
            if synapse in self.kinds and source in self.kinds
        )

    def boutons(self, values: Values) -> Boutons:
        """The boutons of a receptor, those of one ending after those of another."""
        ends = self.endings(values.element.id)
        if not ends:
            return NO_BOUTONS
        weights = [_weights(values, end.post) for end in ends]
        return Boutons(np.concatenate([end.post for end in ends]), np.concatenate(weights))

    def _pairs(self, synapse: str, source: str, host: str) -> tuple[Short, Short]:
        p = Values(self.circuit.elements[synapse], self.kinds[synapse], self.settings)
        pairs = connected(p, self.size_of(source), self.size_of(host))
        return pairs.pre, pairs.post


def _weights(values: Values, post: Short) -> Numbers:
    return relative_weights(values, values.size, post)


def place_of_ending(endings: Sequence[Ending], synapse: str, source: str) -> slice:
    """Where the boutons of one source by one synapse stand among those of a receptor."""
    first = 0
    for end in endings:
        if (end.synapse, end.source) == (synapse, source):
            return slice(first, first + len(end.post))
        first += len(end.post)
    raise KeyError((synapse, source))


def in_both(before: Sequence[Ending], now: Sequence[Ending]) -> tuple[Slots, Slots]:
    """Numbers, before and now, of the boutons of a receptor that are there both times."""
    found = list(_shared(before, now))
    none = np.zeros(0, np.int64)
    olds, news = zip(*found, strict=True) if found else ((), ())
    return np.concatenate([none, *olds]), np.concatenate([none, *news])


def _shared(before: Sequence[Ending], now: Sequence[Ending]) -> Iterator[tuple[Slots, Slots]]:
    for end in now:
        for old in before:
            if (old.synapse, old.source) == (end.synapse, end.source):
                _pair, was, is_now = np.intersect1d(
                    old.numbers(), end.numbers(), return_indices=True
                )
                yield (
                    place_of_ending(before, old.synapse, old.source).start + was,
                    place_of_ending(now, end.synapse, end.source).start + is_now,
                )
