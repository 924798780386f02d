"""What a measurement of an element depends on: all that is copied for it, as it is there."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from circuitlab.analysis.bench.alone import acting_drugs, as_now, members_of
from circuitlab.analysis.bench.upstream import is_slow, upstream
from circuitlab.model.circuit import Circuit
from circuitlab.model.element import Role

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from circuitlab.catalog.spec import Catalog
    from circuitlab.model.element import Element, Link

Behind = tuple[tuple["Element", ...], tuple["Link", ...], int, float]
"""Elements wherever they stand, the links among them, and the circuit's seed and step (ms)."""


def behind(
    circuit: Circuit, catalog: Catalog, id: str, now: Mapping[tuple[str, str], object]
) -> Behind:
    """Return all that a measurement of an element depends on; equal ones give equal curves.

    Parameters
    ----------
    now
        What a protocol or a walk has set: (id, parameter) to value.
    """
    copied = sorted(_copied(circuit, catalog, id))
    of_these = {at: value for at, value in now.items() if at[0] in copied}
    meant = as_now(circuit, of_these) if of_these else circuit
    elements = tuple(_nowhere(meant.elements[each]) for each in copied)
    links = tuple(
        circuit.links[each, other]
        for each in copied
        for other in circuit.targets(each)
        if other in copied
    )
    return elements, links, int(circuit.document["seed"]), float(circuit.document["dt_ms"])


def circuit_of(behind: Behind) -> Circuit:
    """Return a circuit of no more than that."""
    elements, links, seed, dt_ms = behind
    return Circuit(elements, links, {"seed": seed, "dt_ms": dt_ms})


def _copied(circuit: Circuit, catalog: Catalog, id: str) -> set[str]:
    """Return the neurons that are copied, with all in them, and what is read or excited in one."""
    meant = set(_meant(circuit, catalog, id))
    for each in sorted(meant):
        meant |= {*members_of(circuit, catalog, circuit.host(each) or each)}
    meant |= set(acting_drugs(circuit, catalog, sorted(meant)))
    return meant | set(upstream(circuit, catalog, id) if is_slow(circuit, catalog, id) else ())


def _meant(circuit: Circuit, catalog: Catalog, id: str) -> Iterator[str]:
    """Yield the element, what it acts on, the receptors of synapses, and synapses on receptors."""
    acted = (id, *circuit.targets(id, Role.MODULATES))
    bound = [other for each in acted for other in circuit.targets(each, Role.BINDS)]
    for each in (*acted, *bound):
        found = (each, *circuit.sources(each, Role.BINDS))
        yield from (other for other in found if circuit.elements[other].kind in catalog.kinds)


def _nowhere(element: Element) -> Element:
    """Return an element as it is wherever it stands on the canvas, whatever it is called."""
    return replace(element, x=0.0, y=0.0, label="")
