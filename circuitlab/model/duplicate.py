"""Copies of chosen elements, with what sits in them and the wires among them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from circuitlab.catalog.load import default_catalog
from circuitlab.model.element import Link, Role
from circuitlab.model.names import name_of, numbered
from circuitlab.resources import _

if TYPE_CHECKING:
    from collections.abc import Iterable

    from circuitlab.model.circuit import Circuit
    from circuitlab.model.delta import Delta

OFFSET = (36.0, 36.0)


def duplicated(
    circuit: Circuit, ids: Iterable[str], offset: tuple[float, float] = OFFSET
) -> tuple[list[str], Delta]:
    """Return the ids of the copies of `ids`, and the edit that adds them at an offset."""
    return copied(circuit, ids, circuit, offset, _("Duplicate"))


def copied(
    circuit: Circuit,
    ids: Iterable[str],
    goal: Circuit,
    offset: tuple[float, float] = (0.0, 0.0),
    label: str = "",
) -> tuple[list[str], Delta]:
    """Return the ids of the copies of `ids`, and the edit that adds them to another circuit.

    A neuron is copied with its parts, a synapse only when both of its ends are; a receptor
    that belongs to a synapse which is not copied stays behind. A copy whose name is taken there
    gets a number; what sits in something, or belongs to a synapse, is told apart by that.

    Parameters
    ----------
    offset : (float, float)
        How far from where they are the copies stand, in canvas units.
    """
    names: dict[str, str] = {}
    for id in _whole(circuit, ids):
        names[id] = goal.fresh_id(circuit.elements[id].kind, names.values())
    taken = {called(goal, id) for id in goal.elements}
    placed = []
    for id, new in names.items():
        copy = replace(circuit.elements[id], id=new)
        name = called(circuit, id)
        if name in taken and circuit.host(id) is None and not _belongs_to_synapse(circuit, id):
            copy = replace(copy, label=numbered(name, taken))
            taken.add(copy.label)
        if circuit.host(id) not in names:
            x, y = circuit.position(id)
            copy = replace(copy, x=x + offset[0], y=y + offset[1])
        placed.append(copy)
    links = [
        Link(names[link.source], names[link.target], link.role)
        for link in circuit.links.values()
        if link.source in names and link.target in names
    ]
    return list(names.values()), goal.added(*placed, *links, label=label)


def called(circuit: Circuit, id: str) -> str:
    """What people call an element of a circuit."""
    return name_of(circuit, default_catalog(), id)


def _whole(circuit: Circuit, ids: Iterable[str]) -> list[str]:
    bodies = {id for id in ids if not _belongs_to_synapse(circuit, id)}
    bodies |= {
        part
        for id in bodies
        for part in circuit.parts(id)
        if not _belongs_to_synapse(circuit, part)
    }
    synapses = {id for id in circuit.elements if _joins(circuit, id, bodies)}
    receptors = {target for id in synapses for target in circuit.targets(id, Role.BINDS)}
    chosen = bodies | synapses | receptors
    return [id for id in circuit.elements if id in chosen]


def _belongs_to_synapse(circuit: Circuit, id: str) -> bool:
    return bool(circuit.sources(id, Role.BINDS) or circuit.targets(id, Role.BINDS))


def _joins(circuit: Circuit, id: str, bodies: set[str]) -> bool:
    receptors = circuit.targets(id, Role.BINDS)
    sources = circuit.sources(id, Role.RELEASES_ONTO)
    hosts = {circuit.host(receptor) for receptor in receptors}
    return bool(receptors and sources) and set(sources) <= bodies and hosts <= bodies
