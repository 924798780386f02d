"""What is measured on each strip of the traces between two times, one column for each measure."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from circuitlab.analysis import trace_measures as traces
from circuitlab.analysis.run_records import EVERY_CELL, within

Floats = NDArray[np.float64]
COLUMNS = ("peak", "latency", "rate", "half_width", "mean", "minimum", "area")
_NONE: Floats = np.empty(0)


@dataclass(frozen=True, slots=True, eq=False)
class Strip:
    """What is kept of a strip: the trace of a cell in columns, its spikes, or a raster's.

    Attributes
    ----------
    t, low, high
        Time (ms) at the end of each column, lowest and highest value in it; empty for a raster.
    spikes, cells
        Times (ms, rising) and the cells that fired; None where the element does not fire.
    cell
        Whose trace it is; every cell for a raster.
    size
        How many cells the spikes are of.
    """

    t: Floats = field(default_factory=lambda: _NONE)
    low: Floats = field(default_factory=lambda: _NONE)
    high: Floats = field(default_factory=lambda: _NONE)
    spikes: Floats | None = None
    cells: NDArray[np.int64] | None = None
    cell: int = 0
    size: int = 1

    @property
    def is_raster(self) -> bool:
        """Whether it shows spikes and no trace."""
        return self.cell == EVERY_CELL

    @property
    def middle(self) -> Floats:
        """The trace: the middle of every column, which is its value where it is one step long."""
        return np.asarray(0.5 * (self.low + self.high), float)


class Measured(NamedTuple):
    """A number and how far off it may be, because columns are wider than a step."""

    value: float
    slack: float = 0.0

    @property
    def is_there(self) -> bool:
        """Whether there was something to measure."""
        return math.isfinite(self.value)


NOTHING = Measured(math.nan)


def measured(
    strip: Strip, start: float, stop: float, since: float, dt: float
) -> Mapping[str, Measured]:
    """Return what each column of `COLUMNS` says of a strip between two times (ms).

    Parameters
    ----------
    since
        The moment from which latencies count.
    dt
        The step of the run: columns that are wider are known less well.
    """
    found = dict.fromkeys(COLUMNS, NOTHING)
    if strip.spikes is not None:
        found |= _of_spikes(strip, start, stop, since)
    if not strip.is_raster:
        found |= _of_trace(strip, start, stop, since, dt)
    return MappingProxyType(found)


def count_between(strip: Strip, start: float, stop: float) -> int:
    """Return how many spikes of a strip come from `start` up to `stop`."""
    return int(within(strip.spikes, start, stop).size) if strip.spikes is not None else 0


def column_before(strip: Strip, start: float) -> float:
    """Return the width (ms) of the first column that ends at or after a time."""
    first = int(np.searchsorted(strip.t, start))
    if strip.t.size < 2:
        return 0.0
    place = min(max(first, 1), strip.t.size - 1)
    return float(strip.t[place] - strip.t[place - 1])


def widest_column(strip: Strip, start: float, stop: float) -> float:
    """Return the largest distance (ms) between samples of a stretch; 0 where there are none."""
    t, _v = traces.stretch(strip.t, strip.low, start, stop)
    return max(column_before(strip, start), float(np.max(np.diff(t)))) if t.size > 1 else 0.0


def _of_spikes(strip: Strip, start: float, stop: float, since: float) -> dict[str, Measured]:
    assert strip.spikes is not None
    inside = within(strip.spikes, start, stop)
    found = {}
    if stop > start:
        found["rate"] = Measured(1000.0 * (inside.size / strip.size) / (stop - start))
    if inside.size:
        found["latency"] = Measured(float(inside[0] - since))
    return found


def _of_trace(
    strip: Strip, start: float, stop: float, since: float, dt: float
) -> dict[str, Measured]:
    t, low = traces.stretch(strip.t, strip.low, start, stop)
    _t, high = traces.stretch(strip.t, strip.high, start, stop)
    if not t.size:
        return {}
    middle = 0.5 * (low + high)
    rises = high.max() - middle[0] >= middle[0] - low.min()
    outline = high if rises else low
    wide = widest_column(strip, start, stop)
    late = 2.0 * wide if wide > 1.5 * dt else 0.0
    jump = _jump(low, high, late)
    blur = 0.5 * float(np.mean(high - low)) + 0.5 * jump
    edges = wide * float(np.max(np.abs(middle))) if late else 0.0
    found = {
        "peak": Measured(float(high.max() if rises else low.min()), jump),
        "half_width": Measured(traces.half_width(t, outline), late),
        "mean": Measured(traces.mean(middle), blur),
        "minimum": Measured(traces.smallest(low), jump),
        "area": Measured(traces.area(t, middle), blur * float(t[-1] - t[0]) + edges),
    }
    if strip.spikes is None:
        found["latency"] = Measured(traces.half_time(t, outline) - since, late)
    return found


def _jump(low: Floats, high: Floats, late: float) -> float:
    """How far a value may lie between two samples: of columns nothing is lost, of looks it is."""
    is_looked_at = late > 0.0 and bool(np.all(low == high))
    return float(np.max(np.abs(np.diff(low)))) if is_looked_at and low.size > 1 else 0.0
