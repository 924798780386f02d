"""Recordings: what was measured elsewhere, laid beside a trace of the circuit."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, replace
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any

import numpy as np

from circuitlab.model.frozen import Array

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

MOST_RECORDINGS = 64
MOST_POINTS = 40_000
"""Points of a recording that a circuit keeps itself; of a longer one extremes."""
FARTHEST_MS = 864e5
"""Model time by which a recording may be shifted, either way."""
LARGEST_SCALE = 1e9
NO_NUMBERS = Array(np.zeros(0))


@dataclass(frozen=True, slots=True)
class Recording:
    """What was measured elsewhere, beside one trace.

    Attributes
    ----------
    id : what it is called
    element, state : the trace that it lies beside
    path : of the file it is from, as seen from the circuit's own, parted by ``/``
    digest : SHA-256 of that file
    signal : which of the file's signals
    unit, step_ms : what the file does not say: the unit of its values, the time between samples
    times, values : (points,) ms in the recording's own time, and values in the unit of the state:
        every sample, or of a long one the extremes of stretches
    is_whole : whether these are all samples
    spikes : (spikes,) ms in its own time; of a list of events
    onset_ms : when its own stimulus began; None where it has none
    shift_ms : added to its times
    scale, offset : its values are multiplied by one, then the other is added
    """

    id: str
    element: str
    state: str
    path: str = ""
    digest: str = ""
    signal: str = ""
    unit: str = ""
    step_ms: float = 0.0
    times: Array = NO_NUMBERS
    values: Array = NO_NUMBERS
    is_whole: bool = True
    spikes: Array = NO_NUMBERS
    onset_ms: float | None = None
    shift_ms: float = 0.0
    scale: float = 1.0
    offset: float = 0.0

    @property
    def key(self) -> tuple[str, str]:
        """The trace that it lies beside."""
        return self.element, self.state

    @property
    def title(self) -> str:
        """What people read: the file's name, and the signal."""
        file = PurePosixPath(self.path).stem
        return f"{file}, {self.signal}" if file and self.signal else file or self.id

    def aligned(self) -> tuple[Floats, Floats]:
        """(points,) model times (ms) and values of what is kept, shifted and scaled."""
        times = np.asarray(self.times.values, float) + self.shift_ms
        return times, np.asarray(self.values.values, float) * self.scale + self.offset

    def moved_to(self, onset_ms: float) -> Recording | None:
        """Return it shifted so that its stimulus begins at a model time; None without one."""
        if self.onset_ms is None:
            return None
        return replace(self, shift_ms=round(onset_ms - self.onset_ms, 6))


def extremes(times: Floats, values: Floats, most: int = MOST_POINTS) -> tuple[Floats, Floats]:
    """Return lowest and highest of stretches, in the order of their times; at most `most` points.

    All points where they are no more than that.
    """
    if len(times) <= most:
        return times, values
    block = -(-len(times) // max(1, most // 2 - 1))
    whole = len(times) // block * block
    firsts = np.arange(0, whole, block)
    rows = values[:whole].reshape(-1, block)
    places = [firsts + _place(rows, np.inf, np.argmin), firsts + _place(rows, -np.inf, np.argmax)]
    if whole < len(times):
        rest = values[np.newaxis, whole:]
        ends = _place(rest, np.inf, np.argmin), _place(rest, -np.inf, np.argmax)
        places += [whole + end for end in ends]
    kept = np.unique(np.concatenate(places))
    return times[kept], values[kept]


def _place(rows: Floats, instead: float, of: Callable[..., Any]) -> NDArray[np.int64]:
    """(rows,) place of each row's lowest or highest number; what is no number is passed over."""
    known = np.where(np.isnan(rows), instead, rows) if np.isnan(rows).any() else rows
    return np.asarray(of(known, axis=1), np.int64)


def crossings(times: Floats, values: Floats, threshold: float) -> Floats:
    """Return when values rise through a threshold, ms, between samples along a straight line."""
    known = np.isfinite(values)
    times, values = times[known], values[known]
    above = values >= threshold
    after = np.flatnonzero(above[1:] & ~above[:-1]) + 1
    low, high = values[after - 1], values[after]
    part = (threshold - low) / np.where(high > low, high - low, 1.0)
    return np.asarray(times[after - 1] + part * (times[after] - times[after - 1]))


def likely_threshold(values: Floats) -> float:
    """Return a level that spikes pass: half way between what is usual and the highest."""
    finite = values[np.isfinite(values)]
    if not len(finite):
        return 0.0
    return float(0.5 * (np.median(finite) + finite.max()))


def recordings_without(
    recordings: Iterable[Recording], gone: Collection[str]
) -> tuple[Recording, ...]:
    """Return recordings once some elements are gone: what lies beside one of these goes too."""
    return tuple(each for each in recordings if each.element not in gone)


def free_id(recordings: Iterable[Recording], wanted: str = "recording") -> str:
    """Return an id that no recording has yet."""
    taken, number = {each.id for each in recordings}, 1
    while f"{wanted}{number}" in taken:
        number += 1
    return f"{wanted}{number}"
