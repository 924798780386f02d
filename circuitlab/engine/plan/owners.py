"""Whose the terminals of a plan are."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Short = NDArray[np.int32]
Slots = NDArray[np.int64]


@dataclass(frozen=True, slots=True, eq=False)
class Owners:
    """Whose the terminals are: (element of the synapse, element and index of the source cell).

    Attributes
    ----------
    names : element of the synapse, and of its source
    name, cell : (terminals,) which of the names, and the source cell's index
    """

    names: tuple[tuple[str, str], ...]
    name: Short
    cell: Short

    def __iter__(self) -> Iterator[tuple[str, str, int]]:
        for name, cell in zip(self.name.tolist(), self.cell.tolist(), strict=True):
            yield (*self.names[name], cell)

    def is_like(self, other: Owners) -> bool:
        """Whether every terminal is the same one's."""
        return (
            self.names == other.names
            and np.array_equal(self.name, other.name)
            and np.array_equal(self.cell, other.cell)
        )

    def by_synapse(self) -> dict[str, Slots]:
        """Numbers of each synapse's terminals."""
        if len(self.names) == 1:
            every = np.arange(len(self.name))
            return {self.names[0][0]: every} if len(every) else {}
        order = np.argsort(self.name, kind="stable")
        bounds = np.searchsorted(self.name[order], np.arange(1, len(self.names)))
        numbers: dict[str, list[Slots]] = {}
        for (synapse, _source), mine in zip(self.names, np.split(order, bounds), strict=False):
            numbers.setdefault(synapse, []).append(mine)
        joined = {synapse: np.sort(np.concatenate(mine)) for synapse, mine in numbers.items()}
        return {synapse: mine for synapse, mine in joined.items() if len(mine)}
