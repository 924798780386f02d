"""Along which ways, and how long, spikes leave each neuron: followed edit by edit."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import TYPE_CHECKING

from circuitlab.model.conduction import conduction_between, mean_value
from circuitlab.playback.pulses import Way
from circuitlab.render.chains import Wiring
from circuitlab.render.stepwise import Steps, done, pieces

if TYPE_CHECKING:
    from circuitlab.catalog.spec import Catalog
    from circuitlab.model.circuit import Circuit
    from circuitlab.model.delta import Key

_AT_A_TIME = 100


class WaysOut:
    """The ways of a circuit by neuron; along what is silent none leads.

    Parameters
    ----------
    circuit : Circuit
    catalog : Catalog
        Its kinds.
    silent : collection of str
        The elements that are muted.
    is_filled : bool
        Whether all ways are laid at once; otherwise none is until `filling` is done.
    """

    def __init__(
        self,
        circuit: Circuit,
        catalog: Catalog,
        silent: Collection[str],
        *,
        is_filled: bool = True,
    ) -> None:
        self._catalog, self._circuit = catalog, circuit
        self._glyphs: dict[str, str] = {}
        self._ways: dict[str, list[Way]] = {}
        self._source_of: dict[str, str] = {}
        self._wiring = Wiring(circuit, self._glyphs)
        if is_filled:
            done(self.filling(silent))

    def filling(self, silent: Collection[str]) -> Steps[None]:
        """Lay all ways where there is none yet, step by step."""
        circuit = self._circuit
        for few in pieces(circuit.elements, _AT_A_TIME):
            self._note(few)
            yield
        keys: tuple[Key, ...] = (*circuit.elements, *circuit.links)
        yield from self._wiring.following(circuit, keys)
        for source in {*self._wiring.out_of, *self._wiring.ends}:
            self._lay((source,), silent)
            yield

    @property
    def ways(self) -> Mapping[str, list[Way]]:
        """The ways that leave each neuron."""
        return self._ways

    def follow(self, circuit: Circuit, keys: Collection[Key], silent: Collection[str]) -> None:
        """Follow an edit that changed `keys`, after which others may be silent."""
        self._circuit = circuit
        self._note(key for key in keys if isinstance(key, str))
        rewired = self._wiring.follow(circuit, keys)
        ends = {*rewired.chains, *rewired.projections}
        sources = {self._source_of[end] for end in ends if end in self._source_of}
        self.hush((*ends, *(key for key in keys if isinstance(key, str))), silent, sources)

    def hush(self, ids: Iterable[str], silent: Collection[str], more: Collection[str] = ()) -> None:
        """Lay the ways anew that lead from or to some elements, and those from `more` neurons."""
        sources = {*ids, *more}
        for id in tuple(sources):
            if id in self._wiring.chains:
                sources.add(self._wiring.chains[id].source)
            sources.update(each.source for each in self._wiring.ends.get(id, ()))
        self._lay(sources, silent)

    def _note(self, ids: Iterable[str]) -> None:
        kinds = self._catalog.kinds
        for id in ids:
            element = self._circuit.rows.element(id)
            if element is None:
                self._glyphs.pop(id, None)
            else:
                self._glyphs[id] = kinds[element.kind].glyph if element.kind in kinds else ""

    def _lay(self, sources: Iterable[str], silent: Collection[str]) -> None:
        for source in sources:
            for way in self._ways.pop(source, ()):
                self._source_of.pop(way.end, None)
            if source in silent or not (ways := self._leaving(source, silent)):
                continue
            self._ways[source] = ways
            self._source_of.update((way.end, source) for way in ways)

    def _leaving(self, source: str, silent: Collection[str]) -> list[Way]:
        synapses = [c.id for c in self._wiring.out_of.get(source, ()) if c.id not in silent]
        ways = [Way(synapse, self._delay_ms(source, synapse)) for synapse in synapses]
        for axon in self._wiring.ends.get(source, ()):
            if axon.source == source and axon.readout not in silent:
                ways.append(Way(axon.id, 0.0))
        return ways

    def _delay_ms(self, source: str, synapse: str) -> float:
        delay = mean_value(self._circuit, self._catalog, synapse, "delay") or 0.0
        return delay + conduction_between(self._circuit, self._catalog, source, synapse)
