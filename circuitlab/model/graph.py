"""The directed graph of networkx that a circuit is: one version of it, which never changes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import networkx as nx

from circuitlab.model.graph_rows import Fixed, refuse

if TYPE_CHECKING:
    from circuitlab.model.graph_rows import GraphRows

_CHANGING = (
    *("add_node", "add_nodes_from", "remove_node", "remove_nodes_from"),
    *("add_edge", "add_edges_from", "add_weighted_edges_from", "remove_edge"),
    *("remove_edges_from", "update", "clear", "clear_edges"),
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
    """A circuit's rows, seen as the graph they are: a changed circuit has another one."""

    @classmethod
    def of(cls, rows: GraphRows) -> CircuitGraph:
        """Return the graph that shares some rows; it refuses to be changed."""
        new = cls()
        new._node, new._succ, new._pred = rows.nodes, rows.ahead, rows.back
        return fixed(new)  # type: ignore[no-any-return]

    def copy(self, as_view: bool = False) -> Any:
        """Return a graph with the same content that may be changed."""
        return super().copy(as_view=True) if as_view else nx.DiGraph(self)


def graph_of(rows: GraphRows) -> CircuitGraph:
    """Return the graph that some rows are, the same one each time."""
    if rows.graph is None:
        rows.graph = CircuitGraph.of(rows)
    return rows.graph  # type: ignore[no-any-return]
