"""Canvases of compared states are painted in turn while the window cannot paint all in time."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

LATE_S, IN_TIME_S = 0.022, 0.018
"""From frame to frame: so long is late, and so short is in time again."""
AT_LEAST_S = 2.0
"""So long canvases take turns at least, so that they do not change about all the time."""
_SHARE = 0.1
_HICCUP_S = 0.2
"""A gap as long as this is no sign of a slow window: it was held up once."""


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
        self._mean_s = 0.0

    def next(self) -> None:
        """A frame has come."""
        now = self._clock()
        gap, self._at_s = min(_HICCUP_S, now - self._at_s), now
        self._mean_s += _SHARE * (gap - self._mean_s)
        self._number += 1
        if not self.is_late and self._mean_s > LATE_S:
            self.is_late, self._since_s = True, now
        elif self.is_late and self._mean_s < IN_TIME_S and now - self._since_s > AT_LEAST_S:
            self.is_late = False

    def is_due(self, place: int, count: int) -> bool:
        """Return whether one of so many canvases is painted now."""
        return not self.is_late or self._number % max(1, count) == place
