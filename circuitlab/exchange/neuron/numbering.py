"""Places of a plan's numbers without the engine's padding: row after row, cell after cell."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from circuitlab.engine.numerics.jit import LANES
from circuitlab.engine.plan.addresses import ONE
from circuitlab.engine.plan.plan import Bank, Plan, Slots, banks_of
from circuitlab.engine.plan.row_layout import Place
from circuitlab.engine.recipes.populations import Clock

NOWHERE, UNIT = 0, 1
"""Address that takes what goes nowhere, and address that holds 1."""
_FIRST = 2


@dataclass(frozen=True, eq=False)
class Placed:
    """A bank with the address of its first row: shared rows first, then its own.

    Attributes
    ----------
    order : number of the bank among all, in the order of addresses
    """

    bank: Bank
    first: int
    order: int

    @property
    def shared(self) -> int:
        """How many rows all its cells share."""
        return len(self.bank.layout.shared)

    @property
    def own(self) -> int:
        """How many rows each cell has for itself."""
        return len(self.bank.layout.own)

    @property
    def length(self) -> int:
        """Addresses that it takes."""
        return self.shared + self.own * self.bank.size

    def row(self, place: Place) -> int:
        """Number of an own row; of a shared one −1 − its number."""
        layout = self.bank.layout
        if layout.is_shared(place):
            return -1 - layout.shared.index(place)
        return layout.own.index(place)

    def addresses(self, slots: Slots) -> Slots:
        """Address of each slot of the bank; −1 for lanes without a cell, and for scratch."""
        layout, size = self.bank.layout, self.bank.size
        within = slots - self.bank.own
        stride = max(layout.own_stride, 1)
        block, rest = np.divmod(within, stride)
        row, lane = np.divmod(rest, LANES)
        cell = block * LANES + lane
        found = self.first + self.shared + row * size + cell
        found[(cell >= size) | (block >= self.bank.blocks) | (row >= self.own)] = -1
        shared = slots < self.bank.own
        found[shared] = self.first + (slots[shared] - self.bank.base) // LANES
        return np.asarray(found, np.int64)

    def slots(self) -> Slots:
        """(length,) slot of each address."""
        layout, size = self.bank.layout, self.bank.size
        rows = [self.bank.lanes[layout.places[place]] for place in (*layout.shared, *layout.own)]
        widths = [1] * self.shared + [size] * self.own
        parts = [row[:width] for row, width in zip(rows, widths, strict=True)]
        return np.concatenate([np.zeros(0, np.int64), *parts])


class Numbering:
    """Addresses of all numbers of a plan.

    Banks come in the order in which they are stepped: cells, what changes from step to step, what
    is slow.
    """

    def __init__(self, plan: Plan) -> None:
        stepped = banks_of(plan.on(Clock.STEP))
        slow = banks_of((*plan.on(Clock.BODY), *plan.on(Clock.SLOW)))
        self.placed: list[Placed] = []
        first = _FIRST
        for order, bank in enumerate((*plan.banks, *stepped, *slow)):
            self.placed.append(Placed(bank, first, order))
            first += self.placed[-1].length
        self.count = first

    @cached_property
    def _by_slot(self) -> list[Placed]:
        return sorted(self.placed, key=lambda placed: placed.bank.base)

    @cached_property
    def by_bank(self) -> dict[int, Placed]:
        """Where each bank lies, by its first slot."""
        return {placed.bank.base: placed for placed in self.placed}

    def of(self, slots: Slots) -> Slots:
        """Address of each slot; −1 where a slot belongs to no cell."""
        slots = np.asarray(slots, np.int64)
        found = np.where(slots == ONE, UNIT, NOWHERE).astype(np.int64)
        bases = np.asarray([placed.bank.base for placed in self._by_slot], np.int64)
        owner = np.searchsorted(bases, slots, side="right") - 1
        for number, placed in enumerate(self._by_slot):
            mine = owner == number
            if mine.any():
                found[mine] = placed.addresses(slots[mine])
        return found

    def slots(self) -> Slots:
        """(count,) slot of each address."""
        return np.concatenate([[NOWHERE, ONE], *(placed.slots() for placed in self.placed)])
