"""What of a picture is drawn otherwise than before."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TypeVar

from circuitlab.model.graph_rows import Pair

Thing = TypeVar("Thing", str, Pair)


@dataclass(slots=True)
class Renewed:
    """What is drawn otherwise than before: places by id, axons by id, cables by their ends."""

    places: set[str] = field(default_factory=set)
    axons: set[str] = field(default_factory=set)
    cables: set[Pair] = field(default_factory=set)

    def __bool__(self) -> bool:
        return bool(self.places or self.axons or self.cables)

    def take(self, most: int) -> Renewed:
        """Take a few things out of it."""
        places = _taken(self.places, most)
        axons = _taken(self.axons, most - len(places))
        return Renewed(places, axons, _taken(self.cables, most - len(places) - len(axons)))


def _taken(some: set[Thing], most: int) -> set[Thing]:
    return {some.pop() for _each in range(min(most, len(some)))}
