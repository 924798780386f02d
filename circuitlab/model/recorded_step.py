"""What somebody has set by hand, as the values of a step, and the circuit as it was before."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING, Any

from circuitlab.model.delta import Delta, Key
from circuitlab.model.element import DOCUMENT, MUTED, Element
from circuitlab.model.scenario import Address

if TYPE_CHECKING:
    from circuitlab.catalog.spec import Catalog
    from circuitlab.model.circuit import Circuit
    from circuitlab.model.frozen import Value

_OF_A_STEP = ("body_clock",)
"""Settings of the whole run that a step may set; its speed it has by itself."""


def set_by_hand(
    before: Circuit, now: Circuit, catalog: Catalog, touched: Collection[Address] = ()
) -> dict[Address, Value]:
    """Return the values that differ in two versions of a circuit, as they are now.

    Parameters
    ----------
    touched
        Values that were set by hand though they may be what they were.
    """
    found: dict[Address, Value] = {}
    for id, element in now.elements.items():
        old = before.elements.get(id)
        if old is None or old.kind != element.kind:
            continue
        kind = catalog.kinds.get(element.kind)
        for name in _differing(old, element, id, touched):
            if name == MUTED or (kind is not None and name in kind.parameters):
                found[id, name] = now.value(id, name, catalog)
    for name in _OF_A_STEP:
        if before.document[name] != now.document[name] or (DOCUMENT, name) in touched:
            found[DOCUMENT, name] = now.document[name]
    return found


def _differing(
    old: Element, new: Element, id: str, touched: Collection[Address]
) -> tuple[str, ...]:
    names = dict.fromkeys((*old.params, *new.params, MUTED))
    own = [name for name in names if old.setting(name) != new.setting(name)]
    return tuple(dict.fromkeys((*own, *(name for of, name in touched if of == id))))


def put_back(before: Circuit, now: Circuit, label: str) -> Delta:
    """Return the edit that gives parameters, and what is muted, the values they had before.

    What was added, removed, moved, wired or named anew stays.
    """
    trial = now.copy()
    changes: dict[Key, tuple[Any, Any]] = {}
    for id, element in now.elements.items():
        old = before.elements.get(id)
        if old is None or old.kind != element.kind:
            continue
        for name in _differing(old, element, id, ()):
            trial.apply(trial.with_param(id, name, old.setting(name)))
        if trial.elements[id] != element:
            changes[id] = (element, trial.elements[id])
    fields = {name: before.document[name] for name in _OF_A_STEP}
    return Delta(label, {**changes, **now.with_document(fields).changes})


def is_structural(before: Circuit, now: Circuit) -> bool:
    """Tell whether parts or wires were added or taken away, which no step can do."""
    return before.elements.keys() != now.elements.keys() or before.links != now.links
