"""What somebody does to a circuit as a state shows it, and whose it is."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from circuitlab.model.comparing import TIMELINE, changed, is_as_it_is, state_of
from circuitlab.model.element import DOCUMENT, MUTED, Element
from circuitlab.model.frozen import freeze

if TYPE_CHECKING:
    from circuitlab.catalog.spec import Catalog
    from circuitlab.model.circuit import Circuit
    from circuitlab.model.delta import Delta


def routed(delta: Delta, circuit: Circuit, catalog: Catalog, id: str) -> Delta:
    """Return an edit of the circuit as a state shows it, as an edit of its document.

    Values that are set, and who is muted, are the state's; whatever adds, removes, wires, moves or
    names is of the circuit, and so of all its states.
    """
    return _Routing(circuit, catalog, id, delta).routed()


class _Routing:
    """One edit on its way from a state to the document."""

    def __init__(self, circuit: Circuit, catalog: Catalog, id: str, delta: Delta) -> None:
        self._circuit, self._catalog, self._delta = circuit, catalog, delta
        state = state_of(circuit, id)
        assert state is not None
        self._state, self._values, self._timeline = state, dict(state.values), state.timeline
        ends = [(key, pair) for key, pair in delta.changes.items() if not _of_document(key)]
        self._is_building = any(None in pair for _key, pair in ends)

    def routed(self) -> Delta:
        changes: dict[Any, tuple[Any, Any]] = {}
        for key, (before, after) in self._delta.changes.items():
            if isinstance(key, str):
                changes[key] = self._element(key, before, after)
            elif key == TIMELINE and self._timeline is not None:
                self._timeline = after
            elif key[0] == DOCUMENT:
                changes[key] = (self._circuit.document[key[1]], after)
            else:
                changes[key] = (before, after)
        changes = {key: pair for key, pair in changes.items() if pair[0] != pair[1]}
        kept: dict[str, Any] = {"values": self._values, "timeline": self._timeline}
        if any(freeze(now) != getattr(self._state, name) for name, now in kept.items()):
            changes |= changed(self._circuit, self._state.id, "", **kept).changes
        return replace(self._delta, changes=changes)

    def _element(self, id: str, before: Element | None, after: Element | None) -> tuple[Any, Any]:
        own = self._circuit.elements.get(id)
        if before is None or after is None or own is None:
            return own, after
        names = dict.fromkeys((*before.params, *after.params, MUTED))
        touched = [name for name in names if before.setting(name) != after.setting(name)]
        new = replace(own, label=after.label, x=after.x, y=after.y, kind=after.kind)
        for name in touched:
            if self._is_building:
                new = _with(new, name, after)
            else:
                self._take(id, name, after)
        return own, new

    def _take(self, id: str, name: str, after: Element) -> None:
        kind = self._catalog.kinds.get(after.kind)
        value = after.setting(name)
        if value is None and kind is not None and name in kind.parameters:
            value = kind.parameters[name].default
        self._values.pop((id, name), None)
        if value is not None and not is_as_it_is(self._circuit, self._catalog, (id, name), value):
            self._values[id, name] = value


def _with(element: Element, name: str, of: Element) -> Element:
    """Return an element with one setting of another."""
    if name == MUTED:
        return replace(element, muted=of.muted)
    params = element.params.without(name)
    value = of.params.get(name)
    return replace(element, params=params if value is None else params.with_item(name, value))


def _of_document(key: object) -> bool:
    return isinstance(key, tuple) and key[0] == DOCUMENT
