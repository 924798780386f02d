"""Other views of the same kept arrays, of one strip: phase plane, frequency, intervals, lags."""

from __future__ import annotations

from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import TYPE_CHECKING

import numpy as np

from circuitlab.analysis.firing_statistics import (
    autocorrelogram,
    instantaneous_frequency,
    interval_histogram,
    intervals,
    slope,
)
from circuitlab.analysis.strip_measures import SINGLE
from circuitlab.gui.instrument.wording import number_words, plain_unit
from circuitlab.resources import _, ngettext

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from numpy.typing import NDArray

    from circuitlab.analysis.strip_measures import Strip
    from circuitlab.playback.trace_rows import TraceRow

    Floats = NDArray[np.float64]

_NONE: Floats = np.empty(0)
BINS = 40
LAGS = 50
"""Bins on either side of an autocorrelogram."""
GRAINS = 200.0
"""How many of the least differences that samples are kept with a phase plane spans at least."""


@dataclass(frozen=True, slots=True, eq=False)
class Axis:
    """What an axis shows: in words, its unit, and how much of it is seen at least."""

    words: str
    unit: str = ""
    least: float = 0.0


@dataclass(frozen=True, slots=True, eq=False)
class Curve:
    """Points in their order, joined by a line or not."""

    x: Floats
    y: Floats
    words: str
    is_joined: bool = True


@dataclass(frozen=True, slots=True, eq=False)
class Bars:
    """Bars between edges."""

    heights: Floats
    edges: Floats


@dataclass(frozen=True, slots=True, eq=False)
class Picture:
    """A view, ready to be drawn; `empty` says why there is nothing to be seen."""

    across: Axis
    up: Axis
    curves: tuple[Curve, ...] = ()
    bars: Bars | None = None
    empty: str = ""
    notes: str = ""


def phase_plane(row: TraceRow, strip: Strip, against: tuple[TraceRow, Strip] | None) -> Picture:
    """Return a trace against its slope, or against another state recorded at the same times."""
    unit = plain_unit(row.unit)
    grain = SINGLE * float(np.max(np.abs(strip.v), initial=0.0))
    across = Axis(row.quantity or _("potential"), unit, GRAINS * grain)
    if against is not None:
        other, theirs = against
        up = Axis(other.quantity or other.title, plain_unit(other.unit))
        if strip.t.size < 2 or theirs.t.size < 2:
            return Picture(across, up, empty=_no_trace())
        y = np.interp(strip.t, theirs.t, theirs.v)
        return Picture(across, up, (Curve(strip.v, y, row.title),))
    up = Axis(_("slope"), f"{unit}/ms" if unit else "1/ms")
    if strip.t.size < 2:
        return Picture(across, up, empty=_no_trace())
    up = replace(up, least=GRAINS * grain / float(np.median(np.diff(strip.t))))
    return Picture(across, up, (Curve(strip.v, slope(strip.t, strip.v), row.title),))


def frequency(row: TraceRow, strip: Strip) -> Picture:
    """Return 1/interval of every spike against its time."""
    across, up = Axis(_("time"), "ms"), Axis(_("instantaneous frequency"), "Hz")
    at, _gaps, hz = instantaneous_frequency(*_spikes(strip))
    if not at.size:
        return Picture(across, up, empty=_too_few(strip))
    return Picture(across, up, (Curve(at, hz, row.title, is_joined=False),))


def interval_view(_row: TraceRow, strip: Strip) -> Picture:
    """Return how many intervals between spikes are how long."""
    across, up = Axis(_("interval"), "ms"), Axis(_("number of intervals"))
    gaps = intervals(*_spikes(strip))
    if not gaps.size:
        return Picture(across, up, empty=_too_few(strip))
    counts, edges = interval_histogram(gaps, BINS)
    spread = float(np.std(gaps, ddof=1)) if gaps.size > 1 else float("nan")
    mean = float(np.mean(gaps))
    notes = ngettext(
        "{count} interval · {mean} ms", "{count} intervals · {mean} ± {sd} ms · CV {cv}", gaps.size
    )
    numbers = {"mean": number_words(mean), "sd": number_words(spread)}
    words = notes.format(count=gaps.size, cv=number_words(spread / mean), **numbers)
    return Picture(across, up, bars=Bars(counts.astype(float), edges), notes=words)


def lag_view(_row: TraceRow, strip: Strip) -> Picture:
    """Return how often a cell fires so long after, or before, it has fired."""
    across, up = Axis(_("lag"), "ms"), Axis(_("number of pairs"))
    spikes, cells = _spikes(strip)
    gaps = intervals(spikes, cells)
    if not gaps.size:
        return Picture(across, up, empty=_too_few(strip))
    window = _round_up(5.0 * float(np.median(gaps)))
    counts, edges = autocorrelogram(spikes, window, window / LAGS, cells)
    return Picture(across, up, bars=Bars(counts.astype(float), edges))


def picture_of(
    view: str, row: TraceRow, strip: Strip, against: tuple[TraceRow, Strip] | None
) -> Picture:
    """Return a view of a strip, by its name in `VIEWS`."""
    if view == "phase":
        return phase_plane(row, strip, against)
    return _OF_SPIKES[view](row, strip)


_OF_SPIKES: Mapping[str, Callable[[TraceRow, Strip], Picture]] = MappingProxyType(
    {"frequency": frequency, "intervals": interval_view, "autocorrelogram": lag_view}
)


def _spikes(strip: Strip) -> tuple[Floats, NDArray[np.int64] | None]:
    """The spikes of a strip, and the cells they are of where it shows several."""
    if strip.spikes is None:
        return _NONE, None
    return strip.spikes, strip.cells if strip.is_raster else None


def _no_trace() -> str:
    return _("Nothing is recorded of this strip here.")


def _too_few(strip: Strip) -> str:
    if strip.spikes is None:
        return _("This strip shows nothing that fires: choose a membrane potential or a raster.")
    return _(
        "There are fewer than two spikes of a cell here. Move the cursors apart, or put them away "
        "(Esc): then the view is of the whole run."
    )


def _round_up(value: float) -> float:
    power = 10.0 ** np.floor(np.log10(value))
    return float(next(power * step for step in (1.0, 2.0, 5.0, 10.0) if power * step >= value))
