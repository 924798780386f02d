"""What of a circuit is otherwise than in the one it began as, each with its way back."""

from __future__ import annotations

from collections.abc import Collection, Generator, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from circuitlab.catalog.in_sentence import in_sentence
from circuitlab.catalog.powers import rounded
from circuitlab.catalog.words import format_value
from circuitlab.model.cascade import with_dependants
from circuitlab.model.delta import Delta, IllegalDelta, Key, StaleDelta
from circuitlab.model.element import DOCUMENT, Element, Link
from circuitlab.model.names import name_of
from circuitlab.model.overlay import difference
from circuitlab.resources import _, ngettext

if TYPE_CHECKING:
    from circuitlab.catalog.spec import Catalog, Parameter
    from circuitlab.model.circuit import Circuit

NOT_CHANGES = frozenset({"view", "origin"})
"""Fields of the document that say how it is looked at, and where it is from."""


@dataclass(frozen=True, slots=True)
class Change:
    """One difference.

    Attributes
    ----------
    what
        What is otherwise, in words.
    was, now
        What it was and is; empty where the words say all.
    element
        The element that it is about, if that is there.
    back
        The edit that takes it back.
    """

    what: str
    was: str
    now: str
    element: str
    back: Delta

    @property
    def sentence(self) -> str:
        """All of it in one line."""
        return f"{self.what}: {self.was} → {self.now}" if self.was or self.now else self.what


def changes(
    began: Circuit, circuit: Circuit, catalog: Catalog, keys: Collection[Key] | None = None
) -> list[Change]:
    """Return every difference: parts, wires, names, values, places in sum, and the document.

    Parameters
    ----------
    keys : collection of Key, optional
        Where the circuits may differ at all; by default that is looked for everywhere.
    """
    where = difference(began, circuit).changes if keys is None else keys
    sought = seek_changes(began, circuit, catalog, where)
    return [change for change in sought if change is not None]


def seek_changes(
    began: Circuit, circuit: Circuit, catalog: Catalog, keys: Collection[Key]
) -> Iterator[Change | None]:
    """Yield every difference at some keys, in the order of `changes`, and None in between.

    Each step takes a moment, so that one can look for very many beside other things.
    """
    compared = _Compared(began, circuit, catalog, keys)
    yield None
    yield from compared.removed()
    yield from compared.added()
    yield from compared.wires()
    yield from compared.names_and_values()
    yield from compared.places()
    yield from compared.document()


def taking_all_back(began: Circuit, circuit: Circuit) -> Delta:
    """Return the edit after which nothing is otherwise any more."""
    back = difference(circuit, began).changes
    kept = {key: pair for key, pair in back.items() if not _is_no_change(key)}
    return Delta(_("Revert all changes"), kept)


def _is_no_change(key: Key) -> bool:
    return isinstance(key, tuple) and key[0] == DOCUMENT and key[1] in NOT_CHANGES


class _Compared:
    """Two versions of a circuit side by side."""

    def __init__(
        self, began: Circuit, circuit: Circuit, catalog: Catalog, keys: Collection[Key]
    ) -> None:
        self._began, self._circuit, self._catalog = began, circuit, catalog
        old, new = began.rows.element, circuit.rows.element
        ids = {key for key in keys if isinstance(key, str)}
        pairs = {key for key in keys if not isinstance(key, str) and key[0] != DOCUMENT}
        was = [element.id for element in began.rows.elements_of(filter(old, ids))]
        now = [element.id for element in circuit.rows.elements_of(filter(new, ids))]
        self._gone = [id for id in was if new(id) is None]
        self._come = [id for id in now if old(id) is None]
        self._both = [id for id in was if new(id) not in (None, old(id))]
        here = {pair for pair in pairs if circuit.rows.link(*pair) is not None}
        gone = {pair for pair in pairs - here if began.rows.link(*pair) is not None}
        ordered = sorted(here, key=circuit.rows.rank), sorted(gone, key=began.rows.rank)
        self._pairs = [pair for pairs in ordered for pair in pairs]

    def _name(self, id: str) -> str:
        here = self._circuit if id in self._circuit.elements else self._began
        return name_of(here, self._catalog, id)

    # ---- parts

    def removed(self) -> Iterator[Change | None]:
        """What is gone, each with what went with it."""
        for id, group in (yield from _roots(self._began, self._gone)):
            what = _("{element} removed").format(element=self._name(id))
            back = self._restoring(id, group) or self._restoring(id, set(self._gone))
            if back is not None:
                yield Change(what, "", "", "", back)

    def _restoring(self, root: str, group: set[str]) -> Delta | None:
        """The edit that brings a part back with what belongs to it and finds its ends."""
        whole = self._complete(root, group & set(self._gone))
        parts: list[Element | Link] = [*self._began.rows.elements_of(whole)]
        parts += [
            link
            for link in self._began.rows.links_of(whole)
            if self._are_there(link.key, whole) and self._circuit.rows.link(*link.key) is None
        ]
        label = _("Bring back {element}").format(element=self._name(root))
        return self._possible(self._circuit.added(*parts, label=label))

    def _complete(self, root: str, group: set[str]) -> set[str]:
        """A group without what would be left without one of its ends."""
        rows = self._began.rows
        while True:
            loose = {
                id
                for id in group - {root}
                if not self._are_there((*rows.sources(id, None), *rows.targets(id, None)), group)
            }
            if not loose:
                return group
            group = group - loose

    def _are_there(self, ids: Iterable[str], more: set[str]) -> bool:
        """Whether all of some elements are in the circuit now, or in a set."""
        present = self._circuit.rows.nodes
        return all(id in more or id in present for id in ids)

    def _possible(self, back: Delta) -> Delta | None:
        """An edit if it can be made: it is, and taken back, in a copy that nobody else holds."""
        try:
            self._trial.apply(back)
        except (IllegalDelta, StaleDelta):
            return None
        self._trial.apply(back.inverse())
        return back

    @cached_property
    def _trial(self) -> Circuit:
        return self._circuit.copy()

    def added(self) -> Iterator[Change | None]:
        """What has come, each with what came with it."""
        for id, _group in (yield from _roots(self._circuit, self._come)):
            name = self._name(id)
            back = self._circuit.removed([id], _("Take away {element}").format(element=name))
            yield Change(_("{element} added").format(element=name), "", "", id, back)

    # ---- wires

    def wires(self) -> Iterator[Change]:
        """Links that came or went between parts that are in both."""
        began, now = self._began.rows, self._circuit.rows
        for key in self._pairs:
            are_in_both = all(end in each.nodes for each in (began, now) for end in key)
            if are_in_both and began.link(*key) != now.link(*key):
                yield self._wire(key, began.link(*key), now.link(*key))

    def _wire(self, key: tuple[str, str], was: Link | None, now: Link | None) -> Change:
        ends = {"source": self._name(key[0]), "target": self._name(key[1])}
        words = _("{source} to {target} of another role")
        if was is None:
            words = _("{source} connected to {target}")
        elif now is None:
            words = _("{source} parted from {target}")
        what = words.format(**ends)
        label = _("Revert: {what}").format(what=what)
        if was is None:
            return Change(what, "", "", key[0], self._circuit.disconnected(*key, label=label))
        return Change(what, "", "", key[0], Delta(label, {key: (now, was)}))

    # ---- names, values, places

    def names_and_values(self) -> Iterator[Change]:
        """What parts that are in both are called, and every value of theirs."""
        for id in self._both:
            old, new = self._began.elements[id], self._circuit.elements[id]
            if old.label != new.label:
                was = name_of(self._began, self._catalog, id)
                back = _back(was, {id: (new, replace(new, label=old.label))})
                yield Change(_("Name"), was, self._name(id), id, back)
            if old.muted != new.muted:
                yield self._muted(id, old, new)
            for name in {**old.params, **new.params}:
                if old.params.get(name) != new.params.get(name):
                    yield self._value(id, name, old, new)

    def _muted(self, id: str, old: Element, new: Element) -> Change:
        words = _("{element} muted") if new.muted else _("{element} unmuted")
        what = words.format(element=self._name(id))
        back = _back(what, {id: (new, replace(new, muted=old.muted))})
        return Change(what, "", "", id, back)

    def _value(self, id: str, name: str, old: Element, new: Element) -> Change:
        kind = self._catalog.kinds.get(new.kind)
        parameter = kind.parameters.get(name) if kind is not None else None
        title = parameter.title if parameter is not None else ""
        what = f"{self._name(id)}: {in_sentence(title or name.replace('_', ' '))}"
        params = new.params.without(name)
        if name in old.params:
            params = new.params.with_item(name, old.params[name])
        back = _back(what, {id: (new, replace(new, params=params))})
        was, now = (_written(parameter, each.params.get(name)) for each in (old, new))
        return Change(what, was, now, id, back)

    def places(self) -> Iterator[Change]:
        """All that was moved, in one."""
        back: dict[Key, tuple[Any, Any]] = {}
        for id in self._both:
            old, new = self._began.elements[id], self._circuit.elements[id]
            if (old.x, old.y) != (new.x, new.y):
                back[id] = (new, replace(new, x=old.x, y=old.y))
        if back:
            ids = [str(id) for id in back]
            moved = ngettext("{element} moved", "{count} parts moved", len(ids))
            what = moved.format(element=self._name(ids[0]), count=len(ids))
            element = ids[0] if len(ids) == 1 else ""
            yield Change(what, "", "", element, Delta(_("Put back what was moved"), back))

    def document(self) -> Iterator[Change]:
        """What is said of the circuit as a whole."""
        for name, was in self._began.document.items():
            now = self._circuit.document[name]
            if was != now and name not in NOT_CHANGES:
                what = field_titles().get(name, name.replace("_", " ").capitalize())
                back = _back(what, {(DOCUMENT, name): (now, was)})
                pair = (_brief(was), _brief(now))
                yield Change(what, *(pair if pair[0] != pair[1] else ("", "")), "", back)


def _back(what: str, pairs: Mapping[Any, tuple[Any, Any]]) -> Delta:
    """Return the edit that takes something back."""
    return Delta(_("Revert: {what}").format(what=what), pairs)


def _roots(
    circuit: Circuit, ids: Iterable[str]
) -> Generator[None, None, list[tuple[str, set[str]]]]:
    """Find those of some elements that belong to no other, each with what belongs to it."""
    groups: dict[str, set[str]] = {}
    for id in ids:
        groups[id] = set(with_dependants(circuit.rows, [id]))
        yield
    claimed: dict[str, str] = {}
    for id, group in groups.items():
        for other in group:
            if other != id and other in groups and id not in groups[other]:
                claimed[other] = id
    taken: set[str] = set()
    roots = []
    for id, group in groups.items():
        if id not in claimed and id not in taken:
            roots.append((id, group))
            taken |= {other for other in group if id in groups.get(other, ())}
    return roots


def _written(parameter: Parameter | None, value: object) -> str:
    """Return a value as it is read; one that is not set is the catalog's."""
    if parameter is None:
        return _brief(value)
    shown = parameter.default if value is None else value
    if isinstance(shown, bool | int | float | str):
        return format_value(parameter, shown)
    return _brief(shown)


def _brief(value: object) -> str:
    """Return a value in a word or two: of lists and mappings how many entries there are."""
    if isinstance(value, str):
        text = value.strip().replace("\n", " ")
        return f"“{text[:40]}…”" if len(text) > 40 else f"“{text}”" if text else _("none")
    if isinstance(value, bool | int | float):
        return rounded(value, 6)
    if value is None:
        return _("none")
    count = len(value) if hasattr(value, "__len__") else 0
    entries = ngettext("{count} entry", "{count} entries", count)
    return _("none") if not count else entries.format(count=count)


def field_titles() -> Mapping[str, str]:
    """Return what people read for the fields of the document."""
    return MappingProxyType(
        {
            "title": _("Title"),
            "caption": _("Caption"),
            "article": _("Place in the article"),
            "seed": _("Seed of chance"),
            "dt_ms": _("Step"),
            "body_clock": _("Slow processes, times faster"),
            "speed": _("Speed"),
            "timeline": _("Timeline"),
            "scenario": _("Steps of the walk"),
            "experiments": _("Experiments"),
            "claims": _("Claims"),
            "pins": _("Pins on the canvas"),
            "shown": _("Values on the picture"),
            "recordings": _("Recordings"),
            "backdrop": _("Backdrop"),
            "gallery": _("Place among the presets"),
            "other": _("What this version does not know"),
        }
    )
