"""What may be joined to what: a yes with the edit that does it, or a reason in words.

Everything follows from the catalog: families, transmitters and the receptors that they open,
docks, effects. A wire drawn backwards is understood where it can only mean one thing.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from circuitlab.catalog.families import (
    CHANNEL,
    DRUG,
    GLIA,
    JUNCTION,
    METER,
    NEURON,
    NOTE,
    RECEPTOR,
    STIMULUS,
    SYNAPSE,
    TISSUE,
    TREATMENT,
)
from circuitlab.catalog.meant import kind_meant, meant
from circuitlab.catalog.spec import Catalog, Kind
from circuitlab.catalog.words import Problem
from circuitlab.model import refusals
from circuitlab.model.circuit import Circuit
from circuitlab.model.delta import Delta
from circuitlab.model.docking import default_places
from circuitlab.model.effects import ACTING, all_effects, effects_of, kind_of
from circuitlab.model.element import Element, Link, Role
from circuitlab.model.frozen import FrozenMap, Value
from circuitlab.model.invariants import leads_to
from circuitlab.model.link_checks import (
    acting_role,
    could_act,
    crowding,
    membrane,
    quantity_to_set,
    readable,
)
from circuitlab.model.listening import bound_by, listening, openable
from circuitlab.model.names import name_of
from circuitlab.model.parameter_values import checked_all
from circuitlab.model.receptor_values import (
    NO_MEMBRANE,
    membrane_of,
    moved_into,
    receptors_made,
)
from circuitlab.model.signs import driven_inputs
from circuitlab.model.wire_edits import Wiring, built
from circuitlab.resources import _

__all__ = [
    "add_kind",
    "all_effects",
    "can_connect",
    "connect",
    "effects_of",
    "kinds_for",
    "targets_for",
]

PARTS = frozenset({RECEPTOR, CHANNEL})
"""The families that sit in membranes."""

_IN_THE_BODY = frozenset({TISSUE, GLIA, TREATMENT})
"""The families that act on neurons, and that other things in the body could act on."""

Verdict = Wiring | Problem | None
"""Yes, no with a reason, or no for want of any such wire."""


def connect(
    circuit: Circuit,
    catalog: Catalog,
    source: str,
    target: str,
    receptors: Sequence[str] | None = None,
) -> Delta | Problem:
    """Return the edit that wires `source` to `target`, or why there is none.

    Parameters
    ----------
    receptors : sequence of str, optional
        For a wire between neurons: the kinds of receptor wanted, of those that fit.
    """
    verdict = _verdict(circuit, catalog, source, target, receptors)
    return verdict if isinstance(verdict, Problem) else built(circuit, catalog, verdict)


def can_connect(circuit: Circuit, catalog: Catalog, source: str, target: str) -> Problem | None:
    """Return why `source` cannot be wired to `target`, or None when it can."""
    verdict = _verdict(circuit, catalog, source, target)
    return verdict if isinstance(verdict, Problem) else None


def targets_for(circuit: Circuit, catalog: Catalog, source: str) -> set[str]:
    """Return every element that a wire from `source` may end on."""
    return {id for id in circuit.elements if can_connect(circuit, catalog, source, id) is None}


def kinds_for(circuit: Circuit, catalog: Catalog, source: str) -> list[str]:
    """Return every kind of which a new element could be wired from `source`, in palette order."""
    found = []
    for kind in catalog.ordered():
        added = add_kind(circuit, catalog, kind.name, wired_from=source)
        if not isinstance(added, Problem):
            found.append(kind.name)
    return found


def add_kind(
    circuit: Circuit,
    catalog: Catalog,
    kind: str,
    x: float = 0.0,
    y: float = 0.0,
    on: str | None = None,
    label: str = "",
    wired_from: str | None = None,
    **params: object,
) -> tuple[str, Delta] | Problem:
    """Return the id of a new element and the edit that adds it, or why it cannot be added.

    Parameters
    ----------
    x, y : float
        Where on the canvas, in canvas units.
    on : str, optional
        The element that it is dropped on: it is wired to that one, or docked there.
    wired_from : str, optional
        The element that a wire to the new one starts from.
    **params
        Values as people write them: ``"46 °C"``, or numbers in the catalog's unit.
    """
    spec = _addable(catalog, kind)
    if isinstance(spec, Problem):
        return spec
    values = checked_all(spec, params)
    if isinstance(values, list):
        return values[0]
    id = circuit.fresh_id(kind)
    element = Element(id, kind, label, float(x), float(y), FrozenMap(values))
    what = _("Add {kind}").format(kind=label or spec.title)
    delta = circuit.added(element, *_accompanying(circuit, catalog, element, spec), label=what)
    wires = [(id, on)] if on else []
    wires += [(wired_from, id)] if wired_from else []
    for source, target in wires:
        after = circuit.copy()
        after.apply(delta)
        wired = connect(after, catalog, source, target)
        if isinstance(wired, Problem):
            return wired
        if "quantity" in params and id in wired.changes:
            other = target if source == id else source
            return refusals.other_quantity(after, catalog, id, other)
        delta = delta.merged(wired)
    return id, _as_given(delta, id, params, values)


def _as_given(
    delta: Delta, id: str, names: Mapping[str, object], values: Mapping[str, Value]
) -> Delta:
    """Return an edit that adds an element, with what was asked for whatever its wires make."""
    element = delta.changes[id][1]
    made = {name: value for name, value in element.params.items() if name not in names}
    kept = replace(element, params=FrozenMap({**made, **values}))
    return replace(delta, changes={**delta.changes, id: (None, kept)})


def _addable(catalog: Catalog, kind: str) -> Kind | Problem:
    spec = catalog.kinds.get(kind)
    if spec is None:
        what = _("There is no kind called “{name}”").format(name=kind)
        return Problem("", what, kind_meant(kind, catalog.kinds))
    if spec.family == SYNAPSE:
        return Problem("", _("A synapse joins two neurons"), _("draw a wire from one to the other"))
    return spec


def _accompanying(
    circuit: Circuit, catalog: Catalog, host: Element, spec: Kind
) -> list[Element | Link]:
    """Return the parts that an element is made with."""
    parts: list[Element | Link] = []
    taken = [host.id]
    places = default_places(catalog, host.kind, len(spec.comes_with))
    for name, (x, y) in zip(spec.comes_with, places, strict=True):
        new = Element(circuit.fresh_id(name, taken), name, x=x, y=y)
        part = moved_into(catalog, new, NO_MEMBRANE, membrane_of(host, spec))
        taken.append(part.id)
        parts += [part, Link(part.id, host.id, Role.SITS_IN)]
    return parts


def _verdict(
    circuit: Circuit,
    catalog: Catalog,
    source: str,
    target: str,
    receptors: Sequence[str] | None = None,
) -> Wiring | Problem:
    for id in (source, target):
        if id not in circuit.elements:
            what = _("There is no element called “{id}”").format(id=id)
            return Problem("", what, meant(id, circuit.elements))
        if kind_of(circuit, catalog, id) is None:
            return refusals.unknown_kind(circuit, id)
    there, back = (source, target), (target, source)
    if there in circuit.links:
        return refusals.already(circuit, catalog, *there, circuit.links[there].role)
    families = [catalog.kind(circuit.elements[id].kind).family for id in (source, target)]
    if NOTE in families or (source == target and families[0] != NEURON):
        return refusals.no_wire(circuit, catalog, source, target)
    forward = _one_way(circuit, catalog, source, target, receptors)
    if isinstance(forward, Wiring):
        return forward
    if back in circuit.links:
        return refusals.already(circuit, catalog, *back, circuit.links[back].role)
    backward = _backwards(circuit, catalog, source, target, receptors)
    if isinstance(backward, Wiring):
        turned = _is_meant_otherwise(circuit, catalog, backward)
        return refusals.other_way(circuit, catalog, source, target) if turned else backward
    said = (backward, forward) if families[1] == METER else (forward, backward)
    return said[0] or said[1] or refusals.no_wire(circuit, catalog, source, target)


def _backwards(
    circuit: Circuit,
    catalog: Catalog,
    source: str,
    target: str,
    receptors: Sequence[str] | None,
) -> Verdict:
    """Read a wire against its direction, unless that would turn an axon round, or undock a part."""
    families = [catalog.kind(circuit.elements[id].kind).family for id in (source, target)]
    if families[1] == NEURON and families[0] in (*PARTS, NEURON):
        return None
    if set(families) <= PARTS:
        return None
    if families[0] == NEURON and circuit.host(target) is not None:
        return None
    return _one_way(circuit, catalog, target, source, receptors)


def _is_meant_otherwise(circuit: Circuit, catalog: Catalog, turned: Wiring) -> bool:
    """Return whether a wire that can only be read backwards may have been meant as it was drawn.

    What signals, and what lives in the body, could act on each other either way; what is done to
    the body from outside cannot be acted on, nor do parts of a cell act.
    """
    ends = turned.source, turned.target
    actor, other = (catalog.kind(circuit.elements[id].kind) for id in ends)
    if turned.role not in ACTING or actor.family not in _IN_THE_BODY:
        return False
    outside = {effect.input for effect in actor.effects} <= driven_inputs(catalog)
    return other.family in (NEURON, METER, *_IN_THE_BODY) and not outside


def _one_way(
    circuit: Circuit,
    catalog: Catalog,
    source: str,
    target: str,
    receptors: Sequence[str] | None,
) -> Verdict:
    kind = catalog.kind(circuit.elements[source].kind)
    if kind.family == NEURON or (kind.family == STIMULUS and kind.transmitters):
        return _axon(circuit, catalog, source, target, receptors)
    sort = _SORTS.get(kind.family)
    return sort(circuit, catalog, source, target) if sort else None


def _axon(
    circuit: Circuit,
    catalog: Catalog,
    source: str,
    target: str,
    asked: Sequence[str] | None,
) -> Verdict:
    kind = catalog.kind(circuit.elements[source].kind)
    goal = catalog.kind(circuit.elements[target].kind)
    if goal.family in PARTS:
        return _axon_to_part(circuit, catalog, source, target)
    if goal.family != NEURON:
        acts = could_act(catalog, kind, goal)
        return _action(circuit, catalog, source, target) if acts else None
    fitting = listening(catalog, kind, goal)
    if asked is not None:
        fitting = [name for name in openable(catalog, kind, goal) if name in asked]
    if not fitting:
        return refusals.no_receptor(circuit, catalog, source, target, asked)
    around = membrane_of(circuit.elements[target], goal)
    made = receptors_made(catalog, fitting, kind, around)
    return Wiring("axon", source, target, Role.RELEASES_ONTO, made)


def _axon_to_part(circuit: Circuit, catalog: Catalog, source: str, target: str) -> Verdict:
    """Bind the receptor that the axon ends on; a channel stands for the neuron it sits in."""
    host = circuit.host(target)
    if host is None:
        name = name_of(circuit, catalog, target)
        what = _("{receptor} sits in no neuron yet").format(receptor=name)
        return Problem("", what, _("drop it on a neuron first"))
    if catalog.kind(circuit.elements[target].kind).family != RECEPTOR:
        return _axon(circuit, catalog, source, host, None)
    bound = bound_by(circuit, catalog, source, target)
    if isinstance(bound, Problem):
        return bound
    return Wiring("axon", source, host, Role.RELEASES_ONTO, binds=bound)


def _dock(circuit: Circuit, catalog: Catalog, source: str, target: str) -> Verdict:
    """Put a receptor or channel into the membrane of a neuron, or of the one a part sits in."""
    target = circuit.host(target) or target
    kind = circuit.elements[source].kind
    goal = catalog.kind(circuit.elements[target].kind)
    if (source, target) in circuit.links:
        return refusals.already(circuit, catalog, source, target, Role.SITS_IN)
    if kind not in membrane(goal):
        acting = goal.family not in (*PARTS, NEURON, SYNAPSE)
        return None if acting else refusals.no_dock(circuit, catalog, source, target)
    if circuit.sources(source, Role.BINDS):
        what = _("{part} belongs to a synapse").format(
            part=refusals.name_with_host(circuit, catalog, source)
        )
        return Problem("", what, _("drop a new one instead"))
    return Wiring("dock", source, target, Role.SITS_IN)


def _action(circuit: Circuit, catalog: Catalog, source: str, target: str) -> Verdict:
    """Let a drug, a stimulus, tissue or glia act on whatever it has an effect on."""
    link = Link(source, target, acting_role(circuit, catalog, source, target))
    effects = effects_of(circuit, catalog, link)
    if not effects:
        return refusals.no_action(circuit, catalog, source, target)
    others = (circuit.links[source, other] for other in circuit.targets(source))
    if set(effects) <= {e for other in others for e in effects_of(circuit, catalog, other)}:
        return refusals.acts_already(circuit, catalog, source, target)
    crowded = crowding(circuit, catalog, link, _beside(circuit, link))
    if crowded is not None:
        return crowded
    if link.role is Role.MODULATES and leads_to(circuit.rows, target, source, link.role):
        what = _("The two would modulate each other in a circle")
        return Problem("", what, _("remove the wire that leads back first"))
    return Wiring("link", source, target, link.role)


def _couple(circuit: Circuit, catalog: Catalog, source: str, target: str) -> Verdict:
    """Let a junction join a neuron, or the one that a part sits in."""
    target = circuit.host(target) or target
    if (source, target) in circuit.links:
        return refusals.already(circuit, catalog, source, target, Role.COUPLES)
    if catalog.kind(circuit.elements[target].kind).family != NEURON:
        return refusals.no_coupling(circuit, catalog, source, target)
    link = Link(source, target, Role.COUPLES)
    crowded = crowding(circuit, catalog, link, _beside(circuit, link))
    return crowded or Wiring("link", source, target, Role.COUPLES)


def _beside(circuit: Circuit, link: Link) -> list[Link]:
    """Return the links that begin where a link does, or end where it does."""
    keys = [(link.source, other) for other in circuit.targets(link.source)]
    keys += [(other, link.target) for other in circuit.sources(link.target)]
    return [circuit.links[key] for key in keys]


def _record(circuit: Circuit, catalog: Catalog, source: str, target: str) -> Verdict:
    """Let a meter read: a quantity that the target has, or the spikes of what spikes."""
    meter = catalog.kind(circuit.elements[source].kind)
    goal = catalog.kind(circuit.elements[target].kind)
    if not readable(meter, goal):
        return refusals.no_reading(circuit, catalog, source, target)
    recorded = circuit.targets(source, Role.RECORDS)
    if recorded and quantity_to_set(circuit, catalog, source, target):
        return refusals.other_quantity(circuit, catalog, source, target)
    return Wiring("link", source, target, Role.RECORDS)


_SORTS: dict[str, Callable[[Circuit, Catalog, str, str], Verdict]] = {
    RECEPTOR: _dock,
    CHANNEL: _dock,
    DRUG: _action,
    TREATMENT: _action,
    STIMULUS: _action,
    TISSUE: _action,
    GLIA: _action,
    METER: _record,
    JUNCTION: _couple,
}
