"""Meters on everything: as many traces as a circuit can show, and more."""

from collections.abc import Iterator
from typing import Any

from circuitlab.catalog.families import METER
from circuitlab.catalog.spec import Catalog
from circuitlab.model.circuit import Circuit
from circuitlab.model.delta import Delta, Key
from circuitlab.model.element import Element, Link, Role
from circuitlab.model.frozen import FrozenMap
from circuitlab.resources import _

FAR = 4000.0


def many_traces(circuit: Circuit, catalog: Catalog, count: int) -> Delta:
    """Return the edit that adds meters for so many states.

    One meter records a state of all elements that have it. Where the circuit has too few states,
    neurons like its own are added that nothing reaches.
    """
    meter = next(
        name
        for name, kind in catalog.kinds.items()
        if kind.family == METER and "quantity" in kind.parameters
    )
    elements = list(circuit.elements.values())
    found: list[tuple[str, str]] = list(_states(elements, catalog))[:count]
    added: list[Element] = []
    cells = [each for each in elements if catalog.kinds[each.kind].transmitters]
    while len(found) < count and cells:
        like = cells[len(added) % len(cells)]
        id = circuit.fresh_id(like.kind, (each.id for each in added))
        added.append(Element(id, like.kind, x=FAR + 200.0 * len(added), y=0.0))
        found += _states(added[-1:], catalog)
    meters = {
        state: Element(
            circuit.fresh_id(f"{meter}_{state}"),
            meter,
            x=FAR,
            y=FAR,
            params=FrozenMap({"quantity": state}),
        )
        for _id, state in found[:count]
    }
    links = [Link(meters[state].id, id, Role.RECORDS) for id, state in found[:count]]
    changes: dict[Key, tuple[Any, Any]] = {
        **{each.id: (None, each) for each in (*added, *meters.values())},
        **{link.key: (None, link) for link in links},
    }
    return Delta(_("Record everything"), changes)


def _states(elements: list[Element], catalog: Catalog) -> Iterator[tuple[str, str]]:
    for element in elements:
        kind = catalog.kinds.get(element.kind)
        if kind is not None and kind.family != METER:
            yield from ((element.id, state) for state in kind.states)
