"""Who is linked to whom, looked up from either end."""

from __future__ import annotations

from collections.abc import Iterable, Set

Part = str | tuple[str, str]
"""An element by its id, or a link by its (source, target)."""


class Neighbours:
    """The ids at the other ends of every element's links.

    It holds no more than that: what elements and links are is known to the circuit.
    """

    __slots__ = ("_sources", "_targets")

    def __init__(self) -> None:
        self._sources: dict[str, set[str]] = {}
        self._targets: dict[str, set[str]] = {}

    def sources(self, id: str) -> Set[str]:
        """Return the elements that have a link to `id`, in no order."""
        return self._sources[id]

    def targets(self, id: str) -> Set[str]:
        """Return the elements that `id` has a link to, in no order."""
        return self._targets[id]

    def add(self, parts: Iterable[Part]) -> None:
        """Add elements and links; the ends of a link are there already, or among `parts`."""
        links = []
        for part in parts:
            if isinstance(part, str):
                self._sources[part], self._targets[part] = set(), set()
            else:
                links.append(part)
        for source, target in links:
            self._targets[source].add(target)
            self._sources[target].add(source)

    def remove(self, parts: Iterable[Part]) -> None:
        """Remove links and elements; no link of an element outlives it."""
        elements = []
        for part in parts:
            if isinstance(part, str):
                elements.append(part)
            else:
                source, target = part
                self._targets[source].discard(target)
                self._sources[target].discard(source)
        for id in elements:
            del self._sources[id], self._targets[id]

    def copy(self) -> Neighbours:
        """Return another one with the same content."""
        twin = Neighbours()
        twin._sources = {id: set(ids) for id, ids in self._sources.items()}
        twin._targets = {id: set(ids) for id, ids in self._targets.items()}
        return twin
