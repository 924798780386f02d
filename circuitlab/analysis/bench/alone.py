"""Hidden copies of one neuron with what sits in it and the drugs that act on that.

Many copies lie side by side in one circuit, each with an electrode of its own: all points of a
curve are one run.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import numpy as np

from circuitlab.catalog.families import DRUG
from circuitlab.model.circuit import Circuit
from circuitlab.model.element import Element, Link, Role
from circuitlab.model.frozen import Array, FrozenMap
from circuitlab.model.overlay import Overlay, resolve

if TYPE_CHECKING:
    from circuitlab.catalog.spec import Catalog, Parameter
    from circuitlab.model.frozen import Value

ONE_CELL: Mapping[str, float] = {"size": 1, "noise": 0.0, "spread": 0.0}
AT_ONCE: Mapping[str, float | str] = {"rule": "all_to_all", "delay": 1.0, "path_length": 0.0}
"""Of a synapse: its spikes arrive at once, on the one cell that there is."""
_SCATTER = "_sd"
"""The end of the names of what scatters from cell to cell."""


def named(id: str, copy: int) -> str:
    """Return the id of one copy of an element."""
    return f"{id}__{copy}"


@dataclass
class Bench:
    """A circuit of copies that is put together before it is run.

    Parameters
    ----------
    source : Circuit
        Where elements are copied from, as they are now.
    """

    source: Circuit
    catalog: Catalog
    elements: dict[str, Element] = field(default_factory=dict)
    links: list[Link] = field(default_factory=list)

    def copy(self, neuron: str, copy: int) -> str:
        """Copy a neuron with its parts and the drugs on them; return its id."""
        self.copy_together(members_of(self.source, self.catalog, neuron), copy)
        return named(neuron, copy)

    def copy_synapse(self, synapse: str, neuron: str, copy: int) -> str:
        """Copy a synapse onto what it binds in a neuron that is copied; return its id."""
        self._put(synapse, copy)
        for drug in acting_drugs(self.source, self.catalog, [synapse]):
            self._put(drug, copy)
            self.join(named(drug, copy), named(synapse, copy), Role.MODULATES)
        for receptor in self.source.targets(synapse, Role.BINDS):
            if self.source.host(receptor) == neuron:
                self.join(named(synapse, copy), named(receptor, copy), Role.BINDS)
        known = self.catalog.kinds[self.source.elements[synapse].kind].parameters
        at_once = {name: value for name, value in AT_ONCE.items() if name in known}
        self.set(named(synapse, copy), **at_once)
        return named(synapse, copy)

    def copy_plainly(self, id: str, copy: int) -> str:
        """Copy an element that sits in nothing, with the drugs on it; return its id."""
        for each in (id, *acting_drugs(self.source, self.catalog, [id])):
            self._put(each, copy)
            if each != id:
                self.join(named(each, copy), named(id, copy), Role.MODULATES)
        return named(id, copy)

    def copy_together(self, ids: Sequence[str], copy: int) -> None:
        """Copy elements with the links among them."""
        for id in ids:
            self._put(id, copy)
        for (source, target), link in self.source.links.items():
            if source in ids and target in ids:
                self.join(named(source, copy), named(target, copy), link.role)

    def add(self, kind: str, id: str, target: str, role: Role, **params: Value) -> str:
        """Add an element that is wired to one of the copies; return its id."""
        self.elements[id] = Element(id, kind, params=FrozenMap(params))
        self.join(id, target, role)
        return id

    def join(self, source: str, target: str, role: Role) -> None:
        """Put a link between two elements."""
        self.links.append(Link(source, target, role))

    def set(self, id: str, **values: Value) -> None:
        """Set values of a copy."""
        element = self.elements[id]
        self.elements[id] = replace(element, params=FrozenMap({**element.params, **values}))

    def circuit(self, dt_ms: float, seed: int, body_clock: float = 1.0) -> Circuit:
        """Return all that was put on the bench."""
        settings = {"dt_ms": dt_ms, "seed": seed, "body_clock": body_clock}
        links = dict.fromkeys((link.source, link.target) for link in self.links)
        roles = {(link.source, link.target): link for link in self.links}
        return Circuit(self.elements.values(), [roles[key] for key in links], settings)

    def _put(self, id: str, copy: int) -> None:
        element = self.source.elements[id]
        known = self.catalog.kinds[element.kind].parameters
        params = {
            name: _mean(value)
            for name, value in element.params.items()
            if name in known and not _is_of_pairs(value, known[name])
        }
        params |= {name: value for name, value in ONE_CELL.items() if name in known}
        params |= {name: 0.0 for name in known if name.endswith(_SCATTER)}
        new = named(id, copy)
        self.elements[new] = replace(
            element, id=new, label="", x=0.0, y=0.0, params=FrozenMap(params)
        )


def as_now(circuit: Circuit, now: Mapping[tuple[str, str], object]) -> Circuit:
    """Return a circuit with the values that a protocol or a walk has set in it."""
    fitting = {at: value for at, value in now.items() if at[0] in circuit.elements}
    return resolve(circuit, [Overlay("now", fitting)])  # type: ignore[arg-type]


def members_of(circuit: Circuit, catalog: Catalog, neuron: str) -> list[str]:
    """Return a neuron, what sits in it, and the drugs that act on any of these."""
    parts = [id for id in circuit.parts(neuron) if circuit.elements[id].kind in catalog.kinds]
    cell = [neuron, *parts]
    return [*cell, *acting_drugs(circuit, catalog, cell)]


def acting_drugs(circuit: Circuit, catalog: Catalog, ids: Iterable[str]) -> list[str]:
    """Return the drugs that act on elements, each once."""
    sources = (s for id in ids for s in circuit.sources(id, Role.MODULATES))
    kinds = catalog.kinds
    found = (
        id
        for id in dict.fromkeys(sources)
        if (kind := kinds.get(circuit.elements[id].kind)) is not None and kind.family == DRUG
    )
    return list(found)


def _is_of_pairs(value: Value, parameter: Parameter) -> bool:
    """Whether a value lists which cells are joined: of one cell there is nothing to list."""
    return isinstance(value, Array) and not parameter.per_cell


def _mean(value: Value) -> Value:
    return float(np.mean(value.values)) if isinstance(value, Array) else value
