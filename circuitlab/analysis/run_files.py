"""What a run gave in files: a folder of tables with its methods, one table, or all as arrays."""

from __future__ import annotations

import io
import json
from collections.abc import Mapping
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
from circuitlab.model.circuit import Circuit
from circuitlab.resources import _

if TYPE_CHECKING:
    from circuitlab.engine.running.days_run import DaysRun
    from circuitlab.engine.running.run import Run


def about(run: Run | DaysRun) -> dict[str, Any]:
    """Return by what a run can be made again: version, seed, step and length."""
    return {
        "title": str(run.circuit.document["title"]),
        "version": __version__,
        "seed": run.seed,
        "dt_ms": run.dt,
        "model_ms": run.duration_ms,
    }


def about_days(run: DaysRun) -> dict[str, Any]:
    """Return the same of a run over days, with its windows."""
    windows = {"probe_ms": run.days.probe_ms, "body_time_s": run.body_s.tolist()}
    return {**about(run), **windows}


def write_run(run: Run, folder: Path) -> None:
    """Write spikes, recorded traces, settings and the methods of a run into `folder`."""
    _write(folder / "spikes.csv", spike_columns(run))
    for id, state in run.recorded:
        _write(folder / f"{id}-{state}.csv", columns_of_trace(run, id, state))
    _write_words(folder, run.circuit, about(run))


def write_days(run: DaysRun, folder: Path) -> None:
    """Write rates, spikes, recorded traces and the methods of a run over days into `folder`."""
    _write(folder / "windows.csv", window_columns(run))
    _write(folder / "spikes.csv", spikes_over_days(run))
    for id, state in run.windows[0].recorded:
        _write(folder / f"{id}-{state}.csv", trace_over_days(run, id, state))
    _write_words(folder, run.circuit, about_days(run))


def table_text(columns: Columns) -> str:
    """Return columns as the text of a table with commas."""
    return "\n".join([*lines_of(columns), ""])


def arrays_file(said: Mapping[str, object], tables: Mapping[str, Columns]) -> bytes:
    """Return an .npz of what is said of a run, and of its tables as ``table/column``."""
    arrays: dict[str, NDArray[Any]] = {name: np.asarray(value) for name, value in said.items()}
    for table, columns in tables.items():
        arrays |= {f"{table}/{name}": column for name, column in columns.items()}
    content = io.BytesIO()
    np.savez_compressed(content, **arrays)  # type: ignore[arg-type]
    return content.getvalue()


def _write(path: Path, columns: Columns) -> None:
    with path.open("w", encoding="utf-8", newline="\n") as file:
        file.writelines(f"{line}\n" for line in lines_of(columns))


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
