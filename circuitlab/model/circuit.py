"""The circuit: a directed graph of frozen elements and links that only `apply` changes."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from circuitlab.catalog.load import default_catalog
from circuitlab.catalog.spec import Catalog
from circuitlab.model.backdrops import ON_LANES
from circuitlab.model.cascade import orphans_of, with_dependants
from circuitlab.model.delta import Delta, IllegalDelta, Key, StaleDelta
from circuitlab.model.element import DOCUMENT, MUTED, Element, Link, Role
from circuitlab.model.frozen import FrozenMap, Value, freeze
from circuitlab.model.graph_rows import GraphRows
from circuitlab.model.invariants import check_ends, check_graph, check_shapes
from circuitlab.model.protocol import protocol_without
from circuitlab.model.run_settings import RUN_SETTINGS
from circuitlab.resources import _

if TYPE_CHECKING:
    from circuitlab.model.graph import CircuitGraph

DOCUMENT_DEFAULTS: Mapping[str, Any] = MappingProxyType(
    {
        "title": "",
        "caption": "",
        "article": "",
        "gallery": FrozenMap(),
        **{name: setting.default for name, setting in RUN_SETTINGS.items()},
        "timeline": (),
        "scenario": (),
        "experiments": FrozenMap(),
        "claims": (),
        "states": (),
        "pins": (),
        "shown": (),
        "recordings": (),
        "origin": "",
        "view": FrozenMap(),
        "backdrop": ON_LANES,
        "other": FrozenMap(),
    }
)
"""Every field of the document and what it is until somebody sets it.

`body_clock` is the body seconds shown per model second, `speed` the model seconds per second on
the wall; `pins` lie on the canvas, `shown` are the values that stand on the picture, `recordings`
lie beside traces, `origin` is the preset that it began as; `other` keeps what a file holds and
this version does not know.
"""


_HELD_HERE = 2
"""Holders that Python counts of what one object alone holds: itself, and the question."""


class Circuit:
    """What the user built.

    Iteration follows the order in which things were first added, and a part that is removed and
    brought back returns to its old place, so that undo leaves no trace. Equality ignores order.
    """

    __slots__ = ("_document", "_lowest", "_rows")
    __hash__ = None  # type: ignore[assignment]

    def __init__(
        self,
        elements: Iterable[Element] = (),
        links: Iterable[Link] = (),
        document: Mapping[str, object] | None = None,
    ) -> None:
        self._rows = GraphRows()
        self._document: dict[str, Any] = dict(DOCUMENT_DEFAULTS)
        self._lowest: dict[str, int] = {}
        changes: dict[Key, tuple[Any, Any]] = {}
        for element in elements:
            _put_once(changes, element.id, element)
        for link in links:
            _put_once(changes, link.key, link)
        self.apply(Delta("", changes))
        self.apply(self.with_document(document or {}))

    # ---- reading

    @property
    def graph(self) -> CircuitGraph:
        """The circuit as a networkx graph, as it is now; a later edit does not change it."""
        from circuitlab.model.graph import graph_of  # networkx is loaded for the first one

        return graph_of(self._rows)

    @property
    def rows(self) -> GraphRows:
        """What the graph holds, as it is now: the version that the circuit is at."""
        return self._rows

    @property
    def elements(self) -> Mapping[str, Element]:
        """Every element by its id, as it is now; a later edit does not change this mapping."""
        return self._rows.elements

    @property
    def links(self) -> Mapping[tuple[str, str], Link]:
        """Every link by its (source, target), as it is now."""
        return self._rows.links

    @property
    def document(self) -> Mapping[str, Any]:
        """Every field of the document, defaults included."""
        return MappingProxyType(self._document)

    def of_kinds(self, wanted: Callable[[str], bool]) -> list[str]:
        """Return the elements of the kinds that are wanted, in order."""
        return self._rows.of_kinds(wanted)

    def sources(self, id: str, role: Role | None = None) -> list[str]:
        """Return the elements that have a link to `id`, in order."""
        return self._rows.sources(id, role)

    def targets(self, id: str, role: Role | None = None) -> list[str]:
        """Return the elements that `id` has a link to, in order."""
        return self._rows.targets(id, role)

    def host(self, id: str) -> str | None:
        """Return the element that `id` sits in, if it sits in one."""
        return next(iter(self.targets(id, Role.SITS_IN)), None)

    def parts(self, id: str) -> list[str]:
        """Return what sits in `id`, in order."""
        return self.sources(id, Role.SITS_IN)

    def value(self, id: str, param: str, catalog: Catalog | None = None) -> Value:
        """Return a parameter as set, or the catalog's default; or whether an element is muted.

        Raises
        ------
        KeyError
            If there is no such element, or its kind has no such parameter.
        """
        element = self.elements[id]
        if param == MUTED:
            return element.muted
        if param in element.params:
            return element.params[param]  # type: ignore[no-any-return]
        return (catalog or default_catalog()).kind(element.kind).parameters[param].default

    def position(self, id: str) -> tuple[float, float]:
        """Return where an element's centre is on the canvas; a part's is counted from its host."""
        element = self.elements[id]
        host = self.host(id)
        if host is None:
            return (element.x, element.y)
        x, y = self.position(host)
        return (x + element.x, y + element.y)

    def fresh_id(self, stem: str, taken: Iterable[str] = ()) -> str:
        """Return `stem` with the lowest number that no element has or had, nor any of `taken`.

        What held an id that was given up may still mean the element that had it. A stem that ends
        in a digit is kept apart from the number: `trpv1_1`.
        """
        stem = f"{stem}_" if stem[-1].isdigit() else stem
        rows, used = self._rows, set(taken)
        number = self._lowest.get(stem, 1)
        while rows.knew(f"{stem}{number}"):
            number += 1
        self._lowest[stem] = number
        while f"{stem}{number}" in used or rows.knew(f"{stem}{number}"):
            number += 1
        return f"{stem}{number}"

    def copy(self) -> Circuit:
        """Return another circuit with the same content and order, which costs next to nothing."""
        twin = Circuit.__new__(Circuit)
        twin._rows = self._rows
        twin._document, twin._lowest = dict(self._document), dict(self._lowest)
        return twin

    def __reduce__(self) -> tuple[Any, ...]:
        parts = tuple(self.elements.values()), tuple(self.links.values()), dict(self._document)
        return Circuit, parts

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Circuit):
            return NotImplemented
        mine = (self.elements, self.links, self._document)
        return mine == (other.elements, other.links, other._document)

    def __repr__(self) -> str:
        return f"<Circuit of {len(self.elements)} elements and {len(self.links)} links>"

    # ---- the one mutator

    def apply(self, delta: Delta) -> None:
        """Make an edit, wholly or not at all.

        Raises
        ------
        StaleDelta
            If anything is not as the edit says it was before.
        IllegalDelta
            If the circuit would be left in a shape that no circuit may have.
        """
        for key, (before, _after) in delta.changes.items():
            found = self._at(key)
            if found is not before and found != before:
                raise StaleDelta(f"{key}: not as the edit {delta.label!r} expects")
        check_shapes(delta)
        check_ends(self._rows, delta)
        self._rows = self._rows_after(delta)
        for key, (_before, value) in delta.changes.items():
            if isinstance(key, tuple) and key[0] == DOCUMENT:
                self._document[key[1]] = value

    def _at(self, key: Key) -> object:
        if isinstance(key, str):
            return self._rows.element(key)
        if key[0] == DOCUMENT:
            if key[1] not in self._document:
                raise IllegalDelta(f"the document has no field {key[1]!r}")
            return self._document[key[1]]
        return self._rows.link(*key)

    def _rows_after(self, delta: Delta) -> GraphRows:
        elements: dict[str, Element | None] = {}
        links: dict[tuple[str, str], Link | None] = {}
        for key, (before, after) in delta.changes.items():
            if before is after:
                continue
            if isinstance(key, str):
                elements[key] = after
            elif key[0] != DOCUMENT:
                links[key] = after
        if not elements and not links:
            return self._rows
        history, is_mine = self._rows.history, sys.getrefcount(self._rows) == _HELD_HERE
        is_mine &= self._rows.graph is None
        after = self._rows.changed(elements, links, in_place=is_mine)
        try:
            check_graph(after, delta)
        except IllegalDelta:
            if is_mine:
                was = {key: before for key, (before, _after) in delta.changes.items()}
                old = {key: was[key] for key in elements}, {key: was[key] for key in links}
                self._rows = after.taken_back(history, *old)
            raise
        return after

    # ---- edits: each returns a Delta and changes nothing

    def added(self, *parts: Element | Link, label: str = "") -> Delta:
        """Return the edit that adds elements and links."""
        changes: dict[Key, tuple[Any, Any]] = {}
        for part in parts:
            _put_once(changes, part.id if isinstance(part, Element) else part.key, part)
        return Delta(label or _("Add"), changes)

    def removed(self, ids: Iterable[str], label: str = "") -> Delta:
        """Return the edit that removes elements with what cannot be without them.

        With anything go its links, and what the document's protocol says of it; see `cascade`
        for the rest.
        """
        gone = with_dependants(self._rows, ids)
        changes: dict[Key, tuple[Any, Any]] = {}
        for link in self._rows.links_of(gone):
            changes[link.key] = (link, None)
        for element in self._rows.elements_of(gone):
            changes[element.id] = (element, None)
        labels = {id: self.elements[id].label for id in gone}
        protocol = self.with_document(protocol_without(self._document, gone, labels))
        return Delta(label or _("Remove"), {**changes, **protocol.changes})

    def disconnected(self, source: str, target: str, label: str = "") -> Delta:
        """Return the edit that removes one link; what it leaves useless goes with it."""
        link = self._rows.ahead[source][target]["link"]
        cut = Delta(label or _("Disconnect"), {link.key: (link, None)})
        bare = self.copy()
        bare.apply(cut)
        rest = bare.removed(orphans_of(bare.rows, link))
        if link.role is Role.SITS_IN and not rest:
            rest = bare.moved({source: self.position(source)})
        return cut.merged(rest)

    def moved(
        self, places: Mapping[str, tuple[float, float]], label: str = "", merge_key: str = ""
    ) -> Delta:
        """Return the edit that puts elements at new (x, y), in canvas units."""
        changes: dict[Key, tuple[Any, Any]] = {}
        for id, (x, y) in places.items():
            old = self.elements[id]
            new = replace(old, x=float(x), y=float(y))
            if new != old:
                changes[id] = (old, new)
        return Delta(label or _("Move"), changes, merge_key)

    def with_param(
        self, id: str, name: str, value: object | None, label: str = "", merge_key: str = ""
    ) -> Delta:
        """Return the edit that sets a parameter; None puts it back to the catalog's default."""
        if name == MUTED:
            return self.muting({id: bool(value)}, label, merge_key)
        old = self.elements[id]
        params = old.params.without(name)
        if value is not None:
            params = old.params.with_item(name, freeze(value))
        new = replace(old, params=params)
        what = label or _("Set {parameter}").format(parameter=name)
        return Delta(what, {id: (old, new)} if new != old else {}, merge_key)

    def muting(self, wanted: Mapping[str, bool], label: str = "", merge_key: str = "") -> Delta:
        """Return the edit that mutes elements, or lets them act again."""
        changes: dict[Key, tuple[Any, Any]] = {}
        for id, muted in wanted.items():
            old = self.elements[id]
            if old.muted != muted:
                changes[id] = (old, replace(old, muted=muted))
        what = label or (_("Mute") if any(wanted.values()) else _("Unmute"))
        return Delta(what, changes, merge_key)

    def relabelled(self, id: str, text: str, label: str = "") -> Delta:
        """Return the edit that changes what an element is called on the canvas."""
        old = self.elements[id]
        new = replace(old, label=text)
        return Delta(label or _("Rename"), {id: (old, new)} if new != old else {})

    def with_document(
        self, fields: Mapping[str, object], label: str = "", merge_key: str = ""
    ) -> Delta:
        """Return the edit that sets fields of the document.

        Raises
        ------
        KeyError
            If the document has no such field.
        """
        changes: dict[Key, tuple[Any, Any]] = {}
        for name, value in fields.items():
            before, after = self._document[name], freeze(value)
            if before != after:
                changes[DOCUMENT, name] = (before, after)
        return Delta(label or _("Change the document"), changes, merge_key)


def _put_once(changes: dict[Key, tuple[Any, Any]], key: Key, part: Element | Link) -> None:
    if key in changes:
        raise IllegalDelta(f"{key} is there twice")
    changes[key] = (None, part)
