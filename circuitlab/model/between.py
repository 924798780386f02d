"""What it means to drop a new element on an axon: into its way, into its synapse, or beside it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType

from circuitlab.catalog.families import CHANNEL, JUNCTION, METER, NEURON, RECEPTOR
from circuitlab.catalog.spec import Catalog
from circuitlab.catalog.words import Problem
from circuitlab.model import rules
from circuitlab.model.circuit import Circuit
from circuitlab.model.delta import Delta
from circuitlab.model.element import Link, Role
from circuitlab.model.listening import bound_by
from circuitlab.model.names import name_of
from circuitlab.model.rewiring import End, Wire, ends_of, moved_end
from circuitlab.resources import _

Added = tuple[str, Delta]
"""The id of a new element and the edit that adds it."""

Step = Callable[[Circuit], Delta | Problem]


def dropped_on_axon(
    circuit: Circuit, catalog: Catalog, kind: str, wire: Wire, x: float, y: float
) -> Added | Problem | None:
    """Return what becomes of a new element that is dropped on an axon.

    A neuron goes in between: the synapse that was there keeps its values on the side where its
    receptors fit, and the other side gets one of its own. A receptor joins the synapse, a channel
    the sender's membrane, a junction the neurons at both ends; what acts on synapses acts on this
    one, and a meter reads it.

    Parameters
    ----------
    wire : Wire
        An axon by its synapse's id, or the link by which a read-out records a neuron.
    x, y : float
        Where it comes to stand, in canvas units.

    Returns
    -------
    tuple, Problem or None
        None where it means nothing there: it can stand beside the axon.
    """
    family = catalog.kind(kind).family
    if family == JUNCTION:
        return joined_by(circuit, catalog, kind, *ends_of(circuit, wire), x, y)
    if family == NEURON:
        return _in_between(circuit, catalog, kind, wire, x, y)
    if isinstance(wire, tuple):
        return None
    if family == RECEPTOR:
        return _joining(circuit, catalog, kind, wire, x, y)
    for on in _meant(circuit, wire, family):
        made = rules.add_kind(circuit, catalog, kind, x, y, on=on)
        if not isinstance(made, Problem):
            return made
    return None


def joined_by(
    circuit: Circuit,
    catalog: Catalog,
    kind: str,
    first: str,
    second: str,
    x: float | None = None,
    y: float | None = None,
    params: Mapping[str, object] = MappingProxyType({}),
) -> Added | Problem:
    """Return a new junction and the edit that joins two neurons by it, or why not.

    Parameters
    ----------
    kind : str
        By default the first of the family.
    x, y : float, optional
        Where it comes to stand; by default half way between them.
    params : mapping of name to object
        Its values, as people write them.
    """
    if first == second:
        what = _("A junction joins a neuron with another neuron")
        return Problem("", what, _("in a population, drop it there: it joins the cells"))
    ends = [circuit.position(id) for id in (first, second) if id in circuit.elements]
    if (x is None or y is None) and len(ends) == 2:
        x, y = (0.5 * (ends[0][k] + ends[1][k]) for k in (0, 1))
    kind = kind or junction_kind(catalog)
    added = rules.add_kind(
        circuit,
        catalog,
        kind,
        x or 0.0,
        y or 0.0,
        first,
        **params,  # type: ignore[arg-type]
    )
    if isinstance(added, Problem):
        return added
    id, delta = added
    made = _done(circuit, delta, (_joined(catalog, id, second),))
    return made if isinstance(made, Problem) else (id, Delta(delta.label, made.changes))


def junction_kind(catalog: Catalog) -> str:
    """Return the kind that two neurons are joined by: the first of its family."""
    return next(kind.name for kind in catalog.ordered() if kind.family == JUNCTION)


def _meant(circuit: Circuit, synapse: str, family: str) -> tuple[str, ...]:
    """Return which elements a drop on an axon may mean, the likeliest first."""
    sender = ends_of(circuit, synapse)[0]
    return {CHANNEL: (sender,), METER: (synapse, sender)}.get(family, (synapse,))


def _in_between(
    circuit: Circuit, catalog: Catalog, kind: str, wire: Wire, x: float, y: float
) -> Added | Problem:
    added = rules.add_kind(circuit, catalog, kind, x, y)
    if isinstance(added, Problem):
        return added
    id, delta = added
    label = _("Put {kind} in between").format(kind=catalog.kind(kind).title)
    refused: Problem | None = None
    for steps in _ways(circuit, catalog, wire, id):
        made = _done(circuit, delta, steps)
        if isinstance(made, Delta):
            return id, Delta(label, made.changes)
        refused = refused or made
    assert refused is not None
    what = _("{kind} does not fit in between").format(kind=catalog.kind(kind).title)
    return Problem("", what, refused.what)


def _ways(circuit: Circuit, catalog: Catalog, wire: Wire, id: str) -> list[tuple[Step, Step]]:
    """Return the ways in which a neuron may come into the way of an axon, the best first."""
    if isinstance(wire, tuple):
        sender = wire[1]
        return [(_joined(catalog, sender, id), _led(catalog, wire, "target", id))]
    sender, receiver = ends_of(circuit, wire)
    return [
        (_joined(catalog, sender, id), _led(catalog, wire, "source", id)),
        (_led(catalog, wire, "target", id), _joined(catalog, id, receiver)),
    ]


def _joined(catalog: Catalog, source: str, target: str) -> Step:
    return lambda circuit: rules.connect(circuit, catalog, source, target)


def _led(catalog: Catalog, wire: Wire, end: End, to: str) -> Step:
    return lambda circuit: moved_end(circuit, catalog, wire, end, to)


def _done(circuit: Circuit, delta: Delta, steps: Sequence[Step]) -> Delta | Problem:
    """Return one edit that does `delta` and then each step, or why one of them cannot be done."""
    after = circuit.copy()
    after.apply(delta)
    for step in steps:
        made = step(after)
        if isinstance(made, Problem):
            return made
        after.apply(made)
        delta = delta.merged(made)
    return delta


def _joining(
    circuit: Circuit, catalog: Catalog, kind: str, synapse: str, x: float, y: float
) -> Added | Problem:
    """Add a receptor that the synapse binds, on the neuron where its others sit."""
    sender, host = ends_of(circuit, synapse)
    added = rules.add_kind(circuit, catalog, kind, x, y, on=host)
    if isinstance(added, Problem):
        return added
    id, delta = added
    after = circuit.copy()
    after.apply(delta)
    part = bound_by(after, catalog, sender, id)
    if isinstance(part, Problem):
        what = _("What {source} releases does not open {receptor}").format(
            source=name_of(circuit, catalog, sender), receptor=catalog.kind(kind).title
        )
        return Problem("", what, _("drop it on the axon of a neuron that opens it"))
    link = Link(synapse, id, Role.BINDS)
    return id, Delta(delta.label, {**delta.changes, id: (None, part), link.key: (None, link)})
