"""Who acts on whom: the catalog's effects, followed along the links of a circuit."""

from __future__ import annotations

from circuitlab.catalog.spec import Catalog, Effect, Kind
from circuitlab.model.circuit import Circuit
from circuitlab.model.element import Link, Role

ACTING = frozenset({Role.DRIVES, Role.MODULATES})
"""The roles along which effects travel."""

Reached = tuple[Effect, str, str]
"""An effect, the element that acts, the element that is acted on."""


def effects_of(circuit: Circuit, catalog: Catalog, link: Link) -> list[Reached]:
    """Return what one link does; the link itself need not be in the circuit yet.

    Each effect reaches the link's target where it fits; else what sits in the target, else the
    receptors that the target binds.
    """
    kind = kind_of(circuit, catalog, link.source)
    if kind is None or link.role not in ACTING:
        return []
    return [
        (effect, link.source, reached)
        for effect in kind.effects
        for reached in _reached(circuit, catalog, effect, link.target)
    ]


def all_effects(circuit: Circuit, catalog: Catalog) -> list[Reached]:
    """Return what all links do, each thing once even where two links lead to it."""
    found = [
        reached for link in circuit.links.values() for reached in effects_of(circuit, catalog, link)
    ]
    return list(dict.fromkeys(found))


def kind_of(circuit: Circuit, catalog: Catalog, id: str) -> Kind | None:
    """Return an element's kind; None for one that the catalog does not know."""
    return catalog.kinds.get(circuit.elements[id].kind)


def _reached(circuit: Circuit, catalog: Catalog, effect: Effect, target: str) -> list[str]:
    for group in ([target], circuit.parts(target), circuit.targets(target, Role.BINDS)):
        fitting = [id for id in group if _fits(circuit, catalog, effect, id)]
        if fitting:
            return fitting
    return []


def _fits(circuit: Circuit, catalog: Catalog, effect: Effect, id: str) -> bool:
    kind = kind_of(circuit, catalog, id)
    return kind is not None and effect.reaches(kind)
