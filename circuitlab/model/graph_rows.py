"""What a circuit's graph holds: elements and links in rows, one version, which never changes."""

from __future__ import annotations

from bisect import insort
from collections.abc import Callable, Collection, Iterable, Mapping
from operator import itemgetter
from types import MappingProxyType
from typing import Any, NoReturn, TypeVar

from circuitlab.model.element import Element, Link, Role

Pair = tuple[str, str]
K = TypeVar("K", str, Pair)
V = TypeVar("V", Element, Link)


def refuse(*_given: object, **_more: object) -> NoReturn:
    """Say that a graph cannot be changed, and what can."""
    import networkx as nx

    raise nx.NetworkXError(
        "this graph shows a circuit and cannot be changed: edit the circuit, or take graph.copy()"
    )


class Fixed(dict[str, Any]):
    """What a node or an edge of a fixed graph carries. Its copies are plain dictionaries."""

    __setitem__ = __delitem__ = __ior__ = refuse
    clear = pop = popitem = setdefault = update = refuse

    def __deepcopy__(self, _memory: object) -> dict[str, Any]:
        return dict(self)

    def __reduce__(self) -> tuple[Any, ...]:
        return dict, (dict(self),)


class GraphRows:
    """Elements as nodes, links as edges, in the dictionaries of which networkx makes a graph.

    A node carries its `element` and an edge its `link`, each with a `rank`: the place at which it
    was first added. Versions share all rows that are alike in both, so that keeping an old one
    costs next to nothing. The order of nodes and edges says nothing: ask `elements` and `links`.

    Attributes
    ----------
    nodes : dict
        What each node carries, by its id.
    graph : networkx graph or None
        These very rows, once somebody has asked for it: see `model.graph.graph_of`.
    ahead, back : dict of dict
        What each edge carries, by source and target, and by target and source.
    """

    __slots__ = (
        "_elements",
        "_kinds",
        "_left",
        "_links",
        "_next_rank",
        "ahead",
        "back",
        "graph",
        "nodes",
    )

    def __init__(self) -> None:
        self.nodes: dict[str, Fixed] = {}
        self.ahead: dict[str, dict[str, Fixed]] = {}
        self.back: dict[str, dict[str, Fixed]] = {}
        self.graph: Any = None
        self._elements: MappingProxyType[str, Element] | None = None
        self._links: MappingProxyType[Pair, Link] | None = None
        self._kinds: dict[str, dict[str, None]] | None = None
        self._left: dict[str | Pair, int] = {}
        self._next_rank = 0

    # ---- reading

    @property
    def elements(self) -> Mapping[str, Element]:
        """Every element by its id, in the order of ranks."""
        if self._elements is None:
            ordered = sorted(self.nodes.values(), key=itemgetter("rank"))
            self._elements = MappingProxyType(
                {each["element"].id: each["element"] for each in ordered}
            )
        return self._elements

    @property
    def links(self) -> Mapping[Pair, Link]:
        """Every link by its (source, target), in the order of ranks."""
        if self._links is None:
            ordered = [data for row in self.ahead.values() for data in row.values()]
            ordered.sort(key=itemgetter("rank"))
            self._links = MappingProxyType({each["link"].key: each["link"] for each in ordered})
        return self._links

    def of_kinds(self, wanted: Callable[[str], bool]) -> list[str]:
        """Return the elements whose kinds are wanted, in order; others are not looked at."""
        if self._kinds is None:
            self._kinds = {}
            for id, data in self.nodes.items():
                self._kinds.setdefault(data["element"].kind, {})[id] = None
        found = (id for kind, ids in self._kinds.items() if wanted(kind) for id in ids)
        return sorted(found, key=self.rank)

    def element(self, id: str) -> Element | None:
        """Return the element `id`, if there is one."""
        data = self.nodes.get(id)
        return data["element"] if data else None

    def knew(self, id: str) -> bool:
        """Return whether there is an element `id`, or was one that has gone."""
        return id in self.nodes or id in self._left

    def link(self, source: str, target: str) -> Link | None:
        """Return the link from one element to another, if there is one."""
        data = self.ahead.get(source, {}).get(target)
        return data["link"] if data else None

    def rank(self, key: str | Pair) -> int:
        """Return the place of an element or a link among all: the least was added first."""
        data = self.nodes[key] if isinstance(key, str) else self.ahead[key[0]][key[1]]
        return data["rank"]  # type: ignore[no-any-return]

    def sources(self, id: str, role: Role | None = None) -> list[str]:
        """Return the elements that have a link to `id`, in order."""
        return _ordered(self.back[id], role)

    def targets(self, id: str, role: Role | None = None) -> list[str]:
        """Return the elements that `id` has a link to, in order."""
        return _ordered(self.ahead[id], role)

    def elements_of(self, ids: Iterable[str]) -> list[Element]:
        """Return some elements, in order."""
        chosen = sorted((self.nodes[id] for id in ids), key=itemgetter("rank"))
        return [data["element"] for data in chosen]

    def links_of(self, ids: Iterable[str]) -> list[Link]:
        """Return every link that starts or ends at one of some elements, in order."""
        rows = [row[id] for id in ids for row in (self.ahead, self.back)]
        found = {data["rank"]: data["link"] for row in rows for data in row.values()}
        return [found[rank] for rank in sorted(found)]

    # ---- the next version

    def changed(
        self, elements: Mapping[str, Element | None], links: Mapping[Pair, Link | None]
    ) -> GraphRows:
        """Return the graph with other elements and links; None takes one away.

        No link may outlive its ends. What was there before gets its old rank.
        """
        new = GraphRows()
        new._next_rank, new._left = self._next_rank, self._left
        new.nodes, new.ahead, new.back = self.nodes, self.ahead, self.back
        came = [id for id in elements if id not in self.nodes]
        gone = [id for id, element in elements.items() if element is None]
        if gone or any(link is None for link in links.values()):
            new._left = dict(self._left)
        if came or gone or links:
            new.ahead, new.back = _with_rows(self.ahead, came), _with_rows(self.back, came)
            new._put_links(links)
        new._put_elements(elements)
        for id in gone:
            del new.ahead[id], new.back[id]
        new._carry(self, elements, links)
        return new

    def _put_elements(self, changes: Mapping[str, Element | None]) -> None:
        if not changes:
            return
        self.nodes = nodes = dict(self.nodes)
        for id, element in changes.items():
            if element is None:
                self._left[id] = nodes.pop(id)["rank"]
            else:
                nodes[id] = Fixed(element=element, rank=self._rank(id, nodes.get(id)))

    def _put_links(self, changes: Mapping[Pair, Link | None]) -> None:
        """Put edges into both directions, each row that changes copied first."""
        ahead = {source: dict(self.ahead[source]) for source, _target in changes}
        back = {target: dict(self.back[target]) for _source, target in changes}
        for pair, link in changes.items():
            source, target = pair
            if link is None:
                self._left[pair] = ahead[source].pop(target)["rank"]
                del back[target][source]
            else:
                rank = self._rank(pair, ahead[source].get(target))
                ahead[source][target] = back[target][source] = Fixed(link=link, rank=rank)
        self.ahead.update(ahead)
        self.back.update(back)

    def _carry(
        self,
        old: GraphRows,
        elements: Mapping[str, Element | None],
        links: Mapping[Pair, Link | None],
    ) -> None:
        """Take over the ordered views of the version before, with what changed."""
        back = {id for id in elements if id in old._left and id not in old.nodes}
        self._elements = _carried(
            old._elements, elements, back, lambda id: int(self.nodes[id]["rank"])
        )
        self._kinds = _sorted_anew(old._kinds, old.nodes, elements)
        again = {pair for pair in links if pair in old._left and old.link(*pair) is None}
        self._links = _carried(
            old._links, links, again, lambda pair: int(self.ahead[pair[0]][pair[1]]["rank"])
        )

    def _rank(self, key: str | Pair, data: Fixed | None) -> int:
        """Return the rank that a part has, had, or gets now."""
        if data is not None:
            return data["rank"]  # type: ignore[no-any-return]
        if key not in self._left:
            self._next_rank += 1
        return self._left.get(key, self._next_rank)


def _sorted_anew(
    kinds: dict[str, dict[str, None]] | None,
    nodes: Mapping[str, Fixed],
    changes: Mapping[str, Element | None],
) -> dict[str, dict[str, None]] | None:
    """Return the ids by kind after some elements changed; only rows of their kinds are copied."""
    moved = {
        id: (nodes[id]["element"].kind if id in nodes else "", element.kind if element else "")
        for id, element in changes.items()
    }
    moved = {id: pair for id, pair in moved.items() if pair[0] != pair[1]}
    if kinds is None or not moved:
        return kinds
    named = {kind for pair in moved.values() for kind in pair}
    found = {**kinds, **{kind: dict(kinds.get(kind, {})) for kind in named}}
    for id, (before, after) in moved.items():
        found[before].pop(id, None)
        found[after][id] = None
    found.pop("", None)
    return found


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
