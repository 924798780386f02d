"""What a wire between two elements becomes once the rules have allowed it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any, Literal

from circuitlab.catalog.families import SYNAPSE
from circuitlab.catalog.spec import Catalog
from circuitlab.model.circuit import Circuit
from circuitlab.model.delta import Delta, Key
from circuitlab.model.docking import docking_place, on_membrane
from circuitlab.model.element import Element, Link, Role
from circuitlab.model.frozen import FrozenMap
from circuitlab.model.link_checks import quantity_to_set
from circuitlab.model.names import name_of
from circuitlab.model.own_trains import following_wires, has_own_trains
from circuitlab.model.receptor_values import (
    NewReceptor,
    membrane_around,
    membrane_of,
    moved_into,
    values_made_in,
)
from circuitlab.resources import _


@dataclass(frozen=True, slots=True)
class Wiring:
    """A wire that the rules allow, in the direction in which it makes sense.

    Parameters
    ----------
    shape : {"link", "dock", "axon"}
        A bare link; a part put into a membrane; or a synapse with its receptors.
    receptors : tuple of NewReceptor
        For a synapse: the receptors to make on the target.
    binds : Element or None
        For a synapse: a receptor that is there already and is used instead, as it is then.
    """

    shape: Literal["link", "dock", "axon"]
    source: str
    target: str
    role: Role
    receptors: tuple[NewReceptor, ...] = ()
    binds: Element | None = None


def built(circuit: Circuit, catalog: Catalog, wiring: Wiring) -> Delta:
    """Return the edit that draws an allowed wire."""
    if wiring.shape == "axon":
        return _with_own_trains(circuit, catalog, wiring, _synapse(circuit, catalog, wiring))
    if wiring.shape == "dock":
        return _docked(circuit, catalog, wiring)
    if wiring.role is Role.RECORDS:
        return _recorded(circuit, catalog, wiring)
    link = Link(wiring.source, wiring.target, wiring.role)
    return circuit.added(link, label=_label(circuit, catalog, wiring))


def synapse_kind(catalog: Catalog) -> str | None:
    """Return the kind that wires between neurons are made of: the first of its family."""
    return next((kind.name for kind in catalog.ordered() if kind.family == SYNAPSE), None)


def _label(circuit: Circuit, catalog: Catalog, wiring: Wiring) -> str:
    sentence = _("Dock {source} on {target}") if wiring.shape == "dock" else None
    return (sentence or _("Wire {source} to {target}")).format(
        source=name_of(circuit, catalog, wiring.source),
        target=name_of(circuit, catalog, wiring.target),
    )


def _synapse(circuit: Circuit, catalog: Catalog, wiring: Wiring) -> Delta:
    kind = synapse_kind(catalog)
    if kind is None:
        raise LookupError("the catalog has no synapse")
    synapse = Element(
        circuit.fresh_id(kind), kind, params=_ending_on(circuit, catalog, wiring, kind)
    )
    parts: list[Element | Link] = [
        synapse,
        Link(wiring.source, synapse.id, Role.RELEASES_ONTO),
    ]
    if wiring.binds is not None:
        parts.append(Link(synapse.id, wiring.binds.id, Role.BINDS))
    places = on_membrane(
        circuit, wiring.target, circuit.position(wiring.source), len(wiring.receptors)
    )
    taken: list[str] = []
    for made, (x, y) in zip(wiring.receptors, places, strict=True):
        id = circuit.fresh_id(made.kind, taken)
        taken.append(id)
        receptor = Element(id, made.kind, x=x, y=y, params=made.values)
        parts.append(receptor)
        parts.append(Link(synapse.id, receptor.id, Role.BINDS))
        parts.append(Link(receptor.id, wiring.target, Role.SITS_IN))
    delta = circuit.added(*parts, label=_label(circuit, catalog, wiring))
    return delta.merged(replaced(circuit, wiring.binds)) if wiring.binds is not None else delta


def _ending_on(
    circuit: Circuit, catalog: Catalog, wiring: Wiring, synapse: str
) -> FrozenMap[float]:
    """Return what a synapse is worth on the neuron that it ends on."""
    neuron = circuit.elements[circuit.host(wiring.target) or wiring.target]
    return values_made_in(catalog.kind(synapse), membrane_of(neuron, catalog.kind(neuron.kind)))


def replaced(circuit: Circuit, element: Element) -> Delta:
    """Return the edit that puts an element in the place of the one with its id."""
    before = circuit.elements[element.id]
    return Delta("", {element.id: (before, element)} if before != element else {})


def _with_own_trains(circuit: Circuit, catalog: Catalog, wiring: Wiring, wired: Delta) -> Delta:
    """Return the edit of a new axon with what follows where each cell has spikes of its own."""
    if not has_own_trains(circuit, catalog, wiring.source):
        return wired
    after = circuit.copy()
    after.apply(wired)
    return wired.merged(following_wires(after, catalog, wiring.source))


def _recorded(circuit: Circuit, catalog: Catalog, wiring: Wiring) -> Delta:
    """Return the edit that has a meter record, set to a quantity that it finds there."""
    link = Link(wiring.source, wiring.target, wiring.role)
    delta = circuit.added(link, label=_label(circuit, catalog, wiring))
    quantity = quantity_to_set(circuit, catalog, wiring.source, wiring.target)
    if not quantity:
        return delta
    told = circuit.with_param(wiring.source, "quantity", quantity)
    return Delta(delta.label, {**delta.changes, **told.changes})


def _docked(circuit: Circuit, catalog: Catalog, wiring: Wiring) -> Delta:
    part, host = circuit.elements[wiring.source], circuit.host(wiring.source)
    dropped = circuit.position(part.id)
    x, y = docking_place(circuit, catalog, wiring.target, dropped)
    link = Link(part.id, wiring.target, wiring.role)
    changes: dict[Key, tuple[Any, Any]] = {link.key: (None, link)}
    if host is not None:
        changes[part.id, host] = (circuit.links[part.id, host], None)
    moved = replace(_settled(circuit, catalog, part, wiring.target), x=x, y=y)
    if moved != part:
        changes[part.id] = (part, moved)
    return Delta(_label(circuit, catalog, wiring), changes)


def _settled(circuit: Circuit, catalog: Catalog, part: Element, host: str) -> Element:
    """Return a part with the values that the neuron which it moves to gives it."""
    old, neuron = membrane_around(circuit, catalog, part.id), circuit.elements[host]
    return moved_into(catalog, part, old, membrane_of(neuron, catalog.kind(neuron.kind)))
