"""Spikes as arrays: there are thousands a frame, and one is a value only where it is looked at."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, overload

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

Spike = tuple[str, int, float]
"""Element, number of the cell in it, time in ms."""


@dataclass(frozen=True, eq=False, slots=True)
class Spikes(Sequence[Spike]):
    """Spikes in the order of their time.

    Parameters
    ----------
    names : elements that can fire; one may stand there twice
    element : (spikes,) number of each spike's element among the names
    cell : (spikes,) number of the cell in it
    ms : (spikes,) model time
    """

    names: tuple[str, ...]
    element: NDArray[np.int64]
    cell: NDArray[np.int64]
    ms: NDArray[np.float64]

    @classmethod
    def of(cls, spikes: Iterable[Spike]) -> Spikes:
        """Spikes given one by one."""
        names, cell, ms = tuple(zip(*spikes, strict=True)) or ((), (), ())
        number = np.arange(len(names), dtype=np.int64)
        return cls(names, number, np.asarray(cell, np.int64), np.asarray(ms, np.float64))

    def __len__(self) -> int:
        return len(self.ms)

    @overload
    def __getitem__(self, k: int) -> Spike: ...
    @overload
    def __getitem__(self, k: slice) -> list[Spike]: ...
    def __getitem__(self, k: int | slice) -> Spike | list[Spike]:
        if isinstance(k, slice):
            return list(self)[k]
        return self.names[self.element[k]], int(self.cell[k]), float(self.ms[k])

    def __iter__(self) -> Iterator[Spike]:
        names = map(self.names.__getitem__, self.element.tolist())
        return zip(names, self.cell.tolist(), self.ms.tolist(), strict=True)

    @property
    def fired(self) -> set[str]:
        """Elements that these spikes are of."""
        return {self.names[element] for element in np.unique(self.element).tolist()}

    def of_element(self, id: str) -> tuple[NDArray[np.float64], NDArray[np.int64]]:
        """Times (ms) of one element's spikes, and the cells that fired."""
        mine = np.array([name == id for name in self.names], bool)[self.element]
        return self.ms[mine], self.cell[mine]


NONE = Spikes.of(())


def joined(parts: Sequence[Spikes]) -> Spikes:
    """Return the spikes of several stretches of time as one."""
    parts = [part for part in parts if len(part)] or [NONE]
    names = parts[0].names
    if all(part.names is names or part.names == names for part in parts):
        element = np.concatenate([part.element for part in parts])
    else:
        before = np.cumsum([0, *(len(part.names) for part in parts)]).tolist()
        names = tuple(name for part in parts for name in part.names)
        shifted = [part.element + first for part, first in zip(parts, before, strict=False)]
        element = np.concatenate(shifted)
    cell = np.concatenate([part.cell for part in parts])
    return Spikes(names, element, cell, np.concatenate([part.ms for part in parts]))
