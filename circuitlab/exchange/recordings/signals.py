"""What a file of recordings holds: signals against time, and lists of events."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

import numpy as np

from circuitlab.exchange.errors import CannotExchange
from circuitlab.resources import _

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

MOST_SAMPLES = 400_000_000
"""Samples of a signal that are read at most: five and a half hours at 20 kHz."""
MOST_SIGNALS = 10_000
"""Signals of a file, of which one is chosen from a list."""
PIECE = 1 << 20
"""Samples that are read at a time."""


@dataclass(frozen=True, slots=True)
class FileSignal:
    """One signal of a file, or one list of events.

    Attributes
    ----------
    name : by which it is asked for
    unit : as the file writes it; empty where it says none
    count : samples, or events; 0 where the file does not tell
    step_ms : time from sample to sample; 0 where each has a time of its own, or none is known
    is_events : whether it holds times alone
    is_stimulus : whether it is what was given, not what was measured
    has_times : whether it is known when its samples were taken
    """

    name: str
    unit: str = ""
    count: int = 0
    step_ms: float = 0.0
    is_events: bool = False
    is_stimulus: bool = False
    has_times: bool = True


class RecordingFile(Protocol):
    """A file of recordings that has been looked into."""

    @property
    def signals(self) -> tuple[FileSignal, ...]:
        """What is in it, the most likely first."""

    def pieces(self, signal: FileSignal, step_ms: float) -> Iterator[tuple[Floats, Floats, float]]:
        """Yield times (ms), values in the file's unit, and the part read (0 to 1) so far.

        Parameters
        ----------
        step_ms : time from sample to sample where the file does not know it
        """

    def close(self) -> None:
        """Let go of the file."""


def refuse_too_many(signals: int, where: str) -> None:
    """Refuse what is no list of signals to choose from.

    Raises
    ------
    CannotExchange
    """
    if signals > MOST_SIGNALS:
        what = _("it has more than {most} signals").format(most=MOST_SIGNALS)
        raise CannotExchange(where, what, _("export a part of it"))
