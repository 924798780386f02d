"""Which cells must be in one process, and which units go with a cell.

What is coupled in every step (gap junctions) stays together. A unit that acts on one cell alone is
where that cell is; any other is computed wherever something needs it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import numpy as np

from circuitlab.exchange.neuron.kinds import has_membrane
from circuitlab.exchange.neuron.numbering import Numbering
from circuitlab.exchange.neuron.program.data import Wholes
from circuitlab.exchange.neuron.tables import FEEDS, Tables

COMMON = -1
"""Home of what goes with no cell."""
_EVERY_STEP = ("fast", "always", "sensed")
_UNKNOWN = np.iinfo(np.int64).max
_CHAIN = 8
"""Longest chain of units that act on each other."""


def home_tables(tables: Tables, numbering: Numbering) -> Tables:
    """Of each bank, the home of each of its cells or units: the number of a cell that fires."""
    lanes = _Lanes(numbering)
    pairs = {name: lanes.pairs(tables, name) for name in FEEDS}
    homes = _of_cells(tables, lanes)
    coupled = [pairs[name] for name in _EVERY_STEP]
    if any(np.any(homes[source[source >= 0]] >= 0) for source, _target in coupled):
        homes = _joined(homes, coupled)
    homes = _with_units(homes, pairs.values())
    return {
        f"home.{placed.order}": homes[lanes.first[k] : lanes.first[k + 1]].astype(np.int32)
        for k, placed in enumerate(numbering.placed)
    }


class _Lanes:
    """Cells and units of all banks in one numbering."""

    def __init__(self, numbering: Numbering) -> None:
        self.placed = numbering.placed
        sizes = [placed.bank.size for placed in self.placed]
        self.first = np.cumsum([0, *sizes])
        self._bases = np.asarray([placed.first for placed in self.placed], np.int64)

    def of(self, addresses: Wholes) -> Wholes:
        """Whose each address is; −1 for a row that several share."""
        bank = np.searchsorted(self._bases, addresses, side="right") - 1
        found = np.full(len(addresses), -1, np.int64)
        for k, placed in enumerate(self.placed):
            mine = np.flatnonzero(bank == k)
            within = addresses[mine] - placed.first - placed.shared
            lane = self.first[k] + within % placed.bank.size
            alone = placed.bank.size == 1
            found[mine] = np.where((within >= 0) | alone, lane, -1)
        return found

    def pairs(self, tables: Tables, feeds: str) -> tuple[Wholes, Wholes]:
        """(source, target) of all that is fed."""
        count = np.diff(tables[f"{feeds}.first"])
        target = np.repeat(self.of(tables[f"{feeds}.target"]), count)
        return self.of(tables[f"{feeds}.source"]), target


def _of_cells(tables: Tables, lanes: _Lanes) -> Wholes:
    """Each cell with a membrane is at home with itself; nothing else is known yet."""
    homes = np.full(int(lanes.first[-1]), COMMON, np.int64)
    for k, placed in enumerate(lanes.placed):
        if placed.bank.spiking and has_membrane(placed.bank.layout):
            homes[lanes.first[k] : lanes.first[k + 1]] = tables[f"source.{placed.order}"]
    return homes


def _joined(homes: Wholes, coupled: Iterable[tuple[Wholes, Wholes]]) -> Wholes:
    """Homes where all that is coupled with each other has the lowest number among it."""
    leader = np.arange(len(homes))

    def led(lane: int) -> int:
        while leader[lane] != lane:
            leader[lane] = leader[leader[lane]]
            lane = int(leader[lane])
        return lane

    for one, other in _edges(homes, coupled):
        a, b = led(one), led(other)
        leader[max(a, b)] = min(a, b)
    ends = np.asarray([led(lane) for lane in range(len(homes))])
    return np.where(homes >= 0, homes[ends], homes)


def _edges(homes: Wholes, coupled: Iterable[tuple[Wholes, Wholes]]) -> Iterator[tuple[int, int]]:
    """What a cell feeds in every step, and what that feeds."""
    feeds = [(s, t) for source, target in coupled for s, t in zip(source, target, strict=True)]
    sensing = {int(t) for s, t in feeds if s >= 0 and t >= 0 and homes[s] >= 0}
    for source, target in feeds:
        if source >= 0 and target >= 0 and (homes[source] >= 0 or int(source) in sensing):
            yield int(source), int(target)


def _with_units(homes: Wholes, pairs: Iterable[tuple[Wholes, Wholes]]) -> Wholes:
    """Units get the home of all that they feed, where that is one."""
    joined = list(pairs)
    source = np.concatenate([source for source, _target in joined])
    target = np.concatenate([target for _source, target in joined])
    known = homes >= 0
    low, high = np.where(known, homes, _UNKNOWN), np.where(known, homes, COMMON)
    is_unit = (source >= 0) & ~known[source]
    source, target = source[is_unit], target[is_unit]
    for _round in range(_CHAIN):
        shared = target < 0
        np.minimum.at(low, source, np.where(shared, COMMON, low[target]))
        np.maximum.at(high, source, np.where(shared, COMMON, high[target]))
    return np.where(low == high, low, COMMON)
