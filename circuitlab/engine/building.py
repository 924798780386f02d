"""How far the making of a plan has come: told to whoever waits for it, who may stop it.

What works through long arrays does so piece by piece and says how much it has done. Between two
pieces other threads have their turn, so that a window stays at its frame rate.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

_FIRST_S, _TOLD_EVERY_S = 0.1, 0.04
"""Seconds after which a listener hears of it at all: what is quicker needs no words; and then on.
"""
_NEARLY = 0.99
FEW = 4e6
"""Numbers to work through that take no longer than anybody would notice: a busy machine may take
its time over them, but it is not they that are waited for.
"""
PIECE = 1 << 19
"""Numbers that are worked on in one go: a few milliseconds."""


class BuildStopped(Exception):
    """Whoever waited for the plan wants it no more."""


class Building:
    """What has been done of what there is to do, in numbers that were worked through.

    Attributes
    ----------
    done : so far
    """

    def __init__(self, tell: Callable[[float], None], total: Callable[[], float]) -> None:
        self._tell, self._count = tell, total
        self.done, self._total = 0.0, 0.0
        self._next = time.perf_counter() + _FIRST_S

    def passed(self, numbers: float) -> None:
        """Say that so much more is done; raise what the listener raises."""
        self.done += numbers
        now = time.perf_counter()
        if now >= self._next:
            self._next = now + _TOLD_EVERY_S
            self._total = self._total or max(1.0, self._count())
            if self._total > FEW:
                self._tell(min(_NEARLY, self.done / self._total))


_listening: ContextVar[Building | None] = ContextVar("listening", default=None)


@contextmanager
def followed(tell: Callable[[float], None], total: Callable[[], float]) -> Iterator[Building]:
    """Have it told, while a plan is made, how much of it is (0 to 1); telling may stop it.

    What is given counts the numbers that were worked through.

    Parameters
    ----------
    tell : called every few milliseconds on the same thread once it takes long; what it raises ends
        the making
    total : gives how many numbers will be worked through; asked for only where it takes long
    """
    building = Building(tell, total)
    token = _listening.set(building)
    try:
        yield building
    finally:
        _listening.reset(token)


def passed(numbers: float) -> None:
    """Say that so many more numbers have been worked through."""
    building = _listening.get()
    if building is not None:
        building.passed(numbers)


def pieces(length: int) -> Iterator[slice]:
    """Stretches of long arrays, one after another; each is told when it is done."""
    for start in range(0, length, PIECE):
        stop = min(start + PIECE, length)
        yield slice(start, stop)
        passed(stop - start)
