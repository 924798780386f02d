"""How many steps of the way lie before each neuron: longest paths through what has no loops."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import networkx as nx

Onwards = Mapping[str, list[str]]
"""For each id those that it leads to, in order."""


def layers(ids: Iterable[str], pairs: Iterable[tuple[str, str]]) -> dict[str, int]:
    """Return the layer of each of `ids`, counted from 0 along the longest way to it.

    Loops are condensed to one place of the way each, which their members share out among
    themselves: first those that are reached from outside; what leads back counts for nothing.

    Parameters
    ----------
    ids : iterable of str
        In the order that settles what else is equal.
    pairs : iterable of (source, target)
        Others than `ids` are left out.
    """
    rank = {id: number for number, id in enumerate(ids)}
    graph = nx.DiGraph()
    graph.add_nodes_from(rank)
    graph.add_edges_from(pair for pair in pairs if pair[0] in rank and pair[1] in rank)
    found: dict[str, int] = {}
    for members in _on_the_way(graph, rank):
        first = 1 + max(
            (found[source] for id in members for source in graph.pred[id] if source in found),
            default=-1,
        )
        fed = [id for id in members if any(source in found for source in graph.pred[id])]
        for id, depth in _depths(dict.fromkeys([*fed, *members]), graph, rank).items():
            found[id] = first + depth
    return found


def _on_the_way(graph: Any, rank: Mapping[str, int]) -> list[list[str]]:
    """Return loops and single members, each before those it leads to, each sorted by rank."""
    condensed = nx.condensation(graph)
    groups = {
        node: sorted(members, key=rank.__getitem__)
        for node, members in condensed.nodes(data="members")
    }
    order = nx.lexicographical_topological_sort(condensed, lambda node: rank[groups[node][0]])
    return [groups[node] for node in order]


def _depths(ids: Iterable[str], graph: Any, rank: Mapping[str, int]) -> dict[str, int]:
    """Return how many members of a loop lie before each, once what leads back is cut."""
    inside = set(ids)
    onwards = {
        id: sorted((each for each in graph.succ[id] if each in inside), key=rank.__getitem__)
        for id in ids
    }
    order = _in_order(onwards)
    place = {id: number for number, id in enumerate(order)}
    depths = dict.fromkeys(order, 0)
    for id in order:
        for following in onwards[id]:
            if place[following] > place[id]:
                depths[following] = max(depths[following], depths[id] + 1)
    return depths


def _in_order(onwards: Onwards) -> list[str]:
    """Return ids so that each comes before those it leads to; loops start where the ids do."""
    left = set(onwards)
    finished: list[str] = []
    for start in onwards:
        if start not in left:
            continue
        left.discard(start)
        path = [(start, iter(onwards[start]))]
        while path:
            id, rest = path[-1]
            following = next((other for other in rest if other in left), None)
            if following is None:
                path.pop()
                finished.append(id)
            else:
                left.discard(following)
                path.append((following, iter(onwards[following])))
    return finished[::-1]
