"""The part of a circuit that one process computes, handed over to the compiled equations."""

from __future__ import annotations

import numpy as np

from .banks import CELLS
from .cut import (
    Tables,
    Terminals,
    changed_tables,
    cut_changes,
    cut_curves,
    cut_feeds,
    cut_listed,
)
from .data import Data, Reals, Wholes
from .library import CompiledSteps
from .share import FEEDS, Share


class RankPart:
    """What one process of several has.

    Attributes
    ----------
    state : its numbers, which the compiled equations change
    terminals : connections that end here
    watched : numbers of the watches that are its own
    """

    def __init__(self, data: Data, rank: int, ranks: int) -> None:
        self.data = data
        self.share = Share(data, rank, ranks)
        self.terminals = Terminals(self.share)
        self.share.keep_sources(self.terminals.used)
        self.state = self.share.start()
        self.watched = np.flatnonzero(np.isin(data.whole("watch.address"), self._owned()))

    def _owned(self) -> Wholes:
        addresses = self.share.global_addresses()
        return addresses[addresses >= 0]

    def tables(self) -> Tables:
        """All that it computes with, beside its banks and its numbers."""
        share, data = self.share, self.data
        tables = dict(self.terminals.tables)
        for name in FEEDS:
            tables |= cut_feeds(share, name)
        tables |= {**cut_curves(share), **cut_listed(share, self.terminals.used)}
        tables |= cut_changes(share)
        for number in range(data.size("change.tick")):
            tables |= changed_tables(share, self.terminals, number)
        tables["watch.address"] = share.local(data.whole("watch.address")[self.watched])
        tables["watch.every"] = data.whole("watch.every")[self.watched]
        return tables

    def hand_over(self, library: CompiledSteps) -> None:
        """Give everything to the compiled equations."""
        library.give(self.tables())
        for bank in self.share.banks:
            if count := self.share.counts[bank.number]:
                first = self.share.firsts[bank.number]
                owned = self.share.owned[bank.number][self.share.kept[bank.number]]
                source = self.sources(bank.number) if bank.group == CELLS else np.zeros(0, np.int64)
                library.bank(bank, count, self.state[first:], source, owned)
        library.ready(self.data.about, self.state, alone=self.share.ranks == 1)

    def sources(self, bank: int) -> Wholes:
        """Of a bank's cells here, their numbers among all sources."""
        return np.asarray(self.data.whole(f"source.{bank}")[self.share.kept[bank]], np.int64)

    def final(self) -> tuple[Wholes, Reals]:
        """Addresses of the numbers that are its own, and what they are now."""
        addresses = self.share.global_addresses()
        mine = addresses >= 0
        return addresses[mine], self.state[mine]
