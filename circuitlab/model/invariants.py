"""The shape that every circuit has, whatever is in the catalog."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from types import MappingProxyType
from typing import TYPE_CHECKING

from circuitlab.model.claims import Claim, Experiment
from circuitlab.model.delta import Delta, IllegalDelta
from circuitlab.model.element import DOCUMENT, Element, Link, Role
from circuitlab.model.step import Step

if TYPE_CHECKING:
    from circuitlab.model.graph_rows import GraphRows

ACYCLIC = frozenset({Role.SITS_IN, Role.MODULATES})
"""Roles that may not lead back to where they start; loops through synapses are always legal."""

_NAMED = frozenset({"experiments"})
_HELD: Mapping[str, type] = MappingProxyType(
    {"timeline": Step, "experiments": Experiment, "claims": Claim}
)
"""Fields of the document that hold several values, and of what class each of them is; those of
some are looked up by name."""


def check_shapes(delta: Delta) -> None:
    """Refuse a value kept under a key that is not its own, and a link to itself."""
    for key, (_before, after) in delta.changes.items():
        if isinstance(key, str):
            fits = after is None or (isinstance(after, Element) and after.id == key)
        else:
            is_link = isinstance(after, Link) and after.key == key
            fits = after is None or is_link or (key[0] == DOCUMENT and _is_held(key[1], after))
        if not fits:
            raise IllegalDelta(f"{key} cannot hold {after!r}")
        if isinstance(after, Link) and after.source == after.target:
            raise IllegalDelta(f"{after.source!r} cannot be linked to itself")


def _is_held(field: str, value: object) -> bool:
    """Whether a field of the document may hold a value."""
    held = _HELD.get(field)
    if held is None:
        return True
    if field in _NAMED:
        return isinstance(value, Mapping) and _are(held, value.values())
    return isinstance(value, tuple) and _are(held, value)


def _are(held: type, values: Iterable[object]) -> bool:
    return all(isinstance(each, held) for each in values)


def check_ends(rows: GraphRows, delta: Delta) -> None:
    """Refuse links to nowhere, and elements that go while a link to them stays."""
    changes = delta.changes
    for key, (before, after) in changes.items():
        if isinstance(after, Link):
            for end in after.key:
                if (changes[end][1] if end in changes else rows.element(end)) is None:
                    raise IllegalDelta(f"the link {after.key} has no end {end!r}")
        elif isinstance(key, str) and before is not None and after is None:
            pairs = [(source, key) for source in rows.sources(key)]
            pairs += [(key, target) for target in rows.targets(key)]
            for pair in pairs:
                if changes.get(pair, (None, pair))[1] is not None:
                    raise IllegalDelta(f"{key!r} goes while the link {pair} stays")


def check_graph(rows: GraphRows, delta: Delta) -> None:
    """Refuse a second host, and cycles of the roles that may have none, once it is applied."""
    added = [link for _before, link in delta.changes.values() if isinstance(link, Link)]
    for link in added:
        if link.role is Role.SITS_IN and len(rows.targets(link.source, Role.SITS_IN)) > 1:
            raise IllegalDelta(f"{link.source!r} would sit in two places")
    for role in sorted(ACYCLIC):
        starts = [link.source for link in added if link.role is role]
        for source, target in closing(starts, partial(rows.targets, role=role)):
            raise IllegalDelta(f"{source!r} {role} {target!r}, which leads back to it")


def closing(
    starts: Iterable[str], onwards: Callable[[str], Iterable[str]]
) -> Iterator[tuple[str, str]]:
    """Yield a link for every way that leads back to itself, walking in depth from `starts`."""
    done: set[str] = set()
    for start in starts:
        path = [] if start in done else [(start, iter(onwards(start)))]
        on_path = {start}
        while path:
            here, rest = path[-1]
            ahead = next(rest, None)
            if ahead is None:
                path.pop()
                on_path.discard(here)
                done.add(here)
            elif ahead in on_path:
                yield here, ahead
            elif ahead not in done:
                path.append((ahead, iter(onwards(ahead))))
                on_path.add(ahead)


def leads_to(rows: GraphRows, start: str, goal: str, role: Role) -> bool:
    """Return whether links of one role lead from `start` to `goal`."""
    seen, front = {start}, [start]
    while front:
        new = [target for target in rows.targets(front.pop(), role) if target not in seen]
        seen.update(new)
        front.extend(new)
    return goal in seen
