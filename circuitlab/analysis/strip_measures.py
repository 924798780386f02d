"""What is measured on each strip of the traces between two times, one column a measure."""

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
WIDER = 1.5
"""Steps between two samples from which on something lies between them."""
SINGLE = float(np.finfo(np.float32).eps)
"""Part of a value that is lost where samples are kept in single precision."""
_NONE: Floats = np.empty(0)


@dataclass(frozen=True, slots=True, eq=False)
class Strip:
    """What is kept of a strip: the trace of a cell with its spikes, or a raster.

    Attributes
    ----------
    t, v
        Times (ms) and values; empty for a raster.
    spikes, cells
        Times (ms, rising) and the cells that fired; None where the element does not fire.
    cell
        Whose trace it is; every cell for a raster.
    size
        How many cells the spikes are of.
    """

    t: Floats = field(default_factory=lambda: _NONE)
    v: Floats = field(default_factory=lambda: _NONE)
    spikes: Floats | None = None
    cells: NDArray[np.int64] | None = None
    cell: int = 0
    size: int = 1

    @property
    def is_raster(self) -> bool:
        """Whether it shows spikes and no trace."""
        return self.cell == EVERY_CELL


class Measured(NamedTuple):
    """A number, and how far it may be from the one that a run measures at every step."""

    value: float
    slack: float = 0.0

    @property
    def is_there(self) -> bool:
        """Whether there was something to measure."""
        return math.isfinite(self.value)


NOTHING = Measured(math.nan)
UNMEASURED: Mapping[str, Measured] = MappingProxyType(dict.fromkeys(COLUMNS, NOTHING))
"""What is measured of a stretch that has not been yet."""


def measured(
    strip: Strip, start: float, stop: float, since: float, dt: float
) -> Mapping[str, Measured]:
    """Return what each column of `COLUMNS` says of a strip between two times (ms).

    Parameters
    ----------
    since
        The moment from which latencies count.
    dt
        The step of the run (ms): samples that are farther apart are known less well.
    """
    found = dict(UNMEASURED)
    if strip.spikes is not None:
        found |= _of_spikes(strip, start, stop, since, dt)
    if not strip.is_raster:
        found |= _of_trace(strip, start, stop, since, dt)
    return MappingProxyType(found)


def count_between(strip: Strip, start: float, stop: float) -> int:
    """Return how many spikes of a strip come from `start` up to `stop`."""
    return int(within(strip.spikes, start, stop).size) if strip.spikes is not None else 0


def widest_gap(strip: Strip, start: float, stop: float) -> float:
    """Return the largest distance (ms) between samples of a stretch; 0 where there are none."""
    t, _v = traces.stretch(strip.t, strip.v, start, stop)
    return float(np.max(np.diff(t))) if t.size > 1 else 0.0


def _of_spikes(
    strip: Strip, start: float, stop: float, since: float, dt: float
) -> dict[str, Measured]:
    assert strip.spikes is not None
    inside = within(strip.spikes, start, stop)
    later = within(strip.spikes, counted_from(start, since, dt), stop)
    found = {}
    if stop > start:
        found["rate"] = Measured(1000.0 * (inside.size / strip.size) / (stop - start))
    if later.size:
        found["latency"] = Measured(float(later[0] - since))
    return found


def counted_from(start: float, since: float, dt: float) -> float:
    """Return the time (ms) from which on a first spike counts: between cursors, after `since`."""
    return max(start, since + 0.5 * dt)


def _of_trace(
    strip: Strip, start: float, stop: float, since: float, dt: float
) -> dict[str, Measured]:
    t, v = traces.stretch(strip.t, strip.v, start, stop)
    if not t.size:
        return {}
    gap = widest_gap(strip, start, stop)
    jump = float(np.max(np.abs(np.diff(v)))) if gap > WIDER * dt else 0.0
    grain = SINGLE * float(np.max(np.abs(v))) + jump
    late = 2.0 * max(gap, dt)
    lasts = float(t[-1] - t[0]) + late
    found = {
        "peak": Measured(traces.peak(v), grain),
        "half_width": Measured(traces.half_width(t, v), late),
        "mean": Measured(traces.mean(v), grain),
        "minimum": Measured(traces.smallest(v), grain),
        "area": Measured(traces.area(t, v), grain * lasts),
    }
    if strip.spikes is None:
        found["latency"] = Measured(traces.half_time(t, v) - since, late)
    return found
