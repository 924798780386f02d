"""Which receptors of a neuron answer to what a sender releases, and which one a wire may bind."""

from __future__ import annotations

from circuitlab.catalog.spec import ANY, Catalog, Kind
from circuitlab.catalog.words import Problem
from circuitlab.model import refusals
from circuitlab.model.circuit import Circuit
from circuitlab.model.element import Array, Element, Role
from circuitlab.model.paired_lists import SIZE
from circuitlab.model.receptor_values import host_kind, is_against, opened_as
from circuitlab.resources import _

WEIGHT = "weight"


def listening(catalog: Catalog, sender: Kind, host: Kind) -> list[str]:
    """Return the receptors that a wire makes on a neuron for what a sender releases.

    What releases anything is taken to release what the first receptor listens to.
    """
    fitting = [name for name in host.receptors if catalog.kind(name).opened_by(sender)]
    if ANY not in sender.transmitters or not fitting:
        return fitting
    first = set(catalog.kind(fitting[0]).ligands)
    return [name for name in fitting if not first.isdisjoint(catalog.kind(name).ligands)]


def openable(catalog: Catalog, sender: Kind, host: Kind) -> list[str]:
    """Return every receptor that a neuron may have and a sender opens, those of wires first."""
    names = dict.fromkeys((*host.receptors, *host.docks, *host.comes_with))
    return [name for name in names if catalog.kind(name).opened_by(sender)]


def bound_by(circuit: Circuit, catalog: Catalog, source: str, receptor: str) -> Element | Problem:
    """Return a receptor in a membrane as it is once an axon ends on it too, or why none may."""
    sender = catalog.kind(circuit.elements[source].kind)
    kind = catalog.kind(circuit.elements[receptor].kind)
    if not kind.opened_by(sender):
        return refusals.not_opened(circuit, catalog, source, receptor)
    bound = opened_as(circuit, catalog, receptor, sender)
    if bound is None:
        return refusals.opened_otherwise(circuit, catalog, source, receptor)
    if is_against(kind, bound, sender):
        return refusals.set_to_excite(circuit, catalog, source, receptor)
    if _is_listed_by_connection(circuit, catalog, receptor):
        what = _("{receptor} lists its weight connection by connection").format(
            receptor=refusals.name_with_host(circuit, catalog, receptor)
        )
        return Problem("", what, _("give it one weight for all, or wire to the neuron itself"))
    return bound


def _is_listed_by_connection(circuit: Circuit, catalog: Catalog, receptor: str) -> bool:
    """Return whether a receptor's weights are those of the connections that it has already."""
    weight = circuit.elements[receptor].params.get(WEIGHT)
    if not isinstance(weight, Array) or not circuit.sources(receptor, Role.BINDS):
        return False
    host, kind = circuit.host(receptor), host_kind(circuit, catalog, receptor)
    sized = host is not None and kind is not None and SIZE in kind.parameters
    return len(weight) != (circuit.value(host, SIZE, catalog) if host and sized else 1)
