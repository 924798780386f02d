"""What cannot be without what: the elements that go when others go."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from circuitlab.model.element import Link, Role

if TYPE_CHECKING:
    from circuitlab.model.graph_rows import GraphRows


def with_dependants(rows: GraphRows, ids: Iterable[str]) -> set[str]:
    """Return `ids` and everything that makes no sense without them.

    With a neuron go its parts and the synapses that release onto nobody or come from nobody;
    with a synapse go the receptors that only it uses.
    """
    gone = set(ids)
    front = list(gone)
    while front:
        fallen = _dependants(rows, front.pop(), gone) - gone
        front.extend(fallen)
        gone |= fallen
    return gone


def orphans_of(rows: GraphRows, link: Link) -> list[str]:
    """Return what makes no sense any more in a circuit that `link` has just left."""
    source, target = link.key
    found = []
    if link.role in (Role.RELEASES_ONTO, Role.BINDS) and not rows.sources(target, link.role):
        found.append(target)
    if link.role is Role.BINDS and not rows.targets(source, Role.BINDS):
        found.append(source)
    if link.role is Role.SITS_IN and rows.sources(source, Role.BINDS):
        found.append(source)
    return found


def _dependants(rows: GraphRows, id: str, gone: set[str]) -> set[str]:
    unused = {
        target
        for role in (Role.RELEASES_ONTO, Role.BINDS)
        for target in rows.targets(id, role)
        if gone.issuperset(rows.sources(target, role))
    }
    useless = {
        source
        for source in rows.sources(id, Role.BINDS)
        if gone.issuperset(rows.targets(source, Role.BINDS))
    }
    return {*rows.sources(id, Role.SITS_IN), *unused, *useless}
