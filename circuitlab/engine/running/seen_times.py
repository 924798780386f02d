"""Spikes and columns of a chunk at the times that people see: those of all windows together."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from circuitlab.engine.plan.plan import Reals
from circuitlab.engine.running.messages import Column
from circuitlab.engine.running.model_times import times_of
from circuitlab.engine.running.spikes import NONE, Spikes
from circuitlab.engine.stepping.simulation import Chunk, Simulation


def shifted(
    columns: Mapping[tuple[str, str], Column], by_ms: float
) -> Mapping[tuple[str, str], Column]:
    """Columns at the times that people see."""
    if by_ms == 0.0:
        return columns
    known: dict[int, Reals] = {}
    for times, _values in columns.values():
        known.setdefault(id(times), times + by_ms)
    return {key: (known[id(times)], values) for key, (times, values) in columns.items()}


def named_spikes(simulation: Simulation, chunk: Chunk | None, shift_ms: float) -> Spikes:
    """Spikes of a chunk by their elements, at the times that people see."""
    if chunk is None or not len(chunk.spikes):
        return NONE
    plan = simulation.plan
    source, tick = chunk.spikes.T
    element = np.searchsorted(plan.first_sources, source, side="right") - 1
    cell = source - plan.first_sources[element]
    return Spikes(plan.firing, element, cell, times_of(tick, plan.settings.dt) + shift_ms)
