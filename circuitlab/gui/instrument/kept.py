"""What the strips of the traces keep, as arrays to be measured."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from circuitlab.analysis.run_records import EVERY_CELL
from circuitlab.analysis.strip_measures import Strip, count_between
from circuitlab.analysis.trace_measures import Snap, nearest, snapped, snapped_to, value_at
from circuitlab.gui.instrument.wording import plain_unit, quantity_words
from circuitlab.resources import ngettext

if TYPE_CHECKING:
    from circuitlab.gui.traces import strip as shown
    from circuitlab.playback.trace_rows import TraceRow

ABOUT_MS = 50.0
"""Stretch on either side of a time in which its value is looked for."""
ENDLESS_MS = 1e12
"""Later than any run."""
FIRING_SPAN = 20.0
"""mV that a potential spans at least where halfway up it is a threshold."""


def kept(strip: shown.Strip, start: float = 0.0, stop: float = ENDLESS_MS) -> Strip:
    """Return what a strip keeps of a stretch (ms): its first cell's trace, or its spikes."""
    if strip.row.is_raster:
        return kept_spikes(strip, start, stop)
    t, v = strip.course.samples(start, stop)
    return replace(kept_spikes(strip, start, stop), t=t, v=v)


def kept_spikes(strip: shown.Strip, start: float = 0.0, stop: float = ENDLESS_MS) -> Strip:
    """Return the spikes that a strip keeps of a stretch of time (ms), without its trace."""
    row = strip.row
    spikes, numbers = strip.course.spikes(start, stop)
    cells = np.asarray(numbers, np.int64)
    if row.is_raster:
        return Strip(spikes=spikes, cells=cells, cell=EVERY_CELL, size=row.size)
    return Strip(spikes=spikes[cells == 0] if row.is_potential else None)


def snap(strip: shown.Strip, at: float, reach: float, level: float | None) -> Snap:
    """Return the place on a strip that a cursor near `at` (ms) is meant for, within `reach`."""
    here = kept(strip, at - 40.0 * reach, at + 40.0 * reach)
    if here.is_raster:
        assert here.spikes is not None
        return snapped_to(here.spikes, at, reach, "spike")
    if level is None and strip.row.is_potential:
        level = _halfway(here)
    found = snapped(here.t, here.v, at, reach, level)
    if found.to != "sample" or here.spikes is None or not strip.row.has_strokes:
        return found
    spike = snapped_to(here.spikes, at, reach, "spike")
    return nearest([spike], at) or found if spike.to else found


def sample_beside(strip: shown.Strip, at: float, samples: int) -> float:
    """Return the time (ms) so many samples, or spikes, later than `at`; earlier where negative."""
    here = kept(strip, at - 1000.0, at + 1000.0)
    times = here.spikes if here.is_raster and here.spikes is not None else here.t
    if not times.size:
        return at
    if samples > 0:
        place = int(np.searchsorted(times, at, side="right")) + samples - 1
    else:
        place = int(np.searchsorted(times, at)) + samples
    return float(times[min(max(place, 0), times.size - 1)])


def value_of(strip: shown.Strip, at: float) -> float:
    """Return the value of a strip at a time (ms); not a number where nothing is kept."""
    if strip.row.is_raster:
        return math.nan
    here = kept(strip, at - ABOUT_MS, at + ABOUT_MS)
    return value_at(here.t, here.v, at)


def tag_words(strip: shown.Strip, at: float, since: float, until: float) -> str:
    """Return what is written at a cursor: a value, or the spikes between this one and the other."""
    if not strip.row.is_raster:
        value = value_of(strip, at)
        return quantity_words(value, plain_unit(strip.row.unit)) if math.isfinite(value) else ""
    count = count_between(kept(strip, since, until), since, until)
    return ngettext("{n} spike", "{n} spikes", count).format(n=count)


def name_words(row: TraceRow) -> str:
    """Return what a strip is called in a sentence: ``"Spinal neuron"``, ``"Spinal neuron, m"``."""
    return f"{row.title}, {row.quantity}" if row.quantity else row.title


def _halfway(strip: Strip) -> float | None:
    """The level halfway between the lowest and the highest value of a potential that fires."""
    if not strip.v.size or float(np.ptp(strip.v)) < FIRING_SPAN:
        return None
    return 0.5 * float(strip.v.min() + strip.v.max())
