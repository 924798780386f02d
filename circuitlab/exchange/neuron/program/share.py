"""Which cells and units one process has, and where their numbers lie in its own array."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from .banks import Addresses, BankOfRank, banks_in
from .data import Data, Reals, Wholes

FEEDS = ("fast", "always", "slow", "sensed")
_FIRST = 2
"""Addresses before all banks: one that takes what goes nowhere, one that holds 1."""


def rank_of(homes: NDArray[np.int32], ranks: int) -> NDArray[np.int32]:
    """The process that owns each cell or unit; what goes with no cell belongs to the first."""
    return np.asarray(np.where(homes < 0, 0, homes % ranks), np.int32)


def stretches(first: Wholes, count: Wholes) -> Wholes:
    """Numbers of stretches one after another, each from ``first`` on."""
    before = np.cumsum(count) - count
    return np.asarray(np.repeat(first - before, count) + np.arange(int(count.sum())), np.int64)


class Share:
    """What one process of several computes.

    It owns cells, and the units that go with them. It also computes what these need; numbers of
    cells of other processes that slow biology reads are *ghosts*, brought up to date every
    millisecond.

    Attributes
    ----------
    owned, kept : of each bank, which of its cells or units are owned, and which computed
    ghosts : addresses of numbers that other processes compute, in order
    """

    def __init__(self, data: Data, rank: int, ranks: int) -> None:
        self.data, self.rank, self.ranks = data, rank, ranks
        self.banks = banks_in(data.about)
        self.addresses = Addresses(self.banks)
        self.owned = [
            rank_of(data.whole(f"home.{bank.number}"), ranks) == rank for bank in self.banks
        ]
        self.kept = [owned.copy() for owned in self.owned]
        self.ghosts = np.zeros(0, np.int64)
        self._keep_what_is_needed()
        self._number()

    def keep_sources(self, used: Wholes) -> None:
        """Also compute the sources without a membrane whose spikes are used here."""
        for bank in self.banks:
            if bank.is_source:
                self.kept[bank.number] |= np.isin(self.data.whole(f"source.{bank.number}"), used)
        self._number()

    def local(self, addresses: Wholes) -> Wholes:
        """Place of each address in this process's array; −1 where it is not computed here."""
        addresses = np.asarray(addresses, np.int64)
        found = np.where(addresses < _FIRST, addresses, -1)
        later = np.flatnonzero(addresses >= _FIRST)
        bank = self.addresses.bank(addresses[later])
        row, lane = self.addresses.row_and_lane(addresses[later], bank)
        for one in self.banks:
            mine = np.flatnonzero(bank == one.number)
            found[later[mine]] = self._within(one, row[mine], lane[mine])
        return self._with_ghosts(addresses, found)

    def _within(self, bank: BankOfRank, row: Wholes, lane: Wholes) -> Wholes:
        first, index = self.firsts[bank.number], self._index[bank.number]
        if not self.counts[bank.number]:
            return np.full(len(row), -1, np.int64)
        own = first + bank.shared + row * self.counts[bank.number] + index[lane]
        own[(index[lane] < 0) & (row >= 0)] = -1
        return np.where(row < 0, first - 1 - row, own)

    def _with_ghosts(self, addresses: Wholes, found: Wholes) -> Wholes:
        if len(self.ghosts):
            at = np.minimum(np.searchsorted(self.ghosts, addresses), len(self.ghosts) - 1)
            ghost = (found < 0) & (self.ghosts[at] == addresses)
            found[ghost] = self.first_ghost + at[ghost]
        return found

    def start(self) -> Reals:
        """Numbers of this process at the start."""
        state = np.zeros(self.length)
        state[1] = 1.0
        for bank in self.banks:
            if self.counts[bank.number]:
                self._fill(bank, state)
        return state

    def _fill(self, bank: BankOfRank, state: Reals) -> None:
        at, count = self.firsts[bank.number], self.counts[bank.number]
        state[at : at + bank.shared] = self.data.part("state", bank.first, bank.shared)
        at += bank.shared
        for row in range(bank.own):
            first = bank.first + bank.shared + row * bank.size
            values = self.data.part("state", first, bank.size)
            state[at : at + count] = values[self.kept[bank.number]]
            at += count

    def global_addresses(self) -> Wholes:
        """Address that each own place stands for; −1 where another process owns it."""
        found = np.full(self.length, -1, np.int64)
        for bank in self.banks:
            lanes = np.flatnonzero(self.kept[bank.number])
            if not len(lanes):
                continue
            owned = self.owned[bank.number][lanes]
            at = self.firsts[bank.number]
            if owned.any():
                found[at : at + bank.shared] = bank.first + np.arange(bank.shared)
            rows = bank.first + bank.shared + np.arange(bank.own)[:, None] * bank.size
            own = np.where(owned, rows + lanes, -1).ravel()
            found[at + bank.shared : at + bank.shared + len(own)] = own
        return found

    def _number(self) -> None:
        """Give every bank its place; sources come last, for more of them may be kept later."""
        self.counts = [int(kept.sum()) for kept in self.kept]
        self._index = [np.where(kept, np.cumsum(kept) - 1, -1) for kept in self.kept]
        self.firsts = [0] * len(self.banks)
        self.first_ghost = _FIRST
        at = _FIRST + len(self.ghosts)
        for bank in sorted(self.banks, key=lambda bank: bank.is_source):
            self.firsts[bank.number] = at
            if self.counts[bank.number]:
                at += bank.shared + bank.own * self.counts[bank.number]
        self.length = at

    def _keep_what_is_needed(self) -> None:
        """Keep every unit from which something kept follows, however long the chain."""
        self._need(self.data.whole("release_at"), may_be_ghosts=True)
        while True:
            before = [int(kept.sum()) for kept in self.kept]
            for feeds in FEEDS:
                self._need(self._fed(feeds), may_be_ghosts=feeds == "slow")
            if before == [int(kept.sum()) for kept in self.kept]:
                return

    def _fed(self, feeds: str) -> Wholes:
        """Addresses from which something kept is fed."""
        hit = self._is_kept(self.data.whole(f"{feeds}.target"))
        first = self.data.whole(f"{feeds}.first")
        sources = self.data.whole(f"{feeds}.source")
        return np.asarray(sources[stretches(first[:-1][hit], np.diff(first)[hit])])

    def _is_kept(self, addresses: Wholes) -> NDArray[np.bool_]:
        found = np.zeros(len(addresses), bool)
        for bank, mine, _row, lane in self._by_bank(addresses):
            kept = self.kept[bank.number]
            found[mine] = np.where(lane < 0, kept.any(), kept[lane])
        return found

    def _need(self, addresses: Wholes, *, may_be_ghosts: bool) -> None:
        """Keep units; cells of other processes are looked at every millisecond."""
        ghosts = [self.ghosts]
        for bank, mine, _row, lane in self._by_bank(np.unique(addresses)):
            if not bank.membrane:
                self.kept[bank.number][lane[lane >= 0]] = True
                continue
            elsewhere = (lane >= 0) & ~self.owned[bank.number][lane]
            if elsewhere.any() and not may_be_ghosts:
                raise ValueError("cells that act on each other in every step are parted")
            ghosts.append(np.unique(addresses)[mine[elsewhere]])
        self.ghosts = np.unique(np.concatenate(ghosts))

    def _by_bank(self, addresses: Wholes) -> Iterator[tuple[BankOfRank, Wholes, Wholes, Wholes]]:
        """(bank, which of the addresses are its, own row, cell) of each bank that is met."""
        number = self.addresses.bank(addresses)
        for bank in self.banks:
            mine = np.flatnonzero(number == bank.number)
            if len(mine):
                yield bank, mine, *self.addresses.row_and_lane(addresses[mine], number[mine])
