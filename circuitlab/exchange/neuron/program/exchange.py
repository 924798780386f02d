"""What processes tell each other every millisecond: numbers and spikes that slow biology reads."""

from __future__ import annotations

from typing import Any

import numpy as np

from .library import CompiledSteps
from .part import RankPart


class Exchange:
    """Between the processes of a run.

    Attributes
    ----------
    is_needed : whether slow biology of any process reads cells of another
    """

    def __init__(self, parallel: Any, part: RankPart, library: CompiledSteps) -> None:
        self._parallel, self._library, self._part = parallel, library, part
        wanted = self._gathered(part.share.ghosts)
        every = np.unique(np.concatenate(wanted))
        addresses, _values = part.final()
        self._mine = np.intersect1d(every, addresses)
        self._places = part.share.local(self._mine)
        order = np.concatenate(self._gathered(self._mine))
        found = {address: place for place, address in enumerate(order.tolist())}
        ghosts = part.share.ghosts.tolist()
        self._taken = np.asarray([found[address] for address in ghosts], np.int64)
        reports = sum(map(len, self._gathered(part.terminals.reports)))
        self.is_needed = part.share.ranks > 1 and bool(len(every) or reports)

    def now(self) -> None:
        """Bring everything up to date, at the beginning of a millisecond."""
        mine = self._library.outbox()
        for rank, spikes in enumerate(self._gathered(mine)):
            if rank != self._part.share.rank:
                self._library.report(spikes)
        self._library.begin()
        values = np.concatenate(self._gathered(self._part.state[self._places]))
        first = self._part.share.first_ghost
        self._part.state[first : first + len(self._taken)] = values[self._taken]

    def _gathered(self, mine: Any) -> list[Any]:
        found: list[Any] = self._parallel.py_allgather(mine)
        return found
