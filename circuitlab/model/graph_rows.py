"""What a circuit's graph holds: elements and links in rows, one version, which never changes."""

from __future__ import annotations

import sys
from bisect import bisect_left
from collections.abc import Callable, Iterable, Mapping
from operator import itemgetter
from types import MappingProxyType
from typing import Any, Generic, NoReturn, TypeVar

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
    wires : int
        Links by which something reaches another thing, but for what sits in or is bound.
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
        "wires",
    )

    def __init__(self) -> None:
        self.nodes: dict[str, Fixed] = {}
        self.ahead: dict[str, dict[str, Fixed]] = {}
        self.back: dict[str, dict[str, Fixed]] = {}
        self.graph: Any = None
        self.wires = 0
        self._elements: Ordered[str, Element] = Ordered()
        self._links: Ordered[Pair, Link] = Ordered()
        self._kinds: dict[str, dict[str, None]] | None = None
        self._left: dict[str | Pair, int] = {}
        self._next_rank = 0

    # ---- reading

    @property
    def elements(self) -> Mapping[str, Element]:
        """Every element by its id, in the order of ranks."""
        return self._elements.whole(self.rank)

    @property
    def links(self) -> Mapping[Pair, Link]:
        """Every link by its (source, target), in the order of ranks."""
        return self._links.whole(self.rank)

    def of_kinds(self, wanted: Callable[[str], bool]) -> list[str]:
        """Return the elements whose kinds are wanted, in order; others are not looked at."""
        found = (id for kind, ids in self._by_kind().items() if wanted(kind) for id in ids)
        return sorted(found, key=self.rank)

    def count_of_kinds(self, wanted: Callable[[str], bool]) -> int:
        """Return how many elements are of the kinds that are wanted."""
        return sum(len(ids) for kind, ids in self._by_kind().items() if wanted(kind))

    def _by_kind(self) -> dict[str, dict[str, None]]:
        if self._kinds is None:
            self._kinds = {}
            for id, data in self.nodes.items():
                self._kinds.setdefault(data["element"].kind, {})[id] = None
        return self._kinds

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
        self,
        elements: Mapping[str, Element | None],
        links: Mapping[Pair, Link | None],
        *,
        in_place: bool = False,
    ) -> GraphRows:
        """Return the graph with other elements and links; None takes one away.

        No link may outlive its ends. What was there before gets its old rank.

        Parameters
        ----------
        in_place : bool
            Whether nobody holds this version any more, so that it may become the next one: only
            the dictionaries that somebody holds are copied then.
        """
        new = self if in_place else self._twin()
        new.graph = None
        came = [id for id in elements if id not in self.nodes]
        gone = [id for id, element in elements.items() if element is None]
        new._kinds = _sorted_anew(self._kinds, self.nodes, elements)
        if gone or any(link is None for link in links.values()):
            new._own("_left")
        if came or gone or links:
            new._put_links(came, links)
        new._put_elements(elements)
        for id in gone:
            del new.ahead[id], new.back[id]
        new._elements = self._elements.changed(elements, new.rank)
        new._links = self._links.changed(links, new.rank)
        return new

    def taken_back(
        self,
        before: tuple[dict[str | Pair, int], int],
        elements: Mapping[str, Element | None],
        links: Mapping[Pair, Link | None],
    ) -> GraphRows:
        """Return the graph as it was before it became this one in place, as if that never was.

        Parameters
        ----------
        before : tuple
            Its `history` then.
        """
        old = self.changed(elements, links, in_place=True)
        old._left, old._next_rank = before
        return old

    @property
    def history(self) -> tuple[dict[str | Pair, int], int]:
        """What has left, by the rank that it had, and the last rank that was given."""
        return self._left, self._next_rank

    def _twin(self) -> GraphRows:
        new = GraphRows()
        new._next_rank, new._left, new.wires = self._next_rank, self._left, self.wires
        new.nodes, new.ahead, new.back = self.nodes, self.ahead, self.back
        return new

    def _own(self, name: str) -> Any:
        """Return one of the dictionaries, copied first where anybody else holds it."""
        if sys.getrefcount(getattr(self, name)) > _HELD_HERE:
            setattr(self, name, dict(getattr(self, name)))
        return getattr(self, name)

    def _put_elements(self, changes: Mapping[str, Element | None]) -> None:
        if not changes:
            return
        nodes = self._own("nodes")
        for id, element in changes.items():
            if element is None:
                self._left[id] = nodes.pop(id)["rank"]
            else:
                nodes[id] = Fixed(element=element, rank=self._rank(id, nodes.get(id)))

    def _put_links(self, came: Iterable[str], changes: Mapping[Pair, Link | None]) -> None:
        """Put edges into both directions, each row that changes copied first, new ones empty."""
        self._own("ahead").update((id, {}) for id in came)
        self._own("back").update((id, {}) for id in came)
        self.wires += sum(
            _is_wire(link) - _is_wire(self.link(*pair)) for pair, link in changes.items()
        )
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

    def _rank(self, key: str | Pair, data: Fixed | None) -> int:
        """Return the rank that a part has, had, or gets now."""
        if data is not None:
            return data["rank"]  # type: ignore[no-any-return]
        if key not in self._left:
            self._next_rank += 1
        return self._left.get(key, self._next_rank)


def _is_wire(link: Link | None) -> bool:
    return link is not None and link.role not in (Role.SITS_IN, Role.BINDS)


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


def _ordered(row: Mapping[str, Fixed], role: Role | None) -> list[str]:
    """Return the ids of a row of links, those of one role or all."""
    found = [
        (data["rank"], id) for id, data in row.items() if role is None or data["link"].role is role
    ]
    return [id for _rank, id in sorted(found)]


class Ordered(Generic[K, V]):
    """Parts by key in the order of ranks: those of a version before, with what changed since.

    It is made whole when somebody asks for it: most versions between two gestures never are.
    """

    __slots__ = ("_changes", "_found", "_shown")

    def __init__(self, before: Ordered[K, V] | None = None) -> None:
        self._found: dict[K, V] = {} if before is None else before._found
        shown = MappingProxyType(self._found) if before is None else before._shown
        self._shown: MappingProxyType[K, V] = shown
        self._changes: dict[K, V | None] = {}

    def changed(self, changes: Mapping[K, V | None], rank: Callable[[K], int]) -> Ordered[K, V]:
        """Return the view of the next version; None takes a part away."""
        if not changes:
            return self
        made = Ordered(self)
        made._changes = {**self._changes, **changes}
        if len(made._changes) > _MOST_WAITING:
            made.whole(rank)
        return made

    def whole(self, rank: Callable[[K], int]) -> Mapping[K, V]:
        """Return all parts; what comes back goes in between by its rank."""
        if not self._changes:
            return self._shown
        found = self._own()
        came: list[tuple[int, K, V]] = []
        for key, part in self._changes.items():
            if part is None:
                found.pop(key, None)
            elif key in found:
                found[key] = part
            else:
                came.append((rank(key), key, part))
        last = rank(next(reversed(found))) if found else -1
        came.sort(key=itemgetter(0))
        keys = list(found) if came and came[0][0] < last else None
        for each, key, part in came:
            found[key] = part
            if keys is not None:
                keys.insert(bisect_left(keys, each, key=rank), key)
        if keys is not None:
            found = dict(zip(keys, map(found.__getitem__, keys), strict=True))
        self._found, self._shown, self._changes = found, MappingProxyType(found), {}
        return self._shown

    def _own(self) -> dict[K, V]:
        """Return the parts to be changed, copied first where anybody else sees them."""
        is_seen = sys.getrefcount(self._shown) > _HELD_HERE
        is_seen |= sys.getrefcount(self._found) > _HELD_HERE + 1  # it is what is shown, too
        return dict(self._found) if is_seen else self._found


_HELD_HERE = 2
"""Holders that Python counts of what one object alone holds: itself, and the question."""
_MOST_WAITING = 256
"""Changes that a view lets wait until somebody asks."""
