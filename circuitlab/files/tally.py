"""How much a circuit's file would hold, counted on with each edit: what is too much is refused."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from circuitlab.catalog.words import Problem
from circuitlab.files.entries import ENTRIES
from circuitlab.files.limits import too_many_entries, too_many_numbers, too_many_parts, too_wordy
from circuitlab.model.circuit import Circuit
from circuitlab.model.delta import Delta
from circuitlab.model.element import DOCUMENT, Element, Link
from circuitlab.model.frozen import Array

_NUMBERS = frozenset({float, int, bool})
_OF_A_NUMBER = 11
"""Bytes of the text for each number of an array that cannot be packed."""
_OF_AN_ENTRY = 24
_OF_A_BLOCK = 5
"""Commas that an array's block has at most, the one after it included."""


@dataclass(frozen=True, slots=True)
class Tally:
    """What stands in a file, at most.

    Attributes
    ----------
    parts
        Elements, links, arrays, and entries of the document's fields.
    objects, entries
        What is in { }, and what a comma parts from the next.
    numbers
        In arrays.
    letters
        Of texts, in bytes.
    """

    parts: int = 0
    objects: int = 0
    entries: int = 0
    numbers: int = 0
    letters: int = 0

    @property
    def problem(self) -> Problem | None:
        """Why a file with so much would not be read, if it would not."""
        size = self.letters + _OF_AN_ENTRY * self.entries + _OF_A_NUMBER * self.numbers
        found = (
            too_many_parts(self.parts)
            or too_many_entries(self.objects, self.entries)
            or too_many_numbers(self.numbers, "")
            or too_wordy(size)
        )
        return found and Problem("", found.what, found.remedy)


def tally_of(circuit: Circuit) -> Tally:
    """Return what a circuit's file would hold."""
    count = _Count()
    for element in circuit.elements.values():
        count.put(element)
    for link in circuit.links.values():
        count.put(link)
    for value in circuit.document.values():
        count.exchange((), value)
    return count.tally()


def after(before: Tally, delta: Delta) -> Tally:
    """Return what a file would hold after an edit."""
    count = _Count(before)
    for key, (old, new) in delta.changes.items():
        if isinstance(key, tuple) and key[0] == DOCUMENT:
            count.exchange(old, new)
        elif not _weigh_alike(old, new):
            count.put(old, -1)
            count.put(new)
    return count.tally()


def grown_too_much(before: Tally, now: Tally) -> Problem | None:
    """Return why an edit is not made; what held too much before it may still be edited."""
    return now.problem if before.problem is None else None


def _weigh_alike(old: Any, new: Any) -> bool:
    """Whether nothing of an element has changed that counts."""
    if not (isinstance(old, Element) and isinstance(new, Element)):
        return False
    if len(old.label) != len(new.label) or len(old.params) != len(new.params):
        return False
    return old.params is new.params or not (_heavy(old) or _heavy(new))


def _heavy(element: Element) -> list[Any]:
    """Return the values of an element that are no plain numbers."""
    return [value for value in element.params.values() if type(value) not in _NUMBERS]


class _Count:
    """Counts on from a tally."""

    def __init__(self, begun: Tally = Tally()) -> None:
        self._parts, self._objects, self._entries = begun.parts, begun.objects, begun.entries
        self._numbers, self._letters = begun.numbers, begun.letters

    def tally(self) -> Tally:
        """What has been counted."""
        return Tally(self._parts, self._objects, self._entries, self._numbers, self._letters)

    def put(self, part: Element | Link | None, times: int = 1) -> None:
        """Count an element or a link, or with -1 times one that is gone."""
        if isinstance(part, Link):
            self._add(times, 1, 3, len(part.source) + len(part.target))
        elif part is not None:
            self._add(times, 2, 7 + len(part.params), 64 + 4 * len(part.label))
            for value in _heavy(part):
                self._put_value(value, times)
        self._parts += times if part is not None else 0

    def exchange(self, before: object, after: object) -> None:
        """Count what of a document's field is new, and no more what is gone.

        Entries never change, so that one that is in both is the same.
        """
        old, new = list(_entries(before)), list(_entries(after))
        had, has = Counter(map(id, old)), Counter(map(id, new))
        for entry in {id(each): each for each in (*old, *new)}.values():
            times = has[id(entry)] - had[id(entry)]
            if times:
                self._put_entry(entry, times)

    def _put_entry(self, entry: object, times: int) -> None:
        self._parts += times
        self._add(times, 0, 1, 64)
        self._put_value(entry, times)

    def _put_value(self, value: Any, times: int) -> None:
        if isinstance(value, Array):
            self._parts += times
            self._numbers += times * value.values.size
            self._add(times, 2, _OF_A_BLOCK, 0)
        elif type(value) in ENTRIES:
            self._put_value(ENTRIES[type(value)](value), times)
        elif isinstance(value, Mapping):
            self._add(times, 1, len(value), sum(4 * len(str(name)) for name in value))
            self._put_all(value.values(), times)
        elif isinstance(value, tuple | list):
            self._add(times, 0, len(value), 0)
            self._put_all(value, times)
        elif isinstance(value, str):
            self._letters += times * 4 * len(value)

    def _put_all(self, values: Iterable[object], times: int) -> None:
        for value in values:
            if type(value) not in _NUMBERS:
                self._put_value(value, times)

    def _add(self, times: int, objects: int, entries: int, letters: int) -> None:
        self._objects += times * objects
        self._entries += times * entries
        self._letters += times * letters


def _entries(value: object) -> Iterator[object]:
    if isinstance(value, Mapping):
        yield from value.values()
    elif isinstance(value, tuple | list):
        yield from value
    elif isinstance(value, str):
        yield value
