"""Stretches of a trace laid over each other at what set them off, and what they have in common."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from circuitlab.catalog.spec import Catalog
from circuitlab.catalog.units import in_ms
from circuitlab.model.circuit import Circuit
from circuitlab.model.timeline import timed_steps

Floats = NDArray[np.float64]
MOST_ONSETS = 100_000
EQUAL = 1e-6
"""How much steps between samples may differ and still count as equal."""
_TIMING = ("start", "stop", "period")


@dataclass(frozen=True, slots=True, eq=False)
class Sweep:
    """A stretch of a trace about the moment that set it off.

    Attributes
    ----------
    trigger_ms
        That moment, in model time.
    t, v
        Times since that moment (ms), and values: samples as they were recorded.
    """

    trigger_ms: float
    t: Floats
    v: Floats


def apart(triggers: Floats, least_ms: float) -> Floats:
    """Return the moments that set off a sweep where none does while the last one lasts."""
    kept, place = [], 0
    while place < triggers.size:
        kept.append(triggers[place])
        place = max(place + 1, int(np.searchsorted(triggers, triggers[place] + least_ms)))
    return np.asarray(kept, float)


def last_triggers(triggers: Floats, now_ms: float, most: int) -> Floats:
    """Return the last `most` moments (ms, rising) that have come by now."""
    come = triggers[: int(np.searchsorted(triggers, now_ms, side="right"))]
    return come[-most:]


def sweeps(
    t: Floats, v: Floats, triggers: Floats, before_ms: float, after_ms: float
) -> list[Sweep]:
    """Return a sweep for each moment: samples from `before_ms` before it to `after_ms` after."""
    made = []
    for trigger in triggers.tolist():
        first = int(np.searchsorted(t, trigger - before_ms))
        end = int(np.searchsorted(t, trigger + after_ms, side="right"))
        made.append(Sweep(trigger, t[first:end] - trigger, v[first:end]))
    return made


def mean_and_sd(made: list[Sweep]) -> tuple[Floats, Floats, Floats]:
    """Return time since the trigger (ms), the mean of sweeps, and their standard deviation.

    Sweeps whose samples lie equally far from each other are taken sample by sample, from the one
    nearest to the trigger on. Others are put on the samples of the last one. Only times that every
    sweep covers are given; of a single sweep the deviation is not a number.
    """
    full = [sweep for sweep in made if sweep.t.size > 1]
    if not full:
        return np.empty(0), np.empty(0), np.empty(0)
    grid, values = _side_by_side(full) if _alike(full) else _on_one_grid(full)
    sd = np.std(values, axis=0, ddof=1) if len(full) > 1 else np.full(grid.size, np.nan)
    return grid, np.asarray(np.mean(values, axis=0), float), np.asarray(sd, float)


def _alike(made: list[Sweep]) -> bool:
    """Whether all samples of all sweeps lie equally far from each other."""
    steps = np.concatenate([np.diff(sweep.t) for sweep in made])
    return bool(np.ptp(steps) <= EQUAL * np.max(steps))


def _side_by_side(made: list[Sweep]) -> tuple[Floats, Floats]:
    """Sweeps sample by sample, the samples nearest to their triggers under each other."""
    zeros = [int(np.argmin(np.abs(sweep.t))) for sweep in made]
    before = min(zeros)
    after = min(sweep.t.size - zero for sweep, zero in zip(made, zeros, strict=True))
    values = [s.v[zero - before : zero + after] for s, zero in zip(made, zeros, strict=True)]
    return made[-1].t[zeros[-1] - before : zeros[-1] + after], np.stack(values)


def _on_one_grid(made: list[Sweep]) -> tuple[Floats, Floats]:
    start, stop = max(s.t[0] for s in made), min(s.t[-1] for s in made)
    grid = made[-1].t
    grid = grid[(grid >= start) & (grid <= stop)]
    return grid, np.stack([np.interp(grid, sweep.t, sweep.v) for sweep in made])


def first_after(spikes: Floats, triggers: Floats, within_ms: float = np.inf) -> Floats:
    """Return the time (ms) from each moment to the first spike after it.

    A spike belongs to a moment if no later one comes before it, and if it comes `within_ms`.
    Where there is none, it is not a number.
    """
    at = np.searchsorted(spikes, triggers, side="right")
    padded = np.append(spikes, np.inf)
    waits = padded[at] - triggers
    ends = np.append(triggers[1:], np.inf) - triggers
    return np.where((waits <= ends) & (waits <= within_ms), waits, np.nan)


def has_onsets(circuit: Circuit, catalog: Catalog, id: str) -> bool:
    """Return whether an element begins, and may begin again, at set times."""
    kind = catalog.kinds.get(circuit.elements[id].kind)
    return kind is not None and all(name in kind.parameters for name in _TIMING)


def onsets(circuit: Circuit, catalog: Catalog, id: str, until_ms: float) -> Floats:
    """Return the times (ms) up to `until_ms` at which a stimulus begins, timeline included."""
    changes = [step.at for step in timed_steps(circuit) if any(of == id for of, _ in step.values)]
    edges = [0.0, *(at for at in changes if at > 0.0), np.inf]
    found = [
        _within(_onsets_as_set(circuit, catalog, id, since, min(end, until_ms)), since, end)
        for since, end in pairwise(edges)
        if since <= until_ms
    ]
    return np.concatenate(found)


def _within(times: Floats, since: float, end: float) -> Floats:
    return times[(times >= since) & (times < end)]


def _onsets_as_set(
    circuit: Circuit, catalog: Catalog, id: str, at_ms: float, until_ms: float
) -> Floats:
    """Onsets up to a time, of a stimulus as it is set at another.

    What is on from start to stop returns as a whole; pulses are repeated from start to stop.
    """
    kind = catalog.kinds[circuit.elements[id].kind]
    start, stop, period = (
        in_ms(_set_at(circuit, catalog, id, name, at_ms), kind.parameters[name].unit)
        for name in _TIMING
    )
    lasts_on = "width" in kind.parameters and not _set_at(circuit, catalog, id, "width", at_ms)
    end = until_ms if lasts_on else min(until_ms, stop)
    if stop <= start or start > until_ms:
        return np.empty(0)
    if period <= 0.0:
        return np.array([start])
    count = min(MOST_ONSETS, int((end - start) / period) + 1)
    if "count" in kind.parameters:
        count = min(count, int(_set_at(circuit, catalog, id, "count", at_ms)) or count)
    made = np.asarray(start + period * np.arange(count), float)
    return made[made < end] if end == stop else made


def _set_at(circuit: Circuit, catalog: Catalog, id: str, name: str, at_ms: float) -> float:
    value: object = circuit.value(id, name, catalog)
    for step in timed_steps(circuit):
        if step.at <= at_ms:
            value = step.values.get((id, name), value)
    return float(str(value))
