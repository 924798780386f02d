"""The circuit as a networkx graph that tells what everything is, for algorithms and other tools."""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Mapping
from typing import Any

import networkx as nx
import numpy as np

from circuitlab.catalog.families import SYNAPSE
from circuitlab.catalog.spec import Catalog, Kind
from circuitlab.model.circuit import Circuit
from circuitlab.model.effects import kind_of
from circuitlab.model.element import MUTED, Array, Element, Role
from circuitlab.model.frozen import FrozenMap, thaw
from circuitlab.model.graph import sealed
from circuitlab.model.names import name_of
from circuitlab.model.signal_graph import SignalGraph
from circuitlab.model.signs import Sign

_SIGNS: Mapping[Sign, int] = {Sign.EXCITES: 1, Sign.INHIBITS: -1}


def described(circuit: Circuit, catalog: Catalog) -> Any:
    """Return the circuit as a graph that cannot be changed, elements and links in their order.

    Returns
    -------
    networkx.DiGraph
        Nodes carry `kind`, `label`, `family` (where the kind is known), `position` in canvas units
        and `parameters`, those that differ from the catalog, and `muted` where they are; edges
        carry their `role`.
    """
    graph = nx.DiGraph()
    for id, element in circuit.elements.items():
        graph.add_node(
            id,
            **_sort(circuit, catalog, element),
            position=_place(circuit, catalog, id),
            parameters=FrozenMap(element.params),
        )
    for link in circuit.links.values():
        graph.add_edge(*link.key, role=link.role.value)
    return sealed(graph)


def plain(circuit: Circuit, catalog: Catalog) -> Any:
    """Return the circuit as a graph whose attributes are numbers, texts and switches alone.

    Returns
    -------
    networkx.DiGraph
        Nodes carry `kind`, `label`, `family`, `x`, `y`, and each parameter that differs, under a
        name with its unit: `param.temperature (°C)`; synapses their `delay_ms` besides. Edges carry
        their `role`, their `effect` (excites, inhibits, both, modulates, passes), its `sign` (1, -1
        or 0) and the `delay_ms` of a signal along them; where a link does nothing, the role alone.
    """
    graph = nx.DiGraph(title=text_of(str(circuit.document["title"])))
    steps = SignalGraph(circuit, catalog).steps
    for id, element in circuit.elements.items():
        kind, (x, y) = kind_of(circuit, catalog, id), _place(circuit, catalog, id)
        graph.add_node(id, **_sort(circuit, catalog, element), x=float(x), y=float(y))
        graph.nodes[id].update(_parameters(element, kind))
        if kind is not None and kind.family == SYNAPSE and "delay" in kind.parameters:
            delay = circuit.value(id, "delay", catalog)
            values = delay.values if isinstance(delay, Array) else delay
            graph.nodes[id]["delay_ms"] = float(np.mean(values))  # type: ignore[arg-type]
    for link in circuit.links.values():
        graph.add_edge(*link.key, role=link.role.value)
        data = steps.get_edge_data(*link.key) or steps.get_edge_data(*link.key[::-1])
        if data is not None and data["step"].link == link.key:
            step = data["step"]
            graph.edges[link.key].update(
                effect=step.sign.value,
                sign=_SIGNS.get(step.sign, 0),
                delay_ms=float(step.delay_ms),
            )
    _make_alike(data for _id, data in graph.nodes(data=True))
    return graph


def _make_alike(rows: Iterable[dict[str, Any]]) -> None:
    """Give every attribute values of one type throughout, which files of graphs ask for.

    Numbers of both sorts become reals; where a text is among them, all become texts.
    """
    rows = list(rows)
    types: dict[str, set[type]] = {}
    for row in rows:
        for name, value in row.items():
            types.setdefault(name, set()).add(type(value))
    for name, found in types.items():
        if len(found) > 1:
            one = float if found <= {int, float} else _as_text
            for row in rows:
                if name in row:
                    row[name] = one(row[name])


def _as_text(value: float | bool | str) -> str:
    return value if isinstance(value, str) else json.dumps(value)


def _place(circuit: Circuit, catalog: Catalog, id: str) -> tuple[float, float]:
    """Return where an element is seen: a synapse among its receptors, which place it."""
    kind, bound = kind_of(circuit, catalog, id), circuit.targets(id, Role.BINDS)
    if kind is None or kind.family != SYNAPSE or not bound:
        return circuit.position(id)
    x, y = zip(*(circuit.position(receptor) for receptor in bound), strict=True)
    return (sum(x) / len(x), sum(y) / len(y))


def text_of(text: str) -> str:
    """Return a text that every format can hold: what is no character of XML is replaced."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    return "".join(each if _is_character(each) else "\N{REPLACEMENT CHARACTER}" for each in lines)


def _is_character(each: str) -> bool:
    code = ord(each)
    return (
        each in "\t\n"
        or 0x20 <= code < 0xD800
        or 0xE000 <= code < 0xFFFE
        or 0x10000 <= code <= 0x10FFFF
    )


def _sort(circuit: Circuit, catalog: Catalog, element: Element) -> dict[str, str | bool]:
    kind = catalog.kinds.get(element.kind)
    label = text_of(name_of(circuit, catalog, element.id))
    family = {"family": kind.family} if kind is not None else {}
    muted = {MUTED: True} if element.muted else {}
    return {"kind": text_of(element.kind), "label": label, **family, **muted}


def _parameters(element: Element, kind: Kind | None) -> dict[str, float | int | bool | str]:
    """Return what differs from the catalog, each value plain and named with its unit."""
    found = {}
    for name, value in element.params.items():
        spec = kind.parameters.get(name) if kind is not None else None
        unit = f" ({spec.unit})" if spec is not None and spec.unit not in ("", "1") else ""
        found[text_of(f"param.{name}{unit}")] = _plain_value(value)
    return found


def _plain_value(value: object) -> float | int | bool | str:
    """Return a value as it is, and one of several numbers as the text of a JSON list."""
    if isinstance(value, bool | int) or (isinstance(value, float) and math.isfinite(value)):
        return value
    if isinstance(value, str):
        return text_of(value)
    content = value.values.tolist() if isinstance(value, Array) else thaw(value)
    return text_of(json.dumps(content, ensure_ascii=False))
