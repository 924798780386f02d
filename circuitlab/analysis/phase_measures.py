"""How spikes lie after the pulses of a train: a histogram of the time since the last pulse.

Pulse number n of `count` comes at `start` + n × `period`; each spike up to the end of the last
period belongs to the pulse before it.
"""

from typing import TYPE_CHECKING

import numpy as np

from circuitlab.analysis.run_records import (
    EVERY_CELL,
    Count,
    Floats,
    Ms,
    SomeMs,
    cells_of,
    spike_times,
    within,
)

if TYPE_CHECKING:
    from circuitlab.engine.running.run import Run

BINS = 20


def vector_strength(
    run: "Run", element: str, start: Ms, period: SomeMs, count: Count, cell: int = EVERY_CELL
) -> float:
    """How well spikes keep to one phase of the pulses: 1 all alike, 0 spread evenly."""
    lags = _lags(run, element, start, period, count, cell)
    return float(abs(_vector(lags, period))) if lags.size else float("nan")


def mean_lag(
    run: "Run", element: str, start: Ms, period: SomeMs, count: Count, cell: int = EVERY_CELL
) -> float:
    """Mean time from a pulse to the spikes after it, around the period, in ms."""
    lags = _lags(run, element, start, period, count, cell)
    if not lags.size:
        return float("nan")
    turned = float(np.angle(_vector(lags, period))) / (2.0 * np.pi)
    # Rounding may put what fires with the pulse a hair before it.
    return round(turned % 1.0, 12) % 1.0 * period


def peak_lag(
    run: "Run",
    element: str,
    start: Ms,
    period: SomeMs,
    count: Count,
    bins: Count = BINS,
    cell: int = EVERY_CELL,
) -> float:
    """Time from a pulse to the middle of the histogram's fullest bin, in ms."""
    counts = _histogram(_lags(run, element, start, period, count, cell), period, bins)
    if not counts.any():
        return float("nan")
    return float((np.argmax(counts) + 0.5) * period / bins)


def peak_lag_rate(
    run: "Run",
    element: str,
    start: Ms,
    period: SomeMs,
    count: Count,
    bins: Count = BINS,
    cell: int = EVERY_CELL,
) -> float:
    """Rate in Hz in the fullest bin after the pulses, of one cell on average or of the given."""
    counts = _histogram(_lags(run, element, start, period, count, cell), period, bins)
    cells = cells_of(run, element) if cell == EVERY_CELL else 1
    return float(counts.max()) / cells / count / (period / bins) * 1000.0


def _lags(run: "Run", element: str, start: float, period: float, count: int, cell: int) -> Floats:
    """Time (ms) of every spike since the pulse before it."""
    at = within(spike_times(run, element, cell), start, start + count * period)
    return np.asarray((at - start) % period, float)


def _vector(lags: Floats, period: float) -> complex:
    """The mean of the spikes' phases as arrows of length 1."""
    return complex(np.mean(np.exp(2j * np.pi * lags / period)))


def _histogram(lags: Floats, period: float, bins: int) -> Floats:
    counts, _edges = np.histogram(lags, bins=bins, range=(0.0, period))
    return np.asarray(counts, float)
