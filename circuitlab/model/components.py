"""Which elements belong together: those that links join, whichever way they lead."""

from __future__ import annotations

from collections.abc import Generator, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from circuitlab.model.element import Role

if TYPE_CHECKING:
    from circuitlab.model.circuit import Circuit


def components(circuit: Circuit) -> list[tuple[str, ...]]:
    """Return the connected components of a circuit, each in its order, the first elements first."""
    rows, ranks = circuit.rows, {id: rank for rank, id in enumerate(circuit.elements)}
    left, found = dict(ranks), []
    while left:
        front = [next(iter(left))]
        del left[front[0]]
        for id in front:
            for near in (*rows.ahead[id], *rows.back[id]):
                if left.pop(near, None) is not None:
                    front.append(near)
        found.append(tuple(sorted(front, key=ranks.__getitem__)))
    return found


def connected(circuit: Circuit, ids: Iterable[str]) -> list[str]:
    """Return everything that links join to some elements, these included, in order."""
    chosen = set(ids)
    found = [id for each in components(circuit) if not chosen.isdisjoint(each) for id in each]
    return [element.id for element in circuit.rows.elements_of(found)]


@dataclass(frozen=True, slots=True)
class Separate:
    """One of the circuits that no wire joins: its elements, and those that sit in no other."""

    ids: tuple[str, ...]
    standing: tuple[str, ...]


def separate_circuits(circuit: Circuit) -> list[tuple[str, ...]]:
    """Return the components in which something is wired: lone elements make no circuit."""
    search = seek_separate(circuit)
    while True:
        try:
            next(search)
        except StopIteration as end:
            found: list[Separate] = end.value
            return [each.ids for each in found]


def seek_separate(circuit: Circuit) -> Generator[None, None, list[Separate]]:
    """Look for the components in which something is wired, in steps that take a moment each."""
    rows, left, found = circuit.rows, dict.fromkeys(circuit.rows.nodes), list[Separate]()
    seen = 0
    while left:
        front, parts, is_wired = [next(iter(left))], set[str](), False
        ranked: list[tuple[int, str]] = []
        del left[front[0]]
        for id in front:
            ranked.append((rows.rank(id), id))
            for near, data in rows.ahead[id].items():
                if data["link"].role is Role.SITS_IN:
                    parts.add(id)
                else:
                    is_wired = True
                if near in left:
                    del left[near]
                    front.append(near)
            for near in rows.back[id]:
                if near in left:
                    del left[near]
                    front.append(near)
            seen += 1
            if not seen % _IN_ONE_STEP:
                yield
        if is_wired:
            ranked.sort()
            yield
            ids = tuple(id for _rank, id in ranked)
            found.append(Separate(ids, tuple(id for id in ids if id not in parts)))
            yield
    return found


_IN_ONE_STEP = 200
"""Elements that are looked at in one step."""
