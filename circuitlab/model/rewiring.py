"""Wires that are there already: what they join, taking them away, and moving one of their ends.

What a wire is worth stays with it: a synapse that meets another neuron keeps its values, and so do
the receptors that it takes along.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Any, Literal

from circuitlab.catalog.families import METER, NEURON, STIMULUS
from circuitlab.catalog.spec import Catalog, Kind
from circuitlab.catalog.words import Problem
from circuitlab.model import refusals, rules
from circuitlab.model.circuit import Circuit
from circuitlab.model.delta import Delta, Key
from circuitlab.model.docking import on_membrane
from circuitlab.model.effects import ACTING, kind_of
from circuitlab.model.element import Array, Element, Link, Role
from circuitlab.model.link_checks import membrane
from circuitlab.model.names import name_of
from circuitlab.model.paired_lists import SIZE
from circuitlab.model.receptor_values import (
    Membrane,
    is_against,
    membrane_around,
    membrane_of,
    moved_into,
    opened_as,
)
from circuitlab.model.wire_edits import replaced
from circuitlab.resources import _

Wire = str | tuple[str, str]
"""What a wire is known by: an axon by its synapse's id, all else by a link's (source, target)."""

End = Literal["source", "target"]


def is_there(circuit: Circuit, wire: Wire) -> bool:
    """Return whether a circuit has such a wire."""
    if isinstance(wire, tuple):
        return wire in circuit.links
    return wire in circuit.elements and all(ends_of(circuit, wire))


def ends_of(circuit: Circuit, wire: Wire) -> tuple[str, str]:
    """Return the elements that a wire leads from and to; an empty text for an end that is loose."""
    if isinstance(wire, tuple):
        return wire
    hosts = (circuit.host(receptor) for receptor in circuit.targets(wire, Role.BINDS))
    senders = circuit.sources(wire, Role.RELEASES_ONTO)
    return next(iter(senders), ""), next(filter(None, hosts), "")


def wire_name(circuit: Circuit, catalog: Catalog, wire: Wire) -> str:
    """Return what people call a wire: the names of what it joins."""
    source, target = ends_of(circuit, wire)
    names = [name_of(circuit, catalog, id) if id else "…" for id in (source, target)]
    return _("{source} → {target}").format(source=names[0], target=names[1])


def name_in_lists(circuit: Circuit, catalog: Catalog, id: str) -> str:
    """Return what tells an element from others: a synapse without a name by what it joins."""
    element = circuit.elements.get(id)
    if element is not None and not element.label and is_there(circuit, id):
        return wire_name(circuit, catalog, id)
    return name_of(circuit, catalog, id)


def removed_wire(circuit: Circuit, catalog: Catalog, wire: Wire) -> Delta:
    """Return the edit that takes a wire away, with what is of no use without it."""
    label = _("Remove wire {wire}").format(wire=wire_name(circuit, catalog, wire))
    if isinstance(wire, tuple):
        return Delta(label, circuit.disconnected(*wire).changes)
    return circuit.removed([wire], label)


def moved_end(circuit: Circuit, catalog: Catalog, wire: Wire, end: End, to: str) -> Delta | Problem:
    """Return the edit that lets one end of a wire begin or arrive elsewhere, or why it cannot.

    Parameters
    ----------
    end : {"source", "target"}
        Which end, in the direction in which the wire acts.
    to : str
        The element that it is moved to; for an axon, a part stands for the neuron it sits in.
    """
    made = _moved(circuit, catalog, wire, end, to)
    if isinstance(made, Problem):
        return made
    after = circuit.copy()
    after.apply(made)
    name = wire_name(after, catalog, moved_key(wire, end, to))
    return Delta(_("Move wire: {wire}").format(wire=name), made.changes)


def why_not_moved(
    circuit: Circuit, catalog: Catalog, wire: Wire, end: End, to: str
) -> Problem | None:
    """Return why an end of a wire cannot be moved to an element, or None when it can."""
    made = _moved(circuit, catalog, wire, end, to)
    return made if isinstance(made, Problem) else None


def moved_key(wire: Wire, end: End, to: str) -> Wire:
    """Return what a wire is known by once one of its ends is moved."""
    if isinstance(wire, str):
        return wire
    return (to, wire[1]) if end == "source" else (wire[0], to)


def _moved(circuit: Circuit, catalog: Catalog, wire: Wire, end: End, to: str) -> Delta | Problem:
    if kind_of(circuit, catalog, to) is None:
        return refusals.unknown_kind(circuit, to)
    if isinstance(wire, tuple):
        return _moved_link(circuit, catalog, circuit.links[wire], end, to)
    return _MOVES[end](circuit, catalog, wire, circuit.host(to) or to)


def _moved_link(
    circuit: Circuit, catalog: Catalog, link: Link, end: End, to: str
) -> Delta | Problem:
    key = (to, link.target) if end == "source" else (link.source, to)
    if key == link.key:
        return Delta("", {})
    if link.role not in (*ACTING, Role.RECORDS, Role.COUPLES):
        what = _("What “{role}” joins belongs together and is moved as a whole")
        remedy = _("drag the part itself, or an end of its axon")
        return Problem("", what.format(role=link.role.value), remedy)
    if key[0] == key[1]:
        what = _("{name} is at the other end of this wire already")
        what = what.format(name=name_of(circuit, catalog, to))
        return Problem("", what, _("drop this end on something else"))
    cut = Delta("", {link.key: (link, None)})
    bare = circuit.copy()
    bare.apply(cut)
    made = rules.connect(bare, catalog, *key)
    if isinstance(made, Problem):
        onto_meter = catalog.kind(circuit.elements[key[1]].kind).family == METER
        acts = link.role in ACTING
        return refusals.no_action(circuit, catalog, *key) if acts and onto_meter else made
    new = made.changes.get(key, (None, None))[1]
    if not isinstance(new, Link) or (new.role in ACTING) != (link.role in ACTING):
        return _another_sort(circuit, catalog, link, to)
    return cut.merged(made)


def _moved_target(circuit: Circuit, catalog: Catalog, synapse: str, to: str) -> Delta | Problem:
    """Let a synapse meet another neuron; its receptors move there as far as that may have them."""
    source, host = ends_of(circuit, synapse)
    if to == host:
        return Delta("", {})
    refused = rules.can_connect(circuit, catalog, source, to)
    if refused is not None:
        return refused
    receptors = circuit.targets(synapse, Role.BINDS)
    found = membrane(catalog.kind(circuit.elements[to].kind))
    fitting = [id for id in receptors if circuit.elements[id].kind in found]
    if not fitting:
        return _no_place(circuit, catalog, receptors, to)
    if _is_listed_by_cell(circuit, [synapse, *fitting]) and _differ(circuit, catalog, host, to):
        return _other_size(circuit, catalog, to)
    left = _without(circuit, synapse, set(receptors) - set(fitting))
    after = circuit.copy()
    after.apply(left)
    return left.merged(_rehosted(after, catalog, synapse, fitting, to))


def _moved_source(circuit: Circuit, catalog: Catalog, synapse: str, to: str) -> Delta | Problem:
    """Let another neuron release onto a synapse; receptors that do not hear it go."""
    source, host = ends_of(circuit, synapse)
    if to == source:
        return Delta("", {})
    sender = catalog.kind(circuit.elements[to].kind)
    if sender.family not in (NEURON, STIMULUS) or not sender.transmitters:
        refused = rules.can_connect(circuit, catalog, to, host)
        return refused or refusals.no_wire(circuit, catalog, to, host)
    if (to, synapse) in circuit.links:
        return refusals.already(circuit, catalog, to, synapse, Role.RELEASES_ONTO)
    receptors = circuit.targets(synapse, Role.BINDS)
    opened = _opened_by(circuit, catalog, synapse, sender)
    hearing = [part.id for part in opened]
    if not hearing:
        return _not_heard(circuit, catalog, receptors, to)
    if _is_listed_by_cell(circuit, [synapse, *hearing]) and _differ(circuit, catalog, source, to):
        return _other_size(circuit, catalog, to)
    old, new = circuit.links[source, synapse], Link(to, synapse, Role.RELEASES_ONTO)
    moved = Delta("", {old.key: (old, None), new.key: (None, new)})
    for part in opened:
        moved = moved.merged(replaced(circuit, part))
    return _without(circuit, synapse, set(receptors) - set(hearing)).merged(moved)


def _opened_by(circuit: Circuit, catalog: Catalog, synapse: str, sender: Kind) -> list[Element]:
    """Return the receptors of a synapse that a sender opens, as they are once it does."""
    found = []
    for id in circuit.targets(synapse, Role.BINDS):
        kind = catalog.kind(circuit.elements[id].kind)
        part = opened_as(circuit, catalog, id, sender, leaving=synapse)
        if kind.opened_by(sender) and part is not None and not is_against(kind, part, sender):
            found.append(part)
    return found


_MOVES: dict[End, Callable[[Circuit, Catalog, str, str], Delta | Problem]] = {
    "source": _moved_source,
    "target": _moved_target,
}


def _without(circuit: Circuit, synapse: str, receptors: Iterable[str]) -> Delta:
    """Return the edit by which a synapse gives up some of its receptors."""
    delta, after = Delta("", {}), circuit.copy()
    for receptor in sorted(receptors):
        cut = after.disconnected(synapse, receptor)
        after.apply(cut)
        delta = delta.merged(cut)
    return delta


def _rehosted(
    circuit: Circuit, catalog: Catalog, synapse: str, receptors: list[str], host: str
) -> Delta:
    """Return the edit that puts a synapse's receptors into the membrane of another neuron.

    One that another synapse uses as well stays where it is, and a copy goes.
    """
    sender = circuit.position(ends_of(circuit, synapse)[0])
    copies: list[str] = []
    neuron = circuit.elements[host]
    new_membrane = membrane_of(neuron, catalog.kind(neuron.kind))
    changes = _ending_on(circuit, catalog, synapse, receptors[0], new_membrane)
    places = on_membrane(circuit, host, sender, len(receptors))
    for id, (x, y) in zip(receptors, places, strict=True):
        element, old_host = circuit.elements[id], circuit.host(id)
        old = membrane_around(circuit, catalog, id)
        settled = moved_into(catalog, element, old, new_membrane)
        moved = replace(settled, x=x, y=y)
        if circuit.sources(id, Role.BINDS) != [synapse]:
            moved = replace(moved, id=circuit.fresh_id(element.kind, copies))
            copies.append(moved.id)
            changes |= _rebound(circuit.links[synapse, id], moved)
        else:
            changes[id] = (element, moved)
            if old_host is not None:
                changes[id, old_host] = (circuit.links[id, old_host], None)
        link = Link(moved.id, host, Role.SITS_IN)
        changes[link.key] = (None, link)
    return Delta("", changes)


def _ending_on(
    circuit: Circuit, catalog: Catalog, synapse: str, receptor: str, membrane: Membrane
) -> dict[Key, tuple[Any, Any]]:
    """Return what a synapse, whose receptor is still where it was, becomes on another membrane."""
    before = circuit.elements[synapse]
    after = moved_into(catalog, before, membrane_around(circuit, catalog, receptor), membrane)
    return {} if after == before else {synapse: (before, after)}


def _rebound(old: Link, copy: Element) -> dict[Key, tuple[Any, Any]]:
    link = Link(old.source, copy.id, old.role)
    return {copy.id: (None, copy), old.key: (old, None), link.key: (None, link)}


def _is_listed_by_cell(circuit: Circuit, ids: Iterable[str]) -> bool:
    """Return whether a value is given for each connection or cell, and fits these neurons only."""
    params = (circuit.elements[id].params.values() for id in ids)
    return any(isinstance(value, Array) for values in params for value in values)


def _differ(circuit: Circuit, catalog: Catalog, one: str, other: str) -> bool:
    """Return whether two neurons stand for different numbers of cells."""
    sizes = []
    for id in (one, other):
        has_size = SIZE in catalog.kind(circuit.elements[id].kind).parameters
        sizes.append(circuit.value(id, SIZE, catalog) if has_size else 1)
    return sizes[0] != sizes[1]


def _another_sort(circuit: Circuit, catalog: Catalog, link: Link, to: str) -> Problem:
    what = _("{name} cannot take over this wire, which means “{role}”").format(
        name=name_of(circuit, catalog, to), role=link.role.value
    )
    return Problem("", what, _("draw a wire of its own there"))


def _no_place(circuit: Circuit, catalog: Catalog, receptors: Iterable[str], to: str) -> Problem:
    what = _("{target} has no place for {receptors} of this synapse").format(
        target=name_of(circuit, catalog, to), receptors=_names(circuit, catalog, receptors)
    )
    return Problem("", what, _("draw a new wire to it: it makes the receptors that fit there"))


def _not_heard(circuit: Circuit, catalog: Catalog, receptors: Iterable[str], to: str) -> Problem:
    what = _("What {source} releases does not open {receptors} of this synapse").format(
        source=name_of(circuit, catalog, to), receptors=_names(circuit, catalog, receptors)
    )
    return Problem("", what, _("draw a new wire from it: it makes the receptors that it opens"))


def _other_size(circuit: Circuit, catalog: Catalog, to: str) -> Problem:
    what = _("This synapse lists its values cell by cell, and {name} has another number of cells")
    what = what.format(name=name_of(circuit, catalog, to))
    return Problem("", what, _("give it the same size first, or one value for all"))


def _names(circuit: Circuit, catalog: Catalog, ids: Iterable[str]) -> str:
    return refusals.listed((name_of(circuit, catalog, id) for id in ids), _("and"))
