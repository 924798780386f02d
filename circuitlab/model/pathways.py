"""Pathways: what reaches an element and what it reaches, the routes between two, and loops.

The search is bounded: Yen's algorithm for the shortest simple paths, on what of the graph can be
part of one of them. It takes polynomial time however many routes there are.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from heapq import nsmallest
from itertools import pairwise

import networkx as nx

from circuitlab.model.element import Role
from circuitlab.model.signal_graph import PathwayStep, SignalGraph, Way
from circuitlab.model.signs import Sign, product

MOST_ROUTES = 20
MOST_LOOPS = 12
MOST_SOUGHT = 60
"""Stations from which loops are sought."""

LONGEST = 60
"""Stations of a route; a longer one is given only where it is the quickest."""

_EACH = 1e-6
"""Milliseconds that each station counts for in the search: of two routes as quick, the shorter."""

_BACK = ""
"""Stands for the station where a loop began, when it comes back to it."""


@dataclass(frozen=True, slots=True)
class Route:
    """One way from an element to another, or from a station back to itself."""

    ways: tuple[Way, ...]

    @property
    def steps(self) -> tuple[PathwayStep, ...]:
        """Every step, in order."""
        return tuple(step for way in self.ways for step in way.steps)

    @property
    def stations(self) -> tuple[str, ...]:
        """Where the signal stops, both ends included."""
        return (self.ways[0].steps[0].source, *(way.steps[-1].target for way in self.ways))

    @property
    def delay_ms(self) -> float:
        """Sum of the delays of axons and synapses, without the time that cells take to fire."""
        return sum(way.delay_ms for way in self.ways)

    @property
    def sign(self) -> Sign:
        """Product of the signs along the way."""
        return product(way.sign for way in self.ways)


@dataclass(frozen=True, slots=True)
class Routes:
    """The quickest routes from one element to another, the quickest first.

    Parameters
    ----------
    is_cut : bool
        Whether there are more than these.
    """

    source: str
    target: str
    found: tuple[Route, ...] = ()
    is_cut: bool = False


@dataclass(frozen=True, slots=True)
class Reach:
    """What leads to an element and what it leads to, in the circuit's order, synapses included."""

    id: str
    upstream: tuple[str, ...]
    downstream: tuple[str, ...]


def reach(signals: SignalGraph, id: str) -> Reach:
    """Return everything from which a signal reaches an element, and everything it reaches."""
    upstream, downstream = (
        tuple(sorted(found(signals.steps, id), key=signals.rank.__getitem__))
        for found in (nx.ancestors, nx.descendants)
    )
    return Reach(id, upstream, downstream)


def routes(signals: SignalGraph, source: str, target: str, most: int = MOST_ROUTES) -> Routes:
    """Return at most so many routes from one element to another, or from one back to itself."""
    graph = signals.stations(source, target, *_read_by(signals, target))
    near = _near(graph, source, target, most + 1)
    found: list[Route] = []
    is_cut = False
    for stations in _shortest(near, source, target):
        if len(stations) > LONGEST and found:
            is_cut = True
            break
        ways = [near.edges[pair]["ways"] for pair in pairwise(stations)]
        least = sum(choice[0].delay_ms for choice in ways)
        if sum(route.delay_ms <= least for route in found) > most:
            break
        found += [Route(chosen) for chosen in _quickest(ways, most + 1)]
        if len(stations) > LONGEST:
            is_cut = True
            break
    found.sort(key=lambda route: (route.delay_ms, len(route.ways), _order(signals, route)))
    return Routes(source, target, tuple(found[:most]), is_cut or len(found) > most)


def loops(signals: SignalGraph, ids: Iterable[str] | None = None) -> tuple[Route, ...]:
    """Return the quickest loop through each of these stations, each loop once, the quickest first.

    Parameters
    ----------
    ids : iterable of str, optional
        By default all stations from which a signal can come back, the first of them if many.
    """
    graph = signals.stations()
    on_loops = _on_loops(graph)
    wanted = on_loops if ids is None else set(ids) & on_loops
    known: dict[tuple[Way, ...], Route] = {}
    for id in sorted(wanted, key=signals.rank.__getitem__)[:MOST_SOUGHT]:
        for route in routes(signals, id, id, 1).found:
            loop = _from_first(signals, route)
            known.setdefault(loop.ways, loop)
    ordered = sorted(known.values(), key=lambda loop: (loop.delay_ms, len(loop.ways)))
    return tuple(ordered[:MOST_LOOPS])


def _from_first(signals: SignalGraph, loop: Route) -> Route:
    """Return a loop as it looks from its station that is the first in the circuit."""
    ranks = [signals.rank[id] for id in loop.stations[:-1]]
    first = ranks.index(min(ranks))
    return Route((*loop.ways[first:], *loop.ways[:first]))


def _on_loops(graph: nx.DiGraph) -> set[str]:
    """Stations from which a signal can come back: those of components larger than one cell."""
    found = {
        id for group in nx.strongly_connected_components(graph) if len(group) > 1 for id in group
    }
    return found | set(nx.nodes_with_selfloops(graph))


def _read_by(signals: SignalGraph, id: str) -> list[str]:
    """Return the synapses and parts that a meter reads: routes to it lead through them."""
    into = signals.steps.in_edges(id, data="step")
    return [source for source, _id, step in into if step.role is Role.RECORDS]


def _near(graph: nx.DiGraph, source: str, target: str, count: int) -> nx.DiGraph:
    """Return the part of a graph that holds the `count` shortest simple paths, each edge's `cost`.

    An edge on one of them lies on no longer a walk than the last of as many paths that are known.
    The target of a loop is `_BACK`.
    """

    def cost(_source: str, _target: str, edge: dict[str, float]) -> float:
        return edge["delay"] + _EACH

    there, to = nx.single_source_dijkstra(graph, source, weight=cost)
    back, onwards = nx.single_source_dijkstra(nx.reverse_view(graph), target, weight=cost)
    edges = [
        (there[u] + edge["delay"] + _EACH + back[v], u, v)
        for u, v, edge in graph.edges(data=True)
        if u in there and v in back
    ]
    edges.sort(key=lambda edge: edge[0])
    bound, known = float("inf"), set()
    for length, u, v in edges:
        path = (*to[u], *reversed(onwards[v]))
        if len(set(path[:-1])) == len(path) - 1 == len(set(path[1:])):
            known.add(path)
        if len(known) == count:
            bound = length + 0.5 * _EACH
            break
    near = nx.DiGraph()
    near.add_nodes_from((source, target if target != source else _BACK))
    for length, u, v in edges:
        if length <= bound:
            end = _BACK if v == target == source else v
            near.add_edge(u, end, ways=graph.edges[u, v]["ways"], cost=length - there[u] - back[v])
    return near


def _shortest(near: nx.DiGraph, source: str, target: str) -> Iterator[list[str]]:
    """Yield simple paths, the shortest first."""
    try:
        yield from nx.shortest_simple_paths(
            near, source, target if target != source else _BACK, weight="cost"
        )
    except nx.NetworkXNoPath:
        return


def _quickest(choices: list[tuple[Way, ...]], most: int) -> list[tuple[Way, ...]]:
    """Return the quickest ways to choose one of each, where synapses lie side by side."""
    chosen: list[tuple[Way, ...]] = [()]
    for ways in choices:
        longer = ((*before, way) for before in chosen for way in ways)
        chosen = nsmallest(most, longer, key=lambda ways: sum(way.delay_ms for way in ways))
    return chosen


def _order(signals: SignalGraph, route: Route) -> list[int]:
    return [signals.rank[step.target] for step in route.steps]
