"""Whether the links that are there make sense: what a file must satisfy as a drawn wire does."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from circuitlab.catalog.families import (
    GLIA,
    JUNCTION,
    METER,
    NEURON,
    RECEPTOR,
    STIMULUS,
    SYNAPSE,
    TISSUE,
)
from circuitlab.catalog.spec import Catalog, Kind
from circuitlab.catalog.words import Problem
from circuitlab.model.circuit import Circuit
from circuitlab.model.effects import ACTING, kind_of
from circuitlab.model.element import Link, Role
from circuitlab.model.names import name_of
from circuitlab.resources import _

_TELLING = ("v", "open", "concentration", "pain", "g")
"""Quantities that say most of what has them, the first of them first."""


def membrane(kind: Kind) -> set[str]:
    """Return the kinds of part that may sit in a neuron of this kind."""
    return {*kind.docks, *kind.receptors, *kind.comes_with}


def readable(meter: Kind, kind: Kind) -> bool:
    """Return whether a meter finds on a kind what it reads: one of its quantities, or spikes."""
    quantity = meter.parameters.get("quantity")
    if quantity is None:
        return kind.family == NEURON or bool(kind.transmitters)
    return not set(kind.states).isdisjoint(quantity.choices or kind.states)


def quantity_to_set(circuit: Circuit, catalog: Catalog, meter: str, target: str) -> str:
    """Return what a meter must be set to so that it reads something of a target.

    An empty text where it reads spikes, or a quantity that the target has.
    """
    quantity = catalog.kind(circuit.elements[meter].kind).parameters.get("quantity")
    states = catalog.kind(circuit.elements[target].kind).states
    if quantity is None or circuit.value(meter, "quantity", catalog) in states:
        return ""
    fitting = [name for name in states if name in (quantity.choices or states)]
    return next((name for name in _TELLING if name in fitting), *fitting[:1])


def acting_role(circuit: Circuit, catalog: Catalog, source: str, target: str) -> Role:
    """Return the role by which one element acts on another, if it acts at all."""
    families = tuple(catalog.kind(circuit.elements[id].kind).family for id in (source, target))
    driving = families[0] == STIMULUS or families in ((TISSUE, GLIA), (NEURON, TISSUE))
    return Role.DRIVES if driving else Role.MODULATES


def could_act(catalog: Catalog, source: Kind, target: Kind) -> bool:
    """Return whether one kind acts on another, or on a part that the other may have.

    A stimulus whose receptor has been taken out stays wired, and acts again when one is docked.
    """
    reached = [target, *(catalog.kinds[name] for name in membrane(target))]
    if target.family == SYNAPSE:
        reached += [kind for kind in catalog.kinds.values() if kind.family == RECEPTOR]
    return any(effect.reaches(kind) for effect in source.effects for kind in reached)


def link_problem(circuit: Circuit, catalog: Catalog, link: Link) -> Problem | None:
    """Return why a link that is in the circuit makes no sense; None when it does.

    A link to or from a kind that the catalog does not know is left in peace.
    """
    source, target = (kind_of(circuit, catalog, id) for id in link.key)
    if source is None or target is None or _sensible(circuit, catalog, link, source, target):
        return None
    what = _("“{role}” does not lead from {source} to {target}").format(
        role=link.role.value, source=source.title, target=target.title
    )
    return Problem("", what, _remedy(circuit, catalog, link))


def crowding(
    circuit: Circuit, catalog: Catalog, link: Link, others: Iterable[Link]
) -> Problem | None:
    """Return why a link is one too many beside others, for what reaches only so many elements."""
    kind = kind_of(circuit, catalog, link.source)
    if kind is None or not kind.reach or link.role not in (*ACTING, Role.COUPLES):
        return None
    beside = [other for other in others if other.role is link.role and other.key != link.key]
    reached = [other.target for other in beside if other.source == link.source]
    if len(reached) >= kind.reach:
        return _all_reached(circuit, catalog, link, reached)
    rivals = [o.source for o in beside if o.target == link.target and o.source != link.source]
    done = {effect.input for effect in kind.effects}
    for id in rivals if kind.reach == 1 else ():
        rival = kind_of(circuit, catalog, id)
        if rival is not None and done & {effect.input for effect in rival.effects}:
            what = _("{target} has {rival} already, and takes no second that does the same").format(
                target=name_of(circuit, catalog, link.target), rival=name_of(circuit, catalog, id)
            )
            return Problem("", what, _("take the other away first, or change that"))
    return None


def _all_reached(circuit: Circuit, catalog: Catalog, link: Link, reached: Sequence[str]) -> Problem:
    names = [name_of(circuit, catalog, id) for id in reached]
    what = _("{source} is wired to {reached} already, and can be wired to nothing more").format(
        source=name_of(circuit, catalog, link.source), reached=_(" and ").join(names)
    )
    return Problem("", what, _("take that wire away first, or add another one"))


def _sensible(circuit: Circuit, catalog: Catalog, link: Link, source: Kind, target: Kind) -> bool:
    match link.role:
        case Role.RELEASES_ONTO:
            speaks = source.family == NEURON or source.family == STIMULUS
            return speaks and bool(source.transmitters) and target.family == SYNAPSE
        case Role.BINDS:
            return source.family == SYNAPSE and _opened(circuit, catalog, link.source, target)
        case Role.SITS_IN:
            return source.name in membrane(target)
        case Role.COUPLES:
            return source.family == JUNCTION and target.family == NEURON
        case Role.RECORDS:
            return source.family == METER and readable(source, target)
        case _:
            right_role = link.role is acting_role(circuit, catalog, *link.key)
            return right_role and could_act(catalog, source, target)


def _opened(circuit: Circuit, catalog: Catalog, synapse: str, receptor: Kind) -> bool:
    """Return whether every source of the synapse opens the receptor."""
    if receptor.family != RECEPTOR:
        return False
    sources = circuit.sources(synapse, Role.RELEASES_ONTO)
    kinds = [kind_of(circuit, catalog, id) for id in sources]
    return all(kind is None or receptor.opened_by(kind) for kind in kinds)


def _remedy(circuit: Circuit, catalog: Catalog, link: Link) -> str:
    back = Link(link.target, link.source, link.role)
    ends = [kind_of(circuit, catalog, id) for id in back.key]
    if ends[0] and ends[1] and _sensible(circuit, catalog, back, ends[0], ends[1]):
        return _("exchange source and target")
    if link.role in ACTING:
        role = acting_role(circuit, catalog, *link.key)
        if role is not link.role and ends[0] and ends[1] and could_act(catalog, ends[1], ends[0]):
            return _("write the role “{role}”").format(role=role.value)
    return _("remove the link, and draw it in the window to see what fits")


def loose_ends(circuit: Circuit, catalog: Catalog) -> list[tuple[str, Problem]]:
    """Return the synapses that lack an end, each with what is missing."""
    found = []
    for id in circuit.elements:
        kind = kind_of(circuit, catalog, id)
        what = _lacking(circuit, id) if kind and kind.family == SYNAPSE else ""
        if what:
            remedy = _("remove the synapse, or add the link that is missing")
            found.append((id, Problem("", what.format(id=id), remedy)))
    return found


def _lacking(circuit: Circuit, synapse: str) -> str:
    bound = circuit.targets(synapse, Role.BINDS)
    hosts = {circuit.host(receptor) for receptor in bound}
    if not circuit.sources(synapse, Role.RELEASES_ONTO):
        return _("Nothing releases onto the synapse “{id}”")
    if not bound:
        return _("The synapse “{id}” binds no receptor")
    if None in hosts:
        return _("A receptor of the synapse “{id}” sits in no neuron")
    if len(hosts) > 1:
        return _("The receptors of the synapse “{id}” sit in different neurons")
    return ""
