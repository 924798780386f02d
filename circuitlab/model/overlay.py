"""Temporary states laid over a circuit: a lecture's step, a compared state, a sweep's point."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from circuitlab.model.circuit import Circuit
from circuitlab.model.delta import Delta, Key
from circuitlab.model.element import DOCUMENT
from circuitlab.model.frozen import FrozenMap, Value, freeze


@dataclass(frozen=True, slots=True)
class Overlay:
    """Values that hold while the overlay does, by (element id or "document", parameter)."""

    name: str
    values: Mapping[tuple[str, str], Value]

    def __post_init__(self) -> None:
        frozen = {address: freeze(value) for address, value in self.values.items()}
        object.__setattr__(self, "values", FrozenMap(frozen))  # type: ignore[arg-type]


def resolve(circuit: Circuit, overlays: Iterable[Overlay]) -> Circuit:
    """Return a new circuit with the overlays laid over it, later ones on top.

    What an overlay says of elements that are no longer there is passed over.
    """
    resolved = circuit.copy()
    for overlay in overlays:
        for (id, name), value in overlay.values.items():
            if id == DOCUMENT:
                resolved.apply(resolved.with_document({name: value}))
            elif id in resolved.elements:
                resolved.apply(resolved.with_param(id, name, value))
    return resolved


def difference(before: Circuit, after: Circuit, label: str = "") -> Delta:
    """Return the edit that turns one circuit into another."""
    keys: dict[Key, None] = {}
    for some in (before.links, after.links, before.elements, after.elements):
        keys.update(dict.fromkeys(some))
    keys.update(dict.fromkeys((DOCUMENT, field) for field in before.document))
    return difference_at(keys, before, after, label)


def difference_at(keys: Iterable[Key], before: Circuit, after: Circuit, label: str = "") -> Delta:
    """Return the edit that turns one circuit into another that differs from it at most there."""
    changes: dict[Key, tuple[Any, Any]] = {}
    for key in keys:
        pair = (_at(before, key), _at(after, key))
        if pair[0] is not pair[1] and pair[0] != pair[1]:
            changes[key] = pair
    return Delta(label, changes)


def _at(circuit: Circuit, key: Key) -> Any:
    if isinstance(key, str):
        return circuit.elements.get(key)
    return circuit.document[key[1]] if key[0] == DOCUMENT else circuit.links.get(key)
