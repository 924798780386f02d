"""The directed graph that a circuit is: one version of it, which never changes."""

from __future__ import annotations

from bisect import insort
from collections.abc import Callable, Collection, Iterable, Mapping
from operator import itemgetter
from types import MappingProxyType
from typing import Any, NoReturn, TypeVar

import networkx as nx

from circuitlab.model.element import Element, Link, Role

Pair = tuple[str, str]
K = TypeVar("K", str, Pair)
V = TypeVar("V", Element, Link)

_CHANGING = (
    *("add_node", "add_nodes_from", "remove_node", "remove_nodes_from"),
    *("add_edge", "add_edges_from", "add_weighted_edges_from", "remove_edge"),
    *("remove_edges_from", "update", "clear", "clear_edges"),
)


class Fixed(dict[str, Any]):
    """What a node or an edge of a fixed graph carries. Its copies are plain dictionaries."""

    def _refuse(self, *_given: object, **_more: object) -> NoReturn:
        refuse()

    __setitem__ = __delitem__ = __ior__ = _refuse
    clear = pop = popitem = setdefault = update = _refuse

    def __deepcopy__(self, _memory: object) -> dict[str, Any]:
        return dict(self)

    def __reduce__(self) -> tuple[Any, ...]:
        return dict, (dict(self),)


def refuse(*_given: object, **_more: object) -> NoReturn:
    """Say that a graph cannot be changed, and what can."""
    raise nx.NetworkXError(
        "this graph shows a circuit and cannot be changed: edit the circuit, or take graph.copy()"
    )


def fixed(graph: Any) -> Any:
    """Return the same networkx graph, which from now on refuses to be changed."""
    for name in _CHANGING:
        setattr(graph, name, refuse)
    graph.frozen = True
    return graph


def sealed(graph: Any) -> Any:
    """Return the same networkx graph, fixed, and what its nodes and edges carry with it."""
    for id, data in list(graph.nodes.items()):
        graph._node[id] = Fixed(data)
    for (source, target), data in list(graph.edges.items()):
        graph._succ[source][target] = graph._pred[target][source] = Fixed(data)
    return fixed(graph)


class CircuitGraph(nx.DiGraph):  # type: ignore[misc]
    """Elements as nodes, links as edges; a changed graph is another one.

    A node carries its `element` and an edge its `link`, each with a `rank`: the place at which it
    was first added. Versions share all rows that are alike in both, so that keeping an old one
    costs next to nothing. The order of nodes and edges says nothing: ask `elements` and `links`.
    """

    _node: dict[str, Fixed]
    _succ: dict[str, dict[str, Fixed]]
    _pred: dict[str, dict[str, Fixed]]

    def __init__(self, incoming: Any = None, **attributes: Any) -> None:
        super().__init__(incoming, **attributes)
        self._elements: MappingProxyType[str, Element] | None = None
        self._links: MappingProxyType[Pair, Link] | None = None
        self._left: dict[str | Pair, int] = {}
        self._next_rank = 0

    # ---- reading

    @property
    def elements(self) -> Mapping[str, Element]:
        """Every element by its id, in the order of ranks."""
        if self._elements is None:
            ordered = sorted(self._node.values(), key=itemgetter("rank"))
            self._elements = MappingProxyType(
                {each["element"].id: each["element"] for each in ordered}
            )
        return self._elements

    @property
    def links(self) -> Mapping[Pair, Link]:
        """Every link by its (source, target), in the order of ranks."""
        if self._links is None:
            ordered = [data for row in self._succ.values() for data in row.values()]
            ordered.sort(key=itemgetter("rank"))
            self._links = MappingProxyType({each["link"].key: each["link"] for each in ordered})
        return self._links

    def element(self, id: str) -> Element | None:
        """Return the element `id`, if there is one."""
        data = self._node.get(id)
        return data["element"] if data else None

    def knew(self, id: str) -> bool:
        """Return whether there is an element `id`, or was one that has gone."""
        return id in self._node or id in self._left

    def link(self, source: str, target: str) -> Link | None:
        """Return the link from one element to another, if there is one."""
        data = self._succ.get(source, {}).get(target)
        return data["link"] if data else None

    def sources(self, id: str, role: Role | None = None) -> list[str]:
        """Return the elements that have a link to `id`, in order."""
        return _ordered(self._pred[id], role)

    def targets(self, id: str, role: Role | None = None) -> list[str]:
        """Return the elements that `id` has a link to, in order."""
        return _ordered(self._succ[id], role)

    def elements_of(self, ids: Iterable[str]) -> list[Element]:
        """Return some elements, in order."""
        chosen = sorted((self._node[id] for id in ids), key=itemgetter("rank"))
        return [data["element"] for data in chosen]

    def links_of(self, ids: Iterable[str]) -> list[Link]:
        """Return every link that starts or ends at one of some elements, in order."""
        rows = [row[id] for id in ids for row in (self._succ, self._pred)]
        found = {data["rank"]: data["link"] for row in rows for data in row.values()}
        return [found[rank] for rank in sorted(found)]

    # ---- the next version

    def changed(
        self, elements: Mapping[str, Element | None], links: Mapping[Pair, Link | None]
    ) -> CircuitGraph:
        """Return the graph with other elements and links; None takes one away.

        No link may outlive its ends. What was there before gets its old rank.
        """
        new = CircuitGraph()
        new._next_rank, new._left = self._next_rank, self._left
        new._node, new._succ, new._pred = self._node, self._succ, self._pred
        came = [id for id in elements if id not in self._node]
        gone = [id for id, element in elements.items() if element is None]
        if gone or any(link is None for link in links.values()):
            new._left = dict(self._left)
        if came or gone or links:
            new._succ, new._pred = _with_rows(self._succ, came), _with_rows(self._pred, came)
            new._put_links(links)
        new._put_elements(elements)
        for id in gone:
            del new._succ[id], new._pred[id]
        new._carry(self, elements, links)
        return fixed(new)  # type: ignore[no-any-return]

    def copy(self, as_view: bool = False) -> Any:
        """Return a graph with the same content that may be changed."""
        return super().copy(as_view=True) if as_view else nx.DiGraph(self)

    def _put_elements(self, changes: Mapping[str, Element | None]) -> None:
        if not changes:
            return
        self._node = nodes = dict(self._node)
        for id, element in changes.items():
            if element is None:
                self._left[id] = nodes.pop(id)["rank"]
            else:
                nodes[id] = Fixed(element=element, rank=self._rank(id, nodes.get(id)))

    def _put_links(self, changes: Mapping[Pair, Link | None]) -> None:
        """Put edges into both directions, each row that changes copied first."""
        ahead = {source: dict(self._succ[source]) for source, _target in changes}
        back = {target: dict(self._pred[target]) for _source, target in changes}
        for pair, link in changes.items():
            source, target = pair
            if link is None:
                self._left[pair] = ahead[source].pop(target)["rank"]
                del back[target][source]
            else:
                rank = self._rank(pair, ahead[source].get(target))
                ahead[source][target] = back[target][source] = Fixed(link=link, rank=rank)
        self._succ.update(ahead)
        self._pred.update(back)

    def _carry(
        self,
        old: CircuitGraph,
        elements: Mapping[str, Element | None],
        links: Mapping[Pair, Link | None],
    ) -> None:
        """Take over the ordered views of the version before, with what changed."""
        back = {id for id in elements if id in old._left and id not in old._node}
        self._elements = _carried(
            old._elements, elements, back, lambda id: int(self._node[id]["rank"])
        )
        again = {pair for pair in links if pair in old._left and old.link(*pair) is None}
        self._links = _carried(
            old._links, links, again, lambda pair: int(self._succ[pair[0]][pair[1]]["rank"])
        )

    def _rank(self, key: str | Pair, data: Fixed | None) -> int:
        """Return the rank that a part has, had, or gets now."""
        if data is not None:
            return data["rank"]  # type: ignore[no-any-return]
        if key not in self._left:
            self._next_rank += 1
        return self._left.get(key, self._next_rank)


def _with_rows(rows: Mapping[str, dict[str, Fixed]], ids: Iterable[str]) -> dict[str, Any]:
    """Return the same rows, and an empty one for each of some elements."""
    more = dict(rows)
    for id in ids:
        more[id] = {}
    return more


def _ordered(row: Mapping[str, Fixed], role: Role | None) -> list[str]:
    """Return the ids of a row of links, those of one role or all."""
    found = [
        (data["rank"], id) for id, data in row.items() if role is None or data["link"].role is role
    ]
    return [id for _rank, id in sorted(found)]


def _carried(
    view: MappingProxyType[K, V] | None,
    changes: Mapping[K, V | None],
    back: Collection[K],
    rank: Callable[[K], int],
) -> MappingProxyType[K, V] | None:
    """Return a view with its changes made; what comes `back` goes in between by its rank."""
    if view is None or not changes:
        return view
    found: dict[K, Any] = view.copy()
    found.update(changes)
    for key in [key for key, part in changes.items() if part is None]:
        del found[key]
    if back:
        order = [key for key in found if key not in back]
        for key in back:
            insort(order, key, key=rank)
        found = {key: found[key] for key in order}
    return MappingProxyType(found)
