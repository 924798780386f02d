"""Receptors turned towards where their axons come from, once neurons have moved."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from circuitlab.catalog.spec import Catalog
from circuitlab.model.circuit import Circuit
from circuitlab.model.crossings import Place
from circuitlab.model.docking import WITH_ENDING, on_membrane
from circuitlab.model.effects import kind_of
from circuitlab.model.element import Role


def turn_receptors(circuit: Circuit, catalog: Catalog, moved: Collection[str]) -> None:
    """Move the receptors of synapses that look away from their source, where there is room for it.

    Parameters
    ----------
    moved : collection of str
        The neurons whose receptors are looked at.
    """
    axons = [axon for id in circuit.elements if (axon := _axon(circuit, catalog, id, moved))]
    turning = True
    while turning:  # one that turns leaves its place to others
        turning = False
        for host, source, receptors in axons:
            offsets = [(circuit.elements[id].x, circuit.elements[id].y) for id in receptors]
            if not _look_away(circuit, host, source, offsets):
                continue
            places = on_membrane(circuit, host, circuit.position(source), len(receptors))
            if not _look_away(circuit, host, source, places):
                circuit.apply(circuit.moved(dict(zip(receptors, places, strict=True))))
                turning = True


def _axon(
    circuit: Circuit, catalog: Catalog, synapse: str, hosts: Collection[str]
) -> tuple[str, str, list[str]] | None:
    """Return the host, the source and the receptors of a synapse on the body of one of `hosts`."""
    sources = circuit.sources(synapse, Role.RELEASES_ONTO)
    bound = circuit.targets(synapse, Role.BINDS)
    host = circuit.host(bound[0]) if bound else None
    if host is None or host not in hosts or not sources or sources[0] == host:
        return None
    kind = kind_of(circuit, catalog, host)
    if kind is None or kind.glyph == WITH_ENDING:
        return None
    return host, sources[0], [each for each in bound if circuit.host(each) == host]


def _look_away(circuit: Circuit, host: str, source: str, offsets: Iterable[Place]) -> bool:
    """Return whether places on a membrane lie on the half that is away from a source."""
    (x, y), (to_x, to_y) = circuit.position(host), circuit.position(source)
    return sum(across * (to_x - x) + down * (to_y - y) for across, down in offsets) < 0.0
