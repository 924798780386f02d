"""What a run gave as columns, the unit in the name of each: for frames of pandas, and for files."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from circuitlab.catalog.families import NEURON
from circuitlab.catalog.load import default_catalog
from circuitlab.model.circuit import Circuit

if TYPE_CHECKING:
    from circuitlab.engine.running.days_run import DaysRun
    from circuitlab.engine.running.run import Run

Columns = dict[str, NDArray[Any]]
"""Columns of the same length by their headings, in order."""


def neurons(circuit: Circuit) -> list[str]:
    """Return the ids of all neurons, in order."""
    kinds = default_catalog().kinds
    return [
        element.id
        for element in circuit.elements.values()
        if element.kind in kinds and kinds[element.kind].family == NEURON
    ]


def firing(finished: Run) -> list[str]:
    """Return the ids of what fires, neurons and sources of spikes, in order."""
    return [id for id in finished.circuit.elements if id in finished.firing]


def spike_columns(run: Run) -> Columns:
    """Return a row for each spike, by element and then by time."""
    ids = firing(run)
    pairs = [run.spike_pairs(id) for id in ids]
    counts = [len(times) for _cells, times in pairs]
    return {
        "element": np.repeat(np.asarray(ids, dtype=np.str_), counts),
        "cell": _joined([cells for cells, _times in pairs], np.int64),
        "time_ms": _joined([times for _cells, times in pairs], np.float64),
    }


def rate_columns(run: Run) -> Columns:
    """Return a row for each element that fires: its cells, its spikes, the rate of one cell."""
    ids = firing(run)
    return {
        "element": np.asarray(ids, dtype=np.str_),
        "cells": np.asarray([run.size(id) for id in ids], np.int64),
        "spikes": np.asarray([len(run.spike_pairs(id)[1]) for id in ids], np.int64),
        "rate_Hz": np.asarray([run.rate(id) for id in ids], np.float64),
    }


def trace_columns(run: Run) -> Columns:
    """Return a row for each sample, a column for each recorded state of each cell."""
    columns: Columns = {}
    for id, state in run.recorded:
        time, *values = columns_of_trace(run, id, state).items()
        columns |= dict([time]) if not columns else {}
        columns |= {f"{id}.{name}": column for name, column in values}
    return columns


def columns_of_trace(run: Run, id: str, state: str) -> Columns:
    """Return the time of each sample of a state, and the state of each cell."""
    unit = default_catalog().kind(run.circuit.elements[id].kind).states[state].unit
    when, values = run.trace(id, state)
    if values.ndim == 1:
        return {"time_ms": when, f"{state}_{unit}": values}
    cells = {f"{state}[{cell}]_{unit}": values[:, cell] for cell in range(values.shape[1])}
    return {"time_ms": when, **cells}


def window_columns(run: DaysRun) -> Columns:
    """Return a row for each window of a run over days: when it begins, the rate of each neuron."""
    rates = {f"{id}_Hz": run.rates(id) for id in neurons(run.circuit)}
    return {"window": np.arange(len(run.windows)), "body_time_s": run.body_s, **rates}


def spikes_over_days(run: DaysRun) -> Columns:
    """Return a row for each spike, window by window."""
    return _windowed(run, [spike_columns(window) for window in run.windows])


def traces_over_days(run: DaysRun) -> Columns:
    """Return a row for each sample, window by window."""
    return _windowed(run, [trace_columns(window) for window in run.windows])


def trace_over_days(run: DaysRun, id: str, state: str) -> Columns:
    """Return the samples of one state, window by window."""
    return _windowed(run, [columns_of_trace(window, id, state) for window in run.windows])


def _windowed(run: DaysRun, parts: Sequence[Columns]) -> Columns:
    """Return columns of all windows, after the window's number and its body time."""
    lengths = [len(next(iter(part.values()), ())) for part in parts]
    ahead: Columns = {
        "window": np.repeat(np.arange(len(parts)), lengths),
        "body_time_s": np.repeat(run.body_s, lengths),
    }
    return {**ahead, **{name: np.concatenate([part[name] for part in parts]) for name in parts[0]}}


def _joined(parts: Sequence[NDArray[Any]], dtype: Any) -> NDArray[Any]:
    return np.concatenate([np.zeros(0, dtype), *parts])


def lines_of(columns: Mapping[str, NDArray[Any]]) -> Iterator[str]:
    """Yield columns as lines of a table with commas, each number as it is."""
    yield ",".join(columns)
    shown = (map(_shown, column.tolist()) for column in columns.values())
    yield from map(",".join, zip(*shown, strict=True))


def _shown(value: object) -> str:
    return value if isinstance(value, str) else repr(value).removesuffix(".0")
