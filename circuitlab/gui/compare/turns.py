"""Canvases of compared states are painted in turn while the window cannot paint all in time."""

from __future__ import annotations

import time
from collections import deque
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

LATE_S, IN_TIME_S = 0.022, 0.018
"""From frame to frame: so long is late, and so short is in time again."""
AT_LEAST_S = 2.0
"""So long canvases take turns at least, so that they do not change about all the time."""
_JUDGED, _MOST = 16, 12
"""So many frames are looked at; it needs so many of them to tell of a slow window, or that it is
slow no more. One that was held up once, however long, is not slow."""


class Turns:
    """Says which canvas is to be painted with the present frame.

    Parameters
    ----------
    clock : callable
        Returns seconds.

    Attributes
    ----------
    is_late : bool
        Whether canvases take turns.
    """

    def __init__(self, clock: Callable[[], float] = time.perf_counter) -> None:
        self._clock = clock
        self.is_late = False
        self._number = 0
        self._at_s, self._since_s = clock(), 0.0
        self._gaps: deque[float] = deque(maxlen=_JUDGED)

    def next(self) -> None:
        """A frame has come."""
        now = self._clock()
        self._gaps.append(now - self._at_s)
        self._at_s = now
        self._number += 1
        if not self.is_late:
            if sum(gap > LATE_S for gap in self._gaps) >= _MOST:
                self.is_late, self._since_s = True, now
        elif now - self._since_s > AT_LEAST_S:
            self.is_late = sum(gap < IN_TIME_S for gap in self._gaps) < _MOST

    def is_due(self, place: int, count: int) -> bool:
        """Return whether one of so many canvases is painted now."""
        return not self.is_late or self._number % max(1, count) == place
