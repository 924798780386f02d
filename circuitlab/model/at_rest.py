"""What stimuli say of the rest of what they act on: warmed skin rests as warm as they say."""

from __future__ import annotations

from circuitlab.catalog.spec import Catalog, Kind
from circuitlab.model.circuit import Circuit
from circuitlab.model.effects import ACTING, effects_of
from circuitlab.model.element import Element
from circuitlab.model.frozen import Value
from circuitlab.model.overlay import Overlay, resolve


def at_rest(circuit: Circuit, catalog: Catalog) -> Circuit:
    """Return a circuit in which what is acted on rests as what acts on it says.

    Of several that act on one element the first counts; what is muted says nothing.
    """
    values: dict[tuple[str, str], Value] = {}
    acting = {name for name, k in catalog.kinds.items() if any(each.rest for each in k.effects)}
    for element in map(circuit.elements.__getitem__, circuit.of_kinds(acting.__contains__)):
        kind = catalog.kinds[element.kind]
        if not element.muted:
            for address, value in _said(circuit, catalog, element, kind).items():
                values.setdefault(address, value)
    return resolve(circuit, [Overlay("at rest", values)]) if values else circuit


def _said(
    circuit: Circuit, catalog: Catalog, element: Element, kind: Kind
) -> dict[tuple[str, str], Value]:
    """Return what one element says of all that it acts on."""
    found: dict[tuple[str, str], Value] = {}
    for target in circuit.targets(element.id):
        link = circuit.links[element.id, target]
        for effect, _source, reached in effects_of(circuit, catalog, link):
            of = catalog.kinds[circuit.elements[reached].kind]
            if effect.rest and effect.input in of.parameters and link.role in ACTING:
                own = element.params.get(effect.rest, kind.parameters[effect.rest].default)
                found[reached, effect.input] = own
    return found
