"""What differs between runs of one circuit in several states: set by hand, and measured."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from circuitlab.analysis.run_records import EVERY_CELL
from circuitlab.analysis.strip_measures import Strip, measured
from circuitlab.catalog.families import STIMULUS
from circuitlab.catalog.words import format_value
from circuitlab.model.frozen import Array
from circuitlab.model.names import name_of
from circuitlab.playback.number_words import plain_unit, quantity_words
from circuitlab.playback.trace_rows import rows_of
from circuitlab.resources import _

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from circuitlab.catalog.spec import Catalog, Parameter
    from circuitlab.engine.running.run import Run
    from circuitlab.model.circuit import Circuit
    from circuitlab.model.frozen import Value
    from circuitlab.model.states import Address
    from circuitlab.playback.trace_rows import TraceRow


@dataclass(frozen=True, slots=True)
class MeasuredRow:
    """One number of every state.

    Attributes
    ----------
    title, of
        What is measured, and of what.
    unit
        Of the values.
    values
        One for each state; not a number where there is none.
    is_reading
        Whether it is what a meter of the circuit reads.
    """

    title: str
    of: str
    unit: str
    values: tuple[float, ...]
    is_reading: bool = False

    def words(self) -> list[str]:
        """Return each value with its unit."""
        return [quantity_words(value, self.unit) for value in self.values]


def measured_of_runs(runs: Sequence[Run], catalog: Catalog) -> list[MeasuredRow]:
    """Return the numbers of finished runs, the same kinds of number for all."""
    found = []
    for row in measured_of(rows_of(runs[0].circuit, catalog)):
        numbers = [_of_run(row, run, catalog) for run in runs]
        for name, title, unit in columns_of(row):
            values = tuple(each.get(name, math.nan) for each in numbers)
            found.append(MeasuredRow(title, row.title, unit, values, row.is_reading))
    return found


def recorded_of(circuit: Circuit, catalog: Catalog) -> list[Address]:
    """Return the (element, state) pairs that must be recorded for the numbers of a run."""
    rows = measured_of(rows_of(circuit, catalog))
    return [row.key for row in rows if columns_of(row) and row.state]


def measured_of(rows: Sequence[TraceRow]) -> list[TraceRow]:
    """Return the rows of which numbers are compared: a neuron's spikes are counted once.

    Where the same is measured of two quantities of one name, each is called by its quantity, too.
    """
    rasters = {row.id for row in rows if row.is_raster}
    kept = [
        row
        for row in rows
        if not (row.parts or row.is_bars or (row.is_potential and row.id in rasters))
    ]
    alike = Counter((row.title, *columns_of(row)) for row in kept)
    return [
        replace(row, title=f"{row.title} · {row.quantity}")
        if row.quantity and alike[row.title, *columns_of(row)] > 1
        else row
        for row in kept
    ]


def set_by_hand(
    circuits: Sequence[Circuit], catalog: Catalog, addresses: Sequence[Address]
) -> list[tuple[str, str, list[str]]]:
    """Return (of what, which value, in words for each state) of what was set."""
    found = []
    for id, name in addresses:
        kind = catalog.kinds.get(circuits[0].elements[id].kind)
        parameter = kind.parameters.get(name) if kind is not None else None
        title = parameter.title if parameter is not None else _("muted")
        words = [said(each.value(id, name, catalog), parameter) for each in circuits]
        found.append((name_of(circuits[0], catalog, id), title, words))
    return found


def _of_run(row: TraceRow, run: Run, catalog: Catalog) -> Mapping[str, float]:
    if row.is_raster:
        if row.id not in run.sources:
            return {}
        cells, times = run.spike_pairs(row.id)
        strip = Strip(spikes=times, cells=cells, cell=EVERY_CELL, size=row.size)
    elif row.key in run.recorded:
        t, values = run.recorded[row.key]
        strip = Strip(t, values if values.ndim == 1 else values[:, 0], _first_spikes(row, run))
    else:
        return {}
    since = first_onset(run.circuit, catalog)
    found = measured(strip, 0.0, run.duration_ms, since, run.dt)
    return {name: each.value for name, each in found.items()}


def _first_spikes(row: TraceRow, run: Run) -> NDArray[np.float64] | None:
    """Return the spikes of the cell whose potential a row shows; None where there are none."""
    if not row.is_potential or row.id not in run.sources:
        return None
    cells, times = run.spike_pairs(row.id)
    return np.asarray(times[cells == 0], float)


def columns_of(row: TraceRow) -> list[tuple[str, str, str]]:
    """Return the (measure, title, unit) of what is compared of a row of the traces."""
    if row.is_raster or row.is_potential:
        return [("rate", _("Rate"), "Hz"), ("latency", _("First spike after"), "ms")]
    unit = plain_unit(row.unit)
    if row.is_reading:
        return [("peak", _("Peak"), unit), ("mean", _("Mean"), unit)]
    if row.unit in ("pA", "nA"):
        return [("area", _("Area"), f"{row.unit}·ms")]
    return [("mean", _("Mean"), unit)]


def first_onset(circuit: Circuit, catalog: Catalog) -> float:
    """Return when the first stimulus that acts begins, ms; 0 where none says."""
    starts = [
        float(str(circuit.value(id, "start", catalog)))
        for id, element in circuit.elements.items()
        if element.kind in catalog.kinds
        and catalog.kind(element.kind).family == STIMULUS
        and "start" in catalog.kind(element.kind).parameters
        and not element.muted
    ]
    return min(starts, default=0.0)


def said(value: Value, parameter: Parameter | None) -> str:
    """Return a value that was set as people read it everywhere; dots for a whole list."""
    if parameter is None:
        return _("yes") if value else _("no")
    return "…" if isinstance(value, Array) else format_value(parameter, value)
