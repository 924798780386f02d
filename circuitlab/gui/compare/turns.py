"""Canvases of compared states are painted in turn while the window cannot paint all in time."""

from __future__ import annotations

import math
import time
from collections import deque
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

LATE_S, IN_TIME_S = 0.022, 0.018
"""From frame to frame: so long is late, and so short is in time again."""
FIRST_S, AGAIN_S, SOON_S = 0.5, 2.0, 10.0
"""So long canvases take turns at least, and so long where that begins again so soon: a picture that
has just been added is late once, a slow window again and again, which must not be seen to change
about all the time.
"""
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
        self._at_s, self._until_s, self._over_s = clock(), 0.0, -math.inf
        self._gaps: deque[float] = deque(maxlen=_JUDGED)

    def next(self) -> None:
        """A frame has come."""
        now = self._clock()
        self._gaps.append(now - self._at_s)
        self._at_s = now
        self._number += 1
        if not self.is_late:
            if sum(gap > LATE_S for gap in self._gaps) >= _MOST:
                is_again = now - self._over_s < SOON_S
                self.is_late, self._until_s = True, now + (AGAIN_S if is_again else FIRST_S)
        elif now > self._until_s and sum(gap < IN_TIME_S for gap in self._gaps) >= _MOST:
            self.is_late, self._over_s = False, now

    def is_due(self, place: int, count: int) -> bool:
        """Return whether one of so many canvases is painted now."""
        return not self.is_late or self._number % max(1, count) == place
