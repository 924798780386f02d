"""What a run over days gave: as a table, as JSON, and in files."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from circuitlab.analysis.claim_words import short_number
from circuitlab.analysis.tables import Table
from circuitlab.catalog.load import default_catalog
from circuitlab.catalog.words import format_number
from circuitlab.cli.run_results import (
    firing,
    methods_text,
    neurons,
    pairs_of_spikes,
    spikes_json,
    watched,
)
from circuitlab.model.days import DAY_S, body_words
from circuitlab.resources import _

if TYPE_CHECKING:
    from circuitlab.engine.running.days_run import DaysRun


def days_table(finished: "DaysRun", name: str) -> Table:
    """Return a table of the rates of all neurons, a window each line."""
    ids = neurons(finished.circuit)
    rates = [finished.rates(id) for id in ids]
    rows = tuple(
        (body_words(at), *(short_number(float(rate[number])) for rate in rates))
        for number, at in enumerate(finished.body_s.tolist())
    )
    title = _("{name}: {days} d of body time in {count} windows of {model} s in all, {wall} s")
    said = title.format(
        name=name,
        days=format_number(finished.days.body_s / DAY_S),
        count=len(rows),
        model=format_number(round(finished.duration_ms / 1000, 3)),
        wall=format_number(round(finished.wall_s, 3)),
    )
    return Table(said, (_("body time"), *(_("{id}, Hz").format(id=id) for id in ids)), rows)


def days_json(finished: "DaysRun", name: str) -> dict[str, Any]:
    """Return a run over days as one JSON object, with a list entry for each window."""
    fired = firing(finished.windows[0])
    return {
        "preset": name,
        "seed": finished.seed,
        "dt_ms": finished.dt,
        "probe_ms": finished.days.probe_ms,
        "body_s": finished.body_s.tolist(),
        "model_ms": finished.duration_ms,
        "wall_s": finished.wall_s,
        "spikes": {id: [spikes_json(window, id) for window in finished.windows] for id in fired},
        "rates_hz": {id: finished.rates(id).tolist() for id in neurons(finished.circuit)},
    }


def write_days(finished: "DaysRun", folder: Path) -> None:
    """Write rates, spikes, recorded traces and the methods of a run over days into `folder`."""
    _write_windows(finished, folder)
    lines = ["window,body_time_s,element,cell,time_ms"]
    for number, (at, window) in enumerate(zip(finished.body_s, finished.windows, strict=True)):
        for id in firing(window):
            each = pairs_of_spikes(window, id)
            lines += [f"{number},{float(at)!r},{id},{cell},{time!r}" for cell, time in each]
    (folder / "spikes.csv").write_text("\n".join([*lines, ""]), encoding="utf-8")
    for id, state in watched(finished.circuit):
        _write_trace(finished, id, state, folder)
    text = methods_text(finished.circuit, default_catalog())
    (folder / "methods.md").write_text(text, encoding="utf-8")


def _write_windows(finished: "DaysRun", folder: Path) -> None:
    """Write a line for each window: its body time, and the rate of every neuron."""
    ids = neurons(finished.circuit)
    columns = [finished.body_s, *(finished.rates(id) for id in ids)]
    heading = ",".join(["window", "body_time_s", *(f"{id}_Hz" for id in ids)])
    numbered = np.column_stack([np.arange(len(finished.windows)), *columns])
    path = folder / "windows.csv"
    np.savetxt(path, numbered, fmt="%.9g", delimiter=",", header=heading, comments="")


def _write_trace(finished: "DaysRun", id: str, state: str, folder: Path) -> None:
    unit = default_catalog().kind(finished.circuit.elements[id].kind).states[state].unit
    parts = []
    for number, window in enumerate(finished.windows):
        when, values = window.trace(id, state)
        columns = np.reshape(values, (len(when), -1))
        parts.append(np.column_stack([np.full(len(when), number), when, columns]))
    cells = parts[0].shape[1] - 2
    names = [f"{state}_{unit}"] if cells == 1 else [f"{state}[{n}]_{unit}" for n in range(cells)]
    heading = ",".join(["window", "time_ms", *names])
    path = folder / f"{id}-{state}.csv"
    np.savetxt(path, np.concatenate(parts), fmt="%.6g", delimiter=",", header=heading, comments="")
