"""How signals run among the parts of a circuit: a directed graph of steps with sign and delay."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from circuitlab.catalog.families import CHANNEL, JUNCTION, RECEPTOR, SYNAPSE
from circuitlab.catalog.spec import Catalog
from circuitlab.model.circuit import Circuit
from circuitlab.model.conduction import conduction_between, mean_value
from circuitlab.model.effects import effects_of, kind_of
from circuitlab.model.element import Link, Role
from circuitlab.model.signs import Sign, product, sign_of_action, sign_of_part, together

if TYPE_CHECKING:
    import networkx as nx

_HANDING_ON = frozenset({SYNAPSE, JUNCTION, RECEPTOR, CHANNEL})
"""Families of what hands a signal on to the cell it belongs to."""


@dataclass(frozen=True, slots=True)
class PathwayStep:
    """A signal on its way from one element to the next.

    Parameters
    ----------
    source, target : str
    link : (str, str)
        The link of the circuit that it runs along.
    role : Role
        *releases onto*: along an axon to a synapse; *binds*: across the synapse; *sits in*: from
        a part to its cell; *couples*: into a junction and out of it; *records*: to the meter; else
        something acts.
    sign : Sign
    delay_ms : float
        As the engine delays a spike there, its spread and its rounding to steps left out; 0 for
        what acts at once.
    through : tuple of str
        The receptors that a synapse opens, or the parts by which a cell is acted on.
    """

    source: str
    target: str
    link: tuple[str, str]
    role: Role
    sign: Sign
    delay_ms: float = 0.0
    through: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Way:
    """One or two steps from a station to the next: an axon with its synapse, or something acting.

    A station is whatever a signal stops at: a cell, a drug, a stimulus, a meter.
    """

    steps: tuple[PathwayStep, ...]

    @property
    def delay_ms(self) -> float:
        """Sum of the steps' delays."""
        return sum(step.delay_ms for step in self.steps)

    @property
    def sign(self) -> Sign:
        """Product of the steps' signs."""
        return product(step.sign for step in self.steps)


class SignalGraph:
    """The signals of one circuit.

    Parameters
    ----------
    circuit : Circuit
    catalog : Catalog

    Attributes
    ----------
    onwards : mapping of id to mapping of id to PathwayStep
        The steps from every element, by where they lead.
    rank : dict of id to int
        Order of the elements in the circuit, by which all that is equal is sorted.
    """

    def __init__(self, circuit: Circuit, catalog: Catalog) -> None:
        self._circuit, self._catalog = circuit, catalog
        self.rank = {id: place for place, id in enumerate(circuit.elements)}
        self._stations: dict[tuple[str, ...], nx.DiGraph] = {}
        rows: dict[str, dict[str, PathwayStep]] = {id: {} for id in circuit.elements}
        self._found: dict[tuple[str, str], PathwayStep] = {}
        for link in circuit.links.values():
            for step in self._steps_of(link):
                self._add(step)
        for (source, target), step in self._found.items():
            rows[source][target] = step
        self.onwards: Mapping[str, Mapping[str, PathwayStep]] = rows

    @cached_property
    def steps(self) -> nx.DiGraph:
        """The elements, and an edge with its ``step`` for each way of a signal, part by part."""
        import networkx as nx

        graph = nx.DiGraph()
        graph.add_nodes_from(self.rank)
        graph.add_edges_from((*pair, {"step": step}) for pair, step in self._found.items())
        return graph

    @cached_property
    def reached(self) -> frozenset[str]:
        """The elements to which any step leads."""
        return frozenset(target for _source, target in self._found)

    def stations(self, *ends: str) -> nx.DiGraph:
        """Return the graph of stations, with the synapses and parts that are asked for besides.

        Each edge has its ``ways``, the quickest first, and the ``delay`` of that one in ms.
        """
        inner = tuple(id for id in ends if not self.is_station(id))
        if inner not in self._stations:
            self._stations[inner] = self._made(inner)
        return self._stations[inner]

    def is_station(self, id: str) -> bool:
        """Return whether signals stop at an element: synapses and parts only hand them on."""
        kind = kind_of(self._circuit, self._catalog, id)
        return kind is None or kind.family not in _HANDING_ON

    def _made(self, inner: tuple[str, ...]) -> nx.DiGraph:
        import networkx as nx

        ways: dict[tuple[str, str], list[Way]] = defaultdict(list)
        for source, target, step in self.steps.edges(data="step"):
            if target in inner or not _is_inner(step):
                ways[source, target].append(Way((step,)))
            if step.role is Role.RELEASES_ONTO:
                for end, crossing in self._crossings(target, inner):
                    ways[source, end].append(Way((step, crossing)))
            if step.role is Role.COUPLES and _is_inner(step):
                for end, crossing in self.onwards[target].items():
                    if end != source and crossing.role is Role.COUPLES:
                        ways[source, end].append(Way((step, crossing)))
        graph = nx.DiGraph()
        graph.add_nodes_from(self.rank)
        for (source, target), found in ways.items():
            found.sort(key=lambda way: way.delay_ms)
            graph.add_edge(source, target, ways=tuple(found), delay=found[0].delay_ms)
        return graph

    def _crossings(self, synapse: str, inner: tuple[str, ...]) -> list[tuple[str, PathwayStep]]:
        """Return the steps across a synapse to its cells, and to receptors that are asked for."""
        return [
            (target, step)
            for target, step in self.onwards[synapse].items()
            if step.role is Role.BINDS and (step.through or target in inner)
        ]

    # ---- from links to steps

    def _add(self, step: PathwayStep) -> None:
        """Add a step; the links themselves come before what only leads through them."""
        pair = (step.source, step.target)
        old = self._found.get(pair)
        if old is None or (old.through and not step.through):
            self._found[pair] = step

    def _steps_of(self, link: Link) -> list[PathwayStep]:
        if link.role is Role.RELEASES_ONTO:
            return [self._conduction(link)]
        if link.role is Role.BINDS:
            return self._crossing(link)
        if link.role is Role.SITS_IN:
            return [PathwayStep(*link.key, link.key, link.role, self._sign_of(link.source))]
        if link.role is Role.RECORDS:
            return [PathwayStep(link.target, link.source, link.key, link.role, Sign.PASSES)]
        if link.role is Role.COUPLES:
            into = PathwayStep(link.target, link.source, link.key, link.role, Sign.PASSES)
            return [into, PathwayStep(*link.key, link.key, link.role, Sign.EXCITES)]
        return self._acting(link)

    def _conduction(self, link: Link) -> PathwayStep:
        delay = conduction_between(self._circuit, self._catalog, *link.key)
        return PathwayStep(*link.key, link.key, link.role, Sign.PASSES, delay)

    def _crossing(self, link: Link) -> list[PathwayStep]:
        """Across a synapse: to this receptor, and through all receptors of that cell to the cell.

        The second is made once, at the first of these receptors.
        """
        delay = mean_value(self._circuit, self._catalog, link.source, "delay") or 0.0
        here = PathwayStep(*link.key, link.key, link.role, Sign.PASSES, delay)
        host = self._circuit.host(link.target)
        if host is None:
            return [here]
        bound = self._circuit.targets(link.source, Role.BINDS)
        mine = tuple(id for id in bound if self._circuit.host(id) == host)
        if mine[0] != link.target:
            return [here]
        sign = together(self._sign_of(id) for id in mine)
        return [here, PathwayStep(link.source, host, link.key, link.role, sign, delay, mine)]

    def _acting(self, link: Link) -> list[PathwayStep]:
        """To what the link leads to, and to each part that it acts on there."""
        done = effects_of(self._circuit, self._catalog, link)
        signs: dict[str, list[Sign]] = defaultdict(list)
        for reached in done:
            sign = sign_of_action(self._circuit, self._catalog, link.role, reached)
            signs[reached[2]].append(sign)
        if not signs:
            return []
        parts = tuple(id for id in signs if id != link.target)
        whole = together(self._seen_from(link, id, sign) for id in signs for sign in signs[id])
        to_parts = [
            PathwayStep(link.source, id, link.key, link.role, _opening(signs[id]), through=(id,))
            for id in parts
        ]
        return [PathwayStep(*link.key, link.key, link.role, whole, through=parts), *to_parts]

    def _seen_from(self, link: Link, id: str, sign: Sign) -> Sign:
        """A link to a part opens it: what that does to the cell is the part's own next step."""
        to_part = id == link.target and self._circuit.host(id) is not None
        return _opening([sign]) if to_part else sign

    def _sign_of(self, part: str) -> Sign:
        return sign_of_part(self._circuit, self._catalog, part)


def _opening(signs: list[Sign]) -> Sign:
    return Sign.MODULATES if set(signs) == {Sign.MODULATES} else Sign.EXCITES


def _is_inner(step: PathwayStep) -> bool:
    """Return whether a step leads to a synapse or a part that another step leads through."""
    if step.role is Role.RELEASES_ONTO:
        return True
    if step.role is Role.COUPLES:
        return step.sign is Sign.PASSES
    if step.role is Role.BINDS:
        return not step.through
    return step.through == (step.target,)
