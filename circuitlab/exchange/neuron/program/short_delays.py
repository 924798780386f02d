"""Delays that are too short for a spike to come from another process in time."""

from __future__ import annotations

import numpy as np

from .banks import SLOW, Addresses, banks_in
from .cells import LEAST_STEPS
from .cut import PIECE, whole_steps
from .data import Data, Reals, Wholes


def short_delays(data: Data, ranks: int) -> list[tuple[str, str, float]]:
    """(element before, element after, steps) of what is too fast between processes, each once.

    What slow biology counts is told apart, and may take no time.
    """
    terminals = data.size("target_first") - 1
    delay = data.whole("delay")
    for name in data.names:
        if name.startswith("delay@"):
            delay = np.minimum(delay, data.whole(name))
    early = np.flatnonzero(whole_steps(delay) < LEAST_STEPS)
    early = early[early < terminals]
    if not len(early):
        return []
    return _Short(data, ranks).pairs(early, delay)


class _Short:
    def __init__(self, data: Data, ranks: int) -> None:
        self._data, self._ranks = data, ranks
        self._banks = banks_in(data.about)
        self._addresses = Addresses(self._banks)
        self._homes = [data.whole(f"home.{bank.number}") for bank in self._banks]
        self._first = data.whole("first")
        self._of_source = np.full(len(self._first) - 1, -1, np.int64)
        for bank in self._banks:
            if bank.membrane:
                self._of_source[data.whole(f"source.{bank.number}")] = self._homes[bank.number]

    def pairs(self, early: Wholes, delay: Reals) -> list[tuple[str, str, float]]:
        """The elements of those that end in another process than they begin."""
        bounds = self._data.whole("target_first")
        found: dict[tuple[str, str], float] = {}
        for terminal in early.tolist():
            source = int(np.searchsorted(self._first, terminal, side="right")) - 1
            home = self._of_source[source]
            if home < 0:
                continue
            first, end = int(bounds[terminal]), int(bounds[terminal + 1])
            for start in range(first, end, PIECE):
                count = min(PIECE, end - start)
                target = self._data.part("target_a", start, count).astype(np.int64)
                for name in self._elsewhere(target, int(home)):
                    pair = self._element(source), name
                    found[pair] = min(found.get(pair, np.inf), max(0.0, float(delay[terminal])))
        return [(*pair, steps) for pair, steps in found.items()]

    def _elsewhere(self, target: Wholes, home: int) -> set[str]:
        names: set[str] = set()
        number = self._addresses.bank(target)
        _row, lane = self._addresses.row_and_lane(target, number)
        for bank in self._banks:
            mine = (number == bank.number) & (target > 1)
            if bank.group == SLOW or not mine.any():
                continue
            homes = self._homes[bank.number][lane[mine]]
            away = homes[(homes >= 0) & (homes % self._ranks != home % self._ranks)]
            names |= {self._element(int(each)) for each in np.unique(away)}
        return names

    def _element(self, source: int) -> str:
        elements = self._data.about["elements"]
        return str(next(n for n, first, size in elements if first <= source < first + size))
