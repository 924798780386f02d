"""Whose the terminals of a plan are."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Short = NDArray[np.int32]
Slots = NDArray[np.int64]


@dataclass(frozen=True, slots=True, eq=False)
class Owners:
    """Whose the pools of vesicles are, each of one or several terminals.

    Attributes
    ----------
    names : of each bundle of terminals, element of the synapse, and of its source
    name, cell : (pools,) which of the names, and the source cell's index
    """

    names: tuple[tuple[str, str], ...]
    name: Short
    cell: Short

    def is_like(self, other: Owners) -> bool:
        """Whether every pool is the same one's."""
        return (
            self.names == other.names
            and np.array_equal(self.name, other.name)
            and np.array_equal(self.cell, other.cell)
        )

    def by_synapse(self, name: Short | Slots | None = None) -> dict[str, Slots]:
        """Numbers of each synapse's pools; or of what else a list tells the bundle of."""
        name = self.name if name is None else name
        order = np.argsort(name, kind="stable")
        bounds = np.searchsorted(name[order], np.arange(1, len(self.names)))
        numbers: dict[str, list[Slots]] = {}
        for (synapse, _source), mine in zip(self.names, np.split(order, bounds), strict=False):
            numbers.setdefault(synapse, []).append(mine)
        joined = {synapse: np.sort(np.concatenate(mine)) for synapse, mine in numbers.items()}
        return {synapse: mine for synapse, mine in joined.items() if len(mine)}

    def partners(self, other: Owners) -> Slots:
        """(pools,) number of each in another plan, or −1 where it has none like it."""
        bundles = {label: number for number, label in enumerate(other._labels())}
        now = np.asarray([bundles.get(label, -1) for label in self._labels()], np.int64)
        wanted = _codes(now[self.name] if len(now) else self.name, self.cell)
        there = _codes(other.name, other.cell)
        order = np.argsort(there)
        place = np.searchsorted(there[order], wanted)
        found = np.append(order, -1)[np.minimum(place, len(order))]
        same = np.append(there, -1)[found] == wanted
        return np.where(same & (wanted >= 0), found, -1)

    def _labels(self) -> list[tuple[tuple[str, str], int]]:
        """Of each bundle, whose it is, and which of those that are alike."""
        seen: defaultdict[tuple[str, str], int] = defaultdict(int)
        labels = []
        for name in self.names:
            labels.append((name, seen[name]))
            seen[name] += 1
        return labels


def _codes(name: Short | Slots, cell: Short) -> Slots:
    """One number for a bundle and a cell; negative where there is no bundle."""
    return (name.astype(np.int64) << 32) + cell
