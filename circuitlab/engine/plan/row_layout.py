"""Where the quantities of a population lie in the state array.

A population's stretch has three regions. *Shared* rows hold one value for all its cells, once, in
every lane of a single block: most parameters, and inputs that come from one source. *Own* rows
hold one value a cell: states, and what differs between cells. *Scratch* rows hold what lives only
within a step; fused loops keep it in registers and never touch them.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from circuitlab.engine.mechanisms import MECHANISMS
from circuitlab.engine.mechanisms.mechanism import CARRIED, ROWS, SCRATCH
from circuitlab.engine.numerics.jit import LANES

COMMON = (*ROWS, *SCRATCH)
"""Rows that belong to the cell itself and not to one of its mechanisms."""
Signature = tuple[str, ...]
"""Names of a population's mechanisms, in the order of the step; one may stand there twice."""
Place = str | tuple[int, str]
"""A common row by its name, or a mechanism's row by the mechanism's position and the row's name."""

_KEPT = frozenset({"v", "ca", *CARRIED.values()})
"""Common rows that last from one step to the next."""


class Stretch(NamedTuple):
    """Where a row lies: slot of its first lane from the population's base, slots between blocks."""

    offset: int
    stride: int


@dataclass(frozen=True)
class Layout:
    """The rows of a population.

    Attributes
    ----------
    varying : parameters and inputs that differ from cell to cell
    """

    mechanisms: Signature
    varying: frozenset[Place]

    @classmethod
    def all_own(cls, mechanisms: Signature) -> Layout:
        """The layout in which each cell has every row for itself."""
        return cls(mechanisms, frozenset({"current", *_given(mechanisms)}))

    @cached_property
    def common(self) -> tuple[str, ...]:
        """Common rows that these mechanisms use."""
        used = {"v", "spike"}
        for name in self.mechanisms:
            used |= {*MECHANISMS[name].arguments, *MECHANISMS[name].outputs}
        used |= {row for name, row in CARRIED.items() if name in used}
        return tuple(name for name in COMMON if name in used)

    @cached_property
    def shared(self) -> tuple[Place, ...]:
        """Rows with one value for all cells."""
        driven = [name for name in self.common if name == "current" and not self._varies(name)]
        given = _given(self.mechanisms)
        return (*driven, *(place for place in given if not self._varies(place)))

    @cached_property
    def own(self) -> tuple[Place, ...]:
        """Rows with one value a cell that last from step to step."""
        given = [place for place in _given(self.mechanisms) if self._varies(place)]
        states = [
            (position, state)
            for position, name in enumerate(self.mechanisms)
            for state in MECHANISMS[name].states
        ]
        kept = [name for name in self.common if name in self._kept]
        return (*kept, *states, *given)

    @cached_property
    def scratch(self) -> tuple[str, ...]:
        """Common rows that live within a step."""
        others = {*self.shared, *self.own}
        return tuple(name for name in self.common if name not in others)

    @property
    def own_offset(self) -> int:
        """Slots from the population's base to its own rows."""
        return len(self.shared) * LANES

    @property
    def own_stride(self) -> int:
        """Slots from the own rows of one block to those of the next."""
        return len(self.own) * LANES

    def slots(self, blocks: int) -> int:
        """Length of the whole stretch."""
        return self.own_offset + blocks * (len(self.own) + len(self.scratch)) * LANES

    def has(self, place: Place) -> bool:
        """Whether there is such a row."""
        return place in self._places

    def is_shared(self, place: Place) -> bool:
        """Whether a row holds one value for all cells."""
        return self._places[place][0] == "shared"

    def find(self, place: Place, blocks: int) -> Stretch:
        """Where a row lies in a population of so many blocks."""
        region, number = self._places[place]
        if region == "shared":
            return Stretch(number * LANES, 0)
        if region == "own":
            return Stretch(self.own_offset + number * LANES, self.own_stride)
        start = self.own_offset + blocks * self.own_stride
        return Stretch(start + number * LANES, len(self.scratch) * LANES)

    @cached_property
    def places(self) -> dict[Place, int]:
        """Number of each row, in the order in which :attr:`Bank.lanes` has them."""
        return {place: number for number, place in enumerate(self._places)}

    @cached_property
    def _places(self) -> dict[Place, tuple[str, int]]:
        regions = {"shared": self.shared, "own": self.own, "scratch": self.scratch}
        return {
            place: (region, number)
            for region, places in regions.items()
            for number, place in enumerate(places)
        }

    @cached_property
    def _kept(self) -> frozenset[str]:
        reads_spike = any("spike" in MECHANISMS[name].arguments for name in self.mechanisms)
        driven = {"current"} & self.varying
        return _KEPT | driven | ({"spike"} if reads_spike else set())

    def _varies(self, place: Place) -> bool:
        return place in self.varying or (isinstance(place, tuple) and place[1] == "key")


def _given(mechanisms: Signature) -> Iterable[Place]:
    """Parameters and inputs of all mechanisms."""
    for position, name in enumerate(mechanisms):
        for row in (*MECHANISMS[name].inputs, *MECHANISMS[name].parameters):
            yield position, row
