"""How long the window's thread is kept by each turn of the event loop."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence

_BETWEEN_S = 0.0005
"""Pause between two turns: threads that work beside the window come to it then."""


def turns_of(act: Callable[[], object], is_over: Callable[[], bool], more: int = 8) -> list[float]:
    """Do something and let events pass until it is over; return the seconds of each turn.

    Parameters
    ----------
    act : callable
        The first turn.
    is_over : callable
        Whether all that follows from it has been done.
    more : int
        Turns that are counted after that: what was asked for last is painted in one of them.

    Returns
    -------
    list of float
        Processor time of this thread.
    """
    from PySide6.QtWidgets import QApplication

    QApplication.processEvents()
    taken = [_timed(act)]
    while more:
        taken.append(_timed(QApplication.processEvents))
        more -= is_over()
        time.sleep(_BETWEEN_S)
    return taken


def percentile(percent: float, numbers: Sequence[float]) -> float:
    """Return the least number that is no less than so many in a hundred."""
    ordered = sorted(numbers)
    return ordered[min(len(ordered) - 1, int(len(ordered) * percent / 100.0))]


def _timed(act: Callable[[], object]) -> float:
    begun = time.thread_time()
    act()
    return time.thread_time() - begun
