"""What a run gave in files: a folder of tables with its methods, one table, or all as arrays."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from circuitlab import __version__
from circuitlab.analysis.run_tables import (
    Columns,
    columns_of_trace,
    lines_of,
    spike_columns,
    spikes_over_days,
    trace_over_days,
    window_columns,
)
from circuitlab.analysis.tables import caveats_of, methods_table, sources_used
from circuitlab.catalog.load import default_catalog
from circuitlab.catalog.spec import Catalog
from circuitlab.files.circuit_hash import circuit_hash
from circuitlab.model.circuit import Circuit
from circuitlab.resources import _

if TYPE_CHECKING:
    from circuitlab.engine.running.days_run import DaysRun
    from circuitlab.engine.running.run import Run


SPIKE_TIME = "end of the step in which it arose"
STIMULUS_TIME = "from start to stop it acts in the steps that end after start, up to stop"
OF_ITS_STEP = "value at the end of its step"
THE_HIGHEST = "highest since the sample before, at the end of a step"
"""What times in files mean: they are for programs and people of any language."""


def about(run: Run | DaysRun) -> dict[str, Any]:
    """Return by what a run can be made again: version, circuit, seed, step and length."""
    return {
        "title": str(run.circuit.document["title"]),
        "version": __version__,
        "circuit_sha256": circuit_hash(run.circuit),
        "seed": run.seed,
        "dt_ms": run.dt,
        "model_ms": run.duration_ms,
    }


def with_conventions(said: Mapping[str, object], sample_time: str) -> dict[str, object]:
    """Return what is said of a run, and what the times in its tables mean."""
    times = {"spike_time": SPIKE_TIME, "sample_time": sample_time, "stimulus_time": STIMULUS_TIME}
    return {**said, **times}


def about_days(run: DaysRun) -> dict[str, Any]:
    """Return the same of a run over days, with its windows."""
    windows = {"probe_ms": run.days.probe_ms, "body_time_s": run.body_s.tolist()}
    return {**about(run), **windows}


def write_run(run: Run, folder: Path, sample_time: str = OF_ITS_STEP) -> None:
    """Write spikes, recorded traces, settings and the methods of a run into `folder`."""
    said = with_conventions(about(run), sample_time)
    _write(folder / "spikes.csv", said, spike_columns(run))
    for id, state in run.recorded:
        _write(folder / f"{id}-{state}.csv", said, columns_of_trace(run, id, state))
    _write_words(folder, run.circuit, said)


def write_days(run: DaysRun, folder: Path, sample_time: str = OF_ITS_STEP) -> None:
    """Write rates, spikes, recorded traces and the methods of a run over days into `folder`."""
    said = with_conventions(about_days(run), sample_time)
    _write(folder / "windows.csv", said, window_columns(run))
    _write(folder / "spikes.csv", said, spikes_over_days(run))
    for id, state in run.windows[0].recorded:
        _write(folder / f"{id}-{state}.csv", said, trace_over_days(run, id, state))
    _write_words(folder, run.circuit, said)


def table_lines(said: Mapping[str, object], columns: Columns) -> Iterator[str]:
    """Yield a table with commas line by line, after lines with # that say what it is of."""
    yield from (f"# {name}: {_on_one_line(value)}".rstrip() + "\n" for name, value in said.items())
    yield from (f"{line}\n" for line in lines_of(columns))


def _on_one_line(value: object) -> str:
    return " ".join(str(value).split())


def arrays_file(said: Mapping[str, object], tables: Mapping[str, Columns]) -> bytes:
    """Return an .npz of what is said of a run, and of its tables as ``table/column``."""
    arrays: dict[str, NDArray[Any]] = {name: np.asarray(value) for name, value in said.items()}
    for table, columns in tables.items():
        arrays |= {f"{table}/{name}": column for name, column in columns.items()}
    content = io.BytesIO()
    np.savez_compressed(content, **arrays)  # type: ignore[arg-type]
    return content.getvalue()


def _write(path: Path, said: Mapping[str, object], columns: Columns) -> None:
    with path.open("w", encoding="utf-8", newline="\n") as file:
        file.writelines(table_lines(said, columns))


def _write_words(folder: Path, circuit: Circuit, said: Mapping[str, object]) -> None:
    text = json.dumps(said, ensure_ascii=False, indent=2)
    (folder / "run.json").write_text(text + "\n", encoding="utf-8")
    (folder / "methods.md").write_text(methods_text(circuit, default_catalog()), encoding="utf-8")


def methods_text(circuit: Circuit, catalog: Catalog) -> str:
    """Return the methods of a circuit as Markdown: values, what is simplified, and sources."""
    pieces = [methods_table(circuit, catalog).markdown()]
    pieces += _listed("##", _("Simplified for teaching"), caveats_of(circuit, catalog))
    pieces += [f"## {_('Sources')}", ""]
    for title, sources in sources_used(circuit, catalog).items():
        pieces += _listed("###", title, sources)
    return "\n".join(pieces)


def _listed(level: str, title: str, lines: list[str]) -> list[str]:
    return [f"{level} {title}", "", *(f"- {line}" for line in lines), ""] if lines else []
