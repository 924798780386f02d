"""The circuit as the content of a graph file that other programs read: GraphML, GEXF, JSON."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from pathlib import PurePath
from types import MappingProxyType
from typing import Any

import networkx as nx

from circuitlab.catalog.spec import Catalog
from circuitlab.catalog.words import Problem
from circuitlab.model.circuit import Circuit
from circuitlab.model.described_graph import plain
from circuitlab.resources import _


def suffixes() -> tuple[str, ...]:
    """Endings of the files that can be written."""
    return tuple(_WRITERS)


def encoded(circuit: Circuit, catalog: Catalog, name: str) -> bytes | Problem:
    """Return the content of a graph file of that name, or why there is none of its ending."""
    writer = _WRITERS.get(PurePath(name).suffix.lower())
    if writer is None:
        what = _("this is no kind of graph file known here")
        remedy = _("end its name in one of {suffixes}").format(suffixes=", ".join(suffixes()))
        return Problem(name, what, remedy)
    return writer(plain(circuit, catalog)).encode()


def _graphml(graph: Any) -> str:
    return _xml(nx.generate_graphml(graph))


def _gexf(graph: Any) -> str:
    return _xml(nx.generate_gexf(graph))


def _xml(lines: Iterable[str]) -> str:
    return "\n".join(['<?xml version="1.0" encoding="UTF-8"?>', *lines, ""])


def _node_link(graph: Any) -> str:
    content = nx.node_link_data(graph, edges="edges")
    return json.dumps(content, ensure_ascii=False, indent=1) + "\n"


_WRITERS: Mapping[str, Callable[[Any], str]] = MappingProxyType(
    {".graphml": _graphml, ".gexf": _gexf, ".json": _node_link}
)
